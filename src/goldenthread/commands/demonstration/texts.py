"""The words of the fictional casework, read from casework.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("casework.yaml")


@dataclass(frozen=True, slots=True)
class Draft:
    """One fictional action, as the demonstration tells its story. `due` is days from the day it stands at."""

    group: str
    agency: str
    owner: str
    text: str
    measure: str
    due: int
    state: str
    themes: tuple[str, ...] = ()
    brag: str = "unset"
    said: str = ""
    key: str = ""
    contributors: tuple[str, ...] = ()
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """One fictional learning point."""

    group: str
    day: str
    heading: str
    nature: str
    text: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """One product, from the actions whose keys it names."""

    key: str
    group: str
    kind: str
    day: str
    title: str
    made_from: tuple[str, ...]
    summary: str = ""


def _rows(kind: type[Any], rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    named = {"with": "contributors"}
    return tuple(
        kind(
            **{named.get(name, name): tuple(value) if isinstance(value, list) else value for name, value in row.items()}
        )
        for row in rows
    )


_held = yaml.safe_load(FILE.read_text(encoding="utf-8"))
FROM: dict[str, tuple[str, ...]] = {words: tuple(titles) for words, titles in _held["learning_comes_from"].items()}
ACTIONS: tuple[Draft, ...] = _rows(Draft, _held["actions"])
LEARNING: tuple[Lesson, ...] = _rows(Lesson, [{**row, "day": str(row["day"])} for row in _held["learning"]])
PRODUCTS: tuple[Made, ...] = _rows(Made, [{**row, "day": str(row["day"])} for row in _held["products"]])
