"""Working days in England, against the government's own list and by property."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.working_days import (
    add_working_days,
    bank_holidays,
    edition,
    holidays_of,
    is_working_day,
    official,
    working_days_between,
)

DAYS = st.dates(date(2015, 1, 1), date(2029, 12, 31))
ONE_OFFS = {date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}


@pytest.mark.parametrize("year", sorted(official()))
def test_the_library_agrees_with_the_official_list(year: int) -> None:
    """So that it may be believed for the years which the list does not cover yet."""
    computed = holidays.country_holidays("GB", subdiv="ENG", years=year)
    assert {day for day in computed if day.weekday() < 5} == set(official()[year])


def by_statute(year: int) -> set[date]:
    """The bank holidays of an ordinary year, worked out a second way: schedule 1 of the Act of 1971 and the usual proclamations."""
    sunday = easter(year)
    found = {sunday - timedelta(2), sunday + timedelta(1)}
    found |= {date(year, 5, 1) + timedelta(-date(year, 5, 1).weekday() % 7)}
    found |= {date(year, month, 31) - timedelta(date(year, month, 31).weekday()) for month in (5, 8)}
    new_year = date(year, 1, 1)
    found.add(new_year + timedelta({5: 2, 6: 1}.get(new_year.weekday(), 0)))
    christmas = date(year, 12, 25)
    shift = {4: (0, 3), 5: (2, 3), 6: (2, 1)}.get(
        christmas.weekday(), (0, 1)
    )  # Boxing Day on a Saturday; Christmas on one; on a Sunday
    return found | {christmas + timedelta(days) for days in shift}


@pytest.mark.parametrize("year", range(2015, 2061))
def test_every_year_follows_the_statute_but_for_one_offs(year: int) -> None:
    moved = {date(2020, 5, 4), date(2022, 5, 30)}  # the days that gave way to a one-off
    assert set(bank_holidays(year)) - ONE_OFFS == by_statute(year) - moved
    assert {row.day for row in holidays_of(year).values() if row.one_off} == {
        day for day in ONE_OFFS if day.year == year
    }


def test_years_that_the_list_does_not_cover_are_marked() -> None:
    assert not any(row.computed for row in holidays_of(2028).values())
    assert all(row.computed for row in holidays_of(2029).values())
    assert len(holidays_of(2029)) == 8
    assert holidays_of(2033)[date(2033, 1, 3)].title == "New Year’s Day (substitute day)"
    assert "2015 to 2028" in edition()


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 4, 2), 5, date(2026, 4, 13)),  # Thursday before Easter: Good Friday and Easter Monday do not count
        (date(2025, 12, 24), 5, date(2026, 1, 5)),  # Christmas Eve: three bank holidays and two week-ends
        (date(2022, 9, 16), 5, date(2022, 9, 26)),  # the day of the late Queen's funeral does not count
        (date(2023, 5, 5), 1, date(2023, 5, 9)),  # the coronation's bank holiday
    ],
)
def test_examples(start: date, count: int, due: date) -> None:
    assert add_working_days(start, count) == due


@given(start=DAYS, count=st.integers(0, 60))
def test_a_due_day_is_a_working_day_and_counts_back(start: date, count: int) -> None:
    due = add_working_days(start, count)
    assert count == 0 or is_working_day(due)
    assert working_days_between(start, due) == count


@given(start=DAYS, length=st.integers(-400, 400))
def test_counting_by_arithmetic_is_counting_by_days(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    early, late = min(start, end), max(start, end)
    counted = sum(is_working_day(early + timedelta(days=step)) for step in range(1, (late - early).days + 1))
    assert working_days_between(start, end) == (counted if length >= 0 else -counted)


@given(start=DAYS, first=st.integers(0, 30), more=st.integers(0, 30))
def test_more_days_never_end_sooner(start: date, first: int, more: int) -> None:
    assert add_working_days(start, first + more) >= add_working_days(start, first)
