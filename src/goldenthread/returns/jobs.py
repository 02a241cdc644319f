"""What the worker does for this room every few seconds: codes for links, and reminders."""

from __future__ import annotations

from datetime import datetime

from goldenthread.messages.models import Message
from goldenthread.returns.links import CODE_LASTS
from goldenthread.returns.operations.door import answer_knocks, code_of, link_of
from goldenthread.returns.operations.reminding import remind


def mail_codes(at: datetime) -> int:
    """Answer the presses of links' buttons."""
    return answer_knocks(at=at)


def send_reminders(at: datetime) -> int:
    """Send the reminders that are due."""
    return remind(at=at)


def link_in(message: Message, at: datetime) -> str | None:
    """Where a message that carries a link leads."""
    if message.partnership_id is None:
        return None
    return link_of(key=message.key, partnership_id=message.partnership_id, at=at)


def code_in(message: Message, at: datetime) -> str | None:
    """What a message that carries a code says."""
    code = code_of(key=message.key, partnership_id=message.partnership_id, at=at) if message.partnership_id else None
    if code is None:
        return None
    minutes = int(CODE_LASTS.total_seconds() // 60)
    return f"Your code is {code}. It works for {minutes} minutes, on the page where you asked for it. If you did not ask for it, someone else has your link: tell the partnership."
