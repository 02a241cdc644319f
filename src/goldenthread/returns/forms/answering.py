"""The form of one section, made from its questions, and the small forms around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DecimalField,
    EmailField,
    FileField,
    HiddenVersionField,
    MultipleChoiceField,
    Option,
    PageField,
    PartialDateField,
    TextAreaField,
    TextField,
)
from goldenthread.documents.rules import ENDINGS
from goldenthread.returns.operations import Change, Meanwhile
from goldenthread.returns.rules.answering import (
    LONG_TEXT_LIMIT,
    MOST_ROWS,
    NOTHING,
    SHORTEST_TEXT_LIMIT,
    Answers,
    Given,
    fingerprint,
    read_cell,
    words,
)
from goldenthread.returns.rules.definition import Column, Question, Section
from goldenthread.returns.terms import AnswerState, QuestionType

CLEAR = "clear"
WHY = (
    ("", "Choose why"),
    (AnswerState.NOT_KNOWN.value, AnswerState.NOT_KNOWN.label),
    (AnswerState.NOT_APPLICABLE.value, AnswerState.NOT_APPLICABLE.label),
    (AnswerState.REFUSED.value, "We decline to answer"),
)
BLANK_ROWS = 3
MANY = 8  # choices, from which on a list is easier than radios
BOTH = "Answer it, or say why there is no answer: not both."


class RowsInput(forms.Widget):
    """Reads a table's cells, named `<field>-<row>-<column>`, as rows; an empty row is left out."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        super().__init__()
        self.columns = columns

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        """The rows with anything in them."""
        rows = []
        for number in range(MOST_ROWS + BLANK_ROWS):
            cells = {
                column.key: read_cell(column, str(data.get(f"{name}-{number}-{column.key}") or ""))
                for column in self.columns
            }
            if any(cells.values()):
                rows.append({key: cell for key, cell in cells.items() if cell})
        return rows


class RowsField(PageField):
    """A table of typed columns. Cleans to a list of rows of text."""

    component = "answer-table"

    def __init__(self, label: str, columns: tuple[Column, ...], **options: Any) -> None:
        super().__init__(label, **{"widget": RowsInput(columns), **options})
        self.columns = columns

    def to_python(self, value: Any) -> list[dict[str, str]]:
        return list(value or [])

    def shown_rows(self, bound: BoundField) -> list[dict[str, str]]:
        """The rows that stand in it, and a few empty ones."""
        rows = list(bound.value() or [])
        return [*rows, *({} for _ in range(min(BLANK_ROWS, max(0, MOST_ROWS - len(rows)))))]


def field_for(question: Question) -> PageField:
    """The field a question is answered in. It is never required to save: what is missing is said before it is sent in."""
    label, kind = question.text, question.type
    source = f" Source: {question.source}." if question.source else ""
    shared: dict[str, Any] = {"hint": f"{question.guidance}{source}".strip(), "required": False, "what": "the answer"}
    options = tuple(Option(choice.value, choice.label, choice.hint) for choice in question.choices)
    if kind is QuestionType.SHORT_TEXT:
        return TextField(label, max_length=SHORTEST_TEXT_LIMIT, width="full", **shared)
    if kind is QuestionType.LONG_TEXT:
        return TextAreaField(label, max_length=LONG_TEXT_LIMIT, rows=6, **shared)
    if kind is QuestionType.SEVERAL:
        return MultipleChoiceField(label, options, **shared)
    if kind is QuestionType.NUMBER:
        return DecimalField(label, places=6, width="10", **shared)
    if kind is QuestionType.DATE:
        hint = shared["hint"] or "Leave the day, or the day and month, empty if not known"
        return PartialDateField(label, **shared | {"hint": hint})
    if kind is QuestionType.TABLE:
        return RowsField(label, question.columns, **shared)
    if kind is QuestionType.EVIDENCE:
        return FileField(label, endings=ENDINGS, most_bytes=settings.UPLOAD_LIMIT, **shared)
    return ChoiceField(label, options, look="select" if len(options) > MANY else "radios", **shared)


@dataclass(frozen=True, slots=True)
class QuestionItem:
    """One question as the page draws it."""

    question: Question
    bound: BoundField
    why: tuple[tuple[str, str], ...]
    why_chosen: str
    seen: str
    only_if: str = ""
    asked: bool = True
    condition_values: str = ""
    condition_field: str = ""
    meanwhile: str = ""
    files: tuple[str, ...] = ()


