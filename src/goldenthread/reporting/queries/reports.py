"""Reports as pages need them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q
from django.db.models.functions import JSONObject

from goldenthread.records.queries import NotVisible
from goldenthread.reporting.models import ChecklistEntry, Comment, Report


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, with the words of who made it."""

    id: int
    place: str
    text: str
    by: str
    at: datetime
    settled: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """An answer to one thing the report must hold."""

    item: str
    text: str
    by: str


def reports(partnership_id: int) -> list[Report]:
    """Every report of a partnership, the latest period and version first, with `open_comments`. One query."""
    rows = Report.objects.filter(partnership=partnership_id).annotate(
        open_comments=Count("comments", filter=Q(comments__settled_at__isnull=True))
    )
    return list(rows.select_related("signed_off_by").order_by("-period_end", "-period_start", "kind", "-version"))


def get_report(partnership_id: int, reference: str) -> Report:
    """The report with this reference, with what was said of it and its checklist. One query. Errors: NotVisible."""
    said = (
        Comment.objects.filter(report=OuterRef("pk"))
        .order_by("at", "pk")
        .values(row=JSONObject(id="pk", place="place", text="text", by="by__name", at="at", settled=F("settled_at")))
    )
    filled = (
        ChecklistEntry.objects.filter(report=OuterRef("pk"))
        .order_by("pk")
        .values(row=JSONObject(item="item", text="text", by="by__name"))
    )
    row = (
        Report.objects.filter(partnership=partnership_id, reference=reference)
        .select_related("partnership", "signed_off_by")
        .annotate(said_rows=ArraySubquery(said), filled_rows=ArraySubquery(filled))
        .first()
    )
    if row is None:
        raise NotVisible(reference)
    return row


def said_of(report: Report) -> list[Said]:
    """The comments on a report that `get_report` loaded, in the order they came."""
    rows = report.said_rows  # type: ignore[attr-defined]
    return [
        Said(
            row["id"],
            row["place"],
            row["text"],
            row["by"],
            datetime.fromisoformat(row["at"]),
            row["settled"] is not None,
        )
        for row in rows
    ]


def filled_in(report: Report) -> dict[str, Filled]:
    """The answered items of the checklist of a report that `get_report` loaded."""
    return {row["item"]: Filled(row["item"], row["text"], row["by"]) for row in report.filled_rows}  # type: ignore[attr-defined]
