"""What the components of a page are told: frozen values, so that a wrong option fails in the type checker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from markupsafe import Markup, escape

from goldenthread.design.markup import (
    Brag,
    BragTag,
    Button,
    ButtonKind,
    Content,
    Joined,
    Lines,
    Link,
    Muted,
    Piece,
    Reference,
    Shape,
    Strong,
    Tag,
    TagKind,
    lines,
)

__all__ = [
    "Brag",
    "BragTag",
    "Button",
    "ButtonKind",
    "Card",
    "Cell",
    "Column",
    "Content",
    "CoveragePart",
    "Duration",
    "EmptyState",
    "EvidenceFile",
    "FilterField",
    "FilterOption",
    "FilterPanel",
    "Joined",
    "Knot",
    "Lines",
    "Link",
    "ListItem",
    "Muted",
    "Notice",
    "NumberCard",
    "Pagination",
    "PairedImpact",
    "Piece",
    "Reference",
    "Row",
    "Shape",
    "Strong",
    "SubNavItem",
    "SummaryRow",
    "Table",
    "Tag",
    "TagKind",
    "ThreadView",
    "TimelineEntry",
    "lines",
]


@dataclass(frozen=True, slots=True)
class Notice:
    """A message in a coloured panel: what happened, or what to do. ``title`` may be left out for one sentence."""

    kind: Literal["info", "success", "warning", "danger"]
    text: Content
    title: str = ""
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class SubNavItem:
    """One part of a record's sub-navigation; ``note`` is a quiet count such as ``7 of 9``."""

    label: str
    url: str
    current: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A key and its value, with links that change it."""

    key: str
    value: Content
    actions: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class EmptyState:
    """What belongs on an empty page, and the first step towards it."""

    title: str
    text: str
    action: Button | Link | None = None


@dataclass(frozen=True, slots=True)
class NumberCard:
    """A figure beside what it is compared with. ``label`` says what is counted; ``compared`` the other figure."""

    label: str
    value: Content
    compared: Content = ""
    url: str = ""
    tag: Tag | BragTag | None = None
    # An inline SVG made by rendering.charts; hidden from screen readers, which hear ``compared``.
    picture: Markup | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """One thing in a short list: what it is, where it comes from, when, and one button."""

    title: Content
    meta: tuple[Content, ...] = ()
    tags: tuple[Tag | BragTag, ...] = ()
    action: Button | Link | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A titled panel with a list in it, as on a workspace. ``empty`` is said when there are no items."""

    title: str
    items: tuple[ListItem, ...] = ()
    empty: str = ""
    more: Link | None = None
    count: int | None = None


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


# What a cell holds is content itself: there is nothing else to say about one.
Cell = Content


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells in the order of the columns. ``value`` is sent when its box is ticked; ``mark`` draws its edge."""

    cells: tuple[Cell, ...]
    id: str = ""
    value: str = ""
    name: str = ""
    mark: Literal["", "danger", "warning", "success", "info"] = ""


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
    foot: tuple[Cell, ...] = ()


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
        for number in sorted(near):
            if numbers and number != (numbers[-1] or 0) + 1:
                numbers.append(None)
            numbers.append(number)
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


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened: in words, when, and who did it."""

    title: Content
    when: str
    by: str = ""
    text: Content = ""
    when_iso: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file in a list. ``detail`` holds its kind and size in words; ``state`` says why it cannot be opened yet."""

    name: str
    url: str
    detail: str
    added: str = ""
    state: Tag | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of a thread, for the strip along its top: ``incident to learning``, ``12 days``."""

    label: str
    text: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Knot:
    """A point on a thread. Each branch is a thread of its own that starts here; ``joins`` are threads that end here."""

    kind: Literal["happened", "learned", "agreed", "made", "changed"]
    title: str
    when: str
    url: str = ""
    group: str = ""
    reference: str = ""
    text: str = ""
    tags: tuple[Tag | BragTag, ...] = ()
    is_open: bool = False
    joins: tuple[Link, ...] = ()
    branches: tuple[tuple["Knot", ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A thread from top to bottom. ``open_end`` says what is still missing, and leaves the line open."""

    knots: tuple[Knot, ...]
    durations: tuple[Duration, ...] = ()
    open_end: str = ""
    open_action: Link | None = None


@dataclass(frozen=True, slots=True)
class PairedImpact:
    """A development and its impacts under one number, as the yearly report sets them beside each other."""

    number: str
    development: Content
    impacts: tuple[Content, ...] = ()
    missing: str = "No impact has been shown yet."
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class CoveragePart:
    """A part that the yearly report must hold, and whether it does yet."""

    label: str
    url: str
    covered: bool
