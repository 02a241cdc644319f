"""The pathways that come with the program, as data files with their source, edition and the day they were last checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from goldenthread.pathways.rules.pathway import Definition
from goldenthread.pathways.rules.reading import read


@dataclass(frozen=True, slots=True)
class Shipped:
    """One of them: its key, its data and what the data describes."""

    key: str
    content: dict[str, Any]
    definition: Definition


@lru_cache(maxsize=1)
def pathways() -> dict[str, Shipped]:
    """Every pathway that comes with the program, by its key. A fault in one is a fault of the program."""
    found = {}
    for file in sorted(files("goldenthread.pathways.shipped").iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            content = tomllib.loads(file.read_text("utf-8"))
            definition, problems = read(content)
            if definition is None:
                raise ValueError(f"{file.name}: {'; '.join(str(problem) for problem in problems)}")
            key = file.name.removesuffix(".toml")
            found[key] = Shipped(key, content, definition)
    return found
