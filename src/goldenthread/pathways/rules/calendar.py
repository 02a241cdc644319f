"""Counting days in England, and showing the counted days.

The calendar is the house's own (core.working_days), with the bank holidays that a partnership has written down since beside it. One that became
known after a deadline had passed does not move that deadline.
"""

from __future__ import annotations

import calendar as months_of
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from goldenthread.core.clock import ENGLAND
from goldenthread.core.dates import day_in_words
from goldenthread.core.working_days import edition, holidays_of, is_working_day, working_days_between
from goldenthread.pathways.terms import FirstDay, Unit

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST = {Unit.HOURS: 24 * 366, Unit.WORKING_DAYS: 2000, Unit.DAYS: 3660, Unit.WEEKS: 520, Unit.MONTHS: 120}
"""The most that may be allowed, in each unit: ten years, or a year in hours."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A bank holiday that is not in the list that comes with the program, and when it became known."""

    day: date
    title: str
    known_on: date


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a count: its number where it counts, else why not."""

    day: date
    number: int | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of England. `added` are bank holidays written down since, in the order in which they became known."""

    added: tuple[Holiday, ...] = field(default=())

    @property
    def edition(self) -> str:
        """What a date that was counted with it quotes."""
        more = ", ".join(f"{row.title} on {row.day.isoformat()}" for row in self.added)
        return edition() + (f"; with {more}" if more else "")

    def why_off(self, day: date) -> str:
        """Why a day is no working day; empty where it is one."""
        held = holidays_of(day.year).get(day)
        if held is not None:
            return held.title + (" (by rule: not in the official list yet)" if held.computed else "")
        for row in self.added:
            if row.day == day:
                return row.title
        return WEEKDAYS[day.weekday()] if day.weekday() >= 5 else ""

    def is_working(self, day: date) -> bool:
        """Whether it is a working day."""
        return is_working_day(day) and all(row.day != day for row in self.added)

    def add(self, start: date, count: int, first: FirstDay = FirstDay.NEXT) -> date:
        """The day on which `count` working days from `start` are up; for 0, `start` itself or the next working day.

        An added bank holiday that became known after the day was up leaves it where it was.
        """
        return self._settled(start, count, first)[0]

    def _settled(self, start: date, count: int, first: FirstDay) -> tuple[date, Calendar]:
        base = Calendar()
        due = base._up(start, count, first)
        used: tuple[Holiday, ...] = ()
        for row in sorted(self.added, key=lambda each: (each.known_on, each.day)):
            if row.known_on <= due:
                used = (*used, row)
                due = Calendar(used)._up(start, count, first)
        return due, Calendar(used)

    def _up(self, start: date, count: int, first: FirstDay) -> date:
        day = start
        left = count
        if first is FirstDay.SAME and count > 0 and self.is_working(day):
            left -= 1
        while left > 0 or not self.is_working(day):
            day += timedelta(days=1)
            left -= self.is_working(day)
        return day

    def back(self, end: date, count: int) -> date:
        """The last day that leaves `count` working days before `end`, which itself does not count; a working day."""
        day = end
        while count > 0 or not self.is_working(day):
            day -= timedelta(days=1)
            count -= self.is_working(day)
        return day

    def counted(self, start: date, count: int, first: FirstDay = FirstDay.NEXT) -> tuple[CountedDay, ...]:
        """Every day from `start` to the day on which `count` working days are up: its number, or why it does not count."""
        due, used = self._settled(start, count, first)
        made: list[CountedDay] = []
        number = 0
        for step in range((due - start).days + 1):
            day = start + timedelta(days=step)
            why = used.why_off(day)
            if step == 0 and count and not why and first is FirstDay.NEXT:
                why = "Day 0: the day from which it runs"
            elif not why:
                number += count > 0
            made.append(CountedDay(day, None if why else number, why))
        return tuple(made)

    def counted_back(self, end: date, count: int) -> tuple[CountedDay, ...]:
        """Every day from the last that leaves `count` working days before `end`, up to `end`: how many are left, or why it does not count."""
        made = [CountedDay(end, None, "The day before which it must be done")]
        day, number = end, 0
        last = self.back(end, count)
        while day > last:
            day -= timedelta(days=1)
            why = self.why_off(day)
            number += not why
            made.append(CountedDay(day, None if why else number, why))
        return tuple(reversed(made))

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` comes first."""
        if end < start:
            return -self.between(end, start)
        off = {row.day for row in self.added if start < row.day <= end and is_working_day(row.day)}
        return working_days_between(start, end) - len(off)


def later(start: date, count: int, unit: Unit, calendar: Calendar, first: FirstDay = FirstDay.NEXT) -> date:
    """The day on which a time allowed is up, for every unit but hours."""
    if unit is Unit.WORKING_DAYS:
        return calendar.add(start, count, first)
    whole = count - (first is FirstDay.SAME and count > 0)
    if unit is Unit.DAYS:
        return start + timedelta(days=whole)
    if unit is Unit.WEEKS:
        return start + timedelta(weeks=count) - timedelta(days=first is FirstDay.SAME and count > 0)
    if unit is Unit.MONTHS:
        return add_months(start, count) - timedelta(days=first is FirstDay.SAME and count > 0)
    raise ValueError("Hours are counted from an instant.")


def earlier(end: date, count: int, unit: Unit, calendar: Calendar) -> date:
    """The last day that leaves the time allowed before `end`, for every unit but hours."""
    if unit is Unit.WORKING_DAYS:
        return calendar.back(end, count)
    if unit is Unit.DAYS:
        return end - timedelta(days=count)
    if unit is Unit.WEEKS:
        return end - timedelta(weeks=count)
    if unit is Unit.MONTHS:
        return add_months(end, -count)
    raise ValueError("Hours are counted from an instant.")


def add_months(start: date, count: int) -> date:
    """The same day of the month `count` months on, or the month's last day where it has no such day."""
    month = start.year * 12 + start.month - 1 + count
    year, place = divmod(month, 12)
    return date(year, place + 1, min(start.day, months_of.monthrange(year, place + 1)[1]))


def add_hours(start: date, at: time | None, count: int) -> datetime:
    """The instant on which hours are up. Where the time of day is not known they run from the day's beginning, the earliest it can have been."""
    begun = datetime.combine(start, at or time(0), ENGLAND)
    return (begun.astimezone(UTC) + timedelta(hours=count)).astimezone(ENGLAND)


def named(day: date) -> str:
    """A day with its weekday: ``Thursday 12 March 2026``."""
    return f"{WEEKDAYS[day.weekday()]} {day_in_words(day)}"
