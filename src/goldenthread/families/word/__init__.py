"""The Word template of a letter for one family member."""
