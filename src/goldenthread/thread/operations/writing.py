"""Writing an action, and changing its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.history.actor import Actor
from goldenthread.partnership.models import Group
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.terms import CircleRole, RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.thread import permissions
from goldenthread.thread.models import Action, ActionLine
from goldenthread.thread.operations.knots import NOT_YOURS, Place, _doer, check_may_write, join
from goldenthread.thread.operations.shared import actor, locked_action, require, written
from goldenthread.thread.rules.states import OPEN
from goldenthread.thread.terms import ActionState, Event


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """What someone typed of an action."""

    text: str
    measure: str = ""
    owner_organisation: int | None = None
    owner_person: int | None = None
    due_on: date | None = None
    themes: tuple[str, ...] = ()
    contributors: tuple[int, ...] = ()
    priority: int | None = None
    source_text: str = ""
    import_key: str = ""


@transaction.atomic
def write_action(
    *,
    group: Group,
    draft: ActionDraft,
    by: Viewer | None,
    at: datetime,
    as_actor: Actor | None = None,
    comes_from: Sequence[Record] = (),
    shared: bool = False,
) -> Action:
    """Write a new action as a draft of a group, from any number of learning points or sources. Errors: Refused."""
    check_may_write(by, group)
    record = Place(group, PartialDate.of(day_of(at)), shared).record(kind=RecordKind.ACTION, title=draft.text, at=at)
    action = Action.objects.create(
        record=record,
        partnership_id=record.partnership_id,
        origin=group,
        text=draft.text,
        measure=draft.measure,
        owner_organisation_id=draft.owner_organisation,
        owner_person_id=draft.owner_person,
        due_on=draft.due_on,
        first_due_on=draft.due_on,
        themes=list(draft.themes),
        priority_id=draft.priority,
        source_text=draft.source_text,
        import_key=draft.import_key,
    )
    _set_contributors(action, draft.contributors)
    _share_with_organisations(action)
    for upstream in comes_from:
        join(upstream=upstream, downstream=record, by=by, at=at, as_actor=as_actor)
    written(record=record, verb=Event.MADE, sentence=f"Action written: {draft.text}", by=_doer(by, as_actor), at=at)
    return action


@transaction.atomic
def edit_action(*, action_id: int, seen: int | None, draft: ActionDraft, by: Viewer, at: datetime) -> Action:
    """Change an open action's words and details; the due date of a running one moves only with a reason. Errors: Refused, ChangedMeanwhile."""
    action = locked_action(action_id, seen)
    require(permissions.may_write_for(by, action.partnership_id, action.record.group_id), NOT_YOURS)
    state = ActionState(action.state)
    require(state in OPEN, f"An action that is “{state.label}” is no longer edited; reopen it first.")
    if state is not ActionState.DRAFT and draft.due_on != action.due_on:
        require(False, "The date of an agreed action moves on a page of its own, with the reason.")
    changed = [
        words
        for words, before, after in (
            ("its text", action.text, draft.text),
            ("its measure", action.measure, draft.measure),
            ("its owning organisation", action.owner_organisation_id, draft.owner_organisation),
            ("its owner", action.owner_person_id, draft.owner_person),
            ("its due date", action.due_on, draft.due_on),
            ("its themes", tuple(action.themes), draft.themes),
            ("its priority", action.priority_id, draft.priority),
        )
        if before != after
    ]
    action.text, action.measure, action.owner_organisation_id, action.owner_person_id = (
        draft.text,
        draft.measure,
        draft.owner_organisation,
        draft.owner_person,
    )
    action.due_on, action.themes, action.priority_id = draft.due_on, list(draft.themes), draft.priority
    if state is ActionState.DRAFT:
        action.first_due_on = draft.due_on
    action.save()
    if _set_contributors(action, draft.contributors):
        changed.append("its contributing organisations")
    _share_with_organisations(action)
    records.touch(action.record, title=draft.text[:400])
    if changed:
        written(record=action.record, verb=Event.CHANGED, sentence=f"Changed {', '.join(changed)}", by=actor(by), at=at)
    return action


def _set_contributors(action: Action, wanted: Sequence[int]) -> bool:
    """Make the contributing organisations these; one that has answered keeps its line. Returns whether anything changed."""
    held = {line.organisation_id: line for line in ActionLine.objects.filter(action=action)}
    fresh = [pk for pk in dict.fromkeys(wanted) if pk not in held]
    gone = [line.pk for pk, line in held.items() if pk not in wanted and line.state == "asked"]
    ActionLine.objects.bulk_create([ActionLine(action=action, organisation_id=pk) for pk in fresh])
    ActionLine.objects.filter(pk__in=gone).delete()
    return bool(fresh or gone)


def _share_with_organisations(action: Action) -> None:
    """The owning and contributing organisations' people see the action."""
    organisations = {
        action.owner_organisation_id,
        *ActionLine.objects.filter(action=action).values_list("organisation_id", flat=True),
    } - {None}
    circles = [
        records.organisation_circle(action.partnership_id, pk)
        for pk in sorted(pk for pk in organisations if pk is not None)
    ]
    records.share(record=action.record, circles=circles, role=CircleRole.CONTRIBUTOR)
