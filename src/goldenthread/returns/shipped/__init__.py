"""The questionnaires that come with the program, as data files with their source and the day they were last checked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from goldenthread.returns.rules.definition import Definition, read


@dataclass(frozen=True, slots=True)
class Shipped:
    """One of them: its key, its data and what the data describes."""

    key: str
    content: dict[str, Any]
    definition: Definition


@dataclass(frozen=True, slots=True)
class Basis:
    """A statutory basis that a request may quote: our own summary, with its source and when it was last checked."""

    key: str
    label: str
    words: str
    source: str
    checked_on: str


@lru_cache(maxsize=1)
def questionnaires() -> dict[str, Shipped]:
    """Every questionnaire that comes with the program, by its key. A fault in one is a fault of the program."""
    found = {}
    for file in sorted(files("goldenthread.returns.shipped").iterdir(), key=lambda each: each.name):
        if file.name.endswith(".json") and file.name != "bases.json":
            content = json.loads(file.read_text("utf-8"))
            definition, problems = read(content)
            if definition is None:
                raise ValueError(f"{file.name}: {'; '.join(str(problem) for problem in problems)}")
            found[file.name.removesuffix(".json")] = Shipped(file.name.removesuffix(".json"), content, definition)
    return found


@lru_cache(maxsize=1)
def bases() -> dict[str, Basis]:
    """The statutory bases a request may quote, by key."""
    rows = json.loads(files("goldenthread.returns.shipped").joinpath("bases.json").read_text("utf-8"))
    return {row["key"]: Basis(**row) for row in rows}
