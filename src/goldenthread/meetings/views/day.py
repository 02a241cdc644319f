"""On the day: who is in the room, whether there is a quorum, conflicts item by item. Made for a phone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from goldenthread.design.components import Button
from goldenthread.meetings import operations, queries
from goldenthread.meetings.models import Invitee, Meeting
from goldenthread.meetings.pages.people import attending, day_items, quorum_tag
from goldenthread.meetings.pages.words import head_of
from goldenthread.meetings.rules.quoracy import quoracy
from goldenthread.meetings.rules.states import ENDED, MINUTING
from goldenthread.meetings.terms import Attendance, MeetingState
from goldenthread.meetings.views.agenda import led
from goldenthread.meetings.views.shared import leads, number, writers
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, new_token, partnership_page, readers, stored_once


@require_GET
@partnership_page(readers)
def page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The room: attendance, quoracy as it stands, and each item with its conflicts."""
    meeting = queries.get_meeting(scope.viewer, scope.partnership.id, reference)
    state = MeetingState(meeting.state)
    if state is MeetingState.CANCELLED:
        raise Http404
    people: list[Invitee] = meeting.people  # type: ignore[attr-defined]
    leading = leads(scope, meeting)
    agenda = queries.lines(scope.viewer, meeting)
    conflicts = queries.conflicts_of(scope.viewer, [line.item_id for line in agenda])
    rule, there = queries.rule_for(meeting), queries.present(people)
    stands = {pk: quoracy(rule, there, frozenset(one.person_id for one in rows)) for pk, rows in conflicts.items()}
    may_declare = state not in ENDED and (leading or any(row.person_id == scope.viewer.person_id for row in people))
    here = scope.address("meetings", reference)
    action = None
    if leading and state in {MeetingState.PLANNED, MeetingState.ISSUED}:
        action = Button("Open the meeting", f"{here}state/in_session/")
    elif leading and state is MeetingState.IN_SESSION:
        action = Button("Close the meeting", f"{here}state/drafted/")
    taking = leading and state in MINUTING
    return render(
        request,
        "meetings/day.html",
        {
            "head": head_of(scope, meeting, "day", leads=leading, lede=_lede(meeting, len(there)), action=action),
            **_quorum(meeting, people, rule),
            "people": attending(people),
            "items": day_items(scope, agenda, conflicts, stands, may_declare=may_declare),
            "taking": taking,
            "poll": f"{here}day/quorum/" if state is MeetingState.IN_SESSION else "",
            "attend_url": f"{here}day/attend/",
            "tokens": {row.person_id: new_token() for row in people},
        },
    )


def _lede(meeting: Meeting, there: int) -> str:
    state = MeetingState(meeting.state)
    if state in {MeetingState.PLANNED, MeetingState.ISSUED}:
        return "Attendance is taken once the meeting is opened. Conflicts of interest can be declared now."
    return f"{there} in the room." if state is MeetingState.IN_SESSION else "The meeting has ended."


def _quorum(meeting: Meeting, people: list[Invitee], rule: Any) -> dict[str, Any]:
    stands = quoracy(rule, queries.present(people))
    return {"quorum": stands, "quorum_tag": quorum_tag(stands), "meeting": meeting}


@require_GET
@partnership_page(readers)
def quorum(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Quoracy alone, for a page that asks again while people come and go."""
    meeting = queries.get_meeting(scope.viewer, scope.partnership.id, reference)
    return render(request, "meetings/quorum.html", _quorum(meeting, meeting.people, queries.rule_for(meeting)))  # type: ignore[attr-defined]


@require_POST
@partnership_page(writers)
def attend(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Write down that someone is there, left, or is not."""
    meeting = led(scope, reference)
    person = number(request.POST.get("person"))
    known = {member.value: member for member in Attendance if member is not Attendance.UNKNOWN}
    what = known.get(request.POST.get("what", ""))
    if person is None or what is None:
        raise Refused("Choose a person, and whether they are there.")
    return stored_once(
        request,
        scope,
        f"{scope.address('meetings', reference, 'day')}#person-{person}",
        lambda: operations.take_attendance(
            meeting_id=meeting.pk, person_id=person, what=what, by=scope.viewer, at=scope.viewer.at
        ),
    )
