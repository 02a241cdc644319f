"""Taking a meeting from one state to another: one operation over the one table."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.meetings import permissions
from goldenthread.meetings.models import AgendaItem, Meeting
from goldenthread.meetings.operations import minutes
from goldenthread.meetings.operations.invitations import send_invitations
from goldenthread.meetings.operations.issuing import issue
from goldenthread.meetings.operations.scheduling import bring_invitees_up_to_date
from goldenthread.meetings.operations.shared import actor, all_seen, invited, locked_meeting, require, tell, written
from goldenthread.meetings.queries.facts import facts_of
from goldenthread.meetings.rules import states
from goldenthread.meetings.terms import ItemKind, MeetingState
from goldenthread.partnership.models import GroupMeeting
from goldenthread.records import operations as records
from goldenthread.records.viewer import Viewer

S = MeetingState


@transaction.atomic
def move(
    *,
    meeting_id: int,
    seen: int | None,
    to: MeetingState,
    by: Viewer,
    at: datetime,
    reason: str = "",
    approved_in: Meeting | None = None,
) -> Meeting:
    """Take a meeting to another state: checked against the table, written in history, told to whom it says.

    `reason` is the reason, or for the approval of minutes how they were approved. Errors: Refused with every obstacle in
    sentences; ChangedMeanwhile when someone was faster.
    """
    meeting = locked_meeting(meeting_id, seen)
    before = S(meeting.state)
    known = to in states.TRANSITIONS[before]
    facts = facts_of(meeting, by.day, reason=reason, approved=approved_in is not None)
    require(known, states.unmet(facts, to)[0] if not known else "")
    transition = states.TRANSITIONS[before][to]
    rows = invited(meeting)
    require(
        states.may(permissions.parts(by, meeting, rows), before, to),
        f"“{transition.label}” is for {' or '.join(part.value for part in states.Part if part in transition.who)}.",
    )
    obstacles = states.unmet(facts, to)
    require(not obstacles, " ".join(obstacles))
    if to is S.ISSUED:
        return issue(meeting_id=meeting_id, seen=None, note=reason, by=by, at=at).meeting
    _change(meeting, before, to, reason.strip(), approved_in, by, at)
    because = f": {reason.strip()}" if reason.strip() else ""
    written(
        record=meeting.record,
        verb=transition.event,
        sentence=f"{transition.event.label}{because}",
        by=actor(by),
        at=at,
        details={"from": before.value, "to": to.value},
    )
    if to is S.CANCELLED:
        send_invitations(meeting, rows, at, subject=f"{meeting.group}: the meeting is cancelled")
    if to is S.CIRCULATED:
        minutes.tell_circulated(meeting, by, at)
    elif transition.tells:
        tell(
            meeting=meeting,
            people=[row.person_id for row in rows],
            kind=transition.event.value,
            subject=transition.event.label.lower(),
            by=by,
            at=at,
        )
    return meeting


def _change(
    meeting: Meeting, before: MeetingState, to: MeetingState, reason: str, approved_in: Meeting | None, by: Viewer,
    at: datetime,
) -> None:  # fmt: skip
    day = None
    if to is S.IN_SESSION:
        if before is not S.DRAFTED:
            bring_invitees_up_to_date(meeting, at)
        meeting.opened_at, meeting.closed_at = meeting.opened_at or at, None
    if to is S.DRAFTED and before is S.IN_SESSION:
        meeting.closed_at = at
        minutes.draft(meeting)
    if to is S.CIRCULATED:
        all_seen(meeting)
        meeting.circulated_at = at
    if to is S.SEALED:
        how = reason or f"at the meeting of {approved_in.meets_on:%-d %B %Y}" if approved_in else reason
        minutes.seal(meeting, how, approved_in, by, at)
    if to is S.CANCELLED:
        day, meeting.day, meeting.reason = meeting.day_id, None, reason
        # What waited for it goes on the next agenda; what every agenda has anyway does not.
        AgendaItem.objects.filter(meeting=meeting, state="open").exclude(
            kind__in=[ItemKind.STANDING.value, ItemKind.MINUTES.value]
        ).update(state="deferred")
    meeting.state = to.value
    meeting.sequence += 1
    meeting.save()
    records.touch(meeting.record, closed_on=by.day if to in states.ENDED else None)
    if day is not None:
        GroupMeeting.objects.filter(pk=day).delete()
