"""Names taken out of the papers of a panel: children become their pseudonyms, staff become their roles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

SHORTEST = 3
"""Shorter names would be found inside ordinary words too often to be taken out by a program."""


def without_names(text: str, names: Mapping[str, str]) -> str:
    """The text with every whole name replaced, the longest first, whatever its capitals."""
    wanted = sorted((name for name in names if len(name.strip()) >= SHORTEST), key=len, reverse=True)
    if not wanted or not text:
        return text
    pattern = re.compile(r"(?<!\w)(" + "|".join(re.escape(name.strip()) for name in wanted) + r")(?!\w)", re.IGNORECASE)
    by_lower = {name.strip().lower(): replacement for name, replacement in names.items()}
    return pattern.sub(lambda match: by_lower[match[1].lower()], text)


def clean(value: Any, names: Mapping[str, str]) -> Any:
    """The same for every text in plain data."""
    if isinstance(value, str):
        return without_names(value, names)
    if isinstance(value, Mapping):
        return {key: clean(held, names) for key, held in value.items()}
    return [clean(held, names) for held in value] if isinstance(value, list | tuple) else value
