"""What pages and letters say of a family."""
