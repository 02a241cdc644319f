"""Pathways: the list, one of them, its document; and bank holidays with national relaxations."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.design.components import Link
from goldenthread.design.page import Head
from goldenthread.pathways import operations, queries
from goldenthread.pathways.forms.designing import NewPathwayForm
from goldenthread.pathways.forms.reference import HolidayForm, RelaxationForm, WithdrawForm
from goldenthread.pathways.forms.way import TryForm
from goldenthread.pathways.models import AddedHoliday, Relaxation
from goldenthread.pathways.pages.calendar import calendar_page
from goldenthread.pathways.pages.pathway import pathway_page, pathways_page
from goldenthread.pathways.pages.protocol import protocol_pdf
from goldenthread.pathways.queries import Listed
from goldenthread.pathways.views.shared import designers, pdf
from goldenthread.records.web import FormPage, Scope, answer_form, new_token, partnership_page, readers, stored_once


@require_GET
@partnership_page(readers)
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Every pathway."""
    rows = queries.listed(scope.viewer, scope.partnership.id)
    page = pathways_page(scope, rows, designs=designers(scope))
    return render(request, "pathways/list.html", {"head": page.head, "page": page})


def _found(request: HttpRequest, scope: Scope, key: str) -> Listed:
    """The pathway in the edition that the address asks for. One that was never published is there for those who write it."""
    asked = request.GET.get("edition", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else None
    found = queries.get_edition(scope.viewer, scope.partnership.id, key, number)
    if found.pathway is not None and found.edition is None and not designers(scope):
        raise Http404
    return found


@require_GET
@partnership_page(readers)
def one(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """One pathway: its picture, its stages, and the days it comes to from a day that may be tried."""
    found = _found(request, scope, key)
    asked = any(f"on_{part}" in request.GET for part in ("day", "month", "year"))
    form = TryForm(request.GET if asked else None)
    on = form.cleaned_data["on"] if asked and form.is_valid() else None
    calendar, relaxations = queries.counted_with(scope.viewer, scope.partnership.id, key)
    page = pathway_page(
        scope,
        found,
        designs=designers(scope),
        on=on,
        calendar=calendar,
        relaxations=relaxations,
        at=scope.viewer.at,
    )
    context = {
        "head": page.head,
        "page": page,
        "form": form,
        "draft_token": new_token(),
        "retire_token": new_token(),
        "take_token": new_token(),
    }
    return render(request, "pathways/pathway.html", context)


@require_GET
@partnership_page(readers)
def protocol(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """A pathway as an accessible PDF."""
    found = _found(request, scope, key)
    return pdf(protocol_pdf(scope, found, at=scope.viewer.at), f"pathway-{key}-{found.number}")


@require_http_methods(["GET", "POST"])
@partnership_page(designers)
def new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Begin a pathway of the partnership's own."""
    base = scope.address("pathways")
    page = FormPage(Head("Write a pathway", breadcrumbs=(Link("Pathways", base),)), "Begin the draft", base, base)

    def perform(data: dict[str, Any]) -> str:
        draft = operations.new_pathway(
            partnership_id=scope.partnership.id, title=data["title"], by=scope.viewer, at=scope.viewer.at
        )
        return scope.address("pathways", draft.pathway.key, "design")

    return answer_form(request, scope, page, NewPathwayForm(request.POST or None), perform)


@require_POST
@partnership_page(designers)
def now(request: HttpRequest, scope: Scope, key: str, what: str) -> HttpResponseBase:
    """Begin a draft, take in the program's newer text, or stop or begin letting records follow it."""
    address = scope.address("pathways", key)
    found = queries.get_edition(scope.viewer, scope.partnership.id, key)
    if what not in {"draft", "retire", "take"} or (what != "draft" and found.pathway is None):
        raise Http404

    def perform() -> str:
        if what == "draft":
            operations.start_draft(partnership_id=scope.partnership.id, key=key, by=scope.viewer, at=scope.viewer.at)
            return f"{address}design/"
        assert found.pathway is not None
        if what == "take":
            operations.take_newer(pathway=found.pathway, by=scope.viewer, at=scope.viewer.at)
        else:
            retired = found.pathway.retired_on is None
            operations.retire(pathway=found.pathway, retired=retired, by=scope.viewer, at=scope.viewer.at)
        return address

    return stored_once(request, scope, address, perform)


@require_GET
@partnership_page(readers)
def calendar(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The bank holidays that days are counted with, and national relaxations."""
    page = calendar_page(
        scope,
        queries.holidays(scope.viewer, scope.partnership.id),
        queries.relaxations(scope.viewer, scope.partnership.id),
        designs=designers(scope),
    )
    return render(request, "pathways/calendar.html", {"head": page.head, "page": page})


@require_http_methods(["GET", "POST"])
@partnership_page(designers)
def holiday(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Write down a bank holiday."""
    base = scope.address("pathways", "calendar")
    head = Head(
        "Write down a bank holiday",
        breadcrumbs=_crumbs(scope),
        lede="One that the list which comes with the program does not have.",
    )
    page = FormPage(
        head, "Write it down", base, base, "It is written down. Open pathways are counted anew within a minute."
    )
    form = HolidayForm(request.POST or None, initial={"known_on": scope.viewer.day, "checked_on": scope.viewer.day})

    def perform(data: dict[str, Any]) -> None:
        operations.add_holiday(partnership_id=scope.partnership.id, by=scope.viewer, at=scope.viewer.at, **data)

    return answer_form(request, scope, page, form, perform)


@require_http_methods(["GET", "POST"])
@partnership_page(designers)
def relaxation(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Write down a national relaxation."""
    base = scope.address("pathways", "calendar")
    rows = queries.listed(scope.viewer, scope.partnership.id)
    stages = [
        (f"{row.key}/{stage.key}", f"{row.definition.title}: {stage.name}")
        for row in rows
        for stage in row.definition.stages
        if stage.clock
    ]
    page = FormPage(
        Head(
            "Write down a national relaxation",
            breadcrumbs=_crumbs(scope),
            lede="A time that was relaxed for everyone, for a range of dates.",
        ),
        "Write it down",
        base,
        base,
        "It is written down. Open pathways are counted anew within a minute.",
    )
    form = RelaxationForm(request.POST or None, initial={"checked_on": scope.viewer.day}, stages=stages)

    def perform(data: dict[str, Any]) -> None:
        pathway, _, stage = data.pop("stage").partition("/")
        operations.relax(
            partnership_id=scope.partnership.id,
            pathway=pathway,
            stage=stage,
            by=scope.viewer,
            at=scope.viewer.at,
            **data,
        )

    return answer_form(request, scope, page, form, perform)


@require_http_methods(["GET", "POST"])
@partnership_page(designers)
def withdraw(request: HttpRequest, scope: Scope, kind: str, number: int) -> HttpResponseBase:
    """Take a bank holiday or a relaxation back."""
    held: dict[int, Relaxation | AddedHoliday] = {}
    if kind == "holiday":
        held = {row.pk: row for row in queries.holidays(scope.viewer, scope.partnership.id)}
    elif kind == "relaxation":
        held = {row.pk: row for row in queries.relaxations(scope.viewer, scope.partnership.id)}
    row = held.get(number)
    if row is None:
        raise Http404
    base = scope.address("pathways", "calendar")
    title = row.title if isinstance(row, AddedHoliday) else row.words
    page = FormPage(
        Head(f"Take back: {title}", breadcrumbs=_crumbs(scope)),
        "Take it back",
        base,
        base,
        "It is taken back.",
        button_kind="warning",
    )

    def perform(data: dict[str, Any]) -> None:
        operations.withdraw(row=row, why=data["why"], by=scope.viewer, at=scope.viewer.at)

    return answer_form(request, scope, page, WithdrawForm(request.POST or None), perform)


def _crumbs(scope: Scope) -> tuple[Link, ...]:
    return (
        Link("Pathways", scope.address("pathways")),
        Link("Bank holidays and relaxations", scope.address("pathways", "calendar")),
    )
