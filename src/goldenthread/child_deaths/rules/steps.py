"""What may be done with a death's review, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goldenthread.child_deaths.terms import OPEN, DeathState

LEAST_REASON = 20
"""Characters below which a reason is none. Our own measure: a sentence, not a word."""
S = DeathState
RUNNING = frozenset({S.GATHERING, S.MET, S.READY})
OPENED = frozenset(OPEN)
KEPT = OPENED | {S.CLOSED}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that may be done: in which states, and where it leads (None: it stays)."""

    key: str
    words: str
    states: frozenset[DeathState]
    leads_to: DeathState | None = None


STEPS: Mapping[str, Step] = {
    step.key: step
    for step in (
        Step("edit", "Change what is known", OPENED),
        Step("child", "Who the child was", KEPT | {S.OUT, S.TRANSFERRED}),
        Step("name", "Add a name", KEPT | {S.OUT, S.TRANSFERRED}),
        Step("merge", "Join with another notification", frozenset({S.NOTIFIED, S.GATHERING, S.MET})),
        Step("part", "Part them again", frozenset({S.MERGED}), S.NOTIFIED),
        Step("scope", "Decide the scope", frozenset(S) - {S.MERGED, S.CLOSED}),
        Step("area", "Decide which area reviews it", frozenset(S) - {S.MERGED, S.CLOSED, S.OUT}),
        Step("first", "Record a first decision", OPENED),
        Step("track", "Something runs beside the review", OPENED),
        Step("track_edit", "Change what runs beside", KEPT),
        Step("track_ends", "It has ended", KEPT),
        Step("result", "A result came", KEPT),
        Step("ask", "Ask agencies", RUNNING | {S.NOTIFIED}),
        Step("step", "Record a step of its way", KEPT),
        Step("claim", "What an agency says", RUNNING | {S.REVIEWED}),
        Step("accept", "Accept one of them", RUNNING | {S.REVIEWED}),
        Step("met", "Record the review meeting", RUNNING, S.MET),
        Step("draft", "Write the analysis", RUNNING),
        Step("factor", "Add a factor", RUNNING),
        Step("ready", "Ready for the panel", frozenset({S.MET, S.GATHERING}), S.READY),
        Step("not_ready", "Not ready after all", frozenset({S.READY}), S.MET),
        Step("put", "Put it to a panel", frozenset({S.READY, S.MET})),
        Step("defer", "The panel put it off", frozenset({S.READY, S.MET}), S.MET),
        Step("conclude", "Record the panel’s conclusion", frozenset({S.READY, S.MET}), S.REVIEWED),
        Step("recommend", "Add a recommendation", RUNNING | {S.REVIEWED}),
        Step("inform", "The body was informed", KEPT),
        Step("answer", "The body answered", KEPT),
        Step("hand", "Make a hand-over", KEPT | {S.OUT}),
        Step("related", "It belongs with another death", KEPT),
        Step("concern", "Concern about another child", KEPT | {S.OUT, S.TRANSFERRED}),
        Step("disclose", "Decide what may be seen", KEPT | {S.OUT, S.TRANSFERRED}),
        Step("documents", "Add files", KEPT),
        Step("reopen", "Open it again", frozenset({S.REVIEWED, S.CLOSED}), S.MET),
        Step("close", "Close it", frozenset({S.REVIEWED}), S.CLOSED),
    )
}
"""Every step, by its key."""


def step_problem(step: str, state: DeathState) -> str | None:
    """Why a step's turn has not come, or None."""
    held = STEPS[step]
    if state in held.states:
        return None
    return f"“{held.words}” has no place here: the review stands at “{state.label.lower()}”."


def reason_problem(text: str) -> str | None:
    """Why a reason is none, or None."""
    return None if len(text.strip()) >= LEAST_REASON else "Give the reason in a sentence."


def closing_problem(*, finalised: bool, informed: Iterable[bool], family_heard: bool) -> str | None:
    """Why a review cannot be closed yet, or None. Section 16M(5): whoever should act must be informed."""
    if not finalised:
        return "It is not finalised with the national database yet: it would count in no year."
    if not all(informed):
        return "A recommendation has not reached its body yet: record when and how it was informed."
    if not family_heard:
        return "Record that the family has heard what was found, or why not, on the way of the review."
    return None
