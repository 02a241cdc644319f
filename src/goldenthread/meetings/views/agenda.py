"""Drafting an agenda: what is due, items in their order, their papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.design.components import Link
from goldenthread.meetings import forms, operations, proposals, queries
from goldenthread.meetings.models import AgendaItem, Meeting
from goldenthread.meetings.operations import ItemDraft
from goldenthread.meetings.pages.agenda import agenda_view
from goldenthread.meetings.proposals import Occasion
from goldenthread.meetings.terms import ItemKind, PaperKind, Purpose
from goldenthread.meetings.views.shared import ask, leads, number, sent, writers
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, new_token, partnership_page, stored_once
from goldenthread.thread.queries import find_record


def led(scope: Scope, reference: str, *, with_people: bool = True) -> Meeting:
    """A meeting this person leads; else there is nothing here."""
    meeting = queries.get_meeting(scope.viewer, scope.partnership.id, reference, with_people=with_people)
    if not leads(scope, meeting):
        raise Http404
    return meeting


def led_item(scope: Scope, reference: str) -> AgendaItem:
    """An item of a meeting this person leads; else there is nothing here."""
    item = queries.get_item(scope.viewer, scope.partnership.id, reference)
    if not leads(scope, item.meeting):
        raise Http404
    return item


def occasion(meeting: Meeting) -> Occasion:
    """What the rooms that propose items are told."""
    return Occasion(meeting.partnership_id, meeting.group_id, str(meeting.group), meeting.pk, meeting.meets_on)


@require_GET
@partnership_page(writers)
def draft(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The agenda as it stands, and what is due."""
    meeting = led(scope, reference, with_people=False)
    agenda = queries.lines(scope.viewer, meeting)
    view = agenda_view(
        scope,
        meeting,
        agenda,
        queries.papers_of(scope.viewer, [line.item_id for line in agenda]),
        proposals.gather(scope.viewer, occasion(meeting)),
    )
    return render(
        request,
        "meetings/agenda.html",
        {
            "head": view.head,
            "view": view,
            "submission": new_token(),
            "tokens": [new_token() for _ in range(2 * len(agenda))],
        },
    )


