"""Stepping across: one group offers an action to another, which accepts it or returns it with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.partnership.models import Group
from goldenthread.records import operations as records
from goldenthread.records.models import RecordCircle
from goldenthread.records.terms import CircleRole
from goldenthread.records.viewer import Viewer
from goldenthread.thread import permissions
from goldenthread.thread.models import Action, ActionStep
from goldenthread.thread.operations.shared import actor, group_name, locked_action, people_with, require, tell, written
from goldenthread.thread.rules.states import OPEN, Part
from goldenthread.thread.terms import ActionState, Event


@transaction.atomic
def offer(*, action_id: int, seen: int | None, receiver: Group, reason: str, by: Viewer, at: datetime) -> Action:
    """Offer an action to another group of the partnership; it stays where it is until that group answers. Errors: Refused, ChangedMeanwhile."""
    action = locked_action(action_id, seen)
    require(
        permissions.may_lead(by, action.partnership_id, action.record.group_id),
        "Only the business unit and the chair of the group that holds an action offer it to another.",
    )
    require(ActionState(action.state) in OPEN, "Only an open action can step across.")
    require(action.offered_to_id is None, "It is offered to another group already.")
    require(
        receiver.partnership_id == action.partnership_id and receiver.pk != action.record.group_id,
        "Choose another group of this partnership.",
    )
    require(receiver.ends_on is None or by.day < receiver.ends_on, "That group has ended.")
    require(bool(reason.strip()), "Say why the other group should take it.")
    assert action.record.group_id is not None
    ActionStep.objects.create(
        action=action,
        giver_id=action.record.group_id,
        receiver=receiver,
        reason=reason,
        offered_by_id=by.person_id,
        offered_at=at,
    )
    action.offered_to = receiver
    action.save(update_fields=["offered_to"])
    records.share(record=action.record, circles=[records.group_circle(receiver)], role=CircleRole.OFFERED)
    records.touch(action.record)
    written(
        record=action.record,
        verb=Event.OFFERED,
        sentence=f"Offered to {receiver}: {reason.strip()}",
        by=actor(by),
        at=at,
    )
    tell(
        action=action,
        people=people_with(action, {Part.RECEIVER_CHAIR}, at),
        kind=Event.OFFERED.value,
        subject=f"{action.record.reference} is offered to {receiver}: accept it or return it",
        by=by,
        at=at,
    )
    return action


@transaction.atomic
def answer_step(*, action_id: int, seen: int | None, accepted: bool, reason: str, by: Viewer, at: datetime) -> Action:
    """Accept an action that was offered, or return it with a reason. The group it came from keeps sight and the final sign-off. Errors: Refused, ChangedMeanwhile."""
    action = locked_action(action_id, seen)
    require(action.offered_to_id is not None, "It is not offered to any group; someone may have answered already.")
    receiver_id = action.offered_to_id
    assert receiver_id is not None
    require(
        by.chairs(receiver_id) or by.in_unit(action.partnership_id),
        "The chair of the group it is offered to answers, or the business unit for them.",
    )
    require(accepted or bool(reason.strip()), "Say why it is returned.")
    step = ActionStep.objects.get(action=action, answer="")
    step.answer, step.answer_reason, step.answered_by_id, step.answered_at = (
        ("accepted" if accepted else "returned"),
        reason,
        by.person_id,
        at,
    )
    step.save(update_fields=["answer", "answer_reason", "answered_by", "answered_at"])
    receiver = Group.objects.get(pk=receiver_id)
    circle = records.group_circle(receiver)
    giver = group_name(step.giver_id)
    action.offered_to = None
    action.save(update_fields=["offered_to"])
    if accepted:
        RecordCircle.objects.filter(record=action.record, circle=circle, role=CircleRole.OFFERED.value).update(
            role=CircleRole.HOME.value
        )
        records.touch(action.record, group=receiver, circle=circle)
        verb, sentence = Event.STEPPED, f"Stepped across from {giver} to {receiver}"
    else:
        records.touch(action.record)
        verb, sentence = Event.STEP_RETURNED, f"{receiver} returned it to {giver}: {reason.strip()}"
    written(record=action.record, verb=verb, sentence=sentence, by=actor(by), at=at)
    tell(
        action=action,
        people=people_with(action, {Part.ORIGIN_CHAIR, Part.CHAIR, Part.OWNER, Part.UNIT}, at) | {step.offered_by_id},
        kind=verb.value,
        subject=f"{action.record.reference}: {verb.label.lower()}",
        by=by,
        at=at,
    )
    if not accepted:
        RecordCircle.objects.filter(record=action.record, circle=circle, role=CircleRole.OFFERED.value).delete()
    return action
