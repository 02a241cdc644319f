"""The room’s rules."""
