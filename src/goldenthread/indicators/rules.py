"""What may be said of a count since a day, and with what caution: pure rules."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
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
