"""The list of reports."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.core.dates import day_in_words
from goldenthread.design.components import Column, EmptyState, Lines, Link, Muted, Row, Table, Tag
from goldenthread.design.format import counted, short_day
from goldenthread.records.web import Scope
from goldenthread.reporting.models import Report
from goldenthread.reporting.pages.builder import STATE_TAGS
from goldenthread.reporting.terms import ReportKind, ReportState


def reports_table(scope: Scope, rows: Iterable[Report], may_edit: bool) -> Table:
    """Every report and version, the latest first."""
    columns = (
        Column("Report", "wide"),
        Column("Period"),
        Column("Version", "narrow"),
        Column("State"),
        Column("Said of it"),
    )
    start = Link("Start a report", scope.address("reports", "new")) if may_edit else None
    empty = EmptyState(
        "No report yet",
        "A report of any period is gathered here from what the groups recorded, reviewed, and signed off.",
        start,
    )
    return Table("Reports", columns, tuple(_row(scope, row) for row in rows), empty=empty)


def _row(scope: Scope, report: Report) -> Row:
    state = ReportState(report.state)
    kind = ReportKind(report.kind).label
    title = Lines(
        (Link(report.title or kind, scope.address("reports", report.reference)), Muted(f"{kind} · {report.reference}"))
    )
    signed = f"{short_day(report.signed_off_at)}" if report.signed_off_at else "Brought in" if report.imported else ""
    held = report.open_comments  # type: ignore[attr-defined]
    return Row(
        (
            title,
            f"{day_in_words(report.period_start)} to {day_in_words(report.period_end)}",
            str(report.version),
            Lines((Tag(STATE_TAGS[state], state.label), Muted(signed)))
            if signed
            else Tag(STATE_TAGS[state], state.label),
            counted(held, "open comment") if held else "",
        )
    )
