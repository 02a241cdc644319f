"""What somebody knows of a death, and who the child was."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from goldenthread.child_deaths.forms.base import NO_NAMES, Versioned
from goldenthread.child_deaths.rules.intake import number_state
from goldenthread.child_deaths.terms import (
    Care,
    Channel,
    Known,
    Limb,
    NumberAbsent,
    Place,
    Sex,
)
from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DateField,
    EmailField,
    HiddenVersionField,
    IntegerField,
    MultipleChoiceField,
    PartialDateField,
    TextAreaField,
    TextField,
    TimeField,
)

NONE = [("", "Not known yet")]

CODE = re.compile(r"[A-Z][0-9]{2}(\.?[0-9]{1,2})?", re.ASCII)

STATES = Known.choices()


class ArrangementForm(Versioned):
    """Which group reviews child deaths, and what the public page says."""

    group = ChoiceField("Which group reviews child deaths?", what="which group")
    partners = TextField(
        "Who are the child death review partners?",
        max_length=300,
        width="full",
        hint="The local authority and every integrated care board of its area.",
        required_message="Name the partners",
    )
    footprint = TextField(
        "Whose deaths does the panel review?",
        max_length=300,
        width="full",
        required=False,
        hint="The areas. Guidance expects at least 60 deaths a year.",
    )
    joint_with = TextField("With whom are panels held together?", max_length=300, width="full", required=False)
    reports_with = TextField("With whom is the annual report one?", max_length=300, width="full", required=False)
    office_phone = TextField(
        "Telephone of the office", max_length=60, width="20", required_message="Give the office’s telephone number"
    )
    office_hours = TextField(
        "When is it answered?", max_length=200, width="full", required_message="Say when it is answered"
    )
    out_of_hours = TextAreaField(
        "What should somebody do at night or at a weekend?",
        max_length=2000,
        rows=3,
        required_message="Say what to do out of hours",
    )
    is_public = ConfirmField("A death may be notified without an account", required=False)
    least_shown = IntegerField(
        "Keep back counts below",
        hint="In every figure that leaves the room. Five is common; nothing national sets it.",
        what="the number",
        least=3,
        most=10,
        width="3",
    )
    pooled_over = ChoiceField(
        "Break figures down over how many years together?",
        [("1", "Each year"), ("3", "Three years"), ("5", "Five years")],
        hint="Where fewer than about 150 children die in a year, one year alone would have almost every number kept back.",
        what="how many years",
    )
    rounded_to = IntegerField(
        "Round counts to the nearest",
        hint="0 is not at all; 5 is what national tables did in 2018.",
        what="the number",
        least=0,
        most=10,
        width="3",
    )

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].options = groups  # type: ignore[attr-defined]


class WhoFields(forms.Form):
    """Who the child was: every field is sealed."""

    name = TextField(
        "The child’s name",
        max_length=200,
        hint="Sealed. “Baby of” and the mother’s name will do.",
        required_message="Give the child’s name, or “Baby of” and the mother’s name",
    )
    born = PartialDateField(
        "Date of birth", required=False, what="the date of birth", hint="Sealed. The age follows from it."
    )
    nhs_number = TextField("NHS number", required=False, max_length=14, width="20", spellcheck=False, hint="Sealed.")
    number_absent = ChoiceField(
        "If there is none, why?",
        [("", "There is one, or not known"), *NumberAbsent.choices()],
        look="select",
        required=False,
        what="why there is no number",
    )
    address = TextAreaField("Home address", required=False, max_length=400, rows=2, hint="Sealed.")
    others = TextAreaField(
        "Parents, carers, brothers and sisters",
        required=False,
        max_length=2000,
        rows=3,
        hint="Sealed. Who they are, how to reach them, and what is not safe.",
    )


class NotifyForm(WhoFields):
    """What somebody knows of a child's death, whatever the hour: little is enough."""

    field_order: tuple[str, ...] = (
        "died_on", "died_at", "name", "born", "born_at", "sex", "nhs_number", "number_absent", "address", "home_area", "place",
        "what", "expected", "limbs", "others", "agencies", "agency", "role", "sender", "email", "phone",
    )  # fmt: skip
    died_on = DateField("Day of death", what="the day of death")
    died_at = TimeField("Time of death, if known", required=False, what="the time of death")
    born_at = TimeField("Time of birth, of a newborn", required=False, what="the time of birth")
    sex = ChoiceField("Sex", Sex.choices(), what="the sex", initial="unknown")
    home_area = TextField("Local authority where the child lived", required=False, max_length=120)
    place = ChoiceField("Where did the child die?", Place.choices(), look="select", what="the place", initial="unknown")
    what = TextAreaField(
        "What is known?",
        max_length=4000,
        rows=5,
        hint=NO_NAMES,
        required_message="Say in a sentence or more what is known",
    )
    expected = ChoiceField(
        "Was death thought a significant possibility 24 hours before?",
        STATES,
        what="whether it was expected",
        initial="not_asked",
        look="select",
    )
    limbs = MultipleChoiceField(
        "Is one of these so?",
        Limb.choices(),
        required=False,
        hint="Then police, health and social care respond together. Ring them now: this form tells nobody outside the office.",
    )
    agencies = TextAreaField(
        "Who knew the child or family?",
        required=False,
        max_length=2000,
        rows=3,
        hint="General practice, health visitor, midwife, school, hospital, social care: with names and numbers where you have them.",
    )
    agency = TextField("Your agency", max_length=160, required_message="Say which agency you write for")
    role = TextField("Your role", max_length=120, required_message="Say in which role you write")
    sender = TextField("Your name", max_length=160, required_message="Give your name")
    email = EmailField("Your work e-mail", required=False)
    phone = TextField(
        "Your telephone", max_length=60, width="20", required_message="Give a number on which you can be reached"
    )


