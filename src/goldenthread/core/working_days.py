"""Working days in England: Monday to Friday less the bank holidays of England and Wales.

The days are the government's own list, carried as data (`bank_holidays.csv`), one-off royal holidays and substitute days included. Years that the
list does not cover yet follow the statutory rules (Banking and Financial Dealings Act 1971, schedule 1, and the yearly proclamations) and say so.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

import holidays

SOURCE = "GOV.UK, UK bank holidays, England and Wales (Open Government Licence v3)"
CHECKED_ON = date(2026, 11, 23)
RULES = "Banking and Financial Dealings Act 1971, section 1 and schedule 1, with the proclamations it provides for"


@dataclass(frozen=True, slots=True)
class BankHoliday:
    """One bank holiday. `computed` says that the official list does not reach its year, and that it follows the rules."""

    day: date
    title: str
    one_off: bool = False
    computed: bool = False


@lru_cache(maxsize=1)
def official() -> dict[int, dict[date, BankHoliday]]:
    """The bank holidays of the official list, by year and day."""
    held: dict[int, dict[date, BankHoliday]] = {}
    text = files("goldenthread.core").joinpath("bank_holidays.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        day = date.fromisoformat(row["date"])
        held.setdefault(day.year, {})[day] = BankHoliday(day, row["title"], one_off=row["note"] == "one-off")
    return held


def edition() -> str:
    """What computed a date, stored with every due date that quotes it, so that a later holiday never silently moves the past."""
    return f"GOV.UK bank holidays {min(official())} to {max(official())}, checked {CHECKED_ON.isoformat()}; other years by rule"


@lru_cache(maxsize=64)
def holidays_of(year: int) -> dict[date, BankHoliday]:
    """The bank holidays of a year: as the official list has them, else as the rules give them, marked as computed."""
    if year in official():
        return official()[year]
    found = holidays.country_holidays("GB", subdiv="ENG", years=year)
    return {
        day: BankHoliday(day, title.replace("(observed)", "(substitute day)").replace("'", "’"), computed=True)
        for day, title in sorted(found.items())
        if day.weekday() < 5
    }


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """The days that are bank holidays of England and Wales in a year."""
    return frozenset(holidays_of(year))


def is_working_day(day: date) -> bool:
    """Whether people are expected at work in England on this day."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start)
    return (
        _weekdays_until(end)
        - _weekdays_until(start)
        - sum(
            start < day <= end and day.weekday() < 5
            for year in range(start.year, end.year + 1)
            for day in bank_holidays(year)
        )
    )


def _weekdays_until(day: date) -> int:
    """Mondays to Fridays from the first of January of the year 1, a Monday, to this day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def add_working_days(start: date, count: int) -> date:
    """The day that is `count` (0 or more) working days after `start`; `start` itself is never counted."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
