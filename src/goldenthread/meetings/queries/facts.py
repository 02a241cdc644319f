"""What the rules need to know of a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from goldenthread.meetings.models import AgendaItem, AgendaPlace, Invitee, Meeting
from goldenthread.meetings.queries.agenda import Line
from goldenthread.meetings.rules.states import MeetingFacts
from goldenthread.meetings.terms import MeetingState


def facts_from(meeting: Meeting, people: Iterable[Invitee], agenda: Iterable[Line], day: date) -> MeetingFacts:
    """The same facts from what a page has loaded already."""
    rows, held = list(people), list(agenda)
    items = [line.item for line in held if line.item is not None]
    return MeetingFacts(
        state=MeetingState(meeting.state),
        items=len(held),
        invited=len(rows),
        present=sum(row.attendance in {"present", "left"} for row in rows),
        unminuted=sum(not item.minutes and item.state != "deferred" and not item.outcome for item in items),  # type: ignore[attr-defined]
        day_has_come=day >= meeting.meets_on,
    )


def facts_of(meeting: Meeting, day: date, *, reason: str = "", approved: bool = False) -> MeetingFacts:
    """The facts of a meeting on a day. Three queries."""
    people = Invitee.objects.filter(meeting=meeting, withdrawn_at__isnull=True).aggregate(
        invited=Count("pk"), present=Count("pk", filter=Q(attendance__in=["present", "left"]))
    )
    unminuted = (
        AgendaItem.objects.filter(meeting=meeting, minutes="")
        .exclude(state__in=["removed", "deferred"])
        .exclude(decisions__isnull=False)
        .exclude(actions__isnull=False)
        .count()
    )
    return MeetingFacts(
        state=MeetingState(meeting.state),
        items=AgendaPlace.objects.filter(meeting=meeting).count(),
        invited=people["invited"],
        present=people["present"],
        unminuted=unminuted,
        approval_given=approved or bool(reason.strip()),
        reason_given=bool(reason.strip()),
        day_has_come=day >= meeting.meets_on,
    )
