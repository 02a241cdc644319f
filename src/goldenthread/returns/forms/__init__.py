"""The forms of this room, from fields of design.forms."""
