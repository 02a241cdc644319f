"""What every field of ours shares: label, hint, the words for its errors, and the options of its component."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

QUESTION_WORDS = frozenset({"what", "who", "when", "where", "why", "how", "which", "whether"})
DETERMINERS = frozenset({"a", "an", "any", "the", "this", "your", "their", "how", "at", "one", "each"})

LabelSize = Literal["", "s", "m", "l"]


class PageField(forms.Field):
    """A field drawn by the GOV.UK component that ``component`` names.

    ``what`` is how the errors call the thing ("the date of the panel"); without it the label in lower case is used.
    ``required_message`` replaces the sentence for a missing answer. Fields that are not required say so in their label.
    """

    component: ClassVar[str] = "input"
    # How the missing-answer sentence starts: one enters a text, selects a choice, chooses a file.
    ask: ClassVar[str] = "Enter"

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        required: bool = True,
        what: str = "",
        required_message: str = "",
        initial: Any = None,
        label_size: LabelSize = "s",
        autocomplete: str = "",
        widget: forms.Widget | type[forms.Widget] | None = None,
    ) -> None:
        super().__init__(label=label, help_text=hint, required=required, initial=initial, widget=widget)
        self.hint = hint
        self.what = what or _spoken(label)
        self.label_size = label_size
        self.autocomplete = autocomplete
        self.required_message = required_message or self._default_required_message(label, what)
        self.error_messages = {"required": self.required_message}

    def _default_required_message(self, label: str, what: str) -> str:
        if label.endswith("?") and not what:
            return f"Answer the question: {label}"
        first_word = self.what.partition(" ")[0].lower()
        if first_word in QUESTION_WORDS:
            return f"Say {self.what}"
        return f"{self.ask} {self.what}" if first_word in DETERMINERS else f"{self.ask} the {self.what}"

    def fail(self, predicate: str, code: str = "invalid") -> ValidationError:
        """The error whose sentence is this field's thing followed by ``predicate``: "… must be a whole number"."""
        return ValidationError(f"{self.what[:1].upper()}{self.what[1:]} {predicate}", code=code)

    def shown_label(self) -> str:
        """The label as the page shows it."""
        return str(self.label) if self.required else f"{self.label} (optional)"

    def widget_data(self, bound: BoundField) -> Any:
        """What stands in the field now: what was typed, else the initial value."""
        return bound.value()

    def error_target(self, bound: BoundField) -> str:
        """The id that the error summary links to."""
        return field_id(bound)

    def params(self, bound: BoundField) -> dict[str, Any]:
        """The options of the GOV.UK macro that draws this field, as it stands in a form."""
        value = self.widget_data(bound)
        options = self.shared_params(bound)
        options |= {"label": self.label_params(), "value": "" if value is None else str(value)}
        if self.autocomplete:
            options["autocomplete"] = self.autocomplete
        return options

    def shared_params(self, bound: BoundField) -> dict[str, Any]:
        """Identity, hint and error: the options that every component takes."""
        options: dict[str, Any] = {"id": field_id(bound), "idPrefix": field_id(bound), "name": bound.html_name}
        if self.hint:
            options["hint"] = {"text": self.hint}
        if bound.errors:
            options["errorMessage"] = {"text": " ".join(str(error) for error in bound.errors)}
        return options

    def label_params(self) -> dict[str, Any]:
        """The label of a component with one input."""
        return {"text": self.shown_label(), "classes": f"govuk-label--{self.label_size}" if self.label_size else ""}

    def fieldset_params(self) -> dict[str, Any]:
        """The legend of a component with several inputs."""
        classes = f"govuk-fieldset__legend--{self.label_size}" if self.label_size else ""
        return {"legend": {"text": self.shown_label(), "classes": classes}}


def field_id(bound: BoundField) -> str:
    """The id of a field's first input."""
    return str(bound.auto_id or bound.html_name)


def _spoken(label: str) -> str:
    """A label as it stands inside a sentence: not shouted, but "NHS number" stays."""
    text = label.rstrip("?:. ")
    return text if text[1:2].isupper() or text[1:2] == "" else text[:1].lower() + text[1:]
