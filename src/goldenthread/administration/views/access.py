"""Circles and conflicts of interest, and the access log."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.administration import forms, operations, queries
from goldenthread.administration.pages import access as pages
from goldenthread.administration.pages.words import administration_nav
from goldenthread.administration.queries import CircleRow, LogFilter
from goldenthread.administration.queries.log import MOST, SHOWN
from goldenthread.administration.views.shared import ask, keepers, people_choices, sent
from goldenthread.core.references import normalise
from goldenthread.design.components import Button, Link
from goldenthread.design.format import counted
from goldenthread.design.page import Head
from goldenthread.partnership.terms import Role
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.web import Scope, partnership_page


@require_GET
@partnership_page(keepers)
def circles(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Every circle, and how many sit in it."""
    rows = queries.circles(scope.viewer, scope.partnership.id)
    others = (
        (Link("Keep someone out of one record", scope.address("administration", "conflicts", "new")),)
        if scope.reads
        else ()
    )
    head = Head(
        "Circles",
        lede="A person sees a record when they sit in one of its circles on that day. Here is everyone who does, and by which rule.",
        others=others,
        subnav=administration_nav(scope, "circles"),
    )
    return render(request, "administration/circles.html", {"head": head, "table": pages.circles_table(scope, rows)})


def _circle(scope: Scope, key: str) -> CircleRow:
    found = queries.find_circle(scope.viewer, scope.partnership.id, key)
    if found is None:
        raise Http404
    return found


def _crumbs(scope: Scope, row: CircleRow) -> list[tuple[str, str]]:
    return [
        ("Circles", scope.address("administration", "circles")),
        (row.name, scope.address("administration", "circles", row.key)),
    ]


@require_GET
@partnership_page(keepers)
def circle(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """One circle: who sits in it, by which rule, and who is kept out."""
    row = _circle(scope, key)
    action = Button("Keep someone out", scope.address("administration", "circles", key, "keep-out"), "secondary")
    head = Head(
        row.name,
        breadcrumbs=(Link("Circles", scope.address("administration", "circles")),),
        lede=f"{counted(len(row.inside), 'person', 'people')} in this circle today.",
        action=action,
    )
    return render(request, "administration/circle.html", {"head": head, "page": pages.circle_page(scope, row)})


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def standing(request: HttpRequest, scope: Scope, key: str, role: str, what: str) -> HttpResponseBase:
    """Take a standing role out of a circle, or put it back."""
    row, known = _circle(scope, key), {member.value: member for member in Role}
    if role not in known:
        raise Http404
    sits, back = what == "put-back", scope.address("administration", "circles", key)
    label = known[role].label.lower()
    return ask(
        request,
        scope,
        forms.CircleReasonForm(sent(request)),
        lambda data: operations.set_standing(
            circle_id=row.circle.pk,
            name=row.name,
            role=known[role],
            sits=sits,
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        ),
        title=f"{'Put' if sits else 'Take'} the {label} {'back into' if sits else 'out of'} this circle",
        button="Put it back" if sits else "Take it out",
        back=back,
        crumbs=_crumbs(scope, row),
        said="The circle is changed, at once.",
        kind="primary" if sits else "warning",
        lede=f"Whoever holds this role {'sees' if sits else 'no longer sees'} the records of {row.name}"
        + ("." if sits else ", unless they sit there by another rule."),
    )


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def keep_out(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """Keep a person out of a circle for a conflict of interest."""
    row, back = _circle(scope, key), scope.address("administration", "circles", key)
    form = forms.KeepOutForm(sent(request), people=people_choices(scope))
    return ask(
        request,
        scope,
        form,
        lambda data: operations.keep_out(
            circle_id=row.circle.pk,
            name=row.name,
            person_id=int(data["person"]),
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        ),
        title="Keep someone out of this circle",
        button="Keep them out",
        back=back,
        crumbs=_crumbs(scope, row),
        said="They are kept out, from today.",
        kind="warning",
        lede=f"For a conflict of interest. They see nothing of {row.name} by sitting here, whatever else they hold, and nobody can break the glass for them.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def let_back(request: HttpRequest, scope: Scope, key: str, person: int) -> HttpResponseBase:
    """End a conflict of interest."""
    row, back = _circle(scope, key), scope.address("administration", "circles", key)
    found = next((sitter for sitter in row.sitters if sitter.person_id == person and sitter.kept_out), None)
    if found is None:
        raise Http404
    return ask(
        request,
        scope,
        forms.CircleReasonForm(sent(request)),
        lambda data: operations.let_back(
            circle_id=row.circle.pk,
            name=row.name,
            person_id=person,
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        ),
        title=f"Let {found.name} back into this circle",
        button="Let them back",
        back=back,
        crumbs=_crumbs(scope, row),
        said="They are no longer kept out.",
        lede=f"They were kept out because: {found.kept_out}",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(lambda scope: keepers(scope) and scope.reads)
def keep_out_of_record(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Keep a person out of one record."""
    back = scope.address("administration", "circles")
    form = forms.KeepOutOfRecordForm(
        sent(request), people=people_choices(scope), initial={"reference": request.GET.get("reference", "")}
    )

    def perform(data: dict[str, Any]) -> None:
        operations.keep_out_of_record(
            partnership_id=scope.partnership.id,
            reference=normalise(data["reference"]),
            person_id=int(data["person"]),
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        )

    lede = "For a conflict of interest. They will not see it anywhere, in lists and totals either."
    return ask(
        request,
        scope,
        form,
        perform,
        title="Keep someone out of one record",
        button="Keep them out",
        back=back,
        crumbs=[("Circles", back)],
        said="They are kept out, from today.",
        lede=lede,
        kind="warning",
    )


@require_GET
@partnership_page(keepers)
def log(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Who saw a record, when, and why."""
    asked = LogFilter.of(request.GET)
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:
        return spreadsheet_response(
            kind,
            f"{scope.partnership.key}-access-log",
            pages.LOG_COLUMNS,
            lambda: pages.log_export(queries.access_log(scope.partnership.id, asked, MOST)),
            scope.viewer.person_id,
            scope.viewer.at,
        )
    rows = queries.access_log(scope.partnership.id, asked)
    base = scope.address("administration", "access-log")
    downloads = tuple(
        Link(label, f"{base}?{urlencode(asked.query() | {'format': kind})}")
        for kind, label in (("xlsx", "Excel"), ("csv", "CSV"))
    )
    lede = "Who opened a record, asked for one they may not see, or had the glass broken for them. Titles and reasons show only where you see the record yourself."
    note = (
        f"These are the newest {SHOWN}: narrow the question to see the others, or take them away as a spreadsheet."
        if len(rows) == SHOWN
        else ""
    )
    head = Head("Access log", lede=lede, subnav=administration_nav(scope, "access-log"))
    return render(
        request,
        "administration/log.html",
        {
            "head": head,
            "table": pages.log_table(rows),
            "filters": pages.log_filters(base, asked),
            "downloads": downloads,
            "note": note,
        },
    )
