"""What the worker does for this room every few seconds."""

from __future__ import annotations

from datetime import datetime

from goldenthread.pathways.operations import look


def look_at_pathways(at: datetime) -> int:
    """Courses whose day has come, and those whose days are counted otherwise since."""
    return look(at=at)
