"""A group's year of meetings at once: which days, and which were moved because nobody works on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from goldenthread.core.working_days import bank_holidays, is_working_day
from goldenthread.meetings.terms import Rhythm

MOST = 60
"""More meetings than that are not a year."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How often, from when until when. `nth` is the week of the month (5 is the last), `weekday` 0 for Monday."""

    rhythm: Rhythm
    first: date
    until: date
    weeks: int = 6
    nth: int = 1
    weekday: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the plan, and why it is not the one that the rhythm gave."""

    on: date
    moved_from: date | None = None
    because: str = ""


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth weekday of a month; 5 is its last."""
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (min(nth, 5) - 1))
    return day if day.month == month else day - timedelta(days=7)


def days(plan: Plan) -> list[Day]:
    """The days of a plan, in order, each once: a working day every one. At most `MOST`."""
    found: dict[date, Day] = {}
    for wanted in _wanted(plan):
        day = _working(wanted)
        if plan.first <= day.on <= plan.until:
            found.setdefault(day.on, day)
        if len(found) >= MOST:
            break
    return [found[on] for on in sorted(found)]


def _wanted(plan: Plan) -> list[date]:
    if plan.until < plan.first:
        return []
    if plan.rhythm is Rhythm.WEEKS:
        step = max(1, plan.weeks)
        return [
            plan.first + timedelta(weeks=step * number)
            for number in range(min(MOST, (plan.until - plan.first).days // (7 * step) + 1))
        ]
    months = [
        plan.first.replace(day=1) + relativedelta(months=number)
        for number in range(
            min(MOST, (plan.until.year - plan.first.year) * 12 + plan.until.month - plan.first.month + 1)
        )
    ]
    if plan.rhythm is Rhythm.MONTHLY_DATE:
        return [month + relativedelta(day=plan.first.day) for month in months]
    return [nth_weekday(month.year, month.month, plan.nth, plan.weekday) for month in months]


def _working(day: date) -> Day:
    """The day itself, or the next on which people work; a meeting on a bank holiday goes a week later while that is in its month."""
    if is_working_day(day):
        return Day(day)
    because = "a bank holiday" if day in bank_holidays(day.year) else "a weekend"
    later = day + timedelta(days=7)
    if because == "a bank holiday" and later.month == day.month and is_working_day(later):
        return Day(later, day, because)
    moved = day
    while not is_working_day(moved):
        moved += timedelta(days=1)
    return Day(moved, day, because)
