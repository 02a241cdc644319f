"""Who may do what on the thread, from rows to the values that the rules work on."""

from __future__ import annotations

from goldenthread.partnership.terms import GroupKind
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Action
from goldenthread.thread.rules.states import ActionFacts, Part
from goldenthread.thread.terms import ActionState


def parts(viewer: Viewer, action: Action) -> frozenset[Part]:
    """The parts this viewer has in an action. `action.record` and `action.lines` should be loaded."""
    organisations = viewer.organisations(action.partnership_id)
    held = {
        Part.UNIT: viewer.in_unit(action.partnership_id),
        Part.CHAIR: viewer.chairs(action.record.group_id),
        # An adviser is a group of one, without a chair: the business unit signs their work off.
        Part.ORIGIN_CHAIR: viewer.chairs(action.origin_id)
        or (action.origin.kind == GroupKind.ADVISER.value and viewer.in_unit(action.partnership_id)),
        Part.RECEIVER_CHAIR: viewer.chairs(action.offered_to_id),
        Part.OWNER: action.owner_person_id == viewer.person_id,
        Part.OWNER_ORGANISATION: action.owner_organisation_id in organisations,
        Part.CONTRIBUTOR: any(line.organisation_id in organisations for line in action.lines.all()),
        Part.MEMBER: action.record.group_id is not None and bool(viewer.seat_in(action.record.group_id)),
    }
    return frozenset(part for part, is_held in held.items() if is_held)


def facts(action: Action, *, evidence: int, impacts_shown: int, reason: str = "") -> ActionFacts:
    """What the rules need to know of an action."""
    return ActionFacts(
        state=ActionState(action.state),
        has_measure=bool(action.measure.strip()),
        has_due=action.due_on is not None,
        has_owner_organisation=action.owner_organisation_id is not None,
        has_owner_person=action.owner_person_id is not None,
        evidence=evidence,
        open_lines=sum(line.state == "asked" for line in action.lines.all()),
        offered=action.offered_to_id is not None,
        impacts_shown=impacts_shown,
        reason_given=bool(reason.strip()),
    )


def may_write_for(viewer: Viewer, partnership_id: int, group_id: int | None) -> bool:
    """Whether they may record learning, actions, products and impact for a group: the business unit, and whoever holds a seat in it."""
    return viewer.in_unit(partnership_id) or (group_id is not None and bool(viewer.seat_in(group_id)))


def may_lead(viewer: Viewer, partnership_id: int, group_id: int | None) -> bool:
    """Whether they lead a group's work: the business unit, and its chair."""
    return viewer.in_unit(partnership_id) or viewer.chairs(group_id)
