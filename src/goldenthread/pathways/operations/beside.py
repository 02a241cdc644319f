"""Rows beside a date: holds, their end, and variations. The date itself is never edited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.core.dates import day_in_words
from goldenthread.history.actor import Actor
from goldenthread.pathways.models import Hold, HoldLift, Variation
from goldenthread.pathways.operations.courses import LEAST_REASON
from goldenthread.pathways.operations.shared import Held, actor, keeps, locked, require, work_out, written
from goldenthread.pathways.rules.calendar import MOST
from goldenthread.pathways.rules.pathway import amount
from goldenthread.pathways.terms import Event
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer

REASON = "Give the reason in a sentence."


@transaction.atomic
def hold(
    *,
    record: Record,
    pathway: str,
    reason: str,
    starts_on: date,
    review_on: date,
    by: Viewer | Actor,
    at: datetime,
    stages: Iterable[str] = (),
) -> Hold:
    """Put stages of a record's way, or all of them, on hold: with the reason, and a day to look again. Errors: Refused."""
    keeps(by, record)
    now = locked(record, pathway)
    wanted = list(dict.fromkeys(stages))
    require(len(reason.strip()) >= LEAST_REASON, REASON)
    require(all(key in now.definition.stage for key in wanted), "There is no such stage on this pathway.")
    require(starts_on <= day_of(at), "A hold begins today or earlier.")
    require(review_on > day_of(at), "Set a day to come on which the hold is looked at again.")
    row = Hold.objects.create(
        stages=wanted, starts_on=starts_on, review_on=review_on, reason=reason, **_by(now, by, at)
    )
    what = ", ".join(now.name_of(key) for key in wanted) or now.definition.title
    said = (
        f"{what}: on hold since {day_in_words(starts_on)}, to be looked at again on {day_in_words(review_on)}. {reason}"
    )
    written(record, Event.HELD, said, by, at)
    work_out(now.course, by, at)
    return row


@transaction.atomic
def lift(
    *, record: Record, pathway: str, hold_id: int, lifted_on: date, reason: str, by: Viewer | Actor, at: datetime
) -> HoldLift:
    """End a hold: `lifted_on` is the first day on which its stages go on. Errors: Refused."""
    keeps(by, record)
    now = locked(record, pathway)
    row = Hold.objects.filter(course=now.course, pk=hold_id).first()
    if row is None:
        raise Refused("There is no such hold.")
    require(not HoldLift.objects.filter(hold=row).exists(), "This hold has ended already.")
    require(row.starts_on <= lifted_on <= day_of(at), "A hold ends today or earlier, and not before it began.")
    require(len(reason.strip()) >= LEAST_REASON, REASON)
    ended = HoldLift.objects.create(hold=row, lifted_on=lifted_on, reason=reason, **_by(now, by, at))
    written(record, Event.LIFTED, f"Goes on from {day_in_words(lifted_on)}. {reason}", by, at)
    work_out(now.course, by, at)
    return ended


@transaction.atomic
def vary(
    *,
    record: Record,
    pathway: str,
    stage: str,
    reason: str,
    authority: str,
    agreed_on: date,
    by: Viewer | Actor,
    at: datetime,
    more: int | None = None,
    until: date | None = None,
) -> Variation:
    """Another day for one stage: so much more in its own unit, or until a day; with the reason and who agreed. Errors: Refused."""
    keeps(by, record)
    now = locked(record, pathway)
    found = now.definition.stage.get(stage)
    if found is None or found.clock is None:
        raise Refused("Only a stage with a time allowed can have another.")
    require((more is None) != (until is None), "Say either how much more time there is, or until which day.")
    require(more is None or 1 <= more <= MOST[found.clock.unit], "Say how much more time there is, in a whole number.")
    require(len(reason.strip()) >= LEAST_REASON, REASON)
    require(bool(authority.strip()), "Say on whose authority.")
    require(agreed_on <= day_of(at), "It was agreed today or earlier.")
    row = Variation.objects.create(
        stage=stage, more=more, until=until, reason=reason, authority=authority, agreed_on=agreed_on, **_by(now, by, at)
    )
    how = f"{amount(more, found.clock.unit)} more" if more else f"until {day_in_words(until or agreed_on)}"
    said = f"{found.name}: {how}, agreed by {authority} on {day_in_words(agreed_on)}. {reason}"
    written(record, Event.VARIED, said, by, at)
    work_out(now.course, by, at)
    return row


def _by(now: Held, by: Viewer | Actor, at: datetime) -> dict[str, object]:
    who = actor(by)
    return {
        "course": now.course,
        "record_id": now.course.record_id,
        "by_id": who.person_id,
        "by_name": who.name,
        "made_at": at,
    }
