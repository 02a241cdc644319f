"""Reads of indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Sum, TextField
from django.db.models.functions import Cast, JSONObject

from goldenthread.indicators.models import Indicator, Reading
from goldenthread.partnership.models import Priority


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


LATEST = 24


@dataclass(frozen=True, slots=True)
class Standing:
    """An indicator with its newest readings, oldest first, each as its first day, the day after its last, and its value."""

    indicator: Indicator
    readings: tuple[tuple[date, date, Decimal], ...]


def standings(partnership_id: int) -> list[Standing]:
    """A partnership's indicators by name, each with its newest readings. One query."""
    newest = (
        Reading.objects.filter(indicator=OuterRef("pk"))
        .order_by("-starts_on")
        .values(held=JSONObject(starts="starts_on", until="until", value=Cast("value", TextField())))[:LATEST]
    )
    rows = Indicator.objects.filter(partnership=partnership_id).order_by("name").annotate(newest=ArraySubquery(newest))
    return [Standing(row, _in_order(row.newest)) for row in rows]


def find_indicator(partnership_id: int, key: str) -> Indicator | None:
    """The indicator with this key, or None."""
    return Indicator.objects.filter(partnership=partnership_id, key=key).first()


def priorities_measured(partnership_id: int) -> list[tuple[Priority, tuple[tuple[date, date, Decimal], ...]]]:
    """A partnership's priorities, the newest year first, each with the newest readings of the indicator that shows whether it is met. One query."""
    newest = (
        Reading.objects.filter(indicator__partnership=partnership_id, indicator__key=OuterRef("indicator_key"))
        .order_by("-starts_on")
        .values(held=JSONObject(starts="starts_on", until="until", value=Cast("value", TextField())))[:LATEST]
    )
    rows = Priority.objects.filter(partnership=partnership_id).order_by("-year", "number")
    return [(row, _in_order(row.newest)) for row in rows.annotate(newest=ArraySubquery(newest))]  # type: ignore[attr-defined]


def _in_order(newest: list[dict[str, str]]) -> tuple[tuple[date, date, Decimal], ...]:
    return tuple(
        (date.fromisoformat(each["starts"]), date.fromisoformat(each["until"]), Decimal(each["value"]))
        for each in reversed(newest)
    )


def all_readings(partnership_id: int) -> QuerySet[Reading]:
    """Every reading of a partnership, by indicator and day."""
    rows = Reading.objects.filter(indicator__partnership=partnership_id).select_related("indicator")
    return rows.order_by("indicator__name", "starts_on")
