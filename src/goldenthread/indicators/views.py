"""Indicators and their readings, in the browser."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.design.components import Button, Link
from goldenthread.design.format import counted
from goldenthread.design.page import Head
from goldenthread.indicators import forms, operations, pages, queries
from goldenthread.indicators.models import Indicator, Reading
from goldenthread.indicators.operations import Definition
from goldenthread.indicators.terms import Polarity
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.operations import Refused
from goldenthread.records.web import FormPage, Scope, answer_form, partnership_page, readers

COLUMNS = ("Indicator", "From", "Until", "Value", "Unit", "Source")


def unit(scope: Scope) -> bool:
    """The business unit."""
    return scope.viewer.in_unit(scope.partnership.id)


@require_GET
@partnership_page(readers)
def indicators(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What the partnership counts, and how each stands."""
    base = scope.address("indicators")
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:
        return spreadsheet_response(
            kind,
            f"{scope.partnership.key}-indicators",
            COLUMNS,
            lambda: (
                (row.indicator.name, row.starts_on, row.until, row.value, row.indicator.unit, row.source)
                for row in queries.all_readings(scope.partnership.id).iterator(1000)
            ),
            scope.viewer.person_id,
            scope.viewer.at,
        )
    rows = queries.standings(scope.partnership.id)
    head = Head(
        "Indicators",
        lede=f"{counted(len(rows), 'thing')} counted, each beside the time before." if rows else "",
        action=Button("Define an indicator", f"{base}new/") if unit(scope) else None,
    )
    downloads = (Link("Excel", f"{base}?format=xlsx"), Link("CSV", f"{base}?format=csv")) if rows else ()
    table = pages.indicators_table(scope, rows, unit(scope))
    return render(request, "indicators/indicators.html", {"head": head, "table": table, "downloads": downloads})


def _found(scope: Scope, key: str) -> Indicator:
    row = queries.find_indicator(scope.partnership.id, key)
    if row is None:
        raise Http404
    return row


@require_GET
@partnership_page(readers)
def indicator(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """One indicator."""
    row = _found(scope, key)
    base = scope.address("indicators", key)
    writes = unit(scope)
    head = Head(
        row.name[:1].upper() + row.name[1:],
        breadcrumbs=(Link("Indicators", scope.address("indicators")),),
        action=Button("Enter readings", f"{base}readings/new/") if writes else None,
        others=(Link("Change its definition", f"{base}change/"),) if writes else (),
    )
    page = pages.indicator_page(scope, row, queries.readings(row.pk), writes)
    return render(request, "indicators/indicator.html", {"head": head, "page": page})


def _definition(data: dict[str, Any]) -> Definition:
    return Definition(
        data["name"],
        data["definition"],
        data["unit"],
        Polarity(data["polarity"]),
        data["source"],
        data["counts_people"],
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def define(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Define an indicator."""
    back = scope.address("indicators")

    def perform(data: dict[str, Any]) -> str:
        made = operations.define(
            partnership_id=scope.partnership.id, given=_definition(data), by=scope.viewer, at=scope.viewer.at
        )
        return scope.address("indicators", made.key)

    head = Head("Define an indicator", breadcrumbs=(Link("Indicators", back),))
    form = forms.IndicatorForm(request.POST or None, initial={"polarity": "neutral"})
    return answer_form(
        request, scope, FormPage(head, "Define it", back, back, "It is defined. Now enter its readings."), form, perform
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def change(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """Change what an indicator says of itself."""
    row, back = _found(scope, key), scope.address("indicators", key)
    names = ("name", "definition", "unit", "polarity", "source", "counts_people", "version")
    form = forms.IndicatorForm(request.POST or None, initial={name: getattr(row, name) for name in names})

    def perform(data: dict[str, Any]) -> None:
        operations.change(
            indicator_id=row.pk, seen=data["version"] or 0, given=_definition(data), by=scope.viewer, at=scope.viewer.at
        )

    head = Head(
        f"Change “{row.name}”", breadcrumbs=(Link("Indicators", scope.address("indicators")), Link(row.name, back))
    )
    return answer_form(
        request, scope, FormPage(head, "Save it", back, back, "The definition is changed."), form, perform
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def enter(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """Enter readings, all or none."""
    row, back = _found(scope, key), scope.address("indicators", key)

    def perform(data: dict[str, Any]) -> None:
        operations.enter(
            indicator_id=row.pk, given=data["readings"], source=data["source"], by=scope.viewer, at=scope.viewer.at
        )

    head = Head(
        f"Enter readings of {row.name}",
        breadcrumbs=(Link("Indicators", scope.address("indicators")), Link(row.name, back)),
    )
    form = forms.ReadingsForm(request.POST or None, initial={"source": row.source})
    return answer_form(
        request, scope, FormPage(head, "Enter them", back, back, "The readings are entered."), form, perform
    )


def _reading(row: Indicator, starts: str) -> Reading:
    try:
        found = next((each for each in queries.readings(row.pk) if each.starts_on == date.fromisoformat(starts)), None)
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _seen(data: dict[str, Any]) -> Decimal:
    try:
        return Decimal(data["seen"])
    except InvalidOperation:
        raise Refused("This form is not whole: open the reading again.") from None


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def correct(request: HttpRequest, scope: Scope, key: str, starts: str) -> HttpResponseBase:
    """Put one reading right."""
    row, back = _found(scope, key), scope.address("indicators", key)
    reading = _reading(row, starts)
    form = forms.CorrectForm(
        request.POST or None, initial={"value": reading.value.normalize(), "seen": str(reading.value)}
    )

    def perform(data: dict[str, Any]) -> None:
        operations.correct(
            indicator_id=row.pk,
            starts_on=reading.starts_on,
            seen=_seen(data),
            value=data["value"],
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        )

    days = pages.days_words(reading.starts_on, reading.until)
    head = Head(f"Put the reading of {days} right", breadcrumbs=(Link(row.name, back),))
    return answer_form(
        request, scope, FormPage(head, "Put it right", back, back, "The reading is put right."), form, perform
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def remove(request: HttpRequest, scope: Scope, key: str, starts: str) -> HttpResponseBase:
    """Take one reading away."""
    row, back = _found(scope, key), scope.address("indicators", key)
    reading = _reading(row, starts)
    form = forms.RemoveForm(request.POST or None, initial={"seen": str(reading.value)})

    def perform(data: dict[str, Any]) -> None:
        operations.remove(
            indicator_id=row.pk,
            starts_on=reading.starts_on,
            seen=_seen(data),
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        )

    days = pages.days_words(reading.starts_on, reading.until)
    head = Head(
        f"Take the reading of {days} away?",
        breadcrumbs=(Link(row.name, back),),
        lede=f"It says {pages.value_words(reading.value, row.unit)}. What it said stays in the history.",
    )
    page = FormPage(head, "Take it away", back, back, "The reading is taken away.", button_kind="warning")
    return answer_form(request, scope, page, form, perform)
