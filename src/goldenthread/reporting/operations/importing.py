"""Bringing a past report in: its partnership, groups, developments, next steps and learning as living rows. All or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from goldenthread.core.dates import NotADate, PartialDate
from goldenthread.core.references import new_reference
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.history.operations import About
from goldenthread.partnership.models import AreaOfFocus, Group, Organisation, Partnership, PartnershipOrganisation
from goldenthread.partnership.terms import GroupKind, Sector
from goldenthread.records import operations as records
from goldenthread.records.terms import RecordKind
from goldenthread.reporting.document import Document
from goldenthread.reporting.exchange import to_plain
from goldenthread.reporting.models import Report, Section, SectionDevelopment, SectionStep
from goldenthread.reporting.stored import remainder, stored
from goldenthread.reporting.terms import Event
from goldenthread.thread.models import Development, DevelopmentImpact, LearningPoint, NextStep, Source
from goldenthread.thread.terms import LearningHeading, SourceKind

DEVELOPMENT_COLUMNS = ("number", "summary", "themes", "resources", "partial", "inferred", "impacts")
IMPACT_COLUMNS = ("number", "statement", "kind", "date", "measure", "partial", "inferred")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the report it led to, whether anything changed, and in a sentence."""

    report: Report
    changed: bool
    sentence: str


@transaction.atomic
def import_document(*, document: Document, by: Actor, at: datetime, fictional: bool = False) -> Imported:
    """Bring a document in. The same again changes nothing; a changed one is a new version beside the old.

    Partnership, kind and period identify a document. Its developments come in as reported and not yet linked.
    """
    plain = to_plain(document)
    digest = hashlib.sha256(json.dumps(stored(plain), sort_keys=True).encode()).hexdigest()
    partnership = _partnership(plain["partnership"], fictional)
    period = document.report.period
    start, end = period.start.first_day, period.end.last_day
    earlier = list(Report.objects.select_for_update().filter(partnership=partnership, kind=document.report.kind, period_start=start, period_end=end).order_by("-version"))
    if earlier and earlier[0].digest == digest:
        return Imported(earlier[0], False, f"This report is here already, as {earlier[0].reference}: nothing was changed.")
    version = earlier[0].version + 1 if earlier else 1
    report = Report.objects.create(
        partnership=partnership, reference=new_reference("RE"), kind=document.report.kind, title=document.report.title or "", summary=document.report.summary or "", period_start=start, period_end=end,
        version=version, imported=True, head=stored({"partnership": plain["partnership"], "report": plain["report"]}), assurance=stored(plain.get("assurance_activity")), focus=stored(plain.get("areas_of_focus")),
        figures=stored(plain.get("figures")), extra=stored({key: value for key, value in plain.items() if key not in KNOWN} | {"$groups": "groups" in plain}), made_at=at, digest=digest,
    )
    for position, group in enumerate(plain.get("groups") or []):
        _section(report, position, group, by, at)
    if version == 1:
        _assurance(report, plain.get("assurance_activity") or {}, by, at)
        _focus(report, plain.get("areas_of_focus") or [])
    history.write(verb=Event.IMPORTED, sentence=f"Brought in {report.get_kind_display().lower()} of {start:%d %B %Y} to {end:%d %B %Y}, version {version}", by=by, at=at, about=About(partnership.pk, None, report.reference))  # type: ignore[attr-defined]
    return Imported(report, True, f"Brought in as {report.reference}, version {version}, with {len(plain.get('groups') or [])} groups.")


KNOWN = ("format", "partnership", "report", "groups", "assurance_activity", "areas_of_focus", "figures")


def partnership_key(plain: Mapping[str, Any]) -> str:
    """The word for a partnership in addresses: its key, else its short name, else its name, in lower case."""
    return slugify(str(plain.get("key") or plain.get("short_name") or plain["name"]))[:40] or "partnership"


def _partnership(plain: Mapping[str, Any], fictional: bool) -> Partnership:
    """The partnership of this key, made with the document's facts when it is new."""
    partnership, fresh = Partnership.objects.get_or_create(key=partnership_key(plain), defaults={
        "name": plain["name"], "short_name": plain.get("short_name") or "", "area": plain.get("area") or "", "established": str(plain.get("established") or ""),
        "relevant_agencies": plain.get("relevant_agencies") or "", "neighbouring": list(plain.get("neighbouring_partnerships") or []), "fictional": fictional, "second_factor_roles": ["administrator"],
    })
    records.partnership_circle(partnership.pk)
    sectors = {sector.value for sector in Sector}
    for number, partner in enumerate(plain.get("safeguarding_partners") or [] if fresh else []):
        sector = partner.get("sector") if partner.get("sector") in sectors else "other"
        organisation, _ = Organisation.objects.get_or_create(name=partner["name"], defaults={"sector": sector})
        PartnershipOrganisation.objects.get_or_create(partnership=partnership, organisation=organisation, capacity="safeguarding_partner", defaults={"number": number})
    return partnership