NOTIFY_GROUPS = (
    ("What happened", ("died_on", "died_at", "place", "what", "expected", "limbs")),
    ("The child", ("name", "born", "born_at", "sex", "nhs_number", "number_absent", "address", "home_area")),
    ("Family, and who knew them", ("others", "agencies")),
    ("You", ("agency", "role", "sender", "email", "phone")),
)
"""The fields of a notification under their headings."""


class PublicNotifyForm(NotifyForm):
    """The same for somebody without an account. `website` is left empty by people, and filled in by machines."""

    website = TextField("Leave this empty", required=False, max_length=200)


class ToldForm(NotifyForm):
    """The same, told to the office and written down there."""

    field_order = ("channel", "received_on", "received_time", *NotifyForm.field_order)
    channel = ChoiceField(
        "How did it come to be known?",
        [(each.value, each.label) for each in (Channel.TOLD, Channel.REGISTRAR, Channel.PRESS)],
        what="how it came",
    )
    received_on = DateField("On which day?", what="the day it came")
    received_time = TimeField("At what time?", what="the time it came")


class AgainForm(NotifyForm):
    """Another notification of a death that is known."""

    version = HiddenVersionField(required=False)


class FactsForm(Versioned):
    """What is known of a death."""

    died_on = DateField("Day of death", what="the day of death")
    died_at = TimeField("Time of death", required=False, what="the time of death")
    died_is_believed = ConfirmField("The day is believed, not certified", required=False)
    born_at = TimeField("Time of birth, of a newborn", required=False, what="the time of birth")
    what = TextAreaField(
        "What is known?",
        max_length=8000,
        rows=6,
        hint=NO_NAMES,
        required_message="Say in a sentence or more what is known",
    )
    cause = TextAreaField("Cause, as presently understood or registered", required=False, max_length=2000, rows=3)
    coded_cause = TextField(
        "Underlying cause as coded by registration",
        required=False,
        max_length=8,
        width="10",
        hint="Such as R95. The panel’s category is a judgement of its own.",
    )
    is_registered = ConfirmField("The death is registered", required=False)
    sex = ChoiceField("Sex", Sex.choices(), what="the sex")
    ethnicity = ChoiceField("Ethnicity", look="select", required=False, what="the ethnicity")
    gestation_weeks = IntegerField(
        "Completed weeks of pregnancy at birth", required=False, what="the weeks", least=15, most=45, width="3"
    )
    birth_weight = IntegerField(
        "Weight at birth, in grams", required=False, what="the weight", least=100, most=7000, width="5"
    )
    home_area = TextField("Local authority where the child normally lived", required=False, max_length=120)
    deprivation = ChoiceField(
        "Fifth of deprivation",
        [
            ("", "Not known yet"),
            ("1", "1, the most deprived"),
            ("2", "2"),
            ("3", "3"),
            ("4", "4"),
            ("5", "5, the least deprived"),
        ],
        look="select",
        required=False,
        what="the fifth",
    )
    deprivation_edition = TextField(
        "Of which edition?",
        required=False,
        max_length=40,
        width="20",
        hint="Such as 2025, by postcode at the time of death.",
    )
    place = ChoiceField("Where did the child die?", Place.choices(), look="select", what="the place")
    event_place = ChoiceField(
        "Where did what led to it take place, if elsewhere?", Place.choices(), look="select", what="the place"
    )
    country = TextField("Country, where outside England", required=False, max_length=60)
    care = ChoiceField("Children’s social care at death", Care.choices(), look="select", what="the social care")
    expected = ChoiceField(
        "A significant possibility 24 hours before?", STATES, look="select", what="whether it was expected"
    )
    sudden = ChoiceField(
        "Did it come suddenly and unexpectedly?",
        STATES,
        look="select",
        what="whether it was sudden",
        hint="How it came. Whether it was explained in the end is said in the analysis.",
    )
    learning_disability = ChoiceField("A learning disability?", STATES, look="select", what="learning disability")
    autism = ChoiceField("Autism?", STATES, look="select", what="autism")
    asylum = ChoiceField("Seeking asylum, or an immigration matter?", STATES, look="select", what="asylum")
    language = TextField("The family’s first language", required=False, max_length=80)
    interpreter = ChoiceField("An interpreter needed?", STATES, look="select", what="interpreter")

    def __init__(self, *args: Any, ethnicities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ethnicity"].options = [*NONE, *ethnicities]  # type: ignore[attr-defined]

    def clean_coded_cause(self) -> str:
        """A code of the International Classification of Diseases, by its form alone."""
        code = str(self.cleaned_data["coded_cause"]).strip().upper()
        if code and not CODE.fullmatch(code):
            raise forms.ValidationError("The coded cause is a letter and two figures, such as R95 or W75.9.")
        return code

    def clean_deprivation(self) -> int | None:
        """The fifth as a number."""
        return int(self.cleaned_data["deprivation"]) if self.cleaned_data["deprivation"] else None


class ChildForm(WhoFields):
    """Who the child was, or more of it: what is left empty stays as it is."""

    version = HiddenVersionField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        for name in ("name", "born", "nhs_number", "address", "others"):
            self.fields[name].hint = "Sealed. Left empty, what is stored stays."  # type: ignore[attr-defined]


class NameForm(Versioned):
    """Another name."""

    name = TextField("The name", max_length=200, hint="Sealed.", required_message="Give the name")
    why = TextField(
        "What kind of name is it?",
        max_length=200,
        hint="Such as: registered later; used by the family; before adoption.",
        required_message="Say what kind of name it is",
    )
    number = TextField(
        "An earlier NHS number, with it",
        required=False,
        max_length=14,
        width="20",
        hint="Of a child who was adopted or placed.",
    )
    used = ConfirmField("It is the name that the family uses: letters use it", required=False)

    def clean_number(self) -> str:
        """A number that adds up."""
        number = str(self.cleaned_data["number"])
        if number_state(number) is False:
            raise forms.ValidationError("The NHS number does not add up: check its ten digits.")
        return number
