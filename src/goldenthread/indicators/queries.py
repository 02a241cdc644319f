"""Reads of indicators."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from goldenthread.indicators.models import Indicator, Reading


def indicators(partnership_id: int) -> list[Indicator]:
    """A partnership's indicators, by name."""
    return list(Indicator.objects.filter(partnership=partnership_id).order_by("name"))


def readings(indicator_id: int, until: date | None = None) -> list[Reading]:
    """An indicator's readings in order, up to those that end by a day."""
    rows = Reading.objects.filter(indicator=indicator_id).order_by("starts_on")
    return list(rows.filter(until__lte=until) if until else rows)


def total_since(indicator_id: int, since: date, as_at: date) -> Decimal | None:
    """The sum of the readings of periods that begin on or after `since` and end by the day after `as_at`; None where there is no reading at all."""
    rows = Reading.objects.filter(
        indicator=indicator_id, starts_on__gte=since, until__lte=date.fromordinal(as_at.toordinal() + 1)
    )
    return _total(rows)


def total_between(indicator_id: int, start: date, end: date) -> Decimal | None:
    """The sum of the readings of periods wholly inside [start, end)."""
    return _total(Reading.objects.filter(indicator=indicator_id, starts_on__gte=start, until__lte=end))


def _total(rows: QuerySet[Reading]) -> Decimal | None:
    total: Decimal | None = rows.aggregate(total=Sum("value"))["total"]
    return total
