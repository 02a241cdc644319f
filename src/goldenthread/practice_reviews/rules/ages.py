"""A child's age at the incident: from the date of birth, never from today; a range where either date is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.core.dates import PartialDate
from goldenthread.practice_reviews.terms import AgeBand, Care

MOST_MONTHS = 25 * 12 - 1
"""A care leaver's death is notified up to and including the age of 24. Source: Working Together 2023, chapter 5 (to be checked)."""
ADULT = 18 * 12
BANDS = (
    (12, AgeBand.UNDER_1),
    (6 * 12, AgeBand.ONE),
    (11 * 12, AgeBand.SIX),
    (16 * 12, AgeBand.ELEVEN),
    (18 * 12, AgeBand.SIXTEEN),
)
"""Each band ends before this many months. Source: Department for Education, serious incident notifications."""


@dataclass(frozen=True, slots=True)
class Age:
    """The age at the incident in whole months, at least and at most; below nothing is unborn."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class When:
    """When it happened: as exact as it is known, and the last of a range. Nothing at all is not known."""

    start: PartialDate | None = None
    end: PartialDate | None = None

    @property
    def first_day(self) -> date | None:
        """The earliest day it can mean."""
        return self.start.first_day if self.start else None

    @property
    def last_day(self) -> date | None:
        """The latest day it can mean."""
        last = self.end or self.start
        return last.last_day if last else None


def months_between(born: date, on: date) -> int:
    """Whole months from a birth to a day; a child born on the 31st turns on the last day of a shorter month's end, thus on the 1st after."""
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


def age_at(born: PartialDate | None, when: When) -> Age | None:
    """The age at the incident; None where either is not known at all."""
    if born is None or when.first_day is None or when.last_day is None:
        return None
    return Age(months_between(born.last_day, when.first_day), months_between(born.first_day, when.last_day))


def band_of(months: int) -> AgeBand:
    """The band of an age in months."""
    if months < 0:
        return AgeBand.UNBORN
    return next((band for end, band in BANDS if months < end), AgeBand.ADULT)


def band(age: Age | None) -> AgeBand:
    """The band of an age; not known where the dates leave more than one open."""
    return AgeBand.UNKNOWN if age is None else one_band(band_of(age.least), band_of(age.most))


def one_band(first: AgeBand, last: AgeBand) -> AgeBand:
    """The band of an age whose least and most lie in these: not known where they are two."""
    return first if first is last else AgeBand.UNKNOWN


def in_words(age: Age | None) -> str:
    """``Unborn``, ``7 weeks`` is never said (it would tell a birthday): ``Under 1 month``, ``7 months``, ``14 years``, ``2 to 3 years``."""
    if age is None:
        return "Age not known"
    if age.most < 0:
        return "Unborn"
    if age.least < 0:
        return f"Unborn or {_one(age.most).lower()}"
    least, most = _one(age.least), _one(age.most)
    return least if least == most else f"{least} to {most.lower()}"


def _one(months: int) -> str:
    if months < 1:
        return "Under 1 month"
    if months < 24:
        return f"{months} month{'' if months == 1 else 's'}"
    return f"{months // 12} years"


def is_adult_now(age: Age | None, when: When, today: date) -> bool | None:
    """Whether a child has surely turned 18 by today; None where it cannot be said. From the age alone: it tells no birthday."""
    if age is None or when.first_day is None or when.last_day is None:
        return None
    if age.least + months_between(when.first_day, today) >= ADULT:
        return True
    return None if age.most + months_between(when.last_day, today) + 1 >= ADULT else False


def age_problem(age: Age | None, care: Care) -> str | None:
    """Why someone of this age has no place in a review, or None."""
    if age is None or age.least < ADULT:
        return "A care leaver is 16 or over." if care is Care.LEAVER and age and age.most < 16 * 12 else None
    if care is not Care.LEAVER:
        return "They were 18 or over at the time. Only a care leaver, up to and including 24, can be part of it at that age."
    if age.least > MOST_MONTHS:
        return "They were 25 or over at the time: a care leaver is part of it up to and including 24."
    return None
