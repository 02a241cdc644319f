"""Lists that come with the program, as data with their source and the day they were last checked."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

ETHNICITY_SOURCE = "NHS Data Dictionary, Ethnic Category 2001, with 99 for not known"
ETHNICITY_CHECKED_ON = date(2026, 11, 24)


@dataclass(frozen=True, slots=True)
class Ethnicity:
    """A code of the list, the group that tables put it in, and its words."""

    code: str
    group: str
    label: str


@cache
def ethnicities() -> dict[str, Ethnicity]:
    """The list by its codes."""
    text = files("goldenthread.child_deaths.shipped").joinpath("ethnicities.csv").read_text("utf-8")
    return {
        row["code"]: Ethnicity(row["code"], row["group"], row["label"]) for row in csv.DictReader(text.splitlines())
    }


NATIONAL_CHECKED_ON = date(2026, 11, 24)
"""The day the national figures were last compared with what the publishers' pages said."""


@dataclass(frozen=True, slots=True)
class National:
    """A figure for England, as it was published for a year from April to March."""

    year: int
    measure: str
    value: str
    unit: str
    series: str
    source: str


@cache
def national() -> dict[tuple[int, str], National]:
    """Figures for England by the year they began in and what they measure (deaths, rate, reviews, modifiable). What was not found is not there."""
    text = files("goldenthread.child_deaths.shipped").joinpath("national.csv").read_text("utf-8")
    return {
        (int(row["year_began"]), row["measure"]): National(
            int(row["year_began"]), row["measure"], row["value"], row["unit"], row["series"], row["source"]
        )
        for row in csv.DictReader(text.splitlines())
    }
