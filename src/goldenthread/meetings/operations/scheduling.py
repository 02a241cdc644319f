"""A group's year of meetings: set, taken up from a day that stood already, moved."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from goldenthread.core.dates import day_in_words
from goldenthread.history import operations as history
from goldenthread.history.operations import About
from goldenthread.meetings.models import GroupSetting, Invitee, Meeting
from goldenthread.meetings.operations.invitations import send_invitations
from goldenthread.meetings.operations.shared import (
    actor,
    invited,
    led_meeting,
    require,
    tell,
    written,
)
from goldenthread.meetings.rules.states import EDITABLE
from goldenthread.meetings.terms import Capacity, Event, MeetingState
from goldenthread.partnership import operations as partnership
from goldenthread.partnership import queries as partnership_queries
from goldenthread.partnership.models import Group, GroupMeeting
from goldenthread.records import operations as records
from goldenthread.records.operations import Refused
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer

UNIT_ONLY = "The business unit sets the group’s meetings."
STRONGEST = [Capacity.CHAIR, Capacity.VICE_CHAIR, Capacity.MEMBER, Capacity.ADVISER]


@dataclass(frozen=True, slots=True)
class Slot:
    """When and where a meeting is."""

    meets_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    link: str = ""
    title: str = ""


def checked(slot: Slot) -> Slot:
    """The slot, if its end comes after its start. Errors: Refused."""
    require(
        not (slot.starts_at and slot.ends_at and slot.ends_at <= slot.starts_at),
        "The meeting has to end after it starts.",
    )
    return slot


@transaction.atomic
def schedule(*, group: Group, slots: Iterable[Slot], by: Viewer, at: datetime) -> list[Meeting]:
    """Set a group's meetings, all or none. A day on which it meets already is refused. Errors: Refused."""
    require(by.in_unit(group.partnership_id), UNIT_ONLY)
    made = []
    for slot in slots:
        checked(slot)
        try:
            day = partnership.add_meeting(
                group_id=group.pk,
                meets_on=slot.meets_on,
                starts_at=slot.starts_at,
                place=slot.place,
                title=slot.title,
                by=actor(by),
                at=at,
            )
        except partnership.NotAllowed as refusal:
            raise Refused(str(refusal)) from None
        made.append(_make(group, day, slot, by, at))
    require(bool(made), "Choose at least one day.")
    return made


@transaction.atomic
def take_up(*, day_id: int, by: Viewer, at: datetime) -> Meeting:
    """Give a day that was set for the group its agenda, people and papers. Errors: Refused."""
    day = GroupMeeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=day_id)
    require(by.in_unit(day.group.partnership_id) or by.chairs(day.group_id), UNIT_ONLY)
    if there := Meeting.objects.filter(day=day).select_related("record").first():
        return there
    slot = Slot(day.meets_on, day.starts_at, None, day.place, "", day.title)
    return _make(day.group, day, slot, by, at)


def _make(group: Group, day: GroupMeeting, slot: Slot, by: Viewer, at: datetime) -> Meeting:
    from goldenthread.meetings.operations.agenda import (  # they make items of what is made here
        carry_into,
        standing_items,
    )

    record = records.make_record(
        kind=RecordKind.MEETING,
        partnership_id=group.partnership_id,
        group=group,
        circle=records.group_circle(group),
        title=title_of(group, slot),
        at=at,
        happened=slot.meets_on.isoformat(),
        happened_on=slot.meets_on,
    )
    meeting = Meeting.objects.create(
        record=record,
        partnership_id=group.partnership_id,
        group=group,
        day=day,
        meets_on=slot.meets_on,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        place=slot.place,
        link=slot.link,
        title=slot.title,
    )
    written(
        record=record,
        verb=Event.SET,
        sentence=f"{group} meets on {day_in_words(slot.meets_on)}",
        by=actor(by),
        at=at,
    )
    bring_invitees_up_to_date(meeting, at)
    setting = GroupSetting.objects.filter(group=group).first()
    standing_items(meeting, setting, by, at)
    carry_into(meeting, by, at)
    return meeting


def title_of(group: Group, slot: Slot) -> str:
    """How the meeting is called, without anything that only its members may know."""
    return (
        f"{slot.title or group} of {day_in_words(slot.meets_on)}"
        if slot.title
        else f"Meeting of {group}, {day_in_words(slot.meets_on)}"
    )


