"""What rooms share that bring their rows in from a spreadsheet: the template, the kept file, the match of columns, and the preview's page."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from goldenthread.design.components import Link, Table, lines
from goldenthread.design.format import counted
from goldenthread.design.page import Head
from goldenthread.records.downloads import XLSX
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, new_token
from goldenthread.rendering.spreadsheets import Beside, Column, Sheet, SpreadsheetUnreadable, read_rows, write_xlsx
from goldenthread.thread import staging
from goldenthread.thread.importing import Field, RowNote, match_columns

SHOWN, MOST_NOTES = 20, 200


@dataclass(frozen=True, slots=True)
class Bringing:
    """How one room brings its rows in: where its pages stand, what it calls a row, its columns, and what may stand in each."""

    room: str
    noun: str
    plural: str
    purpose: str
    fields: Sequence[Field]
    allowed: Callable[[str], str]

    def template(self, scope: Scope) -> HttpResponseBase:
        """An empty spreadsheet with the columns, and a sheet that says what may stand in each."""
        file = io.BytesIO()
        words = [(each.label, "Yes" if each.required else "No", self.allowed(each.name)) for each in self.fields]
        columns = [Column("Column", 28), Column("Needed"), Column("What to write", 120)]
        write_xlsx(
            file, [Column(each.label, max(14, len(each.label) + 2)) for each in self.fields], (), title=self.plural.capitalize(),
            created=scope.viewer.at, beside=[Beside("What may stand where", columns, words)],
        )  # fmt: skip
        response = HttpResponse(file.getvalue(), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{self.plural}-to-bring-in.xlsx"'
        response["Cache-Control"] = "private, no-store"
        return response

    def choose(
        self, request: HttpRequest, scope: Scope, form: Any, group: Any, trail: tuple[Link, ...], lede: str
    ) -> HttpResponseBase:
        """The page on which a file is chosen; what is sent is kept for a day, and nothing is loaded yet."""
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
                        partnership_id=scope.partnership.id, purpose=self.purpose,
                    )  # fmt: skip
                    return redirect(scope.address(self.room, "import", "check") + "?" + urlencode({"ticket": ticket}))
        told = Link("Download a template, with what may stand in each column", scope.address(self.room, "import", "template"))  # fmt: skip
        head = Head(f"Bring {self.plural} in", breadcrumbs=trail, lede=lines([lede, told]))
        back = scope.address(self.room)
        context = {"head": head, "form": form, "button": "Show how it reads", "cancel_url": back, "submission": ""}
        return render(request, "design/form_page.html", context, status=status)

    def kept(self, request: HttpRequest, scope: Scope) -> tuple[str, str, Sheet, dict[str, int]]:
        """The kept file that a request means: its ticket, name and rows, and its match of columns. Errors: Refused."""
        given = request.POST if request.method == "POST" else request.GET
        ticket = given.get("ticket", "")
        try:
            staged = staging.take(
                ticket, person_id=scope.viewer.person_id, partnership_id=scope.partnership.id, purpose=self.purpose
            )
            sheet = read_rows(staged.content, staged.name)
        except (staging.TicketExpired, SpreadsheetUnreadable) as gone:
            raise Refused(str(gone)) from None
        if not given.get("matched"):
            return ticket, staged.name, sheet, match_columns(sheet.header, self.fields)
        columns = {}
        for each in self.fields:
            value = given.get(f"column_{each.name}", "")
            if value.isascii() and value.isdigit() and int(value[:6]) < len(sheet.header):
                columns[each.name] = int(value[:6])
        return ticket, staged.name, sheet, columns

    def page(
        self, scope: Scope, trail: tuple[Link, ...], ticket: str, name: str, sheet: Sheet, columns: Mapping[str, int], *,
        problems: Sequence[RowNote], remarks: Sequence[RowNote], table: Table, count: int, group: object,
    ) -> dict[str, Any]:  # fmt: skip
        """What the preview's page (thread/import.html) shows."""
        used = set(columns.values())
        here = scope.address(self.room, "import")
        head = Head(
            f"Check the {self.plural}",
            breadcrumbs=(*trail, Link(f"Bring {self.plural} in", here)),
            lede=lines(
                [
                    f"{name}: {counted(len(sheet.rows), 'row')} for {group}. Nothing is loaded yet.",
                    Link("What may stand in each column", scope.address(self.room, "import", "template")),
                ]
            ),
        )
        return {
            "head": head,
            "ticket": ticket,
            "noun": self.noun,
            "selects": [
                {
                    "name": f"column_{each.name}", "label": each.label, "required": each.required,
                    "value": str(columns[each.name]) if each.name in columns else "",
                }
                for each in self.fields
            ],
            "options": [(str(at), heading or f"Column {at + 1} (no heading)") for at, heading in enumerate(sheet.header)],
            "unused": [heading for at, heading in enumerate(sheet.header) if at not in used and heading],
            "problems": [str(note) for note in problems[:MOST_NOTES]],
            "more_problems": max(0, len(problems) - MOST_NOTES),
            "remarks": [str(note) for note in remarks[:MOST_NOTES]],
            "more_remarks": max(0, len(remarks) - MOST_NOTES),
            "table": table,
            "count": count,
            "shown": min(SHOWN, count),
            "submission": new_token(),
            "columns": [(each.name, columns[each.name]) for each in self.fields if each.name in columns],
            "cancel_url": here,
        }  # fmt: skip
