"""Bringing a past report in: its partnership, groups, developments, next steps and learning as living rows. All or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from goldenthread.core.clock import day_of
from goldenthread.core.dates import day_in_words
from goldenthread.core.references import new_reference
from goldenthread.database.viewer import working_in
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.history.operations import About
from goldenthread.partnership.models import AreaOfFocus, Group, Partnership
from goldenthread.records import operations as records
from goldenthread.records.models import Circle, Record
from goldenthread.records.terms import RecordKind
from goldenthread.reporting.document import Document
from goldenthread.reporting.exchange import to_plain
from goldenthread.reporting.models import Report, Section, SectionDevelopment, SectionStep
from goldenthread.reporting.operations.places import groups_of, partnership_of
from goldenthread.reporting.queries.documents import AS_GIVEN, DEVELOPMENTS, KNOWN, STEPS, sections_of
from goldenthread.reporting.rows import development_plain, fill_development, fill_step, impact_row, step_plain
from goldenthread.reporting.stored import canonical, stored
from goldenthread.reporting.terms import Event
from goldenthread.thread.models import Development, DevelopmentImpact, LearningPoint, NextStep, Source
from goldenthread.thread.terms import LearningHeading, SourceKind

IMPORT_LOCK = 7_042_021  # any number, the same in every process
MOST_REVIEWS = 50  # a source that counts more gets one row that says how many


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the report it led to, whether anything changed, and in a sentence."""

    report: Report
    changed: bool
    sentence: str


@transaction.atomic
def import_document(*, document: Document, by: Actor, at: datetime, fictional: bool = False) -> Imported:
    """Bring a document in. The same again changes nothing; a changed one is a new version beside the old.

    Partnership, kind and period identify a document. Its developments come in as reported and not yet linked; those a new
    version tells unchanged stay the rows they are. Runs as the worker or the owner: it enters the partnership as a job.
    """
    _take_turns()
    plain = to_plain(document)
    digest = hashlib.sha256(canonical(plain).encode()).hexdigest()
    partnership = partnership_of(plain["partnership"], fictional=fictional)
    given = plain.get("groups") or []
    groups = groups_of(partnership, given)
    with working_in(partnership.pk, at):  # after the circles were made, so that the job sits in the new ones too
        period = document.report.period
        start, end = period.start.first_day, period.end.last_day
        earlier = list(
            Report.objects.filter(
                partnership=partnership, kind=document.report.kind, period_start=start, period_end=end
            ).order_by("-version")
        )
        brought = next((row for row in earlier if "$import" in row.extra), None)
        if brought is not None and brought.extra["$import"] == digest:
            return Imported(
                brought,
                False,
                f"This report is here already, as {brought.reference} version {brought.version}: nothing was changed.",
            )
        report = _report(partnership, document, plain, digest, earlier[0].version + 1 if earlier else 1, at)
        writer = _Writer(report, at, _Kept.of(brought))
        for position, (group, facts) in enumerate(zip(groups, given, strict=True)):
            writer.section(position, group, facts)
        writer.close_replaced()
        if not earlier:
            _assurance(writer, plain.get("assurance_activity") or {}, groups)
            _focus(report, plain)
        sentence = f"Brought in {report.get_kind_display().lower()} of {day_in_words(start)} to {day_in_words(end)}, version {report.version}"  # type: ignore[attr-defined]
        history.write(
            verb=Event.IMPORTED, sentence=sentence, by=by, at=at, about=About(partnership.pk, None, report.reference)
        )
    return Imported(
        report,
        True,
        f"Brought in as {report.reference}, version {report.version}: {partnership.name}, {len(given)} group{'' if len(given) == 1 else 's'}.",
    )


