"""The one reader of the clock. Views and jobs call `now` and pass the instant on; nothing below them reads the time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")
_shift = timedelta(0)


def now() -> datetime:
    """This instant, in UTC, moved by the demonstration's shift where one is set."""
    return datetime.now(UTC) + _shift


def stand_at(day: date, *, at: datetime) -> None:
    """Let a demonstration's process stand on another day: the clock runs on from there."""
    global _shift
    _shift = datetime.combine(day, at.astimezone(ENGLAND).time(), ENGLAND).astimezone(UTC) - at


def day_of(instant: datetime) -> date:
    """The day in England on which this instant falls."""
    return instant.astimezone(ENGLAND).date()


def begins(day: date) -> datetime:
    """The instant at which a day begins in England: in summer an hour before it does in UTC."""
    return datetime.combine(day, time(), ENGLAND).astimezone(UTC)
