"""Which decision may follow which, what keeps a step-down back, and which words a wide field refuses."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

from goldenthread.postvention.terms import Confirmation, Phase, Status

LEAST_REASON = 20
"""Characters below which a reason is none. Our own measure: a sentence, not a word."""
USUAL_LEAST = 5
"""Below what counts of deaths are usually kept back, until a partnership says its own in its arrangements. Practice; to be checked."""
LEAVE_OUT = "Leave out how: it is read by many. What the response group alone must know belongs in the sealed note."
NO_LIST = "Name nobody who may be at risk: those people are looked after by the services that know them, never in a list here."
S = Status

FOLLOWS: Mapping[Status, frozenset[Status]] = {
    S.SURVEILLANCE: frozenset({S.POSSIBLE, S.NOT_CLUSTER}),
    S.POSSIBLE: frozenset({S.ACTIVE, S.NOT_CLUSTER}),
    S.ACTIVE: frozenset({S.STEPPED_DOWN, S.NOT_CLUSTER}),
    S.STEPPED_DOWN: frozenset({S.ACTIVE, S.CLOSED}),
    S.NOT_CLUSTER: frozenset({S.ACTIVE, S.POSSIBLE, S.CLOSED}),
    S.CLOSED: frozenset({S.ACTIVE}),
}
"""Another death, here or next door, activates a response again whenever it was stepped down or ended. Source: local protocols, to be checked."""


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task of the plan that comes with the program."""

    phase: Phase
    words: str
    owner: str


def _shipped() -> dict[str, object]:
    return tomllib.loads((files("goldenthread.postvention.shipped") / "plan.toml").read_text("utf-8"))


def shipped_tasks() -> tuple[PlanTask, ...]:
    """The first tasks of a plan, in their order."""
    rows = _shipped()["tasks"]
    return tuple(PlanTask(Phase(each["phase"]), each["words"], each["owner"]) for each in rows)  # type: ignore[attr-defined]


def shipped_words() -> tuple[str, ...]:
    """The words a wide field refuses until a partnership has a list of its own."""
    return tuple(_shipped()["method_words"])  # type: ignore[arg-type]


def status_problem(now: Status, then: Status) -> str | None:
    """Why a status cannot follow another, or None."""
    if then in FOLLOWS[now]:
        return None
    return f"“{then.label}” does not follow “{now.label}”."


def reason_problem(words: str) -> str | None:
    """Why a reason is none, or None."""
    return None if len(words.strip()) >= LEAST_REASON else "Give the reasons in a sentence or more."


def method_problem(texts: Iterable[str], refused: Sequence[str]) -> str | None:
    """The sentence that refuses words of how somebody died, or None. It never repeats what was typed.

    Case, line breaks and further spaces make no difference; a word within a longer word is another word.
    """
    held = [" ".join(text.casefold().split()) for text in texts]
    for word in refused:
        looked = " ".join(word.casefold().split())
        if looked and any(re.search(rf"(?<!\w){re.escape(looked)}(?!\w)", text) for text in held):
            return LEAVE_OUT
    return None


def step_down_problem(open_settings: int) -> str | None:
    """Why a response cannot step down yet: a setting's support is open without a word on it."""
    if not open_settings:
        return None
    many = "1 setting’s support is" if open_settings == 1 else f"The support of {open_settings} settings is"
    return f"{many} still open. Say of each how it ended, or who goes on with it."


def counts(findings: Iterable[Confirmation]) -> bool:
    """Whether any death still stands as a suicide, suspected or concluded."""
    return any(each in {Confirmation.SUSPECTED, Confirmation.SUICIDE} for each in findings)


def due_of(phase: Phase, concern: date) -> date | None:
    """The last day of a phase; none of what comes later."""
    days = {Phase.DAY: 1, Phase.THREE_DAYS: 3, Phase.WEEK: 7, Phase.MONTH: 30}.get(phase)
    return concern + timedelta(days=days) if days else None


def shown(count: int, least: int) -> str:
    """A count as it leaves the circle."""
    return str(count) if count == 0 or count >= least else f"Fewer than {least}"
