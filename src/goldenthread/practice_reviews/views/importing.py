"""Bringing reviews in: choose a file, see how its columns are matched and what is wrong with it, and load it whole or not at all."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.design.components import Column, Link, Muted, Row, Table, Tag, lines
from goldenthread.design.format import counted, partial_day, short_day
from goldenthread.design.page import Head
from goldenthread.partnership.models import Group
from goldenthread.practice_reviews import forms, operations, permissions
from goldenthread.practice_reviews.rules.columns import FIELDS, allowed
from goldenthread.practice_reviews.rules.importing import PastReview, PastReviews, read_reviews
from goldenthread.practice_reviews.terms import Door
from goldenthread.practice_reviews.views.shared import KINDS, arranged, trail
from goldenthread.records.downloads import XLSX
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, new_token, partnership_page, stored_once
from goldenthread.rendering.spreadsheets import (
    Beside,
    Sheet,
    SpreadsheetUnreadable,
    read_rows,
    write_xlsx,
)
from goldenthread.rendering.spreadsheets import Column as SheetColumn
from goldenthread.thread import staging
from goldenthread.thread.importing import RowNote, match_columns

PURPOSE = "goldenthread.reviews.import"
SHOWN, MOST_NOTES = 20, 200


def _unit(scope: Scope) -> bool:
    """The business unit alone brings reviews in."""
    return permissions.may_arrange(scope.viewer, scope.partnership.id)


@require_GET
@partnership_page(_unit)
def template(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """An empty spreadsheet with the columns, and a sheet that says what may stand in each."""
    file = io.BytesIO()
    words = [(each.label, "Yes" if each.required else "No", allowed(each.name)) for each in FIELDS]
    write_xlsx(
        file,
        [SheetColumn(each.label, max(14, len(each.label) + 2)) for each in FIELDS],
        (),
        title="Reviews",
        created=scope.viewer.at,
        beside=[Beside("What may stand where", [SheetColumn("Column", 28), SheetColumn("Needed"), SheetColumn("What to write", 120)], words)],
    )  # fmt: skip
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="reviews-to-bring-in.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@partnership_page(_unit)
def choose(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Choose a file; it is kept for a day, and nothing is loaded yet."""
    group = arranged(scope).group
    form = forms.ReviewsFileForm(request.POST or None, request.FILES or None)
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
                    name=file.name, content=content, group=group.key, person_id=scope.viewer.person_id,
                    partnership_id=scope.partnership.id, purpose=PURPOSE,
                )  # fmt: skip
                return redirect(scope.address("reviews", "import", "check") + "?" + urlencode({"ticket": ticket}))
    head = Head(
        "Bring reviews in",
        breadcrumbs=trail(scope),
        lede=lines(
            [
                f"One row for each review, live or closed, held by {group}. The next page shows how it reads; nothing is loaded before you say so. No notice goes out.",
                Link(
                    "Download a template, with what may stand in each column",
                    scope.address("reviews", "import", "template"),
                ),
            ]
        ),
    )
    back = scope.address("reviews")
    context = {"head": head, "form": form, "button": "Show how it reads", "cancel_url": back, "submission": ""}
    return render(request, "design/form_page.html", context, status=status)


