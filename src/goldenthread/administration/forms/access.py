"""Forms about circles, conflicts of interest and break-glass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.administration.forms.people import options
from goldenthread.design.forms import ChoiceField, TextAreaField, TextField

REASON_HINT = "In a full sentence. It is kept, and others will read it: no names of children or families."


class CircleReasonForm(forms.Form):
    """A change to a circle, with the reason."""

    reason = TextAreaField("Reason", hint=REASON_HINT, max_length=1000, rows=3)


class KeepOutForm(CircleReasonForm):
    """Keeping a person out of a circle."""

    person = ChoiceField("Who?", look="select", what="person")
    field_order = ["person", "reason"]

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options(self, "person", people)


class KeepOutOfRecordForm(KeepOutForm):
    """Keeping a person out of one record."""

    reference = TextField("Reference of the record", width="10", spellcheck=False, max_length=20)
    field_order = ["reference", "person", "reason"]


class AskForm(forms.Form):
    """Asking to see a record."""

    reference = TextField(
        "Reference of the record", hint="Such as AC-7K4QWP.", width="10", spellcheck=False, max_length=20
    )
    reason = TextAreaField(
        "Why do you need to see it now?",
        hint=REASON_HINT,
        max_length=1000,
        rows=4,
        required_message="Say why you need to see it",
    )


class RefuseForm(forms.Form):
    """Refusing a request."""

    reason = TextAreaField("Reason", hint="The person who asked will read it.", max_length=240, rows=3)
