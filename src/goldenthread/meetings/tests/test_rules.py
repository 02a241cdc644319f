"""The rules by example and by property: quoracy, the year, the clock of an agenda, states, names taken out."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.working_days import is_working_day
from goldenthread.meetings.rules import agenda, schedule, states
from goldenthread.meetings.rules.pseudonyms import clean, without_names
from goldenthread.meetings.rules.quoracy import Present, QuorumRule, quoracy
from goldenthread.meetings.rules.schedule import Plan, days, nth_weekday
from goldenthread.meetings.rules.states import MeetingFacts, Part
from goldenthread.meetings.terms import Capacity, MeetingState, Rhythm

RULE = QuorumRule(3, 2, {"police": "Police"}, {7: "Northvale Council"}, True)
CHAIR = Present(1, Capacity.CHAIR, 4, "police")
COUNCIL = Present(2, Capacity.MEMBER, 7, "local_authority")
SCHOOL = Present(3, Capacity.MEMBER, 9, "education")


def test_enough_people_of_the_right_kind_are_a_quorum() -> None:
    found = quoracy(RULE, [CHAIR, COUNCIL, SCHOOL])
    assert found.quorate is True
    assert found.sentence == "Quorate: 3 members from 3 organisations."


def test_everything_that_is_missing_is_said() -> None:
    found = quoracy(RULE, [SCHOOL])
    assert found.quorate is False
    assert found.missing == (
        "the chair or vice chair is not there",
        "2 more members needed",
        "1 more organisation needed",
        "nobody from Northvale Council",
        "nobody from the sector police",
    )


def test_nothing_asked_is_no_answer() -> None:
    assert quoracy(QuorumRule(), [CHAIR]).quorate is None


@pytest.mark.parametrize("capacity", [Capacity.ADVISER, Capacity.GUEST])
def test_advisers_and_guests_do_not_count(capacity: Capacity) -> None:
    assert quoracy(QuorumRule(least_members=1), [Present(1, capacity, 4, "police")]).quorate is False


def test_a_deputy_counts_for_the_organisation_and_not_as_chair() -> None:
    deputy = Present(5, Capacity.DEPUTY, 7, "local_authority")
    assert quoracy(QuorumRule(1, 1, {}, {7: "Northvale Council"}), [deputy]).quorate is True
    assert quoracy(QuorumRule(needs_chair=True), [deputy]).quorate is False


def test_a_person_with_a_conflict_does_not_count_for_the_item() -> None:
    everyone = [CHAIR, COUNCIL, SCHOOL]
    assert quoracy(RULE, everyone).quorate is True
    assert quoracy(RULE, everyone, frozenset({2})).missing == ("1 more member needed", "nobody from Northvale Council")


people = st.builds(
    Present,
    st.integers(1, 30),
    st.sampled_from(Capacity),
    st.none() | st.integers(1, 8),
    st.sampled_from(["", "police", "education", "local_authority"]),
)
rules = st.builds(
    QuorumRule,
    st.none() | st.integers(1, 6),
    st.none() | st.integers(1, 5),
    st.sampled_from([{}, {"police": "Police"}]),
    st.sampled_from([{}, {3: "The council"}]),
    st.booleans(),
)


@given(rules, st.lists(people, max_size=12, unique_by=lambda one: one.person_id), st.data())
def test_more_people_never_make_a_meeting_less_quorate(rule: QuorumRule, room: list[Present], data) -> None:
    fewer = data.draw(st.lists(st.sampled_from(room), unique_by=lambda one: one.person_id)) if room else []
    before, after = quoracy(rule, fewer), quoracy(rule, room)
    assert after.members >= before.members
    assert after.agencies >= before.agencies
    if before.quorate:
        assert after.quorate
    assert (after.quorate is False) == bool(after.missing)


@given(
    st.sampled_from(Rhythm), st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.integers(0, 500), st.integers(1, 52),
    st.integers(1, 5), st.integers(0, 6),
)  # fmt: skip
def test_a_meeting_is_never_on_a_day_nobody_works(rhythm, first, length, weeks, nth, weekday) -> None:
    until = date.fromordinal(first.toordinal() + length)
    found = days(Plan(rhythm, first, until, weeks, nth, weekday))
    assert all(is_working_day(day.on) for day in found)
    assert all(first <= day.on <= until for day in found)
    assert len({day.on for day in found}) == len(found) <= schedule.MOST
    assert [day.on for day in found] == sorted(day.on for day in found)
    assert all(bool(day.because) == (day.moved_from is not None) for day in found)


def test_a_bank_holiday_moves_the_meeting_by_a_week_and_says_so() -> None:
    found = days(Plan(Rhythm.MONTHLY_DAY, date(2026, 5, 1), date(2026, 6, 30), nth=1, weekday=0))
    assert [(day.on, day.moved_from, day.because) for day in found] == [
        (date(2026, 5, 11), date(2026, 5, 4), "a bank holiday"),
        (date(2026, 6, 1), None, ""),
    ]


def test_the_fifth_weekday_is_the_last() -> None:
    assert nth_weekday(2026, 3, 5, 3) == date(2026, 3, 26)
    assert nth_weekday(2026, 4, 5, 3) == date(2026, 4, 30)


def test_a_date_each_month_survives_short_months() -> None:
    found = days(Plan(Rhythm.MONTHLY_DATE, date(2026, 1, 30), date(2026, 4, 30)))
    assert [day.on for day in found] == [date(2026, 1, 30), date(2026, 3, 2), date(2026, 3, 30), date(2026, 4, 30)]


def test_no_plan_runs_backwards() -> None:
    assert days(Plan(Rhythm.WEEKS, date(2026, 3, 2), date(2026, 3, 1))) == []


@given(st.times(max_value=time(12)), st.lists(st.integers(0, 60), max_size=10))
def test_the_clock_of_an_agenda_adds_up(begins: time, minutes: list[int]) -> None:
    found = agenda.starts(begins, minutes)
    assert len(found) == len(minutes)
    for number, start in enumerate(found):
        assert start == agenda.ends(begins, minutes[:number])


def test_an_agenda_without_a_time_has_none() -> None:
    assert agenda.starts(None, [10, 5]) == [None, None]
    assert agenda.ends(None, [10]) is None
    assert agenda.overrun(None, time(12), [10]) == 0


def test_an_agenda_that_is_too_long_says_by_how_much() -> None:
    assert agenda.overrun(time(14), time(15), [30, 45]) == 15
    assert agenda.overrun(time(14), time(16), [30, 45]) == 0


@given(st.lists(st.integers(), min_size=1, unique=True), st.data(), st.sampled_from([-1, 1]))
def test_moving_an_item_keeps_every_other_in_its_order(order: list[int], data, by: int) -> None:
    thing = data.draw(st.sampled_from(order))
    found = agenda.moved(order, thing, by)
    assert sorted(found) == sorted(order)
    assert [one for one in found if one != thing] == [one for one in order if one != thing]
    assert abs(found.index(thing) - order.index(thing)) <= 1


def test_every_state_is_in_the_table_and_every_state_can_be_reached() -> None:
    assert set(states.TRANSITIONS) == set(MeetingState)
    reached = {MeetingState.PLANNED} | {to for ways in states.TRANSITIONS.values() for to in ways}
    assert reached == set(MeetingState)
    assert {state for state, ways in states.TRANSITIONS.items() if not ways} == states.ENDED
    for ways in states.TRANSITIONS.values():
        for transition in ways.values():
            assert transition.who
            assert transition.asks_reason == (states.REASONED in transition.needs)


def test_what_stands_in_the_way_is_said_and_the_way_that_does_not_exist() -> None:
    facts = MeetingFacts(MeetingState.PLANNED)
    assert states.unmet(facts, MeetingState.ISSUED) == [
        "Put at least one item on the agenda.",
        "Nobody is invited: give the group seats, or invite a guest.",
    ]
    assert states.unmet(facts, MeetingState.SEALED) == ["A meeting that is “Planned” cannot become “Minutes approved”."]
    assert not states.may(frozenset({Part.MEMBER, Part.INVITED}), MeetingState.PLANNED, MeetingState.ISSUED)


def test_a_choice_asks_its_reason_on_the_way() -> None:
    facts = MeetingFacts(MeetingState.PLANNED, items=1, invited=2, day_has_come=True)
    held = {choice.to: choice.obstacles for choice in states.choices(frozenset({Part.CHAIR}), facts)}
    assert held == {MeetingState.ISSUED: (), MeetingState.IN_SESSION: (), MeetingState.CANCELLED: ()}
    assert states.choices(frozenset({Part.MEMBER}), facts) == []


def test_names_are_taken_out_whole_and_longest_first() -> None:
    names = {"Ann Lee": "Child A", "Ann Lee-Marsh": "Child B", "Jo": "Child C", "Sam Ali": "Named nurse"}
    said = "ANN LEE met Ann Lee-Marsh; Annabel Leeds, Jo and sam ali stayed."
    assert without_names(said, names) == "Child A met Child B; Annabel Leeds, Jo and Named nurse stayed."


def test_names_are_taken_out_of_everything() -> None:
    held = {"intro": "Sam Ali", "rows": [{"record": 3, "cells": ["by Sam Ali", 4]}]}
    assert clean(held, {"Sam Ali": "Named nurse"}) == {
        "intro": "Named nurse",
        "rows": [{"record": 3, "cells": ["by Named nurse", 4]}],
    }


@given(st.text(max_size=60), st.dictionaries(st.text("abcdefgh ", min_size=3, max_size=12), st.just("§"), max_size=4))
def test_no_whole_name_is_left(text: str, names: dict[str, str]) -> None:
    found = without_names(text, names)
    assert without_names(found, names) == found
