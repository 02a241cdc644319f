"""An agency's actions go out as a spreadsheet and come back filled in: chosen, shown, and stored whole or not at all."""

from __future__ import annotations

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from goldenthread.design.components import Column, Link, Muted, Row, Table
from goldenthread.design.format import counted
from goldenthread.design.forms import FileField
from goldenthread.design.page import Head
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, new_token, partnership_page, readers, stored_once
from goldenthread.rendering.spreadsheets import SpreadsheetUnreadable, read_rows
from goldenthread.thread import operations, queries, staging
from goldenthread.thread.pages.words import brag_tag
from goldenthread.thread.returned import Answer, Returned, read_returned
from goldenthread.thread.terms import Brag
from goldenthread.thread.views.importing import MOST_BYTES


class ReturnedForm(django_forms.Form):
    """Which file."""

    file = FileField(
        "The filled-in spreadsheet",
        hint="The Excel or CSV file that was taken from the action log to be filled in.",
        endings=("xlsx", "csv"),
        most_bytes=MOST_BYTES,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def choose(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Choose the file; it is kept for a day, and nothing is stored yet."""
    form = ReturnedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            read_rows(content, file.name)
        except SpreadsheetUnreadable as unreadable:
            form.add_error("file", str(unreadable))
        else:
            ticket = staging.keep(
                name=file.name,
                content=content,
                group="",
                person_id=scope.viewer.person_id,
                partnership_id=scope.partnership.id,
            )
            return redirect(scope.address("actions", "returned", "check") + "?" + urlencode({"ticket": ticket}))
    back = scope.address("actions")
    head = Head(
        "Bring back a filled-in spreadsheet",
        breadcrumbs=(Link("Actions", back),),
        lede="Each row is matched to its action by its reference. The next page shows what would be stored.",
    )
    context = {"head": head, "form": form, "button": "Show what it says", "cancel_url": back, "submission": ""}
    return render(request, "design/form_page.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def check(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What a kept file says; stores it when asked and nothing is wrong."""
    ticket = (request.POST if request.method == "POST" else request.GET).get("ticket", "")
    try:
        staged = staging.take(ticket, person_id=scope.viewer.person_id, partnership_id=scope.partnership.id)
        sheet = read_rows(staged.content, staged.name)
    except (staging.TicketExpired, SpreadsheetUnreadable) as gone:
        raise Refused(str(gone)) from None
    told = read_returned(sheet, queries.answerable(scope.viewer, scope.partnership.id))
    if request.method == "POST" and not told.problems and told.answers:
        return _store(request, scope, told)
    head = Head(
        "Check the filled-in spreadsheet",
        breadcrumbs=(
            Link("Actions", scope.address("actions")),
            Link("Bring back a filled-in spreadsheet", scope.address("actions", "returned")),
        ),
        lede=f"{staged.name}: {_summary(told)} Nothing is stored yet.",
    )
    context = {
        "head": head,
        "ticket": ticket,
        "told": told,
        "table": _table(scope, told.answers),
        "problems": told.problems[:200],
        "more_problems": max(0, len(told.problems) - 200),
        "submission": new_token(),
        "cancel_url": scope.address("actions", "returned"),
    }
    return render(request, "thread/returned.html", context, status=422 if request.method == "POST" else 200)


def _summary(told: Returned) -> str:
    parts = [counted(len(told.answers), "update")]
    if told.empty:
        parts.append(f"{counted(told.empty, 'row')} left empty")
    if told.already:
        parts.append(f"{counted(told.already, 'row')} stored before")
    return ", ".join(parts).capitalize() + "."


def _store(request: HttpRequest, scope: Scope, told: Returned) -> HttpResponseBase:
    done: list[int] = []
    response = stored_once(
        request,
        scope,
        scope.address("actions"),
        lambda: done.append(operations.give_updates(answers=told.answers, by=scope.viewer, at=scope.viewer.at)),
    )
    for count in done:
        messages.success(request, f"{counted(count, 'update')} stored.".capitalize())
    return response


def _table(scope: Scope, answers: tuple[Answer, ...]) -> Table:
    rows = tuple(
        Row(
            (
                Link(each.action, scope.address("actions", each.reference)),
                each.reference,
                each.text,
                brag_tag(each.brag) if each.brag is not Brag.UNSET else Muted("As it is"),
            )
        )
        for each in answers
    )
    return Table(
        "What would be stored",
        (Column("Action", "wide"), Column("Reference"), Column("How it is going", "wide"), Column("Judged")),
        rows,
    )
