"""What deputies and guests see: this meeting and its items, for the days around it, and nothing else of the group."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from goldenthread.meetings.models import AgendaPlace, Invitee, Meeting
from goldenthread.meetings.operations.shared import actor
from goldenthread.meetings.terms import Capacity
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.viewer import Viewer

BY_NAME = [Capacity.DEPUTY.value, Capacity.GUEST.value]
AFTER = timedelta(days=28)
"""How long after the meeting they can still read and comment on its minutes."""


def let_guests_see(meeting: Meeting, items: Iterable[Record], by: Viewer, at: datetime) -> None:
    """Those who are there by name see further records of the meeting."""
    held = list(items)
    rows = Invitee.objects.filter(meeting=meeting, capacity__in=BY_NAME, withdrawn_at__isnull=True)
    for row in rows.select_related("person"):
        _let(row, meeting, held, by, at)


def let_see_all(row: Invitee, meeting: Meeting, by: Viewer, at: datetime) -> None:
    """One deputy or guest sees the meeting and every item that whoever names them sees."""
    places = AgendaPlace.objects.filter(meeting=meeting).values_list("item_id", flat=True)
    held = Record.objects.filter(pk__in=[meeting.pk, *places]).exclude(pk__in=by.excluded)
    _let(row, meeting, held, by, at)


def _let(row: Invitee, meeting: Meeting, held: Iterable[Record], by: Viewer, at: datetime) -> None:
    capacity = Capacity(row.capacity)
    words = "stands in for a member" if capacity is Capacity.DEPUTY else "is a guest"
    ends_on = max(meeting.meets_on, by.day) + AFTER
    records.name_sight(
        records=held,
        person_id=row.person_id,
        person_name=row.person.name,
        reason=f"{capacity.label} at {meeting.record.reference}: {words}{f' ({row.reason})' if row.reason else ''}",
        starts_on=by.day,
        ends_on=ends_on,
        by=actor(by),
        at=at,
    )


def end_sight(row: Invitee, meeting: Meeting, by: Viewer) -> None:
    """Someone who is no longer needed sees nothing of it from today."""
    places = AgendaPlace.objects.filter(meeting=meeting).values_list("item_id", flat=True)
    records.end_named_sight(record_ids=[meeting.pk, *places], person_id=row.person_id, on=by.day)
