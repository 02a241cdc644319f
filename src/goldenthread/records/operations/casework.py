"""What an operation of any room does beside its own row: refuse with a sentence, write its event, tell whoever should know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from goldenthread.core.clock import day_of
from goldenthread.core.terms import Vocabulary
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.messages import operations as messages
from goldenthread.partnership.models import Partnership, Post, Seat
from goldenthread.partnership.queries import current
from goldenthread.records.models import Exclusion, Record
from goldenthread.records.operations import Refused, about
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer


def actor(by: Viewer | Actor) -> Actor:
    """Whoever does it, as history names them."""
    return by if isinstance(by, Actor) else Actor(by.name, by.person_id)


def require(is_allowed: bool, sentence: str) -> None:
    """Refuse with the sentence unless allowed. Errors: Refused."""
    if not is_allowed:
        raise Refused(sentence)


def no_problem(problem: str | None) -> None:
    """Refuse with the rule's own sentence, where it has one. Errors: Refused."""
    if problem:
        raise Refused(problem)


def written(record: Record, verb: Vocabulary, sentence: str, by: Viewer | Actor, at: datetime) -> None:
    """Write one event about a record."""
    history.write(verb=verb, sentence=sentence, by=actor(by), at=at, about=about(record))


def leads(partnership_id: int, group_id: int | None, at: datetime) -> set[int]:
    """The people who lead a group's casework today: the business unit, and whoever chairs the group."""
    today = current(day_of(at))
    posts = Post.objects.filter(today, partnership=partnership_id, role__in=["business_manager", "business_officer"])
    seats = Seat.objects.filter(today, group=group_id or 0, role__in=["chair", "vice_chair"], person__isnull=False)
    return set(posts.values_list("person_id", flat=True)) | set(seats.values_list("person_id", flat=True))


def tell(
    record: Record,
    people: Iterable[int],
    verb: Vocabulary,
    subject: str,
    by: Viewer | Actor,
    at: datetime,
    *,
    urgent: bool = False,
) -> None:
    """Leave a notice about a record, by its reference alone, for everyone but whoever did it and whoever is kept out of it."""
    out = Exclusion.objects.filter(current(day_of(at)), Q(record=record) | Q(circle=record.circle_id))
    apart = {by.person_id, *out.values_list("person_id", flat=True)}
    key = Partnership.objects.values_list("key", flat=True).get(pk=record.partnership_id)
    messages.notify(
        people=set(people) - apart,
        kind=verb.value,
        subject=f"{record.reference}: {subject}",
        partnership_id=record.partnership_id,
        reference=record.reference,
        address=f"/{key}/{RecordKind(record.kind).place}/{record.reference}/",
        at=at,
        urgent=urgent,
    )
