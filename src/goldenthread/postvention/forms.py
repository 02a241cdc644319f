"""The room's forms: they parse and word, and hold no rule that is not also in rules."""

from __future__ import annotations

from typing import Any

from django import forms

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
from goldenthread.postvention.operations import STAGES
from goldenthread.postvention.rules.response import NO_LIST
from goldenthread.postvention.terms import AgeBand, Confirmation, MindKind, Phase, Status

NO_HOW = "Leave out how, and name nobody: it is read by many."


class Versioned(forms.Form):
    """A form that carries the version it was made from."""

    version = HiddenVersionField(required=False)


class Offering(Versioned):
    """A form whose organisations are the partnership's own."""

    def __init__(self, *args: Any, organisations: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organisation" in self.fields:
            self.fields["organisation"].options = [("", "None of these"), *organisations]  # type: ignore[attr-defined]


class ArrangementForm(Versioned):
    """Which group leads, and which words are refused."""

    group = ChoiceField("Which group leads responses?", what="which group leads")
    refused_words = TextAreaField(
        "Which words of how somebody died are refused?", required=False, max_length=4000, rows=10,
        hint="One a line. Left empty, the list that comes with the program stands.",
    )  # fmt: skip
    least_shown = IntegerField(
        "Keep back counts of deaths below", hint="When a table is taken away. Five in most policies on statistics.",
        what="the number", least=2, most=20, width="3",
    )  # fmt: skip

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].options = groups  # type: ignore[attr-defined]


class BeginForm(forms.Form):
    """A response is begun."""

    name = TextField(
        "Code name", max_length=60, width="20", hint="Such as a tree’s: never a person’s, a school’s or a place’s.",
        required_message="Give it a code name",
    )  # fmt: skip
    why_noticed = TextAreaField(
        "Why was it noticed?", hint=NO_HOW, max_length=2000, rows=4, required_message="Say why it was noticed"
    )
    noticed_on = DateField("On which day?", what="the day it was noticed")
    noticed_at = TimeField("At what time, if known?", required=False, what="the time")


class DecideForm(Versioned):
    """A decision on the status."""

    status = ChoiceField("What was decided?", Status.choices()[1:], what="what was decided")
    why = TextAreaField("Why?", hint=NO_HOW, max_length=4000, rows=4, required_message="Give the reasons")
    by_role = TextField("In which role, or at which meeting?", max_length=120, required_message="Give the role")
    on = DateField("When?", what="the day it was decided")


class DeathForm(Offering):
    """A death."""

    age_band = ChoiceField("Age", AgeBand.choices(), what="the band of age")
    happened = PartialDateField("When, as far as it is known?", what="when")
    organisation = ChoiceField("School or setting", required=False, what="the setting")
    setting = TextField("Or in words", required=False, max_length=120, hint=NO_HOW)
    neighbouring = ConfirmField("It was in a neighbouring area", required=False)
    area = TextField("Which area?", required=False, max_length=120)


class FindingForm(Versioned):
    """A finding."""

    confirmation = ChoiceField("What was found?", Confirmation.choices(), what="what was found")
    on = DateField("When?", what="the day")


class SealForm(Versioned):
    """A sealed note."""

    note = TextAreaField("The note", max_length=4000, rows=5, required_message="Write the note")


class WhyForm(forms.Form):
    """Why somebody reads the sealed notes."""

    why = TextField(
        "Why do you need to read them?", hint="It is written down, with your name and the time.", max_length=300,
        width="full", required_message="Say why you need to read them",
    )  # fmt: skip


class SettingForm(Offering):
    """A setting is supported."""

    organisation = ChoiceField("Which setting?", required=False, what="the setting")
    words = TextField("Or in words", required=False, max_length=120)
    contact_role = TextField("The contact’s role there", max_length=120, required_message="Give the contact’s role")
    offered = TextAreaField(
        "What support is offered?", hint=NO_LIST, max_length=2000, rows=3, required_message="Say what is offered"
    )
    by_whom = TextField("By which service?", max_length=120, required_message="Say by which service")
    on = DateField("Since when?", what="the day it began")
    until = DateField("Until when is it still needed?", required=False, what="until when")


class EndForm(Versioned):
    """Support ends."""

    why = TextAreaField(
        "How did it end, or who goes on with it?",
        hint=NO_HOW,
        max_length=1000,
        rows=3,
        required_message="Say how it ended",
    )
    on = DateField("When?", what="the day it ended")


class TaskForm(Versioned):
    """A task."""

    phase = ChoiceField("When does it belong?", Phase.choices(), what="the phase")
    words = TextField("What is to be done?", hint=NO_LIST, max_length=300, required_message="Say what is to be done")
    owner_role = TextField("Whose is it? (a role)", max_length=120, required_message="Give the role")
    due_on = DateField("By when?", required=False, what="by when")


class DropForm(Versioned):
    """A task is not done after all."""

    why = TextAreaField(
        "Why is it not done after all?", hint=NO_HOW, max_length=1000, rows=3, required_message="Say why it is dropped"
    )
    on = DateField("When was that decided?", what="the day it was dropped")


class OnForm(Versioned):
    """A day."""

    on = DateField("When?", what="the day")


class MindForm(Versioned):
    """A day to mind."""

    kind = ChoiceField("What is it?", MindKind.choices(), what="what it is")
    on = DateField("Which day?", what="the day")
    ready = TextAreaField("What is planned for it?", hint=NO_LIST, required=False, max_length=1000, rows=3)


class ReadyForm(Versioned):
    """What is ready."""

    ready = TextAreaField("What is ready?", hint=NO_LIST, max_length=1000, rows=3, required_message="Say what is ready")
    on = DateField("Since when?", what="the day")


class VoiceForm(Versioned):
    """One voice."""

    voice = TextField("Which role alone speaks to the media?", max_length=120, required_message="Give the role")
    lines = TextAreaField("What is agreed to be said?", hint=NO_HOW, required=False, max_length=4000, rows=5)
    on = DateField("Agreed on", what="the day")


class AreaForm(Versioned):
    """A neighbouring area."""

    area = TextField("Which area?", max_length=120, required_message="Name the area")
    on = DateField("When?", what="the day")


class StageForm(Versioned):
    """A stage was done."""

    stage = ChoiceField("What was done?", list(STAGES.items()), what="what was done")
    on = DateField("When?", what="the day")
