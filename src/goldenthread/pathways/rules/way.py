"""One record's way along a pathway: from what happened, on which day, to where every stage stands and how its day came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate, Precision, day_in_words
from goldenthread.pathways.rules.calendar import Calendar, CountedDay, add_hours, earlier, later, named
from goldenthread.pathways.rules.pathway import Clock, Definition, Stage, amount
from goldenthread.pathways.terms import OPEN, Effect, OnHold, Said, StageState, Unit


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a stage or an event: that it happened, on a day as exact as it is known; or that it is not needed, and why."""

    key: str
    on: PartialDate | None = None
    at: time | None = None
    said: Said = Said.HAPPENED
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """Some stages, or all where none is named, wait for something outside. `lifted_on` is the first day on which they go on."""

    starts_on: date
    review_on: date
    reason: str
    stages: tuple[str, ...] = ()
    lifted_on: date | None = None
    id: int = 0

    def covers(self, key: str) -> bool:
        """Whether a stage is held by it."""
        return not self.stages or key in self.stages

    def active(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.starts_on <= on and (self.lifted_on is None or on < self.lifted_on)


@dataclass(frozen=True, slots=True)
class Variation:
    """Another day for one stage, agreed by someone who may: so many units more, or until a day."""

    stage: str
    reason: str
    authority: str
    agreed_on: date
    more: int = 0
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A national relaxation: a stage that falls due within a range of dates has so much more time, or (None) no day at all."""

    stage: str
    starts_on: date
    ends_on: date
    more: int | None
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of one record's way."""

    facts: tuple[Fact, ...] = ()
    holds: tuple[Hold, ...] = ()
    variations: tuple[Variation, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of how a day came about: in words, and the day as it then stood (None where there is none any more)."""

    words: str
    day: date | None


@dataclass(frozen=True, slots=True)
class StageWay:
    """Where one stage stands. `waits_for` is who has something to do; `blocked_by` what has to be done before."""

    stage: Stage
    state: StageState
    due_on: date | None = None
    due_at: datetime | None = None
    working_days: int | None = None
    done: Fact | None = None
    on_time: bool | None = None
    started_on: date | None = None
    waits_for: str = ""
    blocked_by: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    counted: tuple[CountedDay, ...] = ()
    hold: Hold | None = None
    why: str = ""

    @property
    def is_open(self) -> bool:
        """Whether someone has still something to do."""
        return self.state in OPEN

    @property
    def late_by(self) -> int | None:
        """Working days after its day, where it is late; 0 when only days off have passed since."""
        return -self.working_days if self.state is StageState.LATE and self.working_days is not None else None


@dataclass(frozen=True, slots=True)
class Way:
    """One record's way along one pathway, as it stands at an instant."""

    definition: Definition
    stages: tuple[StageWay, ...]
    calendar: str
    stopped: Fact | None = None
    events: dict[str, Fact] = field(default_factory=dict)

    def stage(self, key: str) -> StageWay:
        """The stage with this key."""
        return next(each for each in self.stages if each.stage.key == key)

    @property
    def open(self) -> tuple[StageWay, ...]:
        """The stages that wait for someone, the soonest first; those without a day last."""
        return tuple(
            sorted(
                (each for each in self.stages if each.is_open),
                key=lambda each: (each.due_on is None, each.due_on or date.max),
            )
        )


def way(definition: Definition, known: Facts, at: datetime, calendar: Calendar | None = None) -> Way:
    """Where every stage stands at an instant, in the order of the pathway."""
    return _Walk(definition, known, at, calendar or Calendar()).walk()


@dataclass(slots=True)
class _Due:
    """A due day as it comes about."""

    start: date
    on: date | None
    at: datetime | None
    steps: list[Step]
    counted: tuple[CountedDay, ...] = ()
    standing_still: bool = False


class _Walk:
    def __init__(self, definition: Definition, known: Facts, at: datetime, calendar: Calendar) -> None:
        self.definition, self.known, self.at, self.calendar = definition, known, at, calendar
        self.today = day_of(at)
        self.facts = {fact.key: fact for fact in known.facts if fact.said is not Said.STRUCK}
        self.stopped = self._stopped()

    def walk(self) -> Way:
        stages = tuple(self._stage(stage) for stage in self.definition.ordered)
        events = {key: fact for key, fact in self.facts.items() if key in self.definition.event}
        return Way(self.definition, stages, self.calendar.edition, self.stopped, events)

    def _stopped(self) -> Fact | None:
        """What ended the pathway, unless it was taken up again since."""

        def last(effect: Effect) -> Fact | None:
            held = [
                fact
                for fact in self.known.facts
                if fact.said is Said.HAPPENED
                and fact.on is not None
                and fact.key in self.definition.event
                and self.definition.event[fact.key].effect is effect
            ]
            return max(held, key=lambda fact: fact.on.first_day if fact.on else date.min, default=None)

        stop, again = last(Effect.STOPS), last(Effect.RESUMES)
        return (
            None
            if stop is None or (again and stop.on and again.on and again.on.first_day >= stop.on.first_day)
            else stop
        )

    def _happened(self, key: str) -> PartialDate | None:
        fact = self.facts.get(key)
        return fact.on if fact is not None and fact.said is Said.HAPPENED else None

    def _settled(self, key: str) -> bool:
        """Whether what comes after need not wait for it any more."""
        return key in self.facts or (key in self.definition.stage and self.definition.stage[key].optional)

    def _stage(self, stage: Stage) -> StageWay:
        due = self._due(stage) if stage.clock else None
        blocked = tuple(self.definition.name_of(key) for key in stage.after if not self._settled(key))
        fact = self.facts.get(stage.key)
        steps = tuple(due.steps) if due else ()
        shared = {
            "stage": stage,
            "due_on": due.on if due else None,
            "due_at": due.at if due else None,
            "started_on": self._started(stage, due),
            "steps": steps,
            "counted": due.counted if due else (),
        }
        if fact is not None and fact.said is Said.NOT_NEEDED:
            return StageWay(state=StageState.NOT_NEEDED, done=fact, why=fact.reason, **shared)  # type: ignore[arg-type]
        if fact is not None:
            return StageWay(state=StageState.DONE, done=fact, on_time=_on_time(fact, due), **shared)  # type: ignore[arg-type]
        if self.stopped is not None:
            name = self.definition.name_of(self.stopped.key)
            on = self.stopped.on.in_words() if self.stopped.on else ""
            return StageWay(state=StageState.NOT_NEEDED, why=f"{name}: {on}", **shared)  # type: ignore[arg-type]
        started = bool(due) or (bool(stage.after) and not blocked and any(self._happened(key) for key in stage.after))
        if not started:
            return StageWay(state=StageState.NOT_STARTED, blocked_by=self._missing(stage), **shared)  # type: ignore[arg-type]
        hold = next((each for each in self.known.holds if each.covers(stage.key) and each.active(self.today)), None)
        state = self._state(stage, due, hold)
        return StageWay(
            state=state,
            waits_for=self.definition.party[stage.leads].name if stage.leads in self.definition.party else stage.leads,
            blocked_by=blocked,
            hold=hold,
            why=f"On hold since {day_in_words(hold.starts_on)}: {hold.reason}" if hold else "",
            working_days=self.calendar.between(self.today, due.on) if due and due.on else None,
            **shared,  # type: ignore[arg-type]
        )

    def _missing(self, stage: Stage) -> tuple[str, ...]:
        return tuple(self.definition.name_of(key) for key in stage.starts if not self._settled(key))

    def _started(self, stage: Stage, due: _Due | None) -> date | None:
        days = [on.first_day for key in stage.after if (on := self._happened(key)) is not None]
        if due and stage.clock and not stage.clock.before:
            return due.start
        return max(days, default=None)

    def _state(self, stage: Stage, due: _Due | None, hold: Hold | None) -> StageState:
        if due is not None and due.standing_still:
            return StageState.HELD
        if due is None or due.on is None:
            return StageState.HELD if hold else StageState.WAITING
        past = self.at > due.at if due.at is not None else self.today > due.on
        return StageState.LATE if past else StageState.DUE

    def _base(self, stage: Stage, clock: Clock) -> tuple[str, PartialDate, time | None] | None:
        """From what a clock runs: its name, day and time of day; None where that has not happened."""
        if clock.runs_from:
            on = self._happened(clock.runs_from)
            return None if on is None else (clock.runs_from, on, self.facts[clock.runs_from].at)
        held = [(on, key) for key in stage.after if (on := self._happened(key)) is not None]
        if not held or any(not self._settled(key) for key in stage.after):
            return None
        on, key = max(held, key=lambda each: each[0].first_day)
        return key, on, self.facts[key].at

    def _due(self, stage: Stage) -> _Due | None:
        assert stage.clock is not None
        clock = stage.clock
        base = self._base(stage, clock)
        if base is None:
            return None
        key, on, moment = base
        start = on.first_day
        exact = (
            ""
            if on.precision is Precision.DAY
            else f"; only “{on.in_words()}” is known, so it counts from the first day that can mean"
        )
        hour = f", {moment.strftime('%H:%M')}" if moment and clock.unit is Unit.HOURS else ""
        steps = [Step(f"{self.definition.name_of(key)}: {named(start)}{hour}{exact}", start)]
        due = _Due(start, None, None, steps)
        self._allow(due, clock, moment)
        if not clock.before:
            self._hold(due, stage, clock)
        self._relax(due, stage, clock)
        self._vary(due, stage, clock)
        return due

    def _allow(self, due: _Due, clock: Clock, moment: time | None) -> None:
        if clock.unit is Unit.HOURS:
            due.at = add_hours(due.start, moment, clock.count)
            due.on = day_of(due.at)
            unknown = "" if moment else "; the time of day is not known, so they run from the day’s beginning"
            due.steps.append(
                Step(f"{clock.words} from it: {due.at.strftime('%H:%M')} on {named(due.on)}{unknown}", due.on)
            )
            return
        if clock.before:
            due.on = earlier(due.start, clock.count, clock.unit, self.calendar)
            due.steps.append(Step(f"{clock.words} before it: {named(due.on)}", due.on))
            if clock.unit is Unit.WORKING_DAYS:
                due.counted = self.calendar.counted_back(due.start, clock.count)
            return
        due.on = later(due.start, clock.count, clock.unit, self.calendar, clock.first)
        due.steps.append(Step(f"{clock.words} from it: {named(due.on)}", due.on))
        if clock.unit is Unit.WORKING_DAYS:
            due.counted = self.calendar.counted(due.start, clock.count, clock.first)

    def _longer(self, due: _Due, count: int, unit: Unit) -> None:
        """So much more time."""
        if due.on is None:
            return
        if due.at is not None:
            due.at += timedelta(hours=count) if unit is Unit.HOURS else timedelta(days=count)
            due.on = day_of(due.at)
        else:
            due.on = later(due.on, count, unit, self.calendar)

    def _hold(self, due: _Due, stage: Stage, clock: Clock) -> None:
        """Days on hold are not counted, where this clock stops for a hold that began before it was up."""
        if clock.on_hold is not OnHold.STOPS:
            return
        for starts_on, lifted_on in _merged([each for each in self.known.holds if each.covers(stage.key)]):
            if due.on is None or starts_on > due.on or (lifted_on and lifted_on <= due.start):
                continue
            if lifted_on is None and starts_on > self.today:
                continue
            if lifted_on is None or lifted_on > self.today:
                due.steps.append(Step(f"On hold since {named(starts_on)}: the clock stands still", None))
                due.on, due.at, due.standing_still = None, None, True
                continue
            first = max(starts_on, due.start + timedelta(days=1))
            unit = Unit.WORKING_DAYS if clock.unit is Unit.WORKING_DAYS else Unit.DAYS
            days = (lifted_on - first).days
            if unit is Unit.WORKING_DAYS:
                days = self.calendar.between(first - timedelta(days=1), lifted_on - timedelta(days=1))
            self._longer(due, max(days, 0), unit)
            due.steps.append(
                Step(
                    f"On hold from {day_in_words(starts_on)} until {day_in_words(lifted_on)}: {amount(max(days, 0), unit)} not counted",
                    due.on,
                )
            )

    def _relax(self, due: _Due, stage: Stage, clock: Clock) -> None:
        for each in self.known.relaxations:
            if each.stage != stage.key or due.on is None or not each.starts_on <= due.on <= each.ends_on:
                continue
            if each.more is None:
                due.on, due.at = None, None
                due.steps.append(Step(f"Relaxed nationally, no day expected: {each.words} ({each.source})", None))
            else:
                self._longer(due, each.more, clock.unit)
                due.steps.append(
                    Step(f"Relaxed nationally by {amount(each.more, clock.unit)}: {each.words} ({each.source})", due.on)
                )

    def _vary(self, due: _Due, stage: Stage, clock: Clock) -> None:
        """Variations in the order in which they were agreed; none is looked at while the clock stands still."""
        if due.standing_still:
            return
        for each in sorted(
            (row for row in self.known.variations if row.stage == stage.key), key=lambda row: row.agreed_on
        ):
            if each.until is not None:
                due.on, due.at = each.until, None
                said = f"Moved to {named(each.until)}"
            elif due.on is None:
                continue
            else:
                self._longer(due, each.more, clock.unit)
                said = f"Extended by {amount(each.more, clock.unit)}"
            due.steps.append(
                Step(f"{said}, agreed by {each.authority} on {day_in_words(each.agreed_on)}: {each.reason}", due.on)
            )


def _merged(holds: Sequence[Hold]) -> list[tuple[date, date | None]]:
    """Holds as spans that do not overlap, in order."""
    made: list[tuple[date, date | None]] = []
    for hold in sorted(holds, key=lambda each: each.starts_on):
        if made and (made[-1][1] is None or hold.starts_on <= made[-1][1]):
            before = made[-1]
            ends = None if before[1] is None or hold.lifted_on is None else max(before[1], hold.lifted_on)
            made[-1] = (before[0], ends)
        else:
            made.append((hold.starts_on, hold.lifted_on))
    return made


def _on_time(fact: Fact, due: _Due | None) -> bool | None:
    """Whether it was done by its day; None where it had none, or its own day is not known well enough to say."""
    if due is None or due.on is None or fact.on is None:
        return None
    if fact.on.last_day <= due.on:
        if due.at is not None and fact.at is not None and fact.on.last_day == due.on:
            return datetime.combine(fact.on.last_day, fact.at, due.at.tzinfo) <= due.at
        return True
    return False if fact.on.first_day > due.on else None
