"""The clock and the order of an agenda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

Thing = TypeVar("Thing")


def starts(begins_at: time | None, minutes: Sequence[int]) -> list[time | None]:
    """When each item starts, one after the other; no times where the meeting has none."""
    if begins_at is None:
        return [None] * len(minutes)
    clock = datetime.combine(date(2000, 1, 1), begins_at)
    found: list[time | None] = []
    for length in minutes:
        found.append(clock.time())
        clock += timedelta(minutes=length)
    return found


def ends(begins_at: time | None, minutes: Sequence[int]) -> time | None:
    """When the last item ends."""
    if begins_at is None:
        return None
    return (datetime.combine(date(2000, 1, 1), begins_at) + timedelta(minutes=sum(minutes))).time()


def moved(order: Sequence[Thing], thing: Thing, by: int) -> list[Thing]:
    """The order with one thing moved up (-1) or down (1); at an end it stays where it is."""
    found = list(order)
    place = found.index(thing)
    to = min(max(place + by, 0), len(found) - 1)
    found.insert(to, found.pop(place))
    return found


def overrun(begins_at: time | None, until: time | None, minutes: Sequence[int]) -> int:
    """By how many minutes the items pass the meeting's end; 0 when they fit, or when nobody said."""
    if begins_at is None or until is None:
        return 0
    planned = (until.hour - begins_at.hour) * 60 + until.minute - begins_at.minute
    return max(0, sum(minutes) - planned)
