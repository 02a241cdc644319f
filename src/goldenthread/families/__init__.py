"""Families of a record: who they are, what is safe, what they said and what changed because of it."""
