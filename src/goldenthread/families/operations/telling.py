"""Who was told before publication, and who read the draft."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.core.dates import day_in_words
from goldenthread.families.models import Told
from goldenthread.families.operations.shared import beside, corrected, locked, no_problem, standing_row, written
from goldenthread.families.rules.family import reason_problem, told_problem
from goldenthread.families.terms import Event, ToldStep
from goldenthread.records.viewer import Viewer


@transaction.atomic
def record_told(
    *, member_id: int, step: ToldStep, on: date, how: str, support: str, by_role: str, by: Viewer, at: datetime
) -> Told:
    """They read the draft, were told before publication, or were not told, with the reason. Errors: Refused."""
    held = locked(member_id, by, named=True)
    no_problem(told_problem(step=step, how=how, on=on, today=day_of(at)))
    row = Told.objects.create(
        **beside(held, by, at, on, by_role), step=step.value, how=how.strip(), support=support.strip()
    )
    written(held.row.record, Event.TOLD, f"{held.row.label}, {day_in_words(on)}: {step.label.lower()}", by, at)
    return row


@transaction.atomic
def correct_told(
    *,
    member_id: int,
    row_id: int,
    reason: str,
    step: ToldStep,
    on: date,
    how: str,
    support: str,
    by_role: str,
    by: Viewer,
    at: datetime,
) -> Told:
    """Another row takes the place of what was written down, with the reason. Errors: Refused."""
    held = locked(member_id, by, named=True)
    before = standing_row(Told, held, row_id, by)
    no_problem(reason_problem(reason, "Say in a sentence why it is corrected."))
    no_problem(told_problem(step=step, how=how, on=on, today=day_of(at)))
    row = Told.objects.create(
        **beside(held, by, at, on, by_role),
        step=step.value,
        how=how.strip(),
        support=support.strip(),
        corrects=before,
        correction_why=reason.strip(),
    )
    corrected(held, "note", before, by, at)
    return row
