"""The room of the Child Death Overview Panel: every child's death, from notification to the annual report."""
