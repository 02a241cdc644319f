"""Building the Word template of minutes."""
