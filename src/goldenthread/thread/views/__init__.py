"""The thread's views."""
