"""Attendance by agency over time: of the meetings held and seen, how many each organisation was at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from goldenthread.meetings.models import Invitee, Meeting
from goldenthread.meetings.rules.states import HELD
from goldenthread.records.models.record import visible
from goldenthread.records.viewer import Viewer

COUNTING = ["chair", "vice_chair", "member", "deputy"]


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One organisation: how many meetings it was invited to, and was at; by deputy at how many of them."""

    organisation: str
    invited: int
    attended: int
    by_deputy: int
    quarters: tuple[tuple[str, int, int], ...]
    """Each quarter's name, meetings invited to, meetings attended."""


def by_agency(
    viewer: Viewer, partnership_id: int, *, start: date, end: date, group: str = ""
) -> tuple[int, list[AgencyRow]]:
    """How many meetings were held, and each organisation's attendance at them, by name. Two queries."""
    held = Meeting.objects.visible_to(viewer).filter(  # type: ignore[attr-defined]
        partnership=partnership_id,
        meets_on__gte=start,
        meets_on__lte=end,
        state__in=[state.value for state in HELD],
    )
    if group:
        held = held.filter(group__key=group)
    there = Q(attendance__in=["present", "left"])
    rows = (
        Invitee.objects.filter(
            visible(viewer, "meeting_id"),
            meeting__in=held.values("pk"),
            organisation__isnull=False,
            capacity__in=COUNTING,
            withdrawn_at__isnull=True,
        )
        .values("organisation__name", "meeting", "meeting__meets_on")
        .annotate(came=Count("pk", filter=there), deputies=Count("pk", filter=there & Q(capacity="deputy")))
    )
    found: dict[str, list[tuple[date, bool, bool]]] = {}
    for row in rows:
        found.setdefault(row["organisation__name"], []).append(
            (row["meeting__meets_on"], row["came"] > 0, row["deputies"] == row["came"] > 0)
        )
    return held.count(), [_row(name, found[name]) for name in sorted(found)]


def quarter(day: date) -> str:
    """A day's quarter of the calendar year, in words that sort."""
    return f"{day.year} Q{(day.month + 2) // 3}"


def _row(name: str, meetings: list[tuple[date, bool, bool]]) -> AgencyRow:
    quarters: dict[str, list[bool]] = {}
    for day, came, _ in meetings:
        quarters.setdefault(quarter(day), []).append(came)
    return AgencyRow(
        name,
        len(meetings),
        sum(came for _, came, _ in meetings),
        sum(deputy for _, _, deputy in meetings),
        tuple((label, len(quarters[label]), sum(quarters[label])) for label in sorted(quarters)),
    )
