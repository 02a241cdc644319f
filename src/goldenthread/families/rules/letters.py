"""Whether a letter may go to a family member, and what it may hold: their own, and nothing of another household."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from goldenthread.families.rules.family import Member, day_to_avoid, question_state, reason_problem
from goldenthread.families.terms import LETTERS, LetterKind, QuestionState, Safe
from goldenthread.records.terms import RecordKind

LEFT_OUT = "[Something is left out here, because it speaks of someone else. Word it for this reader alone.]"


def kinds_of(record_kind: str) -> tuple[LetterKind, ...]:
    """The letters that a family may be written about a record of a kind: after a child's death nothing is published, and what was found is told."""
    left_out = LetterKind.BEFORE if record_kind == RecordKind.DEATH.value else LetterKind.FOUND
    return tuple(kind for kind in LetterKind if kind is not left_out)


def letter_problem(member: Member, kind: LetterKind, on: date, agreed_by: str = "") -> str | None:
    """Why no letter is drafted for them now: it is not safe, a restriction is in force, nobody is named, or there is nothing to answer."""
    if member.restricted(on) and reason_problem(agreed_by):
        return "A restriction is in force. Say who agreed that a letter goes to them."
    if member.safe is Safe.ASK:
        return "Nobody knows yet whether a letter is safe. Find out, and write it down first."
    if member.safe not in LETTERS:
        return f"A letter is not safe: {member.safe.label.lower()}."
    if not member.contact.strip():
        return "Name the contact first: the letter says whom they can reach."
    if kind is LetterKind.ANSWERS and not any(
        question_state(row) in {QuestionState.TO_FEED_BACK, QuestionState.DONE} for row in member.said
    ):
        return "No question of theirs is answered yet."
    return None


def letter_notes(member: Member, on: date) -> tuple[str, ...]:
    """What the named contact thinks of before the letter goes out."""
    notes = []
    if held := day_to_avoid(member.dates_to_avoid, on):
        notes.append(f"Near a day to avoid: {held}")
    if member.safe is Safe.THROUGH:
        notes.append("It goes by way of whoever stands between, and not to their address.")
    if member.under_18:
        notes.append("They are under 18: agree it with whoever is responsible for them.")
    if member.interpreter or member.language:
        notes.append("Have it translated, or read to them, in their language.")
    if not member.cover.strip():
        notes.append("Nobody covers when the named contact is away.")
    return tuple(notes)


LEAST_WORD, LEAST_LINE = 3, 5
"""How long a part of a name, or a line of an address, has to be to tell who someone is."""


def identifying(name: str, address: str, reach: str) -> frozenset[str]:
    """The parts of what is sealed by which someone would be known in a text: parts of a name, lines of an address, numbers."""
    parts = {word.strip(".,") for word in name.split() if len(word.strip(".,")) >= LEAST_WORD}
    lines = {line.strip(" ,.") for line in address.splitlines()}
    numbers = {piece.strip(" ,.;") for piece in re.split(r"[\n,;]", reach)}
    return frozenset(parts | {name.strip()} - {""} | {line for line in lines | numbers if len(line) >= LEAST_LINE})


def kept_apart(text: str, others: Iterable[Member], reader: Member, secrets: Iterable[str] = ()) -> str:
    """The text for one reader; where it names someone of another household it is left out whole.

    By their label, by what they are called, or by `secrets`: what identifies them and lies sealed.
    """
    apart = [word for other in others if other.household != reader.household for word in (other.label, other.called)]
    if any(_names(text, word, exactly=False) for word in apart):
        return LEFT_OUT
    # a name of one word may be a word of every sentence, such as Will or May: it counts as it is written
    if any(_names(text, word, exactly=word.isalpha()) for word in secrets):
        return LEFT_OUT
    return text


def _names(text: str, word: str, *, exactly: bool) -> bool:
    flags = 0 if exactly else re.IGNORECASE
    return bool(word.strip()) and re.search(rf"(?<!\w){re.escape(word.strip())}(?!\w)", text, flags) is not None
