"""A partnership's money: contributions, budget, commissioned and joint work, cost and saving."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.administration import forms, operations
from goldenthread.administration.pages import money as pages
from goldenthread.administration.pages.words import about_nav
from goldenthread.administration.views.plans import year_of
from goldenthread.administration.views.shared import ask, sent, unit
from goldenthread.design.components import Button, Link
from goldenthread.design.page import Head
from goldenthread.partnership import operations as partnership_operations
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.models import MoneyLine
from goldenthread.partnership.operations import Line
from goldenthread.partnership.terms import MoneyKind
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.web import Scope, partnership_page, readers


@require_GET
@partnership_page(readers)
def money(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Every year's money."""
    base = scope.address("about", "money")
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:
        return spreadsheet_response(
            kind,
            f"{scope.partnership.key}-money",
            pages.COLUMNS,
            lambda: pages.money_export(partnership.money(scope.partnership.id)),
            scope.viewer.person_id,
            scope.viewer.at,
        )
    years = pages.years(scope, partnership.money(scope.partnership.id), unit(scope))
    head = Head(
        "Money",
        lede="What each partner gives, what it is spent on, and what was saved.",
        action=Button("Add a line", f"{base}new/") if unit(scope) else None,
        subnav=about_nav(scope, "money"),
    )
    downloads = (Link("Excel", f"{base}?format=xlsx"), Link("CSV", f"{base}?format=csv"))
    context = {"head": head, "years": years, "empty": pages.NOTHING, "downloads": downloads}
    return render(request, "administration/money.html", context)


def _held(scope: Scope, row: int) -> MoneyLine:
    held = next((one for one in partnership.money(scope.partnership.id) if one.pk == row), None)
    if held is None:
        raise Http404
    return held


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def line(request: HttpRequest, scope: Scope, row: int | None = None) -> HttpResponseBase:
    """Write a line, or change one."""
    back = scope.address("about", "money")
    seen = Line.of(_held(scope, row)) if row is not None else None
    initial = (
        {
            "seen": seen.seen,
            "year": seen.year,
            "kind": seen.kind.value,
            "organisation": str(seen.organisation_id or ""),
            "text": seen.text,
            "amount": seen.amount,
            "source": seen.source,
        }
        if seen
        else {"year": year_of(scope)}
    )
    form = forms.MoneyForm(
        sent(request), organisations=partnership.organisations(scope.partnership.id), initial=initial
    )

    def perform(data: dict[str, Any]) -> None:
        organisation = int(data["organisation"]) if data["organisation"] else None
        partnership_operations.set_money(
            partnership_id=scope.partnership.id,
            line=Line(
                data["year"], MoneyKind(data["kind"]), data["text"], data["amount"], organisation, data["source"]
            ),
            line_id=row,
            seen=data["seen"],
            by=operations.actor(scope.viewer),
            at=scope.viewer.at,
        )

    return ask(
        request,
        scope,
        form,
        perform,
        title="Change the line" if seen else "Add a line of money",
        button="Save",
        back=back,
        crumbs=[("Money", back)],
        said="The line is saved.",
        template="administration/plan.html",
        remove=f"{back}{row}/remove/" if seen else "",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def remove(request: HttpRequest, scope: Scope, row: int) -> HttpResponseBase:
    """Take a line away."""
    held, back = _held(scope, row), scope.address("about", "money")
    seen = Line.of(held)
    return ask(
        request,
        scope,
        forms.ConfirmForm(sent(request)),
        lambda data: partnership_operations.remove_money(
            partnership_id=scope.partnership.id,
            line_id=row,
            seen=seen.seen,
            by=operations.actor(scope.viewer),
            at=scope.viewer.at,
        ),
        title="Take this line away",
        button="Take it away",
        back=back,
        crumbs=[("Money", back)],
        said="The line is taken away.",
        kind="warning",
        lede=f"{seen.year}, {seen.kind.label.lower()}: {seen.text}, £{seen.amount:,.2f}",
    )
