"""Forms of indicators: they parse and word; every rule stands in rules and operations."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DecimalField,
    HiddenField,
    HiddenVersionField,
    TextAreaField,
    TextField,
)
from goldenthread.indicators.rules import NewReading, UnreadableLine, read_lines
from goldenthread.indicators.terms import Polarity


class IndicatorForm(forms.Form):
    """What an indicator counts, and how."""

    name = TextField(
        "What is counted?",
        hint="As it stands in a sentence, for example: deaths of babies in unsafe sleep",
        max_length=200,
    )
    definition = TextAreaField(
        "How is it counted?",
        hint="Who is counted, where and when, so that two people would count the same",
        required=False,
        max_length=4000,
        rows=4,
    )
    unit = TextField("Unit", hint="For example: deaths, children, per cent", required=False, max_length=60)
    polarity = ChoiceField("Which way is better?", Polarity.choices(), look="radios", small=True)
    source = TextField("Where do the figures come from?", required=False, max_length=300)
    counts_people = ConfirmField(
        "It counts people, so small numbers are kept back when it is published", required=False
    )
    version = HiddenVersionField(required=False)


class ReadingsForm(forms.Form):
    """Readings typed or pasted, one on a line."""

    readings = TextAreaField(
        "Readings",
        hint="One on a line: a period and a number, such as “2025-04, 3”. A period is a month (2025-04), a calendar quarter (2025-Q2), a year (2025), a financial year (2024-25) or a day (2025-04-05). Two columns copied from a spreadsheet will do.",
        max_length=20_000,
        rows=8,
    )
    source = TextField("Where do they come from?", required=False, max_length=300)

    def clean_readings(self) -> list[NewReading]:
        """The readings, or the sentence that names the first line that is none."""
        try:
            return read_lines(self.cleaned_data["readings"])
        except UnreadableLine as wrong:
            raise forms.ValidationError(str(wrong)) from None


class CorrectForm(forms.Form):
    """A reading put right."""

    value = DecimalField("What should it be?", places=3)
    reason = TextAreaField("Reason", hint="It is kept in the history of the partnership", max_length=1000, rows=3)
    seen = HiddenField()


class RemoveForm(forms.Form):
    """A reading taken away."""

    reason = TextAreaField("Reason", hint="It is kept in the history of the partnership", max_length=1000, rows=3)
    seen = HiddenField()


Cleaned = dict[str, Any]
