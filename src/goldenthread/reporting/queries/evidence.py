"""What stands behind a paragraph, what else happened in the period, and counts since a day."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F, Q

from goldenthread.records.models import Record
from goldenthread.records.viewer import Viewer
from goldenthread.reporting.models import Report

MOST = 40


def behind(viewer: Viewer, ids: Collection[int]) -> list[Record]:
    """The records that led straight to any of these, as far as the viewer sees. One query."""
    rows = Record.objects.visible_to(viewer).filter(downstream_links__downstream__in=list(ids))  # type: ignore[attr-defined]
    return list(rows.exclude(pk__in=list(ids)).select_related("group").distinct().order_by("happened_on", "pk")[:MOST])


def not_told(viewer: Viewer, report: Report, told: Collection[int], groups: Collection[int]) -> list[Record]:
    """Developments, products, impact and assured actions of the period that the report does not tell or rest on, newest first. One query."""
    start, end = report.period_start, report.period_end
    happened = Q(kind__in=["product", "impact"], happened_on__range=(start, end)) | Q(
        kind="action", action__assured_on__range=(start, end)
    )
    developed = Q(
        kind="development",
        closed_on__isnull=True,
        development__period_start__lte=end,
        development__period_end__gte=start,
        group__in=list(groups),
    ) & ~Q(pk__in=list(told))
    rows = Record.objects.visible_to(viewer).filter(happened | developed, partnership=report.partnership_id)  # type: ignore[attr-defined]
    rested_on = Record.objects.filter(downstream_links__downstream__in=list(told)).values("pk")
    return list(
        rows.exclude(pk__in=rested_on)
        .select_related("group")
        .order_by(F("happened_on").desc(nulls_last=True), "-pk")[:MOST]
    )
