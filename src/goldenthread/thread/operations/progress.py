"""Progress on an action: updates, parts answered, dates moved, owners changed, chasing and merging."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from goldenthread.records import operations as records
from goldenthread.records.models import Link, RecordCircle
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer
from goldenthread.thread import permissions
from goldenthread.thread.models import Action, ActionChange, ActionLine, ActionUpdate
from goldenthread.thread.operations.shared import actor, locked_action, people_with, require, tell, written
from goldenthread.thread.operations.writing import _share_with_organisations
from goldenthread.thread.returned import Answer
from goldenthread.thread.rules.states import OPEN, RUNNING, Part
from goldenthread.thread.terms import ActionState, Brag, Event, LineState

WORKERS = frozenset({Part.OWNER, Part.OWNER_ORGANISATION, Part.UNIT, Part.CHAIR, Part.CONTRIBUTOR})


@transaction.atomic
def give_update(*, action_id: int, seen: int | None, text: str, brag: Brag, by: Viewer, at: datetime) -> ActionUpdate:
    """Say how an action is going, and judge it. Errors: Refused, ChangedMeanwhile."""
    action = locked_action(action_id, seen)
    require(
        bool(permissions.parts(by, action) & WORKERS),
        "Its owner, the organisations that contribute, the chair and the business unit give updates.",
    )
    require(bool(text.strip()), "Say in a sentence how it is going.")
    update = ActionUpdate.objects.create(action=action, text=text, brag=brag.value, by_id=by.person_id, at=at)
    action.brag = brag.value if brag is not Brag.UNSET else action.brag
    action.last_update, action.last_update_at = text.strip().splitlines()[0][:300], at
    action.save(update_fields=["brag", "last_update", "last_update_at"])
    records.touch(action.record)
    judged = f" ({brag.label})" if brag is not Brag.UNSET else ""
    written(record=action.record, verb=Event.UPDATED, sentence=f"{text.strip()}{judged}", by=actor(by), at=at)
    return update


@transaction.atomic
def give_updates(*, answers: Sequence[Answer], by: Viewer, at: datetime) -> int:
    """Store the updates of a returned spreadsheet, all or none; returns how many. Errors: Refused, which names the row."""
    for answer in answers:
        try:
            give_update(action_id=answer.pk, seen=None, text=answer.text, brag=answer.brag, by=by, at=at)
        except Refused as refusal:
            raise Refused(f"Row {answer.row}, {answer.reference}: {refusal}") from None
    return len(answers)


@transaction.atomic
def answer_line(
    *, action_id: int, organisation_id: int, state: LineState, note: str, by: Viewer, at: datetime
) -> ActionLine:
    """A contributing organisation answers for its part; refusing needs a reason. Errors: Refused."""
    action = locked_action(action_id)
    may = organisation_id in by.organisations(action.partnership_id) or by.in_unit(action.partnership_id)
    require(may, "Each organisation answers for its own part.")
    require(state is not LineState.ASKED, "Say how your part stands.")
    require(state is not LineState.REFUSED or bool(note.strip()), "Give the reason.")
    line = ActionLine.objects.select_related("organisation").get(action=action, organisation=organisation_id)
    line.state, line.note, line.answered_at = state.value, note, at
    line.save(update_fields=["state", "note", "answered_at"])
    records.touch(action.record)
    because = f": {note.strip()}" if note.strip() else ""
    written(
        record=action.record,
        verb=Event.LINE_ANSWERED,
        sentence=f"{line.organisation} answered “{state.label.lower()}”{because}",
        by=actor(by),
        at=at,
    )
    return line


@transaction.atomic
def move_due_date(*, action_id: int, seen: int | None, due_on: date, reason: str, by: Viewer, at: datetime) -> Action:
    """Move the due date, with the reason; the first date agreed is kept beside it. Errors: Refused, ChangedMeanwhile."""
    action = locked_action(action_id, seen)
    require(
        permissions.may_lead(by, action.partnership_id, action.record.group_id),
        "The business unit and the chair of the group that holds it move its date.",
    )
    require(ActionState(action.state) in OPEN, "Only an open action has a date to move.")
    require(bool(reason.strip()), "Give the reason.")
    require(due_on != action.due_on, "That is the date it has.")
    before = action.due_on
    action.due_on = due_on
    action.save(update_fields=["due_on"])
    records.touch(action.record)
    written(
        record=action.record,
        verb=Event.DUE_MOVED,
        sentence=f"Due date moved from {before:%d %B %Y} to {due_on:%d %B %Y}: {reason.strip()}"
        if before
        else f"Due date set to {due_on:%d %B %Y}: {reason.strip()}",
        by=actor(by),
        at=at,
    )
    tell(
        action=action,
        people=people_with(action, {Part.OWNER, Part.OWNER_ORGANISATION}, at),
        kind=Event.DUE_MOVED.value,
        subject=f"{action.record.reference}: due date moved to {due_on:%d %B %Y}",
        by=by,
        at=at,
    )
    return action


@transaction.atomic
def reassign(
    *,
    action_ids: Sequence[int],
    owner_person: int | None,
    owner_organisation: int,
    reason: str,
    by: Viewer,
    at: datetime,
) -> list[Action]:
    """Give actions another owner, all or none. The new organisation has to accept those that are running. Errors: Refused."""
    require(bool(reason.strip()), "Give the reason.")
    done = []
    for action_id in sorted(set(action_ids)):
        action = locked_action(action_id)
        require(
            permissions.may_lead(by, action.partnership_id, action.record.group_id),
            f"{action.record.reference} is not yours to reassign.",
        )
        require(ActionState(action.state) in OPEN, f"{action.record.reference} is no longer open.")
        other = owner_organisation != action.owner_organisation_id
        before = action.state
        action.owner_person_id, action.owner_organisation_id = owner_person, owner_organisation
        if other and ActionState(before) in RUNNING:
            action.state = ActionState.AGREED.value
            if action.state != before:
                ActionChange.objects.create(
                    action=action, before=before, after=action.state, by_id=by.person_id, at=at, reason=reason
                )
        action.save(update_fields=["owner_person", "owner_organisation", "state"])
        _share_with_organisations(action)
        records.touch(action.record)
        written(
            record=action.record,
            verb=Event.REASSIGNED,
            sentence=f"Given another owner: {reason.strip()}",
            by=actor(by),
            at=at,
        )
        tell(
            action=action,
            people=people_with(action, {Part.OWNER, Part.OWNER_ORGANISATION}, at),
            kind=Event.REASSIGNED.value,
            subject=f"{action.record.reference} is now yours",
            by=by,
            at=at,
        )
        done.append(action)
    return done


@transaction.atomic
def chase(*, action_ids: Sequence[int], by: Viewer, at: datetime) -> int:
    """Remind the owners of running actions; returns how many actions were chased. Errors: Refused."""
    count = 0
    for action_id in sorted(set(action_ids)):
        action = locked_action(action_id)
        require(
            permissions.may_lead(by, action.partnership_id, action.record.group_id),
            f"{action.record.reference} is not yours to chase.",
        )
        if ActionState(action.state) not in RUNNING:
            continue
        tell(
            action=action,
            people=people_with(action, {Part.OWNER, Part.OWNER_ORGANISATION}, at),
            kind=Event.CHASED.value,
            subject=f"{action.record.reference}: please say how it is going",
            by=by,
            at=at,
            urgent=True,
        )
        written(record=action.record, verb=Event.CHASED, sentence="Its owner was reminded", by=actor(by), at=at)
        count += 1
    return count


@transaction.atomic
def merge(*, action_ids: Sequence[int], into_id: int, by: Viewer, at: datetime) -> Action:
    """Join like actions into one that carries on for all of them, with every source and contributor of theirs. Errors: Refused."""
    into = locked_action(into_id)
    require(by.in_unit(into.partnership_id), "The business unit merges actions.")
    require(ActionState(into.state) in OPEN, "The action that carries on has to be open.")
    gone = [locked_action(pk) for pk in sorted(set(action_ids) - {into_id})]
    require(bool(gone), "Choose at least one other action.")
    for action in gone:
        require(action.partnership_id == into.partnership_id, "They belong to different partnerships.")
        require(
            ActionState(action.state) in OPEN - {ActionState.REPORTED},
            f"{action.record.reference} is “{ActionState(action.state).label}” and cannot be merged.",
        )
        require(
            action.offered_to_id is None,
            f"{action.record.reference} is offered to another group, which has to answer first.",
        )
        for link in Link.objects.filter(downstream=action.record).select_related("upstream"):
            records.link(upstream=link.upstream, downstream=into.record, at=at)
        held = set(ActionLine.objects.filter(action=into).values_list("organisation_id", flat=True))
        organisations = {line.organisation_id for line in action.lines.all()} | (
            {action.owner_organisation_id} if action.owner_organisation_id else set()
        )
        ActionLine.objects.bulk_create(
            [
                ActionLine(action=into, organisation_id=pk)
                for pk in sorted(organisations - held - {into.owner_organisation_id})
                if pk
            ]
        )
        RecordCircle.objects.bulk_create(
            [
                RecordCircle(record=into.record, circle_id=row.circle_id, role=row.role)
                for row in RecordCircle.objects.filter(record=action.record)
            ],
            ignore_conflicts=True,
        )
        before = action.state
        action.state, action.merged_into = ActionState.MERGED.value, into
        action.save(update_fields=["state", "merged_into"])
        ActionChange.objects.create(
            action=action,
            before=before,
            after=action.state,
            by_id=by.person_id,
            at=at,
            reason=f"Merged into {into.record.reference}",
        )
        records.touch(action.record, closed_on=by.day)
        written(
            record=action.record,
            verb=Event.MERGED,
            sentence=f"Merged into {into.record.reference}, which carries on for both",
            by=actor(by),
            at=at,
        )
        tell(
            action=action,
            people=people_with(action, {Part.OWNER, Part.OWNER_ORGANISATION}, at),
            kind=Event.MERGED.value,
            subject=f"{action.record.reference} was merged into {into.record.reference}",
            by=by,
            at=at,
        )
    into.themes = sorted({*into.themes, *(theme for action in gone for theme in action.themes)})
    into.save(update_fields=["themes"])
    _share_with_organisations(into)
    records.touch(into.record)
    written(
        record=into.record,
        verb=Event.MERGED,
        sentence=f"Carries on for {', '.join(action.record.reference for action in gone)} too",
        by=actor(by),
        at=at,
    )
    return into
