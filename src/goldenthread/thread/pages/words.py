"""Tags and phrases that several pages share."""

from __future__ import annotations

from datetime import date

from goldenthread.core.working_days import working_days_between
from goldenthread.design.components import Brag as Rating
from goldenthread.design.components import BragTag, Tag, TagKind
from goldenthread.design.format import due_phrase
from goldenthread.thread.models import Action
from goldenthread.thread.queries.actions import ActionRow
from goldenthread.thread.queries.work import AskedAction
from goldenthread.thread.rules.progress import days_overdue, disagreement
from goldenthread.thread.terms import ActionState, Brag, Strength

STATE_KINDS: dict[ActionState, TagKind] = {
    ActionState.DRAFT: "open",
    ActionState.AGREED: "warning",
    ActionState.ACCEPTED: "info",
    ActionState.REPORTED: "warning",
    ActionState.DELIVERED: "success",
    ActionState.ASSURED: "success",
    ActionState.WITHDRAWN: "neutral",
    ActionState.MERGED: "neutral",
}
STRENGTH_KINDS: dict[Strength, TagKind] = {
    Strength.STRONG: "success",
    Strength.MODERATE: "info",
    Strength.WEAK: "warning",
    Strength.STATED: "open",
}


def state_tag(state: ActionState) -> Tag:
    """An action's state as a tag."""
    return Tag(STATE_KINDS[state], state.label)


def brag_tag(brag: Brag) -> BragTag | Tag:
    """People's judgement as a tag."""
    return Tag("open", "Not judged yet") if brag is Brag.UNSET else BragTag(Rating(brag.value))


def due_words(action: Action | ActionRow, today: date) -> str:
    """When an action is due, in words; how late, where it is."""
    if action.due_on is None:
        return "no due date"
    if days_overdue(state=ActionState(action.state), due_on=action.due_on, today=today) or ActionState(
        action.state
    ) in {ActionState.DRAFT, ActionState.AGREED, ActionState.ACCEPTED, ActionState.REPORTED}:
        return due_phrase(action.due_on, today=today, working_days=working_days_between(today, action.due_on))
    return "signed off" if action.delivered_on else "ended"


def overdue(action: Action | ActionRow | AskedAction, today: date) -> int:
    """Days overdue; 0 when it is not late."""
    return days_overdue(state=ActionState(action.state), due_on=action.due_on, today=today)


def mismatch(action: Action | ActionRow, today: date, evidence: int) -> str | None:
    """Where the judged colour and the facts disagree."""
    return disagreement(
        state=ActionState(action.state), brag=Brag(action.brag), due_on=action.due_on, today=today, evidence=evidence
    )


def owner_words(action: Action | ActionRow) -> str:
    """Who owns an action: the person and the organisation, as far as they are named."""
    organisation = str(action.owner_organisation) if action.owner_organisation else ""
    if action.owner_person:
        return f"{action.owner_person.name}, {organisation}" if organisation else action.owner_person.name
    return organisation or "nobody yet"