def _section(report: Report, position: int, plain: Mapping[str, Any], by: Actor, at: datetime) -> None:
    group, _ = Group.objects.get_or_create(partnership_id=report.partnership_id, key=slugify(plain["key"].replace("_", "-"))[:60] if not _is_slug(plain["key"]) else plain["key"], defaults={
        "name": plain["name"], "short_name": plain.get("short_name") or "", "function": plain.get("function") or "", "number": position, "kind": _kind(plain["name"]).value,
    })
    circle = records.group_circle(group)
    facts = {key: value for key, value in plain.items() if key not in ("developments", "next_steps")} | {f"${key}": True for key in ("developments", "next_steps") if key in plain}
    section = Section.objects.create(report=report, group=group, position=position, facts=stored(facts))
    shared = [records.partnership_circle(report.partnership_id)]
    for place, development in enumerate(plain.get("developments") or []):
        record = records.make_record(kind=RecordKind.DEVELOPMENT, partnership_id=report.partnership_id, group=group, circle=circle, title=development["summary"], at=at, happened=str(report.period_end), happened_on=report.period_end, shared_with=shared)
        row = Development.objects.create(
            record=record, partnership_id=report.partnership_id, number=development["number"], summary=development["summary"], period_start=report.period_start, period_end=report.period_end,
            themes=list(development.get("themes") or []), resources=list(development.get("resources") or []), partial=bool(development.get("partial")), inferred=list(development.get("inferred") or []),
            imported=True, extra=remainder(development, DEVELOPMENT_COLUMNS),
        )
        _impacts(row, development.get("impacts") or [])
        SectionDevelopment.objects.create(section=section, development=row, position=place)
    for place, step in enumerate(plain.get("next_steps") or []):
        mapping = {"text": step} if isinstance(step, str) else dict(step)
        row_step = NextStep.objects.create(
            partnership_id=report.partnership_id, group=group, position=place, text=mapping["text"], parts=list(mapping.get("parts") or []), period_start=report.period_start, period_end=report.period_end,
            extra={"$mapped": not isinstance(step, str), **remainder(mapping, ("text", "parts"))},
        )
        SectionStep.objects.create(section=section, step=row_step, position=place)


def _impacts(development: Development, impacts: list[Mapping[str, Any]]) -> None:
    DevelopmentImpact.objects.bulk_create([
        DevelopmentImpact(
            development=development, position=place, number=impact["number"], statement=impact["statement"], kind=impact.get("kind") or "", date=str(impact.get("date") or ""), measure=stored(impact.get("measure")),
            partial=bool(impact.get("partial")), inferred=list(impact.get("inferred") or []), extra=remainder(impact, IMPACT_COLUMNS),
        )
        for place, impact in enumerate(impacts)
    ])


def _assurance(report: Report, plain: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Reviews, audits and learning of the period as knots of the thread, in the circle of the group that its name says looks at them."""
    groups = list(Group.objects.filter(partnership=report.partnership_id).order_by("number", "pk"))
    if not groups:
        return
    reviewing = next((group for group in groups if "review" in group.name.lower()), groups[0])
    auditing = next((group for group in groups if "effective" in group.name.lower() or "quality" in group.name.lower() or "audit" in group.name.lower()), reviewing)
    shared = [records.partnership_circle(report.partnership_id)]

    def record(kind: RecordKind, group: Group, title: str) -> Any:
        return records.make_record(kind=kind, partnership_id=report.partnership_id, group=group, circle=records.group_circle(group), title=title, at=at, happened=str(report.period_end)[:7], happened_on=report.period_end, shared_with=shared)

    for review in plain.get("practice_reviews") or []:
        # One row for each review the source counts; how many children a review concerned is not worked out from its words.
        for _ in range(review.get("count") or 1):
            subject = review.get("subject") or "subject not stated"
            Source.objects.create(record=record(RecordKind.SOURCE, reviewing, f"Practice review: {subject}"), partnership_id=report.partnership_id, kind=SourceKind.PRACTICE_REVIEW.value, subject=subject[:200], age_group=(review.get("age_group") or "")[:80])
    for audit in plain.get("multi_agency_case_audits") or []:
        Source.objects.create(record=record(RecordKind.SOURCE, auditing, f"Multi-agency case audit: {audit}"), partnership_id=report.partnership_id, kind=SourceKind.CASE_AUDIT.value, subject=audit[:200])
    headings = {heading.value for heading in LearningHeading}
    for point in plain.get("learning") or []:
        if point.get("category") in headings:
            LearningPoint.objects.create(record=record(RecordKind.LEARNING, reviewing, point["text"]), partnership_id=report.partnership_id, text=point["text"], parts=list(point.get("parts") or []), heading=point["category"])


def _focus(report: Report, plain: list[Any]) -> None:
    year = str(restate(report.head.get("report", {}).get("looks_ahead_to")) or report.period_end.year)[:9]
    for number, focus in enumerate(plain, start=1):
        mapping = {"text": focus} if isinstance(focus, str) else focus
        AreaOfFocus.objects.get_or_create(partnership_id=report.partnership_id, year=year, number=number, defaults={"text": mapping["text"], "parts": list(mapping.get("parts") or [])})


def restate(value: Any) -> str:
    """A year or period as text."""
    return "" if value is None else str(value)


def _is_slug(key: str) -> bool:
    return bool(key) and len(key) <= 60 and all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in key)


def _kind(name: str) -> GroupKind:
    """What kind of group a name speaks of; a sub-group where it says nothing else."""
    lowered = name.lower()
    if "advis" in lowered:
        return GroupKind.ADVISER
    return GroupKind.PANEL if "panel" in lowered else GroupKind.SUB_GROUP


def day_of(text: str) -> date | None:
    """The first day a partial date's text names, or None."""
    try:
        return PartialDate.parse(text).first_day if text else None
    except NotADate:
        return None
