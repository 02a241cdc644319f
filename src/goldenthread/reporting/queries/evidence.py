"""What stands behind a paragraph, what else happened in the period, and counts since a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db.models import F, Q

from goldenthread.core.dates import NotADate, PartialDate
from goldenthread.indicators import queries as indicators
from goldenthread.records.models import Record
from goldenthread.records.viewer import Viewer
from goldenthread.reporting.models import Report
from goldenthread.reporting.rules import DAYS_A_MONTH, Baseline, SinceStatement, none_since
from goldenthread.thread.models import Impact

MOST = 40
LOOKED_BACK = 24 * DAYS_A_MONTH  # days before a product, where the impact names no baseline of its own


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


def recomputed(impact: Impact, as_at: date) -> SinceStatement | None:
    """What the indicator's readings say now of the time since the impact's product, up to the last reading by `as_at`. One query.

    None where the impact has no indicator, its product no day, or no reading has come in since.
    """
    if impact.indicator is None or impact.since is None:
        return None
    try:
        since = PartialDate.parse(impact.since.record.happened)
    except NotADate:
        return None
    readings = indicators.readings(impact.indicator.pk, as_at + timedelta(days=1))
    after = [row for row in readings if row.starts_on >= since.first_day]
    if not after:
        return None
    last = after[-1].until - timedelta(days=1)
    if last < since.last_day:
        return None
    return none_since(
        label=_within(impact.indicator.name),
        since=since,
        as_at=last,
        count=int(sum(row.value for row in after)),
        baseline=_baseline(impact, since.first_day, readings),
    )


def _baseline(impact: Impact, since: date, readings: Sequence[object]) -> Baseline | None:
    if (
        impact.baseline is not None
        and impact.baseline_from
        and impact.baseline_until
        and impact.baseline_until > impact.baseline_from
    ):
        return Baseline(int(impact.baseline), (impact.baseline_until - impact.baseline_from).days / DAYS_A_MONTH)
    before = [row for row in readings if row.until <= since and (since - row.starts_on).days <= LOOKED_BACK + 5]  # type: ignore[attr-defined]
    if not before:
        return None
    return Baseline(int(sum(row.value for row in before)), (before[-1].until - before[0].starts_on).days / DAYS_A_MONTH)  # type: ignore[attr-defined]


def _within(name: str) -> str:
    """An indicator's name as it stands inside a sentence."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
