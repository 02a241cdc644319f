"""The rapid review's own rules: the decision on a further review, sending, the Panel's letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from goldenthread.practice_reviews.rules.incident import reason_problem
from goldenthread.practice_reviews.terms import STATUTORY, Criterion, Further, Partner, Reply

PARTS = ("facts", "context", "analysis", "immediate", "conclusion")
"""The parts of a report of a rapid review, in their order. Source: Working Together 2023, chapter 5 (paragraph to be checked)."""
HEADINGS = {
    "facts": "What happened, and which agencies were involved",
    "context": "The child’s life, identity and circumstances",
    "analysis": "Analysis of key episodes of practice",
    "immediate": "What was done at once for children’s safety",
    "conclusion": "What can be improved, and what should follow",
}
HELP = {
    "facts": "The facts as far as they can be established in the time.",
    "context": "Race, culture, faith, language, disability and other inequalities: what they meant here.",
    "analysis": "Why people did what they did, not only what they did.",
    "immediate": "Steps for this child, brothers, sisters and others, and learning shared at once.",
    "conclusion": "The potential for improvement in how children are safeguarded.",
}
STATUTORY_CRITERIA = (Criterion.IMPROVEMENTS, Criterion.RECURRENT, Criterion.TOGETHER, Criterion.PANEL)
"""Regulation 11 of SI 2018/789; the others are circumstances of the guidance."""
MET, NOT_MET = "met", "not_met"


def further_problem(*, decision: Further | None, criteria: Mapping[str, str], why: str) -> str | None:
    """Why a decision on a further review cannot stand, or None.

    Each statutory criterion has to be considered; meeting one does not oblige to review, and a decision not to needs reasons as full.
    """
    if decision is None:
        return "Say what was decided."
    unsaid = [each.label for each in STATUTORY_CRITERIA if criteria.get(each.value) not in {MET, NOT_MET}]
    if unsaid:
        return f"Say of each criterion whether it is met: {', '.join(unsaid)}."
    return reason_problem(why)


def signed(signatures: Iterable[Partner]) -> bool:
    """Whether each safeguarding partner has signed off."""
    return set(STATUTORY) <= set(signatures)


def sending_problem(
    *,
    parts: Mapping[str, str],
    decided: bool,
    signatures: Iterable[Partner],
    sent_on: date,
    notified_on: date,
    today: date,
) -> str | None:
    """Why a report cannot be marked as sent, or None. Being late is no reason: it is sent late, with the reason."""
    missing = [HEADINGS[name] for name in PARTS if not parts.get(name, "").strip()]
    if missing:
        return f"The report still lacks: {'; '.join(missing)}."
    if not decided:
        return "Record the decision on a further review first."
    absent = [each.label for each in STATUTORY if each not in set(signatures)]
    if absent:
        return f"Not signed off yet by: {', '.join(absent)}."
    if not notified_on <= sent_on <= today:
        return "It was sent between the notification and today."
    return None


def asks_an_answer(reply: Reply) -> bool:
    """Whether a letter has to be answered before the review can be closed."""
    return reply in {Reply.DISAGREES, Reply.MORE}


def closing_problem(
    *, letters: Iterable[tuple[Reply, bool]], sent: bool, told: bool, still_public: bool = False
) -> str | None:
    """Why a review cannot be closed, or None. `letters` are replies and whether each was answered; `told`, whether a referrer knows the outcome; `still_public`, whether nobody has decided yet if what was published stays."""
    held = list(letters)
    if not told:
        return "Tell the referrer the outcome first."
    if sent and not held:
        return "The Panel has not replied yet. Record its letter first."
    if any(asks_an_answer(reply) and not answered for reply, answered in held):
        return "A letter of the Panel is not answered yet."
    if still_public:
        return "Decide first whether what was published stays public or is taken down."
    return None
