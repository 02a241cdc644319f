"""The registers' rows as values: a page holds fifty and an export tens of thousands, and neither needs whole rows of three tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Count, QuerySet, Window

from goldenthread.database.statements import Slot, Statement
from goldenthread.partnership.queries import short
from goldenthread.records.models.record import ANYONE, sight
from goldenthread.records.viewer import Viewer

RowT = TypeVar("RowT")


class LearningRow(NamedTuple):
    """A learning point as its register shows it."""

    reference: str
    text: str
    heading: str
    nature: str
    themes: list[str]
    group: str
    happened: str


class ProductRow(NamedTuple):
    """A product as its register shows it."""

    reference: str
    title: str
    kind: str
    group: str
    happened: str
    summary: str


class ImpactRow(NamedTuple):
    """An impact as its register shows it."""

    reference: str
    statement: str
    question: str
    strength: str
    indicator: str | None
    group: str
    happened: str
    method: str
    tested_on: date | None
    caveat: str


PLACES = {
    "reference": "record__reference",
    "title": "record__title",
    "happened": "record__happened",
    "group": "group_name",
    "indicator": "indicator__name",
    "called": "title",
}
"""Where a row's value lies, when its column has another name."""


@dataclass(frozen=True, slots=True)
class RegisterPage(Generic[RowT]):
    """One page of a register: its rows, where it stands, and how many there are in all."""

    rows: list[RowT]
    total: int
    page: int
    pages: int


def _columns(shape: Any) -> list[str]:
    return [PLACES.get(name, name) for name in shape._fields]


def page_of(rows: QuerySet[Any], shape: type[RowT], page: int, size: int) -> RegisterPage[RowT]:
    """One page of a register's rows. One query; a page past the end costs another, and becomes the last."""
    found = list(_numbered(rows, shape)[(page - 1) * size : page * size])
    if not found and page > 1:
        return page_of(rows, shape, max(1, -(-rows.count() // size)), size)
    return _page(found, shape, page, size)


def register_page(
    read: Callable[..., QuerySet[Any]],
    viewer: Viewer,
    partnership_id: int,
    given: Mapping[str, str],
    shape: type[RowT],
    page: int,
    size: int,
) -> RegisterPage[RowT]:
    """The same of what a register reads under the filters `given`. One query; a page past the end costs another, and becomes the last."""
    if page > 1 or any(given.values()):
        return page_of(read(viewer, partnership_id, **given), shape, page, size)
    first = _first(read, shape, size)  # type: ignore[arg-type]  # a class is hashable
    return _page(first.rows(**sight(viewer), partnerships=[partnership_id]), shape, 1, size)


@cache
def _first(read: Callable[..., QuerySet[Any]], shape: type[Any], size: int) -> Statement:
    """The first page of a register that is narrowed to nothing, which is what most people open (docs/adr/0008)."""
    return Statement(_numbered(read(ANYONE, Slot("partnerships")), shape)[:size])


def _numbered(rows: QuerySet[Any], shape: type[Any]) -> QuerySet[Any]:
    """The rows' values, each after how many there are in all."""
    named = rows.annotate(group_name=short("record__group"), total=Window(Count("pk")))
    numbered: QuerySet[Any] = named.values_list("total", *_columns(shape))
    return numbered


def _page(found: Sequence[tuple[Any, ...]], shape: type[RowT], page: int, size: int) -> RegisterPage[RowT]:
    total = found[0][0] if found else 0
    return RegisterPage([shape(*values[1:]) for values in found], total, page, max(1, -(-total // size)))


def columns_of(rows: QuerySet[Any], shape: Any) -> QuerySet[Any]:
    """The rows as tuples in the order of a shape's fields."""
    named: QuerySet[Any] = rows.annotate(group_name=short("record__group")).values_list(*_columns(shape))
    return named


def all_of(rows: QuerySet[Any], shape: type[RowT]) -> Iterator[RowT]:
    """Every row one after another, a thousand read at a time."""
    return (shape(*values) for values in columns_of(rows, shape).iterator(1000))
