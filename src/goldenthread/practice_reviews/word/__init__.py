"""The Word template of a review's report."""
