"""Age at death: from exact days, and times where a child lived under a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from goldenthread.child_deaths.terms import AgeBand

ADULT = 18
"""A child is a person under eighteen. Source: Children Act 2004, section 65, and sections 16M to 16Q."""
BANDS = ((7, AgeBand.EARLY), (28, AgeBand.LATE))
"""Bands of the first month end before this many days. Source: National Child Mortality Database, data releases."""
YEARS = ((1, AgeBand.INFANT), (5, AgeBand.ONE), (10, AgeBand.FIVE), (15, AgeBand.TEN), (18, AgeBand.FIFTEEN))
"""Later bands end before this many years."""
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Age:
    """An age at death: whole years, whole days, and minutes where the child lived under a day and both times are known."""

    years: int
    days: int
    minutes: int | None = None

    @property
    def band(self) -> AgeBand:
        """The band that national tables put it in; 18 and over has none and is not known as a child's."""
        for end, band in BANDS:
            if self.days < end:
                return band
        return next((band for end, band in YEARS if self.years < end), AgeBand.UNKNOWN)

    @property
    def is_child(self) -> bool:
        """Whether the person was under 18."""
        return self.years < ADULT

    def __str__(self) -> str:
        if self.minutes is not None and self.minutes < DAY:
            return _counted(self.minutes, "minute") if self.minutes < 60 else _counted(self.minutes // 60, "hour")
        if self.days < 28:
            return _counted(self.days, "day")
        if self.years < 1:
            return _counted(self.days // 7, "week")
        return _counted(self.years, "year")


def _counted(how_many: int, one: str) -> str:
    return f"{how_many} {one}" if how_many == 1 else f"{how_many} {one}s"


def years_between(born: date, on: date) -> int:
    """Whole years from a birth to a day; a child born on 29 February turns on 1 March of a year that has none."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_at_death(born: date, died: date, born_at: time | None = None, died_at: time | None = None) -> Age:
    """The age at death, all in England's time. Days are days of the calendar, so a death past midnight is on the next.

    Where both times are known and the child lived under a day, the minutes are given, and the days are none: a child who died forty minutes old
    over midnight was nought days old. Errors: ValueError where the death comes before the birth.
    """
    if (died, died_at or time.max) < (born, born_at or time.min):
        raise ValueError("The death comes before the birth.")
    days = (died - born).days
    if born_at is None or died_at is None or days > 1:
        return Age(years_between(born, died), days)
    lived = datetime.combine(died, died_at) - datetime.combine(born, born_at)
    minutes = int(lived.total_seconds() // 60)
    return Age(0, 0, minutes) if minutes < DAY else Age(0, days)


def band_words(days: int | None, years: int | None) -> str:
    """An age as those who may not see the day hear it: in weeks, months or years, never so exact that it tells a birthday."""
    if years is None:
        return "Age not known"
    if days is not None and days < 28:
        return "Under 4 weeks"
    if years < 1:
        return "Under 1 year"
    return _counted(years, "year")


GESTATIONS = (
    (22, "Under 22 weeks"),
    (24, "22 to 23 weeks"),
    (28, "24 to 27 weeks"),
    (32, "28 to 31 weeks"),
    (37, "32 to 36 weeks"),
    (42, "37 to 41 weeks"),
)
"""Bands of completed weeks. Source: national tables (to be checked)."""
WEIGHTS = (
    (500, "Under 500 g"),
    (1000, "500 to 999 g"),
    (1500, "1,000 to 1,499 g"),
    (2500, "1,500 to 2,499 g"),
    (4000, "2,500 to 3,999 g"),
)
"""Bands of grams at birth. Source: national tables (to be checked)."""


def gestation_band(weeks: int | None) -> str:
    """The band of a length of pregnancy."""
    if weeks is None:
        return "Not known"
    return next((name for end, name in GESTATIONS if weeks < end), "42 weeks or more")


def weight_band(grams: int | None) -> str:
    """The band of a weight at birth."""
    if grams is None:
        return "Not known"
    return next((name for end, name in WEIGHTS if grams < end), "4,000 g or more")
