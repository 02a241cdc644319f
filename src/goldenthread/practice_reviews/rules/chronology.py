"""Agencies' chronologies merged into one: by date, each row by its agency's role, dates only as exact as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.dates import NotADate, PartialDate
from goldenthread.practice_reviews.terms import Theme

NO_THEME = "No theme given"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the multi-agency chronology. `agency` is a role (``Hospital trust``), never a person."""

    when: PartialDate | None
    said: str
    agency: str
    contact: str
    child_seen: str
    outcome: str
    theme: str

    @property
    def words(self) -> str:
        """The date as the agency gave it."""
        return self.when.in_words() if self.when else self.said or "No date given"


def read(rows: Iterable[Mapping[str, object]], agency: str) -> list[Entry]:
    """One agency's table as entries. A row without a date that can be read stays, and is placed last."""
    found = []
    for row in rows:
        text = {key: str(value or "").strip() for key, value in row.items()}
        day = text.get("day", "")
        try:
            when = PartialDate.parse(day) if day else None
        except NotADate:
            when = None
        theme = text.get("theme", "")
        found.append(
            Entry(
                when,
                day,
                agency,
                text.get("contact", ""),
                text.get("child_seen", ""),
                text.get("outcome", ""),
                theme if theme in {each.value for each in Theme} else "",
            )
        )
    return found


def merge(chronologies: Iterable[Sequence[Entry]]) -> list[Entry]:
    """All of them in one order. Nothing is lost and nothing is joined: what two agencies say of one day stands as two rows.

    A row known to the month or the year stands after the days it may have been one of, because a reader looks for it where it ends.
    """
    return sorted((entry for each in chronologies for entry in each), key=_place)


def _place(entry: Entry) -> tuple[date, int, date, str, str]:
    if entry.when is None:
        return (date.max, 9, date.max, entry.agency, entry.contact)
    vague = {"day": 0, "month": 1, "year": 2}[entry.when.precision.value]
    return (entry.when.last_day, vague, entry.when.first_day, entry.agency, entry.contact)


def by_theme(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The same rows under their themes, in the themes' order; those without one last. A theme without rows is left out."""
    held: dict[str, list[Entry]] = {}
    for entry in entries:
        held.setdefault(entry.theme, []).append(entry)
    ordered = [(theme.label, held[theme.value]) for theme in Theme if theme.value in held]
    return [*ordered, *([(NO_THEME, held[""])] if "" in held else [])]
