"""What the room's operations share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Q

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.messages import operations as messages
from goldenthread.partnership.models import Partnership, Post, Seat
from goldenthread.partnership.queries import current
from goldenthread.pathways import operations as pathways
from goldenthread.postvention import permissions
from goldenthread.postvention.models import Arrangement, Response
from goldenthread.postvention.rules.response import method_problem, shipped_words
from goldenthread.postvention.terms import Event
from goldenthread.records import operations as records
from goldenthread.records.models import Exclusion, Record
from goldenthread.records.operations import Refused
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer

NOT_YOURS = "The business unit and the chair of the group that leads the response do this."


def actor(by: Viewer) -> Actor:
    """The viewer as the doer of an operation."""
    return Actor(by.name, by.person_id)


def require(is_allowed: bool, sentence: str) -> None:
    """Refuse with the sentence unless allowed. Errors: Refused."""
    if not is_allowed:
        raise Refused(sentence)


def no_problem(problem: str | None) -> None:
    """Refuse with the rule's own sentence, where it has one. Errors: Refused."""
    if problem:
        raise Refused(problem)


def wide(partnership_id: int, *texts: str) -> None:
    """Refuse words of how somebody died in what many read; nothing of it is stored. Errors: Refused."""
    own = Arrangement.objects.filter(pk=partnership_id).values_list("refused_words", flat=True).first()
    no_problem(method_problem(texts, own.splitlines() if own is not None else shipped_words()))


def past(on: date, at: datetime) -> None:
    """Refuse a day that has not come. Errors: Refused."""
    require(on <= day_of(at), "That day has not come yet.")


def locked(response_id: int, by: Viewer, seen: int | None = None) -> Response:
    """The response, locked, for whoever leads it. Errors: Refused, ChangedMeanwhile."""
    record = records.lock(response_id, seen)
    row = Response.objects.get(pk=response_id)
    row.record = record
    require(permissions.may_lead(by, row.partnership_id, record.group_id), NOT_YOURS)
    return row


def written(row: Response, verb: Event, sentence: str, by: Viewer, at: datetime) -> None:
    """Write one event about a response."""
    history.write(verb=verb, sentence=sentence, by=actor(by), at=at, about=records.about(row.record))


def stored(row: Response, verb: Event, sentence: str, by: Viewer, at: datetime) -> None:
    """The record's next version, and one event."""
    records.touch(row.record)
    written(row, verb, sentence, by, at)


def report(row: Response, key: str, on: date, by: Viewer, at: datetime, moment: time | None = None) -> None:
    """Tell the response's pathway that something happened, where it follows one."""
    pathways.report(record=row.record, key=key, on=PartialDate.of(on), by=actor(by), at=at, moment=moment)


def leads(partnership_id: int, group_id: int | None, at: datetime) -> set[int]:
    """The business unit, and whoever chairs the group."""
    day = day_of(at)
    posts = Post.objects.filter(
        current(day), partnership=partnership_id, role__in=["business_manager", "business_officer"]
    )
    seats = Seat.objects.filter(
        current(day), group=group_id or 0, role__in=["chair", "vice_chair"], person__isnull=False
    )
    return set(posts.values_list("person_id", flat=True)) | set(seats.values_list("person_id", flat=True))


def tell(row: Response, people: Iterable[int], verb: Event, subject: str, by: Viewer, at: datetime) -> None:
    """Leave a notice by the reference alone, for everyone but whoever did it and whoever is kept out."""
    record: Record = row.record
    out = Exclusion.objects.filter(current(day_of(at)), Q(record=record) | Q(circle=record.circle_id))
    apart = {by.person_id, *out.values_list("person_id", flat=True)}
    key = Partnership.objects.values_list("key", flat=True).get(pk=record.partnership_id)
    messages.notify(
        people=set(people) - apart, kind=verb.value, subject=f"{record.reference}: {subject}",
        partnership_id=record.partnership_id, reference=record.reference,
        address=f"/{key}/{RecordKind(record.kind).place}/{record.reference}/", at=at, urgent=False,
    )  # fmt: skip
