"""The room's forms: they parse and word, and hold no rule that is not also in rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.design.forms import (
    ChoiceField,
    DateField,
    HiddenVersionField,
    IntegerField,
    Option,
    TextAreaField,
    TextField,
)
from goldenthread.oversight.rules import IMPACT, LIKELIHOOD, PART_MOST
from goldenthread.oversight.terms import ChallengeKind, NewSector, PlanState, Reach

Pairs = Iterable[tuple[str, str]]


class WithGroup(forms.Form):
    """A form about something of a group."""

    group = ChoiceField("Which group?", look="select", what="a group")

    def __init__(self, *args: Any, groups: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].options = list(groups)  # type: ignore[attr-defined]


class PeriodForm(WithGroup):
    """For which period a highlight report is drafted."""

    start = DateField("From", what="the first day")
    end = DateField("Until", what="the last day")

    field_order = ("group", "start", "end")

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", "The last day must come after the first")
        return data


class HighlightForm(forms.Form):
    """The four parts of a highlight report."""

    version = HiddenVersionField(required=False)
    achieved = TextAreaField(
        "What was achieved", hint="One line, one point.", required=False, max_length=PART_MOST, rows=6
    )
    late = TextAreaField("What is late", required=False, max_length=PART_MOST, rows=5)
    risks = TextAreaField("Risks", required=False, max_length=PART_MOST, rows=5)
    asks = TextAreaField("What we ask of the partners", required=False, max_length=PART_MOST, rows=5)


class ConfirmForm(forms.Form):
    """A step that asks nothing but whether one is sure."""

    version = HiddenVersionField(required=False)


class ScoreFields(forms.Form):
    """How likely and how serious a risk is, and when it is looked at again."""

    likelihood = ChoiceField(
        "How likely is it?",
        [(str(number), f"{number}: {word}") for number, word in LIKELIHOOD.items()],
        what="how likely it is",
    )
    impact = ChoiceField(
        "How serious would it be?",
        [(str(number), f"{number}: {word}") for number, word in IMPACT.items()],
        what="how serious it would be",
    )
    review_by = DateField("By when is it looked at again?", what="the day of the next review")


class RiskForm(ScoreFields, WithGroup):
    """A risk."""

    text = TextAreaField(
        "What is the risk?",
        hint="That … happens, because …",
        max_length=1000,
        rows=3,
        required_message="Say what the risk is",
    )
    effect = TextAreaField("What would it mean for children?", required=False, max_length=1000, rows=2)
    controls = TextAreaField("What is in place already?", required=False, max_length=1000, rows=2)
    owner_organisation = ChoiceField("Which organisation owns it?", look="select", required=False)
    owner = ChoiceField("Who owns it?", look="select", required=False)

    field_order = (
        "group",
        "text",
        "effect",
        "controls",
        "likelihood",
        "impact",
        "owner_organisation",
        "owner",
        "review_by",
    )

    def __init__(self, *args: Any, organisations: Pairs = (), people: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_organisation"].options = [("", "Not decided yet"), *organisations]  # type: ignore[attr-defined]
        self.fields["owner"].options = [("", "Not decided yet"), *people]  # type: ignore[attr-defined]


class ReviewForm(ScoreFields):
    """A review of a risk."""

    version = HiddenVersionField(required=False)
    words = TextAreaField("What has changed?", required=False, max_length=2000, rows=3)

    field_order = ("version", "likelihood", "impact", "words", "review_by")


class WordsForm(forms.Form):
    """One text."""

    version = HiddenVersionField(required=False)
    text = TextAreaField("What came of it?", max_length=2000, rows=4, required_message="Write it down")

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label


class ReferenceForm(forms.Form):
    """The reference of a record."""

    reference = TextField(
        "Its reference",
        hint="Such as AC-7K4QWB.",
        max_length=12,
        width="10",
        spellcheck=False,
        required_message="Enter its reference",
    )


class ChallengeForm(WithGroup):
    """A challenge or an escalation."""

    kind = ChoiceField(
        "What is it?", [Option(one.value, one.label, hint=one.definition) for one in ChallengeKind], what="what it is"
    )
    challenger = TextField(
        "Who challenges?", hint="A person, a group or an organisation.", required_message="Say who challenges"
    )
    challenged = ChoiceField("Which organisation is challenged?", look="select", required=False)
    challenged_whom = TextField("Or who else?", hint="A group, a post or a person.", required=False, what="who else")
    text = TextAreaField(
        "About what?",
        hint="No names of children or families.",
        max_length=2000,
        rows=4,
        required_message="Say what it is about",
    )
    raised_on = DateField("When was it raised?", what="the day it was raised")
    answer_by = DateField("By when is a response asked for?", required=False, what="the day a response is due")

    field_order = ("group", "kind", "challenger", "challenged", "challenged_whom", "text", "raised_on", "answer_by")

    def __init__(self, *args: Any, organisations: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["challenged"].options = [("", "None"), *organisations]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody is challenged."""
        data = super().clean() or {}
        if not data.get("challenged") and not data.get("challenged_whom") and "challenged_whom" not in self.errors:
            self.add_error("challenged_whom", "Say who is challenged")
        return data


class ResponseForm(forms.Form):
    """What came back to a challenge."""

    version = HiddenVersionField(required=False)
    response = TextAreaField("What came back?", max_length=4000, rows=5, required_message="Write what came back")
    on = DateField("When?", what="the day it came")


class PlanForm(WithGroup):
    """A matter on the forward plan."""

    text = TextAreaField("What is planned?", max_length=1000, rows=3, required_message="Write what is planned")
    lead = TextField("Who leads it?", required=False, what="who leads it")
    due_on = DateField("For which day?", what="the day")

    field_order = ("group", "text", "lead", "due_on")


class SettleForm(forms.Form):
    """What became of a planned matter."""

    version = HiddenVersionField(required=False)
    state = ChoiceField(
        "Was it taken?",
        [(PlanState.TAKEN.value, "Yes"), (PlanState.DROPPED.value, "No, it is dropped")],
        what="whether it was taken",
    )
    outcome = TextAreaField("What came of it?", max_length=2000, rows=3, required_message="Write what came of it")


class EngagementForm(WithGroup):
    """Who of a sector was reached."""

    sector = ChoiceField("Which sector?", NewSector.choices(), what="the sector")
    who = TextField("Who was reached?", max_length=300, width="full", required_message="Say who was reached")
    reached_on = DateField("When?", what="the day")
    how = ChoiceField("How?", Reach.choices(), what="how they were reached")
    people = IntegerField("How many people?", least=0, most=1_000_000, required=False, what="the number of people")
    agreed = TextAreaField("What was agreed?", required=False, max_length=2000, rows=3)

    field_order = ("group", "sector", "who", "reached_on", "how", "people", "agreed")


class FollowForm(forms.Form):
    """What was agreed and what followed."""

    version = HiddenVersionField(required=False)
    agreed = TextAreaField("What was agreed?", required=False, max_length=2000, rows=3)
    followed = TextAreaField("What followed?", required=False, max_length=2000, rows=3)
    reference = TextField(
        "The reference of a record that followed", hint="Such as an action, a product or an impact.", required=False,
        max_length=12, width="10", spellcheck=False, what="the reference",
    )  # fmt: skip
