"""The demonstration: Wakefield's published facts, and plainly fictional people and casework around them."""
