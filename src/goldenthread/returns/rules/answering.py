"""Answers: which questions are asked given what was answered, whether an answer fits its question, and what is missing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from goldenthread.core.dates import NotADate, PartialDate
from goldenthread.returns.rules.definition import Column, Condition, Definition, Question, Section
from goldenthread.returns.terms import AnswerState, ColumnType, QuestionType

SHORTEST_TEXT_LIMIT, LONG_TEXT_LIMIT, MOST_ROWS, MOST_FILES = 400, 20_000, 60, 20


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: its state and, where that is “answered”, its value as plain data."""

    state: AnswerState
    value: Any = None


Answers = Mapping[str, Given]
NOTHING = Given(AnswerState.NOT_ANSWERED)


def holds(condition: Condition | None, answers: Answers, asked: set[str]) -> bool:
    """Whether a condition is met: the question it names is asked itself, and its answer is one of those named."""
    if condition is None:
        return True
    given = answers.get(condition.question, NOTHING)
    if condition.question not in asked or given.state is not AnswerState.VALUE:
        return False
    values = given.value if isinstance(given.value, list | tuple) else [given.value]
    return any(isinstance(value, str) and value in condition.one_of for value in values)


def in_force(definition: Definition, answers: Answers) -> set[str]:
    """The keys of the questions that are asked, given the answers so far."""
    asked: set[str] = set()
    for section in definition.sections:
        if not holds(section.condition, answers, asked):
            continue
        for question in section.questions:
            if holds(question.condition, answers, asked):
                asked.add(question.key)
    return asked


def sections_in_force(definition: Definition, answers: Answers) -> list[Section]:
    """The sections that are asked, given the answers so far."""
    asked = in_force(definition, answers)
    return [section for section in definition.sections if holds(section.condition, answers, asked)]


def missing(definition: Definition, answers: Answers) -> list[Question]:
    """The questions that are asked, must be considered, and were not."""
    asked = in_force(definition, answers)
    return [
        question
        for key, question in definition.questions.items()
        if key in asked and question.required and not is_answered(answers.get(key, NOTHING))
    ]


