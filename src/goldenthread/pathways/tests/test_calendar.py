"""Counting days: by example from the domain's edge cases, and by property."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.working_days import add_working_days
from goldenthread.pathways.rules.calendar import Calendar, Holiday, add_hours, add_months, earlier, later
from goldenthread.pathways.terms import FirstDay, Unit

ENGLAND = Calendar()
DAYS = st.dates(date(2015, 1, 1), date(2029, 12, 31))
COUNTS = st.integers(0, 60)
ADDED = st.lists(
    st.builds(Holiday, st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.just("A royal holiday"), st.dates(date(2023, 6, 1), date(2027, 1, 31))),
    max_size=4,
).map(tuple)  # fmt: skip


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 4, 2), 5, date(2026, 4, 13)),  # edge case 1: aware on the Thursday before Easter
        (date(2025, 12, 24), 5, date(2026, 1, 5)),  # edge case 1: Christmas Eve, with New Year
        (date(2021, 12, 24), 5, date(2022, 1, 5)),  # substitute days at Christmas 2021 and New Year 2022
        (date(2022, 9, 9), 15, date(2022, 10, 3)),  # the Queen's funeral falls in a rapid review
        (date(2022, 6, 1), 1, date(2022, 6, 6)),  # the Platinum Jubilee: Thursday and Friday off
        (date(2023, 5, 5), 1, date(2023, 5, 9)),  # the King's coronation
        (date(2020, 5, 4), 5, date(2020, 5, 12)),  # the early May holiday that moved to VE Day's Friday
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # a Saturday: day 1 is the Monday
        (date(2026, 3, 8), 5, date(2026, 3, 13)),  # a Sunday
        (date(2026, 3, 6), 5, date(2026, 3, 13)),  # a Friday
        (date(2026, 3, 7), 0, date(2026, 3, 9)),  # the same working day, of a Saturday
        (date(2027, 12, 24), 2, date(2027, 12, 30)),  # substitute days to come
        (date(2029, 12, 24), 1, date(2029, 12, 27)),  # three years ahead, by rule
    ],
)
def test_working_days(start: date, count: int, due: date) -> None:
    assert ENGLAND.add(start, count) == due


def test_the_first_day_can_be_the_same_day() -> None:
    assert ENGLAND.add(date(2026, 3, 6), 5, FirstDay.SAME) == date(2026, 3, 12)
    assert ENGLAND.add(date(2026, 3, 7), 5, FirstDay.SAME) == date(2026, 3, 13)  # a Saturday does not count anyway


def test_counted_days_say_why_a_day_does_not_count() -> None:
    said = [(row.day.day, row.number, row.why_not) for row in ENGLAND.counted(date(2026, 4, 2), 3)]
    assert said == [
        (2, None, "Day 0: the day from which it runs"),
        (3, None, "Good Friday"),
        (4, None, "Saturday"),
        (5, None, "Sunday"),
        (6, None, "Easter Monday"),
        (7, 1, ""),
        (8, 2, ""),
        (9, 3, ""),
    ]
    assert ENGLAND.counted(date(2029, 12, 24), 1)[1].why_not == "Christmas Day (by rule: not in the official list yet)"
    assert [row.number for row in ENGLAND.counted(date(2026, 3, 7), 0)] == [None, None, 0]


def test_seven_working_days_before_publication() -> None:
    assert ENGLAND.back(date(2026, 4, 8), 7) == date(2026, 3, 26)  # over Easter
    assert [row.number for row in ENGLAND.counted_back(date(2026, 3, 10), 2)] == [2, None, None, 1, None]
    assert ENGLAND.back(date(2026, 3, 7), 0) == date(2026, 3, 6)


def test_a_bank_holiday_that_becomes_known_moves_what_is_open_and_nothing_past() -> None:
    royal = date(2026, 3, 11)
    before, after = (
        Holiday(royal, "A royal holiday", date(2026, 3, 5)),
        Holiday(royal, "A royal holiday", date(2026, 3, 20)),
    )
    assert Calendar((before,)).add(date(2026, 3, 6), 5) == date(2026, 3, 16)
    assert Calendar((after,)).add(date(2026, 3, 6), 5) == date(2026, 3, 13)
    assert "A royal holiday on 2026-03-11" in Calendar((before,)).edition
    assert Calendar((after,)).counted(date(2026, 3, 6), 5)[-1].number == 5


@pytest.mark.parametrize(
    ("start", "count", "unit", "due"),
    [
        (date(2026, 1, 31), 1, Unit.MONTHS, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, Unit.MONTHS, date(2024, 2, 29)),
        (date(2025, 8, 31), 6, Unit.MONTHS, date(2026, 2, 28)),
        (date(2026, 3, 2), 6, Unit.MONTHS, date(2026, 9, 2)),
        (date(2026, 3, 2), 6, Unit.WEEKS, date(2026, 4, 13)),
        (date(2026, 3, 2), 28, Unit.DAYS, date(2026, 3, 30)),
    ],
)
def test_other_units(start: date, count: int, unit: Unit, due: date) -> None:
    assert later(start, count, unit, ENGLAND) == due


def test_hours_go_by_the_clock_over_the_change_of_the_clocks() -> None:
    assert add_hours(date(2026, 3, 28), time(22), 24).isoformat() == "2026-03-29T23:00:00+01:00"
    assert add_hours(date(2026, 3, 28), None, 24).isoformat() == "2026-03-29T00:00:00+00:00"
    for count in (later, earlier):
        with pytest.raises(ValueError, match="instant"):
            count(date(2026, 3, 2), 1, Unit.HOURS, ENGLAND)


@given(start=DAYS, count=COUNTS, added=ADDED, first=st.sampled_from(FirstDay))
def test_a_working_day_allowance_never_ends_on_a_day_off(
    start: date, count: int, added: tuple[Holiday, ...], first: FirstDay
) -> None:
    calendar = Calendar(added)
    due = calendar.add(start, count, first)
    known = Calendar(tuple(row for row in added if row.known_on <= due))
    assert due.weekday() < 5
    assert Calendar().is_working(due)
    assert known.is_working(due) or any(row.day == due for row in added)


@given(start=DAYS, count=COUNTS)
def test_it_agrees_with_the_house_and_counts_back(start: date, count: int) -> None:
    due = ENGLAND.add(start, count)
    if count:
        assert due == add_working_days(start, count)
        assert ENGLAND.between(start, due) == count


@given(start=DAYS, first=COUNTS, more=COUNTS, added=ADDED)
def test_more_days_never_end_sooner(start: date, first: int, more: int, added: tuple[Holiday, ...]) -> None:
    assert Calendar().add(start, first + more) >= Calendar().add(start, first)
    assert Calendar(added).add(start, first) >= Calendar().add(start, first)  # a bank holiday never shortens a time


@given(
    start=DAYS,
    count=COUNTS,
    unit=st.sampled_from([Unit.WORKING_DAYS, Unit.DAYS, Unit.WEEKS, Unit.MONTHS]),
    days=st.integers(0, 40),
)
def test_a_later_start_never_ends_sooner(start: date, count: int, unit: Unit, days: int) -> None:
    assert later(start + timedelta(days), count, unit, ENGLAND) >= later(start, count, unit, ENGLAND)
    assert earlier(start + timedelta(days), count, unit, ENGLAND) >= earlier(start, count, unit, ENGLAND)


@given(start=DAYS, count=COUNTS, added=ADDED, first=st.sampled_from(FirstDay))
def test_the_counted_days_sum_to_the_result(
    start: date, count: int, added: tuple[Holiday, ...], first: FirstDay
) -> None:
    calendar = Calendar(added)
    rows = calendar.counted(start, count, first)
    assert [row.day for row in rows] == [start + timedelta(step) for step in range(len(rows))]
    assert rows[-1].day == calendar.add(start, count, first)
    assert rows[-1].number == count
    assert [row.number for row in rows if row.number] == list(range(1, count + 1))
    assert all(bool(row.why_not) == (row.number is None) for row in rows)


@given(end=DAYS, count=COUNTS)
def test_counting_back_leaves_as_many_working_days(end: date, count: int) -> None:
    last = ENGLAND.back(end, count)
    rows = ENGLAND.counted_back(end, count)
    assert ENGLAND.is_working(last)
    assert rows[0].day == last
    assert max((row.number for row in rows if row.number), default=0) == (count or (last < end))


@given(start=DAYS, count=st.integers(-36, 36))
def test_months_keep_the_day_where_the_month_has_it(start: date, count: int) -> None:
    found = add_months(start, count)
    assert (found.year - start.year) * 12 + found.month - start.month == count
    assert found.day == start.day or (found + timedelta(1)).day == 1
