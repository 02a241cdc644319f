"""Reading a pathway from data: every fault named by its place, none left for later."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from goldenthread.core.terms import Vocabulary
from goldenthread.pathways.rules.calendar import MOST
from goldenthread.pathways.rules.pathway import Clock, Definition, Happening, Party, Stage, Track
from goldenthread.pathways.terms import Effect, FirstDay, OnHold, Side, Standing, Unit

KEY = re.compile(r"^[a-z][a-z0-9_]{0,39}\Z")
MOST_STAGES, MOST_NAMES = 60, 40
LONGEST_NAME, LONGEST_TEXT = 120, 2000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: "stages[2].clock"."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


Word = TypeVar("Word", bound=Vocabulary)


class _Reader:
    """Reads plain data, collecting what is wrong instead of stopping at the first."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, place: str, sentence: str) -> None:
        self.problems.append(Problem(place, sentence))

    def mapping(self, data: object, place: str, known: frozenset[str]) -> Mapping[str, Any]:
        if not isinstance(data, Mapping):
            self.wrong(place, "This has to be an object with named parts.")
            return {}
        for name in data:
            if name not in known:
                self.wrong(place, f"“{name}” is not a part of it.")
        return data

    def items(self, data: object, place: str, most: int) -> list[Any]:
        if data is None:
            return []
        if not isinstance(data, list | tuple):
            self.wrong(place, "This has to be a list.")
            return []
        if len(data) > most:
            self.wrong(place, f"There are more than {most}.")
        return list(data[:most])

    def text(self, data: Mapping[str, Any], name: str, place: str, most: int = LONGEST_TEXT, needed: str = "") -> str:
        held = data.get(name, "")
        if not isinstance(held, str):
            self.wrong(f"{place}.{name}", "This has to be text.")
            return ""
        if "\0" in held:
            self.wrong(f"{place}.{name}", "There is a character in it that cannot be stored.")
            return ""
        if len(held) > most:
            self.wrong(f"{place}.{name}", f"This is longer than {most:,} characters.")
        if needed and not held.strip():
            self.wrong(f"{place}.{name}", needed)
        return held.strip()

    def day(self, data: Mapping[str, Any], name: str, place: str) -> str:
        held = self.text(data, name, place, 10)
        try:
            return date.fromisoformat(held).isoformat() if held else ""
        except ValueError:
            self.wrong(f"{place}.{name}", f"“{held}” is not a day: write it as 2026-03-31.")
            return ""

    def key(self, data: Mapping[str, Any], place: str) -> str:
        held = data.get("key")
        if not isinstance(held, str) or not KEY.match(held):
            self.wrong(f"{place}.key", "A key is small letters, figures and underlines, and begins with a letter.")
            return ""
        return held

    def keys(self, data: Mapping[str, Any], name: str, place: str) -> tuple[str, ...]:
        found = self.items(data.get(name), f"{place}.{name}", MOST_NAMES)
        if not all(isinstance(each, str) and each for each in found):
            self.wrong(f"{place}.{name}", "Every entry has to be text.")
            return ()
        if len(set(found)) != len(found):
            self.wrong(f"{place}.{name}", "One of them stands there twice.")
        return tuple(dict.fromkeys(found))

    def yes(self, data: Mapping[str, Any], name: str, place: str) -> bool:
        held = data.get(name, False)
        if not isinstance(held, bool):
            self.wrong(f"{place}.{name}", "This has to be true or false.")
            return False
        return held

    def word(self, data: Mapping[str, Any], name: str, place: str, words: type[Word], default: Word) -> Word:
        held = data.get(name, default.value)
        for word in words:
            if isinstance(held, str) and word.value == held:
                return word
        self.wrong(f"{place}.{name}", f"This has to be one of {', '.join(str(word.value) for word in words)}.")
        return default


