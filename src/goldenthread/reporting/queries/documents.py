"""From rows to `partnership-report/1`: a report as it stands, or a draft of any period from the records of that period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch

from goldenthread.partnership.models import Group, Partnership, PartnershipOrganisation
from goldenthread.reporting.document import Document
from goldenthread.reporting.exchange import from_plain
from goldenthread.reporting.models import Report, Section, SectionDevelopment, SectionStep
from goldenthread.reporting.rows import development_plain, step_plain
from goldenthread.reporting.stored import restored
from goldenthread.thread.models import Development, DevelopmentImpact, NextStep

KNOWN = ("format", "partnership", "report", "groups", "assurance_activity", "areas_of_focus", "figures")


def find_report(partnership_id: int, kind: str, start: date, end: date) -> Report | None:
    """The report of a kind and exact period that counts: its latest version, but one signed off counts until the version being written after it is signed off too.

    A version that was brought in is a report already, and counts when it is the latest. None where there is no report.
    """
    rows = list(
        Report.objects.filter(partnership=partnership_id, kind=kind, period_start=start, period_end=end)
        .select_related("partnership")
        .order_by("-version")
    )
    return next((row for row in rows if row.sealed is not None or "$import" in row.extra), rows[0] if rows else None)


def document_of(report: Report) -> Document:
    """A report as a document: a sealed one as it was signed off, any other from its live rows. Four queries at most."""
    return from_plain(restored(report.sealed) if report.sealed is not None else plain_of(report))


def sections_of(report: Report) -> list[Section]:
    """A report's sections in order, with their groups, developments, impacts (each with the knot behind it, where it may be seen) and next steps. Four queries."""
    impacts = DevelopmentImpact.objects.order_by("position").select_related(
        "impact__record", "impact__indicator", "impact__since__record"
    )
    return list(
        Section.objects.filter(report=report)
        .order_by("position")
        .select_related("group")
        .prefetch_related(
            Prefetch(
                "developments", SectionDevelopment.objects.order_by("position").select_related("development__record")
            ),
            Prefetch("developments__development__impacts", impacts),
            Prefetch("steps", SectionStep.objects.order_by("position").select_related("step")),
        )
    )


def plain_of(report: Report, sections: list[Section] | None = None) -> dict[str, Any]:
    """A report's live rows as plain data; `sections` where they are loaded already."""
    held = sections_of(report) if sections is None else sections
    had_groups = report.extra.get("$groups", False)
    plain: dict[str, Any] = {"format": "partnership-report/1", **restored(report.head)}
    if held or had_groups:
        plain["groups"] = [section_plain(section) for section in held]
    for key, value in (
        ("assurance_activity", report.assurance),
        ("areas_of_focus", report.focus),
        ("figures", report.figures),
    ):
        if value is not None:
            plain[key] = restored(value)
    return {**plain, **restored({key: value for key, value in report.extra.items() if key not in MARKERS})}


SIGNED_AS, CAVEATS = "$signed_as", "$caveats"
MARKERS = ("$groups", "$import", SIGNED_AS, CAVEATS)
AS_GIVEN, DEVELOPMENTS, STEPS = "$as_given", "$developments", "$next_steps"


def section_plain(section: Section) -> dict[str, Any]:
    """A group's part as plain data: its numbers as the source gave them until someone reorders it, then by place."""
    facts = section.facts
    plain: dict[str, Any] = restored(
        {key: value for key, value in facts.items() if key not in (AS_GIVEN, DEVELOPMENTS, STEPS)}
    )
    by_place = not facts.get(AS_GIVEN)
    developments = [
        development_plain(row.development, place if by_place else None)
        for place, row in enumerate(section.developments.all(), start=1)
    ]  # type: ignore[attr-defined]
    if developments or facts.get(DEVELOPMENTS):
        plain["developments"] = developments
    steps = [step_plain(row.step) for row in section.steps.all()]  # type: ignore[attr-defined]
    if steps or facts.get(STEPS):
        plain["next_steps"] = steps
    return plain


def draft_document(partnership: Partnership, kind: str, start: date, end: date) -> Document:
    """A document of any period, drafted from the developments and next steps that lie wholly or partly in it, as far as the database shows them."""
    rows = Development.objects.filter(
        partnership=partnership, period_start__lte=end, period_end__gte=start, record__closed_on__isnull=True
    )
    steps = NextStep.objects.filter(partnership=partnership, period_start__lte=end, period_end__gte=start)
    developments = (
        rows.select_related("record")
        .prefetch_related(Prefetch("impacts", DevelopmentImpact.objects.order_by("position")))
        .order_by("period_start", "number", "pk")
    )
    groups = drafted_groups(
        Group.objects.filter(partnership=partnership).order_by("number", "name"),
        developments,
        steps.order_by("period_start", "position", "pk"),
    )
    period = {"start": start.isoformat(), "end": end.isoformat()}
    return from_plain(
        {
            "format": "partnership-report/1",
            "partnership": partnership_plain(partnership),
            "report": {"kind": kind, "period": period},
            "groups": groups,
        }
    )


def drafted_groups(
    groups: Iterable[Group], developments: Iterable[Development], steps: Iterable[NextStep]
) -> list[dict[str, Any]]:
    """The groups that did something or will, as plain data, numbered from 1."""
    held: dict[int | None, list[Development]] = {}
    for development in developments:
        held.setdefault(development.record.group_id, []).append(development)
    following: dict[int, list[NextStep]] = {}
    for step in steps:
        following.setdefault(step.group_id, []).append(step)
    return [
        group_facts(group)
        | {
            "developments": [
                development_plain(development, number)
                for number, development in enumerate(held.get(group.pk, ()), start=1)
            ],
            "next_steps": [step_plain(step) for step in following.get(group.pk, ())],
        }
        for group in groups
        if group.pk in held or group.pk in following
    ]


def group_facts(group: Group) -> dict[str, Any]:
    """What the exchange format says of a group itself."""
    return {"key": group.key, "name": group.name} | {
        key: value for key, value in (("short_name", group.short_name), ("function", group.function)) if value
    }


def partnership_plain(partnership: Partnership) -> dict[str, Any]:
    """A partnership's facts as the exchange format gives them."""
    partners = (
        PartnershipOrganisation.objects.filter(
            partnership=partnership, capacity="safeguarding_partner", ends_on__isnull=True
        )
        .select_related("organisation")
        .order_by("number", "pk")
    )
    columns = {
        "key": partnership.key,
        "name": partnership.name,
        "short_name": partnership.short_name,
        "area": partnership.area,
        "established": partnership.established,
        "safeguarding_partners": [
            {"name": row.organisation.name, "sector": row.organisation.sector} for row in partners
        ],
        "relevant_agencies": partnership.relevant_agencies,
        "neighbouring_partnerships": list(partnership.neighbouring),
    }
    return {key: value for key, value in columns.items() if value}
