"""One return, for those who ask and for the organisation that is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.design.components import Button, Link, Notice, SummaryRow, Tag, TimelineEntry
from goldenthread.design.format import day, instant, sentence
from goldenthread.design.page import Head
from goldenthread.documents.models import Document
from goldenthread.history.models import Event
from goldenthread.records.web import Scope
from goldenthread.returns import permissions
from goldenthread.returns.models import AnswerLink, Return
from goldenthread.returns.pages.answering import AnsweredSection, answered_sections
from goldenthread.returns.pages.words import due_words, standing_tag
from goldenthread.returns.rules.answering import Given
from goldenthread.returns.rules.definition import draft
from goldenthread.returns.rules.states import ANSWERABLE, ANSWERED, WAITING, Part
from goldenthread.returns.terms import LinkKind, Readers, ReturnState


@dataclass(frozen=True, slots=True)
class ReturnView:
    """Everything a return's page says."""

    head: Head
    facts: tuple[SummaryRow, ...]
    notices: tuple[Notice, ...]
    sections: tuple[AnsweredSection, ...]
    unread: str
    links: tuple[str, ...]
    history: tuple[TimelineEntry, ...]
    asks: bool
    may_chase: bool
    address: str


def return_head(scope: Scope, row: Return) -> Head:
    """The head of a return's pages."""
    crumbs = (Link("Requests", scope.address("requests")),)
    return Head(
        f"{row.organisation.name}: {row.record.title}",
        row.record.reference,
        (Tag("neutral", "Return"), standing_tag(row, scope.viewer.day)),
        crumbs,
        sentence(f"{due_words(row, scope.viewer.day)}."),
    )


def return_view(
    scope: Scope,
    row: Return,
    *,
    answers: Mapping[str, Given],
    files: Mapping[str, Document],
    links: Sequence[AnswerLink],
    events: Sequence[Event],
) -> ReturnView:
    """The page of one return for one viewer."""
    viewer, address, state = scope.viewer, scope.address("returns", row.record.reference), ReturnState(row.state)
    held = permissions.parts(viewer, row)
    asks = permissions.may_ask_for(viewer, row.partnership_id, row.record.group_id)
    head = return_head(scope, row)
    action: Button | None = None
    if Part.RECIPIENT in held and state in ANSWERABLE:
        action = Button("Answer it", f"{address}answer/")
    elif Part.SENIOR in held and state is ReturnState.WITH_SENIOR:
        action = Button("Read it and sign it off", f"{address}answer/check/")
    elif asks and state in ANSWERED:
        action = Button("Reopen it", f"{address}reopen/", "secondary")
    others = _others(address, state) if asks else ()
    if Part.RECIPIENT in held and row.answered_at:
        others = (*others, Link("Receipt and copy", f"{address}answer/receipt/"))
    definition = draft(row.version.content)
    narrow = frozenset(section.key for section in definition.sections if section.readers is Readers.UNIT_AND_CHAIR)
    hidden = frozenset() if permissions.reads_narrow(viewer, row) else narrow
    reads = permissions.reads_answers(viewer, row)
    shown = reads and (bool(answers) or state in ANSWERED)
    return ReturnView(
        Head(head.title, head.reference, head.tags, head.breadcrumbs, head.lede, action, others),
        _facts(scope, row, asks=asks),
        _notices(row),
        answered_sections(definition, answers, files, file_base=scope.address("documents"), hidden=hidden)
        if shown
        else (),
        _unread(reads=reads, hidden=bool(hidden) and shown),
        tuple(_link_words(link) for link in links),
        tuple(
            TimelineEntry(event.sentence, instant(event.at), event.actor_name, when_iso=event.at.isoformat())
            for event in events
        ),
        asks,
        asks and state in WAITING,
        address,
    )


def _unread(*, reads: bool, hidden: bool) -> str:
    if not reads:
        return "Its answers can be read here once it is returned."
    return "Some sections of it are for the business unit and the chair only." if hidden else ""


def _others(address: str, state: ReturnState) -> tuple[Link, ...]:
    found = []
    if state in WAITING:
        found += [Link("Move the day it is due", f"{address}extend/")]
    if state is not ReturnState.WITHDRAWN and state not in ANSWERED:
        found += [Link("Change who is asked", f"{address}address/"), Link("Withdraw it", f"{address}move/withdrawn/")]
    if state is ReturnState.WITHDRAWN:
        found += [Link("Change who is asked", f"{address}address/"), Link("Ask them after all", f"{address}move/sent/")]
    return tuple(found)


def _facts(scope: Scope, row: Return, *, asks: bool) -> tuple[SummaryRow, ...]:
    moved = f" (first asked for {day(row.first_due_on)})" if row.first_due_on != row.due_on else ""
    rows = [
        SummaryRow("Asked by", str(row.record.group or "")),
        SummaryRow(
            "Asked through",
            f"{row.contact_name or 'Nobody named yet'}{f', {row.contact_email}' if asks and row.contact_email else ''}",
        ),
        SummaryRow("Due", f"{day(row.due_on)}{moved}"),
        SummaryRow("Covering message", row.message),
    ]
    if row.senior_name:
        rows.append(SummaryRow("Senior", f"{row.senior_name}{', who signs it off' if row.sign_off else ''}"))
    for label, value in (("Sent", row.sent_at), ("Opened", row.opened_at), ("Last heard of", row.heard_at)):
        if value:
            rows.append(SummaryRow(label, instant(value)))
    if row.answered_at:
        rows.append(SummaryRow("Answered", f"{instant(row.answered_at)} by {row.answered_by}"))
    if asks:
        rows.append(
            SummaryRow("Questionnaire", f"{row.version.content.get('title', '')}, version {row.version.number}")
        )
    return tuple(rows)


def _notices(row: Return) -> tuple[Notice, ...]:
    state = ReturnState(row.state)
    if not row.reason:
        return ()
    words = {
        ReturnState.NIL: "Nothing to tell",
        ReturnState.REFUSED: "Declined",
        ReturnState.REOPENED: "Reopened",
        ReturnState.WITHDRAWN: "Withdrawn",
        ReturnState.IN_PROGRESS: "Came back",
    }
    return (Notice("info", f"{words[state]}: {row.reason}"),) if state in words else ()


def _link_words(link: AnswerLink) -> str:
    kind = LinkKind(link.kind)
    whom = {
        LinkKind.RECIPIENT: "to answer",
        LinkKind.SENIOR: "to sign off",
        LinkKind.DELEGATE: "to answer one section",
    }[kind]
    return f"{link.name}, {whom}, sent {day(link.made_at)}, works until {day(link.expires_at)}"
