"""Where a message leads, when that is worked out only as it is sent: links that are secrets lie in no row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from goldenthread.accounts import queries as accounts
from goldenthread.accounts.links import NOTICE as INVITATION
from goldenthread.messages.models import Message

Link = Callable[[Message, datetime], str | None]
"""The page a message leads to, or None when there is nothing to send any more: a link that was used or is over."""


def _invitation(message: Message, at: datetime) -> str | None:
    return accounts.invitation_path(message.person_id, at) if message.person_id else None


LINKS: dict[str, Link] = {INVITATION: _invitation}


def worked_out(kind: str, link: Link) -> None:
    """Let messages of a kind ask `link` where they lead, as they are sent."""
    LINKS[kind] = link


Words = Callable[[Message, datetime], str | None]
"""The words of a message that hold a secret of a few minutes, such as a code; None when it is not to be sent any more."""
WORDS: dict[str, Words] = {}


def worded(kind: str, words: Words) -> None:
    """Let messages of a kind ask `words` what they say, as they are sent: what stands in their row is not it."""
    WORDS[kind] = words


def words_of(message: Message, at: datetime) -> str | None:
    """What a message says; None when it is not to be sent any more."""
    return WORDS[message.kind](message, at) if message.kind in WORDS else message.words


def page_of(message: Message, at: datetime) -> str | None:
    """Where a message leads; None when it is not to be sent any more."""
    if message.kind in LINKS:
        return LINKS[message.kind](message, at)
    return message.address
