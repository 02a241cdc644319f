"""Bringing an action log in: choose a file, see how its columns are matched and what is wrong with it, and load it whole or not at all."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from goldenthread.design.components import Column, Link, Row, Table, Tag
from goldenthread.design.format import counted, short_day
from goldenthread.design.forms import ChoiceField, FileField
from goldenthread.design.page import Head
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.models import Group
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, new_token, partnership_page, stored_once
from goldenthread.rendering.spreadsheets import Sheet, SpreadsheetUnreadable, read_rows
from goldenthread.thread import operations, queries, staging
from goldenthread.thread.importing import FIELDS, Log, LoggedAction, RowNote, match_columns, read_log
from goldenthread.thread.operations import Loaded
from goldenthread.thread.pages.words import STATE_KINDS

SHOWN = 20
MOST_BYTES = 20_000_000


def in_unit(scope: Scope) -> bool:
    """The business unit alone brings logs in."""
    return scope.viewer.in_unit(scope.partnership.id)


class ChooseForm(django_forms.Form):
    """Which file, and which group its actions belong to."""

    file = FileField(
        "The spreadsheet",
        hint="An Excel workbook (.xlsx) or a CSV file. Its first row that is not empty holds the headings.",
        endings=("xlsx", "csv"),
        most_bytes=MOST_BYTES,
    )
    group = ChoiceField("Which group do its actions belong to?", look="select")


@require_http_methods(["GET", "POST"])
@partnership_page(in_unit)
def choose(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Choose a file; it is kept for a day, and nothing is loaded yet."""
    groups = partnership.groups(scope.partnership.id, scope.viewer.day)
    form = ChooseForm(request.POST or None, request.FILES or None, initial={"group": request.GET.get("group", "")})
    form.fields["group"].options = [(group.key, group.name) for group in groups]  # type: ignore[attr-defined]
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
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
                    group=form.cleaned_data["group"],
                    person_id=scope.viewer.person_id,
                    partnership_id=scope.partnership.id,
                )
                return redirect(scope.address("actions", "import", "check") + "?" + urlencode({"ticket": ticket}))
    head = Head(
        "Bring in an action log",
        breadcrumbs=(Link("Actions", scope.address("actions")),),
        lede="The next page shows how its columns are matched and what each row says. Nothing is loaded before you say so.",
    )
    return render(
        request,
        "design/form_page.html",
        {
            "head": head,
            "form": form,
            "button": "Show how it reads",
            "cancel_url": scope.address("actions"),
            "submission": "",
        },
        status=status,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(in_unit)
def check(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """How a kept file reads under a match of columns; loads it when asked and nothing is wrong."""
    given = request.POST if request.method == "POST" else request.GET
    ticket = given.get("ticket", "")
    try:
        staged = staging.take(ticket, person_id=scope.viewer.person_id, partnership_id=scope.partnership.id)
        sheet = read_rows(staged.content, staged.name)
    except (staging.TicketExpired, SpreadsheetUnreadable) as gone:
        raise Refused(str(gone)) from None
    group = partnership.find_group(scope.partnership.id, staged.group)
    if group is None:
        raise Refused("The group is no longer there. Choose the file and a group again.")
    columns = _chosen(given, sheet) if given.get("matched") else match_columns(sheet.header)
    log = read_log(sheet, columns, queries.names_known(scope.partnership.id, scope.viewer.day))
    if request.method == "POST" and not log.problems:
        return _load(request, scope, group, log)
    return render(
        request,
        "thread/import.html",
        _page(scope, ticket, staged, sheet, columns, log, group.name),
        status=422 if request.method == "POST" else 200,
    )


def _load(request: HttpRequest, scope: Scope, group: Group, log: Log) -> HttpResponseBase:
    """Load once, and say how many rows came in and how many were here."""
    loaded: list[Loaded] = []
    address = scope.address("actions") + "?" + urlencode({"group": group.key, "standing": "all"})
    response = stored_once(
        request,
        scope,
        address,
        lambda: loaded.append(
            operations.import_actions(group=group, rows=log.actions, by=scope.viewer, at=scope.viewer.at)
        ),
    )
    for outcome in loaded:
        before = (
            f" {counted(outcome.already, 'row')} of the file had been brought in before." if outcome.already else ""
        )
        messages.success(request, f"{counted(outcome.made, 'action')} brought in.{before}".capitalize())
    return response


def _chosen(given: Any, sheet: Sheet) -> dict[str, int]:
    """The match that the page's selects say."""
    columns = {}
    for each in FIELDS:
        value = given.get(f"column_{each.name}", "")
        if value.isdigit() and int(value) < len(sheet.header):
            columns[each.name] = int(value)
    return columns


def _page(
    scope: Scope, ticket: str, staged: staging.Staged, sheet: Sheet, columns: dict[str, int], log: Log, group: str
) -> dict[str, Any]:
    options = [(str(at), heading or f"Column {at + 1} (no heading)") for at, heading in enumerate(sheet.header)]
    selects = [
        {
            "name": f"column_{each.name}",
            "label": each.label,
            "required": each.required,
            "value": str(columns[each.name]) if each.name in columns else "",
        }
        for each in FIELDS
    ]
    used = set(columns.values())
    head = Head(
        "Check the action log",
        breadcrumbs=(
            Link("Actions", scope.address("actions")),
            Link("Bring in an action log", scope.address("actions", "import")),
        ),
        lede=f"{staged.name}: {counted(len(sheet.rows), 'row')} for {group}. Nothing is loaded yet.",
    )
    return {
        "head": head,
        "ticket": ticket,
        "selects": selects,
        "options": options,
        "unused": [heading for at, heading in enumerate(sheet.header) if at not in used and heading],
        "problems": _notes(log.problems),
        "more_problems": max(0, len(log.problems) - 200),
        "remarks": _notes(log.remarks),
        "more_remarks": max(0, len(log.remarks) - 200),
        "table": _table(log, scope),
        "noun": "action",
        "count": len(log.actions),
        "shown": min(SHOWN, len(log.actions)),
        "submission": new_token(),
        "columns": [(each.name, columns[each.name]) for each in FIELDS if each.name in columns],
        "cancel_url": scope.address("actions", "import"),
    }


def _notes(notes: tuple[RowNote, ...]) -> list[str]:
    return [str(note) for note in notes[:200]]


def _table(log: Log, scope: Scope) -> Table:
    names = {row.pk: row.name for row in partnership.organisations(scope.partnership.id)}

    def row(action: LoggedAction) -> Row:
        return Row(
            (
                action.text,
                str(action.row),
                names.get(action.owner_organisation or 0, ""),
                short_day(action.due_on) if action.due_on else "",
                Tag(STATE_KINDS[action.state], action.state.label),
                action.source,
            )
        )

    columns = (
        Column("Action", "wide"),
        Column("Row", "narrow"),
        Column("Owner"),
        Column("Due"),
        Column("Comes in as"),
        Column("From"),
    )
    return Table(
        "The first rows as they will come in", columns, tuple(row(action) for action in log.actions[:SHOWN]), dense=True
    )
