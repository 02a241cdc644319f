"""A pathway drawn: lanes beside each other, stages from top to bottom; with a record's way, how far it has come.

SVG without script or style, the same in the page and in the PDF. Colour never speaks alone: every state has its own shape and its word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from goldenthread.pathways.pages.words import short_allowed, short_standing
from goldenthread.pathways.rules.pathway import Definition, Happening, Stage
from goldenthread.pathways.rules.way import StageWay, Way
from goldenthread.pathways.terms import Effect, StageState

INK, GOLD, QUIET, RULE, PAPER = "#16233b", "#c8961e", "#46526a", "#b8c0cd", "#ffffff"
RED, BLUE, GREEN = "#b3261e", "#1d4f9c", "#1d6b3c"
WIDTH, LANE, LEFT, TOP, ROW, RADIUS = 348, 22, 14, 26, 58, 8
CHARACTERS = 8.1
"""The width of an average letter of a name; a longer name breaks into two lines."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, the sentence that stands for it, and its height beside the width of 348."""

    svg: Markup
    said: str
    height: int


def draw(definition: Definition, way: Way | None = None, at: datetime | None = None, *, face: str = "") -> Drawing:
    """The picture of a pathway, with a record's way where there is one. `face` names a font where the page does not set it."""
    lanes = {track.key: number for number, track in enumerate(definition.tracks)}
    events = [
        event
        for event in definition.events
        if event.effect in {Effect.STARTS, Effect.PLANNED} and _is_used(definition, event)
    ]
    steps: list[Happening | Stage] = [*events, *definition.ordered]
    places = {
        step.key: (LEFT + LANE * lanes.get(_lane(definition, step), 0), TOP + ROW * number + ROW // 2)
        for number, step in enumerate(steps)
    }
    text_from = LEFT + LANE * max(len(lanes), 1) + 6
    height = TOP + ROW * len(steps) + 6
    ways = {each.stage.key: each for each in way.stages} if way else {}
    lines = [
        _edge(places[before], places[stage.key], way is None or _is_done(ways.get(stage.key)))
        for stage in definition.stages
        for before in stage.after
        if before in places
    ]
    marks = [_step(step, places[step.key], text_from, ways.get(step.key), way, at) for step in steps]
    said = picture_sentence(definition, way)
    font = f' font-family="{escape(face)}"' if face else ""
    return Drawing(
        Markup(
            f'<svg class="gt-way" role="img" aria-label="{escape(said)}" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" xmlns="http://www.w3.org/2000/svg"{font}>'
            + _headings(definition)
            + "".join(lines)
            + "".join(marks)
            + "</svg>"
        ),
        said,
        height,
    )


def picture_sentence(definition: Definition, way: Way | None) -> str:
    """The picture in one sentence, for whoever does not see it; the list beside it says the rest."""
    if way is None:
        return f"Picture of {definition.title}: {len(definition.stages)} stages on {max(len(definition.tracks), 1)} tracks. The list says the same."
    held = [(state, sum(each.state is state for each in way.stages)) for state in StageState]
    return f"Picture of the way along {definition.title}: {', '.join(f'{count} {state.label.lower()}' for state, count in held if count)}. The list says the same."


def _is_used(definition: Definition, event: Happening) -> bool:
    return any(event.key in stage.starts for stage in definition.stages)


def _lane(definition: Definition, step: Happening | Stage) -> str:
    if isinstance(step, Stage):
        return step.track
    first = next((stage for stage in definition.ordered if step.key in stage.starts), None)
    return first.track if first else ""


def _is_done(stage: StageWay | None) -> bool:
    return stage is not None and stage.state is StageState.DONE


def _headings(definition: Definition) -> str:
    """The lanes' names beside small numbers: there is no room for words above a lane."""
    if len(definition.tracks) < 2:
        return ""
    numbers = "".join(
        f'<text x="{LEFT + LANE * number}" y="14" font-size="11" font-weight="bold" fill="{QUIET}" text-anchor="middle">{_letter(number)}</text>'
        for number, _ in enumerate(definition.tracks)
    )
    return numbers


def _letter(number: int) -> str:
    return chr(ord("A") + number % 26)


def lane_names(definition: Definition) -> tuple[str, ...]:
    """What the letters above the lanes stand for."""
    return tuple(f"{_letter(number)} {track.name}" for number, track in enumerate(definition.tracks))


def _edge(start: tuple[int, int], end: tuple[int, int], done: bool) -> str:
    (x, y), (u, v) = start, end
    look = f'stroke="{GOLD}" stroke-width="3"' if done else f'stroke="{RULE}" stroke-width="2"'
    if x == u:
        path = f"M{x} {y}V{v}"
    else:
        path = f"M{x} {y}C{x} {y + ROW * 0.6:.0f} {u} {y + ROW * 0.2:.0f} {u} {y + ROW * 0.85:.0f}V{v}"
    return f'<path d="{path}" fill="none" {look}/>'


def _step(
    step: Happening | Stage,
    place: tuple[int, int],
    text_from: int,
    stage: StageWay | None,
    way: Way | None,
    at: datetime | None,
) -> str:
    x, y = place
    room = int((WIDTH - text_from) / CHARACTERS)
    names = _wrapped(step.name, room)
    if isinstance(step, Happening):
        fact = way.events.get(step.key) if way else None
        under = "starts it" if step.effect is Effect.STARTS else "a day to come"
        if way is not None:
            under = (
                fact.on.in_words()
                if fact and fact.on
                else "has not happened"
                if step.effect is Effect.STARTS
                else "no day set"
            )
        mark = _diamond(x, y, filled=fact is not None or way is None)
    elif stage is None or at is None:
        under, mark = short_allowed(step.clock) + (", if needed" if step.optional else ""), _ring(x, y, INK)
    else:
        under, mark = short_standing(stage, at), _mark(x, y, stage)
    top = y - (10 if len(names) == 2 else 2)
    words = "".join(
        f'<text x="{text_from}" y="{top + 15 * number}" font-size="13.5" font-weight="{"bold" if isinstance(step, Stage) else "normal"}" fill="{INK}">{escape(line)}</text>'
        for number, line in enumerate(names)
    )
    colour = RED if stage is not None and stage.state is StageState.LATE else QUIET
    return f'{mark}{words}<text x="{text_from}" y="{top + 15 * len(names)}" font-size="12" fill="{colour}">{escape(under)}</text>'


def _mark(x: int, y: int, stage: StageWay) -> str:
    """A shape for each state: a tick, a square with a mark, a ring with a dot, bars, a ring, a dash."""
    state = stage.state
    if state is StageState.DONE:
        return (
            f'<circle cx="{x}" cy="{y}" r="{RADIUS}" fill="{GREEN}" stroke="{PAPER}" stroke-width="2"/>'
            f'<path d="M{x - 4} {y}l3 3l5 -6" fill="none" stroke="{PAPER}" stroke-width="2"/>'
        )
    if state is StageState.LATE:
        return (
            f'<path d="M{x} {y - 10}L{x + 10} {y}L{x} {y + 10}L{x - 10} {y}Z" fill="{RED}" stroke="{PAPER}" stroke-width="2"/>'
            f'<path d="M{x} {y - 5}V{y + 1}M{x} {y + 3}V{y + 5}" stroke="{PAPER}" stroke-width="2"/>'
        )
    if state in {StageState.DUE, StageState.WAITING}:
        dot = f'<circle cx="{x}" cy="{y}" r="3.5" fill="{BLUE}"/>' if state is StageState.DUE else ""
        return _ring(x, y, BLUE) + dot
    if state is StageState.HELD:
        return (
            f'<rect x="{x - 8}" y="{y - 8}" width="16" height="16" fill="{PAPER}" stroke="{INK}" stroke-width="2"/>'
            f'<path d="M{x - 3} {y - 4}V{y + 4}M{x + 3} {y - 4}V{y + 4}" stroke="{INK}" stroke-width="2.5"/>'
        )
    if state is StageState.NOT_NEEDED:
        return f'<rect x="{x - 8}" y="{y - 4}" width="16" height="8" rx="4" fill="{RULE}" stroke="{PAPER}" stroke-width="2"/>'
    return f'<circle cx="{x}" cy="{y}" r="{RADIUS - 2}" fill="{PAPER}" stroke="{QUIET}" stroke-width="1.5" stroke-dasharray="2 2"/>'


def _ring(x: int, y: int, colour: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{RADIUS}" fill="{PAPER}" stroke="{colour}" stroke-width="2.5"/>'


def _diamond(x: int, y: int, *, filled: bool) -> str:
    return f'<path d="M{x} {y - 7}L{x + 7} {y}L{x} {y + 7}L{x - 7} {y}Z" fill="{GOLD if filled else PAPER}" stroke="{INK}" stroke-width="1.5"/>'


def _wrapped(name: str, room: int) -> list[str]:
    """A name in one or two lines; what does not fit ends in dots, and stands whole in the list."""
    lines = [""]
    for word in name.split():
        if len(lines[-1]) + len(word) + 1 <= room or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif len(lines) == 1:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1][: room - 1]}…"
            break
    return lines
