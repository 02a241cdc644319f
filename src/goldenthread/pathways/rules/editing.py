"""Changing a pathway's data while its next edition is written: each step gives new data and leaves the old alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

Data = dict[str, Any]
LISTS = ("parties", "tracks", "events", "stages")


class NoSuchPlace(Exception):
    """The part is not there any more; someone may have removed it."""


def empty(title: str) -> Data:
    """A pathway without a stage yet."""
    unit = {"key": "unit", "name": "Business unit", "side": "unit"}
    return {
        "title": title,
        "summary": "",
        "source": "",
        "edition": "",
        "checked_on": "",
        "parties": [unit],
        "tracks": [{"key": "main", "name": "Pathway"}],
        "events": [],
        "stages": [],
    }


def key_for(words: str, taken: Iterable[str]) -> str:
    """A key made from words, unlike those that are taken; it never changes afterwards, whatever the words become."""
    plain = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:30].strip("_") or "part"
    stem = plain if plain[0].isalpha() else f"p_{plain}"
    held, key, number = set(taken), stem, 2
    while key in held:
        key, number = f"{stem}_{number}", number + 1
    return key


def with_facts(data: Data, **facts: str) -> Data:
    """The pathway with another title, summary, source, edition or day of checking."""
    return {**deepcopy(data), **facts}


def with_part(data: Data, name: str, key: str, facts: Mapping[str, Any]) -> tuple[Data, str]:
    """The pathway with a party, track, event or stage changed, or a new one at the end where `key` is empty; and its key.

    What `facts` says None of goes. Errors: NoSuchPlace.
    """
    made = deepcopy(data)
    rows = made.setdefault(name, [])
    row = _find(rows, key) if key else {"key": key_for(str(facts.get("name", "")), _keys(made, name))}
    if not key:
        rows.append(row)
    for each, value in facts.items():
        if value is None:
            row.pop(each, None)
        else:
            row[each] = value
    return made, str(row["key"])


def moved(data: Data, name: str, key: str, by: int) -> Data:
    """The pathway with a part one place further up or down; at the end it stays. Errors: NoSuchPlace."""
    made = deepcopy(data)
    rows = made.setdefault(name, [])
    at = rows.index(_find(rows, key))
    to = min(max(at + by, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    return made


def without(data: Data, name: str, key: str) -> Data:
    """The pathway without a part. What names it is left as it is, and said to be wrong until it is changed. Errors: NoSuchPlace."""
    made = deepcopy(data)
    rows = made.setdefault(name, [])
    rows.remove(_find(rows, key))
    return made


def _keys(data: Data, name: str) -> set[str]:
    lists = ("events", "stages") if name in {"events", "stages"} else (name,)
    return {row.get("key", "") for each in lists for row in data.get(each, [])}


def _find(rows: list[Data], key: str) -> Data:
    for row in rows:
        if row.get("key") == key:
            return row
    raise NoSuchPlace("That part is not there any more. Someone may have removed it.")
