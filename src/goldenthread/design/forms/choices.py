"""Fields for choosing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.design.forms.base import PageField, field_id


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. ``divider`` sets a word such as "or" before it."""

    value: str
    label: str
    hint: str = ""
    divider: str = ""


Options = Iterable[Option | tuple[str, str]]


def as_options(choices: Options) -> tuple[Option, ...]:
    """The choices as Options; a pair is a value and its label."""
    return tuple(choice if isinstance(choice, Option) else Option(*choice) for choice in choices)


class _OptionsField(PageField):
    """What choosing one and choosing several share. ``options`` may be set anew on a form's own field."""

    ask = "Select"

    def __init__(self, label: str, choices: Options = (), *, look: str, small: bool = False, **options: Any) -> None:
        super().__init__(label, **options)
        self._options = as_options(choices)
        self.look = look
        self.small = small

    @property
    def options(self) -> tuple[Option, ...]:
        """What may be chosen."""
        return self._options

    @options.setter
    def options(self, choices: Options) -> None:
        self._options = as_options(choices)

    def _known(self, value: str) -> str:
        if value not in {option.value for option in self._options}:
            raise self.fail("must be one of the choices on the page: choose again", "invalid_choice")
        return value

    def _items(self, chosen: set[str], prefix: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        for place, option in enumerate(self._options):
            if option.divider:
                items.append({"divider": option.divider})
            item: dict[str, Any] = {"value": option.value, "text": option.label, "checked": option.value in chosen}
            item["id"] = prefix if place == 0 else f"{prefix}-{place + 1}"
            if option.hint:
                item["hint"] = {"text": option.hint}
            items.append(item)
        return items

    def _group_params(self, bound: BoundField, chosen: set[str]) -> dict[str, Any]:
        options = self.shared_params(bound) | {"fieldset": self.fieldset_params()}
        options["items"] = self._items(chosen, field_id(bound))
        if self.small:
            options["classes"] = f"govuk-{self.look}--small"
        return options


class ChoiceField(_OptionsField):
    """One of several: radios, or a select where the list is long. Cleans to the value; empty text for no answer."""

    component = "choice"

    def __init__(
        self, label: str, choices: Options = (), *, look: Literal["radios", "select"] = "radios", **options: Any
    ) -> None:
        super().__init__(label, choices, look=look, **{"widget": forms.TextInput, **options})

    def to_python(self, value: Any) -> str:
        text = "" if value is None else str(value)
        return self._known(text) if text else ""

    def params(self, bound: BoundField) -> dict[str, Any]:
        value = self.widget_data(bound)
        chosen = "" if value is None else str(value)
        if self.look == "radios":
            return self._group_params(bound, {chosen})
        items = [
            {"value": option.value, "text": option.label, "selected": option.value == chosen}
            for option in self._options
        ]
        if not any(option.value == "" for option in self._options):
            items.insert(0, {"value": "", "text": "Choose one" if self.required else "None", "selected": not chosen})
        return self.shared_params(bound) | {"label": self.label_params(), "items": items}


class MultipleChoiceField(_OptionsField):
    """Any of several, as tick boxes. Cleans to a tuple of values in the order of the choices."""

    component = "checkboxes"

    def __init__(self, label: str, choices: Options = (), **options: Any) -> None:
        super().__init__(label, choices, look="checkboxes", **{"widget": forms.SelectMultiple, **options})

    def to_python(self, value: Any) -> tuple[str, ...]:
        values = [value] if isinstance(value, str) else list(value or ())
        chosen = {self._known(str(one)) for one in values if str(one)}
        return tuple(option.value for option in self._options if option.value in chosen)

    def params(self, bound: BoundField) -> dict[str, Any]:
        value = self.widget_data(bound)
        values = [value] if isinstance(value, str) else list(value or ())
        return self._group_params(bound, {str(one) for one in values})


class ConfirmField(PageField):
    """One tick box beside a sentence. Cleans to bool; when required it must be ticked."""

    component = "confirm"

    def __init__(self, label: str, *, required_message: str = "", **options: Any) -> None:
        message = required_message or f"Tick the box to go on: {label}"
        super().__init__(label, required_message=message, **{"widget": forms.TextInput, **options})

    def to_python(self, value: Any) -> bool:
        return str(value or "").lower() not in ("", "0", "false", "off")

    def validate(self, value: bool) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.required_message, code="required")

    def shown_label(self) -> str:
        # Not ticking is an answer, so "optional" would say nothing.
        return str(self.label)

    def params(self, bound: BoundField) -> dict[str, Any]:
        options = self.shared_params(bound)
        options.pop("hint", None)
        ticked = self.to_python(self.widget_data(bound))
        item: dict[str, Any] = {"value": "yes", "text": self.shown_label(), "checked": ticked, "id": field_id(bound)}
        if self.hint:
            item["hint"] = {"text": self.hint}
        return options | {"items": [item]}
