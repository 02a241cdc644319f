"""What was asked: the list of requests, one request with how its returns stand, and the answers side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from goldenthread.design.components import (
    Button,
    Column,
    Content,
    EmptyState,
    FilterField,
    FilterOption,
    FilterPanel,
    Lines,
    Link,
    Muted,
    NumberCard,
    Pagination,
    Row,
    SubNavItem,
    SummaryRow,
    Table,
    Tag,
    TimelineEntry,
)
from goldenthread.design.format import counted, day, in_words, instant, sentence, short_day
from goldenthread.design.page import Head
from goldenthread.history.models import Event
from goldenthread.partnership.queries import GroupName
from goldenthread.records.models import Record
from goldenthread.records.web import Scope
from goldenthread.rendering.spreadsheets.cells import Value
from goldenthread.returns.models import Request, Return
from goldenthread.returns.pages.answering import answer_line
from goldenthread.returns.pages.mine import subnav
from goldenthread.returns.pages.words import due_words, late, standing_tag
from goldenthread.returns.queries.asked import STANDINGS, RequestFilter, RequestPage, RequestRow
from goldenthread.returns.rules.answering import NOTHING, Given, in_force, words
from goldenthread.returns.rules.definition import Definition, Question, draft
from goldenthread.returns.rules.states import WAITING, is_silent
from goldenthread.returns.terms import AnswerState, QuestionType, ReturnState


@dataclass(frozen=True, slots=True)
class RequestsPage:
    """The list of requests."""

    head: Head
    table: Table
    filters: FilterPanel
    pagination: Pagination
    standing_links: tuple[Link, ...]
    standing: str


def requests_page(
    scope: Scope, chosen: RequestFilter, page: RequestPage, groups: Sequence[GroupName], *, asks: bool
) -> RequestsPage:
    """The page for one filter."""
    base = scope.address("requests")
    kept = chosen.query()
    address = f"{base}?{urlencode(kept)}" if kept else base
    named = [(group.key, group.name) for group in groups]
    head = Head(
        "Requests",
        lede=sentence(f"{counted(page.total, 'request')}: {STANDINGS[chosen.standing].lower()}."),
        action=Button("Write a request", scope.address("requests", "new")) if asks else None,
        subnav=subnav(scope, "requests", asks=asks),
    )
    return RequestsPage(
        head,
        Table(
            "Requests",
            (Column("What is asked", "wide"), Column("Due"), Column("Answered"), Column("Waiting")),
            tuple(_request_row(scope, row) for row in page.rows),
            empty=EmptyState(
                "No request matches",
                "A request asks organisations to answer a questionnaire about a record or a theme, by a day.",
                Link("Write a request", scope.address("requests", "new")) if asks else None,
            ),
        ),
        FilterPanel(
            (
                FilterField("q", "Words or reference", "text", value=chosen.q),
                FilterField(
                    "group",
                    "Group",
                    "select",
                    (
                        FilterOption("", "Any", not chosen.group),
                        *(FilterOption(key, name, key == chosen.group) for key, name in named),
                    ),
                ),
            ),
            base,
            tuple(
                Link(dict(named).get(value, value), f"{base}?{urlencode({k: v for k, v in kept.items() if k != name})}")
                for name, value in kept.items()
                if name in {"group", "q"}
            ),
            base if {"group", "q"} & set(kept) else "",
            kept=(("standing", chosen.standing),) if chosen.standing != "open" else (),
        ),
        Pagination(
            page.page,
            page.pages,
            page.total,
            min(page.total, (page.page - 1) * page.size + 1),
            min(page.total, page.page * page.size),
            address,
            "request",
        ),
        tuple(Link(label, f"{base}?{urlencode(kept | {'standing': code})}") for code, label in STANDINGS.items()),
        STANDINGS[chosen.standing],
    )


def _request_row(scope: Scope, row: RequestRow) -> Row:
    waiting: Content = "Not sent yet"
    if row.sent:
        rest = row.asked - row.answered
        tags = (Tag("danger", f"{row.silent} silent"),) if row.silent else ()
        waiting = Lines((counted(rest, "organisation"), *tags))
    return Row(
        (
            Lines((Link(row.title, scope.address("requests", row.reference)), Muted(f"{row.reference} · {row.group}"))),
            short_day(row.due_on),
            f"{row.answered} of {row.asked}" if row.sent else "",
            waiting,
        ),
        mark="danger" if row.late else "",
    )


STATES_SHOWN = (
    ("sent", "Sent", {ReturnState.SENT}),
    ("opened", "Opened", {ReturnState.OPENED}),
    ("in_progress", "In progress", {ReturnState.IN_PROGRESS, ReturnState.REOPENED, ReturnState.WITH_SENIOR}),
    ("returned", "Returned", {ReturnState.RETURNED}),
    ("nil_return", "Nil return", {ReturnState.NIL}),
    ("refused", "Refused", {ReturnState.REFUSED}),
)


@dataclass(frozen=True, slots=True)
class OneRequest:
    """Everything a request's page says."""

    head: Head
    facts: tuple[SummaryRow, ...]
    numbers: tuple[NumberCard, ...]
    table: Table
    showing: str
    drafts: int
    silent: int
    history: tuple[TimelineEntry, ...]
    asks: bool
    address: str
    standing: str


