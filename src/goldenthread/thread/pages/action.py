"""One action's page."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.design.components import (
    Button,
    Column,
    EvidenceFile,
    Link,
    Notice,
    Row,
    SubNavItem,
    SummaryRow,
    Table,
    Tag,
    TagKind,
    TimelineEntry,
)
from goldenthread.design.format import day, instant, sentence
from goldenthread.design.page import Head
from goldenthread.documents.models import Document
from goldenthread.documents.pages import evidence_file
from goldenthread.history.models import Event
from goldenthread.records.web import Scope
from goldenthread.thread.models import Action, ActionLine
from goldenthread.thread.pages.words import brag_tag, due_words, mismatch, owner_words, state_tag
from goldenthread.thread.queries.graph import Node
from goldenthread.thread.rules.smart import Hint
from goldenthread.thread.rules.states import OPEN, Choice, Part
from goldenthread.thread.terms import ActionState, Brag, LineState


@dataclass(frozen=True, slots=True)
class ActionView:
    """Everything an action's page says."""

    head: Head
    facts: tuple[SummaryRow, ...]
    notices: tuple[Notice, ...]
    hints: tuple[Hint, ...]
    choices: tuple[Choice, ...]
    lines: Table | None
    updates: tuple[TimelineEntry, ...]
    files: tuple[EvidenceFile, ...]
    history: tuple[TimelineEntry, ...]
    upstream: tuple[Node, ...]
    downstream: tuple[Node, ...]
    may_update: bool
    may_add_evidence: bool
    may_edit: bool
    offered_here: bool
    address: str
    version: int


def head_of(scope: Scope, action: Action, title: str = "", subnav: bool = True) -> Head:
    """The head of an action's pages."""
    reference, state = action.record.reference, ActionState(action.state)
    address = scope.address("actions", reference)
    return Head(
        title or action.text,
        reference,
        (Tag("neutral", "Action"), state_tag(state), brag_tag(Brag(action.brag))),
        (Link("Actions", scope.address("actions")),)
        if not title
        else (Link("Actions", scope.address("actions")), Link(reference, address)),
        ""
        if title
        else sentence(
            f"{owner_words(action)} {'owns' if state in OPEN else 'owned'} this for {action.record.group}; {due_words(action, scope.viewer.day)}."
        ),
        subnav=(SubNavItem("Overview", address, True), SubNavItem("Thread", scope.address("thread", reference)))
        if subnav and not title
        else (),
    )


def action_view(
    scope: Scope,
    action: Action,
    *,
    parts: frozenset[Part],
    choices: list[Choice],
    hints: list[Hint],
    files: list[Document],
    events: list[Event],
    upstream: list[Node],
    downstream: list[Node],
    may_edit: bool,
) -> ActionView:
    """The page of one action for one viewer."""
    address, state = scope.address("actions", action.record.reference), ActionState(action.state)
    free = [choice for choice in choices if not choice.obstacles]
    first = next((choice for choice in free if choice.to not in {ActionState.WITHDRAWN, ActionState.DRAFT}), None)
    head = head_of(scope, action)
    others = tuple(Link(choice.label, f"{address}move/{choice.to.value}/") for choice in free if choice is not first)
    if may_edit and state in OPEN:
        others += (
            Link("Change its words", f"{address}edit/"),
            Link("Move its date", f"{address}due/"),
            Link("Offer it to another group", f"{address}offer/"),
        )
    head = Head(
        head.title,
        head.reference,
        head.tags,
        head.breadcrumbs,
        head.lede,
        Button(first.label, f"{address}move/{first.to.value}/") if first else None,
        others,
        head.subnav,
    )
    working = bool(parts - {Part.MEMBER})
    return ActionView(
        head,
        _facts(action),
        _notices(scope, action, address, parts),
        tuple(hints),
        tuple(choice for choice in choices if choice.obstacles),
        _lines(scope, action, address),
        tuple(
            TimelineEntry(
                update.text,
                instant(update.at),
                update.by.name,
                brag_tag(Brag(update.brag)) if update.brag != "unset" else "",
                update.at.isoformat(),
            )
            for update in sorted(action.updates.all(), key=lambda row: row.at, reverse=True)
        ),
        tuple(evidence_file(scope, file) for file in files),
        tuple(
            TimelineEntry(event.sentence, instant(event.at), event.actor_name, when_iso=event.at.isoformat())
            for event in events
        ),
        tuple(upstream),
        tuple(downstream),
        working and state in OPEN,
        working,
        may_edit,
        bool(parts & {Part.RECEIVER_CHAIR, Part.UNIT}) and action.offered_to_id is not None,
        address,
        action.record.version,
    )


