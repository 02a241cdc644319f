"""Answering: opening a return, saving answers so that two people at once lose nothing, evidence, colleagues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from goldenthread.documents import operations as documents
from goldenthread.documents.models import Document
from goldenthread.documents.rules import NotAllowed
from goldenthread.history.actor import Actor
from goldenthread.records.operations import Refused
from goldenthread.returns.models import Answer, Return
from goldenthread.returns.operations.lifecycle import answers_of, take
from goldenthread.returns.operations.requests import valid_address
from goldenthread.returns.operations.shared import locked_return, require, send_link, written
from goldenthread.returns.permissions import Answerer
from goldenthread.returns.rules.answering import NOTHING, Given, check, fingerprint
from goldenthread.returns.rules.definition import Definition, Question, draft
from goldenthread.returns.rules.states import ANSWERABLE, ANSWERERS, Part
from goldenthread.returns.terms import AnswerState, Event, LinkKind, QuestionType, Readers, ReturnState

CLOSED = "It was sent in, or is with a senior, so answers cannot be changed now."
MOST_COLLEAGUES = 20


@dataclass(frozen=True, slots=True)
class Change:
    """What someone typed, and the fingerprint of the answer that their form showed."""

    given: Given
    seen: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """An answer that someone else gave while this one was typed."""

    given: Given
    by_name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a form: how many answers were stored, what does not fit its question, and what someone else answered meanwhile."""

    stored: int = 0
    problems: Mapping[str, str] = field(default_factory=dict)
    meanwhile: Mapping[str, Meanwhile] = field(default_factory=dict)


def _may_answer(row: Return, by: Answerer, section: str = "") -> None:
    require(bool(by.parts & ANSWERERS), "Only whoever is asked, and the colleagues they pass a section to, answer.")
    require(not by.section or section in {"", by.section}, "You were asked about another section.")
    require(ReturnState(row.state) in ANSWERABLE, CLOSED)


@transaction.atomic
def open_return(*, return_id: int, by: Answerer, at: datetime) -> Return:
    """Note that someone of the organisation has opened it, the first time. Others leave no mark."""
    row = locked_return(return_id)
    if ReturnState(row.state) is ReturnState.SENT and by.parts & ANSWERERS:
        take(row, ReturnState.OPENED, by, at)
    return row


@transaction.atomic
def save_answers(
    *, return_id: int, changes: Mapping[str, Change], by: Answerer, at: datetime, quietly: bool = False
) -> Saved:
    """Store what fits its question and nobody else changed meanwhile; tell of the rest. Quietly, as typed, it leaves no line in history.

    A field that still says what the form showed is not a change. Errors: Refused.
    """
    row = locked_return(return_id)
    definition = draft(row.version.content)
    sections = {definition.section_of[key].key for key in changes if key in definition.section_of}
    _may_answer(row, by)
    require(all(key in definition.questions for key in changes), "That question is not in this questionnaire.")
    require(not by.section or sections <= {by.section}, "You were asked about another section.")
    held = {answer.question: answer for answer in Answer.objects.filter(answer_to=row, question__in=list(changes))}
    problems: dict[str, str] = {}
    meanwhile: dict[str, Meanwhile] = {}
    fresh: dict[str, Given] = {}
    for key, change in changes.items():
        now = held.get(key)
        current = Given(AnswerState(now.state), now.value) if now else NOTHING
        typed, stands = fingerprint(change.given), fingerprint(current)
        if typed in {change.seen, stands}:
            continue
        if problem := check(definition.questions[key], change.given):
            problems[key] = problem
        elif change.seen != stands:
            meanwhile[key] = Meanwhile(current, now.by_name if now else "", now.at if now else None)
        else:
            fresh[key] = change.given
    if fresh:
        _store(row, definition, fresh, by, at)
        if not quietly:
            written(
                record=row.record,
                verb=Event.ANSWERED,
                sentence=f"{len(fresh)} answers were saved" if len(fresh) > 1 else "One answer was saved",
                by=by,
                at=at,
            )
    return Saved(len(fresh), problems, meanwhile)


