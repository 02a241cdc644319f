"""Whole journeys in a real browser, by role, with and without JavaScript, and axe on every page."""
