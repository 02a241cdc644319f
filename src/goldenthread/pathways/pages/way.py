"""One record's way as a component that any room can put on its page: the picture, and the list that says the same.

A room's view calls `way_panels` and its template draws each with `way.panel(…)` of `pathways/parts.html`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.design.components import Content, Link, Tag, TimelineEntry
from goldenthread.design.format import day, instant, partial_day
from goldenthread.pathways import permissions
from goldenthread.pathways.pages.picture import Drawing, draw, lane_names
from goldenthread.pathways.pages.words import allowed, standing, state_tag
from goldenthread.pathways.queries import CourseWay, Row, ways_of
from goldenthread.pathways.rules.calendar import CountedDay
from goldenthread.pathways.rules.pathway import amount
from goldenthread.pathways.rules.way import StageWay
from goldenthread.pathways.terms import Effect, Said, StageState
from goldenthread.records.models import Record
from goldenthread.records.web import Scope


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage in the list."""

    name: str
    tag: Tag
    words: str
    allowed: str
    steps: tuple[str, ...]
    counted: tuple[CountedDay, ...]
    links: tuple[Link, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event in the list: what, when, and what can be done about it."""

    name: str
    words: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class WayPanel:
    """One course: drawn, told, and with what a person may do there."""

    title: str
    edition: str
    edition_url: str
    lede: str
    drawing: Drawing
    lanes: tuple[str, ...]
    stages: tuple[StageLine, ...]
    events: tuple[EventLine, ...]
    holds: tuple[EventLine, ...]
    history: tuple[TimelineEntry, ...]
    calendar: str
    record_url: str
    address: str
    keeps: bool
    protocol_url: str
    hold_url: str
    next: tuple[tuple[Tag, Content], ...]


def way_panels(scope: Scope, record: Record, at: datetime | None = None) -> tuple[WayPanel, ...]:
    """Every course of a record as a panel, what a room puts on its record's page. Two queries, one where there is no course."""
    if not permissions.may_see_way(scope.viewer, record):
        return ()
    keeps = permissions.may_keep(scope.viewer, record)
    return tuple(
        panel(scope, record, each, keeps=keeps, at=at or scope.viewer.at) for each in ways_of(scope.viewer, record, at)
    )


def panel(scope: Scope, record: Record, found: CourseWay, *, keeps: bool, at: datetime) -> WayPanel:
    """One course as a panel."""
    way, course = found.way, found.course
    address = scope.address("records", record.reference, "way", course.pathway.key)
    edition_url = f"{scope.address('pathways', course.pathway.key)}?edition={course.edition.number}"
    return WayPanel(
        way.definition.title,
        f"Edition {course.edition.number}",
        edition_url,
        lede(found, at),
        draw(way.definition, way, at),
        lane_names(way.definition) if len(way.definition.tracks) > 1 else (),
        tuple(_stage(found, stage, address, keeps, at) for stage in way.stages),
        _events(found, address, keeps),
        _holds(found, address, keeps),
        _history(found),
        way.calendar,
        scope.address("records", record.reference, "way"),
        address,
        keeps,
        f"{address}protocol/",
        f"{address}hold/" if keeps and way.open else "",
        tuple((state_tag(stage, at), f"{stage.stage.name}: {standing(stage, at)}") for stage in way.open[:3]),
    )


def lede(found: CourseWay, at: datetime) -> str:
    """One sentence: how much is late, what is next, and for whom it waits."""
    way = found.way
    if way.stopped is not None:
        on = way.stopped.on.in_words() if way.stopped.on else ""
        return f"Ended: {way.definition.name_of(way.stopped.key)}, {on}."
    late = [stage for stage in way.stages if stage.state is StageState.LATE]
    following = next((stage for stage in way.open if stage.state is not StageState.LATE), None)
    if not way.open:
        started = any(stage.state is not StageState.NOT_STARTED for stage in way.stages)
        return "Everything on it is done." if started and not _unstarted(found) else "It waits for what starts it."
    said = f"{len(late)} late. " if late else ""
    return said + (f"Next: {following.stage.name}. {standing(following, at)}." if following else "")


def _unstarted(found: CourseWay) -> bool:
    return any(stage.state is StageState.NOT_STARTED for stage in found.way.stages)


def _stage(found: CourseWay, stage: StageWay, address: str, keeps: bool, at: datetime) -> StageLine:
    key = stage.stage.key
    links: list[Link] = []
    if keeps and stage.state in {StageState.DONE, StageState.NOT_NEEDED} and (row := found.current(key)):
        if stage.state is StageState.DONE:
            links.append(Link("Correct", f"{address}correct/{row.id}/"))
        links.append(Link("Strike out", f"{address}strike/{row.id}/"))
    elif keeps and found.way.stopped is None:
        links.append(Link("It is done", f"{address}happened/{key}/"))
        if stage.stage.clock and stage.due_on:
            links.append(Link("Another day was agreed", f"{address}vary/{key}/"))
        links.append(Link("Not needed", f"{address}not-needed/{key}/"))
    return StageLine(
        stage.stage.name,
        state_tag(stage, at),
        standing(stage, at),
        allowed(found.way.definition, stage.stage),
        tuple(step.words for step in stage.steps),
        stage.counted,
        tuple(links),
        stage.is_open,
    )


def _events(found: CourseWay, address: str, keeps: bool) -> tuple[EventLine, ...]:
    made = []
    for event in found.way.definition.events:
        row = found.current(event.key)
        happened = row is not None and row.data["said"] == Said.HAPPENED.value
        recurs = event.effect in {Effect.STOPS, Effect.RESUMES}
        links: list[Link] = []
        if keeps and row is not None and happened:
            links += [Link("Correct", f"{address}correct/{row.id}/"), Link("Strike out", f"{address}strike/{row.id}/")]
        if keeps and (not happened or recurs):
            label = (
                "Set the day"
                if event.effect is Effect.PLANNED
                else "It happened"
                if not happened
                else "It happened again"
            )
            links.append(Link(label, f"{address}happened/{event.key}/"))
        words = (
            _when(row)
            if row is not None and happened
            else "No day set"
            if event.effect is Effect.PLANNED
            else "Has not happened"
        )
        if event.effect in {Effect.STOPS, Effect.RESUMES} and not happened:
            words = f"{words}; {event.effect.label.lower()} if it does"
        made.append(EventLine(event.name, words, tuple(links)))
    return tuple(made)


def _when(row: Row) -> str:
    moment = f", {row.data['moment'][:5]}" if row.data["moment"] else ""
    return f"{partial_day(row.data['happened'])}{moment}"


def _holds(found: CourseWay, address: str, keeps: bool) -> tuple[EventLine, ...]:
    made = []
    for hold in found.known.holds:
        what = ", ".join(found.way.definition.name_of(key) for key in hold.stages) or "Every stage"
        ends = f"ended {day(hold.lifted_on)}" if hold.lifted_on else f"to be looked at again on {day(hold.review_on)}"
        links = (Link("Lift it", f"{address}lift/{hold.id}/"),) if keeps and hold.lifted_on is None else ()
        made.append(EventLine(what, f"On hold since {day(hold.starts_on)}, {ends}. {hold.reason}", links))
    return tuple(made)


def _history(found: CourseWay) -> tuple[TimelineEntry, ...]:
    """Every row that was recorded, the latest first, those that another took the place of too."""
    name = found.way.definition.name_of
    units = {stage.key: stage.clock.unit for stage in found.way.definition.stages if stage.clock}
    made = []
    for row in reversed(found.rows):
        data = row.data
        text = data.get("reason", "")
        if row.kind == "event":
            said = {
                Said.HAPPENED.value: partial_day(data["happened"]),
                Said.NOT_NEEDED.value: "not needed",
                Said.STRUCK.value: "struck out",
            }[data["said"]]
            title = f"{name(data['key'])}: {said}"
            if row.superseded:
                title += " (a later row took its place)"
        elif row.kind == "hold":
            title = f"On hold from {partial_day(data['starts_on'])}: {', '.join(name(key) for key in data['stages']) or 'every stage'}"
        else:
            more = (
                amount(data["more"], units[data["stage"]]) + " more"
                if data["more"]
                else f"until {partial_day(data['until'])}"
            )
            title, text = f"{name(data['stage'])}: {more}", f"Agreed by {data['authority']}. {text}"
        made.append(TimelineEntry(title, instant(row.at), row.by, text, row.at.isoformat()))
    return tuple(made)
