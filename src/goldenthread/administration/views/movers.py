"""Joiners, movers and leavers from a spreadsheet: choose it, see what each row would do, then do all of it."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.administration import operations
from goldenthread.administration.operations import StalePlan
from goldenthread.administration.queries.movers import known_people
from goldenthread.administration.rules.movers import Plan, read_people
from goldenthread.administration.views.shared import keepers
from goldenthread.design.components import Column, Lines, Link, Muted, Row, Table
from goldenthread.design.format import counted, short_day
from goldenthread.design.forms import FileField
from goldenthread.design.page import Head
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, new_token, partnership_page, stored_once
from goldenthread.rendering.spreadsheets import SpreadsheetUnreadable, read_rows
from goldenthread.thread import staging

PURPOSE = "goldenthread.people.import"
MOST_BYTES = 5_000_000


class PeopleFileForm(forms.Form):
    """The spreadsheet."""

    file = FileField(
        "The spreadsheet",
        hint="Excel (.xlsx) or CSV, with the headings Name and E-mail, and where they apply Organisation, Role, Group, From and Until (the last day). A row for each person, and one more for each further group.",
        endings=("xlsx", "csv"),
        most_bytes=MOST_BYTES,
        what="file",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def choose(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Choose a file; it is kept for a day, and nothing is done yet."""
    form, status = PeopleFileForm(request.POST or None, request.FILES or None), 200
    back = scope.address("administration", "people")
    if request.method == "POST":
        form, status = PeopleFileForm(request.POST, request.FILES), 422
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
                    group="",
                    person_id=scope.viewer.person_id,
                    partnership_id=scope.partnership.id,
                    purpose=PURPOSE,
                )
                return redirect(
                    scope.address("administration", "people", "import", "check") + "?" + urlencode({"ticket": ticket})
                )
    head = Head(
        "Joiners, movers and leavers",
        breadcrumbs=(Link("People", back),),
        lede="From a spreadsheet, several at once. The next page shows what each row would do; nothing is done before you say so.",
    )
    given = {"head": head, "form": form, "button": "Show what it would do", "cancel_url": back, "submission": ""}
    return render(request, "design/form_page.html", given, status=status)


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def check(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What each row would do; does it when asked and nothing is wrong."""
    given = request.POST if request.method == "POST" else request.GET
    viewer, place = scope.viewer, scope.partnership.id
    start = scope.address("administration", "people", "import")
    try:
        staged = staging.take(
            given.get("ticket", ""), person_id=viewer.person_id, partnership_id=place, purpose=PURPOSE
        )
        sheet = read_rows(staged.content, staged.name)
    except (staging.TicketExpired, SpreadsheetUnreadable) as gone:
        messages.error(request, str(gone))
        return redirect(start)
    problem, status = "", 200
    if request.method == "POST":

        def perform() -> None:
            done = operations.move_people(
                partnership_id=place, sheet=sheet, seen=given.get("seen", ""), by=viewer, at=viewer.at
            )
            messages.success(request, f"{counted(len(done.changing), 'row')} carried out.".capitalize())

        try:
            with transaction.atomic():
                return stored_once(request, scope, scope.address("administration", "people"), perform)
        except StalePlan as stale:
            problem, status = str(stale), 409
        except Refused as refusal:
            problem, status = str(refusal), 422
    plan = read_people(sheet, known_people(place), viewer.day)
    head = Head(
        "What the spreadsheet would do",
        breadcrumbs=(
            Link("People", scope.address("administration", "people")),
            Link("Joiners, movers and leavers", start),
        ),
        lede=f"{staged.name}: {counted(len(sheet.rows), 'row')}, of which {len(plan.changing)} would change something.",
    )
    context = {
        "head": head,
        "ticket": given["ticket"],
        "plan": plan,
        "table": _table(plan),
        "problem": problem,
        "submission": new_token(),
        "cancel_url": start,
    }
    return render(request, "administration/movers_check.html", context, status=status)


def _table(plan: Plan) -> Table:
    columns = (Column("Person", "wide"), Column("Row", "narrow"), Column("What it does", "wide"), Column("When"))

    def line(step) -> Row:  # type: ignore[no-untyped-def]
        wanted = step.wanted
        when = [f"from {short_day(wanted.starts)}"] if wanted.starts and (step.post or step.seat) else []
        when += [f"no longer from {short_day(wanted.ends)}"] if wanted.ends else []
        words = step.words[0].upper() + step.words[1:]
        return Row(
            (
                Lines((wanted.name, Muted(wanted.email))),
                str(wanted.row),
                words if step.anything else Muted(words),
                Lines(tuple(when)) if when else "",
            )
        )

    return Table("Row by row", columns, tuple(line(step) for step in plan.steps), dense=True)
