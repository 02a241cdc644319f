"""What the worker does for this room every few seconds."""

from __future__ import annotations

from datetime import datetime

from goldenthread.practice_reviews.operations.looking import look


def look_at_answers(at: datetime) -> int:
    """Requests about reviews that went out, or came back."""
    return look(at=at)
