"""Defining indicators, and entering, correcting and removing their readings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.history.operations import About
from goldenthread.indicators.models import Indicator, Reading
from goldenthread.indicators.rules import NewReading, readings_problem
from goldenthread.indicators.terms import Event, Polarity
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator counts, and how."""

    name: str
    definition: str = ""
    unit: str = ""
    polarity: Polarity = Polarity.NEUTRAL
    source: str = ""
    counts_people: bool = False


@transaction.atomic
def define(*, partnership_id: int, given: Definition, by: Viewer, at: datetime) -> Indicator:
    """A new indicator, under a key made of its name. Errors: Refused."""
    _require_unit(by, partnership_id)
    key = re.sub(r"[^a-z0-9]+", "-", given.name.lower()).strip("-")[:70]
    if not key:
        raise Refused("Give it a name with letters in it.")
    try:
        with transaction.atomic():
            row = Indicator.objects.create(partnership_id=partnership_id, key=key, **_columns(given))
    except IntegrityError:
        raise Refused("There is an indicator with that name already.") from None
    _note(row, Event.DEFINED, f"The indicator “{row.name}” was defined", by, at)
    return row


@transaction.atomic
def change(*, indicator_id: int, seen: int, given: Definition, by: Viewer, at: datetime) -> Indicator:
    """Change what an indicator says of itself; its key and its readings stay. Errors: Refused, ChangedMeanwhile."""
    row = _locked(indicator_id, by, seen)
    for name, value in _columns(given).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _note(row, Event.CHANGED, f"The definition of “{row.name}” was changed", by, at)
    return row


@transaction.atomic
def enter(*, indicator_id: int, given: Sequence[NewReading], source: str, by: Viewer, at: datetime) -> int:
    """Enter readings, all or none; returns how many were new. One that is there already with the same value is left alone. Errors: Refused."""
    row = _locked(indicator_id, by)
    if not given:
        raise Refused("Enter at least one reading.")
    held = {each.starts_on: each for each in Reading.objects.filter(indicator=row)}
    fresh = []
    for reading in sorted(given, key=lambda each: each.starts_on):
        there = held.get(reading.starts_on)
        if there is None:
            fresh.append(reading)
        elif (there.until, there.value) != (reading.until, reading.value):
            raise Refused(f"There is another reading from {_day(reading.starts_on)} already: open it to put it right.")
    everything = [NewReading(each.starts_on, each.until, each.value) for each in held.values()] + fresh
    if problem := readings_problem(everything):
        raise Refused(problem)
    Reading.objects.bulk_create(
        [
            Reading(indicator=row, starts_on=each.starts_on, until=each.until, value=each.value, source=source)
            for each in fresh
        ]
    )
    if fresh:
        _note(
            row,
            Event.ENTERED,
            f"{len(fresh)} readings of “{row.name}” were entered, to {_day(fresh[-1].until)}",
            by,
            at,
        )
    return len(fresh)


@transaction.atomic
def correct(
    *, indicator_id: int, starts_on: date, seen: Decimal, value: Decimal, reason: str, by: Viewer, at: datetime
) -> Reading:
    """Put a reading right, with the reason; what it was stays in history. Errors: Refused."""
    row = _locked(indicator_id, by)
    reading = _reading(row, starts_on, seen, reason)
    before, reading.value = reading.value, value
    reading.save(update_fields=["value"])
    _note(
        row,
        Event.CORRECTED,
        f"The reading of “{row.name}” from {_day(starts_on)} was put right from {before:f} to {value:f}: {reason.strip()}",
        by,
        at,
    )
    return reading


@transaction.atomic
def remove(*, indicator_id: int, starts_on: date, seen: Decimal, reason: str, by: Viewer, at: datetime) -> None:
    """Take a reading away that should not be there, with the reason. Errors: Refused."""
    row = _locked(indicator_id, by)
    reading = _reading(row, starts_on, seen, reason)
    reading.delete()
    _note(
        row,
        Event.REMOVED,
        f"The reading of “{row.name}” from {_day(starts_on)} ({reading.value:f}) was taken away: {reason.strip()}",
        by,
        at,
    )


def _columns(given: Definition) -> dict[str, object]:
    return {
        "name": given.name.strip(),
        "definition": given.definition,
        "unit": given.unit.strip(),
        "polarity": given.polarity.value,
        "source": given.source.strip(),
        "counts_people": given.counts_people,
    }


def _require_unit(by: Viewer, partnership_id: int) -> None:
    if not by.in_unit(partnership_id):
        raise Refused("The business unit keeps the indicators.")


def _locked(indicator_id: int, by: Viewer, seen: int | None = None) -> Indicator:
    row = Indicator.objects.select_for_update().get(pk=indicator_id)
    _require_unit(by, row.partnership_id)
    if seen is not None and seen != row.version:
        raise ChangedMeanwhile(row.name, seen, row.version)
    return row


def _reading(row: Indicator, starts_on: date, seen: Decimal, reason: str) -> Reading:
    reading = Reading.objects.select_for_update().filter(indicator=row, starts_on=starts_on).first()
    if reading is None or reading.value != seen:
        raise Refused("Someone else changed this reading a moment ago: open the indicator again to see how it stands.")
    if not reason.strip():
        raise Refused("Give the reason.")
    return reading


def _note(row: Indicator, verb: Event, sentence: str, by: Viewer, at: datetime) -> None:
    history.write(
        verb=verb, sentence=sentence, by=Actor(by.name, by.person_id), at=at, about=About(row.partnership_id), details={"indicator": row.key}
    )  # fmt: skip


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
