"""Vocabularies: enums whose every member has a label, a definition and a source, so that a term cannot exist without them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the field: its stored code, its label, what it means and where that is said."""

    code: str
    label: str
    definition: str
    source: str


class Vocabulary(Enum):
    """An enum of terms. `value` is the stored code; `label`, `definition` and `source` come from the term."""

    _term: Term

    def __new__(cls, term: Any) -> Vocabulary:
        """Make a member whose value is the term's code. Members are looked up by that code, so `term` is not typed narrower."""
        member = object.__new__(cls)
        member._value_ = term.code
        member._term = term
        return member

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return self._term.label

    @property
    def definition(self) -> str:
        """What it means, in one sentence."""
        return self._term.definition

    @property
    def source(self) -> str:
        """Where the meaning is said."""
        return self._term.source

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Codes with labels, for columns and forms."""
        return [(member.value, member.label) for member in cls]

    def __str__(self) -> str:
        return str(self.value)
