"""A partnership's money, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from goldenthread.design.components import Column, EmptyState, Link, Muted, NumberCard, Row, Table
from goldenthread.design.format import money
from goldenthread.partnership.models import MoneyLine
from goldenthread.partnership.money import totals
from goldenthread.partnership.terms import MoneyKind
from goldenthread.records.web import Scope
from goldenthread.rendering.spreadsheets.cells import Value

COLUMNS = ("Year", "Kind", "Organisation", "In words", "Amount", "Source")


@dataclass(frozen=True, slots=True)
class Year:
    """One year: its figures, and its lines."""

    year: str
    numbers: tuple[NumberCard, ...]
    table: Table


def years(scope: Scope, rows: Sequence[MoneyLine], edits: bool) -> tuple[Year, ...]:
    """Each year, the newest first."""
    return tuple(_year(scope, year, list(held), edits) for year, held in groupby(rows, key=lambda row: row.year))


def _year(scope: Scope, year: str, rows: list[MoneyLine], edits: bool) -> Year:
    held = totals((MoneyKind(row.kind), row.amount) for row in rows)
    numbers = (
        NumberCard("Came in", money(held.came_in), "contributions and other income"),
        NumberCard(
            "Spent", money(held.spent), f"of {money(held.planned)} planned" if held.planned else "no budget written"
        ),
        NumberCard("Left" if held.left >= 0 else "Overspent", money(abs(held.left)), "of what came in"),
        NumberCard("Saved", money(held.saved), "not spent, because it was done otherwise"),
    )
    columns = [
        Column("What", "wide"),
        Column("Kind"),
        Column("Organisation"),
        Column("Amount", "number"),
        Column("Written in"),
    ]
    if edits:
        columns.append(Column("Change", "narrow", hidden_label=True))
    return Year(
        year,
        numbers,
        Table(f"Money of {year}", tuple(columns), tuple(_row(scope, row, edits) for row in rows), empty=NOTHING),
    )


NOTHING = EmptyState(
    "No money is written down yet",
    "What each partner gives, what is planned and spent, work commissioned and paid for together, and what was saved: the yearly report must show it.",
)


def _row(scope: Scope, row: MoneyLine, edits: bool) -> Row:
    cells = (
        row.text,
        MoneyKind(row.kind).label,
        str(row.organisation or "") or Muted("None"),
        money(row.amount),
        row.source or Muted("Not said"),
    )
    return Row((*cells, Link("Change", scope.address("about", "money", str(row.pk)), row.text)) if edits else cells)


def money_export(rows: Iterable[MoneyLine]) -> Iterator[tuple[Value, ...]]:
    """The same lines for a spreadsheet."""
    for row in rows:
        yield row.year, MoneyKind(row.kind).label, str(row.organisation or ""), row.text, row.amount, row.source
