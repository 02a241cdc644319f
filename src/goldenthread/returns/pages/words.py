"""Tags and phrases that several pages share."""

from __future__ import annotations

from datetime import date

from goldenthread.core.working_days import working_days_between
from goldenthread.design.components import Tag, TagKind
from goldenthread.design.format import day, due_phrase
from goldenthread.returns.models import Return
from goldenthread.returns.rules.states import WAITING, is_late, is_silent
from goldenthread.returns.terms import ReturnState

KINDS: dict[ReturnState, TagKind] = {
    ReturnState.DRAFT: "open",
    ReturnState.SENT: "open",
    ReturnState.OPENED: "info",
    ReturnState.IN_PROGRESS: "info",
    ReturnState.WITH_SENIOR: "warning",
    ReturnState.RETURNED: "success",
    ReturnState.NIL: "success",
    ReturnState.REFUSED: "danger",
    ReturnState.REOPENED: "warning",
    ReturnState.WITHDRAWN: "neutral",
}


def state_tag(state: ReturnState) -> Tag:
    """A return's state as a tag."""
    return Tag(KINDS[state], state.label)


def standing_tag(row: Return, today: date) -> Tag:
    """A return's state, or that nothing was heard in time."""
    state = ReturnState(row.state)
    return Tag("danger", "Silent") if is_silent(state, row.due_on, today) else state_tag(state)


def due_words(row: Return, today: date) -> str:
    """When an answer is due, in words; when it came, where it has."""
    state = ReturnState(row.state)
    if state in WAITING:
        return due_phrase(row.due_on, today=today, working_days=working_days_between(today, row.due_on))
    if row.answered_at is not None:
        return f"{state.label.lower()} on {day(row.answered_at)}"
    return f"due on {day(row.due_on)}" if state is ReturnState.DRAFT else state.label.lower()


def late(row: Return, today: date) -> bool:
    """Whether an answer should have come by now."""
    return is_late(ReturnState(row.state), row.due_on, today)
