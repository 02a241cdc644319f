"""What agencies said in their forms, side by side: whether they agree, and what can be taken as a claim."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum

LONGEST = 400
"""Characters of a claim. What an agency wrote at length is shortened to its own words, by a person."""
LONGEST_ABOUT = 120
OF_THE_WRITER = frozenset({"author", "knew", "knows", "holds", "sources", "first_contact"})
"""Questions of the forms that are about whoever writes and their records, not about the child: they differ by their nature and are not compared."""


class Agreement(IntEnum):
    """How far the answers to one question agree; what differs comes first."""

    DIFFER = 0
    PART = 1
    SAME = 2


def agreement(values: Collection[str], unknown: int = 0) -> Agreement:
    """Whether the values that were given are one. `unknown` counts those who answered without a value: not known, not said, does not apply."""
    if len({_plain(each) for each in values}) > 1:
        return Agreement.DIFFER
    return Agreement.PART if unknown and values else Agreement.SAME


def about(question: str) -> str:
    """What a claim is about, from the question it answers: the same each time, so that claims stand side by side."""
    words = " ".join(question.split())
    return words if len(words) <= LONGEST_ABOUT else f"{words[: LONGEST_ABOUT - 1]}…"


def excerpt_problem(answer: str, taken: str) -> str | None:
    """Why these words cannot be taken as what an agency said, or None. Several pieces may be taken, each in its own line, in their order."""
    if not taken.strip():
        return "Leave the words that matter."
    if len(taken.strip()) > LONGEST:
        return f"That is longer than {LONGEST} characters: leave the words that matter."
    if not _stands_in(answer, taken.splitlines()):
        return "Some of these words do not stand in the answer as it came. What an agency said is not changed: leave words out, a line for each piece."
    return None


def _stands_in(answer: str, pieces: Iterable[str]) -> bool:
    rest = " ".join(answer.split())
    for piece in pieces:
        plain = " ".join(piece.split())
        place = rest.find(plain)
        if place < 0:
            return False
        rest = rest[place + len(plain) :]
    return True


def _plain(value: str) -> str:
    return " ".join(value.casefold().split()).rstrip(".")
