"""Pure rules of a suicide cluster response."""
