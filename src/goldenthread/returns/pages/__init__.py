"""What the pages of this room are told: frozen data, worked out from rows."""
