"""What reading a room’s own spreadsheet shares: how one cell is read, and the words that say what is wrong with it. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Final, TypeVar

from goldenthread.core.dates import NotADate, PartialDate, Precision
from goldenthread.core.terms import Vocabulary
from goldenthread.thread.importing import RowNote, plain_words, read_day

NOT_KNOWN: Final = frozenset({"not known", "unknown", "nk", "not recorded", "not yet known"})

LONGEST: Final = 5000

Words = TypeVar("Words", bound=Vocabulary)


def known_words(terms: type[Words], more: Mapping[str, Words] | None = None) -> dict[str, Words]:
    """A vocabulary by its words as they are compared, and by others that files use."""
    found = {plain_words(word): term for term in terms for word in (term.value, term.label)}
    return {**found, **(more or {})}


def read_partial(value: object) -> PartialDate | None:
    """A cell as a year, a month or a day, as exact as it is written; None for none. Errors: ValueError with a sentence."""
    if isinstance(value, datetime | date):
        return PartialDate.of(value.date() if isinstance(value, datetime) else value)
    text = " ".join(str("" if value is None else value).split())
    if plain_words(text) in NOT_KNOWN:
        return None
    if re.fullmatch(r"(?:19|20)\d\d(?:\.0)?", text):
        return PartialDate(int(text[:4]))
    try:
        return PartialDate.parse(text)
    except NotADate:
        pass
    joined = " ".join(re.split(r"[\s/.\-]+", text))
    for shape in ("%B %Y", "%b %Y", "%m %Y"):
        try:
            month = datetime.strptime(joined, shape)  # noqa: DTZ007 - a month has no time zone
        except ValueError:
            continue
        return PartialDate(month.year, month.month)
    day = read_day(value)
    return None if day is None else PartialDate.of(day)


def read_exact(value: object) -> date | None:
    """A cell as a day; None for none. A month or a year is no day. Errors: ValueError with a sentence."""
    found = read_partial(value)
    if found is not None and found.precision is not Precision.DAY:
        raise ValueError(f"“{value}” is no day: write it as 31/03/2021.")
    return found.first_day if found else None


def parts(text: str) -> list[str]:
    """What a cell lists, one by one."""
    return [part.strip() for part in re.split(r"[;,\n/]| and |&", text) if part.strip()]


def key_of(local_reference: str) -> str:
    """By what a row is known again: its local reference, however it is spaced or written."""
    return hashlib.sha256(plain_words(local_reference).encode()).hexdigest()


@dataclass(slots=True)
class Cells:
    """One row of a room's file as it is read: its cells by the names of the room's fields, and what is wrong with them."""

    labels: ClassVar[Mapping[str, str]] = {}

    number: int
    header: Sequence[str]
    columns: Mapping[str, int]
    cells: Sequence[object]
    today: date
    problems: list[RowNote] = field(default_factory=list)
    remarks: list[RowNote] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)

    def cell(self, name: str) -> object:
        """What stands under the column that is matched to a field; None where there is none."""
        at = self.columns.get(name)
        return self.cells[at] if at is not None and at < len(self.cells) else None

    def text(self, name: str, most: int = LONGEST) -> str:
        """A cell as text; too long a one is a problem."""
        value = self.cell(name)
        if isinstance(value, datetime | date):
            value = value.strftime("%d/%m/%Y")
        said = "" if value is None else str(value).strip()
        if len(said) > most:
            self.problem(name, f"It is longer than {most:,} characters.")
        return said

    def _note(self, held: list[RowNote], name: str, message: str) -> None:
        at = self.columns.get(name)
        heading = self.header[at] if at is not None and at < len(self.header) and self.header[at] else ""
        held.append(RowNote(self.number, f"column “{heading or self.labels[name]}”", message))

    def problem(self, name: str, message: str) -> None:
        """The first thing that is wrong with a cell: what follows from it is not said beside it."""
        if name not in self.faulty:
            self.faulty.add(name)
            self._note(self.problems, name, message)

    def remark(self, name: str, message: str) -> None:
        """Something about a cell that its owner should know, and that stops nothing."""
        self._note(self.remarks, name, message)

    def word(self, name: str, words: Mapping[str, Words]) -> Words | None:
        """One of a vocabulary's words, or None where the cell is empty."""
        given = self.text(name)
        found = words.get(plain_words(given))
        if given and found is None:
            labels = list(dict.fromkeys(term.label for term in words.values()))
            self.problem(name, f"“{given[:40]}” is none of: {'; '.join(labels)}.")
        return found

    def day(self, name: str) -> date | None:
        """A cell as a day that has come; None where it is empty or a problem was found."""
        try:
            found = read_exact(self.cell(name))
        except ValueError as error:
            self.problem(name, str(error))
            return None
        if found is not None and found > self.today:
            self.problem(name, "It lies in days to come.")
            return None
        return found
