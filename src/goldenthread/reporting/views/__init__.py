"""The report builder's views."""