def request_head(scope: Scope, request: Request, current: str = "overview") -> Head:
    """The head of a request's pages."""
    address = scope.address("requests", request.record.reference)
    return Head(
        request.record.title,
        request.record.reference,
        (Tag("neutral", "Request"),),
        (Link("Requests", scope.address("requests")),),
        sentence(f"{request.record.group} asks, by {day(request.due_on)}."),
        subnav=(
            SubNavItem("Who was asked", address, current == "overview"),
            SubNavItem("Answers side by side", f"{address}answers/", current == "answers"),
        ),
    )


def one_request(
    scope: Scope,
    request: Request,
    rows: Sequence[Return],
    events: Sequence[Event],
    *,
    about: Record | None,
    standing: str,
    asks: bool,
) -> OneRequest:
    """The page of one request."""
    today, address = scope.viewer.day, scope.address("requests", request.record.reference)
    asked = [row for row in rows if row.state not in {"withdrawn", "draft"}]
    silent = [row for row in asked if is_silent(ReturnState(row.state), row.due_on, today)]
    drafts = [row for row in rows if row.state == "draft"]
    shown = [row for row in rows if _stands(row, standing, today)] if standing else list(rows)
    shown.sort(key=lambda row: (not late(row, today), str(row.organisation).lower()))
    head = request_head(scope, request)
    action, others = _ways(address, request, drafts) if asks else (None, ())
    return OneRequest(
        Head(
            head.title,
            head.reference,
            head.tags,
            head.breadcrumbs,
            _lede(request, asked, silent),
            action,
            others,
            head.subnav,
        ),
        _facts(scope, request, about),
        _numbers(address, asked, silent),
        _table(scope, shown, select=asks),
        _shown_words(standing),
        len(drafts),
        len(silent),
        tuple(
            TimelineEntry(event.sentence, instant(event.at), event.actor_name, when_iso=event.at.isoformat())
            for event in events
        ),
        asks,
        address,
        standing,
    )


def _lede(request: Request, asked: Sequence[Return], silent: Sequence[Return]) -> str:
    if not asked:
        return "It is being written. Name the organisations, then send it."
    answered = sum(row.answered_at is not None for row in asked)
    quiet = (
        f"; {in_words(str(row.organisation) for row in silent[:6])} {'are' if len(silent) > 1 else 'is'} silent"
        if silent
        else ""
    )
    more = f" and {len(silent) - 6} more" if len(silent) > 6 else ""
    return f"{answered} of {counted(len(asked), 'organisation')} answered; due {day(request.due_on)}{quiet}{more}."


