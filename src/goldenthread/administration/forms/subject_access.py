"""Forms of requests about the data held on a person."""

from __future__ import annotations

from typing import Any

from django import forms
from nhs_number.validate import is_valid

from goldenthread.administration.terms import DataSubject, Mark, RequestKind, WaitKind
from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DateField,
    EmailField,
    HiddenVersionField,
    MultipleChoiceField,
    Option,
    TextAreaField,
    TextField,
)


class ReceiveForm(forms.Form):
    """Someone asks."""

    kind = ChoiceField("What do they ask?", [Option(one.value, one.label, one.definition) for one in RequestKind])
    about = ChoiceField("About whom?", DataSubject.choices())
    name = TextField("Full name of whoever it is about", autocomplete="off", spellcheck=False, what="the full name")
    variants = TextAreaField(
        "Other names", hint="One a line: former names, other spellings.", required=False, max_length=1000, rows=3
    )
    born = DateField("Date of birth", required=False)
    nhs_number = TextField("NHS number", required=False, width="10", spellcheck=False, autocomplete="off")
    email = EmailField("Their e-mail address", required=False, autocomplete="off")
    person = ChoiceField("Their account here", look="select", required=False, hint="Only for a member of staff.")
    asker = TextField(
        "Who asks, if it is someone else",
        required=False,
        autocomplete="off",
        hint="A parent, a solicitor, an advocate.",
    )
    authority = TextAreaField(
        "By what authority",
        required=False,
        max_length=500,
        rows=2,
        hint="What you saw: parental responsibility, a signed authority, a court's order.",
    )
    wanted = TextAreaField("What they ask for, in their own words", required=False, max_length=2000, rows=4)
    received_on = DateField("Received on", what="the day it was received")

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].options = people  # type: ignore[attr-defined]

    def clean_nhs_number(self) -> str:
        """Ten digits of which the last checks the others, or nothing."""
        text = "".join(self.cleaned_data["nhs_number"].split())
        if text and not is_valid(text):
            raise forms.ValidationError(
                "The NHS number has ten digits, and the last checks the others: look at it again"
            )
        return text


class IdentityForm(forms.Form):
    """It was checked who asks."""

    how = TextField(
        "How was it checked?",
        hint="For example: passport seen in person. Do not write its number down.",
        max_length=300,
        what="how it was checked",
    )
    on = DateField("On which day?", what="the day it was checked")


class PauseForm(forms.Form):
    """Something is awaited."""

    kind = ChoiceField("What is awaited?", [Option(one.value, one.label, one.definition) for one in WaitKind])
    since = DateField("Asked for on", what="the day it was asked for")


class DayForm(forms.Form):
    """A day alone."""

    on = DateField("It came on", what="the day it came")


class ExtendForm(forms.Form):
    """Two months more."""

    reason = TextAreaField("Why are two more months needed?", max_length=1000, rows=3, what="the reason")
    told_on = DateField("They were told on", what="the day they were told")


class DecideForm(forms.Form):
    """What becomes of one thing found."""

    mark = ChoiceField(
        "What becomes of it?",
        [Option(one.value, one.label, one.definition) for one in Mark if one is not Mark.UNDECIDED],
    )
    given = TextAreaField(
        "The words that are given",
        required=False,
        max_length=20_000,
        rows=6,
        hint="In part, or where what was found only points at a page.",
    )
    exemptions = MultipleChoiceField("Withheld under", required=False)
    reason = TextAreaField(
        "Reason",
        required=False,
        max_length=2000,
        rows=3,
        hint="Kept in the register. Whoever asked is told the exemption, not this.",
    )

    def __init__(self, *args: Any, exemptions: list[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exemptions"].options = exemptions  # type: ignore[attr-defined]


class SubmitForm(forms.Form):
    """Giving it to the second person."""

    version = HiddenVersionField()
    decision = TextAreaField(
        "What is decided, and why",
        required=False,
        max_length=4000,
        rows=4,
        hint="It stands in the answer. Needed for a correction, erasure or restriction.",
    )
    elsewhere_note = TextAreaField(
        "What came back from circles you do not sit in",
        required=False,
        max_length=2000,
        rows=3,
        hint="Only where something may be held there.",
    )


class ApproveForm(forms.Form):
    """The second person agrees."""

    version = HiddenVersionField()
    read = ConfirmField("I have read the answer and everything withheld from it")


class CloseForm(forms.Form):
    """The answer was given."""

    how = TextField(
        "How was it given?", max_length=300, hint="For example: by hand; by encrypted mail.", what="how it was given"
    )
    on = DateField("On which day?", what="the day it was given")


class ProvisionForm(forms.Form):
    """The next edition of a provision."""

    seen = HiddenVersionField()
    name = TextField("Name", what="the name")
    provision = TextField("Where it stands", max_length=300, width="full", what="where it stands")
    applies = TextAreaField("What it says", max_length=3000, rows=5, what="what it says")
    source = TextAreaField("Source", max_length=1000, rows=2, what="the source")
    in_use = ConfirmField("It is in use", required=False)