def bring_invitees_up_to_date(meeting: Meeting, at: datetime) -> None:
    """Invite whoever holds a seat on the day, and nobody who no longer does; what was answered stays.

    Whoever is new gets it into their calendar, and whoever is not invited any more out of it.
    """
    touched: list[int] = []
    wanted: dict[int, tuple[Capacity, int | None]] = {}
    for seat in partnership_queries.seats(meeting.group_id, meeting.meets_on):
        if seat.person_id is None:
            continue
        capacity = Capacity(seat.role)
        held = wanted.get(seat.person_id)
        if held is None or STRONGEST.index(capacity) < STRONGEST.index(held[0]):
            wanted[seat.person_id] = (capacity, seat.organisation_id)
    there = {row.person_id: row for row in Invitee.objects.filter(meeting=meeting)}
    for person_id, (capacity, organisation_id) in wanted.items():
        row = there.get(person_id)
        if row is None:
            row = Invitee.objects.create(
                meeting=meeting,
                person_id=person_id,
                organisation_id=organisation_id,
                capacity=capacity.value,
                calendar_key=secrets.token_hex(8),
            )
            touched.append(row.pk)
        elif row.capacity in {one.value for one in STRONGEST} or row.withdrawn_at:
            row.capacity, row.organisation_id, row.withdrawn_at = capacity.value, organisation_id, None
            row.deputy_for = None
            row.save(update_fields=["capacity", "organisation", "withdrawn_at", "deputy_for"])
    for person_id, row in there.items():
        if person_id not in wanted and row.capacity in {one.value for one in STRONGEST} and row.withdrawn_at is None:
            row.withdrawn_at = at
            row.save(update_fields=["withdrawn_at"])
            touched.append(row.pk)
    send_invitations(meeting, Invitee.objects.filter(pk__in=touched).select_related("person").order_by("pk"), at)


@transaction.atomic
def move_meeting(*, meeting_id: int, seen: int | None, slot: Slot, by: Viewer, at: datetime) -> Meeting:
    """Move a meeting to another day, time or place; those invited are told and asked again. Errors: Refused, ChangedMeanwhile."""
    meeting = led_meeting(meeting_id, seen, by)
    state = MeetingState(meeting.state)
    require(state in EDITABLE - {MeetingState.IN_SESSION}, f"A meeting that is “{state.label}” is not moved.")
    checked(slot)
    other_day = slot.meets_on != meeting.meets_on
    taken = GroupMeeting.objects.filter(group=meeting.group_id, meets_on=slot.meets_on).exclude(pk=meeting.day_id or 0)
    require(not taken.exists(), f"{meeting.group} already meets on {day_in_words(slot.meets_on)}.")
    before = (meeting.meets_on, meeting.starts_at, meeting.ends_at, meeting.place, meeting.link)
    meeting.meets_on, meeting.starts_at, meeting.ends_at = slot.meets_on, slot.starts_at, slot.ends_at
    meeting.place, meeting.link, meeting.title = slot.place, slot.link, slot.title
    meeting.sequence += 1
    meeting.save()
    GroupMeeting.objects.filter(pk=meeting.day_id or 0).update(
        meets_on=slot.meets_on, starts_at=slot.starts_at, place=slot.place, title=slot.title
    )
    records.touch(
        meeting.record,
        title=title_of(meeting.group, slot),
        happened=slot.meets_on.isoformat(),
        happened_on=slot.meets_on,
    )
    if (slot.meets_on, slot.starts_at, slot.ends_at, slot.place, slot.link) == before:
        return meeting
    if other_day:  # an answer for one day says nothing of another
        Invitee.objects.filter(meeting=meeting, withdrawn_at__isnull=True, deputy_for__isnull=True).update(
            answer="none", answered_at=None
        )
        bring_invitees_up_to_date(meeting, at)
    where = f", {slot.place}" if slot.place else ""
    written(
        record=meeting.record,
        verb=Event.MOVED,
        sentence=f"Moved to {day_in_words(slot.meets_on)}{where}",
        by=actor(by),
        at=at,
        details={"from": before[0].isoformat()},
    )
    rows = invited(meeting)
    send_invitations(meeting, rows, at, subject=f"{meeting.group}: the meeting moved to {day_in_words(slot.meets_on)}")
    tell(
        meeting=meeting,
        people=[one.person_id for one in rows],
        kind=Event.MOVED.value,
        subject=f"the meeting moved to {day_in_words(slot.meets_on)}" if other_day else "its time or place changed",
        by=by,
        at=at,
    )
    return meeting


@transaction.atomic
def set_group(
    *,
    group: Group,
    pseudonymise: bool,
    standing: tuple[str, ...],
    item_minutes: int,
    by: Viewer,
    at: datetime,
) -> GroupSetting:
    """Say how a group's meetings are drafted. Errors: Refused."""
    require(by.in_unit(group.partnership_id) or by.chairs(group.pk), "The business unit and the group’s chair do this.")
    row, _ = GroupSetting.objects.update_or_create(
        group=group,
        defaults={
            "pseudonymise": pseudonymise,
            "standing_items": [words.strip()[:200] for words in standing if words.strip()],
            "item_minutes": item_minutes,
        },
    )
    history.write(
        verb=Event.SETTINGS,
        sentence=f"How the meetings of {group} are drafted was changed",
        by=actor(by),
        at=at,
        about=About(group.partnership_id),
    )
    return row