def _facts(action: Action) -> tuple[SummaryRow, ...]:
    rows = [
        SummaryRow("How we will know", action.measure or "Not said yet"),
        SummaryRow("Owner", owner_words(action)),
        SummaryRow(
            "Due",
            day(action.due_on)
            + (
                f" (first agreed for {day(action.first_due_on)})"
                if action.first_due_on and action.first_due_on != action.due_on
                else ""
            ),
        ),
        SummaryRow("Held by", str(action.record.group or "")),
    ]
    if action.origin_id != action.record.group_id:
        rows.append(SummaryRow("Came from", f"{action.origin}, which keeps the final sign-off"))
    if action.themes:
        rows.append(SummaryRow("Themes", ", ".join(action.themes)))
    if action.priority:
        rows.append(SummaryRow("Priority", f"{action.priority.year}: {action.priority.text}"))
    if action.source_text:
        rows.append(SummaryRow("Source as imported", action.source_text))
    for label, value in (
        ("Agreed", action.agreed_on),
        ("Delivered", action.delivered_on),
        ("Impact assured", action.assured_on),
    ):
        if value:
            rows.append(SummaryRow(label, day(value)))
    return tuple(rows)


def _notices(scope: Scope, action: Action, address: str, parts: frozenset[Part]) -> tuple[Notice, ...]:
    found = []
    if action.merged_into:
        into = action.merged_into.record.reference
        found.append(
            Notice(
                "info",
                f"This was merged into {into}, which carries on for both.",
                action=Link(f"Go to {into}", scope.address("actions", into)),
            )
        )
    if action.offered_to:
        answer = Link("Accept or return it", f"{address}answer/") if parts & {Part.RECEIVER_CHAIR, Part.UNIT} else None
        found.append(
            Notice("info", f"It is offered to {action.offered_to}, which has not answered yet.", action=answer)
        )
    if sentence_of := mismatch(action, scope.viewer.day, getattr(action, "evidence_count", 0)):
        found.append(Notice("warning", sentence_of))
    return tuple(found)


def _lines(scope: Scope, action: Action, address: str) -> Table | None:
    rows: list[ActionLine] = sorted(action.lines.all(), key=lambda line: str(line.organisation))
    if not rows:
        return None
    mine = scope.viewer.organisations(action.partnership_id)
    unit = scope.viewer.in_unit(action.partnership_id)
    kinds: dict[LineState, TagKind] = {
        LineState.ASKED: "open",
        LineState.DONE: "success",
        LineState.NOT_APPLICABLE: "neutral",
        LineState.REFUSED: "danger",
    }
    return Table(
        "Contributing organisations",
        (Column("Organisation"), Column("Answer"), Column("Note", "wide"), Column("Change", hidden_label=True)),
        tuple(
            Row(
                (
                    str(line.organisation),
                    Tag(kinds[LineState(line.state)], LineState(line.state).label),
                    line.note or "",
                    Link("Answer", f"{address}parts/{line.organisation_id}/", f"for {line.organisation}")
                    if line.organisation_id in mine or unit
                    else "",
                )
            )
            for line in rows
        ),
        show_caption=True,
    )
