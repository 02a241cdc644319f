"""Golden Thread: the work of a safeguarding children partnership, joined up from what happened to what changed."""

__version__ = "0.1.0"
