"""Serious incidents: who leads, who must notify, what may happen next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.practice_reviews.terms import (
    STATUTORY,
    Care,
    Door,
    Lead,
    Nature,
    Opinion,
    Outcome,
    Partner,
    ReviewState,
)

LEAST_REASON = 20
"""Characters below which a reason is none. Our own measure: a sentence, not a word."""
S = ReviewState


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that may be done with a review: in which states, and where it leads (None: it stays)."""

    key: str
    words: str
    states: frozenset[ReviewState]
    leads_to: ReviewState | None = None


OPEN = frozenset(S) - {S.CLOSED}
RUNNING = frozenset({S.COMMISSIONED})
STEPS: Mapping[str, Step] = {
    step.key: step
    for step in (
        Step("edit", "Change the facts", OPEN),
        Step("child", "Add a child", OPEN),
        Step("documents", "Add files", OPEN),
        Step("screen", "Record the screening", frozenset({S.SCREENING})),
        Step("serious", "It meets the criteria after all", frozenset({S.SCREENING, S.LOCAL}), S.CONSIDERED),
        Step("local", "A local learning review", frozenset({S.SCREENING}), S.LOCAL),
        Step("view", "Record a partner’s view", frozenset({S.CONSIDERED})),
        Step("decide", "Record the local authority’s decision", frozenset({S.CONSIDERED})),
        Step("notify", "Record the notification", frozenset({S.CONSIDERED}), S.RAPID),
        Step("not_notified", "Learn from it locally", frozenset({S.CONSIDERED}), S.LOCAL),
        Step("area", "Another area was told", frozenset({S.CONSIDERED, S.RAPID, S.FOLLOWED, S.COMMISSIONED})),
        Step("withdraw", "Withdraw the notification", frozenset({S.RAPID, S.FOLLOWED}), S.LOCAL),
        Step("ask", "Ask agencies", frozenset({S.RAPID, S.LOCAL, S.COMMISSIONED})),
        Step("report", "Write the report", frozenset({S.RAPID, S.LOCAL})),
        Step("further", "Decide on a further review", frozenset({S.RAPID, S.FOLLOWED, S.LOCAL})),
        Step("sign", "A partner signs off", frozenset({S.RAPID})),
        Step("sent", "The report was sent", frozenset({S.RAPID}), S.FOLLOWED),
        Step("letter", "A letter from the Panel", frozenset({S.FOLLOWED, S.COMMISSIONED, S.PUBLISHED})),
        Step("initiate", "Initiate the review", frozenset({S.FOLLOWED, S.LOCAL}), S.COMMISSIONED),
        Step("reviewer", "Appoint a reviewer", RUNNING),
        Step("reviewer_ends", "A reviewer’s work ends", RUNNING | {S.PUBLISHED}),
        Step("cost", "Agree days and cost anew", RUNNING),
        Step("terms", "Write the terms of reference", RUNNING),
        Step("proceeding", "A proceeding beside the review", RUNNING),
        Step("proceeding_ends", "A proceeding ends", RUNNING | {S.PUBLISHED}),
        Step("check", "Check time and quality", RUNNING),
        Step("practitioners", "Practitioners took part", RUNNING | {S.PUBLISHED}),
        Step("draft", "Add a draft", RUNNING),
        Step("copy", "Give a reader a copy", RUNNING),
        Step("words", "Write what is published", RUNNING),
        Step("publication", "Decide what is published", RUNNING),
        Step("plan", "Set the day of publication", RUNNING),
        Step("told", "Someone was told before publication", RUNNING),
        Step("publish", "Record the publication", RUNNING, S.PUBLISHED),
        Step("repository", "The repository has a copy", frozenset({S.PUBLISHED})),
        Step("down", "Decide whether it stays published", frozenset({S.PUBLISHED})),
        Step("end", "End it without a report", RUNNING, S.LOCAL),
        Step("close", "Close it", frozenset({S.SCREENING, S.CONSIDERED, S.LOCAL, S.FOLLOWED, S.PUBLISHED}), S.CLOSED),
    )
}
"""The one table of what may be done when. Source: Working Together 2023, chapter 5; the local part, practice of partnerships."""


def step_problem(key: str, state: ReviewState) -> str | None:
    """Why a step cannot be taken in a state, in a sentence; None where it can."""
    step = STEPS[key]
    if state in step.states:
        return None
    if state is S.CLOSED:
        return "This review is closed."
    where = " or ".join(sorted(f"“{each.label}”" for each in step.states))
    return f"“{step.words}” belongs to {where}; this review stands at “{state.label}”."


