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
    return sum(is_working_day(start + timedelta(days=offset)) for offset in range(1, (end - start).days + 1))


def add_working_days(start: date, count: int) -> date:
    """The day that is `count` (0 or more) working days after `start`; `start` itself is never counted."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
