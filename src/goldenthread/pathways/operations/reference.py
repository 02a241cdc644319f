"""Reference data that changes days nationally: relaxations for a range of dates, and bank holidays that became known since."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from goldenthread.core.clock import day_of
from goldenthread.core.dates import day_in_words
from goldenthread.core.working_days import holidays_of
from goldenthread.history import operations as history
from goldenthread.history.operations import About
from goldenthread.pathways import permissions
from goldenthread.pathways.models import AddedHoliday, Relaxation
from goldenthread.pathways.operations.shared import actor, require
from goldenthread.pathways.queries.editions import get_edition
from goldenthread.pathways.terms import Event
from goldenthread.records.operations import Refused
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer

NOT_YOURS = "The business unit writes down relaxations and bank holidays."


def _written(partnership_id: int, sentence: str, by: Viewer, at: datetime) -> None:
    history.write(verb=Event.REFERENCE, sentence=sentence, by=actor(by), at=at, about=About(partnership_id))


@transaction.atomic
def relax(
    *,
    partnership_id: int,
    pathway: str,
    stage: str,
    starts_on: date,
    ends_on: date,
    more: int | None,
    words: str,
    source: str,
    checked_on: date,
    by: Viewer,
    at: datetime,
) -> Relaxation:
    """Write down that a stage's time is relaxed nationally for what falls due in a range of dates; the worker counts open courses again. Errors: Refused."""
    require(permissions.may_design(by, partnership_id), NOT_YOURS)
    try:
        found = get_edition(by, partnership_id, pathway).definition.stage.get(stage)
    except NotVisible as unknown:
        raise Refused("There is no such pathway.") from unknown
    require(found is not None and found.clock is not None, "Only a stage with a time allowed can be relaxed.")
    require(starts_on <= ends_on, "The first day comes before the last.")
    require(bool(words.strip()) and bool(source.strip()), "Say what was relaxed, and where that is said.")
    require(checked_on <= day_of(at), "It was last checked today or earlier.")
    row = Relaxation.objects.create(
        partnership_id=partnership_id,
        pathway_key=pathway,
        stage=stage,
        starts_on=starts_on,
        ends_on=ends_on,
        more=more,
        words=words,
        source=source,
        checked_on=checked_on,
        made_by_id=by.person_id,
        made_at=at,
    )
    said = f"National relaxation from {day_in_words(starts_on)} to {day_in_words(ends_on)}: {words} ({source})"
    _written(partnership_id, said, by, at)
    return row


@transaction.atomic
def add_holiday(
    *,
    partnership_id: int,
    day: date,
    title: str,
    known_on: date,
    source: str,
    checked_on: date,
    by: Viewer,
    at: datetime,
) -> AddedHoliday:
    """Write down a bank holiday that the list does not have. A day that was past when it became known stays where it was. Errors: Refused."""
    require(permissions.may_design(by, partnership_id), NOT_YOURS)
    require(day not in holidays_of(day.year), "The list has this day already.")
    require(bool(title.strip()) and bool(source.strip()), "Say what it is, and where that is said.")
    require(known_on <= day_of(at), "It became known today or earlier.")
    require(checked_on <= day_of(at), "It was last checked today or earlier.")
    try:
        with transaction.atomic():
            row = AddedHoliday.objects.create(
                partnership_id=partnership_id,
                day=day,
                title=title,
                known_on=known_on,
                source=source,
                checked_on=checked_on,
                made_by_id=by.person_id,
                made_at=at,
            )
    except IntegrityError as there:
        raise Refused("This day is written down already.") from there
    _written(partnership_id, f"Bank holiday on {day_in_words(day)}: {title} ({source})", by, at)
    return row


@transaction.atomic
def withdraw(*, row: Relaxation | AddedHoliday, why: str, by: Viewer, at: datetime) -> None:
    """Take a relaxation or a bank holiday back, with the reason; the row stays to be read. Errors: Refused."""
    require(permissions.may_design(by, row.partnership_id), NOT_YOURS)
    held = type(row).objects.select_for_update().get(pk=row.pk)  # type: ignore[attr-defined]
    require(held.withdrawn_at is None, "It was taken back already.")
    require(len(why.strip()) >= 8, "Give the reason in a sentence.")
    held.withdrawn_at, held.withdrawn_why = at, why
    held.save(update_fields=["withdrawn_at", "withdrawn_why"])
    what = held.title if isinstance(held, AddedHoliday) else held.words
    _written(row.partnership_id, f"Taken back: {what}. {why}", by, at)
