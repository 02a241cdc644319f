"""Indicators as pages: each beside what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from markupsafe import Markup

from goldenthread.design.components import (
    Column,
    Content,
    EmptyState,
    Joined,
    Lines,
    Link,
    Muted,
    Row,
    SummaryRow,
    Table,
    Tag,
)
from goldenthread.design.format import number, period
from goldenthread.indicators.models import Indicator, Reading
from goldenthread.indicators.queries import Standing
from goldenthread.indicators.terms import Polarity
from goldenthread.records.web import Scope
from goldenthread.rendering.charts import Chart, Series, chart_svg
from goldenthread.rendering.sparklines import sparkline

ONE = timedelta(days=1)
Run = Sequence[tuple[date, date, Decimal]]


def value_words(value: Decimal, unit: str = "") -> str:
    """A value with its unit, without idle noughts."""
    figure = number(value.normalize() if value != value.to_integral() else value.quantize(Decimal(1)))
    return f"{figure} {unit}" if unit else figure


def days_words(starts: date, until: date) -> str:
    """The days of a reading."""
    return period(starts, until - ONE)


def latest_words(run: Run, unit: str = "") -> Content:
    """The newest reading beside the one before it."""
    if not run:
        return Muted("No reading yet")
    starts, until, value = run[-1]
    before = f"{value_words(run[-2][2])} the time before" if len(run) > 1 else "the first reading"
    return Lines((f"{value_words(value, unit)}, {days_words(starts, until)}", Muted(before)))


def direction(indicator: Indicator, run: Run) -> Tag | None:
    """Whether the newest reading is better or worse than the one before, where the indicator says which way is better."""
    if len(run) < 2 or indicator.polarity == Polarity.NEUTRAL.value:
        return None
    change = run[-1][2] - run[-2][2]
    if not change:
        return Tag("neutral", "As before")
    better = (change < 0) is (indicator.polarity == Polarity.LOWER.value)
    return Tag("success" if better else "warning", "Better than before" if better else "Worse than before")


def indicators_table(scope: Scope, rows: Sequence[Standing], writes: bool) -> Table:
    """A partnership's indicators, each with its newest reading and its run."""
    made = tuple(
        Row(
            (
                Link(row.indicator.name, scope.address("indicators", row.indicator.key)),
                latest_words(row.readings, row.indicator.unit),
                direction(row.indicator, row.readings) or Muted("Not judged"),
                sparkline([value for _, _, value in row.readings]) or Muted("Too few"),
                row.indicator.source,
            )
        )
        for row in rows
    )
    empty = EmptyState(
        "Nothing is counted here yet",
        "An indicator shows whether a priority is met and whether an impact is real: what is counted, how, and its readings.",
        Link("Define an indicator", scope.address("indicators", "new")) if writes else None,
    )
    columns = (
        Column("Indicator", "wide"),
        Column("Newest reading"),
        Column("Compared"),
        Column("Its run"),
        Column("Source"),
    )
    return Table("Indicators", columns, made, empty=empty)


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """One indicator: what it counts, its chart, and every reading."""

    facts: tuple[SummaryRow, ...]
    chart: Markup
    chart_title: str
    table: Table


def indicator_page(scope: Scope, indicator: Indicator, readings: Sequence[Reading], writes: bool) -> IndicatorPage:
    """The page of one indicator."""
    base = scope.address("indicators", indicator.key)
    names = tuple(days_words(each.starts_on, each.until) for each in readings)
    title = f"{indicator.name[:1].upper()}{indicator.name[1:]}"
    chart = (
        Markup(chart_svg(Chart(title, names, (Series(indicator.name, tuple(each.value for each in readings)),), indicator.unit, "line"), width=640))
        if len(readings) > 1
        else Markup("")
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                name,
                value_words(each.value),
                each.source or Muted("Not said"),
                Joined(
                    (
                        Link("Put right", f"{base}readings/{each.starts_on}/", name),
                        Link("Take away", f"{base}readings/{each.starts_on}/remove/", name),
                    )
                ),
            )
            if writes
            else (name, value_words(each.value), each.source or Muted("Not said"))
        )
        for name, each in reversed(list(zip(names, readings, strict=True)))
    )
    columns = (
        Column("Period"),
        Column(f"Reading ({indicator.unit})" if indicator.unit else "Reading", "number"),
        Column("Source", "wide"),
        Column("Change", "narrow", hidden_label=True),
    )
    empty = EmptyState(
        "No reading yet",
        "Readings are entered one by one, or pasted from a spreadsheet.",
        Link("Enter readings", f"{base}readings/new/") if writes else None,
    )
    return IndicatorPage(
        _facts(indicator), chart, title, Table("Readings", columns if writes else columns[:3], rows, empty=empty)
    )


def _facts(indicator: Indicator) -> tuple[SummaryRow, ...]:
    pairs: list[tuple[str, Content]] = [
        ("How it is counted", indicator.definition or "Not said yet"),
        ("Which way is better", Polarity(indicator.polarity).label),
        ("Source", indicator.source or "Not said yet"),
        ("Counts people", "Yes: small numbers are kept back when it is published" if indicator.counts_people else "No"),
    ]
    return tuple(SummaryRow(key, value) for key, value in pairs)
