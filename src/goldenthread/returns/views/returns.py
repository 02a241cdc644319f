"""One return: its page for those who ask, answering it by account, and what those who ask do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.design.components import Link
from goldenthread.design.page import Head
from goldenthread.history import queries as history
from goldenthread.records.web import (
    FormPage,
    Scope,
    answer_form,
    new_token,
    note_sight,
    partnership_page,
    readers,
    stored_once,
)
from goldenthread.returns import operations, permissions, queries
from goldenthread.returns.forms.answering import ReasonForm
from goldenthread.returns.forms.asking import AddressForm, ExtendForm, ReopenForm
from goldenthread.returns.models import Return
from goldenthread.returns.pages.answering import Desk
from goldenthread.returns.pages.mine import my_returns_page
from goldenthread.returns.pages.one import return_head, return_view
from goldenthread.returns.rules.states import TRANSITIONS
from goldenthread.returns.terms import ReturnState
from goldenthread.returns.views.answering import take_step

MOVES = {ReturnState.WITHDRAWN: "Withdraw it", ReturnState.SENT: "Ask them after all"}


@require_GET
@partnership_page(readers)
def mine(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What this person's organisations are asked."""
    rows = queries.my_returns(scope.viewer, scope.partnership.id)
    page = my_returns_page(scope, rows, asks=permissions.may_ask_somewhere(scope.viewer, scope.partnership.id))
    return render(request, "returns/mine.html", {"head": page.head, "page": page})


@require_GET
@partnership_page(readers)
def page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """A return's page; that it was opened is written down."""
    row = queries.get_return(scope.viewer, scope.partnership.id, reference)
    note_sight(scope, row.record)
    view = return_view(
        scope,
        row,
        answers=queries.answers_in(row),
        files=queries.files_of(row),
        links=queries.links_of(scope.viewer, row),
        events=history.events_of(row.pk, 50),
    )
    return render(
        request,
        "returns/return.html",
        {"head": view.head, "view": view, "submission": new_token(), "link_submission": new_token()},
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def answer(request: HttpRequest, scope: Scope, reference: str, step: str = "", part: str = "") -> HttpResponseBase:
    """One step of answering by account."""
    row = queries.get_return(scope.viewer, scope.partnership.id, reference)
    by = permissions.answerer(scope.viewer, row)
    if not permissions.answers_for(scope.viewer, row) and row.senior_person_id != scope.viewer.person_id:
        raise Http404
    desk = Desk(
        row,
        by,
        scope.viewer.at,
        scope.address("returns", reference, "answer"),
        queries.answers_in(row),
        scope,
    )
    return take_step(request, desk, step, part)


def _asker(scope: Scope, reference: str) -> Return:
    """The return, for whoever may do something with it. Errors: Http404."""
    row = queries.get_return(scope.viewer, scope.partnership.id, reference)
    if not permissions.may_ask_for(scope.viewer, row.partnership_id, row.record.group_id):
        raise Http404
    return row


def _form_page(
    scope: Scope, row: Return, title: str, button: str, said: str, lede: str, kind: str = "primary"
) -> FormPage:
    address = scope.address("returns", row.record.reference)
    head = return_head(scope, row)
    crumbs = (*head.breadcrumbs, Link(row.record.reference, address))
    return FormPage(
        Head(title, row.record.reference, head.tags, crumbs, lede or f"{row.organisation.name}: {row.record.title}"),
        button,
        address,
        address,
        said,
        button_kind=kind,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def reopen(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Send a return back to its organisation, with the reason."""
    row = _asker(scope, reference)
    form = ReopenForm(request.POST or None, initial={"version": row.record.version})

    def perform(data: dict[str, Any]) -> None:
        operations.move(
            return_id=row.pk,
            seen=data["version"],
            to=ReturnState.REOPENED,
            by=scope.viewer,
            at=scope.viewer.at,
            reason=data["reason"],
            due_on=data["due_on"],
        )

    return answer_form(
        request,
        scope,
        _form_page(scope, row, "Reopen it", "Reopen it", "It is reopened; they are told.", ""),
        form,
        perform,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def extend(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Move the day it is due, with the reason."""
    row = _asker(scope, reference)
    form = ExtendForm(request.POST or None, initial={"version": row.record.version})
    said = "The day is moved; they are told, and the first one stays beside it."
    return answer_form(
        request,
        scope,
        _form_page(scope, row, "Move the day it is due", "Move it", said, ""),
        form,
        lambda data: operations.extend(
            return_id=row.pk,
            seen=data["version"],
            due_on=data["due_on"],
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        ),
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def address(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Ask an organisation through someone else."""
    row = _asker(scope, reference)
    initial = {
        "name": row.contact_name,
        "email": row.contact_email,
        "senior_name": row.senior_name,
        "senior_email": row.senior_email,
        "version": row.record.version,
    }
    form = AddressForm(request.POST or None, initial=initial)
    lede = "Links that went to a former address end at once; the new one is asked where it was sent already."
    return answer_form(
        request,
        scope,
        _form_page(scope, row, f"Who is asked at {row.organisation}", "Save", "The address is changed.", lede),
        form,
        lambda data: operations.replace_address(
            return_id=row.pk,
            seen=data["version"],
            name=data["name"],
            email=data["email"],
            senior_name=data["senior_name"],
            senior_email=data["senior_email"],
            by=scope.viewer,
            at=scope.viewer.at,
        ),
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def move(request: HttpRequest, scope: Scope, reference: str, state: str) -> HttpResponseBase:
    """Withdraw a return, or ask after all."""
    row = _asker(scope, reference)
    known = {member.value: member for member in MOVES}
    to = known.get(state)
    transition = TRANSITIONS[ReturnState(row.state)].get(to) if to else None
    if to is None or transition is None:
        raise Http404
    form = ReasonForm(request.POST or None, needed=transition.asks_reason, initial={"version": row.record.version})
    kind = "warning" if to is ReturnState.WITHDRAWN else "primary"
    return answer_form(
        request,
        scope,
        _form_page(
            scope, row, transition.label, transition.label, f"{reference}: {transition.event.label.lower()}.", "", kind
        ),
        form,
        lambda data: operations.move(
            return_id=row.pk, seen=data["version"], to=to, by=scope.viewer, at=scope.viewer.at, reason=data["reason"]
        ),
    )


@require_http_methods(["POST"])
@partnership_page(readers)
def now(request: HttpRequest, scope: Scope, reference: str, what: str) -> HttpResponseBase:
    """What needs no page of its own: remind, send a link, end the links."""
    row = _asker(scope, reference)
    by, at = scope.viewer, scope.viewer.at
    doing: dict[str, tuple[Callable[[], object], str]] = {
        "remind": (lambda: operations.chase(return_ids=[row.pk], by=by, at=at), "They were reminded."),
        "send-link": (lambda: operations.resend_link(return_id=row.pk, by=by, at=at), "A fresh link is on its way."),
        "end-links": (lambda: operations.end_links(return_id=row.pk, by=by, at=at), "No link of it works any more."),
    }
    if what not in doing:
        raise Http404
    perform, said = doing[what]

    def once() -> None:
        perform()

    return stored_once(request, scope, scope.address("returns", reference), once, said)
