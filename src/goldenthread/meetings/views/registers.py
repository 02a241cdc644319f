"""The register of decisions, and attendance by agency over time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET
from markupsafe import Markup

from goldenthread.design.components import (
    Column,
    EmptyState,
    FilterField,
    FilterOption,
    FilterPanel,
    Link,
    Muted,
    Pagination,
    Row,
    Table,
    lines,
)
from goldenthread.design.format import counted, percentage, period, sentence, short_day
from goldenthread.design.page import Head
from goldenthread.meetings import queries
from goldenthread.meetings.pages.words import decision_tag
from goldenthread.meetings.queries.attendance import AgencyRow
from goldenthread.meetings.queries.meetings import DecisionFilter
from goldenthread.meetings.terms import DecisionState
from goldenthread.meetings.views.shared import number
from goldenthread.partnership import queries as partnership
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.web import Scope, partnership_page, readers
from goldenthread.rendering.charts import Chart, Series, chart_svg

SIZE = 50


@require_GET
@partnership_page(readers)
def decisions(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What groups decided, the newest first; those that wait to be confirmed by a filter."""
    chosen = DecisionFilter.of(request.GET.dict())
    base = scope.address("meetings", "decisions")
    rows = queries.decisions(scope.viewer, scope.partnership.id, chosen)
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:

        def exported() -> Iterator[tuple[Any, ...]]:
            for row in queries.decisions(scope.viewer, scope.partnership.id, chosen).iterator(1000):
                meeting = row.item.meeting
                yield (
                    row.item.record.reference, row.number, meeting.meets_on, str(meeting.group), row.text, row.reasons,
                    DecisionState(row.state).label, row.missing, row.settled_on, row.settled_how,
                )  # fmt: skip

        columns = (
            "Item", "Number", "Meeting", "Group", "Decision", "Reasons", "State", "Missing from a quorum", "Settled on",
            "Settled how",
        )  # fmt: skip
        name = f"{scope.partnership.key}-decisions"
        return spreadsheet_response(kind, name, columns, exported, scope.viewer.person_id, scope.viewer.at)
    total = rows.count()
    pages = max(1, -(-total // SIZE))
    page = min(max(number(request.GET.get("page")) or 1, 1), pages)
    shown = list(rows[(page - 1) * SIZE : page * SIZE])
    address = f"{base}?{urlencode(chosen.query())}" if chosen.query() else base
    joiner = "&" if chosen.query() else "?"
    groups = [(group.key, group.name) for group in partnership.group_names(scope.partnership.id)]
    panel = FilterPanel(
        (
            FilterField("q", "Words", "text", value=chosen.q),
            FilterField("group", "Group", "select", _options([("", "Any"), *groups], chosen.group)),
            FilterField("state", "State", "select", _options([("", "Any"), *DecisionState.choices()], chosen.state)),
        ),
        base,
        (),
        base if chosen.query() else "",
    )
    table = Table(
        "Decisions",
        (Column("Decision", "wide"), Column("Group"), Column("When"), Column("State")),
        tuple(
            Row(
                (
                    lines(
                        [
                            Link(row.text[:300], scope.address("meetings", "items", row.item.record.reference)),
                            Muted(row.item.record.title),
                        ]
                    ),
                    str(row.item.meeting.group),
                    short_day(row.item.meeting.meets_on),
                    lines([decision_tag(row.state), row.missing if row.state == "provisional" else ""]),
                )
            )
            for row in shown
        ),
        empty=EmptyState("No decisions here", "What a meeting decides is recorded under its item, with the reasons."),
    )
    return render(
        request,
        "meetings/register.html",
        {
            "head": Head(
                "Decisions",
                breadcrumbs=(Link("Meetings", scope.address("meetings")),),
                lede=sentence(f"{counted(total, 'decision')}."),
            ),
            "table": table,
            "panel": panel,
            "pagination": Pagination(
                page, pages, total, min(total, (page - 1) * SIZE + 1), min(total, page * SIZE), address, "decision"
            ),
            "downloads": (Link("Excel", f"{address}{joiner}format=xlsx"), Link("CSV", f"{address}{joiner}format=csv")),
        },
    )


def _options(pairs: list[tuple[str, str]], value: str) -> tuple[FilterOption, ...]:
    return tuple(FilterOption(code, label, code == value) for code, label in pairs)


def _years(day: date) -> list[tuple[str, str]]:
    now = day.year if day.month >= 4 else day.year - 1
    return [(str(year), f"April {year} to March {year + 1}") for year in range(now, now - 6, -1)]


@require_GET
@partnership_page(readers)
def attendance(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """At how many of the meetings it was invited to each organisation was: a table, a chart, a spreadsheet."""
    years = _years(scope.viewer.day)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {code for code, _ in years} else int(years[0][0])
    start, end = date(year, 4, 1), date(year + 1, 3, 31)
    group = request.GET.get("group", "")[:60]
    base = scope.address("meetings", "attendance")
    held, rows = queries.by_agency(scope.viewer, scope.partnership.id, start=start, end=end, group=group)
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:

        def exported() -> Iterator[tuple[Any, ...]]:
            _, again = queries.by_agency(scope.viewer, scope.partnership.id, start=start, end=end, group=group)
            for row in again:
                for label, invited, came in row.quarters:
                    yield row.organisation, label, invited, came
                yield row.organisation, "Whole year", row.invited, row.attended

        columns = ("Organisation", "Quarter", "Meetings invited to", "Meetings attended")
        name = f"{scope.partnership.key}-attendance-{year}"
        return spreadsheet_response(kind, name, columns, exported, scope.viewer.person_id, scope.viewer.at)
    groups = [(one.key, one.name) for one in partnership.group_names(scope.partnership.id)]
    address = f"{base}?{urlencode({'year': year, **({'group': group} if group else {})})}"
    return render(
        request,
        "meetings/attendance.html",
        {
            "head": Head(
                "Attendance by agency",
                breadcrumbs=(Link("Meetings", scope.address("meetings")),),
                lede=f"{sentence(counted(held, 'meeting'))} held, {period(start, end)}.",
            ),
            "panel": FilterPanel(
                (
                    FilterField("year", "Year", "select", _options(years, str(year))),
                    FilterField("group", "Group", "select", _options([("", "Any"), *groups], group)),
                ),
                base,
            ),
            "table": _attendance_table(rows),
            "chart": _chart(rows, period(start, end)),
            "downloads": (Link("Excel", f"{address}&format=xlsx"), Link("CSV", f"{address}&format=csv")),
        },
    )


def _attendance_table(rows: list[AgencyRow]) -> Table:
    quarters = sorted({label for row in rows for label, _, _ in row.quarters})
    body = []
    for row in rows:
        held = {label: (invited, came) for label, invited, came in row.quarters}
        cells = tuple(f"{held[label][1]} of {held[label][0]}" if label in held else "–" for label in quarters)
        deputies = f"{row.by_deputy} by deputy" if row.by_deputy else ""
        body.append(
            Row(
                (
                    row.organisation,
                    *cells,
                    lines([f"{row.attended} of {row.invited}", deputies]),
                    percentage(row.attended, row.invited),
                )
            )
        )
    return Table(
        "Meetings attended of those invited to",
        (
            Column("Organisation"),
            *(Column(label, "number") for label in quarters),
            Column("Year", "number"),
            Column("Share", "number"),
        ),
        tuple(body),
        empty=EmptyState("No meeting was held in this time", "Attendance is counted from what is taken on the day."),
    )


def _chart(rows: list[AgencyRow], when: str) -> Markup | None:
    """The share of meetings attended. The numbers stand in the table beside it."""
    if not rows:
        return None
    shares = tuple(Decimal(round(100 * row.attended / row.invited)) if row.invited else None for row in rows)
    chart = Chart(
        f"Share of meetings attended, {when}",
        tuple(row.organisation for row in rows),
        (Series("Attended", shares),),
        unit="per cent",
        category_label="Organisation",
    )
    return Markup(chart_svg(chart, width=640))
