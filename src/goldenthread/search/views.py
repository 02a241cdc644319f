"""One page: what was found of records, organisations and people."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.partnership import queries as partnership
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.web import Scope, partnership_page, readers
from goldenthread.rendering.spreadsheets.cells import Value
from goldenthread.search import pages, queries
from goldenthread.search.queries import Found, SearchFilter


@require_GET
@partnership_page(readers)
def search(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Whatever this person may see, by its words. What was searched for is not written down."""
    asked = SearchFilter.of(request.GET)
    viewer, here = scope.viewer, scope.partnership.id
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:

        def exported() -> Iterator[tuple[Value, ...]]:
            yield from map(pages.exported, queries.every(viewer, here, asked))

        return spreadsheet_response(
            kind, f"{scope.partnership.key}-search", pages.COLUMNS, exported, viewer.person_id, viewer.at
        )
    wanted = request.GET.get("page", "1")
    page = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
    found = queries.search(viewer, here, asked, page) if asked.query() else Found([], {}, 0, 1)
    organisations, people = queries.names(viewer, here, asked.q) if asked.q else ([], [])
    groups, _ = partnership.choices(here)
    view = pages.search_page(scope, asked, found, organisations, people, groups)
    return render(request, "search/search.html", {"head": view.head, "page": view})
