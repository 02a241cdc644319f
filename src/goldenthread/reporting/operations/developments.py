"""Writing developments and their impact, and choosing which a report tells, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.partnership.models import Group
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.reporting import permissions
from goldenthread.reporting.models import Report, Section, SectionDevelopment
from goldenthread.reporting.operations.shared import changed, editable, renumbered, require
from goldenthread.reporting.rows import forget
from goldenthread.thread import operations as thread
from goldenthread.thread.models import Development, DevelopmentImpact, Impact
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.operations.shared import actor, written
from goldenthread.thread.terms import Event, ImpactKind


@dataclass(frozen=True, slots=True)
class DevelopmentDraft:
    """What someone typed of a development."""

    summary: str
    themes: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImpactDraft:
    """What someone typed of an impact. `date` is a partial date's text, or empty."""

    statement: str
    kind: ImpactKind | None = None
    date: str = ""


@transaction.atomic
def write_development(
    *,
    group: Group,
    start: date,
    end: date,
    draft: DevelopmentDraft,
    impacts: Sequence[ImpactDraft],
    by: Viewer,
    at: datetime,
    comes_from: Sequence[Record] = (),
) -> Development:
    """Write what a group did in a period, and what it changed; everyone who works with the partnership sees it. Errors: Refused."""
    require(
        permissions.may_write_development(by, group.partnership_id, group.pk),
        "Only the business unit and the group's own members write its developments.",
    )
    require(end >= start, "The period ends before it starts.")
    record = Place(group, PartialDate.of(min(end, day_of(at))), shared=True).record(
        kind=RecordKind.DEVELOPMENT, title=draft.summary, at=at
    )
    told = Development.objects.filter(
        partnership=group.partnership_id, record__group=group, period_start__lte=end, period_end__gte=start
    )
    number = (told.aggregate(last=Max("number"))["last"] or 0) + 1
    row = Development.objects.create(
        record=record,
        partnership_id=group.partnership_id,
        number=number,
        summary=draft.summary,
        themes=list(draft.themes),
        resources=list(draft.resources),
        period_start=start,
        period_end=end,
    )
    for place, impact in enumerate(impacts):
        DevelopmentImpact.objects.create(
            development=row,
            position=place,
            number=f"{number}.{place + 1}",
            statement=impact.statement,
            kind=impact.kind.value if impact.kind else "",
            date=impact.date,
        )
    for upstream in comes_from:
        thread.join(upstream=upstream, downstream=record, by=by, at=at)
    written(record=record, verb=Event.MADE, sentence=f"Development written: {draft.summary}", by=actor(by), at=at)
    return row


def _told(report: Report, reference: str) -> SectionDevelopment:
    """The place of a development in a report. Errors: Refused."""
    row = (
        SectionDevelopment.objects.filter(section__report=report, development__record__reference=reference)
        .select_related("section__group", "development__record")
        .first()
    )
    if row is None:
        raise Refused("This report no longer tells that development.")
    return row


@transaction.atomic
def edit_development(
    *, report_id: int, seen: int | None, reference: str, draft: DevelopmentDraft, by: Viewer, at: datetime
) -> Report:
    """Change a development's words. Errors: Refused, ChangedMeanwhile."""
    report = editable(report_id, seen, by)
    row = _told(report, reference).development
    record = records.lock(row.pk)
    row.summary, row.themes, row.resources = draft.summary, list(draft.themes), list(draft.resources)
    row.extra = forget(row.extra, "summary", "themes", "resources")
    row.save(update_fields=["summary", "themes", "resources", "extra"])
    records.touch(record, title=draft.summary[:400])
    written(
        record=record, verb=Event.CHANGED, sentence=f"Its words were changed in {report.reference}", by=actor(by), at=at
    )
    return changed(report, f"Changed the words of development {reference}", by, at)


@transaction.atomic
def edit_impact(
    *, report_id: int, seen: int | None, reference: str, place: int | None, draft: ImpactDraft, by: Viewer, at: datetime
) -> Report:
    """Change the words of a development's impact at a place (from 0), or add one where `place` is None. Errors: Refused, ChangedMeanwhile."""
    report = editable(report_id, seen, by)
    development = _told(report, reference).development
    record = records.lock(development.pk)
    kind = draft.kind.value if draft.kind else ""
    if place is None:
        held = list(development.impacts.order_by("position"))
        position = held[-1].position + 1 if held else 0
        DevelopmentImpact.objects.create(
            development=development,
            position=position,
            number=_next_number(development, held),
            statement=draft.statement,
            kind=kind,
            date=draft.date,
        )
        development.extra = forget(development.extra, "impacts")
        development.save(update_fields=["extra"])
    else:
        row = _impact(development, place)
        row.statement, row.kind = draft.statement, kind
        row.extra = forget(row.extra, "statement", "kind")
        if row.date != draft.date:
            row.date, row.extra = draft.date, forget(row.extra, "date")
        row.save(update_fields=["statement", "kind", "date", "extra"])
    records.touch(record)
    written(
        record=record,
        verb=Event.CHANGED,
        sentence=f"An impact was {'added' if place is None else 'changed'} in {report.reference}",
        by=actor(by),
        at=at,
    )
    return changed(
        report, f"{'Added an impact to' if place is None else 'Changed an impact of'} development {reference}", by, at
    )


