"""What the room's tests share: a group's meetings, brought to any point of their life by the people who would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import pytest

from goldenthread.meetings import operations
from goldenthread.meetings.models import AgendaItem, Meeting
from goldenthread.meetings.operations import ItemDraft, Slot
from goldenthread.meetings.terms import Attendance, MeetingState
from goldenthread.partnership.models import Group
from goldenthread.testing.world import AT, TODAY

DAY = TODAY + timedelta(days=10)
ON_THE_DAY = datetime.combine(DAY, time(14), UTC)


@dataclass(slots=True)
class Room:
    """The world's planned meeting of the review group, and steps that take it on."""

    world: object
    become: object

    @property
    def id(self) -> int:
        return self.world.records["meeting"]  # type: ignore[attr-defined]

    @property
    def item_id(self) -> int:
        return self.world.records["item"]  # type: ignore[attr-defined]

    @property
    def closed_id(self) -> int:
        return self.world.records["closed_item"]  # type: ignore[attr-defined]

    def person(self, name: str) -> int:
        return self.world.people[name]  # type: ignore[attr-defined]

    @property
    def group(self) -> Group:
        return Group.objects.get(pk=self.world.groups["reviews"])  # type: ignore[attr-defined]

    def as_(self, name: str, at: datetime = ON_THE_DAY):  # type: ignore[no-untyped-def]
        """Become someone, on the meeting's day unless told otherwise."""
        return self.become(name, at)  # type: ignore[operator]

    def meeting(self) -> Meeting:
        return Meeting.objects.select_related("record", "group").get(pk=self.id)

    def item(self) -> AgendaItem:
        return AgendaItem.objects.select_related("record").get(pk=self.item_id)

    def issue(self, note: str = ""):  # type: ignore[no-untyped-def]
        return operations.issue(meeting_id=self.id, seen=None, note=note, by=self.as_("manager", AT), at=AT)

    def open(self, *present: str) -> None:
        """Open the meeting on its day, with these people in the room."""
        by = self.as_("manager")
        operations.move(meeting_id=self.id, seen=None, to=MeetingState.IN_SESSION, by=by, at=ON_THE_DAY)
        for name in present:
            self.attend(name)

    def attend(self, name: str, what: Attendance = Attendance.PRESENT) -> None:
        operations.take_attendance(
            meeting_id=self.id, person_id=self.person(name), what=what, by=self.as_("manager"), at=ON_THE_DAY
        )

    def move(self, to: MeetingState, reason: str = "", by: str = "manager") -> Meeting:
        return operations.move(meeting_id=self.id, seen=None, to=to, by=self.as_(by), at=ON_THE_DAY, reason=reason)

    def decide(self, by: str = "manager", **more):  # type: ignore[no-untyped-def]
        return operations.decide(
            item_id=self.item_id,
            text="Every service adopts the standard",
            reasons="One standard is easier to teach",
            by=self.as_(by),
            at=ON_THE_DAY,
            **more,
        )

    def next_meeting(self, days: int = 30) -> Meeting:
        """A further meeting of the group."""
        slot = Slot(DAY + timedelta(days=days), time(14), time(16), "Town Hall")
        return operations.schedule(group=self.group, slots=[slot], by=self.as_("manager"), at=ON_THE_DAY)[0]

    def add(self, title: str, meeting: Meeting | None = None) -> AgendaItem:
        return operations.add_item(
            meeting_id=meeting.pk if meeting else self.id, draft=ItemDraft(title), by=self.as_("manager"), at=ON_THE_DAY
        )

    def to_sealed(self) -> Meeting:
        """From planned to sealed."""
        self.open("chair", "member", "both")
        self.decide()
        self.move(MeetingState.DRAFTED)
        for item in AgendaItem.objects.filter(meeting=self.id).exclude(state="removed"):
            operations.write_minutes(
                item_id=item.pk, seen=None, text="It was considered.", by=self.as_("manager"), at=ON_THE_DAY
            )
        self.move(MeetingState.CIRCULATED)
        return self.move(MeetingState.SEALED, "in writing by every member")


@pytest.fixture
def room(world, as_viewer) -> Room:  # type: ignore[no-untyped-def]
    """The review group's planned meeting."""
    return Room(world, as_viewer)
