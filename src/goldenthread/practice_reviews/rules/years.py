"""Reviews over the years: reviews, children and incidents counted apart, small numbers kept back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.practice_reviews.terms import AgeBand

USUAL_LEAST = 5
"""Below what counts of people are usually kept back, until a partnership says its own in its arrangements. Practice; to be checked."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One review, as far as it is counted. `bands` holds one entry for each child."""

    year: str
    door: str
    nature: str
    about: str
    decision: str
    notified_on_time: bool | None
    sent_on_time: bool | None
    bands: tuple[AgeBand, ...]


def reporting_year(on: date) -> str:
    """The year from 1 April to 31 March in which a day lies: ``2025-26``. Source: Working Together 2023, chapter 2 (to be checked)."""
    start = on.year if on >= date(on.year, 4, 1) else on.year - 1
    return f"{start}-{(start + 1) % 100:02}"


@dataclass(frozen=True, slots=True)
class Year:
    """One year's counts. A review is one, however many its children; an incident is a review that was one."""

    year: str
    reviews: int
    incidents: int
    notified: int
    notified_in_time: int
    sent: int
    sent_in_time: int
    children: int


def by_year(facts: Iterable[Fact]) -> list[Year]:
    """Each year's counts, the latest first."""
    held: dict[str, list[Fact]] = {}
    for fact in facts:
        held.setdefault(fact.year, []).append(fact)
    return [
        Year(
            year,
            len(rows),
            sum(row.door == "incident" for row in rows),
            sum(row.notified_on_time is not None for row in rows),
            sum(row.notified_on_time is True for row in rows),
            sum(row.sent_on_time is not None for row in rows),
            sum(row.sent_on_time is True for row in rows),
            sum(len(row.bands) for row in rows),
        )
        for year, rows in sorted(held.items(), reverse=True)
    ]


def counted_bands(facts: Iterable[Fact]) -> dict[AgeBand, int]:
    """Children in each band, none left out."""
    counts = Counter(band for fact in facts for band in fact.bands)
    return {band: counts.get(band, 0) for band in AgeBand}


def kept_back(counts: dict[AgeBand, int], least: int) -> dict[AgeBand, int | None]:
    """The same counts as they may leave the circle: those from one to below `least` as None, and a second where one alone could be worked out from the total. Zeros show."""
    hidden = {band for band, count in counts.items() if 0 < count < least}
    if len(hidden) == 1:
        others = [band for band, count in counts.items() if count and band not in hidden]
        if others:
            hidden.add(min(others, key=lambda band: (counts[band], band.value)))
    return {band: None if band in hidden else count for band, count in counts.items()}
