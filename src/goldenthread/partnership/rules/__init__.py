"""Rules of the partnership, free of the database."""
