"""What the room's pages say, as frozen values."""
