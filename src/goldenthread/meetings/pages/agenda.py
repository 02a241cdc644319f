"""The page on which an agenda is drafted."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.design.components import Content, Link
from goldenthread.design.page import Head
from goldenthread.meetings.models import Meeting, Paper
from goldenthread.meetings.pack import time_words
from goldenthread.meetings.pages.words import KEPT_OUT, address_of, head_of
from goldenthread.meetings.proposals import Proposal
from goldenthread.meetings.queries import Line
from goldenthread.meetings.rules.agenda import ends
from goldenthread.meetings.terms import PaperKind, Purpose
from goldenthread.records.web import Scope


@dataclass(frozen=True, slots=True)
class Draft:
    """One item while the agenda is drafted; without an address for someone who is kept out of it."""

    number: int
    title: str
    when: str
    meta: tuple[Content, ...]
    address: str
    papers: tuple[str, ...]
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class AgendaView:
    """Everything the page says."""

    head: Head
    items: tuple[Draft, ...]
    ends: str
    proposals: tuple[Proposal, ...]
    here: str


def agenda_view(
    scope: Scope, meeting: Meeting, agenda: list[Line], papers: dict[int, list[Paper]], proposals: list[Proposal]
) -> AgendaView:
    """The agenda as it stands, and what is due and not on it yet."""
    there = {line.item.source_key for line in agenda if line.item is not None}
    last = len(agenda)
    until = ends(meeting.starts_at, [line.minutes for line in agenda])
    return AgendaView(
        head_of(scope, meeting, "agenda", leads=True, lede=_lede(meeting, agenda)),
        tuple(_draft(scope, line, papers, last) for line in agenda),
        time_words(until) if agenda else "",
        tuple(proposal for proposal in proposals if proposal.key not in there),
        address_of(scope, meeting, "agenda"),
    )


def _lede(meeting: Meeting, agenda: list[Line]) -> str:
    if not agenda:
        return "The agenda is empty. Accept what is due, or add an item."
    until = ends(meeting.starts_at, [line.minutes for line in agenda])
    total = sum(line.minutes for line in agenda)
    if until is None:
        return f"{total} minutes in all."
    planned = f"; the meeting is planned until {time_words(meeting.ends_at)}" if meeting.ends_at else ""
    return f"{total} minutes in all, from {time_words(meeting.starts_at)} to {time_words(until)}{planned}."


def _draft(scope: Scope, line: Line, papers: dict[int, list[Paper]], last: int) -> Draft:
    when = time_words(line.starts_at)
    if line.item is None:
        return Draft(
            line.number, KEPT_OUT, when, (f"{line.minutes} minutes",), "", (), line.number == 1, line.number == last
        )
    item = line.item
    return Draft(
        line.number,
        item.record.title,
        when,
        tuple(
            part
            for part in (
                Purpose(item.purpose).label,
                f"{line.minutes} minutes",
                f"presented by {item.presenter}" if item.presenter else "",
                item.record.reference,
                Link(f"about {item.about.reference}", scope.address("thread", item.about.reference))
                if item.about
                else "",
            )
            if part
        ),
        scope.address("meetings", "items", item.record.reference),
        tuple(
            paper.title if paper.kind == PaperKind.DOCUMENT.value else f"{paper.title} (written when the papers go out)"
            for paper in papers.get(item.pk, [])
        ),
        line.number == 1,
        line.number == last,
    )