TOP = frozenset({"title", "summary", "source", "edition", "checked_on", "parties", "tracks", "events", "stages"})
STAGE = frozenset({"key", "name", "about", "track", "after", "clock", "leads", "takes_part", "produces", "optional"})
CLOCK = frozenset({"count", "unit", "runs_from", "before", "first", "standing", "source", "checked_on", "on_hold"})


def read(data: object) -> tuple[Definition | None, list[Problem]]:
    """The pathway that data describes, and everything wrong with it. The pathway is None where anything is."""
    reader = _Reader()
    found = _definition(reader, data)
    if not found.stages:
        reader.wrong("stages", "Add at least one stage.")
    if not found.source:
        reader.wrong("source", "Say where it comes from.")
    if not found.checked_on:
        reader.wrong("checked_on", "Say on which day it was last checked against its source.")
    _check_names(reader, found)
    _check_circles(reader, found)
    return (None if reader.problems else found), reader.problems


def draft(data: object) -> Definition:
    """What data describes as far as it can be read: for pages about an edition that is still being written."""
    return _definition(_Reader(), data)


def _definition(reader: _Reader, data: object) -> Definition:
    held = reader.mapping(data, "pathway", TOP)
    return Definition(
        reader.text(held, "title", "pathway", LONGEST_NAME, "Give it a title."),
        reader.text(held, "summary", "pathway"),
        reader.text(held, "source", "pathway"),
        reader.text(held, "edition", "pathway", LONGEST_NAME),
        reader.day(held, "checked_on", "pathway"),
        tuple(_party(reader, each, place) for each, place in _each(reader, held, "parties", MOST_NAMES)),
        tuple(_track(reader, each, place) for each, place in _each(reader, held, "tracks", MOST_NAMES)),
        tuple(_event(reader, each, place) for each, place in _each(reader, held, "events", MOST_NAMES)),
        tuple(_stage(reader, each, place) for each, place in _each(reader, held, "stages", MOST_STAGES)),
    )


def _each(reader: _Reader, held: Mapping[str, Any], name: str, most: int) -> list[tuple[Any, str]]:
    return [(each, f"{name}[{number}]") for number, each in enumerate(reader.items(held.get(name), name, most))]


def _party(reader: _Reader, data: object, place: str) -> Party:
    held = reader.mapping(data, place, frozenset({"key", "name", "side"}))
    name = reader.text(held, "name", place, LONGEST_NAME, "Give it a name.")
    return Party(reader.key(held, place), name, reader.word(held, "side", place, Side, Side.OTHERS))


def _track(reader: _Reader, data: object, place: str) -> Track:
    held = reader.mapping(data, place, frozenset({"key", "name"}))
    return Track(reader.key(held, place), reader.text(held, "name", place, LONGEST_NAME, "Give it a name."))


def _event(reader: _Reader, data: object, place: str) -> Happening:
    held = reader.mapping(data, place, frozenset({"key", "name", "about", "effect"}))
    return Happening(
        reader.key(held, place),
        reader.text(held, "name", place, LONGEST_NAME, "Say what happens."),
        reader.text(held, "about", place),
        reader.word(held, "effect", place, Effect, Effect.STARTS),
    )


def _stage(reader: _Reader, data: object, place: str) -> Stage:
    held = reader.mapping(data, place, STAGE)
    return Stage(
        reader.key(held, place),
        reader.text(held, "name", place, LONGEST_NAME, "Give it a name."),
        reader.text(held, "about", place),
        reader.text(held, "track", place, 40),
        reader.keys(held, "after", place),
        _clock(reader, held["clock"], f"{place}.clock") if held.get("clock") is not None else None,
        reader.text(held, "leads", place, 40, "Say who leads it."),
        reader.keys(held, "takes_part", place),
        reader.keys(held, "produces", place),
        reader.yes(held, "optional", place),
    )


