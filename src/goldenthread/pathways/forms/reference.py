"""Reference data that changes days: bank holidays that became known, and national relaxations."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.design.forms import ChoiceField, DateField, IntegerField, TextAreaField, TextField


class HolidayForm(forms.Form):
    """A bank holiday that the list does not have."""

    day = DateField("Which day?", what="the day")
    title = TextField(
        "What is it?", what="what it is", max_length=120, hint="For example: Bank holiday for a royal wedding"
    )
    known_on = DateField(
        "When did it become known?",
        what="when it became known",
        hint="Days that were past by then stay where they were",
    )
    source = TextField("Where is it said?", what="where it is said", max_length=400)
    checked_on = DateField("When was that last checked?", what="when that was last checked")


class RelaxationForm(forms.Form):
    """A national relaxation of one stage's time."""

    stage = ChoiceField("Which stage?", look="select", what="the stage")
    starts_on = DateField("For what falls due from", what="the first day")
    ends_on = DateField("Until and with", what="the last day")
    more = IntegerField(
        "How much more time?",
        required=False,
        hint="In the stage’s own unit; leave it empty where no day is expected at all",
    )
    words = TextAreaField("What was relaxed?", what="what was relaxed", rows=2, max_length=1000)
    source = TextField("Where is it said?", what="where it is said", max_length=400)
    checked_on = DateField("When was that last checked?", what="when that was last checked")

    def __init__(self, *args: Any, stages: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stage"].options = stages  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Reference data is taken back."""

    why = TextAreaField("Why is it taken back?", what="why it is taken back", rows=2, max_length=1000)
