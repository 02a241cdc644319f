"""What the room's operations share: loading under lock, checking, writing history, telling people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.meetings import permissions
from goldenthread.meetings.models import AgendaItem, AgendaPlace, Invitee, Meeting
from goldenthread.meetings.rules.states import EDITABLE, MINUTING
from goldenthread.meetings.terms import Event, MeetingState
from goldenthread.messages import operations as messages
from goldenthread.partnership.models import Partnership, Post
from goldenthread.partnership.queries import current
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer

LEADERS_ONLY = "The business unit and the group’s chair do this."
NOT_ALL_SEEN = "You are kept out of an item of this meeting for a conflict of interest: someone who sees every item has to do this."


def actor(by: Viewer) -> Actor:
    """The viewer as the doer of an operation."""
    return Actor(by.name, by.person_id)


def require(is_allowed: bool, sentence: str) -> None:
    """Refuse with the sentence unless allowed. Errors: Refused."""
    if not is_allowed:
        raise Refused(sentence)


def locked_meeting(meeting_id: int, seen: int | None = None) -> Meeting:
    """The meeting with its record locked. Errors: ChangedMeanwhile."""
    record = records.lock(meeting_id, seen)
    meeting = Meeting.objects.select_related("group", "day").get(pk=meeting_id)
    meeting.record = record
    return meeting


def led_meeting(meeting_id: int, seen: int | None, by: Viewer) -> Meeting:
    """The meeting under lock, for whoever leads it. Errors: Refused, ChangedMeanwhile."""
    meeting = locked_meeting(meeting_id, seen)
    require(permissions.may_lead(by, meeting.partnership_id, meeting.group_id), LEADERS_ONLY)
    return meeting


def editable(meeting: Meeting) -> None:
    """Refuse once the agenda is closed. Errors: Refused."""
    state = MeetingState(meeting.state)
    require(state in EDITABLE, f"The agenda of a meeting that is “{state.label}” does not change.")


def minuting(meeting: Meeting) -> None:
    """Refuse unless the meeting is held or its minutes are being written. Errors: Refused."""
    state = MeetingState(meeting.state)
    require(
        state in MINUTING,
        f"This is written while the meeting is held and its minutes are in draft; it is “{state.label}”.",
    )


def locked_item(item_id: int, seen: int | None = None) -> AgendaItem:
    """The item with its record locked, and its meeting. Errors: ChangedMeanwhile."""
    record = records.lock(item_id, seen)
    item = AgendaItem.objects.select_related("meeting__record", "meeting__group", "about").get(pk=item_id)
    item.record = record
    return item


def led_item(item_id: int, seen: int | None, by: Viewer) -> AgendaItem:
    """The item under lock, for whoever leads its meeting. Errors: Refused, ChangedMeanwhile."""
    item = locked_item(item_id, seen)
    require(permissions.may_lead(by, item.partnership_id, item.meeting.group_id), LEADERS_ONLY)
    return item


def all_seen(meeting: Meeting) -> list[AgendaItem]:
    """Every item of the meeting in its order, for an operation that speaks for all of them. Errors: Refused."""
    places = AgendaPlace.objects.filter(meeting=meeting).order_by("position", "pk").values_list("item_id", flat=True)
    wanted = list(places)
    found = AgendaItem.objects.select_related("record", "about").in_bulk(wanted)
    require(len(found) == len(wanted), NOT_ALL_SEEN)
    return [found[pk] for pk in wanted]


def written(
    *, record: Record, verb: Event, sentence: str, by: Actor, at: datetime, details: Mapping[str, object] | None = None
) -> None:
    """Add an event about a record."""
    history.write(verb=verb, sentence=sentence, by=by, at=at, about=records.about(record), details=details)


def invited(meeting: Meeting) -> list[Invitee]:
    """Those invited, and not withdrawn since."""
    rows = Invitee.objects.filter(meeting=meeting, withdrawn_at__isnull=True)
    return list(rows.select_related("person", "organisation", "deputy_for").order_by("pk"))


def unit(partnership_id: int, at: datetime) -> set[int]:
    """The business unit's people today."""
    held = Post.objects.filter(
        current(at.date()), partnership=partnership_id, role__in=["business_manager", "business_officer"]
    )
    return set(held.values_list("person_id", flat=True))


def tell(
    *,
    meeting: Meeting,
    people: Iterable[int],
    kind: str,
    subject: str,
    by: Viewer | None,
    at: datetime,
    place: str = "",
) -> None:
    """Leave a notice about a meeting, for everyone but the one who did it."""
    key = Partnership.objects.values_list("key", flat=True).get(pk=meeting.partnership_id)
    messages.notify(
        people=set(people) - ({by.person_id} if by else set()),
        kind=kind,
        subject=f"{meeting.record.reference}: {subject}",
        partnership_id=meeting.partnership_id,
        reference=meeting.record.reference,
        address=f"/{key}/meetings/{meeting.record.reference}/{place}",
        at=at,
    )


def changed(meeting: Meeting) -> None:
    """Let the meeting's version move on, so that whoever edits the same is told."""
    records.touch(meeting.record)
