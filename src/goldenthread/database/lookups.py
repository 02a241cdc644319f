"""`column__any_of=[…]`: one of many, as one parameter. `in` writes each value by itself, so that a statement with a list
in it is another statement for every length and is never prepared (docs/adr/0008)."""

from __future__ import annotations

from typing import Any

from django.db.models import BigAutoField, BigIntegerField, ForeignKey, Lookup

from goldenthread.database.statements import Slot


@ForeignKey.register_lookup
@BigAutoField.register_lookup
@BigIntegerField.register_lookup
class AnyOf(Lookup):  # type: ignore[type-arg]
    """The column's number is among the given ones; none of an empty list is."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """`column = any(numbers)`."""
        column, params = self.process_lhs(compiler, connection)
        numbers = self.rhs if isinstance(self.rhs, Slot) else sorted(self.rhs)
        return f"{column} = any(%s::bigint[])", (*params, numbers)
