"""What whoever answers sees: the return, its sections, what is missing, and the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from markupsafe import escape

from goldenthread.core.clock import day_of
from goldenthread.design.components import Content, EvidenceFile, Lines, Link, SummaryRow, Tag, TagKind
from goldenthread.design.format import counted, day, file_size, instant, sentence
from goldenthread.design.page import Head
from goldenthread.documents.models import Document
from goldenthread.documents.pages import STATES
from goldenthread.documents.terms import DocumentState
from goldenthread.records.web import Scope
from goldenthread.returns.models import AnswerLink, Return, Submission
from goldenthread.returns.pages.words import due_words, state_tag
from goldenthread.returns.permissions import Answerer
from goldenthread.returns.rules.answering import (
    NOTHING,
    Given,
    in_force,
    missing,
    progress,
    sections_in_force,
    table_rows,
    words,
)
from goldenthread.returns.rules.definition import Definition, Question, Section, draft
from goldenthread.returns.rules.states import ANSWERABLE, Part
from goldenthread.returns.terms import AnswerState, QuestionType, ReturnState


@dataclass(frozen=True)
class Desk:
    """One return before one person who answers it, by account (`scope`) or by link. `base` is the address everything lies below."""

    row: Return
    by: Answerer
    at: datetime
    base: str
    answers: Mapping[str, Given]
    scope: Scope | None = None

    @property
    def today(self) -> date:
        """The day in England."""
        return day_of(self.at)

    @property
    def layout(self) -> str:
        """The page around it: ours for whoever is signed in, a plain one for whoever came by a link."""
        return "design/page.html" if self.scope else "design/plain.html"

    @cached_property
    def definition(self) -> Definition:
        """The questionnaire that is asked."""
        return draft(self.row.version.content)

    @cached_property
    def asked(self) -> set[str]:
        """The questions that are asked, given the answers so far. A colleague with one section is asked all of it."""
        if self.by.section:
            section = self.definition.section(self.by.section)
            return {question.key for question in section.questions} if section else set()
        return in_force(self.definition, self.answers)

    @cached_property
    def sections(self) -> list[Section]:
        """The sections this person answers, as far as they are asked."""
        if self.by.section:
            section = self.definition.section(self.by.section)
            return [section] if section else []
        return sections_in_force(self.definition, self.answers)

    @property
    def state(self) -> ReturnState:
        """Where the return stands."""
        return ReturnState(self.row.state)

    @property
    def answerable(self) -> bool:
        """Whether this person can give answers now."""
        return self.state in ANSWERABLE and bool(self.by.parts & {Part.RECIPIENT, Part.DELEGATE})

    @property
    def whole(self) -> bool:
        """Whether this person sees all of it."""
        return not self.by.section

    def head(self, title: str = "", lede: str = "") -> Head:
        """The head of one of its pages."""
        crumbs: tuple[Link, ...] = ()
        if self.scope:
            crumbs = (Link("Requests", self.scope.address("returns")),)
        if title:
            crumbs = (*crumbs, Link(self.row.record.reference, self.base))
        return Head(
            title or self.row.record.title,
            self.row.record.reference,
            (Tag("neutral", "Request to your organisation"), state_tag(self.state)),
            crumbs,
            lede,
        )


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section in the list of what is to do."""

    title: str
    url: str
    state: Tag
    note: str = ""
    pass_on_url: str = ""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone a section was passed to."""

    words: str
    take_back_url: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page of whoever answers."""

    head: Head
    facts: tuple[SummaryRow, ...]
    message: tuple[str, ...]
    introduction: tuple[str, ...]
    lines: tuple[SectionLine, ...]
    colleagues: tuple[Colleague, ...]
    ways: tuple[Link, ...]
    notice: str
    check_url: str
    check_words: str
    receipt_url: str


def overview(desk: Desk, links: list[AnswerLink]) -> Overview:
    """The page that says what is asked and how far it is."""
    row, base = desk.row, desk.base
    mine = Part.RECIPIENT in desk.by.parts and desk.answerable
    facts = [
        SummaryRow("Asked by", f"{row.record.group}, {row.partnership.name}"),
        SummaryRow("Asked of", str(row.organisation.name)),
        SummaryRow("Due", day(row.due_on)),
    ]
    if row.statutory_basis and desk.whole:
        facts.append(SummaryRow("Why you are asked", Lines(tuple(row.statutory_basis.split("\n")))))
    if row.sign_off and desk.whole:
        facts.append(SummaryRow("Signed off by", row.senior_name or "a senior of your organisation"))
    ways: tuple[Link, ...] = ()
    if mine:
        ways = (
            Link("We have nothing to tell: declare a nil return", f"{base}nil/"),
            Link("We decline to answer", f"{base}refuse/"),
        )
    if desk.state is ReturnState.WITH_SENIOR and Part.RECIPIENT in desk.by.parts:
        ways = (Link("Take it back from your senior", f"{base}back/"),)
    wanting = len(missing(desk.definition, desk.answers)) if mine else 0
    senior = desk.state is ReturnState.WITH_SENIOR and Part.SENIOR in desk.by.parts
    still = f"; {counted(wanting, 'question')} still to answer" if wanting else ""
    check = (
        "Check the answers and send them in" if mine else "Read it and sign it off" if senior else "Read the answers"
    )
    return Overview(
        desk.head(lede=sentence(f"{due_words(row, desk.today)}{still}.")),
        tuple(facts),
        tuple(row.message.split("\n")) if desk.whole else (),
        tuple(part for part in desk.definition.introduction.split("\n") if part),
        tuple(_line(desk, section, mine) for section in desk.sections),
        tuple(_colleague(desk, link) for link in links) if mine else (),
        ways,
        _notice(desk),
        f"{base}check/" if desk.whole else "",
        check,
        f"{base}receipt/" if desk.whole and row.answered_at else "",
    )


