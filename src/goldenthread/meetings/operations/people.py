"""Invited people: what they answer, who stands in for them, guests, and attendance on the day."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from goldenthread.meetings import permissions
from goldenthread.meetings.models import Invitee, Meeting
from goldenthread.meetings.operations.invitations import send_invitations
from goldenthread.meetings.operations.shared import (
    LEADERS_ONLY,
    actor,
    changed,
    led_meeting,
    locked_meeting,
    require,
    tell,
    unit,
    written,
)
from goldenthread.meetings.operations.sight import end_sight, let_see_all
from goldenthread.meetings.rules.states import EDITABLE, MINUTING
from goldenthread.meetings.terms import Answer, Attendance, Capacity, Event, MeetingState
from goldenthread.partnership.models import Post
from goldenthread.partnership.queries import current
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer

NOT_INVITED = "You are not invited to this meeting."


@transaction.atomic
def invite_guest(*, meeting_id: int, person_id: int, reason: str, by: Viewer, at: datetime) -> Invitee:
    """Ask someone of the partnership to this one meeting; they see it and its items for the days around it. Errors: Refused."""
    meeting = led_meeting(meeting_id, None, by)
    _still_open(meeting)
    post = _post(meeting, person_id)
    require(post is not None, "Only people who hold a post in the partnership can be invited.")
    assert post is not None
    require(bool(reason.strip()), "Say what they are asked for.")
    there = Invitee.objects.filter(meeting=meeting, person_id=person_id).first()
    require(there is None or there.withdrawn_at is not None, "They are invited already.")
    row = there or Invitee(meeting=meeting, person_id=person_id, calendar_key=secrets.token_hex(8))
    row.organisation_id, row.capacity, row.reason = post.organisation_id, Capacity.GUEST.value, reason.strip()[:300]
    row.deputy_for, row.withdrawn_at, row.answer, row.answered_at = None, None, Answer.NONE.value, None
    row.save()
    let_see_all(row, meeting, by, at)
    send_invitations(meeting, [row], at)
    written(
        record=meeting.record,
        verb=Event.INVITED,
        sentence=f"{post.person.name} is asked as a guest: {reason.strip()}",
        by=actor(by),
        at=at,
    )
    tell(
        meeting=meeting,
        people=[person_id],
        kind=Event.INVITED.value,
        subject="you are invited as a guest",
        by=by,
        at=at,
    )
    changed(meeting)
    return row


def _post(meeting: Meeting, person_id: int) -> Post | None:
    held = Post.objects.filter(current(meeting.meets_on), partnership=meeting.partnership_id, person=person_id)
    return held.exclude(role="administrator").select_related("person", "organisation").first()


def _still_open(meeting: Meeting) -> None:
    state = MeetingState(meeting.state)
    require(state in EDITABLE, f"Nobody is invited to a meeting that is “{state.label}”.")


def invitation(meeting: Meeting, person_id: int) -> Invitee:
    """A person's invitation under lock. Errors: Refused."""
    row = (
        Invitee.objects.select_for_update(of=("self",))
        .select_related("person", "organisation")
        .filter(meeting=meeting, person_id=person_id, withdrawn_at__isnull=True)
        .first()
    )
    if row is None:
        raise Refused(NOT_INVITED)
    return row


@transaction.atomic
def answer(
    *,
    meeting_id: int,
    what: Answer,
    by: Viewer,
    at: datetime,
    deputy_id: int | None = None,
    note: str = "",
    for_person: int | None = None,
    by_calendar: bool = False,
) -> Invitee:
    """Accept, send apologies or name a deputy; those who lead the meeting may write it down for others. Errors: Refused."""
    meeting = locked_meeting(meeting_id)
    person_id = for_person if for_person is not None else by.person_id
    if person_id != by.person_id:
        require(permissions.may_lead(by, meeting.partnership_id, meeting.group_id), LEADERS_ONLY)
    row = invitation(meeting, person_id)
    _may_still_answer(meeting)
    require(what is not Answer.NONE, "Say whether you are coming.")
    require(
        what is not Answer.DEPUTY or row.capacity in {"chair", "vice_chair", "member"},
        "Only a member of the group names a deputy.",
    )
    if what is Answer.DEPUTY:
        require(deputy_id is not None, "Choose who stands in.")
        assert deputy_id is not None
        _name_deputy(meeting, row, deputy_id, by, at)
    else:
        _withdraw_deputy(meeting, row, by, at)
    before = row.answer
    row.answer, row.answered_at, row.note, row.by_calendar = what.value, at, note.strip()[:300], by_calendar
    row.save(update_fields=["answer", "answered_at", "note", "by_calendar"])
    if before != what.value:
        whose = "" if person_id == by.person_id else f"{row.person.name}: "
        written(record=meeting.record, verb=Event.ANSWERED, sentence=f"{whose}{what.label}", by=actor(by), at=at)
        if what in {Answer.APOLOGIES, Answer.DEPUTY}:
            tell(
                meeting=meeting,
                people=unit(meeting.partnership_id, at),
                kind=Event.ANSWERED.value,
                subject=f"{row.person.name} {'sends a deputy' if what is Answer.DEPUTY else 'sends apologies'}",
                by=by,
                at=at,
                place="people/",
            )
    return row


