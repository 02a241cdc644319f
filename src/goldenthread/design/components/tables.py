"""Tables, their pages and their filters."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from markupsafe import Markup, escape

from goldenthread.design.components.panels import EmptyState
from goldenthread.design.format import number
from goldenthread.design.markup import Content, Link, written


@dataclass(frozen=True)
class Column:
    """A table's column. ``sort_url`` makes the heading a link; ``sorted`` says how the rows stand now."""

    label: str
    kind: Literal["text", "number", "wide", "narrow"] = "text"
    hidden_label: bool = False
    sort_url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""

    @cached_property
    def opening(self) -> Markup:
        """The tag that opens each of the column's cells. The roles keep it a table where it is drawn as cards."""
        label = "" if self.hidden_label else f' data-label="{escape(self.label)}"'
        return Markup(f'<td class="gt-cell gt-cell--{self.kind}" role="cell"{label}>')

    @cached_property
    def heading_opening(self) -> Markup:
        """The same for a row's first cell, which names the row."""
        label = "" if self.hidden_label else f' data-label="{escape(self.label)}"'
        return Markup(f'<th class="gt-cell gt-cell--{self.kind} gt-cell--name" scope="row" role="rowheader"{label}>')


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells in the order of the columns. ``value`` is sent when its box is ticked, as it is at first with ``ticked``; ``mark`` draws its edge.

    In a table of boxes, a row without a ``value`` has none.
    """

    cells: tuple[Content, ...]
    id: str = ""
    value: str = ""
    name: str = ""
    mark: Literal["", "danger", "warning", "success", "info"] = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``caption`` is always there, and ``show_caption`` shows it. ``groups`` parts the rows under headings.

    ``select`` names the field of tick boxes at the start of each row; the table must then stand inside a form.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    groups: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    show_caption: bool = False
    select: str = ""
    empty: EmptyState | None = None
    dense: bool = False
    foot: tuple[Content, ...] = ()

    def drawn(self, rows: tuple[Row, ...]) -> Markup:
        """These rows' HTML. Written here and not in the template: a page has hundreds of cells, and each costs a template a call."""
        openings = [column.opening for column in self.columns]
        first = self.columns[0].heading_opening if self.columns else ""
        made: list[str] = []
        for row in rows:
            mark = f" gt-row--{row.mark}" if row.mark else ""
            named = f' id="{written(row.id)}"' if row.id else ""
            made.append(f'<tr class="gt-row{mark}" role="row"{named}>{self._box(row) if self.select else ""}{first}')
            made.append(piece(row.cells[0]) + "</th>")
            made += [f"{opening}{piece(cell)}</td>" for opening, cell in zip(openings[1:], row.cells[1:], strict=False)]
            made.append("</tr>\n")
        return Markup("".join(made))

    def _box(self, row: Row) -> str:
        if not row.value:
            return '<td class="gt-cell gt-cell--select" role="cell"></td>'
        box, ticked = f"{written(self.select)}-{written(row.value)}", " checked" if row.ticked else ""
        return (
            '<td class="gt-cell gt-cell--select" role="cell">'
            '<div class="govuk-checkboxes__item govuk-checkboxes--small moj-multi-select__checkbox">'
            f'<input type="checkbox" class="govuk-checkboxes__input" id="{box}" name="{written(self.select)}" value="{written(row.value)}"{ticked}>'
            f'<label class="govuk-label govuk-checkboxes__label moj-multi-select__toggle-label" for="{box}">'
            f'<span class="govuk-visually-hidden">Select {written(row.name or row.value)}</span></label></div></td>'
        )


def piece(cell: Content) -> str:
    """A cell's HTML: figures as a page writes them, everything else as it is written anywhere."""
    return number(cell) if isinstance(cell, int | Decimal) else written(cell)


@dataclass(frozen=True, slots=True)
class Pagination:
    """Where a list stands. ``url`` is the list's address with its filters; the page is added as ``page=``."""

    page: int
    pages: int
    total: int
    first: int
    last: int
    url: str
    noun: str = "result"
    noun_plural: str = ""

    def shown(self) -> tuple[int | None, ...]:
        """The page numbers to link to, with None where some are left out."""
        near = {1, self.pages, *range(max(1, self.page - 1), min(self.pages, self.page + 1) + 1)}
        numbers: list[int | None] = []
        for place in sorted(near):
            if numbers and place != (numbers[-1] or 0) + 1:
                numbers.append(None)
            numbers.append(place)
        return tuple(numbers)


@dataclass(frozen=True, slots=True)
class FilterOption:
    """One choice of a filter, with how many rows it would leave."""

    value: str
    label: str
    chosen: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class FilterField:
    """One filter: a free text, one of several, or any of several."""

    name: str
    label: str
    kind: Literal["text", "select", "checkboxes", "radios", "date"]
    options: tuple[FilterOption, ...] = ()
    value: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FilterPanel:
    """The filters of a list. ``chosen`` are those in force, each a link that takes it away.

    ``kept`` are other query fields, such as the order, that a new choice must not lose.
    """

    fields: tuple[FilterField, ...]
    url: str
    chosen: tuple[Link, ...] = ()
    clear_url: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    title: str = "Filter"
