"""Reviews over the years: reviews, children and incidents counted apart, small numbers kept back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.practice_reviews.terms import AgeBand

USUAL_LEAST = 5
"""Below what counts of people are usually kept back, until a partnership says its own in its arrangements. Practice; to be checked."""


def reporting_year(on: date) -> str:
    """The year from 1 April to 31 March in which a day lies: ``2025-26``. Source: Working Together 2023, chapter 2 (to be checked)."""
    return year_from(on.year if on >= date(on.year, 4, 1) else on.year - 1)


def year_from(start: int) -> str:
    """The reporting year that began in a year: ``2025-26``."""
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


def by_year(
    reviews: Iterable[tuple[str, str, int]],
    timely: Iterable[tuple[str, str, int, int]],
    children: Iterable[tuple[str, int]],
) -> list[Year]:
    """Each year's counts, the latest first, from counts of a part of it: reviews with their door, stages (all, and in time), children."""
    held: dict[str, Counter[str]] = {}
    for year, door, count in reviews:
        counts = held.setdefault(year, Counter())
        counts["reviews"] += count
        counts["incidents"] += count if door == "incident" else 0
    for year, stage, count, in_time in timely:
        held.setdefault(year, Counter()).update({stage: count, f"{stage} in time": in_time})
    for year, count in children:
        held.setdefault(year, Counter())["children"] += count
    return [
        Year(
            year,
            counts["reviews"],
            counts["incidents"],
            counts["notification"],
            counts["notification in time"],
            counts["sent"],
            counts["sent in time"],
            counts["children"],
        )
        for year, counts in sorted(held.items(), reverse=True)
    ]


def counted_bands(counts: Iterable[tuple[AgeBand, int]]) -> dict[AgeBand, int]:
    """Children in each band, none left out."""
    held: Counter[AgeBand] = Counter()
    for band, count in counts:
        held[band] += count
    return {band: held.get(band, 0) for band in AgeBand}


def kept_back(counts: dict[AgeBand, int], least: int) -> dict[AgeBand, int | None]:
    """The same counts as they may leave the circle: those from one to below `least` as None, and a second where one alone could be worked out from the total. Zeros show."""
    hidden = {band for band, count in counts.items() if 0 < count < least}
    if len(hidden) == 1:
        others = [band for band, count in counts.items() if count and band not in hidden]
        if others:
            hidden.add(min(others, key=lambda band: (counts[band], band.value)))
    return {band: None if band in hidden else count for band, count in counts.items()}
