"""The list of pathways, one pathway with its stages, the days it would come to, and the draft of its next edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.core.dates import PartialDate
from goldenthread.design.components import Button, Column, Lines, Link, Muted, Row, SummaryRow, Table, Tag
from goldenthread.design.format import counted, instant, partial_day, weekday_day
from goldenthread.design.page import Head
from goldenthread.pathways.models import Edition
from goldenthread.pathways.pages.picture import Drawing, draw, lane_names
from goldenthread.pathways.pages.words import NAMES, ONE, allowed, resting_on
from goldenthread.pathways.queries import Listed
from goldenthread.pathways.rules.calendar import Calendar, CountedDay
from goldenthread.pathways.rules.pathway import Definition, Stage
from goldenthread.pathways.rules.reading import Problem
from goldenthread.pathways.rules.way import Fact, Facts, Relaxation, way
from goldenthread.pathways.terms import Effect
from goldenthread.records.web import Scope


@dataclass(frozen=True, slots=True)
class PathwaysPage:
    """The list of pathways."""

    head: Head
    table: Table


def pathways_page(scope: Scope, rows: Sequence[Listed], *, designs: bool) -> PathwaysPage:
    """Every pathway by name."""
    base = scope.address("pathways")
    head = Head(
        "Pathways",
        lede="What has to be done, by when, by whom, and what comes out. An edition never changes once it is published; a record keeps the edition it began with.",
        action=Button("Write a pathway", f"{base}new/") if designs else None,
        others=(Link("Bank holidays and national relaxations", f"{base}calendar/"),),
    )
    table = Table(
        "Pathways",
        (Column("Pathway", "wide"), Column("Stages"), Column("Edition"), Column("Last checked"), Column("State")),
        tuple(
            Row(
                (
                    Lines((Link(row.definition.title, f"{base}{row.key}/"), Muted(row.definition.source))),
                    counted(len(row.definition.stages), "stage"),
                    f"{row.number}" + (f" ({row.definition.edition})" if row.definition.edition else ""),
                    partial_day(row.definition.checked_on, "not said"),
                    _state(row, designs),
                )
            )
            for row in rows
            if row.edition or not row.pathway or designs
        ),
    )
    return PathwaysPage(head, table)


def _state(row: Listed, designs: bool) -> Tag | str:
    if row.pathway and row.pathway.retired_on:
        return Tag("neutral", "Not begun any more")
    if designs and row.draft:
        return Tag("info", "Has a draft")
    return "Comes with the program" if row.comes_with_the_program else "Our own"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One stage's day, if everything that starts the pathway happened on one day, with the counted days."""

    name: str
    due: str
    steps: tuple[str, ...]
    counted: tuple[CountedDay, ...]


@dataclass(frozen=True, slots=True)
class PathwayPage:
    """One pathway."""

    head: Head
    drawing: Drawing
    lanes: tuple[str, ...]
    stages: Table
    facts: tuple[SummaryRow, ...]
    events: tuple[tuple[str, str, str], ...]
    reckoned: tuple[Reckoned, ...]
    editions: Table | None
    address: str
    may_draft: bool
    may_take: bool
    retire_words: str
    calendar: str


def pathway_page(
    scope: Scope,
    found: Listed,
    *,
    designs: bool,
    on: date | None,
    calendar: Calendar,
    relaxations: tuple[Relaxation, ...],
    at: datetime,
) -> PathwayPage:
    """The page of one pathway, in one edition."""
    definition, address = found.definition, scope.address("pathways", found.key)
    is_last = not found.editions or found.number == found.editions[0].number
    is_draft = found.edition is None and found.pathway is not None
    tags = [Tag("neutral", f"Edition {found.number}")]
    if is_draft:
        tags = [Tag("info", "Not published yet")]
    elif not is_last:
        tags.append(Tag("warning", "An earlier edition"))
    others = [Link("Take it away as PDF", f"{address}protocol/?edition={found.number}")]
    if designs and found.draft:
        others.append(Link("Go on with the draft", f"{address}design/"))
    head = Head(
        definition.title,
        tags=tuple(tags),
        breadcrumbs=(Link("Pathways", scope.address("pathways")),),
        lede=definition.summary,
        others=tuple(others),
    )
    return PathwayPage(
        head,
        draw(definition),
        lane_names(definition) if len(definition.tracks) > 1 else (),
        stage_table(definition),
        about(found),
        tuple(
            (event.name, event.about, "" if event.effect is Effect.STARTS else event.effect.label)
            for event in definition.events
        ),
        reckoned(definition, on, calendar, relaxations, at) if on else (),
        _editions(address, found) if found.editions else None,
        address,
        designs and found.draft is None,
        designs and found.is_newer_with_the_program and found.draft is None,
        ("Let records begin it again" if found.pathway.retired_on else "Let no record begin it any more")
        if designs and found.pathway
        else "",
        calendar.edition,
    )


