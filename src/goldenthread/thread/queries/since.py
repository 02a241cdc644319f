"""Counts since a day: what the readings say now of an impact that claims "none since"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from goldenthread.core.dates import NotADate, PartialDate
from goldenthread.indicators import queries as indicators
from goldenthread.indicators.models import Reading
from goldenthread.indicators.rules import DAYS_A_MONTH, Baseline, SinceStatement, none_since
from goldenthread.thread.models import Impact

LOOKED_BACK = 24 * DAYS_A_MONTH  # days before a product, where the impact names no baseline of its own


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


def _baseline(impact: Impact, since: date, readings: Sequence[Reading]) -> Baseline | None:
    if (
        impact.baseline is not None
        and impact.baseline_from
        and impact.baseline_until
        and impact.baseline_until > impact.baseline_from
    ):
        return Baseline(int(impact.baseline), (impact.baseline_until - impact.baseline_from).days / DAYS_A_MONTH)
    before = [row for row in readings if row.until <= since and (since - row.starts_on).days <= LOOKED_BACK + 5]
    if not before:
        return None
    return Baseline(int(sum(row.value for row in before)), (before[-1].until - before[0].starts_on).days / DAYS_A_MONTH)


def _within(name: str) -> str:
    """An indicator's name as it stands inside a sentence."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
