"""Readings as people type them, by example and by property."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.indicators.rules import NewReading, UnreadableLine, period_days, read_lines, readings_problem


@pytest.mark.parametrize(
    ("period", "starts", "until"),
    [
        ("2025", date(2025, 1, 1), date(2026, 1, 1)),
        ("2024-25", date(2024, 4, 1), date(2025, 4, 1)),
        ("1999-00", date(1999, 4, 1), date(2000, 4, 1)),
        ("2025-12", date(2025, 12, 1), date(2026, 1, 1)),
        ("2025/04", date(2025, 4, 1), date(2025, 5, 1)),
        ("2025-Q1", date(2025, 1, 1), date(2025, 4, 1)),
        ("2025q4", date(2025, 10, 1), date(2026, 1, 1)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 3, 1)),
    ],
)
def test_a_period_is_days(period: str, starts: date, until: date) -> None:
    assert period_days(period) == (starts, until)


@pytest.mark.parametrize(
    "period", ["", "2024-13", "2024-26", "2025-Q5", "2025-02-29", "twelve", "9999-12", "2025-4", "0000"]
)
def test_what_is_no_period(period: str) -> None:
    assert period_days(period) is None


def test_lines_are_read_as_they_are_typed_or_pasted() -> None:
    assert read_lines("2025-04, 3\n\n2025-05\t0\n2025-06; 1.5\n") == [
        NewReading(date(2025, 4, 1), date(2025, 5, 1), Decimal(3)),
        NewReading(date(2025, 5, 1), date(2025, 6, 1), Decimal(0)),
        NewReading(date(2025, 6, 1), date(2025, 7, 1), Decimal("1.5")),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "three",
        "2025-04",
        "2025-04, three",
        "2025-04, 1e9",
        "2025-04, NaN",
        "2025-04, 123456789012",
        "2025-04, 1.2345",
        "=1+1, 2",
    ],
)
def test_a_line_that_is_no_reading_is_named(line: str) -> None:
    with pytest.raises(UnreadableLine, match="Line 2"):
        read_lines(f"2025-04, 3\n{line}")


@given(st.text())
def test_any_text_is_readings_or_a_sentence(text: str) -> None:
    try:
        found, said = read_lines(text), ""
    except UnreadableLine as wrong:
        found, said = [], str(wrong)
    assert said.startswith("Line ") or all(each.until > each.starts_on for each in found)


readings = st.builds(
    lambda starts, days, value: NewReading(starts, starts + timedelta(days=days), value),
    st.dates(date(2020, 1, 1), date(2021, 1, 1)),
    st.integers(1, 400),
    st.decimals(0, 100, places=1),
)


@given(st.lists(readings, max_size=8))
def test_no_day_is_counted_twice(series: list[NewReading]) -> None:
    days = [
        each.starts_on + timedelta(days=day) for each in series for day in range((each.until - each.starts_on).days)
    ]
    assert bool(readings_problem(series)) is (len(days) != len(set(days)))
