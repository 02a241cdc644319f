"""Break-glass: asking, and answering."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.administration import forms, operations, queries
from goldenthread.administration.queries import Request
from goldenthread.administration.views.shared import ask as ask_page
from goldenthread.administration.views.shared import sent
from goldenthread.design.components import Button, Content, Joined, Link, ListItem, Muted, Reference, Tag
from goldenthread.design.format import instant
from goldenthread.design.page import Head
from goldenthread.records.rules import GLASS
from goldenthread.records.web import Scope, partnership_page, readers

HOURS = int(GLASS.total_seconds() // 3600)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def ask(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Ask to see one record for a few hours; one's own requests stand below."""
    form = forms.AskForm(sent(request), initial={"reference": request.GET.get("reference", "")})

    def perform(data: dict[str, Any]) -> None:
        operations.ask(
            partnership_id=scope.partnership.id,
            reference=data["reference"],
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        )

    own = [
        item(scope, row, answers=False)
        for row in queries.requests(scope.viewer, scope.partnership.id)
        if row.glass.person_id == scope.viewer.person_id
    ]
    return ask_page(
        request,
        scope,
        form,
        perform,
        title="Ask to see a record",
        button="Ask",
        back=scope.address("break-glass"),
        said="It is asked. You are told as soon as someone answers.",
        template="administration/glass.html",
        lede=f"For when a child's safety cannot wait for the usual way. A second person answers; what they grant lasts {HOURS} hours, and the group's chair and the scrutineer are told.",
        own=own,
    )


@require_GET
@partnership_page(readers)
def requests(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The requests this person can answer, and those that were answered."""
    rows = [row for row in queries.requests(scope.viewer, scope.partnership.id) if row.answerable]
    waiting = [item(scope, row) for row in rows if not (row.glass.granted_at or row.glass.refused_at)]
    answered = [item(scope, row) for row in rows if row.glass.granted_at or row.glass.refused_at]
    head = Head(
        "Requests to see a record",
        lede="Grant one only when the reason is good enough to be read by the chair, the scrutineer, and one day the family.",
        others=(Link("Ask to see a record", scope.address("break-glass")),),
    )
    return render(request, "administration/requests.html", {"head": head, "waiting": waiting, "answered": answered})


def item(scope: Scope, row: Request, *, answers: bool = True) -> ListItem:
    """A request as a line of a list."""
    glass = row.glass
    asked = f"asked {instant(glass.asked_at)}"
    meta: tuple[Content, ...] = (asked,)
    if glass.granted_at and glass.ends_at:
        tag = Tag("success", "Open now") if glass.ends_at > scope.viewer.at else Tag("neutral", "Over")
        meta = (asked, f"granted by {glass.granted_by.name if glass.granted_by else ''} until {instant(glass.ends_at)}")
    elif glass.refused_at:
        tag, meta = Tag("warning", "Refused"), (asked, f"refused {instant(glass.refused_at)}")
    else:
        tag = Tag("open", "Waiting")
    url = (
        scope.address("thread", glass.reference)
        if (
            glass.granted_at
            and glass.ends_at
            and glass.ends_at > scope.viewer.at
            and glass.person_id == scope.viewer.person_id
        )
        or row.record
        else ""
    )
    title = Joined((glass.person.name, Reference(glass.reference, url))) if answers else Reference(glass.reference, url)
    action = None
    if answers and not glass.granted_at and not glass.refused_at:
        place = scope.address("break-glass", "requests", str(glass.pk))
        action = Button("Answer", place, "secondary", f"{glass.person.name} about {glass.reference}")
    return ListItem(title, meta, (tag,), action, text=glass.reason)


def _request(scope: Scope, glass: int) -> Request:
    found = next(
        (
            row
            for row in queries.requests(scope.viewer, scope.partnership.id)
            if row.glass.pk == glass and row.answerable
        ),
        None,
    )
    if found is None or found.glass.granted_at or found.glass.refused_at:
        raise Http404
    return found


@require_GET
@partnership_page(readers)
def request_page(request: HttpRequest, scope: Scope, glass: int) -> HttpResponseBase:
    """One request: grant it, or refuse it."""
    row = _request(scope, glass)
    crumbs = (Link("Requests to see a record", scope.address("break-glass", "requests")),)
    head = Head(
        f"{row.glass.person.name} asks to see {row.glass.reference}",
        breadcrumbs=crumbs,
        lede=f"Asked {instant(row.glass.asked_at)}.",
    )
    about: Content = (
        Link(row.record.title, scope.address("thread", row.record.reference))
        if row.record
        else Muted(
            "No record with this reference that you can see. You can refuse it, or leave it to its group's chair."
        )
    )
    place = ("break-glass", "requests", str(glass))
    return render(
        request,
        "administration/request.html",
        {
            "head": head,
            "row": row,
            "about": about,
            "grant": scope.address(*place, "grant"),
            "refuse": scope.address(*place, "refuse"),
            "hours": HOURS,
        },
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def grant(request: HttpRequest, scope: Scope, glass: int) -> HttpResponseBase:
    """Let them see it."""
    row, back = _request(scope, glass), scope.address("break-glass", "requests")
    return ask_page(
        request,
        scope,
        forms.ConfirmForm(sent(request)),
        lambda data: operations.grant(
            partnership_id=scope.partnership.id, glass_id=glass, by=scope.viewer, at=scope.viewer.at
        ),
        title=f"Let {row.glass.person.name} see {row.glass.reference}",
        button=f"Grant it for {HOURS} hours",
        back=back,
        crumbs=[("Requests to see a record", back)],
        said="Granted. The chair and the scrutineer are told.",
        lede=row.glass.reason,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def refuse(request: HttpRequest, scope: Scope, glass: int) -> HttpResponseBase:
    """Do not let them see it."""
    row, back = _request(scope, glass), scope.address("break-glass", "requests")
    return ask_page(
        request,
        scope,
        forms.RefuseForm(sent(request)),
        lambda data: operations.refuse(
            partnership_id=scope.partnership.id,
            glass_id=glass,
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        ),
        title=f"Refuse {row.glass.person.name} sight of {row.glass.reference}",
        button="Refuse",
        back=back,
        crumbs=[("Requests to see a record", back)],
        said="Refused. They are told.",
        lede=row.glass.reason,
    )
