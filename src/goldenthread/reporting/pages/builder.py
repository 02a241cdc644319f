"""The report builder: the report as it will read, and what stands behind the paragraph in hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from goldenthread.core.dates import PartialDate
from goldenthread.design.components import CoveragePart, Link, ListItem, Notice, Tag, TagKind
from goldenthread.design.format import partial_day
from goldenthread.indicators.rules import SinceStatement
from goldenthread.records.models import Record
from goldenthread.records.terms import RecordKind
from goldenthread.records.web import Scope
from goldenthread.reporting.checks import Edition, edition_on
from goldenthread.reporting.document import Development, Document, Group, ReportingImpact
from goldenthread.reporting.models import Report, Section
from goldenthread.reporting.queries.reports import Said, filled_in
from goldenthread.reporting.rules import Evidence, evidence_gaps, impact_cautions
from goldenthread.reporting.terms import ReportState
from goldenthread.thread.models import DevelopmentImpact

HEAD, ASSURANCE, FOCUS, FIGURES = "head", "assurance", "focus", "figures"
STATE_TAGS: dict[ReportState, TagKind] = {
    ReportState.DRAFT: "neutral",
    ReportState.REVIEW: "info",
    ReportState.SEALED: "success",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One thing a reader sees and a writer can take in hand: where it stands, its words, and marks on it."""

    place: str
    number: str
    text: str
    url: str
    chosen: bool
    tags: tuple[Tag, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A development with its impacts, in the order they will read."""

    development: Paragraph
    impacts: tuple[Paragraph, ...]
    missing: bool


@dataclass(frozen=True, slots=True)
class GroupPart:
    """A group's part of the report."""

    heading: Paragraph
    function: str
    pairs: tuple[Pair, ...]
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    next_steps: Paragraph


@dataclass(frozen=True, slots=True)
class InHand:
    """The place that the address names: what it is, and the rows behind it."""

    place: str
    title: str
    section: Section | None = None
    group: str = ""
    reference: str = ""
    record_id: int = 0
    impact: DevelopmentImpact | None = None
    document_impact: ReportingImpact | None = None
    first: bool = False
    last: bool = False


@dataclass(slots=True)
class Reading:
    """The report as paragraphs, and what stands at each place."""

    groups: list[GroupPart] = field(default_factory=list)
    places: dict[str, InHand] = field(default_factory=dict)


def reading(
    scope: Scope, report: Report, document: Document, sections: Sequence[Section], chosen: str, said: Iterable[Said]
) -> Reading:
    """The report's groups as paragraphs, with the places that may be taken in hand."""
    base = scope.address("reports", report.reference)
    open_at = {each.place for each in said if not each.settled}
    made = Reading(
        places={
            place: InHand(place, title)
            for place, title in (
                (HEAD, "Title and summary"),
                (ASSURANCE, "Reviews, audits and learning"),
                (FOCUS, "Areas of focus"),
                (FIGURES, "Figures"),
            )
        }
    )
    gaps = {(gap.group, gap.development, gap.impact): gap.lacks for gap in evidence_gaps(document)}

    def paragraph(place: str, number: str, text: str, tags: tuple[Tag, ...] = (), note: str = "") -> Paragraph:
        marks = (*tags, Tag("info", "Comment")) if place in open_at else tags
        return Paragraph(place, number, text, f"{base}?at={place}#at-{place}", place == chosen, marks, note)

    for section, group in zip(sections, document.groups or (), strict=True):
        key = section.group.key
        made.places[key] = InHand(key, group.name, section)
        made.places[f"{key}-next"] = InHand(f"{key}-next", f"{group.name}: next steps", section)
        rows = list(section.developments.all())  # type: ignore[attr-defined]
        pairs = []
        for place, (row, development) in enumerate(zip(rows, group.developments or (), strict=True)):
            at = f"{key}-{development.number}"
            record = row.development.record
            hand = InHand(
                at,
                f"Development {development.number} of {_short(group)}",
                section,
                group.key,
                record.reference,
                record.pk,
                first=place == 0,
                last=place == len(rows) - 1,
            )
            made.places[at] = hand
            impacts = []
            for impact_row, impact in zip(row.development.impacts.all(), development.impacts or (), strict=True):
                there = f"{key}-{impact.number}"
                made.places[there] = replace(
                    hand,
                    place=there,
                    title=f"Impact {impact.number} of {_short(group)}",
                    impact=impact_row,
                    document_impact=impact,
                )
                impacts.append(
                    paragraph(
                        there,
                        impact.number,
                        _flat(impact.statement),
                        _marks(impact_row, gaps.get((group.key, development.number, impact.number))),
                        _facts(impact),
                    )
                )
            pairs.append(
                Pair(
                    paragraph(at, str(development.number), _flat(development.summary), (), _among(development)),
                    tuple(impacts),
                    not impacts,
                )
            )
        steps = tuple(
            (_flat(step.text), tuple(_flat(part) for part in step.parts or ())) for step in group.next_steps or ()
        )
        made.groups.append(
            GroupPart(
                paragraph(key, "", group.name),
                _flat(group.function),
                tuple(pairs),
                steps,
                paragraph(f"{key}-next", "", "Next steps"),
            )
        )
    return made


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def _marks(row: DevelopmentImpact, gap: Evidence | None) -> tuple[Tag, ...]:
    if row.impact_id is not None:
        return ()
    return (
        (Tag("warning", "No measure"),)
        if gap is Evidence.NO_MEASURE and not row.development.imported
        else (Tag("neutral", "Reported, not yet linked"),)
    )


def _facts(impact: ReportingImpact) -> str:
    parts = [
        (impact.kind or "").capitalize(),
        impact.date.in_words() if impact.date else "",
        "the source is incomplete here" if impact.partial else "",
    ]
    return " · ".join(part for part in parts if part)


def _among(development: Development) -> str:
    return f"Among them: {', '.join(development.resources)}" if development.resources else ""


def warnings(hand: InHand, document: Document, as_at: date, since: SinceStatement | None) -> tuple[Notice, ...]:
    """What a writer must know before this paragraph is published, in plain words."""
    impact = hand.document_impact
    if impact is None:
        mine = [
            gap
            for gap in evidence_gaps(document)
            if hand.section
            and gap.group == hand.group
            and gap.impact is None
            and f"{hand.section.group.key}-{gap.development}" == hand.place
        ]
        return tuple(Notice("warning", gap.lacks.value) for gap in mine)
    found: list[Notice] = []
    measure = impact.measure
    if since is not None:
        found.append(
            Notice(
                "info" if since.chance is None or since.chance < 0.1 else "warning",
                f"{since.sentence} {since.caution}",
                "Recomputed from the indicator’s readings",
            )
        )
    elif measure is not None and measure.since is not None:
        dated = isinstance(measure.since, PartialDate)
        what = (
            "No recorded impact with an indicator is linked"
            if dated
            else f"The source gives no day for “{str(measure.since).replace('_', ' ')}”"
        )
        found.append(
            Notice(
                "warning",
                f"{what}: the count is as stated by the source, not computed. Link a recorded impact whose product has a day.",
                "As stated by the source",
            )
        )
    lacking = {gap.impact: gap.lacks for gap in evidence_gaps(document) if gap.group == hand.group}
    linked = hand.impact is not None and hand.impact.impact is not None
    if (
        (lacks := lacking.get(impact.number))
        and not (linked and lacks in (Evidence.NO_MEASURE, Evidence.NO_DATE))
        and not (lacks is Evidence.NO_DATE and found)
    ):
        found.append(Notice("warning", lacks.value))
    if since is None:
        found += [Notice("warning", caution) for caution in impact_cautions(impact, as_at)]
    return tuple(found)


def record_items(scope: Scope, records: Iterable[Record]) -> tuple[ListItem, ...]:
    """Records as a short list, each a link to its thread."""
    return tuple(
        ListItem(
            Link(record.title, scope.address("thread", record.reference)),
            tuple(
                part
                for part in (
                    RecordKind(record.kind).label,
                    record.reference,
                    str(record.group or ""),
                    partial_day(record.happened) if record.happened else "",
                )
                if part
            ),
        )
        for record in records
    )


def coverage(scope: Scope, report: Report) -> tuple[tuple[CoveragePart, ...], Edition]:
    """What the yearly report must hold, and which of it is answered."""
    edition = edition_on(PartialDate.of(report.period_end))
    filled = filled_in(report)
    base = scope.address("reports", report.reference, "checklist")
    return tuple(CoveragePart(item.text, f"{base}{item.key}/", item.key in filled) for item in edition.items), edition


def gaps_said(document: Document, sections: Sequence[Section], base: str) -> tuple[ListItem, ...]:
    """Every place that lacks evidence, each a link."""
    keys = {group.key: section.group.key for section, group in zip(sections, document.groups or (), strict=True)}
    names = {group.key: group for group in document.groups or ()}
    return tuple(
        ListItem(
            Link(
                f"{_short(names[gap.group])} {gap.impact or gap.development}",
                f"{base}?at={keys[gap.group]}-{gap.impact or gap.development}#at-{keys[gap.group]}-{gap.impact or gap.development}",
            ),
            text=gap.lacks.value,
        )
        for gap in evidence_gaps(document)
    )


def _short(group: Group) -> str:
    return group.short_name or group.name
