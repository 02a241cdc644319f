"""What the worker does for this room every few seconds: codes for links, and reminders."""

from __future__ import annotations

from datetime import datetime

from goldenthread.returns.operations.door import answer_knocks
from goldenthread.returns.operations.reminding import remind


def mail_codes(at: datetime) -> int:
    """Answer the presses of links' buttons."""
    return answer_knocks(at=at)


def send_reminders(at: datetime) -> int:
    """Send the reminders that are due."""
    return remind(at=at)
