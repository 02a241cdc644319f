"""Who is invited and what they answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.design.components import Button, Link
from goldenthread.meetings import calendars, forms, operations, queries
from goldenthread.meetings.models import Invitee, Meeting
from goldenthread.meetings.operations.invitations import address_of as whole_address
from goldenthread.meetings.operations.invitations import organiser
from goldenthread.meetings.pages.people import answers_words, people_table
from goldenthread.meetings.pages.words import head_of
from goldenthread.meetings.rules.states import EDITABLE
from goldenthread.meetings.terms import Answer, Capacity, MeetingState
from goldenthread.meetings.views.agenda import led
from goldenthread.meetings.views.shared import ask, leads, number, people_choices, sent, writers
from goldenthread.partnership import queries as partnership
from goldenthread.records.web import Scope, partnership_page, readers


@require_GET
@partnership_page(readers)
def page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Those invited, with their answers."""
    meeting = queries.get_meeting(scope.viewer, scope.partnership.id, reference)
    coming = MeetingState(meeting.state) in EDITABLE
    leading = leads(scope, meeting)
    people: list[Invitee] = meeting.people  # type: ignore[attr-defined]
    mine = any(row.person_id == scope.viewer.person_id for row in people)
    here = scope.address("meetings", reference)
    head = head_of(
        scope,
        meeting,
        "people",
        leads=leading,
        lede=answers_words(people),
        action=Button("Invite a guest", f"{here}guests/", "secondary") if leading and coming else None,
    )
    return render(
        request,
        "meetings/people.html",
        {
            "head": head,
            "table": people_table(scope, meeting, leads=leading, coming=coming),
            "calendar_url": f"{here}calendar.ics" if mine else "",
        },
    )


def _crumbs(scope: Scope, meeting: Meeting) -> tuple[Link, ...]:
    reference = meeting.record.reference
    return (
        Link("Meetings", scope.address("meetings")),
        Link(reference, scope.address("meetings", reference)),
        Link("People", scope.address("meetings", reference, "people")),
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def answer(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Say whether one is coming; those who lead the meeting may write it down for others."""
    meeting = queries.get_meeting(scope.viewer, scope.partnership.id, reference)
    people: list[Invitee] = meeting.people  # type: ignore[attr-defined]
    person = number(request.GET.get("person")) or scope.viewer.person_id
    row = next((one for one in people if one.person_id == person), None)
    if row is None or (person != scope.viewer.person_id and not leads(scope, meeting)):
        raise Http404
    other = "" if person == scope.viewer.person_id else row.person.name
    may_name = row.organisation_id is not None and Capacity(row.capacity) in {
        Capacity.CHAIR,
        Capacity.VICE_CHAIR,
        Capacity.MEMBER,
    }
    held = next((one.person_id for one in people if one.deputy_for_id == row.pk), None)
    taken = {one.person_id for one in people} - {held}
    form = forms.AnswerForm(
        sent(request),
        may_name=may_name,
        other=other,
        deputies=[
            (str(post.person_id), post.person.name)
            for post in partnership.people(scope.partnership.id, scope.viewer.day)
            if post.organisation_id == row.organisation_id
            and post.person_id not in taken
            and post.role != "administrator"
        ]
        if may_name
        else [],
        initial={"answer": "" if row.answer == "none" else row.answer, "deputy": str(held or ""), "note": row.note},
    )

    def perform(data: dict[str, Any]) -> None:
        operations.answer(
            meeting_id=meeting.pk,
            what=Answer(data["answer"]),
            deputy_id=number(data.get("deputy")),
            note=data["note"],
            for_person=person,
            by=scope.viewer,
            at=scope.viewer.at,
        )

    return ask(
        request,
        scope,
        form,
        perform,
        title="Are you coming?" if not other else f"Is {other} coming?",
        button="Send the answer",
        back=scope.address("meetings", reference, *(("people",) if other else ())),
        crumbs=_crumbs(scope, meeting),
        said="The answer is stored.",
        lede=meeting.record.title,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def guest(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Ask someone to this one meeting."""
    meeting = led(scope, reference)
    people: list[Invitee] = meeting.people  # type: ignore[attr-defined]
    form = forms.GuestForm(sent(request), people=people_choices(scope, [row.person_id for row in people]))
    return ask(
        request,
        scope,
        form,
        lambda data: operations.invite_guest(
            meeting_id=meeting.pk,
            person_id=int(data["person"]),
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        ),
        title="Invite a guest",
        button="Invite them",
        back=scope.address("meetings", reference, "people"),
        crumbs=_crumbs(scope, meeting),
        said="They are invited, and see this meeting until four weeks after it.",
    )


@require_GET
@partnership_page(readers)
def calendar(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """One's own invitation, as a calendar reads it."""
    meeting = queries.get_meeting(scope.viewer, scope.partnership.id, reference)
    people: list[Invitee] = meeting.people  # type: ignore[attr-defined]
    row = next((one for one in people if one.person_id == scope.viewer.person_id), None)
    if row is None:
        raise Http404
    content = calendars.invitation(
        meeting,
        row,
        address=whole_address(meeting, scope.partnership.key),
        organiser=organiser(),
        at=scope.viewer.at,
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8; method=REQUEST")
    response["Content-Disposition"] = f'attachment; filename="{reference}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
