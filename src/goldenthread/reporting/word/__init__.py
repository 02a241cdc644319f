"""The Word template of the published report, and the script that builds it."""