def about(found: Listed) -> tuple[SummaryRow, ...]:
    """Where a pathway comes from, which edition it is and when it was last checked."""
    definition = found.definition
    rows = [
        SummaryRow("Source", definition.source or "Not said"),
        SummaryRow("Edition", f"{found.number}" + (f": {definition.edition}" if definition.edition else "")),
        SummaryRow("Last checked", partial_day(definition.checked_on, "Not said")),
    ]
    if found.edition and found.edition.published_at:
        by = f" by {found.edition.published_by.name}" if found.edition.published_by else ""
        rows.append(SummaryRow("Published", f"{instant(found.edition.published_at)}{by}"))
        rows.append(SummaryRow("What changed", found.edition.what_changed))
    return tuple(rows)


def _editions(address: str, found: Listed) -> Table:
    return Table(
        "Editions",
        (Column("Edition"), Column("Published"), Column("What changed", "wide")),
        tuple(
            Row(
                (
                    Link(f"Edition {each.number}", f"{address}?edition={each.number}"),
                    Lines((instant(each.published_at), Muted(each.published_by.name if each.published_by else "")))
                    if each.published_at
                    else "",
                    each.what_changed,
                )
            )
            for each in found.editions
        ),
        show_caption=True,
    )


def stage_table(definition: Definition) -> Table:
    """Every stage: what it comes after, the time allowed and what that rests on, who leads and takes part, what comes out."""
    return Table(
        "Stages",
        (
            Column("Stage", "wide"),
            Column("Time allowed", "wide"),
            Column("Who leads"),
            Column("Who takes part"),
            Column("What comes out"),
        ),
        tuple(Row(_stage_cells(definition, stage), id=stage.key) for stage in definition.ordered),
        show_caption=True,
    )


def _stage_cells(definition: Definition, stage: Stage) -> tuple[Lines | str, ...]:
    after = "; ".join(definition.name_of(key) for key in stage.after)
    name = [stage.name + (" (if needed)" if stage.optional else "")]
    under = [text for text in (stage.about, f"After: {after}" if after else "") if text]
    time = (
        Lines((allowed(definition, stage), Muted(resting_on(definition, stage))))
        if stage.clock
        else allowed(definition, stage)
    )
    return (
        Lines((*name, *(Muted(text) for text in under))),
        time,
        ", ".join(definition.party_names([stage.leads])),
        ", ".join(definition.party_names(stage.takes_part)) or "Nobody else",
        ", ".join(stage.produces) or "Nothing named",
    )


def reckoned(
    definition: Definition, on: date, calendar: Calendar, relaxations: tuple[Relaxation, ...], at: datetime
) -> tuple[Reckoned, ...]:
    """The days a pathway would come to if everything that starts it happened on one day and each stage were done on its own."""
    facts = [
        Fact(event.key, PartialDate.of(on))
        for event in definition.events
        if event.effect in {Effect.STARTS, Effect.PLANNED}
    ]
    found: list[Reckoned] = []
    for stage in definition.ordered:
        one = way(definition, Facts(tuple(facts), relaxations=relaxations), at, calendar).stage(stage.key)
        if one.due_on:
            facts.append(Fact(stage.key, PartialDate.of(one.due_on)))
            found.append(
                Reckoned(stage.name, weekday_day(one.due_on), tuple(step.words for step in one.steps), one.counted)
            )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a draft in its outline."""

    key: str
    name: str
    about: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class PartList:
    """The parts of one sort."""

    sort: str
    title: str
    one: str
    add_url: str
    lines: tuple[PartLine, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A draft as whoever writes it sees it."""

    head: Head
    parts: tuple[PartList, ...]
    problems: tuple[Problem, ...]
    drawing: Drawing | None
    address: str
    edits: int


def outline(scope: Scope, edition: Edition, definition: Definition, problems: Sequence[Problem]) -> Outline:
    """The outline of a draft: what is wrong first, then its parts with what can be done to each."""
    key = edition.pathway.key
    above = scope.address("pathways", key)
    address = f"{above}design/"
    head = Head(
        definition.title or edition.pathway.name,
        tags=(Tag("info", f"Draft of edition {edition.number}"),),
        breadcrumbs=(Link("Pathways", scope.address("pathways")), Link(edition.pathway.name, above)),
        lede="Records that follow an earlier edition keep it.",
        action=None if problems else Button("Publish it", f"{address}publish/"),
        others=(Link("Change title, source and day of checking", f"{address}facts/"),),
    )
    rows = {
        "stages": [
            (stage.key, stage.name, f"{', '.join(definition.party_names([stage.leads]))}; {allowed(definition, stage)}")
            for stage in definition.stages
        ],
        "events": [(event.key, event.name, event.effect.label) for event in definition.events],
        "parties": [(party.key, party.name, f"Told: {party.side.label.lower()}") for party in definition.parties],
        "tracks": [(track.key, track.name, "") for track in definition.tracks],
    }
    parts = tuple(
        PartList(
            sort,
            NAMES[sort],
            ONE[sort],
            f"{address}{sort}/",
            tuple(PartLine(key, name or key, words, f"{address}{sort}/{key}/") for key, name, words in held if key),
        )
        for sort, held in rows.items()
    )
    return Outline(
        head,
        parts,
        tuple(problems),
        draw(definition) if definition.stages and not problems else None,
        address,
        edition.edits,
    )
