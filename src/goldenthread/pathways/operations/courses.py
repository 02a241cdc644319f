"""A record's course: beginning it, and what happened on it. Nothing that was recorded changes; a later row takes its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate, Precision
from goldenthread.history.actor import Actor
from goldenthread.pathways.models import Course, CourseEvent
from goldenthread.pathways.operations.editions import current_edition
from goldenthread.pathways.operations.shared import Held, actor, held, keeps, locked, require, work_out, written
from goldenthread.pathways.terms import Effect, Event, Said
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer

When = tuple[PartialDate, time | None]
"""A day as exact as it is known, and the time of day where that is known too."""
LEAST_REASON = 8


@transaction.atomic
def start(
    *, record: Record, pathway: str, by: Viewer | Actor, at: datetime, events: Mapping[str, When] | None = None
) -> Course:
    """Set a record on the last published edition of a pathway, with what has happened already. It keeps that edition.

    `pathway` is a key; one that comes with the program is taken into the partnership when it is first used. With an Actor in `by` (a job, or a room
    that has asked for itself) nobody's permission is asked here. Errors: Refused, also where the record follows it already.
    """
    keeps(by, record)
    edition = current_edition(record.partnership_id, pathway, by, at)
    records.lock(record.pk)
    require(
        not Course.objects.filter(record=record, pathway=edition.pathway).exists(),
        "This record follows that pathway already.",
    )
    course = Course.objects.create(
        record=record,
        partnership_id=record.partnership_id,
        pathway=edition.pathway,
        edition=edition,
        started_by=actor(by).name,
        started_at=at,
        calendar="",
        computed_at=at,
        checked_on=day_of(at),
    )
    now = held(course)
    written(record, Event.STARTED, f"{now.definition.title}, edition {edition.number}, was begun", by, at)
    for key, (on, moment) in (events or {}).items():
        _record(now, key, on, moment, "", None, by, at)
    work_out(course, by, at)
    return course


@transaction.atomic
def happened(
    *,
    record: Record,
    pathway: str,
    key: str,
    on: PartialDate,
    by: Viewer | Actor,
    at: datetime,
    moment: time | None = None,
    note: str = "",
) -> CourseEvent:
    """A stage was done or an event happened, on a day as exact as it is known. Errors: Refused, also where it is recorded already."""
    keeps(by, record)
    now = locked(record, pathway)
    may_recur = key in now.definition.event and now.definition.event[key].effect in {Effect.STOPS, Effect.RESUMES}
    before = _current(now, key)
    if before is not None and not may_recur and before.said == Said.HAPPENED.value:
        raise Refused("That is recorded already. Correct it where its day was wrong.")
    row = _record(now, key, on, moment, note, None if may_recur else before, by, at)
    work_out(now.course, by, at)
    return row


@transaction.atomic
def report(
    *, record: Record, key: str, on: PartialDate, by: Viewer | Actor, at: datetime, moment: time | None = None
) -> int:
    """For rooms: something happened, on every course of the record whose pathway knows it. Returns on how many it was news.

    What is recorded with the same day already stays; with another day it is corrected. A course that does not know the key is left alone, so a room
    may report everything it stores. Errors: Refused.
    """
    keeps(by, record)
    news = 0
    for key_of_pathway in Course.objects.filter(record=record).order_by("pk").values_list("pathway__key", flat=True):
        now = locked(record, key_of_pathway)
        if key not in now.definition.event and key not in now.definition.stage:
            continue
        before = _current(now, key)
        same = (
            before is not None
            and before.happened == str(on)
            and before.moment == moment
            and before.said == Said.HAPPENED.value
        )
        if same:
            continue
        _record(now, key, on, moment, "", before, by, at)
        work_out(now.course, by, at)
        news += 1
    return news


@transaction.atomic
def correct(
    *,
    record: Record,
    pathway: str,
    event_id: int,
    on: PartialDate,
    reason: str,
    by: Viewer | Actor,
    at: datetime,
    moment: time | None = None,
) -> CourseEvent:
    """Another day for what was recorded, in a row that takes its place; both stay to be read. Errors: Refused."""
    keeps(by, record)
    now = locked(record, pathway)
    before = _standing(now, event_id)
    _reasoned(reason)
    require(before.said == Said.HAPPENED.value, "Only what happened has a day to correct.")
    row = _record(now, before.key, on, moment, reason, before, by, at)
    work_out(now.course, by, at)
    return row


@transaction.atomic
def strike(
    *, record: Record, pathway: str, event_id: int, reason: str, by: Viewer | Actor, at: datetime
) -> CourseEvent:
    """What was recorded did not happen: a row that takes its place says so. Errors: Refused."""
    keeps(by, record)
    now = locked(record, pathway)
    before = _standing(now, event_id)
    _reasoned(reason)
    row = _add(now, before.key, Said.STRUCK, by, at, reason=reason, supersedes=before)
    written(record, Event.CORRECTED, f"{now.name_of(before.key)}: struck out. {reason}", by, at)
    work_out(now.course, by, at)
    return row


@transaction.atomic
def not_needed(
    *, record: Record, pathway: str, stage: str, reason: str, by: Viewer | Actor, at: datetime
) -> CourseEvent:
    """A stage is not needed in this case, with the reason. Errors: Refused."""
    keeps(by, record)
    now = locked(record, pathway)
    require(stage in now.definition.stage, "There is no such stage on this pathway.")
    _reasoned(reason)
    before = _current(now, stage)
    require(before is None, "That is recorded already. Strike it out first.")
    row = _add(now, stage, Said.NOT_NEEDED, by, at, reason=reason)
    written(record, Event.NOT_NEEDED, f"{now.name_of(stage)}: not needed. {reason}", by, at)
    work_out(now.course, by, at)
    return row


@transaction.atomic
def settle(*, record: Record, pathway: str, stage: str, reason: str, by: Viewer | Actor, at: datetime) -> int:
    """For rooms: a stage is done, and what led to it and was never recorded is waited for no longer, with the reason. Returns how many those were.

    Nothing is waited for, and nothing is called late for ever, that the end of the clock has overtaken. Errors: Refused.
    """
    keeps(by, record)
    now = locked(record, pathway)
    _reasoned(reason)
    open_ones = [key for key in now.definition.before(stage) if _current(now, key) is None]
    for key in open_ones:
        _add(now, key, Said.NOT_NEEDED, by, at, reason=reason)
        written(record, Event.NOT_NEEDED, f"{now.name_of(key)}: not recorded. {reason}", by, at)
    if open_ones:
        work_out(now.course, by, at)
    return len(open_ones)


def _reasoned(reason: str) -> None:
    require(len(reason.strip()) >= LEAST_REASON, "Give the reason in a sentence.")


def _current(now: Held, key: str) -> CourseEvent | None:
    """The row that holds for a stage or an event; none where it was struck out."""
    row = CourseEvent.objects.filter(course=now.course, key=key, superseded_by__isnull=True).order_by("-pk").first()
    return None if row is None or row.said == Said.STRUCK.value else row


def _standing(now: Held, event_id: int) -> CourseEvent:
    row = CourseEvent.objects.filter(course=now.course, pk=event_id).first()
    if row is None or row.said == Said.STRUCK.value:
        raise Refused("There is no such row to correct.")
    require(
        not CourseEvent.objects.filter(supersedes=row).exists(),
        "A later row has taken its place already. Correct that one.",
    )
    return row


def _record(
    now: Held,
    key: str,
    on: PartialDate,
    moment: time | None,
    note: str,
    before: CourseEvent | None,
    by: Viewer | Actor,
    at: datetime,
) -> CourseEvent:
    event = now.definition.event.get(key)
    require(event is not None or key in now.definition.stage, "There is no such stage or event on this pathway.")
    planned = event is not None and event.effect is Effect.PLANNED
    require(planned or on.first_day <= day_of(at), "That day is still to come. Record it when it has happened.")
    require(moment is None or on.precision is Precision.DAY, "A time of day needs its day.")
    row = _add(now, key, Said.HAPPENED, by, at, happened=str(on), moment=moment, reason=note, supersedes=before)
    when = on.in_words() + (f" at {moment.strftime('%H:%M')}" if moment else "")
    if before is not None and before.said == Said.HAPPENED.value:
        was = PartialDate.parse(before.happened).in_words()
        said = f"{now.name_of(key)}: {when}, corrected from {was}{f'. {note}' if note else ''}"
        written(now.course.record, Event.CORRECTED, said, by, at)
    else:
        written(now.course.record, Event.HAPPENED, f"{now.name_of(key)}: {when}{f'. {note}' if note else ''}", by, at)
    return row


def _add(now: Held, key: str, said: Said, by: Viewer | Actor, at: datetime, **more: object) -> CourseEvent:
    return CourseEvent.objects.create(
        course=now.course,
        record_id=now.course.record_id,
        key=key,
        said=said.value,
        by_id=actor(by).person_id,
        by_name=actor(by).name,
        made_at=at,
        **more,
    )
