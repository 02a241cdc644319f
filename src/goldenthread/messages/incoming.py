"""What a mail that came in is: a delivery status notification about a message of ours (RFC 3464), a calendar's answer, or neither."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message as Mail
from email.utils import parseaddr
from enum import StrEnum

KEY = re.compile(r"<([A-Za-z0-9_-]{32})@golden-thread>")
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
MOST_BYTES = 2_000_000
"""Of one mail. A notification or a calendar's answer is a few thousand."""
MOST_PARTS = 50

Handler = Callable[..., object]
CALENDAR_HANDLERS: list[Handler] = []
"""Rooms that take iCalendar replies, called with `text`, `sender` and `at`."""


def takes_calendar_replies(handler: Handler) -> None:
    """Let a room take the answers that calendars send. Called once, when Django starts."""
    if handler not in CALENDAR_HANDLERS:
        CALENDAR_HANDLERS.append(handler)


class What(StrEnum):
    """What a mail was taken for."""

    BOUNCED = "bounced"
    DELIVERED = "delivered"
    CALENDAR = "calendar"
    OTHER = "other"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One mail, as far as it concerns us. Nothing else of it is kept."""

    what: What
    key: str = ""
    status: str = ""
    sender: str = ""
    calendar: str = ""


def read(content: bytes) -> Incoming:
    """What a mail is. May fail in any way on a hostile one: whoever calls it is ready for that."""
    mail = email.message_from_bytes(content, policy=email.policy.compat32)
    if mail.get_content_type() == "multipart/report":
        return _notification(mail)
    for part in _parts(mail):
        if part.get_content_type() == "text/calendar":
            text = _text(part)
            if re.search(r"^METHOD:REPLY\s*$", text, re.IGNORECASE | re.MULTILINE):
                sender = parseaddr(str(mail.get("From", "")))[1].replace("\0", "")[:254]
                return Incoming(What.CALENDAR, sender=sender, calendar=text)
    return Incoming(What.OTHER)


def _parts(mail: Mail) -> Iterator[Mail]:
    for number, part in enumerate(mail.walk()):
        if number >= MOST_PARTS:
            return
        yield part


def _text(part: Mail) -> str:
    given = part.get_payload(decode=True)
    return given.decode("utf-8", "replace").replace("\0", "") if isinstance(given, bytes) else ""


def _notification(mail: Mail) -> Incoming:
    """What a mail server says became of a message: of one that is named by its Message-ID, and for good."""
    actions, status, key = set(), "", ""
    for part in _parts(mail):
        kind, held = part.get_content_type(), part.get_payload()
        if kind == "message/delivery-status" and isinstance(held, list):
            for block in (one for one in held if isinstance(one, Mail)):
                actions.add(str(block.get("Action", "")).strip().lower())
                found = STATUS.search(str(block.get("Status", "")))
                status = found[0] if found else status
        elif kind in {"message/rfc822", "message/rfc822-headers", "text/rfc822-headers"}:
            original = held[0] if isinstance(held, list) and held else email.message_from_string(_text(part))
            named = KEY.search(str(original.get("Message-ID", "")))  # type: ignore[union-attr]
            key = key or (named[1] if named else "")
    if not key:
        named = KEY.search(f"{mail.get('In-Reply-To', '')} {mail.get('References', '')}")
        key = named[1] if named else ""
    if key and "failed" in actions:
        return Incoming(What.BOUNCED, key, status)
    if key and "delivered" in actions:
        return Incoming(What.DELIVERED, key, status)
    return Incoming(What.OTHER)
