"""Who tells the demonstration's story: each step by the made-up person who would take it, on the day they would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from goldenthread.partnership.models import Group, Partnership
from goldenthread.records.queries import load_viewer
from goldenthread.records.viewer import Viewer


@dataclass(slots=True)
class Casework:
    """Makes the casework of one partnership, each step by the person who would take it, on the day they would."""

    partnership: Partnership
    people: dict[str, int]
    today: date
    chairs: dict[str, str]

    def at(self, day: date) -> datetime:
        """Ten in the morning of a day."""
        return datetime.combine(day, time(10), UTC)

    def viewer(self, account: str, day: date) -> Viewer:
        """One of the made-up people on a day."""
        return load_viewer(self.people[account], account.replace(".", " ").title(), self.at(day))

    def group(self, key: str) -> Group:
        """A group by its key."""
        return Group.objects.get(partnership=self.partnership, key=key)
