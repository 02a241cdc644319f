"""Progress: what is late, and where people's judgement and the calendar disagree."""

from __future__ import annotations

from datetime import date

from goldenthread.thread.rules.states import RUNNING
from goldenthread.thread.terms import ActionState, Brag


def days_overdue(*, state: ActionState, due_on: date | None, today: date) -> int:
    """Calendar days past the due date while the action runs; 0 when it is not late."""
    if state not in RUNNING or due_on is None or due_on >= today:
        return 0
    return (today - due_on).days


def disagreement(*, state: ActionState, brag: Brag, due_on: date | None, today: date, evidence: int) -> str | None:
    """Where the judged colour and the facts disagree, in a sentence; None when they do not.

    Source: chapter Reviews and learning A2.2: compute overdue, let people set the status, store both, show the mismatch.
    """
    late = days_overdue(state=state, due_on=due_on, today=today)
    if late and brag is Brag.GREEN:
        return f"Judged on track, but {late} days overdue."
    if late and brag is Brag.AMBER:
        return f"Judged at risk, but already {late} days overdue."
    if brag is Brag.BLUE and state in RUNNING - {ActionState.REPORTED}:
        return "Judged complete, but not reported done."
    if brag is Brag.BLUE and not evidence:
        return "Judged complete, but there is no evidence."
    if brag is Brag.RED and not late and state in {ActionState.DELIVERED, ActionState.ASSURED}:
        return "Judged off track, but signed off."
    return None
