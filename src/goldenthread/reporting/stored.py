"""Plain data of the exchange format as JSON columns hold it: exact numbers, and what the other columns of a row cannot say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

DECIMAL = "$decimal"


def stored(plain: Any) -> Any:
    """Plain data with exact numbers as JSON can hold them. Keys that begin with a dollar sign get a second one."""
    if isinstance(plain, Decimal):
        return {DECIMAL: format(plain, "f")}
    if isinstance(plain, Mapping):
        return {f"${key}" if str(key).startswith("$") else str(key): stored(value) for key, value in plain.items()}
    return [stored(value) for value in plain] if isinstance(plain, list | tuple) else plain


def restored(held: Any) -> Any:
    """Plain data as it was before `stored`."""
    if isinstance(held, Mapping):
        if set(held) == {DECIMAL}:
            return Decimal(held[DECIMAL])
        return {key[1:] if key.startswith("$$") else key: restored(value) for key, value in held.items()}
    return [restored(value) for value in held] if isinstance(held, list) else held


def canonical(plain: Any) -> str:
    """The same text for the same plain data, whatever the order of its keys; a year as number differs from one as text."""
    return json.dumps(stored(plain), sort_keys=True, ensure_ascii=False)


def leftover(given: Mapping[str, Any], columns: Mapping[str, Any]) -> dict[str, Any]:
    """What of `given` the columns do not say exactly: other keys, keys that are there but empty, text that was too long."""
    held: dict[str, Any] = stored(
        {
            key: value
            for key, value in given.items()
            if key not in columns or canonical(columns[key]) != canonical(value)
        }
    )
    return held


def together(columns: Mapping[str, Any], rest: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping again: what the columns say, and over it what they could not."""
    return {**columns, **restored(rest)}
