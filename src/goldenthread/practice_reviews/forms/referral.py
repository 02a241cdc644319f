"""Forms of the door below the threshold."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.design.forms import (
    ChoiceField,
    DateField,
    HiddenVersionField,
    PartialDateField,
    TextAreaField,
    TextField,
)
from goldenthread.practice_reviews.forms.incident import NO_NAMES
from goldenthread.practice_reviews.terms import Escalated, Grounds, Screening


class ReferralForm(forms.Form):
    """A referral for learning."""

    grounds = ChoiceField("Why do you refer it?", Grounds.choices(), what="why you refer it")
    what = TextAreaField("What happened?", hint=NO_NAMES, max_length=6000, rows=5, required_message="Say what happened")
    happened = PartialDateField("When?", required=False, what="when it happened")
    why_together = TextAreaField(
        "Why can several agencies learn from it?",
        max_length=4000,
        rows=3,
        required_message="Say why several agencies can learn from it",
    )
    agencies = TextAreaField("Which agencies were involved?", required=False, max_length=2000, rows=2)
    safety = TextAreaField(
        "What was done for the children’s safety?",
        max_length=4000,
        rows=3,
        required_message="Say what was done for the children’s safety",
    )
    aware_on = DateField(
        "When did the local authority learn of it?",
        required=False,
        what="when the local authority learned of it",
        hint="If it turns out to be a serious incident, the clock runs from this day.",
    )
    escalated = ChoiceField("Was it escalated first?", Escalated.choices(), what="whether it was escalated")
    escalation = TextAreaField("What came of that?", required=False, max_length=2000, rows=2)
    processes = TextAreaField("Which other proceedings are open?", required=False, max_length=2000, rows=2)
    wanted = TextAreaField("What do you hope for?", required=False, max_length=2000, rows=2)
    organisation = ChoiceField("For which organisation do you refer it?", look="select", required=False)
    lead_role = TextField(
        "Your designated lead’s role",
        required=False,
        max_length=120,
        what="the role",
        hint="Such as: designated nurse. Not a name.",
    )
    lead_agreed_on = DateField(
        "When did they agree to this referral?",
        required=False,
        what="the day they agreed",
        hint="It can be added later.",
    )

    def __init__(self, *args: Any, organisations: list[tuple[str, str]] = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        self.fields["organisation"].options = [("", "None"), *organisations]  # type: ignore[attr-defined]


class AgreeForm(forms.Form):
    """The designated lead's agreement."""

    version = HiddenVersionField(required=False)
    lead_role = TextField("Your designated lead’s role", max_length=120, what="the role")
    on = DateField("When did they agree?", what="the day they agreed")


class TakeUpForm(forms.Form):
    """A referral is taken up."""

    version = HiddenVersionField(required=False)
    name = TextField(
        "Code name",
        hint="A bird’s or a tree’s, such as Heron: never a child’s.",
        max_length=60,
        width="20",
        required_message="Give it a code name",
    )


class ScreenForm(forms.Form):
    """What kind of review a referral needs."""

    version = HiddenVersionField(required=False)
    outcome = ChoiceField("What does it need?", Screening.choices(), what="what it needs")
    why = TextAreaField(
        "Why?", max_length=4000, rows=4, hint="As full for no review as for one.", required_message="Give the reasons"
    )
    screened_by = TextField(
        "Who screened it?", hint="A role, or a meeting.", max_length=120, required_message="Say who screened it"
    )
    on = DateField("When?", what="the day it was screened")
    aware_on = DateField(
        "When did the local authority become aware?",
        required=False,
        what="the day of becoming aware",
        hint="Only for a serious incident. An earlier day that was written down before holds.",
    )


class SeriousForm(forms.Form):
    """It meets the criteria after all."""

    version = HiddenVersionField(required=False)
    why = TextAreaField("Why does it meet the criteria?", max_length=4000, rows=4, required_message="Give the reasons")
    aware_on = DateField(
        "When did the local authority become aware?",
        required=False,
        what="the day of becoming aware",
        hint="The day it first knew or suspected it. An earlier day that was written down before holds.",
    )
    on = DateField("When was this found?", what="the day it was found")


class TellForm(forms.Form):
    """The outcome, for the referrer."""

    version = HiddenVersionField(required=False)
    outcome = TextAreaField(
        "What do you tell the referrer?",
        max_length=4000,
        rows=4,
        hint="They read these words and nothing else of the review.",
        required_message="Write what they are told",
    )
