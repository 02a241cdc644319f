"""The forms of this room: what happened on a way, holds and variations; editions; reference data."""
