"""What the room's views share: who may enter, a page with one form, and a step of one button."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from goldenthread.design.components import Content, Link
from goldenthread.design.page import Head
from goldenthread.documents.rules import NotAllowed
from goldenthread.meetings import permissions
from goldenthread.meetings.models import Meeting
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.models import Group
from goldenthread.records.operations import Refused
from goldenthread.records.web import FormPage, Scope, answer_form


def sent(request: HttpRequest) -> Any:
    """What was sent, for a form; None when nothing was."""
    return request.POST if request.method == "POST" else None


def leads(scope: Scope, meeting: Meeting) -> bool:
    """Whether this person leads the meeting."""
    return permissions.may_lead(scope.viewer, meeting.partnership_id, meeting.group_id)


def led_groups(scope: Scope) -> list[Group]:
    """The groups whose meetings this person leads."""
    return [
        group
        for group in partnership.groups(scope.partnership.id, scope.viewer.day)
        if permissions.may_lead(scope.viewer, scope.partnership.id, group.pk)
    ]


def writers(scope: Scope) -> bool:
    """The business unit, and whoever chairs a group here."""
    return scope.viewer.in_unit(scope.partnership.id) or any(
        seat.partnership_id == scope.partnership.id and scope.viewer.chairs(seat.group_id)
        for seat in scope.viewer.seats
    )


def people_choices(scope: Scope, leave_out: Iterable[int] = ()) -> list[tuple[str, str]]:
    """The partnership's people as choices, each once."""
    out = set(leave_out)
    held: dict[int, str] = {}
    for post in partnership.people(scope.partnership.id, scope.viewer.day):
        if post.person_id not in out and post.role != "administrator":
            held.setdefault(
                post.person_id, f"{post.person.name} ({post.organisation})" if post.organisation else post.person.name
            )
    return [(str(pk), words) for pk, words in held.items()]


def ask(
    request: HttpRequest,
    scope: Scope,
    form: Any,
    perform: Callable[[dict[str, Any]], object],
    *,
    title: str,
    button: str,
    back: str,
    crumbs: Iterable[Link] = (),
    said: str = "",
    lede: Content = "",
    kind: str = "primary",
    template: str = "design/form_page.html",
    **context: Any,
) -> HttpResponse:
    """A page with one form, which does what it asks once. What is refused stands above it."""

    def told(data: dict[str, Any]) -> object:
        try:
            return perform(data)
        except NotAllowed as refusal:
            raise Refused(str(refusal)) from None

    page = FormPage(Head(title, breadcrumbs=tuple(crumbs), lede=lede), button, back, back, said, template, kind)
    return answer_form(request, scope, page, form, told, **context)


def number(text: str | None) -> int | None:
    """A key from a form, where it is one."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None
