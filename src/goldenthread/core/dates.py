"""Dates as precise as they came: a year, a year and a month, or a day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import total_ordering

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


class NotADate(ValueError):
    """A value that is no year, month or day of the calendar; its text is a sentence for the reader."""


class Precision(Enum):
    """How much of a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the year, the month or the day is the smallest part known.

    ``as_number`` remembers that a bare year was written as a number, so that it is given back as
    one; it takes no part in comparison.
    """

    year: int
    month: int | None = None
    day: int | None = None
    as_number: bool = field(default=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise NotADate(f"{self.year} is not a year from 0001 to 9999.")
        if self.month is None:
            if self.day is not None:
                raise NotADate("A day needs its month.")
            return
        if not 1 <= self.month <= 12:
            raise NotADate(f"{self} is not a date: there is no month {self.month}.")
        if self.day is not None and not 1 <= self.day <= self._days_in_month():
            raise NotADate(f"{self} is not a date: {self._month_words()} has {self._days_in_month()} days.")

    @classmethod
    def parse(cls, value: str | int) -> PartialDate:
        """Read ``2021``, ``2021-02`` or ``2021-02-28`` (text, or a whole number for a year).

        Raises ``NotADate`` with a sentence that names what is wrong.
        """
        match = _SHAPE.fullmatch(str(value))
        if match is None or isinstance(value, bool):
            raise NotADate(f"“{value}” is not a date: write 2021, 2021-02 or 2021-02-28.")
        year, month, day = (None if part is None else int(part) for part in match.groups())
        return cls(year or 0, month, day, as_number=isinstance(value, int))

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The same calendar day as a date that is known to the day."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        """The smallest part that is known."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def first_day(self) -> date:
        """The earliest day this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day this date can mean."""
        if self.month is None:
            return date(self.year, 12, 31)
        return date(self.year, self.month, self.day or self._days_in_month())

    def in_words(self) -> str:
        """As a reader writes it: ``2021``, ``February 2021`` or ``28 February 2021``."""
        if self.month is None:
            return str(self.year)
        return self._month_words() if self.day is None else f"{self.day} {self._month_words()}"

    def as_written(self) -> str | int:
        """The plain value it was read from: a number for a year written as one, else text."""
        return self.year if self.as_number and self.month is None else str(self)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def __lt__(self, other: object) -> bool:
        """By first day; the less precise first where the first days are equal."""
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.first_day, str(self)) < (other.first_day, str(other))

    def _days_in_month(self) -> int:
        return calendar.monthrange(self.year, self.month or 1)[1]

    def _month_words(self) -> str:
        return f"{_MONTHS[(self.month or 1) - 1]} {self.year}"


# Written out, because the calendar module's names follow the machine's language.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day_in_words(day: date) -> str:
    """A day as a reader writes it: ``3 March 2026``."""
    return PartialDate.of(day).in_words()
