"""Fields for dates and times, which forgive the ways people write them and keep what was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from goldenthread.design.format import MONTHS, day, in_words
from goldenthread.design.forms.base import PageField, field_id
from goldenthread.design.forms.text import input_width

PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A date's three parts as they were typed."""

    day: str = ""
    month: str = ""
    year: str = ""

    def parts(self) -> dict[str, str]:
        """Each part's name and what was typed into it."""
        return {"day": self.day, "month": self.month, "year": self.year}

    def missing(self) -> tuple[str, ...]:
        """The parts with nothing in them."""
        return tuple(name for name, text in self.parts().items() if not text)


class DateProblem(ValidationError):
    """What is wrong with a date, and in which of its parts."""

    def __init__(self, sentence: str, parts: tuple[str, ...] = PARTS, code: str = "invalid") -> None:
        super().__init__(sentence, code=code)
        self.parts = parts


class DatePartsInput(forms.Widget):
    """Reads a date's three inputs as one TypedDate."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedDate:
        return TypedDate(*(str(data.get(f"{name}_{part}") or "").strip() for part in PARTS))


def month_number(text: str) -> int | None:
    """1 to 12 for a month's number, name or the first three or more letters of its name; None for anything else."""
    if text.isascii() and text.isdigit():
        return int(text) if 1 <= int(text[:4]) <= 12 and len(text) <= 2 else None
    word = text.lower().rstrip(".")
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(MONTHS, 1) if name.lower().startswith(word)), None)


class DateField(PageField):
    """A day, month and year. Cleans to a date, or None when there is no answer.

    ``earliest`` and ``latest`` are the first and last days allowed; a form may set them on its own field when they
    depend on the day it is sent.
    """

    component = "date-input"

    def __init__(self, label: str, *, earliest: date | None = None, latest: date | None = None, **options: Any) -> None:
        super().__init__(label, **{"widget": DatePartsInput, **options})
        self.earliest = earliest
        self.latest = latest

    def prepare_value(self, value: Any) -> TypedDate:
        """The three parts to show, from what was typed or from a date."""
        if isinstance(value, TypedDate):
            return value
        if isinstance(value, date):
            return TypedDate(str(value.day), str(value.month), str(value.year))
        year, month, day_of_month = ([part.lstrip("0") for part in str(value or "").split("-")] + ["", "", ""])[:3]
        return TypedDate(day_of_month, month, year)

    def to_python(self, value: Any) -> Any:
        typed = self.prepare_value(value)
        if len(typed.missing()) == len(PARTS):
            if self.required:
                raise DateProblem(self.required_message, code="required")
            return None
        return self._read(typed)

    def _read(self, typed: TypedDate) -> Any:
        missing = typed.missing()
        if missing:
            raise self._problem(f"must include a {in_words(missing)}", missing)
        found = self._real(typed)
        if self.earliest is not None and found < self.earliest:
            raise self._problem(f"must be on or after {day(self.earliest)}", PARTS)
        if self.latest is not None and found > self.latest:
            raise self._problem(f"must be on or before {day(self.latest)}", PARTS)
        return found

    def _real(self, typed: TypedDate) -> date:
        year, month = self._year(typed.year), self._month(typed.month)
        if not (typed.day.isascii() and typed.day.isdigit() and 1 <= int(typed.day[:4]) <= 31):
            raise self._problem("must have a day from 1 to 31", ("day",))
        try:
            return date(year, month, int(typed.day))
        except ValueError:
            wrong = f"{int(typed.day)} {MONTHS[month - 1]} {year}"
            raise self._problem(f"must be a real date: there is no {wrong}", ("day",)) from None

    def _year(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{4}", text) or not 1900 <= int(text) <= 2199:
            raise self._problem("must have a year of 4 figures, like 2026", ("year",))
        return int(text)

    def _month(self, text: str) -> int:
        month = month_number(text)
        if month is None:
            raise self._problem("must have a month from 1 to 12, or its name", ("month",))
        return month

    def _problem(self, predicate: str, parts: tuple[str, ...]) -> DateProblem:
        return DateProblem(str(self.fail(predicate).message), parts)

    def wrong_parts(self, bound: BoundField) -> tuple[str, ...]:
        """The parts to mark as wrong: those the error is about, or all for an error that the form itself added."""
        if not bound.errors:
            return ()
        try:
            self.to_python(bound.value())
        except DateProblem as problem:
            return problem.parts
        return PARTS

    def error_target(self, bound: BoundField) -> str:
        return f"{field_id(bound)}_{(self.wrong_parts(bound) or PARTS)[0]}"

    def params(self, bound: BoundField) -> dict[str, Any]:
        typed, wrong, start = bound.value(), self.wrong_parts(bound), field_id(bound)
        items = []
        for name, text in typed.parts().items():
            classes = input_width("4" if name == "year" else "2") + (" govuk-input--error" if name in wrong else "")
            item = {"id": f"{start}_{name}", "name": f"{bound.html_name}_{name}", "label": name.capitalize()}
            item |= {"value": text, "classes": classes}
            if self.autocomplete == "bday":
                item["autocomplete"] = f"bday-{name}"
            items.append(item)
        return self.shared_params(bound) | {"fieldset": self.fieldset_params(), "items": items}


class PartialDateField(DateField):
    """A date as exactly as it is known. Cleans to ISO text: "2021", "2021-03" or "2021-03-05"; empty for no answer."""

    def __init__(
        self, label: str, *, hint: str = "Leave the day, or the day and month, empty if not known", **options: Any
    ) -> None:
        super().__init__(label, hint=hint, **options)

    def to_python(self, value: Any) -> str:
        return super().to_python(value) or ""

    def _read(self, typed: TypedDate) -> str:
        if not typed.year:
            raise self._problem("must include a year", ("year",))
        if typed.day and not typed.month:
            raise self._problem("must include a month when it has a day", ("month",))
        if typed.day:
            return self._real(typed).isoformat()
        year = self._year(typed.year)
        return f"{year}-{self._month(typed.month):02}" if typed.month else str(year)


class TimeField(PageField):
    """A time of day, written as people do: 2pm, 2.30pm, 14:30, midday. Cleans to a time, or None for no answer."""

    def __init__(self, label: str, *, hint: str = "For example, 9:30am or 2pm", **options: Any) -> None:
        super().__init__(label, hint=hint, **{"widget": forms.TextInput, **options})

    def prepare_value(self, value: Any) -> Any:
        """What was typed, or a time on a twelve-hour clock."""
        if not isinstance(value, time):
            return value
        half = "am" if value.hour < 12 else "pm"
        return f"{value.hour % 12 or 12}:{value.minute:02}{half}"

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, time):
            return value
        text = str(value or "").strip().lower().replace(" ", "")
        if not text:
            return None
        if text in ("midday", "noon", "midnight"):
            return time(0 if text == "midnight" else 12)
        found = re.fullmatch(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?([ap])?\.?m?\.?", text)
        if not found:
            raise self.fail("must be a time, like 9:30am or 2pm")
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        elif half or not found[2]:
            raise self.fail("must say am or pm, like 9:30am or 2pm")
        if hour > 23 or minute > 59:
            raise self.fail("must be a time, like 9:30am or 2pm")
        return time(hour, minute)

    def params(self, bound: BoundField) -> dict[str, Any]:
        return super().params(bound) | {"classes": input_width("10"), "spellcheck": False}
