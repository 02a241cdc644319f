"""What a questionnaire is: sections of questions as data, read into values, every fault named by its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from goldenthread.core.terms import Vocabulary
from goldenthread.returns.terms import ColumnType, QuestionType, Readers

KEY = re.compile(r"^[a-z][a-z0-9_]{0,39}\Z")
MOST_SECTIONS, MOST_QUESTIONS, MOST_OPTIONS, MOST_COLUMNS = 40, 60, 60, 8
LONGEST_LABEL, LONGEST_TEXT = 400, 4000

DECIDING = frozenset({QuestionType.YES_NO, QuestionType.CHOICE, QuestionType.SEVERAL, QuestionType.SCALE})
"""Types whose answer can decide whether another question is asked."""
YES_NO = (("yes", "Yes"), ("no", "No"))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: "Section 2, question 3"."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice or one point of a scale."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    key: str
    label: str
    type: ColumnType = ColumnType.TEXT
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked only when the answer to an earlier question is one of these."""

    question: str
    one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `required` means that it must be considered: “not known” is an answer too."""

    key: str
    type: QuestionType
    text: str
    guidance: str = ""
    source: str = ""
    required: bool = False
    condition: Condition | None = None
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()

    @property
    def choices(self) -> tuple[Option, ...]:
        """What can be chosen, for every type that chooses."""
        return tuple(Option(*pair) for pair in YES_NO) if self.type is QuestionType.YES_NO else self.options


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together, and who of the askers may read their answers."""

    key: str
    title: str
    guidance: str = ""
    readers: Readers = Readers.GROUP
    condition: Condition | None = None
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A whole questionnaire."""

    title: str
    introduction: str = ""
    source: str = ""
    checked_on: str = ""
    sections: tuple[Section, ...] = ()

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its key, in order."""
        return {question.key: question for section in self.sections for question in section.questions}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section each question stands in."""
        return {question.key: section for section in self.sections for question in section.questions}

    def section(self, key: str) -> Section | None:
        """The section with this key, or None."""
        return next((section for section in self.sections if section.key == key), None)


Word = TypeVar("Word", bound=Vocabulary)


class _Reader:
    """Reads plain data, collecting what is wrong instead of stopping at the first."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, place: str, sentence: str) -> None:
        self.problems.append(Problem(place, sentence))

    def mapping(self, data: object, place: str, known: frozenset[str]) -> Mapping[str, Any]:
        if not isinstance(data, Mapping):
            self.wrong(place, "This has to be an object with named parts.")
            return {}
        for name in data:
            if name not in known:
                self.wrong(place, f"“{name}” is not a part of it.")
        return data

    def items(self, data: object, place: str, most: int) -> list[Any]:
        if data is None:
            return []
        if not isinstance(data, list | tuple):
            self.wrong(place, "This has to be a list.")
            return []
        if len(data) > most:
            self.wrong(place, f"There are more than {most}.")
        return list(data[:most])

    def text(self, data: Mapping[str, Any], name: str, place: str, most: int, needed: str = "") -> str:
        held = data.get(name, "")
        if not isinstance(held, str):
            self.wrong(place, f"“{name}” has to be text.")
            return ""
        if "\0" in held:
            self.wrong(place, f"“{name}” has a character in it that cannot be stored.")
            return ""
        if len(held) > most:
            self.wrong(place, f"“{name}” is longer than {most:,} characters.")
        if needed and not held.strip():
            self.wrong(place, needed)
        return held.strip()

    def key(self, data: Mapping[str, Any], place: str, name: str = "key") -> str:
        held = data.get(name)
        if not isinstance(held, str) or not KEY.match(held):
            self.wrong(place, "Its key has to be small letters, figures and underlines, beginning with a letter.")
            return ""
        return held

    def word(self, data: Mapping[str, Any], name: str, place: str, words: type[Word], default: Word) -> Word:
        held = data.get(name, default.value)
        for word in words:
            if word.value == held and isinstance(held, str):
                return word
        self.wrong(place, f"“{name}” has to be one of {', '.join(str(word.value) for word in words)}.")
        return default


TOP = frozenset({"title", "introduction", "source", "checked_on", "sections"})
SECTION = frozenset({"key", "title", "guidance", "readers", "condition", "questions"})
QUESTION = frozenset({"key", "type", "text", "guidance", "source", "required", "condition", "options", "columns"})


def read(data: object) -> tuple[Definition | None, list[Problem]]:
    """The questionnaire that data describes, and everything wrong with it. The questionnaire is None where anything is.

    What is merely unfinished (no section yet, a choice without options) is wrong too: `draft` reads what is still being designed.
    """
    reader = _Reader()
    definition = _definition(reader, data)
    if not definition.sections:
        reader.wrong("Questionnaire", "Add at least one section.")
    for number, section in enumerate(definition.sections, 1):
        if not section.questions:
            reader.wrong(f"Section {number}", "Add at least one question.")
    _check_keys(reader, definition)
    _check_conditions(reader, definition)
    return (None if reader.problems else definition), reader.problems


def draft(data: object) -> Definition:
    """What data describes as far as it can be read: for pages about a questionnaire that is still being designed."""
    return _definition(_Reader(), data)


def _definition(reader: _Reader, data: object) -> Definition:
    held = reader.mapping(data, "Questionnaire", TOP)
    title = reader.text(held, "title", "Questionnaire", LONGEST_LABEL, "Give it a title.")
    sections = tuple(
        _section(reader, each, f"Section {number}")
        for number, each in enumerate(reader.items(held.get("sections"), "Sections", MOST_SECTIONS), 1)
    )
    return Definition(
        title,
        reader.text(held, "introduction", "Questionnaire", LONGEST_TEXT),
        reader.text(held, "source", "Questionnaire", LONGEST_LABEL),
        reader.text(held, "checked_on", "Questionnaire", 10),
        sections,
    )