def _ways(address: str, request: Request, drafts: Sequence[Return]) -> tuple[Button | None, tuple[Link, ...]]:
    """The main thing to do, and the others."""
    if drafts:
        words = f"Send it to {counted(len(drafts), 'organisation')}"
        rest = [Link("Change whom it is asked of", f"{address}recipients/")]
        if request.sent_at is None:
            rest.append(Link("Change what is asked", f"{address}edit/"))
        return Button(words, f"{address}send/"), tuple(rest)
    if request.sent_at is None:
        return Button("Name the organisations", f"{address}recipients/"), (
            Link("Change what is asked", f"{address}edit/"),
        )
    return None, (Link("Ask more organisations", f"{address}recipients/"),)


def _stands(row: Return, standing: str, today: date) -> bool:
    state = ReturnState(row.state)
    if standing == "silent":
        return is_silent(state, row.due_on, today)
    if standing == "waiting":
        return state in WAITING
    return any(code == standing and state in states for code, _, states in STATES_SHOWN)


def _shown_words(standing: str) -> str:
    labels = {code: label for code, label, _ in STATES_SHOWN} | {"silent": "Silent", "waiting": "Waiting"}
    return labels.get(standing, "")


def _numbers(address: str, asked: Sequence[Return], silent: Sequence[Return]) -> tuple[NumberCard, ...]:
    if not asked:
        return ()
    cards = []
    for code, label, states in STATES_SHOWN:
        held = [row for row in asked if ReturnState(row.state) in states]
        cards.append(NumberCard(label, len(held), f"of {len(asked)}", f"{address}?standing={code}"))
    cards.append(NumberCard("Silent", len(silent), f"of {len(asked)}", f"{address}?standing=silent"))
    return tuple(cards)


def _facts(scope: Scope, request: Request, about: Record | None) -> tuple[SummaryRow, ...]:
    plan = [f"{in_words(request.remind_before)} working days before"] if request.remind_before else []
    plan += ["on the day"] if request.remind_on_day else []
    plan += [f"{in_words(request.remind_after)} working days after"] if request.remind_after else []
    senior = f"; their senior is told {request.escalate_after} working days after" if request.escalate_after else ""
    subject: Content = request.theme
    if about is not None:
        subject = Link(f"{about.reference}: {about.title}", scope.address("thread", about.reference))
    elif request.about_id:
        subject = "A record that you do not see"
    rows = [
        SummaryRow("About", subject),
        SummaryRow(
            "Questionnaire",
            Link(
                f"{request.version.questionnaire.name}, version {request.version.number}",
                scope.address(
                    "questionnaires", request.version.questionnaire.reference, "versions", str(request.version.number)
                ),
            ),
        ),
        SummaryRow("Covering message", request.message),
        SummaryRow("Reminders", sentence(f"{', '.join(plan) or 'none'}{senior}.")),
    ]
    if request.statutory_basis:
        rows.append(SummaryRow("Basis quoted", request.statutory_basis))
    if request.sign_off:
        rows.append(SummaryRow("Sign-off", "A senior of each organisation signs it off"))
    return tuple(rows)


