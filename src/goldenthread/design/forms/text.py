"""Fields for words."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms.boundfield import BoundField

from goldenthread.design.format import counted
from goldenthread.design.forms.base import PageField

Width = Literal["2", "3", "4", "5", "10", "20", "one-half", "two-thirds", "full"]


def input_width(width: Width) -> str:
    """The class that makes an input so many characters, or such a part of the page, wide."""
    if width == "full":
        return ""
    return f"govuk-input--width-{width}" if width.isdigit() else f"govuk-!-width-{width}"


class TextField(PageField):
    """One line of text, its outer spaces taken off. Cleans to str; empty text when there is no answer."""

    input_type: ClassVar[str] = "text"
    strips: ClassVar[bool] = True

    def __init__(
        self,
        label: str,
        *,
        max_length: int = 200,
        width: Width = "two-thirds",
        prefix: str = "",
        suffix: str = "",
        spellcheck: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(label, **{"widget": forms.TextInput, **options})
        self.max_length = max_length
        self.width = width
        self.prefix = prefix
        self.suffix = suffix
        self.spellcheck = spellcheck

    def to_python(self, value: Any) -> str:
        text = "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            raise self.fail("has a character in it that cannot be stored: type it again")
        return text.strip() if self.strips else text

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.max_length:
            over = counted(len(value) - self.max_length, "character")
            raise self.fail(f"must be {self.max_length:,} characters or fewer: it is {over} too long", "max_length")

    def params(self, bound: BoundField) -> dict[str, Any]:
        options = super().params(bound) | {"type": self.input_type, "classes": input_width(self.width)}
        if self.prefix:
            options["prefix"] = {"text": self.prefix}
        if self.suffix:
            options["suffix"] = {"text": self.suffix}
        if not self.spellcheck:
            options["spellcheck"] = False
        return options


class TextAreaField(TextField):
    """Several lines of text, with a count of what is left. Cleans to str with plain newlines."""

    component = "character-count"

    def __init__(self, label: str, *, max_length: int = 4000, rows: int = 5, **options: Any) -> None:
        super().__init__(label, max_length=max_length, widget=forms.Textarea, **options)
        self.rows = rows

    def params(self, bound: BoundField) -> dict[str, Any]:
        # The count appears near the limit only: until then it is noise.
        options = PageField.params(self, bound) | {"rows": str(self.rows), "spellcheck": self.spellcheck}
        return options | {"maxlength": str(self.max_length), "threshold": "75", "classes": "gt-textarea"}


class EmailField(TextField):
    """An email address. Cleans to str."""

    input_type = "email"

    def __init__(self, label: str = "Email address", *, autocomplete: str = "email", **options: Any) -> None:
        super().__init__(label, **{"max_length": 254, "spellcheck": False, "autocomplete": autocomplete, **options})

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        try:
            validate_email(value)
        except ValidationError:
            raise self.fail("must look like name@example.org") from None


class PasswordField(TextField):
    """A password, taken exactly as typed and never shown again. ``new`` lets the browser offer one."""

    component = "password-input"
    strips = False

    def __init__(self, label: str = "Password", *, new: bool = False, **options: Any) -> None:
        autocomplete = "new-password" if new else "current-password"
        super().__init__(label, **{"max_length": 1000, "autocomplete": autocomplete, **options})

    def widget_data(self, bound: BoundField) -> Any:
        return None


class HiddenField(TextField):
    """A value that the page carries and the person does not see. Cleans to str."""

    component = "hidden"

    def __init__(self, *, required: bool = True, initial: Any = None, max_length: int = 1000) -> None:
        message = "Part of this page was missing when it was sent. Load the page again and send it once more."
        super().__init__(
            "", required=required, initial=initial, max_length=max_length, required_message=message,
            widget=forms.HiddenInput,
        )  # fmt: skip
        self.what = "part of this page"


class HiddenVersionField(HiddenField):
    """The version that a change was made from. Cleans to int."""

    stale: ClassVar[str] = "This page was opened before it last changed. Load it again to see how it stands now."

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 16):
            raise ValidationError(self.stale, code="invalid")
        return int(text)

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.stale, code="required")