def reason_problem(words: str) -> str | None:
    """Why a reason is none, or None."""
    return None if len(words.strip()) >= LEAST_REASON else "Give the reasons in a sentence or more."


def who_leads(*, here: str, place: str, home: str, outside_england: bool) -> Lead:
    """Which partnership leads, by the names of areas. Source: Panel, frequently asked questions; Children Act 2004, section 16C(1).

    Responsibility rests where the incident took place; outside England, where the child normally lives.
    """
    own, took, lives = (text.strip().casefold() for text in (here, place, home))
    if outside_england:
        return Lead.ABROAD if lives == own else Lead.ELSEWHERE if lives else Lead.OPEN
    if not took:
        return Lead.OPEN
    if took == own:
        return Lead.HERE
    return Lead.ELSEWHERE if lives == own else Lead.OPEN


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """What the rules ask of a child."""

    outcome: Outcome
    care: Care


def duties(children: Iterable[ChildFacts], nature: Nature) -> tuple[str, ...]:
    """What guidance asks besides the criteria, in sentences. Source: Working Together 2023, chapter 5 (paragraphs to be checked)."""
    held = list(children)
    said = []
    if any(child.outcome is Outcome.DIED and child.care is Care.LOOKED_AFTER for child in held):
        said.append(
            "A looked-after child died: the local authority tells the Secretary of State and Ofsted, whatever the cause and whether or not the criteria are met."
        )
    if any(child.outcome is Outcome.DIED and child.care is Care.LEAVER for child in held):
        said.append(
            "A care leaver up to and including 24 died: this is notified too, as a stream of its own that is left out of other totals."
        )
    deaths = sum(child.outcome is Outcome.DIED for child in held)
    if deaths > 1:
        said.append(f"{deaths} children died: the national form takes one child for each notification of a death.")
    if nature is Nature.DEATH and held and not deaths:
        said.append("It is written down as a death, and no child is written down as having died: check both.")
    return tuple(said)


def standing_views(views: Iterable[tuple[Partner, Opinion]]) -> dict[Partner, Opinion]:
    """Each partner's last view, from its views in the order they were given."""
    return dict(views)


def views_missing(views: Iterable[tuple[Partner, Opinion]]) -> tuple[Partner, ...]:
    """The safeguarding partners who have not said what they think."""
    held = standing_views(views)
    return tuple(partner for partner in STATUTORY if partner not in held)


def dissent(views: Iterable[tuple[Partner, Opinion]], notifies: bool) -> tuple[Partner, ...]:
    """Who thinks otherwise than the local authority decided; whoever abstains does not dissent."""
    other = Opinion.NOT_NOTIFY if notifies else Opinion.NOTIFY
    return tuple(
        partner
        for partner, opinion in standing_views(views).items()
        if opinion is other and partner is not Partner.LOCAL_AUTHORITY
    )


def notification_problem(
    *, decision: str, children: int, sent_on: date, aware_on: date | None, today: date
) -> str | None:
    """Why a notification cannot be recorded, or None. What is late is recorded all the same, with the reason."""
    if aware_on is None:
        return "Write down first on which day the local authority became aware: the clock runs from it."
    if decision != Opinion.NOTIFY.value:
        return "The local authority has not decided to notify: record its decision first."
    if not children:
        return "Write down first which child or children it is about."
    if sent_on > today:
        return "It cannot have been sent on a day to come."
    if sent_on < aware_on:
        return "It cannot have been sent before the local authority became aware."
    return None


def days_problem(
    *, happened_first: date | None, aware_on: date | None, told_on: date | None, today: date
) -> str | None:
    """Why the days of an incident do not fit together, or None."""
    if happened_first is not None and happened_first > today:
        return "The incident cannot lie in days to come."
    if aware_on is not None and aware_on > today:
        return "The local authority cannot have become aware on a day to come."
    if aware_on is not None and happened_first is not None and aware_on < happened_first:
        return "The local authority cannot have become aware before it happened."
    if told_on is not None and told_on > today:
        return "The partnership cannot have been told on a day to come."
    return None


def first_state(door: Door) -> ReviewState:
    """Where a review begins."""
    return S.CONSIDERED if door is Door.INCIDENT else S.SCREENING