def _store(row: Return, definition: Definition, fresh: Mapping[str, Given], by: Answerer, at: datetime) -> None:
    gone = [key for key, given in fresh.items() if given.state is AnswerState.NOT_ANSWERED]
    Answer.objects.filter(answer_to=row, question__in=gone).delete()
    rows = [
        Answer(
            answer_to=row,
            question=key,
            section=definition.section_of[key].key,
            narrow=definition.section_of[key].readers is Readers.UNIT_AND_CHAIR,
            state=given.state.value,
            value=given.value,
            by_name=by.name,
            at=at,
        )
        for key, given in fresh.items()
        if key not in gone
    ]
    Answer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["answer_to", "question"],
        update_fields=["section", "narrow", "state", "value", "by_name", "at"],
    )
    if ReturnState(row.state) is ReturnState.IN_PROGRESS:
        Return.objects.filter(pk=row.pk).update(heard_at=at)
    else:
        row.heard_at = at
        take(row, ReturnState.IN_PROGRESS, by, at)


@transaction.atomic
def add_evidence(*, return_id: int, question: str, name: str, content: bytes, by: Answerer, at: datetime) -> Document:
    """Add a file to a question that asks for evidence. Errors: Refused."""
    row = locked_return(return_id)
    asked = _evidence_question(row, question, by)
    try:
        document = documents.add(record=row.record, name=name, content=content, by=by.actor, at=at)
    except NotAllowed as problem:
        raise Refused(str(problem)) from problem
    current = answers_of(row).get(question, NOTHING)
    files = list(current.value) if current.state is AnswerState.VALUE else []
    if document.reference not in files:
        given = Given(AnswerState.VALUE, [*files, document.reference])
        wrong = check(asked, given)
        require(wrong is None, wrong or "")
        _store(row, draft(row.version.content), {question: given}, by, at)
    return document


@transaction.atomic
def remove_evidence(*, return_id: int, question: str, reference: str, by: Answerer, at: datetime) -> None:
    """Take a file out of an answer. It stays with the return, as everything that was handed in does. Errors: Refused."""
    row = locked_return(return_id)
    _evidence_question(row, question, by)
    current = answers_of(row).get(question, NOTHING)
    files = [each for each in current.value or [] if each != reference]
    given = Given(AnswerState.VALUE, files) if files else NOTHING
    _store(row, draft(row.version.content), {question: given}, by, at)


def _evidence_question(row: Return, key: str, by: Answerer) -> Question:
    definition = draft(row.version.content)
    question = definition.questions.get(key)
    require(question is not None and question.type is QuestionType.EVIDENCE, "That question takes no files.")
    assert question is not None
    _may_answer(row, by, definition.section_of[key].key)
    return question


@transaction.atomic
def delegate(*, return_id: int, section: str, name: str, email: str, by: Answerer, at: datetime) -> None:
    """Pass a section to a colleague: they get a link to it and see nothing else of the return. Errors: Refused."""
    row = locked_return(return_id)
    _may_answer(row, by)
    require(Part.RECIPIENT in by.parts, "Only whoever answers for the organisation passes sections on.")
    found = draft(row.version.content).section(section)
    require(found is not None, "That section is not in this questionnaire.")
    require(bool(name.strip()), "Give your colleague's name.")
    require(valid_address(email.strip()), "The email address must look like name@example.org.")
    passed = row.links.filter(kind=LinkKind.DELEGATE.value, revoked_at__isnull=True).count()
    require(passed < MOST_COLLEAGUES, f"It was passed to {MOST_COLLEAGUES} colleagues already.")
    send_link(
        row,
        kind=LinkKind.DELEGATE,
        section=section,
        name=name.strip(),
        email=email.strip(),
        subject=f"{row.record.reference}: {by.name} asks you to answer a section",
        words=f"{by.name} answers for {row.organisation} and asks you to answer one section. The link is for you alone: each time, a code is sent to this address.",
        by=by,
        at=at,
    )
    written(
        record=row.record,
        verb=Event.DELEGATED,
        sentence=f"“{found.title if found else section}” was passed to {name.strip()}",
        by=by,
        at=at,
    )


@transaction.atomic
def take_back(*, return_id: int, link_id: int, by: Answerer, at: datetime) -> None:
    """End a colleague's link; what they answered stays. Errors: Refused."""
    row = locked_return(return_id)
    require(Part.RECIPIENT in by.parts, "Only whoever answers for the organisation takes a section back.")
    ended = row.links.filter(pk=link_id, kind=LinkKind.DELEGATE.value, revoked_at__isnull=True).update(revoked_at=at)
    require(ended == 1, "That link does not work any more.")
    written(record=row.record, verb=Event.LINK_ENDED, sentence="A colleague's link was ended", by=by, at=at)


def opened_file(*, document: Document, by: Actor, at: datetime) -> BinaryIO:
    """A file's bytes, having written down who opened it. Errors: FileNotFoundError."""
    return documents.open_document(document=document, by=by, at=at)
