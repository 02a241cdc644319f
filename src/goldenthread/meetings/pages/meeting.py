"""A meeting's own page."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.design.components import (
    Button,
    Column,
    Content,
    Joined,
    Link,
    Muted,
    Notice,
    Row,
    SummaryRow,
    Table,
    Tag,
    TimelineEntry,
    lines,
)
from goldenthread.design.format import counted, day, instant
from goldenthread.design.page import Head
from goldenthread.history.models import Event
from goldenthread.meetings.models import Invitee, Issue, Meeting, Paper
from goldenthread.meetings.pack import time_words, when_words
from goldenthread.meetings.pages.words import KEPT_OUT, address_of, answer_tag, head_of, item_tag
from goldenthread.meetings.queries import Line
from goldenthread.meetings.rules.states import Choice
from goldenthread.meetings.terms import Answer, MeetingState, Purpose
from goldenthread.records.web import Scope


@dataclass(frozen=True, slots=True)
class MeetingView:
    """Everything a meeting's page says."""

    head: Head
    notices: tuple[Notice, ...]
    agenda: Table
    obstacles: tuple[Choice, ...]
    people: tuple[SummaryRow, ...]
    papers: tuple[SummaryRow, ...]
    history: tuple[TimelineEntry, ...]


def agenda_table(
    scope: Scope, meeting: Meeting, agenda: list[Line], papers: dict[int, list[Paper]], *, show_state: bool
) -> Table:
    """The agenda in its order; an item the reader is kept out of is one line that says so."""
    rows = []
    for line in agenda:
        when: Content = Muted(
            f"{time_words(line.starts_at)}, {line.minutes} minutes" if line.starts_at else f"{line.minutes} minutes"
        )
        if line.item is None:
            rows.append(Row((lines([f"{line.number}. {KEPT_OUT}", when]), "", "")))
            continue
        item = line.item
        title = Joined(
            (f"{line.number}.", Link(item.record.title, scope.address("meetings", "items", item.record.reference)))
        )
        about = Link(item.about.reference, scope.address("thread", item.about.reference)) if item.about else None
        held = papers.get(item.pk, [])
        papers_said = ", ".join(paper.title for paper in held)
        state: Content = item_tag(item.state) if show_state else Purpose(item.purpose).label
        rows.append(
            Row(
                (
                    lines([title, when, item.presenter and f"Presented by {item.presenter}"]),
                    state,
                    lines([papers_said, about]) if papers_said or about else "",
                )
            )
        )
    return Table(
        "Agenda",
        (Column("Item", "wide"), Column("What became of it" if show_state else "Purpose"), Column("Papers")),
        tuple(rows),
    )


def meeting_view(
    scope: Scope,
    meeting: Meeting,
    *,
    agenda: list[Line],
    papers: dict[int, list[Paper]],
    issue: Issue | None,
    choices: list[Choice],
    overrun: int,
    events: list[Event],
    leads: bool,
) -> MeetingView:
    """One meeting for one viewer."""
    people: list[Invitee] = meeting.people  # type: ignore[attr-defined]
    mine = next((row for row in people if row.person_id == scope.viewer.person_id), None)
    state = MeetingState(meeting.state)
    action, others = _actions(scope, meeting, choices, mine, issue, leads)
    head = head_of(scope, meeting, "", leads=leads, lede=_lede(meeting, people), action=action, others=others)
    return MeetingView(
        head,
        _notices(scope, meeting, mine, issue, overrun, leads),
        agenda_table(
            scope,
            meeting,
            agenda,
            papers,
            show_state=state
            in {MeetingState.IN_SESSION, MeetingState.DRAFTED, MeetingState.CIRCULATED, MeetingState.SEALED},
        ),
        tuple(choice for choice in choices if choice.obstacles),
        _people(scope, meeting, people),
        _papers(scope, meeting, issue),
        tuple(
            TimelineEntry(event.sentence, instant(event.at), event.actor_name, when_iso=event.at.isoformat())
            for event in events
        ),
    )


