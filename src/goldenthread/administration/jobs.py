"""What the worker does for this room every few seconds: whoever leaves today hands over."""

from __future__ import annotations

from datetime import datetime

from goldenthread.administration.operations.leaving import carry_out_departures


def leave(at: datetime) -> int:
    """Hand over for everyone whose day has come."""
    return carry_out_departures(at=at)
