"""Taking an action from one state to another: one operation over the one table."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.records import operations as records
from goldenthread.records.viewer import Viewer
from goldenthread.thread import permissions
from goldenthread.thread.models import Action, ActionChange
from goldenthread.thread.operations.shared import (
    actor,
    evidence_of,
    impacts_shown,
    locked_action,
    people_with,
    require,
    tell,
    written,
)
from goldenthread.thread.rules import states
from goldenthread.thread.terms import ActionState


@transaction.atomic
def move(*, action_id: int, seen: int | None, to: ActionState, by: Viewer, at: datetime, reason: str = "") -> Action:
    """Take an action to another state: checked against the table, written in history, told to whom it says.

    Errors: Refused with every obstacle in sentences; ChangedMeanwhile when someone was faster.
    """
    action = locked_action(action_id, seen)
    before = ActionState(action.state)
    facts = permissions.facts(action, evidence=evidence_of(action), impacts_shown=impacts_shown(action), reason=reason)
    require(to is not ActionState.MERGED, "Merging names the action that carries on.")
    require(
        to in states.TRANSITIONS[before], states.unmet(facts, to)[0] if to not in states.TRANSITIONS[before] else ""
    )
    transition = states.TRANSITIONS[before][to]
    require(states.may(permissions.parts(by, action), before, to), f"“{transition.label}” is for {_who(transition)}.")
    obstacles = states.unmet(facts, to)
    require(not obstacles, " ".join(obstacles))
    _change(action, to, by, at)
    ActionChange.objects.create(
        action=action, before=before.value, after=to.value, by_id=by.person_id, at=at, reason=reason
    )
    agreed = (
        {"happened": by.day.isoformat(), "happened_on": by.day} if to is ActionState.AGREED else {}
    )  # its day in the order of a thread
    records.touch(
        action.record, closed_on=by.day if to in {ActionState.ASSURED, ActionState.WITHDRAWN} else None, **agreed
    )
    because = f": {reason.strip()}" if reason.strip() else ""
    written(
        record=action.record,
        verb=transition.event,
        sentence=f"{transition.event.label}{because}",
        by=actor(by),
        at=at,
        details={"from": before.value, "to": to.value},
    )
    tell(
        action=action,
        people=people_with(action, transition.tells, at),
        kind=transition.event.value,
        subject=f"{action.record.reference}: {transition.event.label.lower()}",
        by=by,
        at=at,
    )
    return action


def _change(action: Action, to: ActionState, by: Viewer, at: datetime) -> None:
    action.state = to.value
    if to is ActionState.AGREED:
        action.agreed_on = by.day
    if to is ActionState.DELIVERED:
        action.delivered_on = by.day
    if to is ActionState.ASSURED:
        action.assured_on = by.day
    if to in {ActionState.ACCEPTED, ActionState.DRAFT}:
        action.delivered_on = action.assured_on = None
    action.save(update_fields=["state", "agreed_on", "delivered_on", "assured_on"])


def _who(transition: states.Transition) -> str:
    """Who may, in words and always in the same order."""
    return " or ".join(part.value for part in states.Part if part in transition.who)
