"""What the worker does for this room every few seconds."""

from __future__ import annotations

from datetime import datetime

from goldenthread.families.operations import look


def look_at_restrictions(at: datetime) -> int:
    """Restrictions whose day to be looked at again has come."""
    return look(at=at)
