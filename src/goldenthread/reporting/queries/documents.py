"""From rows to `partnership-report/1`: a report as it stands, or a draft of any period from the records of that period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Prefetch

from goldenthread.partnership.models import Group, Partnership, PartnershipOrganisation
from goldenthread.reporting.document import Document
from goldenthread.reporting.exchange import from_plain
from goldenthread.reporting.models import Report, Section, SectionDevelopment, SectionStep
from goldenthread.reporting.stored import restored, together
from goldenthread.thread.models import Development, DevelopmentImpact, NextStep


def find_report(partnership_id: int, kind: str, start: date, end: date) -> Report | None:
    """The latest version of the report of a kind and period, or None."""
    return Report.objects.filter(partnership=partnership_id, kind=kind, period_start=start, period_end=end).order_by("-version").first()


def document_of(report: Report) -> Document:
    """A report as a document: the sealed one as it was signed off, any other from its live rows. Four queries."""
    return from_plain(restored(report.sealed) if report.sealed is not None else plain_of(report))


def plain_of(report: Report) -> dict[str, Any]:
    """A report's live rows as plain data."""
    head, extra = restored(report.head), restored(report.extra)
    plain: dict[str, Any] = {"format": "partnership-report/1", "partnership": head["partnership"], "report": _head(report, head["report"])}
    sections = list(
        Section.objects.filter(report=report).order_by("position").prefetch_related(
            Prefetch("developments", SectionDevelopment.objects.order_by("position").select_related("development")),
            Prefetch("developments__development__impacts", DevelopmentImpact.objects.order_by("position")),
            Prefetch("steps", SectionStep.objects.order_by("position").select_related("step")),
        )
    )
    if sections or extra.pop("$groups", False):
        plain["groups"] = [_section(section) for section in sections]
    extra.pop("$groups", None)
    for key, value in (("assurance_activity", report.assurance), ("areas_of_focus", report.focus), ("figures", report.figures)):
        if value is not None:
            plain[key] = restored(value)
    return {**plain, **extra}


def _head(report: Report, held: Mapping[str, Any]) -> dict[str, Any]:
    """The report's block, with the title and summary as they are now."""
    made = dict(held)
    for key, value in (("title", report.title), ("summary", report.summary)):
        if value or key in made:
            made[key] = value
    return made


def _section(section: Section) -> dict[str, Any]:
    facts = restored(section.facts)
    developments, steps = facts.pop("$developments", False), facts.pop("$next_steps", False)
    held = [development_plain(row.development, number) for number, row in enumerate(section.developments.all(), start=1)]  # type: ignore[attr-defined]
    if held or developments:
        facts["developments"] = held
    given = [_step(row.step) for row in section.steps.all()]  # type: ignore[attr-defined]
    if given or steps:
        facts["next_steps"] = given
    return facts  # type: ignore[no-any-return]


def development_plain(row: Development, number: int | None = None) -> dict[str, Any]:
    """A development as plain data, under its own number or the one its place gives it."""
    columns = {"number": row.number if row.imported or number is None else number, "summary": row.summary, "themes": row.themes, "resources": row.resources, "partial": row.partial, "inferred": row.inferred}
    made = together(columns, {key: value for key, value in row.extra.items() if key != "impacts"})
    impacts = [_impact(impact, None if row.imported else f"{columns['number']}.{place}") for place, impact in enumerate(row.impacts.all(), start=1)]  # type: ignore[attr-defined]
    if impacts or "impacts" in row.extra:
        made["impacts"] = impacts
    return made


def _impact(row: DevelopmentImpact, number: str | None) -> dict[str, Any]:
    columns = {"number": number or row.number, "statement": row.statement, "kind": row.kind, "date": row.date, "measure": restored(row.measure), "partial": row.partial, "inferred": row.inferred}
    return together(columns, row.extra)


def _step(row: NextStep) -> Any:
    extra = dict(row.extra)
    if not extra.pop("$mapped", bool(row.parts)) and not row.parts:
        return row.text
    return together({"text": row.text, "parts": row.parts}, extra)


def draft_document(partnership: Partnership, kind: str, start: date, end: date, developments: Iterable[Development], steps: Iterable[NextStep]) -> Document:
    """A document of any period, drafted from the developments and next steps that lie in it. Developments carry their impacts."""
    held: dict[int, list[Development]] = {}
    for development in developments:
        held.setdefault(development.record.group_id or 0, []).append(development)
    following: dict[int, list[NextStep]] = {}
    for step in steps:
        following.setdefault(step.group_id, []).append(step)
    groups = []
    for group in Group.objects.filter(partnership=partnership).order_by("number", "name"):
        mine, next_steps = held.get(group.pk, []), following.get(group.pk, [])
        if mine or next_steps:
            facts: dict[str, Any] = {"key": group.key, "name": group.name} | {key: value for key, value in (("short_name", group.short_name), ("function", group.function)) if value}
            numbered = [{**development_plain(development, number), "number": number} for number, development in enumerate(mine, start=1)]
            for development in numbered:
                for place, impact in enumerate(development.get("impacts", []), start=1):
                    impact["number"] = f"{development['number']}.{place}"
            groups.append(facts | {"developments": numbered, "next_steps": [_step(step) for step in next_steps]})
    return from_plain({"format": "partnership-report/1", "partnership": partnership_plain(partnership), "report": {"kind": kind, "period": {"start": start.isoformat(), "end": end.isoformat()}}, "groups": groups})


def partnership_plain(partnership: Partnership) -> dict[str, Any]:
    """A partnership's facts as the exchange format gives them."""
    partners = PartnershipOrganisation.objects.filter(partnership=partnership, capacity="safeguarding_partner", ends_on__isnull=True).select_related("organisation").order_by("number")
    columns = {
        "key": partnership.key, "name": partnership.name, "short_name": partnership.short_name, "area": partnership.area, "established": partnership.established,
        "safeguarding_partners": [{"name": row.organisation.name, "sector": row.organisation.sector} for row in partners], "relevant_agencies": partnership.relevant_agencies, "neighbouring_partnerships": list(partnership.neighbouring),
    }
    return {key: value for key, value in columns.items() if value}
