"""Bringing an action log in: rows become a group's actions, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from goldenthread.core.clock import day_of
from goldenthread.history.actor import Actor
from goldenthread.partnership.models import Group
from goldenthread.records import operations as records
from goldenthread.records.viewer import Viewer
from goldenthread.thread.importing import LoggedAction
from goldenthread.thread.models import Action, ActionChange, ActionUpdate
from goldenthread.thread.operations.knots import _doer
from goldenthread.thread.operations.shared import require, written
from goldenthread.thread.operations.writing import ActionDraft, write_action
from goldenthread.thread.terms import ActionState, Brag, Event

BROUGHT_IN = "Brought in from a spreadsheet"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows became actions, and how many were there already."""

    made: int
    already: int


@transaction.atomic
def import_actions(
    *, group: Group, rows: Sequence[LoggedAction], by: Viewer | None, at: datetime, as_actor: Actor | None = None
) -> Loaded:
    """Make each row an action of the group, in the state its log says; rows brought in before are left as they are. Errors: Refused."""
    require(by is None or by.in_unit(group.partnership_id), "Only the business unit brings an action log in.")
    Group.objects.select_for_update().get(pk=group.pk)
    there = set(
        Action.objects.filter(partnership=group.partnership_id, import_key__in=[row.key for row in rows]).values_list(
            "import_key", flat=True
        )
    )
    made = sum(_load(group, row, by, at, as_actor) for row in rows if row.key not in there)
    return Loaded(made, len(rows) - made)


def _load(group: Group, row: LoggedAction, by: Viewer | None, at: datetime, as_actor: Actor | None) -> bool:
    """One row as an action; False when another import, or one in a circle this person does not sit in, has it already."""
    draft = ActionDraft(
        text=row.text,
        measure=row.measure,
        owner_organisation=row.owner_organisation,
        owner_person=row.owner_person,
        due_on=row.due_on,
        themes=row.themes,
        contributors=row.contributors,
        source_text=row.source,
        import_key=row.key,
    )
    try:
        with transaction.atomic():
            action = write_action(group=group, draft=draft, by=by, at=at, as_actor=as_actor)
    except IntegrityError:
        return False
    person = by.person_id if by else None
    day = day_of(at)
    action.state, action.brag = row.state.value, row.brag.value
    if row.state in (ActionState.AGREED, ActionState.ACCEPTED, ActionState.REPORTED, ActionState.DELIVERED):
        action.agreed_on = day
    if row.state is ActionState.DELIVERED:
        action.delivered_on = day
    if row.last_update:
        action.last_update, action.last_update_at = row.last_update[:300], at
        if person is not None:
            ActionUpdate.objects.create(action=action, text=row.last_update, brag=row.brag.value, by_id=person, at=at)
    action.save()
    if row.state is not ActionState.DRAFT:
        ActionChange.objects.create(
            action=action, before=ActionState.DRAFT.value, after=row.state.value, by_id=person, at=at, reason=BROUGHT_IN
        )
    if row.state is ActionState.WITHDRAWN:
        records.touch(action.record, closed_on=day)
    judged = f", judged {row.brag.label.lower()}" if row.brag is not Brag.UNSET else ""
    written(
        record=action.record,
        verb=Event.IMPORTED,
        sentence=f"{BROUGHT_IN} (row {row.row}) as “{row.state.label.lower()}”{judged}",
        by=_doer(by, as_actor),
        at=at,
        details={"update": row.last_update} if row.last_update else None,
    )
    return True
