"""A record that went part of its way before it came here: what happened is recorded with its own days, and nobody is told of the past."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, time

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.history.actor import Actor
from goldenthread.pathways.models import Course
from goldenthread.pathways.operations.courses import _add, _record
from goldenthread.pathways.operations.editions import current_edition
from goldenthread.pathways.operations.shared import held, require, work_out, written
from goldenthread.pathways.terms import Event, Said
from goldenthread.records import operations as records
from goldenthread.records.models import Record


@transaction.atomic
def bring_in(
    *,
    record: Record,
    pathway: str,
    happened: Mapping[str, PartialDate | None],
    goes_on: Collection[str] | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> Course:
    """Set a record on a pathway with what happened before it came here. For rooms, which have asked for themselves who may.

    A day that is not known, and what the edition does not know, is left out. `goes_on` names the stages that are still to be done from here, None all
    of them; every other stage that has no day is not needed, for the reason given. No notice goes out: its clocks are past, or run on. Errors: Refused.
    """
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
        started_by=by.name,
        started_at=at,
        calendar="",
        computed_at=at,
        checked_on=day_of(at),
    )
    now = held(course)
    written(record, Event.STARTED, f"{now.definition.title}, edition {edition.number}, was begun", by, at)
    no_time: time | None = None
    for key, on in happened.items():
        if on is not None and (key in now.definition.event or key in now.definition.stage):
            _record(now, key, on, no_time, "", None, by, at)
    settled = [
        key for key in now.definition.stage if happened.get(key) is None and goes_on is not None and key not in goes_on
    ]
    for key in settled:
        _add(now, key, Said.NOT_NEEDED, by, at, reason=reason)
    if settled:
        names = "; ".join(now.name_of(key) for key in settled)
        written(record, Event.NOT_NEEDED, f"Not needed: {names}. {reason}", by, at)
    work_out(course, by, at, tells=False)
    return course
