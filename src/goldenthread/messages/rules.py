"""When mail goes: tries ever later, a daily digest at a time of one's own, and quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from goldenthread.core.clock import ENGLAND

MOST_TRIES = 30
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=6)
UNCERTAIN_AFTER = timedelta(minutes=10)
"""Longer than any mail server is waited for: a message still being sent by then belongs to a worker that is gone."""
SUBJECT_LENGTH = 300
SATURDAY = 5


def wait_after(tries: int) -> timedelta:
    """How long after a failed try the next one comes: each wait twice the last, and at most six hours; five days in all."""
    return min(FIRST_WAIT * int(2 ** max(0, tries - 1)), LONGEST_WAIT)


def one_line(text: str) -> str:
    """Text as the subject of a mail: one line, whatever it was made of."""
    return " ".join(text.split())[:SUBJECT_LENGTH]


@dataclass(frozen=True, slots=True)
class Preference:
    """When a person wants mail, by England's clock. `quiet_from` to `quiet_until` may reach over midnight; equal times mean no quiet hours."""

    digest_at: time = time(7, 30)
    quiet_from: time = time(19, 0)
    quiet_until: time = time(7, 0)
    weekends: bool = False

    def is_quiet(self, at: datetime) -> bool:
        """Whether urgent mail waits at this instant."""
        local = at.astimezone(ENGLAND)
        if not self.weekends and local.weekday() >= SATURDAY:
            return True
        clock = local.time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= clock < self.quiet_until
        return clock >= self.quiet_from or clock < self.quiet_until

    def digest_due(self, at: datetime, last: datetime | None) -> bool:
        """Whether the day's digest is due: its time has come, and none went since."""
        local = at.astimezone(ENGLAND)
        if (not self.weekends and local.weekday() >= SATURDAY) or local.time() < self.digest_at:
            return False
        return last is None or last < datetime.combine(local.date(), self.digest_at, ENGLAND)