def _section(reader: _Reader, data: object, place: str) -> Section:
    held = reader.mapping(data, place, SECTION)
    return Section(
        reader.key(held, place),
        reader.text(held, "title", place, LONGEST_LABEL, "Give it a title."),
        reader.text(held, "guidance", place, LONGEST_TEXT),
        reader.word(held, "readers", place, Readers, Readers.GROUP),
        _condition(reader, held.get("condition"), place),
        tuple(
            _question(reader, each, f"{place}, question {number}")
            for number, each in enumerate(reader.items(held.get("questions"), place, MOST_QUESTIONS), 1)
        ),
    )


def _question(reader: _Reader, data: object, place: str) -> Question:
    held = reader.mapping(data, place, QUESTION)
    kind = reader.word(held, "type", place, QuestionType, QuestionType.SHORT_TEXT)
    if not isinstance(held.get("required", False), bool):
        reader.wrong(place, "“required” has to be true or false.")
    options = _options(reader, held.get("options"), place)
    chooses = kind in {QuestionType.CHOICE, QuestionType.SEVERAL, QuestionType.SCALE}
    if chooses and len(options) < 2:
        reader.wrong(place, "Give it at least two choices.")
    if not chooses and options:
        reader.wrong(place, f"“{kind.label}” has no choices.")
    columns = tuple(
        _column(reader, each, f"{place}, column {number}")
        for number, each in enumerate(reader.items(held.get("columns"), place, MOST_COLUMNS), 1)
    )
    if (kind is QuestionType.TABLE) != bool(columns):
        reader.wrong(
            place, "Give the table at least one column." if kind is QuestionType.TABLE else "Only a table has columns."
        )
    if len({column.key for column in columns}) != len(columns):
        reader.wrong(place, "Two of its columns have the same key.")
    return Question(
        reader.key(held, place),
        kind,
        reader.text(held, "text", place, LONGEST_LABEL, "Write the question."),
        reader.text(held, "guidance", place, LONGEST_TEXT),
        reader.text(held, "source", place, LONGEST_LABEL),
        held.get("required") is True,
        _condition(reader, held.get("condition"), place),
        options,
        columns,
    )


def _options(reader: _Reader, data: object, place: str) -> tuple[Option, ...]:
    found = []
    for number, each in enumerate(reader.items(data, place, MOST_OPTIONS), 1):
        at = f"{place}, choice {number}"
        held = reader.mapping(each, at, frozenset({"value", "label", "hint"}))
        value = reader.text(held, "value", at, 80, "Give it a value.")
        found.append(
            Option(
                value,
                reader.text(held, "label", at, LONGEST_LABEL, "Give it words."),
                reader.text(held, "hint", at, LONGEST_LABEL),
            )
        )
    if len({option.value for option in found}) != len(found):
        reader.wrong(place, "Two of its choices are the same.")
    return tuple(found)


def _column(reader: _Reader, data: object, place: str) -> Column:
    held = reader.mapping(data, place, frozenset({"key", "label", "type", "options"}))
    kind = reader.word(held, "type", place, ColumnType, ColumnType.TEXT)
    options = _options(reader, held.get("options"), place)
    if (kind is ColumnType.CHOICE) != (len(options) >= 2):
        reader.wrong(place, "A column of choices has at least two; no other column has any.")
    return Column(reader.key(held, place), reader.text(held, "label", place, 120, "Give it a heading."), kind, options)


def _condition(reader: _Reader, data: object, place: str) -> Condition | None:
    if data is None:
        return None
    held = reader.mapping(data, f"{place}, condition", frozenset({"question", "one_of"}))
    values = reader.items(held.get("one_of"), f"{place}, condition", MOST_OPTIONS)
    if not values or not all(isinstance(value, str) and value for value in values):
        reader.wrong(f"{place}, condition", "Say which answers it depends on.")
        values = []
    return Condition(reader.key(held, f"{place}, condition", "question"), tuple(str(value) for value in values))


def _check_keys(reader: _Reader, definition: Definition) -> None:
    sections: set[str] = set()
    questions: set[str] = set()
    for place, section, question in places(definition):
        key, seen = (question.key, questions) if question else (section.key, sections)
        if key and key in seen:
            reader.wrong(place, f"The key “{key}” is used twice.")
        seen.add(key)


def _check_conditions(reader: _Reader, definition: Definition) -> None:
    before: dict[str, Question] = {}
    for place, section, question in places(definition):
        condition = question.condition if question else section.condition
        if condition and condition.question:
            target = before.get(condition.question)
            if target is None:
                reader.wrong(place, "It depends on a question that does not come before it.")
            elif target.type not in DECIDING:
                reader.wrong(place, f"It depends on “{target.text}”, whose answer is not a choice.")
            elif unknown := set(condition.one_of) - {option.value for option in target.choices}:
                reader.wrong(
                    place, f"It depends on {', '.join(sorted(unknown))}, which “{target.text}” does not offer."
                )
        if question:
            before[question.key] = question


def places(definition: Definition) -> Iterator[tuple[str, Section, Question | None]]:
    """Every section, then each of its questions, with its place in words."""
    for number, section in enumerate(definition.sections, 1):
        yield f"Section {number}", section, None
        for count, question in enumerate(section.questions, 1):
            yield f"Section {number}, question {count}", section, question
