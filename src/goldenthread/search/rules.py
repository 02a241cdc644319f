"""What a search asks for: words from any text whatever, and names that are nearly right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

LONGEST = 200  # characters of a search that are read
MOST_WORDS = 12
ONE_MISTAKE, TWO_MISTAKES = (
    4,
    8,
)  # letters of a word in which one letter, or two, may be wrong, missing, too many or swapped
BEGINS = 3  # letters that are enough for the beginning of a name
MOST_NAMES = 6
SAID = re.compile(r"[^\W_]+")
OPERATORS = re.compile(r'["\-]|\bor\b', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """An organisation or a person by the names they are found under, and where they lead."""

    names: tuple[str, ...]
    label: str
    note: str
    key: str


def plain(text: str) -> str:
    """The text of a search, as far as it is read."""
    return " ".join(text.replace("\0", " ")[:LONGEST].split())


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return [word.lower() for word in SAID.findall(text)][:MOST_WORDS]


def beginnings(text: str) -> str:
    """A query that finds words beginning with each of these, in PostgreSQL's own language; empty where the text uses operators."""
    if OPERATORS.search(text):
        return ""
    return " & ".join(f"{word}:*" for word in words_of(text))


def nearness(asked: list[str], name: str) -> float:
    """How near a name is to every word asked for, up to 1; 0 where one of them is nowhere in it."""
    parts = words_of(name)
    found = [max((_near(word, part) for part in parts), default=0.0) for word in asked]
    return sum(found) / len(found) if found and all(found) else 0.0


def _near(word: str, part: str) -> float:
    if len(word) >= BEGINS and part.startswith(word):
        return 1.0
    allowed = 2 if len(word) >= TWO_MISTAKES else 1 if len(word) >= ONE_MISTAKE else 0
    if len(part) < len(word) - allowed:  # each letter that is missing is a mistake: most parts of most names end here
        return 0.0
    begun = {part, part[: len(word)], part[: len(word) + 1]} if allowed else {part}
    mistakes = min(OSA.distance(word, one, score_cutoff=allowed) for one in begun)
    return 1 - mistakes / (len(word) + 1) if mistakes <= allowed else 0.0


def nearest(text: str, names: Iterable[Name]) -> list[Name]:
    """The names nearest to a text, the nearest first; none for a text without words."""
    asked = words_of(text)
    if not asked:
        return []
    scored = [(max((nearness(asked, name) for name in row.names), default=0.0), row) for row in names]
    found = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].label))
    return [row for _, row in found[:MOST_NAMES]]
