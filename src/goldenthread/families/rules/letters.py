"""Whether a letter may go to a family member, and what it may hold: their own, and nothing of another household."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from goldenthread.families.rules.family import Member, day_to_avoid, question_state, reason_problem
from goldenthread.families.terms import LETTERS, LetterKind, QuestionState, Safe

LEFT_OUT = "[Something is left out here, because it speaks of someone else. Word it for this reader alone.]"


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


def kept_apart(text: str, others: Iterable[Member], reader: Member) -> str:
    """The text for one reader; where it names someone of another household, by label or by what they are called, it is left out whole."""
    for other in others:
        if other.household == reader.household:
            continue
        for word in (other.label, other.called):
            if word.strip() and re.search(rf"(?<!\w){re.escape(word.strip())}(?!\w)", text, re.IGNORECASE):
                return LEFT_OUT
    return text
