"""What a pathway is: events, stages, clocks and parties, as values. `reading` makes them from data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from goldenthread.pathways.terms import Effect, FirstDay, OnHold, Side, Standing, Unit


@dataclass(frozen=True, slots=True)
class Party:
    """Who leads or takes part, as the pathway calls them; and who is told when it waits for them."""

    key: str
    name: str
    side: Side = Side.OTHERS


@dataclass(frozen=True, slots=True)
class Track:
    """Stages that run beside others."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that is not a stage's end and that stages and clocks run from: "The local authority became aware"."""

    key: str
    name: str
    about: str = ""
    effect: Effect = Effect.STARTS


@dataclass(frozen=True, slots=True)
class Clock:
    """Time allowed: so many units after something, or before it. An empty `runs_from` is the last of what the stage comes after."""

    count: int
    unit: Unit
    runs_from: str = ""
    before: bool = False
    first: FirstDay = FirstDay.NEXT
    standing: Standing = Standing.LOCAL
    source: str = ""
    checked_on: str = ""
    on_hold: OnHold = OnHold.RUNS_ON

    @property
    def words(self) -> str:
        """How much: “15 working days”."""
        if not self.count:
            return "the same day" if self.unit is not Unit.WORKING_DAYS else "the same working day"
        return amount(self.count, self.unit)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what it comes after, the time allowed, who leads and takes part, and what comes out."""

    key: str
    name: str
    about: str = ""
    track: str = ""
    after: tuple[str, ...] = ()
    clock: Clock | None = None
    leads: str = ""
    takes_part: tuple[str, ...] = ()
    produces: tuple[str, ...] = ()
    optional: bool = False

    @property
    def starts(self) -> tuple[str, ...]:
        """Everything that it comes after or is counted from."""
        more = (self.clock.runs_from,) if self.clock and self.clock.runs_from else ()
        return tuple(dict.fromkeys((*self.after, *more)))


@dataclass(frozen=True)
class Definition:
    """A whole pathway."""

    title: str
    summary: str = ""
    source: str = ""
    edition: str = ""
    checked_on: str = ""
    parties: tuple[Party, ...] = ()
    tracks: tuple[Track, ...] = ()
    events: tuple[Happening, ...] = ()
    stages: tuple[Stage, ...] = ()

    @cached_property
    def stage(self) -> dict[str, Stage]:
        """Every stage by its key, in the order it is written."""
        return {stage.key: stage for stage in self.stages}

    @cached_property
    def event(self) -> dict[str, Happening]:
        """Every event by its key."""
        return {event.key: event for event in self.events}

    @cached_property
    def party(self) -> dict[str, Party]:
        """Every party by its key."""
        return {party.key: party for party in self.parties}

    def name_of(self, key: str) -> str:
        """What a stage or an event is called; the key itself where it is neither."""
        found = self.stage.get(key) or self.event.get(key)
        return found.name if found else key

    def before(self, key: str) -> tuple[str, ...]:
        """Every stage that leads to one, at first or further hand, in the order they are written."""
        found, look = set[str](), [key]
        while look:
            fresh = {each for each in self.stage[look.pop()].after if each in self.stage} - found
            found |= fresh
            look.extend(fresh)
        return tuple(each for each in self.stage if each in found - {key})

    def party_names(self, keys: Iterable[str]) -> tuple[str, ...]:
        """What parties are called."""
        return tuple(self.party[key].name if key in self.party else key for key in keys)

    @cached_property
    def ordered(self) -> tuple[Stage, ...]:
        """The stages so that each stands after everything it starts from, else in the order they are written."""
        left, placed, made = list(self.stages), set(), []  # type: ignore[var-annotated]
        while left:
            ready = next((each for each in left if not (set(each.starts) & set(self.stage)) - placed), left[0])
            left.remove(ready)
            placed.add(ready.key)
            made.append(ready)
        return tuple(made)


def amount(count: int, unit: Unit) -> str:
    """“1 working day”, “6 months”."""
    return f"{count} {unit.label[:-1] if count == 1 else unit.label}"
