"""Working days in England: Monday to Friday less the bank holidays of England and Wales.

The calendar is the library `holidays`, which core/tests checks against the government's own list, year by year.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version

import holidays

EDITION = f"holidays {version('holidays')}, GB-ENG"
"""What computed a date, stored with every due date that quotes it, so that a later holiday never silently moves the past."""


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in a year."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


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
