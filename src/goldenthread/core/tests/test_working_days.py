"""Working days in England, against the government's own list and by property."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.working_days import add_working_days, bank_holidays, is_working_day, working_days_between

DAYS = st.dates(date(2015, 1, 1), date(2029, 12, 31))
OFFICIAL = Path(__file__).with_name("bank_holidays_england_and_wales.csv")


def official() -> dict[int, set[date]]:
    """The bank holidays of England and Wales as GOV.UK lists them (Open Government Licence v3), by year."""
    held: dict[int, set[date]] = {}
    with OFFICIAL.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["date"])
            held.setdefault(day.year, set()).add(day)
    return held


@pytest.mark.parametrize("year", sorted(official()))
def test_the_library_agrees_with_the_official_list(year: int) -> None:
    assert set(bank_holidays(year)) >= official()[year]
    assert {day for day in bank_holidays(year) if day.weekday() < 5} == {
        day for day in official()[year] if day.weekday() < 5
    }


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