def _line(desk: Desk, section: Section, mine: bool) -> SectionLine:
    held = progress(section, desk.definition, desk.answers) if desk.whole else None
    kind: TagKind = "open"
    text = "To answer"
    if held is not None:
        text = held.words
        kind = "success" if text == "Done" else "open" if held.answered == 0 else "info"
    note = f"{counted(held.missing, 'question')} must be answered" if held and held.missing else ""
    return SectionLine(
        section.title,
        f"{desk.base}section/{section.key}/" if desk.answerable else "",
        Tag(kind, text),
        note,
        f"{desk.base}pass/{section.key}/" if mine else "",
    )


def _colleague(desk: Desk, link: AnswerLink) -> Colleague:
    section = desk.definition.section(link.section)
    return Colleague(
        f"{link.name} ({link.email}) answers “{section.title if section else link.section}”",
        f"{desk.base}take-back/{link.pk}/",
    )


def _notice(desk: Desk) -> str:
    row = desk.row
    if desk.state is ReturnState.REOPENED:
        return f"It was reopened: {row.reason}"
    if desk.state is ReturnState.IN_PROGRESS and row.reason:
        return f"It came back: {row.reason}"
    if desk.state is ReturnState.WITH_SENIOR and Part.SENIOR not in desk.by.parts:
        return f"It is with {row.senior_name} for sign-off. Answers cannot be changed meanwhile."
    if desk.state is ReturnState.WITHDRAWN:
        return "The partnership has withdrawn the request: you need not answer it."
    if row.answered_at is not None and not desk.answerable and desk.state is not ReturnState.WITH_SENIOR:
        return f"{desk.state.label} on {instant(row.answered_at)} by {row.answered_by}. It cannot be changed; if something is wrong, ask the partnership to reopen it."
    return ""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question with its answer as it reads."""

    question: str
    key: str
    answer: Content
    files: tuple[EvidenceFile, ...] = ()
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    wanting: bool = False


@dataclass(frozen=True, slots=True)
class AnsweredSection:
    """A section as it reads."""

    title: str
    lines: tuple[AnswerLine, ...]
    change_url: str = ""


def answered_sections(
    definition: Definition,
    answers: Mapping[str, Given],
    files: Mapping[str, Document],
    *,
    file_base: str,
    change_base: str = "",
    hidden: frozenset[str] = frozenset(),
) -> tuple[AnsweredSection, ...]:
    """Every section that is asked with its answers, for checking, copies and readers; `hidden` sections are left out."""
    asked = in_force(definition, answers)
    return tuple(
        AnsweredSection(
            section.title,
            tuple(
                answer_line(question, answers.get(question.key, NOTHING), files, file_base)
                for question in section.questions
                if question.key in asked
            ),
            f"{change_base}section/{section.key}/" if change_base else "",
        )
        for section in sections_in_force(definition, answers)
        if section.key not in hidden
    )


def answer_line(question: Question, given: Given, files: Mapping[str, Document], file_base: str) -> AnswerLine:
    """One question with its answer."""
    if given.state is AnswerState.VALUE and question.type is QuestionType.EVIDENCE:
        shown = tuple(
            EvidenceFile(
                file.name,
                f"{file_base}{file.reference}/",
                f"{file.media_type.split('/')[-1].upper()}, {file_size(file.size)}",
                file.added_by,
                None if file.state == DocumentState.CLEAN.value else STATES[DocumentState(file.state)],
            )
            for reference in given.value
            if (file := files.get(reference))
        )
        return AnswerLine(question.text, question.key, counted(len(given.value), "file"), files=shown)
    if given.state is AnswerState.VALUE and question.type is QuestionType.TABLE:
        rows = tuple(tuple(row) for row in table_rows(question, given))
        return AnswerLine(question.text, question.key, "", rows=rows)
    wanting = question.required and given.state is AnswerState.NOT_ANSWERED
    text: Content = words(question, given)
    if given.state is not AnswerState.VALUE:
        text = Tag("warning" if wanting else "open", given.state.label)
    elif isinstance(text, str) and "\n" in text:
        text = Paragraphs(tuple(text.split("\n")))
    return AnswerLine(question.text, question.key, text, wanting=wanting)


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A longer answer as it was typed, line under line."""

    parts: tuple[str, ...]

    def __html__(self) -> str:
        """The lines, escaped."""
        return "<br>".join(str(escape(part)) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever answered keeps."""

    facts: tuple[SummaryRow, ...]
    number: str


def receipt(desk: Desk, submission: Submission) -> Receipt:
    """The receipt of the last time it was sent in."""
    outcome = ReturnState(submission.outcome)
    facts = [
        SummaryRow("Receipt", f"{desk.row.record.reference}/{submission.number}"),
        SummaryRow("Sent in", instant(submission.at)),
        SummaryRow("By", f"{submission.by_name}, {desk.row.organisation.name}"),
        SummaryRow("As", state_tag(outcome)),
    ]
    if submission.signed_off_by:
        facts.append(SummaryRow("Signed off by", submission.signed_off_by))
    if submission.reason:
        facts.append(SummaryRow("Reason", submission.reason))
    if outcome is ReturnState.RETURNED:
        facts.append(SummaryRow("Answers", str(submission.answers)))
    facts.append(SummaryRow("Fingerprint", Fingerprint(submission.digest)))
    return Receipt(tuple(facts), f"{desk.row.record.reference}/{submission.number}")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A digest, in pieces that break over lines on a phone."""

    text: str

    def __html__(self) -> str:
        """Eight letters a piece."""
        return " ".join(self.text[start : start + 8] for start in range(0, len(self.text), 8))
