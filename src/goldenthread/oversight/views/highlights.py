"""Highlight and exception reports."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.design.components import Button, EmptyState, Link, Muted, Row, Tag, lines
from goldenthread.design.format import day, period, short_day
from goldenthread.design.page import Head
from goldenthread.oversight import forms, operations, permissions, queries
from goldenthread.oversight.models import Highlight
from goldenthread.oversight.page import HEADINGS, highlight_pdf
from goldenthread.oversight.terms import HighlightState
from goldenthread.oversight.views.shared import ask, choices, for_register, groups_where, leaders, register, sent
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, note_sight, partnership_page, readers

KINDS = {HighlightState.DRAFT: Tag("open", "Draft"), HighlightState.ISSUED: Tag("success", "Issued")}


@require_GET
@partnership_page(readers)
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Highlight reports, the newest first."""
    by_group, may = for_register(scope, permissions.may_lead)
    return register(
        request,
        scope,
        place="highlights",
        title="Highlight reports",
        noun="report",
        entries=queries.HIGHLIGHTS,
        filters=(by_group,),
        columns=("Report", "Period", "State", "Issued"),
        row=lambda each: Row(
            (
                lines(
                    [
                        Link(each.group, scope.address("oversight", "highlights", each.reference)),
                        Muted(each.reference),
                    ]
                ),
                period(each.period_start, each.period_end),
                KINDS[HighlightState(each.state)],
                short_day(each.issued_at, ""),
            )
        ),
        export_columns=("Reference", "Group", "From", "Until", "Achieved", "Late", "Risks", "Asks", "State", "Issued"),
        export=lambda each: (
            each.reference, each.group, each.period_start, each.period_end, each.achieved, each.late, each.risks,
            each.asks, HighlightState(each.state).label, each.issued_at,
        ),
        empty=EmptyState("No report here", "Each group tells the partners on one page what it achieved, what is late, what is at risk and what it asks for."),
        action=Button("Draft a report", scope.address("oversight", "highlights", "new")) if may else None,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(leaders)
def new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Draft a group's report from its records."""
    groups = groups_where(scope, permissions.may_lead)
    form = forms.PeriodForm(sent(request), groups=choices(groups), initial={"group": request.GET.get("group", "")})
    by_key = {group.key: group for group in groups}

    def perform(data: dict[str, Any]) -> str:
        made = operations.write_highlight(
            group=by_key[data["group"]], start=data["start"], end=data["end"], by=scope.viewer, at=scope.viewer.at
        )
        return scope.address("oversight", "highlights", made.record.reference)

    return ask(
        request, scope, form, perform, title="Draft a highlight report", button="Draft it",
        back=scope.address("oversight", "highlights"), said="The report is drafted from the records of the period.",
        lede="It is drafted from what the group’s records say. Then people edit it.",
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """One report; as PDF on its one page."""
    row: Highlight = queries.get(Highlight, scope.viewer, scope.partnership.id, reference)
    note_sight(scope, row.record)
    if request.GET.get("format") == "pdf":
        content = highlight_pdf(
            row, partnership=scope.partnership.name, fictional=scope.partnership.fictional, at=scope.viewer.at
        )
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{reference}.pdf"'
        response["Cache-Control"] = "private, no-store"
        return response
    here = scope.address("oversight", "highlights", reference)
    writes = row.state == HighlightState.DRAFT.value and permissions.may_lead(
        scope.viewer, row.partnership_id, row.record.group_id
    )
    others: tuple[Link, ...] = (Link("PDF", f"{here}?format=pdf"),)
    if writes:
        others = (Link("Change its words", f"{here}edit/"), *others)
    head = Head(
        str(row.record.group.name if row.record.group else row.record.title),
        reference,
        (Tag("neutral", "Highlight report"), KINDS[HighlightState(row.state)]),
        (
            Link("Oversight", scope.address("oversight")),
            Link("Highlight reports", scope.address("oversight", "highlights")),
        ),
        f"{period(row.period_start, row.period_end)}. "
        + (f"Issued on {day(row.issued_at)}." if row.issued_at else "Not issued yet."),
        Button("Issue it to the partners", f"{here}issue/") if writes else None,
        others,
    )
    parts = [(heading, [line for line in getattr(row, name).split("\n") if line.strip()]) for name, heading in HEADINGS]
    return render(request, "oversight/highlight.html", {"head": head, "parts": parts})


def _draft(scope: Scope, reference: str) -> Highlight:
    row: Highlight = queries.get(Highlight, scope.viewer, scope.partnership.id, reference)
    if not permissions.may_lead(scope.viewer, row.partnership_id, row.record.group_id):
        raise Refused(operations.NOT_YOURS)
    return row


@require_http_methods(["GET", "POST"])
@partnership_page(leaders)
def edit(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Change a report's words."""
    row = _draft(scope, reference)
    initial = {"version": row.record.version, **{name: getattr(row, name) for name in operations.PARTS}}
    return ask(
        request,
        scope,
        forms.HighlightForm(sent(request), initial=initial),
        lambda data: operations.edit_highlight(
            highlight_id=row.pk, seen=data["version"], words={name: data[name] for name in operations.PARTS},
            by=scope.viewer, at=scope.viewer.at,
        ),
        title="Change the report’s words",
        button="Save the words",
        back=scope.address("oversight", "highlights", reference),
        said="The words are saved.",
        lede="One line, one point. It has to fit on one page.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(leaders)
def issue(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Give a report to the partners."""
    row = _draft(scope, reference)
    return ask(
        request,
        scope,
        forms.ConfirmForm(sent(request), initial={"version": row.record.version}),
        lambda data: operations.issue_highlight(
            highlight_id=row.pk, seen=data["version"], by=scope.viewer, at=scope.viewer.at
        ),
        title="Issue the report to the partners",
        button="Issue it",
        back=scope.address("oversight", "highlights", reference),
        said="The report is issued, and the partners are told.",
        lede="The safeguarding partners and the scrutineer are told. After that it does not change.",
    )
