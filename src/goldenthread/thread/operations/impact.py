"""Recording impact, and testing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from goldenthread.history.actor import Actor
from goldenthread.indicators.models import Indicator
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.thread import permissions
from goldenthread.thread.models import Impact, Product
from goldenthread.thread.operations.knots import NOT_YOURS, Place, _doer, check_may_write, join
from goldenthread.thread.operations.shared import actor, require, written
from goldenthread.thread.terms import Event, ImpactKind, Question, Strength


@dataclass(frozen=True, slots=True)
class Measurement:
    """How an impact is measured: against which indicator, from which baseline, since which product, as at which day."""

    indicator: Indicator | None = None
    value: Decimal | None = None
    baseline: Decimal | None = None
    baseline_from: date | None = None
    baseline_until: date | None = None
    since: Product | None = None
    as_at: date | None = None


@transaction.atomic
def record_impact(
    *,
    place: Place,
    statement: str,
    question: Question,
    kind: ImpactKind,
    by: Viewer | None,
    at: datetime,
    as_actor: Actor | None = None,
    measurement: Measurement | None = None,
    method: str = "",
    tested_on: date | None = None,
    strength: Strength = Strength.STATED,
    caveat: str = "",
    comes_from: Sequence[Record] = (),
) -> Impact:
    """Record what changed and how that is known. Errors: Refused."""
    check_may_write(by, place.group)
    measured = measurement or Measurement()
    record = place.record(kind=RecordKind.IMPACT, title=statement, at=at)
    impact = Impact.objects.create(
        record=record,
        partnership_id=record.partnership_id,
        statement=statement,
        question=question.value,
        kind=kind.value,
        indicator=measured.indicator,
        value=measured.value,
        baseline=measured.baseline,
        baseline_from=measured.baseline_from,
        baseline_until=measured.baseline_until,
        since=measured.since,
        as_at=measured.as_at,
        method=method,
        tested_on=tested_on,
        strength=strength.value,
        caveat=caveat,
    )
    for upstream in comes_from:
        join(upstream=upstream, downstream=record, by=by, at=at, as_actor=as_actor)
    written(record=record, verb=Event.MADE, sentence=f"Impact recorded: {statement}", by=_doer(by, as_actor), at=at)
    return impact


@transaction.atomic
def assure_impact(
    *,
    impact_id: int,
    seen: int | None,
    method: str,
    tested_on: date,
    strength: Strength,
    caveat: str,
    by: Viewer,
    at: datetime,
) -> Impact:
    """Say how and when an impact was tested, and how strong the evidence is. Errors: Refused, ChangedMeanwhile."""
    record = records.lock(impact_id, seen)
    require(permissions.may_write_for(by, record.partnership_id, record.group_id), NOT_YOURS)
    require(bool(method.strip()), "Say how it was tested.")
    require(tested_on <= by.day, "It cannot have been tested on a day still to come.")
    impact = Impact.objects.get(pk=impact_id)
    impact.method, impact.tested_on, impact.strength, impact.caveat = method, tested_on, strength.value, caveat
    impact.save(update_fields=["method", "tested_on", "strength", "caveat"])
    records.touch(record)
    written(
        record=record,
        verb=Event.CHANGED,
        sentence=f"Tested on {tested_on:%d %B %Y} by {method}; the evidence is {strength.label.lower()}",
        by=actor(by),
        at=at,
    )
    return impact