def _clock(reader: _Reader, data: object, place: str) -> Clock:
    held = reader.mapping(data, place, CLOCK)
    unit = reader.word(held, "unit", place, Unit, Unit.WORKING_DAYS)
    count = held.get("count")
    if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= MOST[unit]:
        reader.wrong(f"{place}.count", f"This has to be a whole number from 0 to {MOST[unit]:,}.")
        count = 0
    standing = reader.word(held, "standing", place, Standing, Standing.LOCAL)
    source, checked_on = reader.text(held, "source", place), reader.day(held, "checked_on", place)
    if (standing in {Standing.LAW, Standing.GUIDANCE} and not (source and checked_on)) or (
        standing is Standing.UNCHECKED and not source
    ):
        reader.wrong(
            f"{place}.source", "Law and guidance are quoted with their source and the day it was last checked."
        )
    before = reader.yes(held, "before", place)
    runs_from = reader.text(held, "runs_from", place, 40)
    if before and not runs_from:
        reader.wrong(f"{place}.runs_from", "Say what it has to be done before.")
    if before and unit is Unit.HOURS:
        reader.wrong(f"{place}.unit", "Hours are counted after something, never before it.")
    return Clock(
        count,
        unit,
        runs_from,
        before,
        reader.word(held, "first", place, FirstDay, FirstDay.NEXT),
        standing,
        source,
        checked_on,
        reader.word(held, "on_hold", place, OnHold, OnHold.RUNS_ON),
    )


def _check_names(reader: _Reader, found: Definition) -> None:
    """Keys once each, and everything that is named is there."""
    for name, rows in (("parties", found.parties), ("tracks", found.tracks)):
        _once(reader, [(f"{name}[{number}]", row.key) for number, row in enumerate(rows)])  # type: ignore[attr-defined]
    both = [(f"events[{number}]", row.key) for number, row in enumerate(found.events)]
    _once(reader, both + [(f"stages[{number}]", row.key) for number, row in enumerate(found.stages)])
    parties, tracks = set(found.party), {track.key for track in found.tracks}
    starting = set(found.stage) | set(found.event)
    for number, stage in enumerate(found.stages):
        place = f"stages[{number}]"
        if stage.track and stage.track not in tracks:
            reader.wrong(f"{place}.track", f"There is no track “{stage.track}”.")
        for name, keys in (("leads", (stage.leads,)), ("takes_part", stage.takes_part)):
            for key in keys:
                if key and key not in parties:
                    reader.wrong(f"{place}.{name}", f"There is no party “{key}”.")
        for key in stage.starts:
            if key not in starting:
                reader.wrong(place, f"It starts from “{key}”, which is neither a stage nor an event.")
            elif key in found.event and found.event[key].effect in {Effect.STOPS, Effect.RESUMES}:
                reader.wrong(place, f"It starts from “{found.event[key].name}”, which stops or resumes the pathway.")
        if not stage.starts:
            reader.wrong(place, "Say what starts it: an event, a date to come or another stage.")


def _once(reader: _Reader, keys: list[tuple[str, str]]) -> None:
    seen: set[str] = set()
    for place, key in keys:
        if key and key in seen:
            reader.wrong(f"{place}.key", f"The key “{key}” is used twice.")
        seen.add(key)


def _check_circles(reader: _Reader, found: Definition) -> None:
    """No stage starts from itself, by whatever way."""
    done: set[str] = set()
    for number, stage in enumerate(found.stages):
        way: list[str] = []
        circle = _circle(found, stage.key, way, done)
        if circle:
            names = " → ".join(f"“{found.name_of(key)}”" for key in circle)
            reader.wrong(f"stages[{number}]", f"It starts from itself: {names}.")
            return


def _circle(found: Definition, key: str, way: list[str], done: set[str]) -> list[str]:
    if key in way:
        return [*way[way.index(key) :], key]
    if key in done or key not in found.stage:
        return []
    for before in found.stage[key].starts:
        if circle := _circle(found, before, [*way, key], done):
            return circle
    done.add(key)
    return []
