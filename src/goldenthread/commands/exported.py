"""The lists of a partnership's export: what each holds, and the query that reads it. They stand in exported.sql."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

_LIST = re.compile(r"^-- list: (?P<name>\w+)\n-- about: (?P<about>.+)\n(?P<query>[^;]+);$", re.MULTILINE)

DECRYPTED: Final = frozenset(
    {
        "name_of_the_person",
        "date_of_birth",
        "nhs_number",
        "address_of_the_person",
        "reach_of_the_person",
        "sealed_note",
        "other_names",
        "email_of_the_person",
        "asked_by",
        "authority",
        "asked_for",
    }
)
"""Columns that are encrypted in the database and opened in the export."""


@dataclass(frozen=True, slots=True)
class List:
    """One list: its file's name, what it holds, and its query, whose column names become the headings."""

    name: str
    about: str
    query: str


@lru_cache(maxsize=1)
def lists() -> tuple[List, ...]:
    """Every list, in the order of the archive. Each query takes `partnership`."""
    text = files("goldenthread.commands").joinpath("exported.sql").read_text("utf-8")
    return tuple(List(found["name"], found["about"], found["query"]) for found in _LIST.finditer(text))