def _take_turns() -> None:
    """Wait until another import has ended: the second of two finds what the first brought in."""
    with connection.cursor() as cursor:
        cursor.execute("set local lock_timeout = 0; set local statement_timeout = 0")
        cursor.execute("select pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
        cursor.execute("set local lock_timeout to default; set local statement_timeout to default")


def _report(
    partnership: Partnership, document: Document, plain: Mapping[str, Any], digest: str, version: int, at: datetime
) -> Report:
    period = document.report.period
    others = stored({key: value for key, value in plain.items() if key not in KNOWN})
    return Report.objects.create(
        partnership=partnership,
        reference=new_reference("RE"),
        kind=document.report.kind,
        title=(document.report.title or "")[:300],
        summary=document.report.summary or "",
        period_start=period.start.first_day,
        period_end=period.end.last_day,
        version=version,
        imported=True,
        head=stored({"partnership": plain["partnership"], "report": plain["report"]}),
        assurance=stored(plain.get("assurance_activity")),
        focus=stored(plain.get("areas_of_focus")),
        figures=stored(plain.get("figures")),
        extra=others | {"$groups": "groups" in plain, "$import": digest},
        made_at=at,
        digest=digest,
    )


@dataclass(slots=True)
class _Kept:
    """The rows of the version before, by group and by exactly what they say."""

    developments: dict[tuple[int, str], Development] = field(default_factory=dict)
    steps: dict[tuple[int, str], NextStep] = field(default_factory=dict)

    @classmethod
    def of(cls, report: Report | None) -> _Kept:
        kept = cls()
        for section in sections_of(report) if report else ():
            for row in section.developments.all():  # type: ignore[attr-defined]
                kept.developments[section.group_id, canonical(development_plain(row.development))] = row.development
            for told in section.steps.all():  # type: ignore[attr-defined]
                kept.steps[section.group_id, canonical(step_plain(told.step))] = told.step
        return kept


@dataclass(slots=True)
class _Writer:
    """Writes the sections of one report."""

    report: Report
    at: datetime
    kept: _Kept

    def section(self, position: int, group: Group, given: Mapping[str, Any]) -> None:
        """A group's part, with its developments and next steps."""
        facts = stored({key: value for key, value in given.items() if key not in ("developments", "next_steps")})
        markers = {AS_GIVEN: True, DEVELOPMENTS: "developments" in given, STEPS: "next_steps" in given}
        section = Section.objects.create(report=self.report, group=group, position=position, facts=facts | markers)
        circle = records.group_circle(group)
        developments = [self._development(group, circle, each) for each in given.get("developments") or ()]
        SectionDevelopment.objects.bulk_create(
            [
                SectionDevelopment(section=section, development=row, position=place)
                for place, row in enumerate(developments)
            ]
        )
        steps = [self._step(group, place, each) for place, each in enumerate(given.get("next_steps") or ())]
        SectionStep.objects.bulk_create(
            [SectionStep(section=section, step=row, position=place) for place, row in enumerate(steps)]
        )

    def _development(self, group: Group, circle: Circle, given: Mapping[str, Any]) -> Development:
        if kept := self.kept.developments.pop((group.pk, canonical(given)), None):
            return kept
        record = self.record(RecordKind.DEVELOPMENT, group, circle, given["summary"])
        row = Development(
            record=record,
            partnership_id=self.report.partnership_id,
            period_start=self.report.period_start,
            period_end=self.report.period_end,
            imported=True,
        )
        fill_development(row, given)
        row.save(force_insert=True)
        DevelopmentImpact.objects.bulk_create(
            [impact_row(row, place, impact) for place, impact in enumerate(given.get("impacts") or ())]
        )
        return row

    def _step(self, group: Group, place: int, given: Any) -> NextStep:
        if kept := self.kept.steps.pop((group.pk, canonical(given)), None):
            return kept
        row = NextStep(
            partnership_id=self.report.partnership_id,
            group=group,
            position=place,
            period_start=self.report.period_start,
            period_end=self.report.period_end,
        )
        fill_step(row, given)
        row.save(force_insert=True)
        return row

    def close_replaced(self) -> None:
        """Developments that the new version tells otherwise, or not at all, are closed; the old version keeps them."""
        for row in self.kept.developments.values():
            records.touch(records.lock(row.pk), closed_on=day_of(self.at))

    def record(self, kind: RecordKind, group: Group, circle: Circle, title: str) -> Record:
        """A record of the report's period that everyone who works with the partnership may see."""
        end = self.report.period_end
        shared = [records.partnership_circle(self.report.partnership_id)]
        return records.make_record(
            kind=kind,
            partnership_id=self.report.partnership_id,
            group=group,
            circle=circle,
            title=title,
            at=self.at,
            happened=end.isoformat()[:7],
            happened_on=end,
            shared_with=shared,
        )


def _assurance(writer: _Writer, plain: Mapping[str, Any], groups: list[Group]) -> None:
    """Reviews, audits and learning of the period as knots of the thread, in the circle of the group that its name says looks at them."""
    if not groups:
        return
    reviewing = _named(groups, ("review",), groups[0])
    auditing = _named(groups, ("effective", "quality", "audit"), reviewing)
    partnership = writer.report.partnership_id
    for review in plain.get("practice_reviews") or ():
        # One row for each review the source counts; how many children a review concerned is not worked out from its words.
        count = review.get("count", 1)
        subject = (review.get("subject") or "subject not stated")[:200]
        for _ in range(count if count <= MOST_REVIEWS else 1):
            title = f"Practice review: {subject}" if count <= MOST_REVIEWS else f"{count} practice reviews: {subject}"
            record = writer.record(RecordKind.SOURCE, reviewing, records.group_circle(reviewing), title)
            Source.objects.create(
                record=record,
                partnership_id=partnership,
                kind=SourceKind.PRACTICE_REVIEW.value,
                subject=subject,
                age_group=(review.get("age_group") or "")[:80],
            )
    for audit in plain.get("multi_agency_case_audits") or ():
        record = writer.record(
            RecordKind.SOURCE, auditing, records.group_circle(auditing), f"Multi-agency case audit: {audit}"
        )
        Source.objects.create(
            record=record, partnership_id=partnership, kind=SourceKind.CASE_AUDIT.value, subject=audit[:200]
        )
    headings = {heading.value for heading in LearningHeading}
    for point in plain.get("learning") or ():
        if point.get("category") in headings:
            record = writer.record(RecordKind.LEARNING, reviewing, records.group_circle(reviewing), point["text"])
            LearningPoint.objects.create(
                record=record,
                partnership_id=partnership,
                text=point["text"],
                parts=list(point.get("parts") or []),
                heading=point["category"],
            )


def _named(groups: list[Group], words: tuple[str, ...], otherwise: Group) -> Group:
    return next((group for group in groups if any(word in group.name.lower() for word in words)), otherwise)


def _focus(report: Report, plain: Mapping[str, Any]) -> None:
    year = (plain["report"].get("looks_ahead_to") or str(report.period_end.year))[:9]
    for number, focus in enumerate(plain.get("areas_of_focus") or (), start=1):
        mapping = {"text": focus} if isinstance(focus, str) else focus
        AreaOfFocus.objects.get_or_create(
            partnership_id=report.partnership_id,
            year=year,
            number=min(number, 32_767),
            defaults={"text": mapping["text"], "parts": list(mapping.get("parts") or [])},
        )
