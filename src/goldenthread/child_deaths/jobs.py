"""What the worker does for this room every few seconds."""

from __future__ import annotations

from datetime import datetime

from goldenthread.child_deaths.operations.looking import look


def look_at_deaths(at: datetime) -> int:
    """Deaths that came by the public page, and forms that went out or came back."""
    return look(at=at)
