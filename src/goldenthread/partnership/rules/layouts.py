"""How the official registers are laid out: reference data, read from `registers.json` with its sources."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Layout:
    """One register's layout: its columns by heading, or by position from 1 where it has no headings, and what its codes mean."""

    key: str
    name: str
    publisher: str
    number_label: str
    number_pattern: str
    sector: str
    heading_row: bool
    seen_columns: Sequence[int]
    columns: Mapping[str, Any]
    needed: Sequence[str]
    statuses: Mapping[str, str]
    status_words: Mapping[str, str]
    dates: Sequence[str]
    groups: Mapping[str, str]
    usual_groups: Sequence[str]
    nothing: Sequence[str]
    area_label: str
    source: str
    checked_on: str

    @property
    def needed_headings(self) -> list[str]:
        """The headings without which a file is not this register."""
        return [str(self.columns[name]) for name in self.needed] if self.heading_row else []


@lru_cache(maxsize=1)
def layouts() -> dict[str, Layout]:
    """Every register we can read, by its key."""
    rows = json.loads(files("goldenthread.partnership.rules").joinpath("registers.json").read_text("utf-8"))
    return {row["key"]: Layout(**row) for row in rows}
