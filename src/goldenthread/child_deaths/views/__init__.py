"""The room’s views."""
