"""Help with writing an action: what is missing, said as a hint and never as a bar.

Source: chapter Reviews and learning A2.2, SMART validation: warn, do not block, on weak verbs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

VAGUE = (
    "consider",
    "be reminded",
    "remind",
    "raise awareness",
    "ensure",
    "explore",
    "look into",
    "support",
    "promote",
    "encourage",
    "continue to",
    "be aware",
    "strengthen",
    "improve",
)
CROWDED = 60  # words; a longer text usually holds several actions


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that would make the action clearer: the field it is about, and a sentence."""

    field: str
    sentence: str


def hints(
    *,
    text: str,
    measure: str,
    due_on: date | None,
    owner_organisation: bool,
    owner_person: bool,
    accepted: bool,
    today: date,
) -> list[Hint]:
    """What would make an action specific, measurable, accepted, realistic and timed; empty when nothing is missing."""
    found: list[Hint] = []
    lowered = f" {re.sub(r'[^a-z ]+', ' ', text.lower())} "
    if vague := next((verb for verb in VAGUE if f" {verb} " in lowered), None):
        found.append(
            Hint(
                "text",
                f"“{vague.capitalize()}” is hard to sign off. Say what someone will make, change, hold or check.",
            )
        )
    if len(text.split()) < 4:
        found.append(Hint("text", "Say what will be done, to what, and for whom."))
    if len(text.split()) > CROWDED or text.count(";") > 1:
        found.append(Hint("text", "This may hold several actions. One action has one owner and one end."))
    if not measure.strip():
        found.append(
            Hint(
                "measure", "Say how anyone will know that it is done and works: a count, a sample, a before and after."
            )
        )
    elif not re.search(r"\d|all|every|each|audit|survey|sample|before|after|compare", measure.lower()):
        found.append(Hint("measure", "A measure usually counts, samples or compares something."))
    if due_on is None:
        found.append(Hint("due_on", "Give it a day by which it will be done."))
    elif due_on < today:
        found.append(Hint("due_on", "This day has passed."))
    if not owner_organisation:
        found.append(Hint("owner_organisation", "Name the one organisation that owns it."))
    elif not owner_person:
        found.append(Hint("owner_person", "Name the person who will see it through."))
    elif not accepted:
        found.append(Hint("owner_organisation", "The owner has not accepted it yet."))
    return found
