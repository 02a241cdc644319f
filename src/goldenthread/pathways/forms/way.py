"""What is recorded on a record's way."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.design.forms import (
    ChoiceField,
    DateField,
    IntegerField,
    MultipleChoiceField,
    PartialDateField,
    TextAreaField,
    TextField,
    TimeField,
)

REASON_HINT = "A sentence, for whoever reads it in a year"


class TryForm(forms.Form):
    """A day to try a pathway with."""

    on = DateField(
        "If everything that starts it happened on", what="the day", earliest=date(2015, 1, 1), latest=date(2035, 12, 31)
    )


class StartForm(forms.Form):
    """A record is set on a pathway."""

    pathway = ChoiceField("Pathway")

    def __init__(self, *args: Any, pathways: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["pathway"].options = pathways  # type: ignore[attr-defined]


class HappenedForm(forms.Form):
    """A stage was done, or an event happened."""

    on = PartialDateField(
        "On which day?",
        what="the day",
        hint="As exact as it is known: leave the day, or the day and month, empty if not known",
    )
    moment = TimeField("At what time?", required=False, what="the time", hint="Where hours are counted")
    note = TextAreaField("Note", required=False, rows=2, max_length=1000)


class CorrectForm(forms.Form):
    """Another day for what was recorded."""

    on = PartialDateField("On which day was it?", what="the day")
    moment = TimeField("At what time?", required=False, what="the time")
    reason = TextAreaField(
        "Why is it corrected?",
        what="why it is corrected",
        rows=2,
        max_length=1000,
        hint="What was recorded before stays to be read",
    )


class ReasonForm(forms.Form):
    """A reason alone."""

    reason = TextAreaField("Reason", rows=3, max_length=1000, hint=REASON_HINT)


class HoldForm(forms.Form):
    """Stages wait for something outside."""

    stages = MultipleChoiceField("Which stages?", required=False, small=True, hint="Nothing ticked: all of them")
    reason = TextAreaField(
        "Reason",
        rows=3,
        max_length=1000,
        hint="For example: the police ask that staff are not spoken to before interviews",
    )
    starts_on = DateField("From which day?", what="the day from which it holds")
    review_on = DateField("On which day is it looked at again?", what="the day on which it is looked at again")

    def __init__(self, *args: Any, stages: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stages"].options = stages  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """A hold ends."""

    lifted_on = DateField("From which day does it go on?", what="the day from which it goes on")
    reason = TextAreaField("Why?", what="why it goes on", rows=2, max_length=1000)


class VaryForm(forms.Form):
    """Another day was agreed for a stage."""

    more = IntegerField("How much more time?", required=False, what="how much more time there is")
    until = DateField("Or until which day?", required=False, what="the day")
    reason = TextAreaField("Reason", rows=3, max_length=1000, hint=REASON_HINT)
    authority = TextField(
        "On whose authority?", what="whose authority it is", hint="For example: National Panel, by letter"
    )
    agreed_on = DateField("When was it agreed?", what="when it was agreed")

    def __init__(self, *args: Any, unit: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["more"].hint = f"In {unit}; leave empty where a day was agreed"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "more" in data and "until" in data and (data["more"] is None) == (data["until"] is None):
            raise ValidationError("Say either how much more time there is, or until which day.")
        return data
