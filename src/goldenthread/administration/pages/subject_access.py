"""Requests about the data held on a person: the register, one request, one thing found, what was withheld, what the law allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from goldenthread.administration.models import DataFinding, DataRequest, Provision
from goldenthread.administration.queries.subject_access import Identity, Listed, due_of, waits_of
from goldenthread.administration.rules import subject_access as rules
from goldenthread.administration.terms import DataSubject, Mark, RequestKind, RequestState, Source
from goldenthread.design.components import (
    Button,
    Column,
    Content,
    EmptyState,
    Lines,
    Link,
    Muted,
    Row,
    SubNavItem,
    SummaryRow,
    Table,
    Tag,
    TagKind,
)
from goldenthread.design.format import counted, day, partial_day, short_day
from goldenthread.design.page import Head
from goldenthread.records.web import Scope

AT = ("administration", "subject-access")
STATES: dict[RequestState, TagKind] = {
    RequestState.OPEN: "open",
    RequestState.SUBMITTED: "warning",
    RequestState.APPROVED: "warning",
    RequestState.CLOSED: "success",
    RequestState.WITHDRAWN: "neutral",
}
MARKS: dict[Mark, TagKind] = {
    Mark.UNDECIDED: "open",
    Mark.DISCLOSE: "success",
    Mark.PART: "warning",
    Mark.WITHHOLD: "danger",
    Mark.NOT_THEM: "neutral",
}


def nav(scope: Scope, current: str) -> tuple[SubNavItem, ...]:
    """The parts of the register."""
    parts = (("Requests", ""), ("What was withheld", "withheld"), ("What the law allows", "law"))
    return tuple(
        SubNavItem(label, scope.address(*AT, *((place,) if place else ())), place == current) for label, place in parts
    )


def _place(scope: Scope, row: DataRequest, *parts: str) -> str:
    return scope.address(*AT, row.reference, *parts)


def _due(due: date, paused: bool, state: RequestState, today: date) -> Content:
    if state in {RequestState.CLOSED, RequestState.WITHDRAWN}:
        return Muted("Nothing more")
    if paused:
        return Muted("Time stands still")
    return Tag("danger", f"Late: was due {short_day(due)}") if due < today else short_day(due)


def register_head(scope: Scope) -> Head:
    """The top of the register."""
    return Head(
        "Requests about someone’s data",
        lede="Who asks for the data held about them, or for its correction, erasure or restriction. Names are shown on each request alone.",
        subnav=nav(scope, ""),
        action=Button("Write down a request", scope.address(*AT, "new")),
    )


def register_table(scope: Scope, rows: Sequence[Listed]) -> Table:
    """Every request, without names."""
    columns = (Column("Request"), Column("Asks for", "wide"), Column("Received"), Column("Due"), Column("Now"))
    made = tuple(
        Row(
            (
                Link(each.row.reference, _place(scope, each.row)),
                f"{RequestKind(each.row.kind).label}: {DataSubject(each.row.about).label.lower()}",
                short_day(each.row.received_on),
                _due(each.due, each.paused, RequestState(each.row.state), scope.viewer.day),
                Tag(STATES[RequestState(each.row.state)], RequestState(each.row.state).label),
            )
        )
        for each in rows
    )
    empty = EmptyState(
        "No request", "When someone asks what is held about them, it is written down here on the same day."
    )
    return Table("Requests", columns, made, empty=empty)


def request_head(scope: Scope, row: DataRequest) -> Head:
    """The top of one request: its state, and what is next."""
    state, due = RequestState(row.state), due_of(row, scope.viewer.day)
    paused = rules.waiting(waits_of(row))
    others: tuple[Link, ...] = ()
    action: Button | None = None
    if state is RequestState.OPEN:
        action = Button("Give it to a second person", _place(scope, row, "submit"))
        steps = [
            ("Who asks was checked", "identity"),
            *([("What was awaited came", "resume")] if paused else [("Something is awaited", "pause")]),
        ]
        steps += [] if row.extended_on else [("Take two months more", "extend")]
        others = tuple(Link(label, _place(scope, row, place)) for label, place in [*steps, ("Withdrawn", "withdraw")])
    elif state is RequestState.SUBMITTED:
        action = Button("Approve the answer", _place(scope, row, "approve"))
        others = (
            Link("Read the answer", _place(scope, row, "draft")),
            Link("Send it back", _place(scope, row, "send-back")),
        )
    elif state is RequestState.APPROVED:
        action = Button("It was given", _place(scope, row, "close"))
    if row.answer_sealed:
        others = (
            Link("Answer (PDF)", _place(scope, row, "answer")),
            Link("Answer and documents (ZIP)", _place(scope, row, "answer", "zip")),
        )
    lede = {
        RequestState.OPEN: f"Time stands still until what is awaited comes; if it came today, it would be due by {day(due)}."
        if paused
        else f"To be answered by {day(due)}{', which has passed' if due < scope.viewer.day else ''}.",
        RequestState.SUBMITTED: f"{row.submitted_by.name if row.submitted_by else 'Someone'} decided everything; a second person reads it. Due by {day(due)}.",
        RequestState.APPROVED: f"Approved by {row.approved_by.name if row.approved_by else 'someone'}; give it, and write down how. Due by {day(due)}.",
        RequestState.CLOSED: f"Answered on {day(row.closed_on)}: {row.closed_how}",
        RequestState.WITHDRAWN: f"Withdrawn on {day(row.closed_on)}: {row.closed_how}",
    }[state]
    return Head(
        f"Request {row.reference}",
        tags=(Tag(STATES[state], state.label),),
        breadcrumbs=(Link("Requests about someone’s data", scope.address(*AT)),),
        lede=lede,
        action=action,
        others=others,
    )


def request_facts(row: DataRequest, who: Identity) -> tuple[SummaryRow, ...]:
    """Who, what and when."""
    waits = waits_of(row)
    facts: list[tuple[str, Content]] = [
        ("About", f"{who.name} ({DataSubject(row.about).label.lower()})"),
        ("Looked for as", Lines(who.names)),
        ("Date of birth", partial_day(who.born) if who.born else Muted("Not given")),
        ("NHS number", who.nhs_number or Muted("Not given")),
        ("E-mail address", who.email or Muted("Not given")),
    ]
    if row.person:
        facts.append(("Account", f"{row.person.name}, {row.person.email}"))
    if who.asker:
        facts.append(("Asked by", f"{who.asker}. {who.authority}"))
    facts += [
        ("Asks for", f"{RequestKind(row.kind).label}{f': {who.wanted}' if who.wanted else ''}"),
        ("Received", f"{day(row.received_on)}, written down by {row.received_by.name}"),
        (
            "Who asks",
            f"Checked on {day(row.identity_checked_on)}: {row.identity_how}"
            if row.identity_checked_on
            else Tag("warning", "Not checked yet"),
        ),
    ]
    if waits:
        facts.append(
            (
                "Awaited",
                Lines(
                    tuple(
                        f"{wait.kind.label}: from {short_day(wait.since)} to {short_day(wait.until, 'now')}"
                        for wait in waits
                    )
                ),
            )
        )
    if row.extended_on:
        facts.append(("Extended", f"By two months, told on {day(row.extended_on)}: {row.extension_reason}"))
    facts.append(("Time", row.rule or Muted("No provision was in use")))
    for label, words in (
        ("Sent back because", row.sent_back_because),
        ("Decided", row.decision),
        ("From other circles", row.elsewhere_note),
        ("Seal of the answer", row.digest),
    ):
        if words:
            facts.append((label, words))
    return tuple(SummaryRow(label, value) for label, value in facts)


def found_words(row: DataRequest, shown: int, hidden: int) -> str:
    """What the search brought, in sentences."""
    if row.searched_at is None:
        return "Nothing was looked for yet."
    parts = [f"Looked for on {day(row.searched_at)}: {counted(shown, 'thing')} that you may see."]
    if hidden:
        parts.append(
            f"{counted(hidden, 'thing').capitalize()} found by someone else {'lies' if hidden == 1 else 'lie'} in records that you may not see."
        )
    if row.elsewhere:
        parts.append(
            f"{counted(row.elsewhere, 'record').capitalize()} may hold something in circles that whoever looked does not sit in: ask their chairs. What they hold is not told here."
        )
    return " ".join(parts)


def findings_table(scope: Scope, row: DataRequest, rows: Sequence[DataFinding]) -> Table:
    """What was found, and what becomes of each thing."""
    columns = (Column("Where", "wide"), Column("What", "wide"), Column("Becomes"), Column("Decide", hidden_label=True))
    opens = row.state == RequestState.OPEN.value
    made = tuple(
        Row(
            (
                Lines(
                    (Muted(Source(each.source).label), Link(each.place, each.address) if each.address else each.place)
                ),
                each.text,
                Tag(MARKS[Mark(each.mark)], Mark(each.mark).label),
                Link(
                    "Decide" if each.mark == Mark.UNDECIDED.value else "Change",
                    _place(scope, row, "found", str(each.pk)),
                    each.place,
                )
                if opens
                else Muted(each.marked_by.name if each.marked_by else ""),
            )
        )
        for each in rows
    )
    return Table(
        "What was found",
        columns,
        made,
        empty=EmptyState("Nothing found", "Nothing that you may see is held under these names and numbers."),
    )


def withheld_table(scope: Scope, rows: Sequence[DataFinding], law: Mapping[str, Provision]) -> Table:
    """What was withheld from answers, and why."""
    columns = (
        Column("Request"),
        Column("Where", "wide"),
        Column("Withheld under", "wide"),
        Column("Reason", "wide"),
        Column("Decided by"),
    )
    made = tuple(
        Row(
            (
                Link(each.request.reference, _place(scope, each.request)),
                f"{each.place}{' (in part)' if each.mark == Mark.PART.value else ''}",
                Lines(tuple(law[code].name for code in each.exemptions if code in law)),
                each.reason,
                each.marked_by.name if each.marked_by else Muted("Unknown"),
            )
        )
        for each in rows
    )
    return Table(
        "Withheld",
        columns,
        made,
        empty=EmptyState("Nothing withheld", "What approved answers leave out stands here, with the reason."),
    )


def law_table(scope: Scope, rows: Sequence[Provision]) -> Table:
    """Exemptions, time, and what every answer says."""
    columns = (
        Column("Name"),
        Column("What it says", "wide"),
        Column("Where it stands", "wide"),
        Column("Last checked"),
        Column("Change", hidden_label=True),
    )
    made = tuple(
        Row(
            (
                Lines((each.name, Muted(each.get_kind_display() if each.in_use else "Not in use"))),
                each.applies,
                each.provision,
                f"{short_day(each.last_checked_on)} by {each.checked_by.name}"
                if each.last_checked_on and each.checked_by
                else Tag("warning", "To be checked"),
                Link("Change", scope.address(*AT, "law", each.code), each.name.lower()),
            )
        )
        for each in rows
    )
    return Table("What the law allows", columns, made)
