from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.design import format as formats

WEDNESDAY = date(2026, 3, 4)


def test_days_are_written_out() -> None:
    assert formats.day(date(2026, 3, 3)) == "3 March 2026"
    assert formats.short_day(date(2026, 9, 13)) == "13 Sep 2026"
    assert formats.day(None) == "no date"
    assert formats.weekday_day(date(2026, 3, 12), today=WEDNESDAY) == "Thursday 12 March"
    assert formats.weekday_day(date(2027, 3, 12), today=WEDNESDAY) == "Friday 12 March 2027"


@pytest.mark.parametrize(
    ("given_date", "shown"),
    [
        ("2021", "2021"),
        ("2021-03", "March 2021"),
        ("2021-03-05", "5 March 2021"),
        (date(2021, 3, 5), "5 March 2021"),
        ("", "no date"),
        (None, "no date"),
        ("2021-13", "2021-13"),
        ("early 2021", "early 2021"),
    ],
)
def test_partial_dates_are_as_exact_as_they_are_known(given_date: str | date | None, shown: str) -> None:
    assert formats.partial_day(given_date) == shown


def test_instants_are_shown_on_an_english_clock() -> None:
    assert formats.instant(datetime(2026, 7, 1, 13, 30, tzinfo=UTC)) == "1 July 2026 at 2:30pm"
    assert formats.instant(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026 at 12:30am"
    assert formats.clock(datetime(2026, 1, 1, 12, 0, tzinfo=UTC)) == "midday"
    assert formats.clock(datetime(2026, 1, 1, 0, 0, tzinfo=UTC)) == "midnight"
    assert formats.clock(datetime(2026, 1, 1, 9, 0, tzinfo=UTC)) == "9am"
    assert formats.day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        formats.local(datetime(2026, 1, 1))


@pytest.mark.parametrize(
    ("due", "working_days", "phrase"),
    [
        (date(2026, 3, 10), 4, "due in 4 working days (Tuesday 10 March)"),
        (date(2026, 3, 4), 0, "due today (Wednesday 4 March)"),
        (date(2026, 3, 5), 1, "due tomorrow (Thursday 5 March)"),
        (date(2026, 3, 6), 1, "due in 1 working day (Friday 6 March)"),
        (date(2026, 3, 7), 0, "due on Saturday 7 March"),
        (date(2026, 3, 2), -2, "2 working days late (was due Monday 2 March)"),
        (date(2026, 3, 3), -1, "1 working day late (was due Tuesday 3 March)"),
        (date(2026, 3, 1), 0, "late (was due Sunday 1 March)"),
    ],
)
def test_due_phrases(due: date, working_days: int, phrase: str) -> None:
    assert formats.due_phrase(due, today=WEDNESDAY, working_days=working_days) == phrase


def test_periods_of_whole_months_are_named_by_month() -> None:
    assert formats.period(date(2020, 4, 1), date(2021, 3, 31)) == "April 2020 to March 2021"
    assert formats.period(date(2020, 4, 1), date(2020, 4, 30)) == "April 2020"
    assert formats.period(date(2020, 4, 3), date(2020, 5, 8)) == "3 April 2020 to 8 May 2020"


def test_counts_and_figures() -> None:
    assert formats.counted(0, "action") == "no actions"
    assert formats.counted(1, "action") == "1 action"
    assert formats.counted(1200, "inquiry", "inquiries") == "1,200 inquiries"
    assert formats.number(-1234) == "\u22121,234"
    assert formats.number(Decimal("2.345"), 2) == "2.35"
    assert formats.percentage(8, 17) == "47%"
    assert formats.percentage(0.475, places=1) == "47.5%"
    assert formats.percentage(1, 0) == "not known"
    assert formats.in_words(["health", "police", "schools"]) == "health, police and schools"
    assert formats.in_words([]) == ""
    assert formats.sentence("due today") == "Due today"


def test_money_shows_pence_only_where_there_are_any() -> None:
    assert formats.money(1250) == "£1,250"
    assert formats.money(Decimal("12.5")) == "£12.50"
    assert formats.money(Decimal("-3")) == "\u2212£3"


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (1, "1 byte"),
        (640, "640 bytes"),
        (1000, "1 KB"),
        (12_345, "12 KB"),
        (3_400_000, "3.4 MB"),
        (999_600, "1 MB"),
        (10_000_000, "10 MB"),
        (100_000_000, "100 MB"),
        (2 * 10**12, "2000 GB"),
    ],
)
def test_file_sizes(size: int, shown: str) -> None:
    assert formats.file_size(size) == shown


@given(st.integers(min_value=0, max_value=10**15))
def test_every_size_has_words_without_exponents(size: int) -> None:
    assert "E" not in formats.file_size(size).replace("KB", "").replace("MB", "").replace("GB", "")


@given(st.dates(), st.dates())
def test_every_period_has_words(one: date, other: date) -> None:
    assert formats.period(min(one, other), max(one, other))
