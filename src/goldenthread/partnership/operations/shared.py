"""What the operations of the partnership share: who may, and what was seen when a form was opened."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime

from goldenthread.core.clock import day_of
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.history.operations import About
from goldenthread.partnership.models import Post
from goldenthread.partnership.queries import current
from goldenthread.partnership.terms import Event, Role

UNIT = frozenset({Role.BUSINESS_MANAGER, Role.BUSINESS_OFFICER})
KEEPERS = frozenset({Role.ADMINISTRATOR, Role.BUSINESS_MANAGER})


class NotAllowed(Exception):
    """It may not be done; the message is a sentence for the person who asked."""


class Stale(NotAllowed):
    """Someone else saved while the form was open."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} was changed by someone else while this form was open. Open it again to see how it stands now; what you typed is kept here until then."
        )


def fingerprint(*values: object) -> str:
    """A short sign of what a form was made from, to see whether it was changed since."""
    return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()[:16]


def require(partnership_id: int, roles: frozenset[Role], by: Actor, at: datetime) -> None:
    """Let jobs pass, and people who hold one of these roles today. Errors: NotAllowed."""
    if by.person_id is None:
        return
    held = Post.objects.filter(
        current(day_of(at)), partnership=partnership_id, person=by.person_id, role__in=[role.value for role in roles]
    )
    if not held.exists():
        raise NotAllowed(
            "The business unit changes this."
            if roles == UNIT
            else "The business unit and the administrators change this."
        )


def not_oneself(person_id: int | None, by: Actor, what: str) -> None:
    """Nobody gives themselves sight. Errors: NotAllowed."""
    if person_id is not None and person_id == by.person_id:
        raise NotAllowed(f"You cannot give yourself a {what}: ask another administrator, or the business manager.")


def note(verb: Event, sentence: str, partnership_id: int, by: Actor, at: datetime, **details: object) -> None:
    """Write what was done into the partnership's history."""
    history.write(verb=verb, sentence=sentence, by=by, at=at, about=About(partnership_id), details=details)


def not_before(day: date, start: date | None, what: str) -> None:
    """An end may not lie before its beginning. Errors: NotAllowed."""
    if start is not None and day < start:
        raise NotAllowed(f"{what} began on {start.day} {start:%B %Y}, and cannot end before that.")
