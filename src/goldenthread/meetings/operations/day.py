"""On the day: conflicts of interest, decisions and actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from goldenthread.accounts.models import Person
from goldenthread.meetings import permissions
from goldenthread.meetings.models import AgendaItem, Conflict, Decision, Dissent, ItemAction
from goldenthread.meetings.operations.shared import (
    LEADERS_ONLY,
    actor,
    invited,
    led_item,
    locked_item,
    minuting,
    require,
    tell,
    unit,
    written,
)
from goldenthread.meetings.queries.quorum import quoracy_of
from goldenthread.meetings.rules.states import ENDED
from goldenthread.meetings.terms import Capacity, DecisionState, Event, ItemKind, ItemState, MeetingState
from goldenthread.records import operations as records
from goldenthread.records.models import Exclusion, Record
from goldenthread.records.viewer import Viewer
from goldenthread.thread import operations as thread
from goldenthread.thread.models import Action
from goldenthread.thread.operations import ActionDraft

CUT_OFF_TOO = frozenset({ItemKind.RECORD, ItemKind.CONFIRM, ItemKind.CARRIED})
"""Items whose attached record is itself the paper: a conflict cuts off that record as well."""


@transaction.atomic
def declare_conflict(*, item_id: int, reason: str, by: Viewer, at: datetime, for_person: int | None = None) -> Conflict:
    """A conflict of interest in an item: access to it, its papers and its minutes ends at once; the chair is told. Errors: Refused.

    It follows the matter: the same item on an earlier or a later agenda, and the record that was its paper.
    """
    item = locked_item(item_id)
    meeting = item.meeting
    person_id = for_person if for_person is not None else by.person_id
    if person_id != by.person_id:
        require(permissions.may_lead(by, meeting.partnership_id, meeting.group_id), LEADERS_ONLY)
    person = Person.objects.filter(pk=person_id).first()
    rows = invited(meeting)
    known = any(row.person_id == person_id for row in rows) or person_id in unit(meeting.partnership_id, at)
    require(
        person is not None and known,
        "Only someone invited to the meeting, or of the business unit, has a conflict here.",
    )
    require(MeetingState(meeting.state) not in ENDED, "The meeting is over.")
    require(bool(reason.strip()), "Say what the conflict is.")
    assert person is not None
    require(not Conflict.objects.filter(item=item, person=person).exists(), "That conflict is declared already.")
    conflict = None
    for one in _same_matter(item):
        made, _ = Conflict.objects.get_or_create(
            item=one,
            person=person,
            defaults={"reason": reason.strip(), "declared_at": at, "declared_by_id": by.person_id},
        )
        conflict = made if one.pk == item.pk else conflict
        written(
            record=one.record,
            verb=Event.CONFLICT,
            sentence=f"{person.name} has a conflict of interest: {reason.strip()}",
            by=actor(by),
            at=at,
        )
    for record in _records(item):
        if not Exclusion.objects.filter(person=person, record=record, ends_on__isnull=True).exists():
            records.exclude(
                record=record,
                person_id=person.pk,
                person_name=person.name,
                reason=reason.strip(),
                by=actor(by),
                at=at,
                on=by.day,
            )
    chairs = [row.person_id for row in rows if row.capacity in {Capacity.CHAIR.value, Capacity.VICE_CHAIR.value}]
    tell(
        meeting=meeting,
        people={*chairs, *unit(meeting.partnership_id, at)} - {person.pk},
        kind=Event.CONFLICT.value,
        subject=f"{person.name} declared a conflict of interest in an item",
        by=by,
        at=at,
        place="day/",
    )
    assert conflict is not None
    return conflict


def _same_matter(item: AgendaItem) -> list[AgendaItem]:
    """The item, and the same matter on earlier and later agendas."""
    found, queue = {item.pk: item}, [item]
    while queue:
        one = queue.pop()
        near = AgendaItem.objects.filter(pk=one.carried_from_id) | AgendaItem.objects.filter(carried_from=one)
        for other in near.select_related("record", "about"):
            if other.pk not in found:
                found[other.pk] = other
                queue.append(other)
    return list(found.values())


def _records(item: AgendaItem) -> list[Record]:
    matters = _same_matter(item)
    attached = [one.about for one in matters if one.about is not None and ItemKind(one.kind) in CUT_OFF_TOO]
    return list({record.pk: record for record in (*attached, *(one.record for one in matters))}.values())


@transaction.atomic
def decide(
    *,
    item_id: int,
    text: str,
    reasons: str,
    by: Viewer,
    at: datetime,
    dissents: Mapping[int, str] | None = None,
) -> Decision:
    """Record a decision with its reasons and who dissented. Without a quorum for this item it is provisional. Errors: Refused."""
    item = led_item(item_id, None, by)
    minuting(item.meeting)
    require(item.state != ItemState.REMOVED.value, "This item was taken off the agenda.")
    require(bool(text.strip()), "Write what was decided.")
    require(bool(reasons.strip()), "Write the reasons.")
    rows = invited(item.meeting)
    answer = quoracy_of(item.meeting, rows, item)
    state = DecisionState.PROVISIONAL if answer.quorate is False else DecisionState.MADE
    there = {row.person_id for row in rows}
    require(set(dissents or ()) <= there, "Only someone invited to the meeting dissents.")
    number = (Decision.objects.filter(item=item).aggregate(last=Max("number"))["last"] or 0) + 1
    decision = Decision.objects.create(
        item=item,
        number=number,
        text=text.strip(),
        reasons=reasons.strip(),
        state=state.value,
        missing="; ".join(answer.missing),
        at=at,
        by_id=by.person_id,
    )
    Dissent.objects.bulk_create(
        [
            Dissent(item=item, decision=decision, person_id=person, words=words.strip())
            for person, words in (dissents or {}).items()
        ]
    )
    if item.state == ItemState.OPEN.value:
        item.state = ItemState.TAKEN.value
        item.save(update_fields=["state"])
    records.touch(item.record)
    provisional = f" (provisional: {decision.missing})" if state is DecisionState.PROVISIONAL else ""
    written(
        record=item.record, verb=Event.DECIDED, sentence=f"Decided: {decision.text}{provisional}", by=actor(by), at=at
    )
    return decision


@transaction.atomic
def settle_decision(*, item_id: int, number: int, confirmed: bool, how: str, by: Viewer, at: datetime) -> Decision:
    """Confirm a provisional decision, at a later meeting or in writing, or say that it fell; everyone invited is told. Errors: Refused."""
    item = led_item(item_id, None, by)
    decision = Decision.objects.select_for_update().filter(item=item, number=number).first()
    require(decision is not None, "There is no such decision.")
    assert decision is not None
    require(decision.state == DecisionState.PROVISIONAL.value, "This decision is settled already.")
    require(bool(how.strip()), "Say at which meeting, or by whose written word.")
    state = DecisionState.CONFIRMED if confirmed else DecisionState.FELL
    decision.state, decision.settled_on, decision.settled_how = state.value, by.day, how.strip()[:400]
    decision.settled_by_id = by.person_id
    decision.save(update_fields=["state", "settled_on", "settled_how", "settled_by"])
    written(
        record=item.record,
        verb=Event.CONFIRMED,
        sentence=f"{state.label}: {decision.text} ({decision.settled_how})",
        by=actor(by),
        at=at,
    )
    kept_out = set(Conflict.objects.filter(item=item).values_list("person_id", flat=True))
    tell(
        meeting=item.meeting,
        people={row.person_id for row in invited(item.meeting)} - kept_out,
        kind=Event.CONFIRMED.value,
        subject=f"a provisional decision was {'confirmed' if confirmed else 'not confirmed'}",
        by=by,
        at=at,
    )
    return decision


@transaction.atomic
def act(*, item_id: int, draft: ActionDraft, by: Viewer, at: datetime, decision: int | None = None) -> Action:
    """Write an action at the meeting, from an item and perhaps from one of its decisions. Errors: Refused."""
    item = led_item(item_id, None, by)
    minuting(item.meeting)
    held = Decision.objects.filter(item=item, number=decision).first() if decision else None
    action = thread.write_action(group=item.meeting.group, draft=draft, by=by, at=at)
    ItemAction.objects.create(item=item, action=action, decision=held)
    for conflict in Conflict.objects.filter(item=item).select_related("person"):
        # Whoever is kept out of the matter is kept out of what is done about it.
        records.exclude(
            record=action.record,
            person_id=conflict.person_id,
            person_name=conflict.person.name,
            reason=conflict.reason,
            by=actor(by),
            at=at,
            on=by.day,
        )
    if item.state == ItemState.OPEN.value:
        item.state = ItemState.TAKEN.value
        item.save(update_fields=["state"])
    records.touch(item.record)
    written(
        record=item.record,
        verb=Event.DECIDED,
        sentence=f"Action made: {action.record.reference}",
        by=actor(by),
        at=at,
    )
    return action