def _may_still_answer(meeting: Meeting) -> None:
    state = MeetingState(meeting.state)
    require(state in EDITABLE, f"This meeting is “{state.label}”; it is too late to answer.")


def _name_deputy(meeting: Meeting, row: Invitee, deputy_id: int, by: Viewer, at: datetime) -> None:
    require(deputy_id != row.person_id, "A deputy is someone else.")
    require(row.organisation_id is not None, "Without an organisation there is nobody to stand in: send apologies.")
    post = (
        Post.objects.filter(
            current(meeting.meets_on),
            partnership=meeting.partnership_id,
            person=deputy_id,
            organisation=row.organisation_id,
        )
        .exclude(role="administrator")
        .select_related("person")
        .first()
    )
    require(post is not None, f"A deputy has to work for {row.organisation} and hold a post in the partnership.")
    assert post is not None
    there = Invitee.objects.filter(meeting=meeting, person_id=deputy_id).first()
    if there is not None and there.deputy_for_id == row.pk and there.withdrawn_at is None:
        return
    _withdraw_deputy(meeting, row, by, at)
    require(there is None or there.withdrawn_at is not None, f"{post.person.name} is invited to this meeting already.")
    fresh = there or Invitee(meeting=meeting, person_id=deputy_id, calendar_key=secrets.token_hex(8))
    fresh.capacity, fresh.deputy_for, fresh.organisation_id = Capacity.DEPUTY.value, row, row.organisation_id
    fresh.withdrawn_at, fresh.answer, fresh.answered_at = None, Answer.NONE.value, None
    fresh.reason = f"for {row.person.name}"
    fresh.save()
    let_see_all(fresh, meeting, by, at)
    send_invitations(meeting, [fresh], at)
    tell(
        meeting=meeting,
        people=[deputy_id],
        kind=Event.INVITED.value,
        subject=f"you are asked to stand in for {row.person.name}",
        by=by,
        at=at,
    )


def _withdraw_deputy(meeting: Meeting, row: Invitee, by: Viewer, at: datetime) -> None:
    held = Invitee.objects.filter(meeting=meeting, deputy_for=row, withdrawn_at__isnull=True).first()
    if held is None:
        return
    require(held.attendance == Attendance.UNKNOWN.value, "The deputy has been written down as attending.")
    held.withdrawn_at, held.deputy_for = at, None
    held.save(update_fields=["withdrawn_at", "deputy_for"])
    end_sight(held, meeting, by)
    send_invitations(meeting, [held], at, subject=f"{meeting.group}: no deputy is needed any more")
    tell(
        meeting=meeting, people=[held.person_id], kind=Event.INVITED.value, subject="no deputy is needed any more",
        by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def take_attendance(*, meeting_id: int, person_id: int, what: Attendance, by: Viewer, at: datetime) -> Invitee:
    """Write down that someone is there, left, sent apologies or did not come. Errors: Refused."""
    meeting = led_meeting(meeting_id, None, by)
    state = MeetingState(meeting.state)
    require(state in MINUTING, f"Attendance is taken while the meeting is held; it is “{state.label}”.")
    row = invitation(meeting, person_id)
    if row.attendance == what.value:
        return row
    require(
        what is not Attendance.LEFT or row.attendance == Attendance.PRESENT.value,
        "Only someone who is there can leave.",
    )
    row.attendance = what.value
    if what is Attendance.PRESENT:
        row.arrived_at, row.left_at = row.arrived_at or at, None
    elif what is Attendance.LEFT:
        row.left_at = at
    else:
        row.arrived_at = row.left_at = None
    row.save(update_fields=["attendance", "arrived_at", "left_at"])
    written(
        record=meeting.record,
        verb=Event.ATTENDED,
        sentence=f"{row.person.name}: {what.label.lower()}",
        by=actor(by),
        at=at,
    )
    return row