def _table(scope: Scope, rows: Sequence[Return], *, select: bool) -> Table:
    today = scope.viewer.day
    made = []
    for row in rows:
        heard: Content = short_day(row.heard_at) if row.heard_at else Muted("Nothing yet")
        reminded = getattr(row, "reminded", 0) + row.chased
        contact = (
            Lines((row.contact_name, Muted(row.contact_email))) if row.contact_name else Tag("warning", "Nobody named")
        )
        made.append(
            Row(
                (
                    Lines(
                        (
                            Link(str(row.organisation), scope.address("returns", row.record.reference)),
                            Muted(row.record.reference),
                        )
                    ),
                    contact,
                    standing_tag(row, today),
                    sentence(due_words(row, today)),
                    heard,
                    counted(reminded, "reminder") if reminded else Muted("None"),
                ),
                id=row.record.reference,
                value=row.record.reference,
                name=str(row.organisation),
                mark="danger" if late(row, today) else "",
            )
        )
    return Table(
        "Organisations asked",
        (
            Column("Organisation"),
            Column("Through", "wide"),
            Column("State"),
            Column("Due"),
            Column("Heard of"),
            Column("Reminded"),
        ),
        tuple(made),
        select="returns" if select else "",
        dense=True,
        empty=EmptyState("No organisation stands here", "Take away the filter, or name the organisations."),
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """One question with every organisation's answer."""

    question: str
    section: str
    table: Table
    others: str


Answered = Sequence[tuple[Return, Mapping[str, Given]]]


def compared(scope: Scope, definition: Definition, answered: Answered, hidden: frozenset[str]) -> tuple[Compared, ...]:
    """A table for each question, by organisation. A question an organisation was not asked says so."""
    asked = {row.pk: in_force(definition, answers) for row, answers in answered}
    made = []
    for section in definition.sections:
        if section.key in hidden:
            continue
        for question in section.questions:
            rows: list[Row] = []
            silent: list[str] = []
            apart: list[str] = []
            for row, answers in answered:
                given = answers.get(question.key, NOTHING)
                if question.key not in asked[row.pk]:
                    (apart if row.answered_at else silent).append(str(row.organisation))
                    continue
                if given.state is AnswerState.NOT_ANSWERED:
                    silent.append(str(row.organisation))
                    continue
                line = answer_line(question, given, {}, "")
                shown: Content = line.answer
                if line.rows:
                    shown = Lines(tuple("; ".join(f"{label}: {cell}" for label, cell in cells) for cells in line.rows))
                rows.append(
                    Row(
                        (
                            Link(str(row.organisation), scope.address("returns", row.record.reference)),
                            standing_tag(row, scope.viewer.day),
                            shown,
                        )
                    )
                )
            made.append(
                Compared(
                    question.text,
                    section.title,
                    Table(
                        question.text,
                        (Column("Organisation"), Column("State", "narrow"), Column("Answer", "wide")),
                        tuple(rows),
                    ),
                    " ".join(
                        f"{words_of_it}: {in_words(names)}."
                        for words_of_it, names in (
                            ("Not answered", silent),
                            ("Not asked, because of another answer", apart),
                        )
                        if names
                    ),
                )
            )
    return tuple(made)


def export_columns(definition: Definition, hidden: frozenset[str]) -> tuple[str, ...]:
    """The headings of the spreadsheet: one row for each organisation, one column for each question."""
    fixed = ("Reference", "Organisation", "State", "Due", "Sent", "Answered", "Answered by", "Reason")
    return (*fixed, *(question.text for question in _exported(definition, hidden)))


def _exported(definition: Definition, hidden: frozenset[str]) -> list[Question]:
    return [question for section in definition.sections if section.key not in hidden for question in section.questions]


def export_rows(
    scope: Scope, request: Request, answered: Answered, hidden: frozenset[str]
) -> Iterator[tuple[Value, ...]]:
    """The same answers for a spreadsheet. What was not asked is empty; every other state says what it is."""
    definition = draft(request.version.content)
    for row, answers in answered:
        asked = in_force(definition, answers)
        yield (
            row.record.reference,
            row.organisation.name,
            standing_tag(row, scope.viewer.day).text,
            row.due_on,
            row.sent_at.date() if row.sent_at else None,
            row.answered_at.date() if row.answered_at else None,
            row.answered_by,
            row.reason,
            *(
                _cell(question, answers.get(question.key, NOTHING)) if question.key in asked else ""
                for question in _exported(definition, hidden)
            ),
        )


def _cell(question: Question, given: Given) -> Value:
    if given.state is AnswerState.VALUE and question.type is QuestionType.NUMBER:
        return float(given.value)
    return words(question, given)
