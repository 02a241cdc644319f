"""The local child safeguarding practice review's own rules: who may review, what keeps it from going on, when it may be published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.practice_reviews.terms import TOLD_FIRST, Publication, Restriction, ToldBefore

HEADINGS: Mapping[str, str] = {
    "summary": "The review in short",
    "analysis": "Why actions were or were not taken",
    "improvements": "What should improve",
}
"""What a published report has to hold. Source: SI 2018/789, regulations 15 to 17 (paragraphs to be checked); Working Together 2023, chapter 5."""
HELP: Mapping[str, str] = {
    "summary": "Without what tells who it is: no names, no dates of birth, no places.",
    "analysis": "The systemic or underlying reasons.",
    "improvements": "Each recommended improvement on a line of its own. This is what is published where the report is not.",
}
STAGES_HELD: Mapping[Restriction, tuple[str, ...]] = {
    Restriction.PRACTITIONERS: ("practitioners", "information"),
    Restriction.RELATIVES: ("family", "family_told"),
    Restriction.NAMING: (),
    Restriction.PUBLISHING: ("sent", "published"),
}
"""Which stages of the pathway wait while a proceeding lasts; a stage that an edition of one's own lacks is left out."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A proceeding beside a review, as the rules take it: what it keeps the review from, and whether it has ended."""

    name: str
    keeps_from: frozenset[Restriction]
    over: bool


def in_force(proceedings: Iterable[Beside], restriction: Restriction) -> tuple[str, ...]:
    """The proceedings that keep a review from something now."""
    return tuple(each.name for each in proceedings if not each.over and restriction in each.keeps_from)


def stages_held(restrictions: Iterable[Restriction], known: Collection[str]) -> tuple[str, ...]:
    """The stages that wait, of those that the review's own edition of the pathway has."""
    wanted = dict.fromkeys(stage for each in restrictions for stage in STAGES_HELD[each])
    return tuple(stage for stage in wanted if stage in known)


def initiating_problem(*, decided_to_review: bool, asked: int) -> str | None:
    """Why a review cannot be initiated, or None. `asked` counts letters of the Panel that still have to be answered."""
    if not decided_to_review:
        return "Record first the decision that a local child safeguarding practice review follows."
    if asked:
        return "A letter of the Panel is not answered yet."
    return None


def appointment_problem(
    *, independence: str, conflicts: str, days: int | None, cost: int | None, on: date, initiated_on: date, today: date
) -> str | None:
    """Why a reviewer cannot be appointed, or None. Independence and conflicts are considered before, and what was considered is written down."""
    if len(independence.strip()) < 20:
        return "Say in a sentence or more how the reviewer is independent, and what they know of the field."
    if not conflicts.strip():
        return "Say what was considered as a conflict of interest, or that there is none."
    if (days is not None and days < 1) or (cost is not None and cost < 0):
        return "Days and cost cannot be less than nothing."
    if not initiated_on <= on <= today:
        return "The reviewer was appointed between the initiation and today."
    return None


def words_missing(words: Mapping[str, str], publication: Publication | None) -> tuple[str, ...]:
    """Which parts of what is published are not written yet. Where the improvements alone are published, they alone are asked."""
    asked = ("improvements",) if publication is Publication.IMPROVEMENTS else tuple(HEADINGS)
    return tuple(HEADINGS[name] for name in asked if not words.get(name, "").strip())


def publishing_problem(
    *,
    decided: Publication | None,
    words: Mapping[str, str],
    told: Collection[ToldBefore],
    kept_back: Collection[str],
    family: Collection[str] = (),
    on: date,
    decided_on: date | None,
    today: date,
) -> str | None:
    """Why a publication cannot be recorded, or None. To be late is no reason; a proceeding that forbids it is. `family` are those nobody told, nor wrote down why not.

    Source: SI 2018/789, regulations 15 to 17 (paragraphs to be checked); Working Together 2023, chapter 5.
    """
    if decided is None or decided_on is None:
        return "Decide first what is published, with reasons."
    if missing := words_missing(words, decided):
        return f"What is published still lacks: {'; '.join(missing)}."
    if absent := [each.label for each in TOLD_FIRST if each not in told]:
        return f"Not told yet: {', '.join(absent)}. Each has the report itself before it is published."
    if family:
        return f"Of the family not told yet: {', '.join(family)}. Write it down on the family’s pages, or why they are not told."
    if kept_back:
        return f"Nothing is published before this ends: {', '.join(kept_back)}."
    if not decided_on <= on <= today:
        return "It was published between the decision and today."
    return None


def too_short(*, told: Mapping[ToldBefore, date], needed_by: date | None) -> tuple[ToldBefore, ...]:
    """Who had the report later than the last day before publication on which they should have; none where no day is set."""
    if needed_by is None:
        return ()
    return tuple(each for each in TOLD_FIRST if each in told and told[each] > needed_by)


def down_problem(
    *, stays: bool, why: str, on: date, published_on: date, required_until: date | None, today: date
) -> str | None:
    """Why a decision on staying public cannot be recorded, or None. What is taken down before its time needs its reason; it may be a court's."""
    if not published_on <= on <= today:
        return "It was decided between the publication and today."
    if len(why.strip()) < 20:
        early = not stays and required_until is not None and on < required_until
        return (
            "It comes down before the time it has to be public: say why, and on whose authority."
            if early
            else "Give the reasons in a sentence or more."
        )
    return None
