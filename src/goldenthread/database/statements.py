"""A queryset's statement written once for the process and asked again with other values (docs/adr/0008).

Writing a statement with two lines of visibility takes longer than its answer. Where a page that everyone opens asks the
same question each time, the question is written once with slots in place of the values:

    @cache
    def _asked() -> Statement:
        return Statement(rows.filter(partnership__any_of=Slot("partnerships")).values_list("pk"))

    _asked().rows(partnerships=[1, 2])
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value: inside `any_of`, or among the values of a RawSQL."""

    name: str


class Statement:
    """A statement and its values, some of them slots."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.text, self.values = queryset.query.sql_with_params()

    def rows(self, **given: object) -> list[tuple[Any, ...]]:
        """What it answers with these values in the slots. One query. Errors: KeyError when a slot has none."""
        values: list[Any] = [_settled(given[value.name]) if isinstance(value, Slot) else value for value in self.values]
        with connection.cursor() as cursor:
            cursor.execute(self.text, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _settled(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset | set | list | tuple) else value
