"""Who is invited, and the room on the day."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.design.components import Column, Content, EmptyState, Joined, Link, Muted, Row, Table, Tag, lines
from goldenthread.design.format import clock, counted, in_words
from goldenthread.meetings.models import Conflict, Invitee, Meeting
from goldenthread.meetings.pages.words import address_of, answer_tag, attendance_tag
from goldenthread.meetings.queries import Line
from goldenthread.meetings.rules.quoracy import Quoracy
from goldenthread.meetings.terms import Answer, Attendance, Capacity
from goldenthread.records.web import Scope


def capacity_words(row: Invitee) -> str:
    """As what someone is invited."""
    if row.deputy_for is not None:
        return f"Deputy for {row.deputy_for.person.name}"
    words = Capacity(row.capacity).label
    return f"{words}: {row.reason}" if row.capacity == Capacity.GUEST.value and row.reason else words


def people_table(scope: Scope, meeting: Meeting, *, leads: bool, coming: bool) -> Table:
    """Those invited, with what they answered."""
    people: list[Invitee] = meeting.people  # type: ignore[attr-defined]
    here = address_of(scope, meeting)
    rows = []
    for row in people:
        own = row.person_id == scope.viewer.person_id
        change: Content = ""
        if coming and (own or leads):
            where = f"{here}answer/" if own else f"{here}answer/?person={row.person_id}"
            change = Link("Answer" if row.answer == Answer.NONE.value else "Change", where, f"for {row.person.name}")
        said = lines([answer_tag(row.answer), row.note, "by calendar" if row.by_calendar else ""])
        rows.append(Row((lines([row.person.name, capacity_words(row)]), str(row.organisation or ""), said, change)))
    return Table(
        "People",
        (Column("Who"), Column("Organisation"), Column("Answer"), Column("Change", hidden_label=True)),
        tuple(rows),
        empty=EmptyState("Nobody is invited", "Whoever holds a seat in the group is invited by itself."),
    )


def answers_words(people: list[Invitee]) -> str:
    """How many answered what, in a sentence."""
    counts = {answer: sum(row.answer == answer.value for row in people) for answer in Answer}
    said = [f"{counts[answer]} {answer.label.lower()}" for answer in Answer if counts[answer]]
    return f"{counted(len(people), 'person', 'people')} invited: {in_words(said)}." if people else "Nobody is invited."


@dataclass(frozen=True, slots=True)
class Attending:
    """One person in the room, or not, with the steps that can be taken."""

    person_id: int
    name: str
    words: str
    tag: Tag
    times: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DayItem:
    """One item on the day, with its own quorum where conflicts change it."""

    title: Content
    meta: Content
    quoracy: Content
    conflict_url: str
    conflicts: tuple[str, ...]


STEPS: dict[Attendance, tuple[Attendance, ...]] = {
    Attendance.UNKNOWN: (Attendance.PRESENT, Attendance.APOLOGIES, Attendance.ABSENT),
    Attendance.PRESENT: (Attendance.LEFT,),
    Attendance.LEFT: (Attendance.PRESENT,),
    Attendance.APOLOGIES: (Attendance.PRESENT,),
    Attendance.ABSENT: (Attendance.PRESENT,),
}
WORDS = {
    Attendance.PRESENT: "Present",
    Attendance.LEFT: "Left",
    Attendance.APOLOGIES: "Apologies",
    Attendance.ABSENT: "Absent",
}


def attending(people: list[Invitee]) -> tuple[Attending, ...]:
    """Everyone invited, as the room is taken."""
    return tuple(
        Attending(
            row.person_id,
            row.person.name,
            f"{capacity_words(row)}{f', {row.organisation}' if row.organisation else ''}",
            attendance_tag(row.attendance),
            _times(row),
            tuple(
                (step.value, "Came back" if row.attendance == "left" else WORDS[step])
                for step in STEPS[Attendance(row.attendance)]
            ),
        )
        for row in people
    )


def _times(row: Invitee) -> str:
    parts = []
    if row.arrived_at:
        parts.append(f"arrived {clock(row.arrived_at)}")
    if row.left_at:
        parts.append(f"left {clock(row.left_at)}")
    return ", ".join(parts)


def day_items(
    scope: Scope,
    agenda: list[Line],
    conflicts: dict[int, list[Conflict]],
    stands: dict[int, Quoracy],
    *,
    may_declare: bool,
) -> tuple[DayItem, ...]:
    """The agenda on the day; one line for an item the reader is kept out of."""
    rows = []
    for line in agenda:
        if line.item is None:
            rows.append(
                DayItem(f"{line.number}. You are kept out of this item for a conflict of interest.", "", "", "", ())
            )
            continue
        address = scope.address("meetings", "items", line.item.record.reference)
        stand = stands.get(line.item_id)
        rows.append(
            DayItem(
                Joined((f"{line.number}.", Link(line.item.record.title, address))),
                Muted(line.item.record.reference),
                quorum_tag(stand, short=True) if stand is not None and line.item_id in conflicts else "",
                f"{address}conflict/" if may_declare else "",
                tuple(f"{one.person.name}: {one.reason}" for one in conflicts.get(line.item_id, [])),
            )
        )
    return tuple(rows)


def quorum_tag(stands: Quoracy, *, short: bool = False) -> Content:
    """Whether there is a quorum, as a tag; for an item with what is missing beside it."""
    if stands.quorate is None:
        return Tag("open", "No quorum set")
    tag = Tag("success", "Quorate") if stands.quorate else Tag("danger", "Not quorate")
    return lines([tag, "; ".join(stands.missing)]) if short else tag