@require_http_methods(["GET", "POST"])
@partnership_page(_unit)
def check(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """How a kept file reads under a match of columns; loads it when asked and nothing is wrong."""
    given = request.POST if request.method == "POST" else request.GET
    ticket = given.get("ticket", "")
    try:
        staged = staging.take(
            ticket, person_id=scope.viewer.person_id, partnership_id=scope.partnership.id, purpose=PURPOSE
        )
        sheet = read_rows(staged.content, staged.name)
    except (staging.TicketExpired, SpreadsheetUnreadable) as gone:
        raise Refused(str(gone)) from None
    columns = _chosen(given, sheet) if given.get("matched") else match_columns(sheet.header, FIELDS)
    read = read_reviews(sheet, columns, scope.viewer.day)
    group = arranged(scope).group
    if request.method == "POST" and not read.problems:
        return _load(request, scope, group, read)
    page = _page(scope, ticket, staged.name, sheet, columns, read, str(group))
    return render(request, "thread/import.html", page, status=422 if request.method == "POST" else 200)


def _load(request: HttpRequest, scope: Scope, group: Group, read: PastReviews) -> HttpResponseBase:
    """Load once, and say how many rows came in and how many were here."""
    loaded: list[operations.Loaded] = []
    response = stored_once(
        request,
        scope,
        scope.address("reviews") + "?standing=all",
        lambda: loaded.append(
            operations.import_reviews(group=group, rows=read.reviews, by=scope.viewer, at=scope.viewer.at)
        ),
    )
    for outcome in loaded:
        before = (
            f" {counted(outcome.already, 'row')} of the file had been brought in before." if outcome.already else ""
        )
        messages.success(request, f"{counted(outcome.made, 'review')} brought in.{before}".capitalize())
    return response


def _chosen(given: Any, sheet: Sheet) -> dict[str, int]:
    """The match that the page's selects say."""
    columns = {}
    for each in FIELDS:
        value = given.get(f"column_{each.name}", "")
        if value.isascii() and value.isdigit() and int(value[:6]) < len(sheet.header):
            columns[each.name] = int(value[:6])
    return columns


def _page(
    scope: Scope, ticket: str, name: str, sheet: Sheet, columns: dict[str, int], read: PastReviews, group: str
) -> dict[str, Any]:
    used = set(columns.values())
    head = Head(
        "Check the reviews",
        breadcrumbs=(*trail(scope), Link("Bring reviews in", scope.address("reviews", "import"))),
        lede=lines(
            [
                f"{name}: {counted(len(sheet.rows), 'row')} for {group}. Nothing is loaded yet.",
                Link("What may stand in each column", scope.address("reviews", "import", "template")),
            ]
        ),
    )
    return {
        "head": head,
        "ticket": ticket,
        "noun": "review",
        "selects": [
            {
                "name": f"column_{each.name}", "label": each.label, "required": each.required,
                "value": str(columns[each.name]) if each.name in columns else "",
            }
            for each in FIELDS
        ],
        "options": [(str(at), heading or f"Column {at + 1} (no heading)") for at, heading in enumerate(sheet.header)],
        "unused": [heading for at, heading in enumerate(sheet.header) if at not in used and heading],
        "problems": _notes(read.problems),
        "more_problems": max(0, len(read.problems) - MOST_NOTES),
        "remarks": _notes(read.remarks),
        "more_remarks": max(0, len(read.remarks) - MOST_NOTES),
        "table": _table(read.reviews),
        "count": len(read.reviews),
        "shown": min(SHOWN, len(read.reviews)),
        "submission": new_token(),
        "columns": [(each.name, columns[each.name]) for each in FIELDS if each.name in columns],
        "cancel_url": scope.address("reviews", "import"),
    }  # fmt: skip


def _notes(notes: tuple[RowNote, ...]) -> list[str]:
    return [str(note) for note in notes[:MOST_NOTES]]


def _table(reviews: tuple[PastReview, ...]) -> Table:
    """The first rows as they will come in."""

    def row(each: PastReview) -> Row:
        until = f" to {partial_day(str(each.when.end))}" if each.when.end else ""
        stage = Tag(KINDS[each.state], each.state.label)
        days = (("Closed", each.closed_on), ("Notified", each.notified_on), ("Report sent", each.sent_on))
        when = partial_day(str(each.when.start)) + until if each.when.start else "Day not known"
        children = counted(len(each.children), "child", "children") if each.children else "No child"
        return Row((
            lines([each.name, Muted(f"Row {each.row} · {each.local_reference} · {Door(each.door).label}")]),
            lines([stage, *(Muted(f"{said} {short_day(day)}") for said, day in days if day)]),
            lines([each.nature.label, Muted(each.about.label), Muted(f"{when} · {children}")]),
        ))  # fmt: skip

    columns = tuple(Column(label) for label in ("Review", "Comes in as", "What"))
    return Table(
        "The first rows as they will come in", columns, tuple(row(each) for each in reviews[:SHOWN]), dense=True
    )
