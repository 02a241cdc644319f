"""The forms of the questionnaire designer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    HiddenVersionField,
    MultipleChoiceField,
    Option,
    TextAreaField,
    TextField,
)
from goldenthread.returns.rules.definition import DECIDING, LONGEST_LABEL, LONGEST_TEXT, Definition, Question
from goldenthread.returns.rules.editing import key_for
from goldenthread.returns.terms import ColumnType, QuestionType, Readers

BETWEEN = " is "


def condition_options(definition: Definition, before: str = "") -> list[Option]:
    """What a section or question can depend on: each answer of each deciding question before it."""
    found = []
    for key, question in definition.questions.items():
        if key == before:
            break
        if question.type in DECIDING:
            found += [
                Option(f"{key}={choice.value}", f"“{question.text}”{BETWEEN}{choice.label}")
                for choice in question.choices
            ]
    return found


def _condition(chosen: tuple[str, ...]) -> dict[str, Any] | None:
    """The ticked answers as a condition. Errors: ValidationError when they belong to different questions."""
    pairs = [value.partition("=") for value in chosen]
    if not pairs:
        return None
    if len({key for key, _, _ in pairs}) > 1:
        raise ValidationError("Tick answers of one question only: it can depend on one.")
    return {"question": pairs[0][0], "one_of": [value for _, _, value in pairs]}


class _Conditional(forms.Form):
    """What a section and a question share: what they depend on, and the draft's count of edits."""

    def offer_conditions(self, options: list[Option]) -> None:
        """Let it depend on what comes before."""
        if options:
            self.fields["only_if"] = MultipleChoiceField(
                "Ask only if",
                options,
                required=False,
                small=True,
                hint="Nothing ticked: always. Several answers of one question: any of them.",
            )
        self.fields["version"] = HiddenVersionField()

    def clean_only_if(self) -> Any:
        """The condition as data."""
        return _condition(self.cleaned_data["only_if"])


class NewQuestionnaireForm(forms.Form):
    """A new questionnaire."""

    name = TextField(
        "Name", hint="As the organisations read it, for example: Section 11 self-assessment", max_length=200
    )
    introduction = TextAreaField("Introduction", hint="What whoever answers reads first", required=False, rows=4)


class FactsForm(forms.Form):
    """The top of a questionnaire."""

    title = TextField("Title", max_length=200)
    introduction = TextAreaField("Introduction", required=False, rows=4, max_length=LONGEST_TEXT)
    source = TextField(
        "Source", hint="The law, guidance or practice it follows", required=False, max_length=LONGEST_LABEL
    )
    version = HiddenVersionField()


class SectionDesignForm(_Conditional):
    """A section."""

    title = TextField("Title", max_length=LONGEST_LABEL)
    guidance = TextAreaField("Guidance", required=False, rows=3, max_length=LONGEST_TEXT)
    readers = ChoiceField(
        "Who may read the answers", [Option(word.value, word.label, word.definition) for word in Readers]
    )

    def __init__(self, *args: Any, conditions: list[Option], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_conditions(conditions)

    def facts(self) -> dict[str, Any]:
        """The section as data."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "guidance": data["guidance"],
            "readers": data["readers"],
            "condition": data.get("only_if") or None,
        }


class QuestionDesignForm(_Conditional):
    """A question."""

    text = TextField("Question", max_length=LONGEST_LABEL, width="full")
    type = ChoiceField("Kind of answer", [(word.value, word.label) for word in QuestionType], look="select")
    required = ConfirmField("It has to be considered: “not known” is an answer, silence is not", required=False)
    guidance = TextAreaField("Guidance", required=False, rows=2, max_length=LONGEST_TEXT)
    source = TextField("Source", required=False, max_length=LONGEST_LABEL)
    options = TextAreaField(
        "Choices or points of the scale",
        required=False,
        rows=5,
        hint="For one of several, any of several and scales: each on a line of its own",
    )
    columns = TextAreaField(
        "Columns of the table",
        required=False,
        rows=4,
        hint="For tables: each on a line of its own. After a bar, its kind: When | date, How many | number, Seen? | choice: Yes, No",
    )

    def __init__(self, *args: Any, conditions: list[Option], before: Question | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.before = before
        self.offer_conditions(conditions)

    def clean(self) -> dict[str, Any]:
        """Choices for what chooses, columns for a table."""
        data = self.cleaned_data
        kind = QuestionType(data["type"]) if data.get("type") else None
        if kind in {QuestionType.CHOICE, QuestionType.SEVERAL, QuestionType.SCALE} and len(self._lines("options")) < 2:
            self.add_error("options", "Enter at least two choices, each on a line of its own")
        if kind is QuestionType.TABLE and not self._lines("columns"):
            self.add_error("columns", "Enter at least one column")
        return data

    def _lines(self, name: str) -> list[str]:
        return list(
            dict.fromkeys(line.strip() for line in self.cleaned_data.get(name, "").splitlines() if line.strip())
        )

    def facts(self) -> dict[str, Any]:
        """The question as data. A choice whose words stay keeps its value, so that earlier answers compare."""
        data, kind = self.cleaned_data, QuestionType(self.cleaned_data["type"])
        made: dict[str, Any] = {
            "type": kind.value,
            "text": data["text"],
            "guidance": data["guidance"],
            "source": data["source"],
            "required": data["required"],
            "condition": data.get("only_if") or None,
        }
        if kind in {QuestionType.CHOICE, QuestionType.SEVERAL, QuestionType.SCALE}:
            known = {choice.label: choice.value for choice in self.before.options} if self.before else {}
            made["options"] = _options(self._lines("options"), known)
        if kind is QuestionType.TABLE:
            held = {column.label: column.key for column in self.before.columns} if self.before else {}
            made["columns"] = _columns(self._lines("columns"), held)
        return made


def _options(labels: list[str], known: Mapping[str, str]) -> list[dict[str, str]]:
    made: list[dict[str, str]] = []
    for label in labels:
        taken = [*(option["value"] for option in made), *known.values()]
        made.append({"value": known.get(label) or key_for(label, taken), "label": label[:LONGEST_LABEL]})
    return made


def _columns(lines: list[str], known: Mapping[str, str]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for line in lines:
        label, _, rest = (part.strip() for part in line.partition("|"))
        kind, _, choices = (part.strip() for part in rest.partition(":"))
        taken = [*(column["key"] for column in made), *known.values()]
        column: dict[str, Any] = {"key": known.get(label) or key_for(label, taken), "label": label[:120]}
        column["type"] = kind.lower() if kind.lower() in {word.value for word in ColumnType} else "text"
        if column["type"] == "choice":
            column["options"] = _options([each.strip() for each in choices.split(",") if each.strip()], {})
        made.append(column)
    return made


def options_text(question: Question) -> str:
    """A question's choices as the form holds them."""
    return "\n".join(choice.label for choice in question.options)


def columns_text(question: Question) -> str:
    """A table's columns as the form holds them."""
    lines = []
    for column in question.columns:
        kind = "" if column.type is ColumnType.TEXT else f" | {column.type.value}"
        choices = f": {', '.join(option.label for option in column.options)}" if column.options else ""
        lines.append(f"{column.label}{kind}{choices}")
    return "\n".join(lines)


class PublishForm(forms.Form):
    """What is different in the new version."""

    what_changed = TextAreaField("What changed since the last version", required=False, rows=3, max_length=2000)
    version = HiddenVersionField()
