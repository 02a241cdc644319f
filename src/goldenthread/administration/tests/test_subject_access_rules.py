"""By when a request is answered, under which names someone is looked for, and what a decision needs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.administration.rules import subject_access as rules
from goldenthread.administration.rules.subject_access import Wait
from goldenthread.administration.terms import Mark, Source, WaitKind
from goldenthread.core.working_days import is_working_day

TODAY = date(2026, 12, 31)
DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
SHORT = st.integers(0, 40)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 3, 3), date(2026, 4, 7)),  # 3 April 2026 is Good Friday, and Easter Monday follows
        (date(2026, 9, 3), date(2026, 10, 5)),  # 3 October is a Saturday
        (date(2026, 3, 31), date(2026, 4, 30)),  # no 31 April
        (date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2028, 1, 31), date(2028, 2, 29)),  # a leap year
        (date(2026, 11, 25), date(2026, 12, 29)),  # Christmas Day, and Boxing Day on a Saturday has its Monday
    ],
)
def test_the_corresponding_day_of_the_next_month(received: date, due: date) -> None:
    assert rules.due_on(received, [], extended=False, today=TODAY) == due


def test_the_month_begins_when_it_is_known_who_asks() -> None:
    wait = Wait(WaitKind.IDENTITY, date(2026, 9, 4), date(2026, 9, 14))
    assert rules.due_on(date(2026, 9, 1), [wait], extended=False, today=TODAY) == date(2026, 10, 14)


def test_days_of_waiting_for_a_clarification_do_not_count() -> None:
    wait = Wait(WaitKind.CLARIFICATION, date(2026, 9, 4), date(2026, 9, 14))
    assert rules.due_on(date(2026, 9, 1), [wait], extended=False, today=TODAY) == date(2026, 10, 12)  # 11 is a Sunday


def test_while_something_is_awaited_the_day_moves_on() -> None:
    wait = [Wait(WaitKind.CLARIFICATION, date(2026, 9, 4))]
    assert rules.waiting(wait)
    days = [rules.due_on(date(2026, 9, 1), wait, extended=False, today=date(2026, 9, 4 + n)) for n in range(20)]
    assert days == sorted(days)
    assert days[-1] > days[0]


def test_two_months_more() -> None:
    assert rules.due_on(date(2026, 6, 1), [], extended=True, today=TODAY) == date(2026, 9, 1)


@given(received=DAYS, extended=st.booleans(), gap=SHORT, length=SHORT, kind=st.sampled_from(list(WaitKind)))
def test_every_day_is_a_working_day_and_waiting_never_brings_it_nearer(
    received: date, extended: bool, gap: int, length: int, kind: WaitKind
) -> None:
    since = received + timedelta(days=gap)
    plain = rules.due_on(received, [], extended=extended, today=TODAY)
    waited = rules.due_on(received, [Wait(kind, since, since + timedelta(days=length))], extended=extended, today=TODAY)
    assert is_working_day(plain)
    assert is_working_day(waited)
    assert plain <= waited
    assert timedelta(days=28) <= plain - received <= timedelta(days=100)


@given(one=DAYS, other=DAYS, extended=st.booleans())
def test_what_came_later_is_never_due_earlier(one: date, other: date, extended: bool) -> None:
    first, second = sorted((one, other))
    assert rules.due_on(first, [], extended=extended, today=TODAY) <= rules.due_on(
        second, [], extended=extended, today=TODAY
    )
    assert rules.due_on(first, [], extended=False, today=TODAY) < rules.due_on(first, [], extended=True, today=TODAY)


@given(day=DAYS, months=st.integers(0, 24))
def test_the_corresponding_day_has_the_same_number_or_is_the_last(day: date, months: int) -> None:
    found = rules.corresponding(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


def test_names_are_turned_round_and_shortened() -> None:
    found = rules.variants("Robin Ash Example", ["Example, Robin", " ", "Bobbie"])
    assert found == ("Robin Ash Example", "Example Robin Ash", "Robin Example", "Example Robin", "Bobbie")


@given(name=st.text(max_size=60), more=st.lists(st.text(max_size=40), max_size=30))
def test_any_text_is_a_name(name: str, more: list[str]) -> None:
    found = rules.variants(name, more)
    assert all(found)
    assert len(found) <= rules.MOST_VARIANTS * 3


@pytest.mark.parametrize(
    ("mark", "source", "text", "reason", "exemptions", "problem"),
    [
        (Mark.DISCLOSE, Source.ACCOUNT, "", "", [], ""),
        (Mark.DISCLOSE, Source.WORDS, "", "", [], "own page holds them"),
        (Mark.PART, Source.WORDS, "", "It names their sister.", ["third_party"], "words that are given"),
        (Mark.PART, Source.WORDS, "Robin", "It names their sister.", [], "exemption"),
        (Mark.WITHHOLD, Source.WORDS, "", "no", ["third_party"], "reason"),
        (Mark.WITHHOLD, Source.WORDS, "", "It names their sister.", ["third_party"], ""),
        (Mark.NOT_THEM, Source.SUBJECT, "", "", [], "someone else"),
    ],
)
def test_what_a_decision_needs(
    mark: Mark, source: Source, text: str, reason: str, exemptions: list[str], problem: str
) -> None:
    found = rules.mark_problem(mark, source, text=text, reason=reason, exemptions=exemptions)
    assert problem in found
    assert bool(found) is bool(problem)


COMPLETE = {
    "access": True,
    "searched": True,
    "undecided": 0,
    "elsewhere": 0,
    "elsewhere_note": "",
    "identified": True,
    "paused": False,
    "decision": "",
}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, ""),
        ({"identified": False}, "checked who asks"),
        ({"paused": True}, "awaited"),
        ({"searched": False}, "Look for"),
        ({"undecided": 1}, "1 of the things found is"),
        ({"elsewhere": 2}, "ask their chairs"),
        ({"elsewhere": 2, "elsewhere_note": "Both chairs hold nothing."}, ""),
        ({"access": False, "searched": False}, "what is decided"),
        ({"access": False, "searched": False, "decision": "The birth date was put right."}, ""),
    ],
)
def test_when_it_can_go_to_the_second_person(change: dict[str, object], problem: str) -> None:
    found = rules.submission_problem(**{**COMPLETE, **change})  # type: ignore[arg-type]
    assert problem in found
    assert bool(found) is bool(problem)
