"""Starting a report of a period from the records, and a new version of one that is signed off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from goldenthread.core.dates import PartialDate, day_in_words
from goldenthread.core.references import new_reference
from goldenthread.partnership.models import Group, Partnership
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer
from goldenthread.reporting import permissions
from goldenthread.reporting.models import ChecklistEntry, Report, Section, SectionDevelopment, SectionStep
from goldenthread.reporting.operations.shared import NOT_YOURS, locked, require, told
from goldenthread.reporting.queries.documents import group_facts, partnership_plain, sections_of
from goldenthread.reporting.stored import restored, stored
from goldenthread.reporting.terms import Event, ReportKind, ReportState
from goldenthread.thread.models import Development, NextStep


@transaction.atomic
def start_report(
    *,
    partnership_id: int,
    kind: ReportKind,
    start: date,
    end: date,
    title: str,
    groups: Sequence[Group],
    by: Viewer,
    at: datetime,
) -> Report:
    """Start a report of any period and any groups, with the developments and next steps that lie in it already gathered. Errors: Refused."""
    require(permissions.may_edit(by, partnership_id), NOT_YOURS)
    require(end >= start, "The period ends before it starts.")
    require(bool(groups), "Choose at least one group.")
    partnership = Partnership.objects.select_for_update().get(pk=partnership_id)
    there = list(
        Report.objects.filter(partnership=partnership, kind=kind.value, period_start=start, period_end=end).order_by(
            "-version"
        )
    )
    if there:
        raise Refused(
            f"There is a report of this kind and period already: {there[0].reference}. Open it{', and start a new version' if there[0].state == ReportState.SEALED.value else ''}."
        )
    head = {
        "kind": kind.value,
        **({"title": title} if title else {}),
        "period": {"start": start.isoformat(), "end": end.isoformat()},
    }
    report = _made(
        partnership,
        kind.value,
        start,
        end,
        1,
        at,
        title=title,
        head=stored({"partnership": partnership_plain(partnership), "report": head}),
        extra={"$groups": True},
    )
    _gather(report, groups, by)
    told(
        report,
        Event.STARTED,
        f"Started the {kind.label.lower()} of {day_in_words(start)} to {day_in_words(end)}",
        by,
        at,
    )
    return report


def _gather(report: Report, groups: Sequence[Group], by: Viewer) -> None:
    period = {
        "partnership": report.partnership_id,
        "period_start__lte": report.period_end,
        "period_end__gte": report.period_start,
    }
    developments = (
        Development.objects.visible_to(by)
        .filter(**period, record__closed_on__isnull=True)
        .select_related("record")
        .order_by("period_start", "number", "pk")
    )  # type: ignore[attr-defined]
    steps = NextStep.objects.filter(**period).order_by("period_start", "position", "pk")
    held, following = list(developments), list(steps)
    for position, group in enumerate(groups):
        section = Section.objects.create(
            report=report, group=group, position=position, facts=stored(group_facts(group))
        )
        mine = [row for row in held if row.record.group_id == group.pk]
        SectionDevelopment.objects.bulk_create(
            [SectionDevelopment(section=section, development=row, position=place) for place, row in enumerate(mine)]
        )
        SectionStep.objects.bulk_create(
            [
                SectionStep(section=section, step=row, position=place)
                for place, row in enumerate(step for step in following if step.group_id == group.pk)
            ]
        )


def _made(
    partnership: Partnership, kind: str, start: date, end: date, version: int, at: datetime, **columns: object
) -> Report:
    """A new report row. Errors: Refused when someone else made it at the same time."""
    try:
        with transaction.atomic():
            return Report.objects.create(
                partnership=partnership,
                reference=new_reference("RE"),
                kind=kind,
                period_start=start,
                period_end=end,
                version=version,
                made_at=at,
                **columns,
            )
    except IntegrityError:
        raise Refused("Someone else started this report a moment ago: open theirs.") from None


@transaction.atomic
def new_version(*, report_id: int, by: Viewer, at: datetime) -> Report:
    """A new draft from a report that is signed off; the signed one stays as it is. Errors: Refused."""
    before = locked(report_id, None)
    require(permissions.may_edit(by, before.partnership_id), NOT_YOURS)
    require(before.state == ReportState.SEALED.value, "It is not signed off yet: change it as it is.")
    newest = (
        Report.objects.filter(
            partnership=before.partnership_id,
            kind=before.kind,
            period_start=before.period_start,
            period_end=before.period_end,
        )
        .order_by("-version")
        .first()
    )
    assert newest is not None
    require(newest.state == ReportState.SEALED.value, f"A newer version is being written already: {newest.reference}.")
    extra = {key: value for key, value in before.extra.items() if key not in ("$import", "$signed_as", "$caveats")}
    report = _made(
        before.partnership,
        before.kind,
        before.period_start,
        before.period_end,
        newest.version + 1,
        at,
        title=before.title,
        summary=before.summary,
        head=before.head,
        assurance=before.assurance,
        focus=before.focus,
        figures=before.figures,
        extra=extra,
        imported=before.imported,
    )
    for section in sections_of(before):
        fresh = Section.objects.create(
            report=report, group=section.group, position=section.position, facts=section.facts
        )
        SectionDevelopment.objects.bulk_create(
            [
                SectionDevelopment(section=fresh, development=row.development, position=row.position)
                for row in section.developments.all()
            ]
        )  # type: ignore[attr-defined]
        SectionStep.objects.bulk_create(
            [SectionStep(section=fresh, step=row.step, position=row.position) for row in section.steps.all()]
        )  # type: ignore[attr-defined]
    ChecklistEntry.objects.bulk_create(
        [
            ChecklistEntry(report=report, item=row.item, text=row.text, by_id=row.by_id, at=row.at)
            for row in before.checklist.all()
        ]
    )  # type: ignore[attr-defined]
    told(report, Event.VERSION, f"Started version {report.version} of {before.reference}", by, at)
    return report


def period_words(report: Report) -> str:
    """A report's period, as precise as its head has it."""
    period = restored(report.head)["report"]["period"]
    start, end = PartialDate.parse(period["start"]).in_words(), PartialDate.parse(period["end"]).in_words()
    return start if start == end else f"{start} to {end}"
