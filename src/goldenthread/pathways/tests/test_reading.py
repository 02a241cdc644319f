"""Reading pathways: what is wrong is named with its place, and those that come with the program are whole."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.pathways.rules.reading import draft, read
from goldenthread.pathways.shipped import pathways
from goldenthread.pathways.terms import Standing

SMALL: dict[str, Any] = {
    "title": "A small pathway",
    "source": "Practice",
    "checked_on": "2026-01-05",
    "parties": [{"key": "unit", "name": "Business unit", "side": "unit"}],
    "tracks": [{"key": "main", "name": "Main"}],
    "events": [{"key": "told", "name": "Told"}, {"key": "stopped", "name": "Stopped", "effect": "stops"}],
    "stages": [
        {"key": "first", "name": "First", "track": "main", "after": ["told"], "leads": "unit"},
        {"key": "second", "name": "Second", "after": ["first"], "leads": "unit", "clock": {"count": 5, "unit": "working_days"}},
    ],
}  # fmt: skip


def changed(*path: object, to: object) -> dict[str, Any]:
    data: Any = copy.deepcopy(SMALL)
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return data  # type: ignore[no-any-return]


def test_a_pathway_without_fault_is_read() -> None:
    found, problems = read(SMALL)
    assert problems == []
    assert found is not None
    assert [stage.key for stage in found.ordered] == ["first", "second"]
    assert found.stage["second"].clock is not None
    assert found.stage["second"].clock.words == "5 working days"


@pytest.mark.parametrize(
    ("data", "place", "sentence"),
    [
        (changed("title", to=""), "pathway.title", "Give it a title."),
        (changed("title", to="x" * 121), "pathway.title", "longer than 120"),
        (changed("title", to=7), "pathway.title", "has to be text"),
        (changed("title", to="a\0b"), "pathway.title", "cannot be stored"),
        (changed("source", to=""), "source", "where it comes from"),
        (changed("checked_on", to=""), "checked_on", "last checked"),
        (changed("checked_on", to="2026-02-30"), "pathway.checked_on", "is not a day"),
        (changed("unknown", to=1), "pathway", "“unknown” is not a part of it."),
        (changed("stages", to=[]), "stages", "Add at least one stage."),
        (changed("stages", to="first"), "stages", "This has to be a list."),
        (changed("stages", 0, to="first"), "stages[0]", "has to be an object"),
        (changed("stages", 0, "key", to="Not a key"), "stages[0].key", "A key is small letters"),
        (changed("stages", 1, "key", to="first"), "stages[1].key", "is used twice"),
        (changed("stages", 1, "key", to="told"), "stages[1].key", "is used twice"),
        (changed("stages", 0, "after", to=["nowhere"]), "stages[0]", "“nowhere”, which is neither a stage nor an event"),
        (changed("stages", 0, "after", to=["stopped"]), "stages[0]", "stops or resumes"),
        (changed("stages", 0, "after", to=[]), "stages[0]", "Say what starts it"),
        (changed("stages", 0, "after", to=["told", "told"]), "stages[0].after", "stands there twice"),
        (changed("stages", 0, "after", to=[3]), "stages[0].after", "has to be text"),
        (changed("stages", 0, "after", to=["second"]), "stages[0]", "It starts from itself: “First” → “Second” → “First”."),
        (changed("stages", 0, "track", to="other"), "stages[0].track", "There is no track “other”."),
        (changed("stages", 0, "leads", to="nobody"), "stages[0].leads", "There is no party “nobody”."),
        (changed("stages", 0, "leads", to=""), "stages[0].leads", "Say who leads it."),
        (changed("stages", 0, "optional", to="yes"), "stages[0].optional", "true or false"),
        (changed("stages", 1, "clock", "count", to=-1), "stages[1].clock.count", "from 0 to 2,000"),
        (changed("stages", 1, "clock", "count", to=True), "stages[1].clock.count", "whole number"),
        (changed("stages", 1, "clock", "unit", to="fortnights"), "stages[1].clock.unit", "has to be one of hours"),
        (changed("stages", 1, "clock", "standing", to="law"), "stages[1].clock.source", "quoted with their source"),
        (changed("stages", 1, "clock", "before", to=True), "stages[1].clock.runs_from", "done before"),
        (changed("stages", 1, "clock", to={"count": 1, "unit": "hours", "before": True, "runs_from": "told"}), "stages[1].clock.unit", "never before"),
        (changed("events", 0, "effect", to="explodes"), "events[0].effect", "has to be one of starts"),
        (changed("parties", 0, "name", to=""), "parties[0].name", "Give it a name."),
    ],
)  # fmt: skip
def test_every_fault_is_named_by_its_place(data: dict[str, Any], place: str, sentence: str) -> None:
    found, problems = read(data)
    assert found is None
    assert any(problem.place == place and sentence in problem.sentence for problem in problems), problems
    draft(data)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "stages", "key", "clock", "after", "events"]), inner, max_size=4)))  # fmt: skip
def test_nothing_that_is_read_breaks_the_reader(data: object) -> None:
    found, problems = read(data)
    assert (found is None) == bool(problems)


@pytest.mark.parametrize("key", sorted(pathways()))
def test_what_comes_with_the_program_is_whole(key: str) -> None:
    one = pathways()[key].definition
    assert one.source
    assert one.edition
    assert one.checked_on
    for stage in one.stages:
        assert stage.track, stage.key
        if stage.clock:
            assert stage.clock.source, stage.key
    assert {track.key for track in one.tracks} == {stage.track for stage in one.stages}
    named = {key for stage in one.stages for key in (stage.leads, *stage.takes_part)}
    assert {party.key for party in one.parties} == named


def test_the_national_times() -> None:
    held = pathways()
    notify = held["serious_incident_notification"].definition.stage["notification"].clock
    sent = held["rapid_review"].definition.stage["sent"].clock
    published = held["child_safeguarding_practice_review"].definition.stage["published"].clock
    assert notify is not None
    assert sent is not None
    assert published is not None
    assert (notify.words, notify.runs_from) == ("5 working days", "aware")
    assert (sent.words, sent.runs_from, sent.standing) == ("15 working days", "notified", Standing.GUIDANCE)
    assert (published.words, published.runs_from) == ("6 months", "initiated")