def _lede(meeting: Meeting, people: list[Invitee]) -> str:
    where = f", {meeting.place}" if meeting.place else ""
    when = f"{when_words(meeting)}{where}"
    state = MeetingState(meeting.state)
    if state is MeetingState.CANCELLED:
        return f"It was to be on {when}. It was cancelled: {meeting.reason}"
    if state in {MeetingState.PLANNED, MeetingState.ISSUED}:
        waiting = sum(row.answer == Answer.NONE.value for row in people)
        return (
            f"{when}. {counted(waiting, 'person has', 'people have')} not answered."
            if waiting
            else f"{when}. Everyone has answered."
        )
    if state is MeetingState.SEALED:
        return f"{when}. The minutes were approved {meeting.approved_how}."
    return f"{when}."


def _actions(
    scope: Scope, meeting: Meeting, choices: list[Choice], mine: Invitee | None, issue: Issue | None, leads: bool
) -> tuple[Button | None, tuple[Link, ...]]:
    free = [choice for choice in choices if not choice.obstacles]
    first = next((choice for choice in free if choice.to is not MeetingState.CANCELLED), None)
    state = MeetingState(meeting.state)
    here = address_of(scope, meeting)
    if state in {MeetingState.PLANNED, MeetingState.ISSUED} and mine is not None and not leads:
        words = "Answer" if mine.answer == Answer.NONE.value else "Change your answer"
        return Button(words, f"{here}answer/", "primary" if mine.answer == Answer.NONE.value else "secondary"), ()
    others = tuple(Link(choice.label, f"{here}state/{choice.to.value}/") for choice in free if choice is not first)
    if leads and state in {MeetingState.PLANNED, MeetingState.ISSUED}:
        others += (Link("Move the meeting", f"{here}move/"),)
    if leads and issue is not None and state in {MeetingState.ISSUED, MeetingState.IN_SESSION}:
        others += (Link("Issue a new version of the papers", f"{here}issue/"),)
    if mine is not None and leads and state in {MeetingState.PLANNED, MeetingState.ISSUED}:
        others += (Link("Answer", f"{here}answer/"),)
    return (Button(first.label, f"{here}state/{first.to.value}/") if first else None), others


def _notices(
    scope: Scope, meeting: Meeting, mine: Invitee | None, issue: Issue | None, overrun: int, leads: bool
) -> tuple[Notice, ...]:
    found = []
    here = address_of(scope, meeting)
    coming = MeetingState(meeting.state) in {MeetingState.PLANNED, MeetingState.ISSUED}
    if mine is not None and mine.answer == Answer.NONE.value and coming:
        found.append(Notice("info", "Say whether you are coming.", action=Link("Answer", f"{here}answer/")))
    if overrun and leads:
        found.append(Notice("warning", f"The items pass the end of the meeting by {counted(overrun, 'minute')}."))
    if MeetingState(meeting.state) is MeetingState.CIRCULATED:
        found.append(
            Notice(
                "info",
                "The draft minutes can be read and commented on.",
                action=Link("Read the minutes", f"{here}minutes/"),
            )
        )
    return tuple(found)


def _people(scope: Scope, meeting: Meeting, people: list[Invitee]) -> tuple[SummaryRow, ...]:
    rows = []
    for row in people:
        where = f", {row.organisation}" if row.organisation else ""
        rows.append(SummaryRow(f"{row.person.name}{where}", answer_tag(row.answer)))
    return tuple(rows[:24])


def _papers(scope: Scope, meeting: Meeting, issue: Issue | None) -> tuple[SummaryRow, ...]:
    if issue is None:
        return ()
    readers = list(issue.readers.all())  # type: ignore[attr-defined]
    opened = sum(row.opened_at is not None for row in readers)
    mine = next((row for row in readers if row.person_id == scope.viewer.person_id), None)
    rows = [
        SummaryRow("Version", f"{issue.version}, issued {day(issue.at)} by {issue.by.name}"),
        SummaryRow("Your copy", Tag("success", "Opened") if mine and mine.opened_at else Tag("open", "Not opened yet")),
        SummaryRow("Opened by", f"{opened} of {len(readers)}"),
    ]
    if issue.note:
        rows.append(SummaryRow("What changed", issue.note))
    return tuple(rows)
