"""One agenda item's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goldenthread.design.components import (
    Button,
    Column,
    Content,
    Link,
    Muted,
    Notice,
    Row,
    SummaryRow,
    Table,
    Tag,
    lines,
)
from goldenthread.design.format import file_size, instant
from goldenthread.design.page import Head
from goldenthread.documents.terms import DocumentState
from goldenthread.meetings.models import AgendaItem, Comment, Conflict, Paper
from goldenthread.meetings.pages.words import address_of, decision_tag, item_tag
from goldenthread.meetings.rules.quoracy import Quoracy
from goldenthread.meetings.rules.states import EDITABLE, MINUTING
from goldenthread.meetings.terms import DecisionState, ItemKind, MeetingState, PaperKind, Purpose
from goldenthread.records.web import Scope
from goldenthread.thread.pages.words import owner_words
from goldenthread.thread.terms import ActionState


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision as the page shows it."""

    number: int
    text: str
    reasons: str
    tag: Tag
    standing: str
    dissents: tuple[str, ...]
    settle: Link | None


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper, with where it opens and how it is taken off."""

    id: int
    title: str
    url: str
    detail: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """Everything an item's page says."""

    head: Head
    facts: tuple[SummaryRow, ...]
    notices: tuple[Notice, ...]
    text: tuple[str, ...]
    papers: tuple[PaperView, ...]
    decisions: tuple[DecisionView, ...]
    actions: Table | None
    minutes: tuple[str, ...]
    conflicts: tuple[SummaryRow, ...]
    comments: tuple[Comment, ...]
    may_edit: bool
    may_minute: bool
    may_comment: bool
    may_declare: bool
    here: str
    quoracy: str


def item_view(
    scope: Scope,
    item: AgendaItem,
    *,
    papers: list[Paper],
    conflicts: list[Conflict],
    decisions: list[Any],
    actions: list[Any],
    comments: list[Comment],
    quoracy: Quoracy | None,
    leads: bool,
    invited: bool,
) -> ItemView:
    """One item for one viewer."""
    meeting, state = item.meeting, MeetingState(item.meeting.state)
    here = scope.address("meetings", "items", item.record.reference)
    may_minute = leads and state in MINUTING
    head = Head(
        item.record.title,
        item.record.reference,
        (Tag("neutral", ItemKind(item.kind).label), Tag("info", Purpose(item.purpose).label), item_tag(item.state)),
        (Link("Meetings", scope.address("meetings")), Link(meeting.record.title, address_of(scope, meeting))),
        action=Button("Record a decision", f"{here}decision/") if may_minute else None,
        others=_others(here, leads, state),
    )
    return ItemView(
        head,
        _facts(scope, item),
        (),
        tuple(line for line in item.text.split("\n") if line),
        tuple(_paper(scope, paper) for paper in papers),
        tuple(_decision(here, one, leads) for one in decisions),
        _actions(scope, actions),
        tuple(line for line in item.minutes.split("\n") if line),
        tuple(
            SummaryRow(one.person.name, lines([one.reason, Muted(f"declared on {instant(one.declared_at)}")]))
            for one in conflicts
        ),
        tuple(comments),
        leads and state in EDITABLE,
        may_minute,
        (invited or leads) and state in {MeetingState.DRAFTED, MeetingState.CIRCULATED},
        (invited or leads) and state not in {MeetingState.SEALED, MeetingState.CANCELLED},
        here,
        quoracy.sentence if quoracy else "",
    )


def _others(here: str, leads: bool, state: MeetingState) -> tuple[Link, ...]:
    others: tuple[Link, ...] = ()
    if leads and state in MINUTING:
        others += (
            Link("Write an action", f"{here}action/"),
            Link("Write its minutes", f"{here}minutes/"),
            Link("Put it off to the next meeting", f"{here}defer/"),
        )
    if leads and state in EDITABLE:
        others += (
            Link("Change the item", f"{here}edit/"),
            Link("Add a paper", f"{here}paper/"),
            Link("Take it off the agenda", f"{here}remove/"),
        )
    return others


def _facts(scope: Scope, item: AgendaItem) -> tuple[SummaryRow, ...]:
    rows = []
    if item.presenter:
        rows.append(SummaryRow("Presented by", item.presenter))
    if item.about is not None:
        about: Content = Link(
            f"{item.about.title[:160]} ({item.about.reference})", scope.address("thread", item.about.reference)
        )
        rows.append(SummaryRow("About", about))
    return tuple(rows)


def _paper(scope: Scope, paper: Paper) -> PaperView:
    if paper.document is None:
        return PaperView(paper.pk, paper.title, "", f"{PaperKind(paper.kind).label}, written when the papers go out")
    document = paper.document
    ending = document.name.rpartition(".")[2].upper()
    state = DocumentState(document.state)
    clean = state is DocumentState.CLEAN
    return PaperView(
        paper.pk,
        paper.title,
        scope.address("documents", document.reference) if clean else "",
        f"{ending}, {file_size(document.size)}" if clean else state.label,
    )


def _decision(here: str, one: Any, leads: bool) -> DecisionView:
    state = DecisionState(one.state)
    standing = f"Taken without a quorum: {one.missing}." if one.missing else ""
    if one.settled_how:
        standing = f"{standing} {state.label}: {one.settled_how}".strip()
    return DecisionView(
        one.number,
        one.text,
        one.reasons,
        decision_tag(one.state),
        standing,
        tuple(_dissent(row) for row in one.disagreed),
        Link("Confirm it, or not", f"{here}decisions/{one.number}/", f"decision {one.number}")
        if leads and state is DecisionState.PROVISIONAL
        else None,
    )


def _dissent(row: dict[str, str]) -> str:
    return f"{row['name']} did not agree: {row['words']}" if row["words"] else f"{row['name']} did not agree."


def _actions(scope: Scope, rows: list[Any]) -> Table | None:
    if not rows:
        return None
    return Table(
        "Actions",
        (Column("Action", "wide"), Column("Owner"), Column("State")),
        tuple(
            Row(
                (
                    lines(
                        [
                            Link(row.action.text, scope.address("actions", row.action.record.reference)),
                            Muted(row.action.record.reference),
                        ]
                    ),
                    owner_words(row.action),
                    ActionState(row.action.state).label,
                )
            )
            for row in rows
        ),
    )
