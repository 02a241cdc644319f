"""What the room’s forms share."""

from __future__ import annotations

from django import forms

from goldenthread.design.forms import (
    DateField,
    HiddenVersionField,
    TextAreaField,
    TextField,
)

NO_NAMES = "Roles and relations, no names: the panel reads it."


class Versioned(forms.Form):
    """A form that carries the version it was made from."""

    version = HiddenVersionField(required=False)


class ReasonForm(Versioned):
    """A reason."""

    why = TextAreaField("Why?", max_length=2000, rows=3, required_message="Give the reason")


class OnWhyForm(Versioned):
    """A day and a reason."""

    why = TextAreaField("Why?", max_length=2000, rows=3, required_message="Give the reason")
    on = DateField("When?", what="the day")


class WhyForm(forms.Form):
    """Why somebody needs to see what is sealed."""

    why = TextField(
        "Why do you need to know?",
        hint="It is written down, with your name and the time.",
        max_length=300,
        width="full",
        required_message="Say why you need to know",
    )
