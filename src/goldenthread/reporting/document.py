"""A partnership's report for one period, as the exchange format ``partnership-report/1`` holds it.

``None`` means that the key was absent; an empty tuple or text means it was there and empty, so that
an equal document is given back. ``extra`` keeps keys the format does not know: they are given back
and never published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from goldenthread.core.dates import PartialDate

FORMAT: Final = "partnership-report/1"

Number = int | Decimal
Extra = Mapping[str, object]


def _nothing() -> Extra:
    return {}


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that shares statutory responsibility."""

    name: str
    sector: str | None = None
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Partnership:
    """Whose report it is."""

    name: str
    key: str | None = None
    short_name: str | None = None
    area: str | None = None
    established: PartialDate | None = None
    safeguarding_partners: tuple[Partner, ...] | None = None
    relevant_agencies: str | None = None
    neighbouring_partnerships: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day of ``start`` to the last day of ``end``; any length."""

    start: PartialDate
    end: PartialDate
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What kind of report, over which period. ``kind``: annual_report or addendum."""

    kind: str
    period: Period
    title: str | None = None
    looks_ahead_to: str | None = None
    summary: str | None = None
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure behind an impact. ``since`` is a date, or the name of what came in."""

    indicator: str | None = None
    value: Number | None = None
    unit: str | None = None
    since: PartialDate | str | None = None
    as_at: PartialDate | None = None
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class ReportingImpact:
    """What a development changed. ``kind``: system, process, output, outcome or assurance."""

    number: str
    statement: str
    kind: str | None = None
    date: PartialDate | None = None
    measure: Measure | None = None
    partial: bool | None = None
    inferred: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Development:
    """One thing a group did in the period, with what it changed."""

    number: int
    summary: str
    themes: tuple[str, ...] | None = None
    resources: tuple[str, ...] | None = None
    impacts: tuple[ReportingImpact, ...] | None = None
    partial: bool | None = None
    inferred: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class NextStep:
    """A sentence, or a text with parts.

    ``mapped`` is true where a text without parts was written as a mapping (``{text: …}``).
    """

    text: str
    parts: tuple[str, ...] | None = None
    mapped: bool = False
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class AreaOfFocus:
    """Where effort goes next; the same shape as a next step."""

    text: str
    parts: tuple[str, ...] | None = None
    mapped: bool = False
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Group:
    """A sub-group's section."""

    key: str
    name: str
    short_name: str | None = None
    function: str | None = None
    source_note: str | None = None
    developments: tuple[Development, ...] | None = None
    next_steps: tuple[NextStep, ...] | None = None
    partial: bool | None = None
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class PracticeReviews:
    """How many reviews concerned whom; never who."""

    count: int | None = None
    subject: str | None = None
    age_group: str | None = None
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Learning:
    """A point of learning; ``category`` is one of the three headings or the source's own."""

    text: str
    category: str | None = None
    parts: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Masterclass:
    """A masterclass made of the learning."""

    title: str | None = None
    topics: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class AssuranceActivity:
    """Reviews and audits of the period and what they taught."""

    practice_reviews: tuple[PracticeReviews, ...] | None = None
    multi_agency_case_audits: tuple[str, ...] | None = None
    learning: tuple[Learning, ...] | None = None
    implementation: str | None = None
    masterclass: Masterclass | None = None
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number the report gives. ``period`` as the source wrote it: text, a year, or two dates."""

    label: str
    value: Number | None = None
    unit: str | None = None
    period: Period | str | int | None = None
    as_at: PartialDate | None = None
    group: str | None = None
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole ``partnership-report/1`` document."""

    partnership: Partnership
    report: ReportHead
    groups: tuple[Group, ...] | None = None
    assurance_activity: AssuranceActivity | None = None
    areas_of_focus: tuple[AreaOfFocus, ...] | None = None
    figures: tuple[Figure, ...] | None = None
    extra: Extra = field(default_factory=_nothing)

    def impacts(self) -> Iterator[tuple[Group, Development, ReportingImpact]]:
        """Every impact with the development and group it stands under, in reading order."""
        for group in self.groups or ():
            for development in group.developments or ():
                for impact in development.impacts or ():
                    yield group, development, impact