class SectionForm(forms.Form):
    """The questions of one section. `changes` is what was typed, without what does not fit its field."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        section: Section,
        answers: Answers,
        asked: set[str],
        shown: Mapping[str, str],
    ) -> None:
        super().__init__(data, files)
        self.section, self.answers, self.asked, self.shown = section, answers, asked, shown
        self.meanwhile: Mapping[str, Meanwhile] = {}
        self._why: dict[str, str] = {}
        for question in section.questions:
            field = field_for(question)
            given = answers.get(question.key, NOTHING)
            if given.state is AnswerState.VALUE and question.type is not QuestionType.EVIDENCE:
                field.initial = given.value
            self.fields[self.name(question)] = field
        self._mark_required(True)

    @staticmethod
    def name(question: Question) -> str:
        """The name of a question's input."""
        return f"q-{question.key}"

    def _mark_required(self, shown: bool) -> None:
        """While it is drawn, a field says whether it is optional; while it is read, none is required."""
        for question in self.section.questions:
            self.fields[self.name(question)].required = shown and question.required

    def full_clean(self) -> None:
        """Read what was typed, with nothing required."""
        self._mark_required(False)
        super().full_clean()
        self._mark_required(True)

    def clean(self) -> dict[str, Any]:
        """An answer and a reason for none exclude each other; whichever the person changed is meant."""
        for question in self.section.questions:
            why = str(self.data.get(f"why-{question.key}", ""))
            if why in {code for code, _ in WHY} | {CLEAR} and why:
                self._why[question.key] = why
            if self._why.get(question.key) and self._given(question) is None:
                self.add_error(self.name(question), ValidationError(BOTH))
        return self.cleaned_data

    def _value(self, question: Question) -> Given:
        value = self.cleaned_data.get(self.name(question))
        if isinstance(value, Decimal):
            value = str(value)
        if isinstance(value, tuple):
            value = list(value)
        return Given(AnswerState.VALUE, value) if value not in (None, "", []) else NOTHING

    def _given(self, question: Question) -> Given | None:
        """What was answered; None where a value and a reason for none were both given."""
        value, why = self._value(question), self._why.get(question.key, "")
        reason = Given(AnswerState(why)) if why and why != CLEAR else NOTHING
        if not why:
            return value
        seen = self.seen(question)
        if value == NOTHING or fingerprint(value) == seen or why == CLEAR:
            return reason
        return value if fingerprint(reason) == seen else None

    def seen(self, question: Question) -> str:
        """The fingerprint of the answer that the page showed."""
        return str(self.data.get(f"seen-{question.key}", "")) or fingerprint(NOTHING)

    def changes(self) -> dict[str, Change]:
        """What was typed, question by question; files are added by themselves."""
        found = {}
        for question in self.section.questions:
            name = self.name(question)
            if question.type is QuestionType.EVIDENCE:
                if why := self._why.get(question.key):
                    reason = Given(AnswerState(why)) if why != CLEAR else NOTHING
                    found[question.key] = Change(reason, self.seen(question))
            elif name in self.data or self._is_there(question):
                given = self._given(question) if name not in self.errors else None
                if given is not None:
                    found[question.key] = Change(given, self.seen(question))
        return found

    def _is_there(self, question: Question) -> bool:
        """Whether the page that was sent held the question at all: an unticked box sends nothing by itself."""
        return f"seen-{question.key}" in self.data

    def items(self) -> list[QuestionItem]:
        """The questions as the page draws them."""
        made = []
        for question in self.section.questions:
            given = self.answers.get(question.key, NOTHING)
            stored = given.state.value if given.state not in {AnswerState.VALUE, AnswerState.NOT_ANSWERED} else ""
            typed = str(self.data.get(f"why-{question.key}", stored)) if self.is_bound else stored
            clearable = question.type in {QuestionType.YES_NO, QuestionType.CHOICE, QuestionType.SCALE}
            other = self.meanwhile.get(question.key)
            condition = question.condition
            made.append(
                QuestionItem(
                    question,
                    self[self.name(question)],
                    (*WHY, (CLEAR, "Take the answer away")) if clearable else WHY,
                    typed,
                    fingerprint(given) if other is None else fingerprint(other.given),
                    self.shown.get(question.key, ""),
                    question.key in self.asked,
                    "|".join(condition.one_of) if condition else "",
                    f"q-{condition.question}" if condition else "",
                    f"{other.by_name} answered meanwhile: {words(question, other.given)}" if other else "",
                    tuple(given.value)
                    if question.type is QuestionType.EVIDENCE and given.state is AnswerState.VALUE
                    else (),
                )
            )
        return made


class ReasonForm(forms.Form):
    """A reason, and the version the page was made from."""

    def __init__(self, *args: Any, label: str = "Why?", hint: str = "", needed: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"] = TextAreaField(
            label, hint=hint, required=needed, max_length=2000, rows=4, what="the reason"
        )
        self.fields["version"] = HiddenVersionField()


class SendForm(forms.Form):
    """Sending in: a sentence that is meant."""

    sure = ConfirmField(
        "I may answer for my organisation, and what is said here is right as far as I know",
        required_message="Say that you may answer for your organisation",
    )
    version = HiddenVersionField()


class ColleagueForm(forms.Form):
    """The colleague a section is passed to."""

    name = TextField("Your colleague's name", autocomplete="off")
    email = EmailField(
        "Your colleague's work email address",
        autocomplete="off",
        hint="They get a link to this section and see nothing else.",
    )


class CodeForm(forms.Form):
    """The code that was mailed."""

    code = TextField(
        "Code",
        hint="Six figures, from the message that was just sent",
        width="10",
        max_length=20,
        autocomplete="one-time-code",
        spellcheck=False,
    )

    def clean_code(self) -> str:
        """Six figures, whatever stands between them."""
        figures = re.sub(r"[\s-]", "", self.cleaned_data["code"])
        if not re.fullmatch(r"[0-9]{6}", figures):
            raise ValidationError("Enter the six figures of the code.")
        return figures
