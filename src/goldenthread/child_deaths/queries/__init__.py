"""The room’s queries."""
