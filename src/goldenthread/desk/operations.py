"""Making, replacing and ending a person's calendar address, and asking for the calendar with it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import connection, transaction

from goldenthread.core.clock import day_of
from goldenthread.desk.models import CalendarLink
from goldenthread.desk.terms import Event
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.records.queries import load_viewer
from goldenthread.records.viewer import Viewer


def digest_of(token: str) -> str:
    """What the database keeps of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_calendar(*, by: Viewer, at: datetime) -> str:
    """Make a person's own calendar address; one they had ends. Returns its secret part, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    CalendarLink.objects.update_or_create(
        person_id=by.person_id,
        defaults={"digest": digest_of(token), "made_at": at, "content_digest": "", "changed_at": at},
    )
    _written(Event.CALENDAR_MADE, f"{by.name} made an address for their calendar", by, at)
    return token


@transaction.atomic
def end_calendar(*, by: Viewer, at: datetime) -> bool:
    """End a person's own calendar address; returns whether there was one."""
    ended, _ = CalendarLink.objects.filter(person_id=by.person_id).delete()
    if ended:
        _written(Event.CALENDAR_ENDED, f"{by.name} ended the address of their calendar", by, at)
    return bool(ended)


def come_for_calendar(*, token: str, at: datetime) -> Viewer | None:
    """Make whoever an address belongs to the viewer of the transaction that is open; None where it is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select whose, called from goldenthread_calendar(%s, %s, %s)", [digest_of(token), day_of(at), at]
        )
        row = cursor.fetchone()
    return load_viewer(row[0], row[1], at) if row else None


def note_content(*, content: bytes, by: Viewer, at: datetime) -> tuple[str, datetime]:
    """What a person's calendar is now: its digest, and since when it is so."""
    digest = hashlib.sha256(content).hexdigest()
    link = CalendarLink.objects.select_for_update().get(person_id=by.person_id)
    if link.content_digest != digest:
        link.content_digest, link.changed_at = digest, at
        link.save(update_fields=["content_digest", "changed_at"])
    return digest, link.changed_at


def _written(verb: Event, sentence: str, by: Viewer, at: datetime) -> None:
    history.write(
        verb=verb, sentence=sentence, by=Actor(by.name, by.person_id), at=at, details={"person": by.person_id}
    )
