"""Making a token."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.api.terms import Part
from goldenthread.design.forms import ChoiceField, DateField, MultipleChoiceField, TextField


class TokenForm(forms.Form):
    """For which program, where, what it may read, and until when."""

    name = TextField("Which program is it for?", hint="For example: the council's Power BI", max_length=100)
    partnership = ChoiceField("Which partnership may it read?", look="radios")
    parts = MultipleChoiceField("What may it read?", Part.choices())
    ends_on = DateField("Until which day does it work?", hint="Within a year from today")

    def __init__(self, *args: Any, partnerships: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partnership"].options = list(partnerships)  # type: ignore[attr-defined]
