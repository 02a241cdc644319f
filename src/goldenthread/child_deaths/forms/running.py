"""What runs beside a review, what agencies say, and the review meeting."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.child_deaths.forms.base import NO_NAMES, Versioned
from goldenthread.child_deaths.rules.forms import LETTERS
from goldenthread.child_deaths.terms import (
    MeetingKind,
    TrackKind,
)
from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DateField,
    MultipleChoiceField,
    Option,
    TextAreaField,
    TextField,
)


class TrackForm(Versioned):
    """Something runs beside the review."""

    kind = ChoiceField("What is it?", TrackKind.choices(), what="what it is", look="select")
    who = TextField("Which body leads it?", max_length=160, required_message="Say which body leads it")
    note = TextAreaField(
        "What should be known?",
        required=False,
        max_length=2000,
        rows=3,
        hint="Kind of post-mortem; what the family agreed to or declined; what was asked for.",
    )
    began_on = DateField("Since when?", what="the day it began")
    agreed_on = DateField("A day agreed for its end, if any", required=False, what="the day agreed")
    holds = ConfirmField("The panel waits for it", required=False)
    look_again_on = DateField("Then, when is it looked at again?", required=False, what="the day to look again")
    keeps_papers = ConfirmField("Police or prosecutors asked that papers stay with those who lead", required=False)


class TrackChangeForm(Versioned):
    """What is known of it now."""

    note = TextAreaField("What should be known?", required=False, max_length=2000, rows=3)
    agreed_on = DateField("A day agreed for its end, if any", required=False, what="the day agreed")
    holds = ConfirmField("The panel waits for it", required=False)
    look_again_on = DateField("Then, when is it looked at again?", required=False, what="the day to look again")
    keeps_papers = ConfirmField("Police or prosecutors asked that papers stay with those who lead", required=False)


class TrackEndForm(Versioned):
    """It has ended."""

    outcome = TextAreaField(
        "How did it end?",
        max_length=2000,
        rows=3,
        hint="The conclusion, the verdict, no charge, what was found.",
        required_message="Say how it ended",
    )
    on = DateField("When?", what="the day it ended")


class ResultForm(Versioned):
    """A result."""

    name = TextField(
        "What kind of result?",
        max_length=120,
        hint="Preliminary cause, histology, toxicology, genetics; report to prevent future deaths.",
        required_message="Say what kind of result it is",
    )
    says = TextAreaField("What does it say?", max_length=4000, rows=4, required_message="Say what it says")
    came_on = DateField("When did it come?", what="the day it came")
    narrow = ConfirmField("It may not stand in anything that the family or the other parent sees", required=False)


class AskForm(Versioned):
    """Agencies are asked for a form."""

    form = ChoiceField(
        "Which form?",
        what="the form",
        hint=f"The forms that fit come first, each with the reason. {LETTERS}",
        small=True,
    )
    organisations = MultipleChoiceField("Which agencies?", required_message="Choose at least one agency")
    title = TextField(
        "What is asked, without naming anyone", max_length=120, width="full", required_message="Say what is asked"
    )
    message = TextAreaField("Covering message", max_length=4000, rows=6, required_message="Write a covering message")
    due_on = DateField("By when?", what="the day it is due")

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], kinds: list[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].options = organisations  # type: ignore[attr-defined]
        self.fields["form"].options = kinds  # type: ignore[attr-defined]


class ClaimForm(Versioned):
    """What an agency says of one fact."""

    about = TextField(
        "About what?",
        max_length=120,
        hint="Such as: time found. Said the same way each time, claims stand side by side.",
        required_message="Say what it is about",
    )
    says = TextAreaField("What is said?", max_length=400, rows=2, required_message="Say what is said")
    source = TextField(
        "Who says so?",
        max_length=160,
        hint="An agency, or the family through the key worker.",
        required_message="Say who says so",
    )


class ExcerptForm(Versioned):
    """What is taken of a long answer."""

    excerpt = TextAreaField(
        "What is taken",
        max_length=20_000,
        rows=8,
        hint="Leave the words that matter, up to 400 characters. Nothing is added and nothing is changed.",
        required_message="Leave the words that matter",
    )


class MeetingForm(Versioned):
    """The review meeting."""

    kind = ChoiceField("What kind of meeting was it?", MeetingKind.choices(), what="the kind of meeting")
    convened_by = TextField(
        "Which organisation convened it?",
        max_length=160,
        hint="Where death was declared, or the lead of the Joint Agency Response.",
        required_message="Say which organisation convened it",
    )
    on = DateField("When?", what="the day of the meeting")
    present = TextAreaField(
        "Who took part?",
        max_length=2000,
        rows=3,
        hint="Roles and agencies, no names.",
        required_message="Say who took part",
    )
    family_questions = TextAreaField(
        "What did the family ask?", required=False, max_length=2000, rows=3, hint="Brought by the key worker."
    )
    said = TextAreaField(
        "What was concluded?", max_length=8000, rows=5, hint=NO_NAMES, required_message="Say what was concluded"
    )
    feedback = TextAreaField("What does the family hear, and from whom?", required=False, max_length=2000, rows=3)
    papers_missing = TextField("What was missing?", required=False, max_length=300, width="full")


class ReadyForm(Versioned):
    """Ready for the panel."""

    on = DateField("Since when?", what="the day")
    without_why = TextAreaField(
        "If something is missing: why does it go on without?", required=False, max_length=2000, rows=3
    )


class PutForm(Versioned):
    """Put to a panel."""

    meeting = ChoiceField("To which panel?", required=False, what="the panel")
    theme = TextField(
        "Or waits for a themed panel on",
        required=False,
        max_length=80,
        hint="Such as: neonatal, road, sudden infant deaths.",
    )

    def __init__(self, *args: Any, panels: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].options = [("", "None yet"), *panels]  # type: ignore[attr-defined]


class PanelForm(forms.Form):
    """The day of a panel."""

    on = DateField("A panel on", what="the day of the panel")


class DeferForm(Versioned):
    """The panel put it off."""

    on = DateField("At the panel of which day?", what="the day")
    why = TextAreaField("Why?", max_length=2000, rows=3, required_message="Give the reason")
    until = TextField("What has to come first?", required=False, max_length=200, width="full")
