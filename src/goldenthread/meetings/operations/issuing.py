"""Issuing the agenda and papers: a version, kept as it was that day, item by item under each item's own protection."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.db.models import Max

from goldenthread.meetings import papers
from goldenthread.meetings.models import AgendaPlace, Issue, IssuedItem, IssueReader, Meeting
from goldenthread.meetings.operations.scheduling import bring_invitees_up_to_date
from goldenthread.meetings.operations.shared import (
    actor,
    all_seen,
    editable,
    invited,
    led_meeting,
    require,
    tell,
    unit,
    written,
)
from goldenthread.meetings.rules.agenda import starts
from goldenthread.meetings.rules.states import HAS_AGENDA, HAS_PEOPLE
from goldenthread.meetings.terms import Event, MeetingState
from goldenthread.records import operations as records
from goldenthread.records.viewer import Viewer


@transaction.atomic
def issue(*, meeting_id: int, seen: int | None, note: str, by: Viewer, at: datetime) -> Issue:
    """Send the agenda and papers, or a new version of them, to everyone invited. Errors: Refused, ChangedMeanwhile."""
    meeting = led_meeting(meeting_id, seen, by)
    editable(meeting)
    first = meeting.state == MeetingState.PLANNED.value
    require(first or bool(note.strip()), "Say what changed since the last version.")
    bring_invitees_up_to_date(meeting, at)
    rows, items = invited(meeting), all_seen(meeting)
    require(bool(items), HAS_AGENDA.otherwise)
    require(bool(rows), HAS_PEOPLE.otherwise)
    number = (Issue.objects.filter(meeting=meeting).aggregate(last=Max("version"))["last"] or 0) + 1
    places = {place.item_id: place for place in AgendaPlace.objects.filter(meeting=meeting).order_by("position", "pk")}
    times = starts(meeting.starts_at, [places[item.pk].minutes for item in items])
    row = Issue.objects.create(
        meeting=meeting,
        version=number,
        at=at,
        by_id=by.person_id,
        note=note.strip()[:300],
        head=_head(meeting, [item.pk for item in items], times),
    )
    writer = papers.Writer(meeting, by)
    for item in items:
        IssuedItem.objects.create(item=item, issue=row, content=writer.content(item))
    readers = {one.person_id for one in rows} | unit(meeting.partnership_id, at)
    IssueReader.objects.bulk_create(
        [IssueReader(meeting=meeting, issue=row, person_id=person) for person in sorted(readers)]
    )
    if first:
        meeting.state = MeetingState.ISSUED.value
    meeting.sequence += 1
    meeting.save(update_fields=["state", "sequence"])
    records.touch(meeting.record)
    written(
        record=meeting.record,
        verb=Event.ISSUED,
        sentence=f"Version {number} of the agenda and papers went to {len(readers)} people",
        by=actor(by),
        at=at,
        details={"version": number, "people": sorted(readers)},
    )
    tell(
        meeting=meeting,
        people=readers,
        kind=Event.ISSUED.value,
        subject="the agenda and papers are ready" if number == 1 else f"version {number} of the papers is ready",
        by=by,
        at=at,
    )
    return row


def _head(meeting: Meeting, items: list[int], times: list[time | None]) -> dict[str, object]:
    return {
        "meets_on": meeting.meets_on.isoformat(),
        "starts_at": meeting.starts_at.isoformat("minutes") if meeting.starts_at else "",
        "place": meeting.place,
        "link": meeting.link,
        "items": [
            {"item": pk, "starts_at": time.isoformat("minutes") if time else ""}  # type: ignore[attr-defined]
            for pk, time in zip(items, times, strict=True)
        ],
    }


@transaction.atomic
def opened(*, issue_row: Issue, by: Viewer, at: datetime) -> None:
    """Write down that someone opened the papers."""
    IssueReader.objects.filter(issue=issue_row, person_id=by.person_id, opened_at__isnull=True).update(opened_at=at)
    written(
        record=issue_row.meeting.record,
        verb=Event.PACK_OPENED,
        sentence=f"Opened version {issue_row.version} of the papers",
        by=actor(by),
        at=at,
    )
