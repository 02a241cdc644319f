"""What the partners' tier follows: how serious a risk is, how long a challenge waits, how much fits on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SCALE = (1, 2, 3, 4, 5)
LIKELIHOOD = {1: "Rare", 2: "Unlikely", 3: "Possible", 4: "Likely", 5: "Almost certain"}
IMPACT = {1: "Very small", 2: "Small", 3: "Moderate", 4: "Serious", 5: "Very serious"}
PART_MOST = 900
"""Characters of one part of a highlight report: four of them fill its one page."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A risk's score, and what it is called."""

    score: int
    word: str


def rating(likelihood: int, impact: int) -> Rating:
    """How serious a risk is: likelihood times impact, in four bands. Source: the 5 by 5 matrix public bodies use."""
    score = likelihood * impact
    word = "Low" if score <= 4 else "Medium" if score <= 9 else "High" if score <= 14 else "Very high"
    return Rating(score, word)


def days_waited(raised_on: date, answered_on: date | None, closed_on: date | None, today: date) -> int:
    """For how many days a challenge has waited, or waited, for its response."""
    return ((answered_on or closed_on or today) - raised_on).days


def review_problem(likelihood: int, impact: int, review_by: date, today: date) -> str | None:
    """Why a review of a risk cannot be stored, in a sentence, or None."""
    if likelihood not in SCALE or impact not in SCALE:
        return "Likelihood and impact are each one to five."
    if review_by <= today:
        return "The next review has to lie ahead."
    return None


def shortened(lines: list[str], most: int = PART_MOST) -> str:
    """As many whole lines as fit, and how many did not."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        rest = len(lines) - number
        if sum(len(one) + 1 for one in kept) + len(line) + 24 > most:
            kept.append(f"… and {rest} more")
            break
        kept.append(line)
    return "\n".join(kept)[:most]
