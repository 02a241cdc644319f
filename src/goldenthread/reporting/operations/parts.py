"""A report's own words: its head, next steps, assurance, areas of focus, figures and checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer
from goldenthread.reporting import lines
from goldenthread.reporting.models import ChecklistEntry, Report, Section, SectionStep
from goldenthread.reporting.operations.shared import changed, editable
from goldenthread.reporting.rows import fill_step, step_plain
from goldenthread.reporting.stored import canonical, restored, stored
from goldenthread.thread.models import NextStep


@transaction.atomic
def edit_head(
    *, report_id: int, seen: int | None, title: str, summary: str, looks_ahead_to: str, by: Viewer, at: datetime
) -> Report:
    """Change a report's title, summary and the year it looks ahead to. Errors: Refused, ChangedMeanwhile."""
    report = editable(report_id, seen, by)
    head = restored(report.head)
    held = dict(head["report"])
    for key, value in (("title", title), ("summary", summary), ("looks_ahead_to", looks_ahead_to)):
        if value:
            # A source's own line breaks stay where only they differ.
            held[key] = held[key] if " ".join(str(held.get(key, "")).split()) == " ".join(value.split()) else value
        elif held.get(key):
            held.pop(key)
    report.head = stored({**head, "report": held})
    report.title, report.summary = title[:300], summary
    return changed(report, "Changed the title or the summary", by, at, fields=("head", "title", "summary"))


@transaction.atomic
def edit_steps(
    *, report_id: int, seen: int | None, group: str, steps: Sequence[Any], by: Viewer, at: datetime
) -> Report:
    """Set a group's next steps in a report, in order; unchanged ones stay the rows they are. Errors: Refused, ChangedMeanwhile."""
    report = editable(report_id, seen, by)
    section = Section.objects.filter(report=report, group__key=group).select_related("group").first()
    if section is None:
        raise Refused("The report no longer has a part for that group.")
    held = [row.step for row in SectionStep.objects.filter(section=section).order_by("position").select_related("step")]
    SectionStep.objects.filter(section=section).delete()
    for place, given in enumerate(steps):
        row = next((step for step in held if canonical(step_plain(step)) == canonical(given)), None)
        if row is not None:
            held.remove(row)
        else:
            row = NextStep(
                partnership_id=report.partnership_id,
                group=section.group,
                position=place,
                period_start=report.period_start,
                period_end=report.period_end,
            )
            fill_step(row, given)
            row.save()
        SectionStep.objects.create(section=section, step=row, position=place)
    _drop_unused(held)
    return changed(report, f"Changed the next steps of {section.group}", by, at)


def _drop_unused(steps: Sequence[NextStep]) -> None:
    """Steps that no report tells any more are gone; a signed report keeps its own words."""
    used = set(SectionStep.objects.filter(step__in=[step.pk for step in steps]).values_list("step_id", flat=True))
    NextStep.objects.filter(pk__in=[step.pk for step in steps if step.pk not in used]).delete()


@transaction.atomic
def edit_part(*, report_id: int, seen: int | None, part: str, value: Any, by: Viewer, at: datetime) -> Report:
    """Set a report's `assurance`, `focus` or `figures` from plain data. Errors: Refused, ChangedMeanwhile."""
    report = editable(report_id, seen, by)
    before = getattr(report, part)
    setattr(report, part, stored(value) if value or before is not None else None)
    words = {"assurance": "the reviews, audits and learning", "focus": "the areas of focus", "figures": "the figures"}[
        part
    ]
    return changed(report, f"Changed {words}", by, at, fields=(part,))


HEADINGS = ("professional_awareness", "practice_development", "system_development")


def assurance_of(data: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Any]:
    """The assurance part from what was typed, over what was there: unknown keys and other categories stay. Raises lines.LineProblem."""
    held = dict(before or {})
    made = {**held}
    pairs: list[tuple[str, Any]] = [
        ("practice_reviews", lines.reviews_of(data["practice_reviews"], held.get("practice_reviews") or [])),
        ("multi_agency_case_audits", _texts(data["audits"], held.get("multi_agency_case_audits") or [])),
        ("learning", _learning(data, held.get("learning") or [])),
        ("implementation", data["implementation"]),
    ]
    for key, value in pairs:
        if value:
            made[key] = value
        elif held.get(key):
            made.pop(key)
    return made


def _texts(text: str, before: Sequence[str]) -> list[str]:
    return [
        step if isinstance(step, str) else step["text"] for step in lines.steps_of(text.replace("\n- ", "\n"), before)
    ]


def _learning(data: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> list[Any]:
    made: list[Any] = []
    for heading in HEADINGS:
        mine = [point for point in before if point.get("category") == heading]
        for point in lines.steps_of(data[heading], mine):
            made.append(
                point
                if isinstance(point, Mapping) and "category" in point
                else {"category": heading, **({"text": point} if isinstance(point, str) else point)}
            )
    return made + [point for point in before if point.get("category") not in HEADINGS]


@transaction.atomic
def fill_item(*, report_id: int, item: str, text: str, by: Viewer, at: datetime) -> ChecklistEntry | None:
    """Say where a report answers one thing it must hold; an empty text takes the answer away. Errors: Refused."""
    report = editable(report_id, None, by)
    if not text.strip():
        ChecklistEntry.objects.filter(report=report, item=item).delete()
        changed(report, f"Emptied the checklist's “{item}”", by, at)
        return None
    entry, _ = ChecklistEntry.objects.update_or_create(
        report=report, item=item, defaults={"text": text, "by_id": by.person_id, "at": at}
    )
    changed(report, f"Filled the checklist's “{item}”", by, at)
    return entry
