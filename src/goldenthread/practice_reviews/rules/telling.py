"""What a period's reviews say for themselves in a report: sentences and lines that somebody reads, changes and takes in, or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.practice_reviews.rules.ages import Age

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
AGE_GROUPS = (
    (6, "young baby", "young babies", "under 6 months"),
    (12, "infant", "infants", "infant"),
    (5 * 12, "young child", "young children", "1 to 4"),
    (13 * 12, "child", "children", "5 to 12"),
    (20 * 12, "teenager", "teenagers", "teenager"),
)
"""The words of Wakefield's report 2020-21, carried on to the other ages. Each group ends before this many months."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One review of a period: by which door it came, how far it went, and the ages of the children it is about, those harmed before the others."""

    incident: bool
    rapid: bool
    local: bool
    practice: bool
    panel_agreed: bool
    notified_in_time: bool | None
    sent_in_time: bool | None
    ages: tuple[Age | None, ...]


def in_letters(count: int) -> str:
    """``three``; figures from ten on."""
    return WORDS[count] if count < len(WORDS) else str(count)


def subject_of(ages: Sequence[Age | None]) -> tuple[str, str]:
    """Whom a review is about, and the age group: nothing is said that an open date leaves open."""
    if not ages:
        return "a theme, without a child", ""
    groups = {_group(age) for age in ages}
    group = groups.pop() if len(groups) == 1 else None
    if group is None:
        return ("child" if len(ages) == 1 else f"{in_letters(len(ages))} children"), ""
    _, one, many, name = AGE_GROUPS[group]
    return (one if len(ages) == 1 else f"{in_letters(len(ages))} {many}"), name


def _group(age: Age | None) -> int | None:
    """The age group that every day the dates can mean lies in; unborn and not known are none."""
    if age is None or age.least < 0:
        return None
    first, last = (next((i for i, (end, *_) in enumerate(AGE_GROUPS) if month < end), None) for month in (age.least, age.most))  # fmt: skip
    return first if first == last else None


def lines_of(reviews: Iterable[Reviewed]) -> list[dict[str, object]]:
    """How many reviews, concerning whom, of which age group: as `partnership-report/1` holds them. The counts are of reviews, never of children."""
    counts = Counter(subject_of(each.ages) for each in reviews)
    return [
        {"count": count, "subject": subject} | ({"age_group": group} if group else {})
        for (subject, group), count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _several(count: int, one: str, many: str) -> str:
    return f"{in_letters(count)} {one if count == 1 else many}"


def development_of(reviews: Sequence[Reviewed]) -> str:
    """What the group did, as a sentence; empty where there was nothing. Incidents, referrals and reviews of each kind are counted apart."""
    incidents = sum(each.incident for each in reviews)
    referrals = len(reviews) - incidents
    came = [
        *((_several(incidents, "serious incident", "serious incidents"),) if incidents else ()),
        *((_several(referrals, "referral below the threshold", "referrals below the threshold"),) if referrals else ()),
    ]
    if not came:
        return ""
    kinds = (
        (sum(each.rapid for each in reviews), "rapid review", "rapid reviews"),
        (sum(each.local for each in reviews), "local learning review", "local learning reviews"),
        (
            sum(each.practice for each in reviews),
            "local child safeguarding practice review",
            "local child safeguarding practice reviews",
        ),
    )
    done = [_several(*kind) for kind in kinds if kind[0]]
    carried = f", and worked on {_joined(done)}" if done else ""
    return f"Considered {_joined(came)}{carried}, for what several agencies can learn from them."


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def impacts_of(reviews: Sequence[Reviewed]) -> list[str]:
    """What can be said of the difference from the records alone: no sentence rests on what is not written down."""
    said = []
    agreed = sum(each.panel_agreed for each in reviews)
    if agreed:
        where = "one rapid review" if agreed == 1 else f"{in_letters(agreed)} rapid reviews"
        said.append(f"In {where} the national Panel agreed that no further review was needed.")
    for name, times in (
        ("serious incident notification", [each.notified_in_time for each in reviews]),
        ("rapid review", [each.sent_in_time for each in reviews]),
    ):
        known = [each for each in times if each is not None]
        if known:
            said.append(_timely(name, sum(known), len(known)))
    return said


def _timely(name: str, in_time: int, of: int) -> str:
    if of == 1:
        return f"The one {name} was {'in time' if in_time else 'late'}."
    if in_time == of:
        return f"All {in_letters(of)} {name}s were in time."
    some = in_letters(in_time).capitalize() if in_time else "None"
    return f"{some} of {in_letters(of)} {name}s {'were' if in_time > 1 else 'was'} in time."
