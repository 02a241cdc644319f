"""Plain data of the exchange format as JSON columns hold it: exact numbers, and what was present though empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

DECIMAL = "$decimal"


def stored(plain: Any) -> Any:
    """Plain data with exact numbers as JSON can hold them."""
    if isinstance(plain, Decimal):
        return {DECIMAL: format(plain, "f")}
    if isinstance(plain, Mapping):
        return {str(key): stored(value) for key, value in plain.items()}
    return [stored(value) for value in plain] if isinstance(plain, list | tuple) else plain


def restored(held: Any) -> Any:
    """Plain data as it was before `stored`."""
    if isinstance(held, Mapping):
        return Decimal(held[DECIMAL]) if set(held) == {DECIMAL} else {key: restored(value) for key, value in held.items()}
    return [restored(value) for value in held] if isinstance(held, list) else held


def remainder(plain: Mapping[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    """What columns called `columns` cannot hold of a mapping: keys of other names, and keys that are there but empty."""
    named = set(columns)
    return stored({key: value for key, value in plain.items() if key not in named or not value})  # type: ignore[no-any-return]


def together(columns: Mapping[str, Any], rest: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping again: the columns that say something, then what else was there."""
    made = {key: value for key, value in columns.items() if value or value == 0 and value is not False}
    return {**made, **{key: value for key, value in restored(rest).items() if key not in made}}
