"""Forms of a serious incident and its children."""

from __future__ import annotations

from typing import Any

from django import forms
from nhs_number.validate import is_valid

from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DateField,
    HiddenVersionField,
    IntegerField,
    PartialDateField,
    TextAreaField,
    TextField,
    TimeField,
)
from goldenthread.practice_reviews.terms import Care, IncidentType, Nature, Outcome, Plan, Sex

NO_NAMES = "No names: children by pseudonym, staff by role."


class ArrangementForm(forms.Form):
    """A partnership's arrangements for reviews."""

    version = HiddenVersionField(required=False)
    group = ChoiceField("Which group holds practice reviews?", look="select", what="the group")
    area = TextField("Which local authority area is this partnership’s?", what="the area", max_length=120)
    door_name = TextField(
        "What is the front door called?",
        hint="Such as: Children’s Social Care Direct.",
        what="its name",
        max_length=120,
    )
    door_phone = TextField("Its telephone number", hint="It stands first on every referral.", max_length=40, width="20")
    door_hours = TextField("Out of hours", required=False, max_length=200, what="the number out of hours")
    least_shown = IntegerField(
        "Keep back counts of children below", hint="When a table is taken away. Five in most policies on statistics.",
        what="the number", least=2, most=20, width="3",
    )  # fmt: skip

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].options = groups  # type: ignore[attr-defined]


class IncidentForm(forms.Form):
    """A serious incident."""

    version = HiddenVersionField(required=False)
    name = TextField(
        "Code name", hint="A bird’s or a tree’s, such as Heron: never a child’s, a family’s or a place’s.", max_length=60,
        width="20", required_message="Give it a code name",
    )  # fmt: skip
    nature = ChoiceField("What happened?", Nature.choices()[:3], what="what happened")
    incident_type = ChoiceField("What was it about?", IncidentType.choices(), look="select", what="what it was about")
    happened = PartialDateField(
        "When did it happen?", required=False, what="when it happened",
        hint="As exactly as it is known. Leave all of it empty when it is not known.",
    )  # fmt: skip
    happened_until = PartialDateField(
        "Until when?", required=False, what="the end of the range",
        hint="Only where it happened over a time, or some time between two dates.",
    )  # fmt: skip
    aware_on = DateField(
        "When did the local authority become aware?", required=False, what="the day of becoming aware",
        hint="The 5 working days run from this day, not from the incident, nor from when the partnership was told.",
    )  # fmt: skip
    aware_at = TimeField("At what time?", required=False, what="the time")
    told_on = DateField("When was the partnership told?", required=False, what="the day it was told")
    place_area = TextField(
        "In which local authority’s area did it happen?", required=False, max_length=120, what="the area"
    )
    home_area = TextField(
        "In which area do the children normally live?", required=False, max_length=120, what="the home area"
    )
    outside_england = ConfirmField("It happened outside England", required=False)
    what = TextAreaField(
        "What happened, in a few sentences?",
        hint=NO_NAMES,
        max_length=6000,
        rows=5,
        required_message="Say what happened",
    )
    safety = TextAreaField(
        "What was done at once for children’s safety?",
        required=False,
        max_length=4000,
        rows=3,
        hint="The child, brothers and sisters, and others.",
    )
    processes = TextAreaField(
        "Which other proceedings are open?",
        required=False,
        max_length=2000,
        rows=2,
        hint="Police, coroner, family court, child death review, adults, domestic homicide, health.",
    )


class ChildForm(forms.Form):
    """A child of a review."""

    version = HiddenVersionField(required=False)
    pseudonym = TextField(
        "Pseudonym", hint="Such as Child A.", max_length=60, width="20", required_message="Give a pseudonym"
    )
    outcome = ChoiceField("What became of the child?", Outcome.choices(), what="what became of the child")
    name = TextField(
        "Name",
        required=False,
        max_length=200,
        spellcheck=False,
        hint="Sealed. Shown to nobody without a reason that is written down.",
    )
    born = PartialDateField(
        "Date of birth, or date expected",
        required=False,
        what="the date of birth",
        hint="Sealed. The age at the incident follows from it.",
    )
    nhs_number = TextField("NHS number", required=False, max_length=14, width="20", spellcheck=False, hint="Sealed.")
    address = TextAreaField("Address", required=False, max_length=400, rows=2, hint="Sealed.")
    sex = ChoiceField("Sex", Sex.choices(), what="the sex", initial="unknown")
    ethnicity = TextField("Ethnicity, as recorded", required=False, max_length=80)
    disability = TextField("Disability, as recorded", required=False, max_length=120)
    care = ChoiceField(
        "Looked after at the time?", Care.choices(), what="whether the child was looked after", initial="unknown"
    )
    placed_by = TextField(
        "Placed by another authority?", required=False, max_length=120, what="the authority", hint="Its name."
    )
    plan = ChoiceField("Plan at the time", Plan.choices(), look="select", what="the plan", initial="unknown")

    def __init__(self, *args: Any, keeps: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if keeps:
            self.fields["pseudonym"].required = False
            del self.fields["pseudonym"]
            for name in ("name", "born", "nhs_number", "address"):
                self.fields[name].hint = "Sealed. Left empty, what is stored stays."  # type: ignore[attr-defined]

    def clean_nhs_number(self) -> str:
        """A number whose last digit fits the others."""
        number = str(self.cleaned_data["nhs_number"]).replace(" ", "")
        if number and not is_valid(number):
            raise forms.ValidationError("The NHS number does not add up: check its ten digits.")
        return number


class WhyForm(forms.Form):
    """Why somebody needs to know who a child is."""

    why = TextField(
        "Why do you need to know?",
        hint="It is written down, with your name and the time.",
        max_length=300,
        width="full",
        required_message="Say why you need to know",
    )
