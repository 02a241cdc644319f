"""What the room's operations share: who does it, a locked review, its pathway, and telling whoever should know."""

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
from goldenthread.practice_reviews import permissions
from goldenthread.practice_reviews.models import Referral, Review
from goldenthread.practice_reviews.rules.incident import step_problem
from goldenthread.practice_reviews.terms import Event, ReviewState
from goldenthread.records import operations as records
from goldenthread.records.models import Exclusion, Record
from goldenthread.records.operations import Refused
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer

NOT_YOURS = "The business unit and the chair of the group that holds reviews do this."


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


def locked(review_id: int, step: str, by: Viewer, seen: int | None = None) -> Review:
    """The review, locked, for whoever leads it and a step that its state allows. Errors: Refused, ChangedMeanwhile."""
    record = records.lock(review_id, seen)
    row = Review.objects.get(pk=review_id)
    row.record = record
    require(permissions.may_lead(by, row.partnership_id, record.group_id), NOT_YOURS)
    no_problem(step_problem(step, ReviewState(row.state)))
    return row


def locked_referral(referral_id: int, seen: int | None = None) -> Referral:
    """The referral, locked. Errors: ChangedMeanwhile."""
    record = records.lock(referral_id, seen)
    row = Referral.objects.get(pk=referral_id)
    row.record = record
    return row


def store(row: Review | Referral, **changes: object) -> None:
    """Store changed columns of a locked row, and its record's next version."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    records.touch(row.record)


def written(record: Record, verb: Event, sentence: str, by: Viewer, at: datetime) -> None:
    """Write one event about a record."""
    history.write(verb=verb, sentence=sentence, by=actor(by), at=at, about=records.about(record))


def report(
    row: Review, key: str, on: date | PartialDate, by: Viewer | Actor, at: datetime, moment: time | None = None
) -> int:
    """Tell every pathway of the review that something happened, where it knows it. Returns on how many it was news."""
    when = on if isinstance(on, PartialDate) else PartialDate.of(on)
    return pathways.report(record=row.record, key=key, on=when, by=actor(by), at=at, moment=moment)


def settle(row: Review, pathway: str, stage: str, reason: str, by: Viewer, at: datetime) -> None:
    """What led to a stage that is done and was not recorded is waited for no longer."""
    pathways.settle(record=row.record, pathway=pathway, stage=stage, reason=reason, by=actor(by), at=at)


def unit_and_chair(partnership_id: int, group_id: int | None, at: datetime) -> set[int]:
    """The business unit, and whoever chairs the group."""
    day = day_of(at)
    found = set(
        Post.objects.filter(
            current(day), partnership=partnership_id, role__in=["business_manager", "business_officer"]
        ).values_list("person_id", flat=True)
    )
    seats = Seat.objects.filter(group=group_id or 0, role__in=["chair", "vice_chair"], person__isnull=False)
    seats = seats.filter(Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day)))
    return found | set(seats.values_list("person_id", flat=True))


def tell(
    record: Record, people: Iterable[int], verb: Event, subject: str, by: Viewer, at: datetime, *, urgent: bool = False
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
