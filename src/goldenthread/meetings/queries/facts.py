"""What the rules need to know of a meeting."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from goldenthread.meetings.models import AgendaItem, AgendaPlace, Invitee, Meeting
from goldenthread.meetings.rules.states import MeetingFacts
from goldenthread.meetings.terms import MeetingState


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
