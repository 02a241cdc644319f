"""A line of a year's money."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.administration.forms.partnership import clean_year
from goldenthread.administration.forms.people import NO_ORGANISATION, named, options
from goldenthread.design.forms import ChoiceField, DecimalField, HiddenField, TextField
from goldenthread.partnership.models import Organisation
from goldenthread.partnership.terms import MoneyKind


class MoneyForm(forms.Form):
    """What it is, whose, and how much."""

    seen = HiddenField(required=False)
    year = TextField("Year", hint="Such as 2025-26.", width="10", max_length=7)
    kind = ChoiceField("What is it?", MoneyKind.choices(), look="radios")
    organisation = ChoiceField("Which organisation?", look="select", required=False, what="organisation")
    text = TextField("In words", hint="For example: towards the business unit; an independent reviewer", max_length=300)
    amount = DecimalField("How much, in pounds?", places=2)
    source = TextField(
        "Where is that written?", hint="The agreement, invoice or minute", required=False, max_length=300
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options(self, "organisation", [NO_ORGANISATION, *named(organisations)])

    def clean_year(self) -> str:
        """A year, or a year and the next one's last two figures."""
        return clean_year(self.cleaned_data["year"])
