"""What a report tells, one development at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch

from goldenthread.records.operations import Refused
from goldenthread.reporting.models import Report, Section, SectionDevelopment, SectionStep
from goldenthread.reporting.rows import step_plain
from goldenthread.thread.models import Development


def told_development(report: Report, reference: str) -> Development:
    """A development that a report tells, with its impacts. Errors: Refused."""
    row = (
        SectionDevelopment.objects.filter(section__report=report, development__record__reference=reference)
        .select_related("development__record")
        .prefetch_related("development__impacts")
        .first()
    )
    if row is None:
        raise Refused("This report no longer tells that development.")
    return row.development


def year_of(day: date) -> tuple[date, date]:
    """The partnership year (April to March) that a day lies in."""
    start = date(day.year if day.month >= 4 else day.year - 1, 4, 1)
    return start, date(start.year + 1, 3, 31)


def steps_told(report: Report, group_key: str) -> tuple[str, list[Any]]:
    """A group's name and its next steps in a report, as plain data. Errors: Refused."""
    section = (
        Section.objects.filter(report=report, group__key=group_key)
        .select_related("group")
        .prefetch_related(Prefetch("steps", SectionStep.objects.order_by("position").select_related("step")))
        .first()
    )
    if section is None:
        raise Refused("The report has no part for that group.")
    return section.group.name, [step_plain(row.step) for row in section.steps.all()]  # type: ignore[attr-defined]