@require_POST
@partnership_page(writers)
def accept(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Put the chosen proposals on the agenda."""
    meeting = led(scope, reference)
    wanted = set(request.POST.getlist("proposal"))
    chosen = [one for one in proposals.gather(scope.viewer, occasion(meeting)) if one.key in wanted]

    def perform() -> None:
        operations.accept_proposals(meeting_id=meeting.pk, proposals=chosen, by=scope.viewer, at=scope.viewer.at)

    return stored_once(request, scope, scope.address("meetings", reference, "agenda"), perform, "On the agenda.")


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def add(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """A further item at the end of the agenda."""
    meeting = led(scope, reference)
    setting = queries.setting_of(meeting.group)
    form = forms.ItemForm(sent(request), initial={"minutes": setting.item_minutes, "purpose": "discuss"})
    back = scope.address("meetings", reference, "agenda")
    return ask(
        request,
        scope,
        form,
        lambda data: operations.add_item(
            meeting_id=meeting.pk, draft=_draft(scope, data), by=scope.viewer, at=scope.viewer.at
        ),
        title="Add an item",
        button="Put it on the agenda",
        back=back,
        crumbs=_crumbs(scope, meeting),
        said="On the agenda.",
    )


def _crumbs(scope: Scope, meeting: Meeting) -> tuple[Link, ...]:
    reference = meeting.record.reference
    return (
        Link("Meetings", scope.address("meetings")),
        Link(reference, scope.address("meetings", reference)),
        Link("Agenda", scope.address("meetings", reference, "agenda")),
    )


def _draft(scope: Scope, data: dict[str, Any]) -> ItemDraft:
    about = find_record(scope.viewer, scope.partnership.id, data["about"].upper()) if data["about"] else None
    return ItemDraft(
        data["title"],
        ItemKind.RECORD if about else ItemKind.OTHER,
        Purpose(data["purpose"]),
        data["text"],
        data["presenter"],
        data["minutes"],
        about.pk if about else None,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def edit(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Change an item."""
    item = led_item(scope, reference)
    form = forms.ItemForm(
        sent(request),
        initial={
            "version": item.record.version,
            "title": item.record.title,
            "purpose": item.purpose,
            "minutes": item.place.minutes if hasattr(item, "place") else 10,
            "presenter": item.presenter,
            "text": item.text,
            "about": item.about.reference if item.about else "",
        },
    )
    return ask(
        request,
        scope,
        form,
        lambda data: operations.edit_item(
            item_id=item.pk, seen=data["version"], draft=_draft(scope, data), by=scope.viewer, at=scope.viewer.at
        ),
        title="Change the item",
        button="Save the changes",
        back=scope.address("meetings", item.meeting.record.reference, "agenda"),
        crumbs=_crumbs(scope, item.meeting),
        said="The item is changed.",
    )


def _step(perform: Callable[[AgendaItem, Scope], object], said: str = "") -> Callable[..., HttpResponseBase]:
    @require_POST
    @partnership_page(writers)
    def view(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
        item = led_item(scope, reference)
        back = scope.address("meetings", item.meeting.record.reference, "agenda")
        return stored_once(request, scope, f"{back}#{reference}", lambda: bool(perform(item, scope)), said)

    return view


def _moves(places: int) -> Callable[[AgendaItem, Scope], object]:
    return lambda item, scope: operations.move_item(
        item_id=item.pk, by_places=places, by=scope.viewer, at=scope.viewer.at
    )


up = _step(_moves(-1))
down = _step(_moves(1))


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def remove(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Take an item off the agenda."""
    item = led_item(scope, reference)
    return ask(
        request,
        scope,
        forms.ConfirmOnlyForm(sent(request), initial={"version": item.record.version}),
        lambda data: operations.remove_item(item_id=item.pk, seen=data["version"], by=scope.viewer, at=scope.viewer.at),
        title="Take the item off the agenda",
        button="Take it off",
        back=scope.address("meetings", item.meeting.record.reference, "agenda"),
        crumbs=_crumbs(scope, item.meeting),
        said="The item is off the agenda.",
        lede=item.record.title,
        kind="warning",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def paper(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Add a paper to an item."""
    item = led_item(scope, reference)
    files = request.FILES if request.method == "POST" else None
    form = forms.PaperForm(sent(request), files)

    def perform(data: dict[str, Any]) -> None:
        kind = PaperKind(data["kind"])
        if kind is PaperKind.DOCUMENT:
            operations.add_document(
                item_id=item.pk,
                name=data["file"].name,
                content=data["file"].read(),
                title=data["title"],
                by=scope.viewer,
                at=scope.viewer.at,
            )
        else:
            operations.add_paper(item_id=item.pk, kind=kind, title=data["title"], by=scope.viewer, at=scope.viewer.at)

    return ask(
        request,
        scope,
        form,
        perform,
        title="Add a paper",
        button="Add the paper",
        back=scope.address("meetings", "items", reference),
        crumbs=_crumbs(scope, item.meeting),
        said="The paper is added.",
        lede=item.record.title,
    )


@require_POST
@partnership_page(writers)
def remove_paper(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Take a paper off an item."""
    item = led_item(scope, reference)
    wanted = number(request.POST.get("paper"))
    if wanted is None:
        raise Refused("Choose a paper of this item.")
    return stored_once(
        request,
        scope,
        scope.address("meetings", "items", reference),
        lambda: operations.remove_paper(item_id=item.pk, paper_id=wanted, by=scope.viewer, at=scope.viewer.at),
        "The paper is taken off.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def issue(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """A new version of the agenda and papers."""
    meeting = led(scope, reference)
    form = forms.IssueForm(sent(request), initial={"version": meeting.record.version})
    return ask(
        request,
        scope,
        form,
        lambda data: operations.issue(
            meeting_id=meeting.pk, seen=data["version"], note=data["note"], by=scope.viewer, at=scope.viewer.at
        ),
        title="Issue a new version of the papers",
        button="Issue it",
        back=scope.address("meetings", reference),
        crumbs=_crumbs(scope, meeting)[:2],
        said="The new version is issued, and everyone invited is told.",
    )
