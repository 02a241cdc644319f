"""How pathways read on a page: times allowed, states, days."""

from __future__ import annotations

from datetime import datetime

from goldenthread.core.clock import day_of
from goldenthread.design.components import Tag
from goldenthread.design.format import clock, counted, day, due_phrase, in_words, partial_day, weekday_day
from goldenthread.pathways.rules.pathway import Clock, Definition, Stage
from goldenthread.pathways.rules.way import StageWay
from goldenthread.pathways.terms import StageState, Standing, Unit

NAMES = {"parties": "Who", "tracks": "Tracks", "events": "What happens", "stages": "Stages"}
ONE = {"parties": "party", "tracks": "track", "events": "event", "stages": "stage"}


def allowed(definition: Definition, stage: Stage) -> str:
    """How much time a stage has and from when: “5 working days from: The local authority became aware”."""
    if stage.clock is None:
        return "No time set"
    if stage.clock.before:
        return f"at least {stage.clock.words} before: {definition.name_of(stage.clock.runs_from)}"
    start = stage.clock.runs_from or (stage.after[0] if len(stage.after) == 1 else "")
    what = definition.name_of(start) if start else "the last of what it comes after"
    return f"{stage.clock.words} from: {what}"


def short_allowed(clock_of: Clock | None) -> str:
    """The same for a picture: “within 5 working days”."""
    if clock_of is None:
        return "no time set"
    if clock_of.before:
        return f"{clock_of.words} before"
    return clock_of.words if not clock_of.count else f"within {clock_of.words}"


def resting_on(definition: Definition, stage: Stage) -> str:
    """What a stage's time rests on, with its source and when it was last checked."""
    held = stage.clock
    if held is None:
        return ""
    return f"{held.standing.label}. {held.source or definition.source}. {checked(definition, stage)}."


def checked(definition: Definition, stage: Stage) -> str:
    """When a time was last checked against its source."""
    if stage.clock is not None and stage.clock.standing is Standing.UNCHECKED:
        return "Not yet checked against its text"
    day_of_it = (stage.clock.checked_on if stage.clock else "") or definition.checked_on
    return f"Last checked {partial_day(day_of_it, 'on no day that is said')}"


def state_tag(stage: StageWay, at: datetime) -> Tag:
    """Where a stage stands, in a word with a shape."""
    state = stage.state
    if state is StageState.DONE:
        return Tag("warning", "Done late") if stage.on_time is False else Tag("success", "Done")
    if state is StageState.LATE:
        late = stage.late_by or 0
        return Tag("danger", f"{counted(late, 'working day')} late" if late else "Late")
    if state is StageState.DUE:
        return Tag("warning" if (stage.working_days or 0) <= 1 else "info", "Due")
    if state is StageState.HELD:
        return Tag("neutral", "On hold")
    if state is StageState.WAITING:
        return Tag("info", "Waiting")
    return Tag("neutral", state.label)


def standing(stage: StageWay, at: datetime) -> str:
    """Where a stage stands, in one sentence: what, by when, waiting for whom."""
    today = day_of(at)
    if stage.state is StageState.DONE:
        when = stage.done.on.in_words() if stage.done and stage.done.on else ""
        if stage.due_on is None:
            return f"Done {when}"
        if stage.on_time is None:
            return f"Done {when}; whether by {day(stage.due_on)} is not known"
        return f"Done {when}, {'by its day' if stage.on_time else 'after its day'} ({day(stage.due_on)})"
    if stage.state is StageState.NOT_NEEDED:
        return f"Not needed. {stage.why}".strip()
    if stage.state is StageState.NOT_STARTED:
        return f"Starts after: {in_words(stage.blocked_by)}" if stage.blocked_by else "Not started"
    who = f"Waits for {stage.waits_for}"
    if stage.due_on is None:
        return f"{who}; no day is set" if stage.state is StageState.WAITING else f"{who}. {stage.why}"
    said = due_phrase(stage.due_on, today=today, working_days=stage.working_days or 0)
    if stage.due_at is not None:
        said = f"{said}, {clock(stage.due_at)}"
    return f"{who}, {said}" + (f". {stage.why.rstrip('.')}; the time runs on" if stage.why else "")


def short_standing(stage: StageWay, at: datetime) -> str:
    """The same for a picture, in few words."""
    today = day_of(at)
    if stage.state is StageState.DONE:
        when = stage.done.on.in_words() if stage.done and stage.done.on else ""
        return f"Done {when}" + (" (late)" if stage.on_time is False else "")
    if stage.state is StageState.LATE and stage.due_on:
        late = stage.late_by or 0
        return (
            f"{counted(late, 'working day')} late"
            if late
            else f"Late, was due {weekday_day(stage.due_on, today=today)}"
        )
    if stage.state is StageState.DUE and stage.due_on:
        return f"Due {weekday_day(stage.due_on, today=today)}"
    return stage.state.label


def unit_choices() -> list[tuple[str, str]]:
    """Units as a form offers them."""
    return [(unit.value, unit.label.capitalize()) for unit in Unit]