def _next_number(development: Development, held: Sequence[DevelopmentImpact]) -> str:
    last = max(
        (int(row.number.rpartition(".")[2]) for row in held if row.number.rpartition(".")[2].isdigit()), default=0
    )
    return f"{development.number}.{last + 1}"[:10]


def _impact(development: Development, place: int) -> DevelopmentImpact:
    row = DevelopmentImpact.objects.filter(development=development, position=place).first()
    if row is None:
        raise Refused("That impact is no longer there.")
    return row


@transaction.atomic
def remove_impact(*, report_id: int, seen: int | None, reference: str, place: int, by: Viewer, at: datetime) -> Report:
    """Take an impact out of a development. Errors: Refused, ChangedMeanwhile."""
    report = editable(report_id, seen, by)
    development = _told(report, reference).development
    record = records.lock(development.pk)
    row = _impact(development, place)
    written(
        record=record,
        verb=Event.CHANGED,
        sentence=f"The impact “{row.statement[:200]}” was taken out in {report.reference}",
        by=actor(by),
        at=at,
    )
    row.delete()
    records.touch(record)
    return changed(report, f"Took an impact out of development {reference}", by, at)


@transaction.atomic
def link_impact(
    *, report_id: int, seen: int | None, reference: str, place: int, impact: Impact | None, by: Viewer, at: datetime
) -> Report:
    """Say which recorded impact stands behind an impact of a development, or none. Errors: Refused, ChangedMeanwhile."""
    report = editable(report_id, seen, by)
    development = _told(report, reference).development
    record = records.lock(development.pk)
    row = _impact(development, place)
    row.impact = impact
    row.save(update_fields=["impact"])
    if impact is not None:
        thread.join(upstream=impact.record, downstream=record, by=by, at=at)
    return changed(
        report,
        f"Linked impact {row.number} of development {reference} to {impact.record.reference}"
        if impact
        else f"Took the link of impact {row.number} of development {reference} away",
        by,
        at,
    )


@transaction.atomic
def link_records(
    *, report_id: int, seen: int | None, reference: str, upstream: Sequence[Record], by: Viewer, at: datetime
) -> Report:
    """Say which records of the thread stand behind a development. Errors: Refused, ChangedMeanwhile."""
    report = editable(report_id, seen, by)
    development = _told(report, reference).development
    for record in upstream:
        thread.join(upstream=record, downstream=development.record, by=by, at=at)
    return changed(
        report, f"Linked development {reference} to {', '.join(record.reference for record in upstream)}", by, at
    )


@transaction.atomic
def move_development(
    *, report_id: int, seen: int | None, reference: str, step: int, by: Viewer, at: datetime
) -> Report:
    """Move a development up (-1) or down (1) in its group; its section is numbered by place from now on. Errors: Refused, ChangedMeanwhile."""
    report = editable(report_id, seen, by)
    row = _told(report, reference)
    rows = list(SectionDevelopment.objects.filter(section=row.section_id).order_by("position"))
    at_now = next(place for place, each in enumerate(rows) if each.pk == row.pk)
    there = at_now + (1 if step > 0 else -1)
    if 0 <= there < len(rows):
        rows[at_now], rows[there] = rows[there], rows[at_now]
        _placed(rows)
        renumbered(row.section)
    return changed(report, f"Moved development {reference}", by, at)


@transaction.atomic
def remove_development(*, report_id: int, seen: int | None, reference: str, by: Viewer, at: datetime) -> Report:
    """Leave a development out of a report; its record stays. Errors: Refused, ChangedMeanwhile."""
    report = editable(report_id, seen, by)
    row = _told(report, reference)
    section = row.section
    row.delete()
    _placed(list(SectionDevelopment.objects.filter(section=section).order_by("position")))
    renumbered(section)
    return changed(report, f"Left development {reference} out", by, at)


@transaction.atomic
def include_development(*, report_id: int, seen: int | None, record: Record, by: Viewer, at: datetime) -> Report:
    """Take a development into its group's part of a report, at the end. Errors: Refused, ChangedMeanwhile."""
    report = editable(report_id, seen, by)
    require(
        record.kind == RecordKind.DEVELOPMENT.value and record.partnership_id == report.partnership_id,
        "Only a development of this partnership can be told.",
    )
    section = Section.objects.filter(report=report, group=record.group_id).first()
    if section is None:
        raise Refused("The report has no part for that development's group.")
    if SectionDevelopment.objects.filter(section__report=report, development=record.pk).exists():
        return report
    count = SectionDevelopment.objects.filter(section=section).count()
    SectionDevelopment.objects.create(section=section, development_id=record.pk, position=count)
    renumbered(section)
    return changed(report, f"Took development {record.reference} in", by, at)


def _placed(rows: list[SectionDevelopment]) -> None:
    for place, row in enumerate(rows):
        row.position = place
    SectionDevelopment.objects.bulk_update(rows, ["position"])
