"""Fields for numbers: typed as text, because browsers change what is typed into number inputs."""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.design.format import counted, number
from goldenthread.design.forms.base import PageField
from goldenthread.design.forms.text import Width, input_width


class _NumberField(PageField):
    """What whole and decimal numbers share: limits, prefix and suffix, and forgiving what people type around them."""

    input_mode = "numeric"

    def __init__(
        self,
        label: str,
        *,
        least: int | Decimal | None = None,
        most: int | Decimal | None = None,
        width: Width = "5",
        prefix: str = "",
        suffix: str = "",
        **options: Any,
    ) -> None:
        super().__init__(label, **{"widget": forms.TextInput, **options})
        self.least = least
        self.most = most
        self.width = width
        self.prefix = prefix
        self.suffix = suffix

    def _typed(self, value: Any) -> str:
        text = "" if value is None else str(value).strip()
        return text.removeprefix("£").removesuffix("%").replace(",", "").replace("\u2212", "-").strip()

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise self.fail(f"must be {number(self.least)} or more", "least")
        if self.most is not None and value > self.most:
            raise self.fail(f"must be {number(self.most)} or less", "most")

    def params(self, bound: BoundField) -> dict[str, Any]:
        options = super().params(bound) | {"inputmode": self.input_mode, "classes": input_width(self.width)}
        options["spellcheck"] = False
        if self.prefix:
            options["prefix"] = {"text": self.prefix}
        if self.suffix:
            options["suffix"] = {"text": self.suffix}
        return options


class IntegerField(_NumberField):
    """A whole number. Cleans to int, or None when there is no answer."""

    def to_python(self, value: Any) -> int | None:
        text = self._typed(value)
        if not text:
            return None
        if not text.removeprefix("-").isascii() or not text.removeprefix("-").isdigit():
            raise self.fail("must be a whole number, like 12")
        # PostgreSQL's bigint holds 18 figures whatever they are.
        if len(text) > 18:
            raise self.fail("is too large a number")
        return int(text)


class DecimalField(_NumberField):
    """A number with up to ``places`` decimals. Cleans to Decimal, or None when there is no answer."""

    input_mode = "decimal"

    def __init__(self, label: str, *, places: int = 2, **options: Any) -> None:
        super().__init__(label, **options)
        self.places = places

    def to_python(self, value: Any) -> Decimal | None:
        text = self._typed(value)
        if not text:
            return None
        try:
            result = Decimal(text)
        except decimal.InvalidOperation:
            raise self.fail("must be a number, like 12.50") from None
        if not result.is_finite() or "e" in text.lower():
            raise self.fail("must be a number, like 12.50")
        if len(text) > 18:
            raise self.fail("is too large a number")
        if -int(result.as_tuple().exponent) > self.places:
            raise self.fail(f"must have {counted(self.places, 'decimal place')} or fewer")
        return result
