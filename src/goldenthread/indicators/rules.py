"""What may be said of a count since a day, and with what caution: pure rules."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from goldenthread.core.dates import PartialDate, Precision, day_in_words

DAYS_A_MONTH: Final = 365.25 / 12
_WORDS = [
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many there were in how many months before."""

    count: int
    months: float


def chance_of_none(baseline: Baseline, months: float) -> float:
    """How likely a spell of ``months`` without one is if nothing has changed: from 0 to 1.

    Events that happen independently at a steady rate follow a Poisson distribution, under which none
    in a spell has the chance ``exp(-rate × length)``. With two a year, twelve months without one has
    ``exp(-2) = 0.135``, about one time in seven. Events that cluster make a spell likelier than this.
    """
    if baseline.months <= 0 or months < 0 or baseline.count < 0:
        raise ValueError("A rate needs a length of time, and neither counts nor lengths are negative.")
    return math.exp(-baseline.count / baseline.months * months)


def chance_in_words(chance: float) -> str:
    """A chance from 0 to 1 as a reader weighs it: ``about one time in seven``."""
    if chance >= 0.95:
        return "nearly every time"
    if chance > 0.6:
        return f"about {_WORDS[min(9, round(chance * 10))]} times in ten"
    if chance >= 0.4:
        return "about half the time"
    if chance < 0.001:
        return "less than one time in a thousand"
    times = round(1 / chance)
    if times > 20:
        size = 10 if times < 100 else 100
        times = round(times / size) * size
    return f"about one time in {in_words(times)}"


def in_words(count: int) -> str:
    """A count in words up to twenty, in figures beyond."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else f"{count:,}"


@dataclass(frozen=True, slots=True)
class SinceStatement:
    """A sentence about a count since a date, the caution it needs, and the chance it rests on where one can be told."""

    sentence: str
    caution: str
    chance: float | None


def none_since(
    *, label: str, since: PartialDate, as_at: date, count: int, baseline: Baseline | None = None
) -> SinceStatement:
    """What can be said of ``count`` events called ``label`` (``deaths in unsafe sleep``) from ``since`` to ``as_at``.

    A date known to the month or year is counted from its last day, so that no spell is made longer
    than it was. Raises ``ValueError`` where ``as_at`` is earlier.
    """
    days = (as_at - since.last_day).days
    if days < 0:
        raise ValueError("Nothing can be counted since a date that is still to come.")
    start = "on" if since.precision is Precision.DAY else "in"
    counted = "No" if count == 0 else in_words(count).capitalize()
    sentence = f"{counted} {label} from {since.in_words()} to {day_in_words(as_at)} ({spell(days)})."
    if baseline is None:
        return SinceStatement(
            sentence, f"No earlier count is known, so it cannot be said that {_this(count)} is fewer.", None
        )
    months = days / DAYS_A_MONTH
    before = f"There {'was' if baseline.count == 1 else 'were'} {in_words(baseline.count)} in the {_months(baseline.months)} before counting began {start} {since.in_words()}"
    if count:
        return SinceStatement(sentence, f"{before}. {SMALL_SENTENCE}", None)
    if not baseline.count:
        return SinceStatement(sentence, f"{before} as well, so this is no change.", 1.0)
    chance = chance_of_none(baseline, months)
    caution = f"{before}; {spell(days)} without one would happen by chance {chance_in_words(chance)}."
    return SinceStatement(sentence, caution, chance)


def _this(count: int) -> str:
    return "none" if count == 0 else "this"


def _months(months: float) -> str:
    whole = round(months)
    return "month" if whole == 1 else f"{in_words(whole)} months"


def spell(days: int) -> str:
    """A stretch of days as a reader says it: days below a month, then months."""
    months = int(days / DAYS_A_MONTH + 0.05)
    if months < 1:
        return "1 day" if days == 1 else f"{days} days"
    return "one month" if months == 1 else f"{in_words(months)} months"


SMALL_SENTENCE = "Small numbers: one more or fewer would change the picture."


@dataclass(frozen=True, slots=True)
class NewReading:
    """A value for the days from `starts_on` up to, and without, `until`."""

    starts_on: date
    until: date
    value: Decimal


def readings_problem(readings: Sequence[NewReading]) -> str:
    """What is wrong with a series, in a sentence; empty when nothing is: each reading has days, and no day is counted twice."""
    ordered = sorted(readings, key=lambda each: each.starts_on)
    for each in ordered:
        if each.until <= each.starts_on:
            raise ValueError("A reading is of at least one day.")
    for earlier, later in itertools.pairwise(ordered):
        if later.starts_on < earlier.until:
            return f"The readings from {day_in_words(earlier.starts_on)} and from {day_in_words(later.starts_on)} count some days twice."
    return ""


class UnreadableLine(ValueError):
    """A line that is no reading; the message is a sentence that names it."""


_VALUE = re.compile(r"-?[0-9]{1,11}(\.[0-9]{1,3})?")


def read_lines(text: str) -> list[NewReading]:
    """Readings typed or pasted, one on a line: a period and a value, such as `2025-04, 3` or `2025 12`.

    A period is a year, a financial year (2024-25), a quarter (2025-Q2, of the calendar year), a month or a day.
    Errors: UnreadableLine, for the first line that cannot be read.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        period, _, value = (part.strip() for part in re.sub(r"[\s,;]+", " ", line.strip()).rpartition(" "))
        days = period_days(period)
        if days is None or not _VALUE.fullmatch(value):
            raise UnreadableLine(
                f"Line {number}, “{line.strip()[:60]}”, is not a period and a number, such as “2025-04, 3”."
            )
        found.append(NewReading(*days, Decimal(value)))
    return found


def period_days(period: str) -> tuple[date, date] | None:
    """The first day of a period and the first day after it; None where it is none."""
    try:
        if found := re.fullmatch(r"([0-9]{4})[-/]([0-9]{2})", period):
            year, second = int(found[1]), int(found[2])
            if 1 <= second <= 12:
                return date(year, second, 1), date(year + second // 12, second % 12 + 1, 1)
            return (date(year, 4, 1), date(year + 1, 4, 1)) if second == (year + 1) % 100 else None
        if found := re.fullmatch(r"([0-9]{4})-?[qQ]([1-4])", period):
            year, month = int(found[1]), int(found[2]) * 3 - 2
            return date(year, month, 1), date(year + (month + 3) // 13, (month + 2) % 12 + 1, 1)
        if re.fullmatch(r"[0-9]{4}", period):
            return date(int(period), 1, 1), date(int(period) + 1, 1, 1)
        day = date.fromisoformat(period)
        return day, day + timedelta(days=1)
    except ValueError:
        return None
