"""What the room's pages show, as frozen values."""
