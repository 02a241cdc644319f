"""Tags, heads and phrases that several pages share."""

from __future__ import annotations

from goldenthread.design.components import Button, Link, SubNavItem, Tag, TagKind
from goldenthread.design.page import Head
from goldenthread.meetings.models import Meeting
from goldenthread.meetings.pack import when_words
from goldenthread.meetings.rules.states import HELD
from goldenthread.meetings.terms import Answer, Attendance, DecisionState, ItemState, MeetingState
from goldenthread.records.web import Scope

STATE_KINDS: dict[MeetingState, TagKind] = {
    MeetingState.PLANNED: "open",
    MeetingState.ISSUED: "info",
    MeetingState.IN_SESSION: "warning",
    MeetingState.DRAFTED: "warning",
    MeetingState.CIRCULATED: "info",
    MeetingState.SEALED: "success",
    MeetingState.CANCELLED: "neutral",
}
ANSWER_KINDS: dict[Answer, TagKind] = {
    Answer.NONE: "open",
    Answer.ACCEPTED: "success",
    Answer.APOLOGIES: "neutral",
    Answer.DEPUTY: "info",
    Answer.TENTATIVE: "warning",
}
ATTENDANCE_KINDS: dict[Attendance, TagKind] = {
    Attendance.UNKNOWN: "open",
    Attendance.PRESENT: "success",
    Attendance.LEFT: "warning",
    Attendance.APOLOGIES: "neutral",
    Attendance.ABSENT: "danger",
}
DECISION_KINDS: dict[DecisionState, TagKind] = {
    DecisionState.MADE: "success",
    DecisionState.PROVISIONAL: "warning",
    DecisionState.CONFIRMED: "success",
    DecisionState.FELL: "neutral",
}
ITEM_KINDS: dict[ItemState, TagKind] = {
    ItemState.OPEN: "open",
    ItemState.TAKEN: "success",
    ItemState.DEFERRED: "warning",
    ItemState.REMOVED: "neutral",
}
KEPT_OUT = "You are kept out of this item for a conflict of interest."


def state_tag(state: str) -> Tag:
    """A meeting's state as a tag."""
    known = MeetingState(state)
    return Tag(STATE_KINDS[known], known.label)


def answer_tag(answer: str) -> Tag:
    """An answer as a tag."""
    known = Answer(answer)
    return Tag(ANSWER_KINDS[known], known.label)


def attendance_tag(attendance: str) -> Tag:
    """Attendance as a tag."""
    known = Attendance(attendance)
    return Tag(ATTENDANCE_KINDS[known], known.label)


def decision_tag(state: str) -> Tag:
    """A decision's state as a tag."""
    known = DecisionState(state)
    return Tag(DECISION_KINDS[known], known.label)


def item_tag(state: str) -> Tag:
    """An item's state as a tag."""
    known = ItemState(state)
    return Tag(ITEM_KINDS[known], known.label)


def address_of(scope: Scope, meeting: Meeting, *parts: str) -> str:
    """An address of a meeting's pages."""
    return scope.address("meetings", meeting.record.reference, *parts)


def subnav(scope: Scope, meeting: Meeting, current: str, *, leads: bool) -> tuple[SubNavItem, ...]:
    """The parts of a meeting."""
    state = MeetingState(meeting.state)
    parts = [("", "Overview")]
    if leads and state in {MeetingState.PLANNED, MeetingState.ISSUED, MeetingState.IN_SESSION}:
        parts.append(("agenda", "Draft the agenda"))
    parts.append(("people", "People"))
    if state is not MeetingState.CANCELLED:
        parts.append(("day", "On the day"))
    if state in HELD:
        parts.append(("minutes", "Minutes"))
    return tuple(
        SubNavItem(label, address_of(scope, meeting, *((part,) if part else ())), part == current)
        for part, label in parts
    )


def head_of(
    scope: Scope,
    meeting: Meeting,
    current: str,
    *,
    leads: bool,
    title: str = "",
    lede: str = "",
    action: Button | None = None,
    others: tuple[Link, ...] = (),
) -> Head:
    """The head of a meeting's pages."""
    crumbs: tuple[Link, ...] = (Link("Meetings", scope.address("meetings")),)
    if title:
        crumbs += (Link(meeting.record.reference, address_of(scope, meeting)),)
    where = f", {meeting.place}" if meeting.place else ""
    return Head(
        title or meeting.record.title,
        meeting.record.reference,
        (Tag("neutral", "Meeting"), state_tag(meeting.state)),
        crumbs,
        lede or f"{when_words(meeting)}{where}.",
        action,
        others,
        subnav(scope, meeting, current, leads=leads) if current != "-" else (),
    )
