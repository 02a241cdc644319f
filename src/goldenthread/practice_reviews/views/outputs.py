"""What leaves a review: the report as PDF and Word; and the counts over the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.design.components import Column, Link, NumberCard, Row, Table
from goldenthread.design.page import Head
from goldenthread.families.pages.measure import offer_cards
from goldenthread.practice_reviews import queries
from goldenthread.practice_reviews.document import Contents, report_docx, report_pdf
from goldenthread.practice_reviews.queries.chronology import merged
from goldenthread.practice_reviews.queries.years import counts, least_shown
from goldenthread.practice_reviews.rules.years import kept_back
from goldenthread.practice_reviews.terms import Further, IncidentType
from goldenthread.practice_reviews.views.shared import trail
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.web import Scope, note_sight, partnership_page, readers

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _contents(scope: Scope, reference: str) -> Contents:
    row = queries.get_review(scope.viewer, scope.partnership.id, reference)
    note_sight(scope, row.record, "its report, to take away")
    further, signatures, _ = queries.decided(row)
    points, actions = queries.learning_of(scope.viewer, row)
    return Contents(
        row,
        queries.children_of(row),
        merged(scope.viewer, row),
        points,
        actions,
        further[0] if further else None,
        signatures,
    )


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@partnership_page(readers)
def pdf(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The report as PDF/UA."""
    held = _contents(scope, reference)
    made = report_pdf(
        held, partnership=scope.partnership.name, fictional=scope.partnership.fictional, at=scope.viewer.at
    )
    return _download(made, f"{reference}.pdf", "application/pdf")


@require_GET
@partnership_page(readers)
def word(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The report as a Word document."""
    held = _contents(scope, reference)
    made = report_docx(
        held, partnership=scope.partnership.name, fictional=scope.partnership.fictional, at=scope.viewer.at
    )
    return _download(made, f"{reference}.docx", DOCX)


@require_GET
@partnership_page(readers)
def years(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Decisions, timeliness, themes and age bands; reviews, children and incidents counted apart."""
    held = counts(scope.viewer, scope.partnership.id)
    least = least_shown(scope.partnership.id)
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:

        def exported() -> Iterator[tuple[Any, ...]]:
            for band, count in kept_back(held.bands, least).items():
                yield band.label, count if count is not None else f"1 to {least - 1}, or kept back"

        name = f"{scope.partnership.key}-reviews-ages"
        return spreadsheet_response(
            kind, name, ("Age band", "Children"), exported, scope.viewer.person_id, scope.viewer.at
        )
    decisions, abouts, rows = held.decisions, held.abouts, held.years
    base = scope.address("reviews", "years")
    return render(
        request,
        "practice_reviews/years.html",
        {
            "head": Head("Reviews over the years", breadcrumbs=trail(scope), lede="Of the reviews that you may see. Reviews, incidents and children are three counts."),
            "numbers": (
                NumberCard("Reviews", str(sum(row.reviews for row in rows))),
                NumberCard("Serious incidents", str(sum(row.incidents for row in rows))),
                NumberCard("Children", str(sum(row.children for row in rows))),
                *offer_cards(scope.viewer, scope.partnership.id, held.records),
            ),
            "tables": (
                ("By reporting year", _table(("Year", "Reviews", "Incidents", "Children", "Notified in 5 days", "Sent in 15 days"), [
                    (row.year, row.reviews, row.incidents, row.children, f"{row.notified_in_time} of {row.notified}", f"{row.sent_in_time} of {row.sent}")
                    for row in rows
                ])),
                ("Decisions on a further review", _table(("Decision", "Reviews"), [(each.label, decisions.get(each.value, 0)) for each in Further])),
                ("What they were about", _table(("About", "Reviews"), [(each.label, abouts[each.value]) for each in IncidentType if abouts.get(each.value)])),
                ("Themes of what was learned", _themes(held.themes, [row.year for row in rows])),
                ("Age at the incident", _table(("Age band", "Children"), [(band.label, count) for band, count in held.bands.items()])),
            ),
            "note": f"A year runs from April to March. Taken away as a spreadsheet, counts of 1 to {least - 1} children are kept back. The national Panel and the Department for Education count otherwise: never set these figures beside theirs.",
            "downloads": (Link("Excel", f"{base}?format=xlsx"), Link("CSV", f"{base}?format=csv")),
        },
    )  # fmt: skip


THEMES, YEARS = 20, 5
"""How many themes and years stand on the page: what came back most, and lately. All of them stand in the log."""


def _themes(themes: dict[str, Counter[str]], years: list[str]) -> Table:
    """In how many reviews of each year a theme was; the years as the other tables have them, the latest first."""
    shown = years[:YEARS]
    return _table(
        ("Theme", *shown, "All years"),
        [(theme, *(counts[year] for year in shown), counts.total()) for theme, counts in list(themes.items())[:THEMES]],
    )


def _table(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Table:
    return Table(
        columns[0],
        tuple(Column(label, "number" if place else "text") for place, label in enumerate(columns)),
        tuple(Row(tuple(str(cell) for cell in row)) for row in rows),
    )
