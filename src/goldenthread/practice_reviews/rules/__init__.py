"""The room's rules: pure functions over plain values."""