def is_answered(given: Given) -> bool:
    """Whether anything was said: a value, or one of the three reasons why there is none."""
    return given.state is not AnswerState.NOT_ANSWERED


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a section is: how many questions it asks, how many were answered, how many must be and were not."""

    asked: int
    answered: int
    missing: int

    @property
    def words(self) -> str:
        """The state in words, for a list of sections."""
        if self.answered == 0:
            return "Not started"
        return (
            "Done" if self.missing == 0 and self.answered == self.asked else f"{self.answered} of {self.asked} answered"
        )


def progress(section: Section, definition: Definition, answers: Answers) -> Progress:
    """How far a section is."""
    asked = in_force(definition, answers)
    held = [question for question in section.questions if question.key in asked]
    answered = [question for question in held if is_answered(answers.get(question.key, NOTHING))]
    wanting = [question for question in held if question.required and question not in answered]
    return Progress(len(held), len(answered), len(wanting))


def check(question: Question, given: Given) -> str | None:
    """Why an answer does not fit its question, in a sentence, or None. Any plain data may be handed in."""
    if given.state is not AnswerState.VALUE:
        return None if given.value is None else "An answer that is not given has no value."
    value = given.value
    if value in (None, "", [], ()):
        return "Answer the question, or say why there is no answer."
    kind = question.type
    if kind in {QuestionType.SHORT_TEXT, QuestionType.LONG_TEXT}:
        return _text(value, SHORTEST_TEXT_LIMIT if kind is QuestionType.SHORT_TEXT else LONG_TEXT_LIMIT)
    if kind in {QuestionType.YES_NO, QuestionType.CHOICE, QuestionType.SCALE}:
        return _one_of(value, {option.value for option in question.choices})
    if kind is QuestionType.SEVERAL:
        return _several(value, {option.value for option in question.choices})
    if kind is QuestionType.NUMBER:
        return _number(value)
    if kind is QuestionType.DATE:
        return _date(value)
    if kind is QuestionType.TABLE:
        return _table(question, value)
    return _evidence(value)


def _text(value: object, most: int) -> str | None:
    if not isinstance(value, str):
        return "Answer in words."
    if "\0" in value:
        return "The answer has a character in it that cannot be stored: type it again."
    if not value.strip():
        return "Answer the question, or say why there is no answer."
    return f"The answer must be {most:,} characters or fewer." if len(value) > most else None


def _one_of(value: object, offered: set[str]) -> str | None:
    return None if isinstance(value, str) and value in offered else "Choose one of the choices on the page."


def _several(value: object, offered: set[str]) -> str | None:
    good = isinstance(value, list | tuple) and all(isinstance(each, str) and each in offered for each in value)
    if not good:
        return "Choose from the choices on the page."
    assert isinstance(value, list | tuple)
    return None if len(set(value)) == len(value) else "A choice is there twice."


def _number(value: object) -> str | None:
    """Numbers are kept as text, so that what was typed is what is read."""
    if not isinstance(value, str) or len(value) > 18:
        return "The answer must be a number, like 12 or 12.5."
    try:
        found = Decimal(value)
    except InvalidOperation:
        return "The answer must be a number, like 12 or 12.5."
    return None if found.is_finite() and "e" not in value.lower() else "The answer must be a number, like 12 or 12.5."


def _date(value: object) -> str | None:
    if not isinstance(value, str):
        return "The answer must be a date, a month or a year."
    try:
        PartialDate.parse(value)
    except NotADate:
        return "The answer must be a date, a month or a year."
    return None


def _table(question: Question, value: object) -> str | None:
    if not isinstance(value, list | tuple) or len(value) > MOST_ROWS:
        return f"The table must have {MOST_ROWS} rows or fewer."
    columns = {column.key: column for column in question.columns}
    for number, row in enumerate(value, 1):
        if not isinstance(row, Mapping) or not set(row) <= set(columns):
            return f"Row {number} does not fit the table."
        if not any(row.values()):
            return f"Row {number} is empty."
        for key, cell in row.items():
            if cell != "" and (problem := cell_problem(columns[key], cell)):
                return f"Row {number}, {columns[key].label}: {problem}"
    return None


_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def read_cell(column: Column, text: str) -> str:
    """What was typed into a cell, as it is kept: dates as people write them (2 March 2026, 02/03/2026, March 2026) become ISO text.

    What cannot be read stays as it was typed, and is said to be no date.
    """
    plain = text.strip().replace("\r\n", "\n")
    if column.type is ColumnType.NUMBER:
        return plain.replace(",", "")
    if column.type is not ColumnType.DATE:
        return plain
    found = re.fullmatch(r"(?:(\d{1,2})[\s/.-]+)?([A-Za-z]{3,9}|\d{1,2})[\s/.-]+(\d{4})", plain)
    if found is None:
        return plain
    day, month, year = found.groups()
    number = (
        int(month)
        if month.isdigit()
        else next((place for place, name in enumerate(_MONTHS, 1) if name.startswith(month.lower())), 0)
    )
    if not 1 <= number <= 12:
        return plain
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")


def cell_problem(column: Column, cell: object) -> str | None:
    """Why a cell does not fit its column, or None."""
    if column.type is ColumnType.NUMBER:
        return _number(cell)
    if column.type is ColumnType.DATE:
        return _date(cell)
    if column.type is ColumnType.CHOICE:
        return _one_of(cell, {option.value for option in column.options})
    return _text(cell, 2000)


def _evidence(value: object) -> str | None:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) and len(each) <= 12 for each in value):
        return "Choose the files again."
    return None if len(value) <= MOST_FILES else f"Add {MOST_FILES} files or fewer."


def words(question: Question, given: Given) -> str:
    """An answer as people read it, for copies, comparisons and spreadsheets."""
    if given.state is not AnswerState.VALUE:
        return given.state.label
    labels = {option.value: option.label for option in question.choices}
    if question.type is QuestionType.SEVERAL:
        return ", ".join(labels.get(value, value) for value in given.value)
    if question.type is QuestionType.DATE:
        return PartialDate.parse(given.value).in_words()
    if question.type is QuestionType.TABLE:
        return "\n".join("; ".join(f"{label}: {cell}" for label, cell in row) for row in table_rows(question, given))
    if question.type is QuestionType.EVIDENCE:
        return ", ".join(given.value)
    return labels.get(given.value, str(given.value))


def table_rows(question: Question, given: Given) -> list[list[tuple[str, str]]]:
    """The filled cells of a table's rows, each under its heading."""
    rows = []
    for row in given.value if given.state is AnswerState.VALUE else ():
        cells = []
        for column in question.columns:
            if cell := row.get(column.key, ""):
                labels = {option.value: option.label for option in column.options}
                shown = PartialDate.parse(cell).in_words() if column.type is ColumnType.DATE else labels.get(cell, cell)
                cells.append((column.label, shown))
        rows.append(cells)
    return rows


def fingerprint(given: Given) -> str:
    """A short digest of an answer: a form carries it, so that a field nobody touched is told from one that was."""
    content = json.dumps([given.state.value, given.value], sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
