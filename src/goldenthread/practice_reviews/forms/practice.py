"""Forms of a local child safeguarding practice review."""

from __future__ import annotations

from typing import Any

from goldenthread.design.forms import (
    ChoiceField,
    DateField,
    FileField,
    IntegerField,
    MultipleChoiceField,
    TextAreaField,
    TextField,
)
from goldenthread.practice_reviews.forms.deciding import Versioned
from goldenthread.practice_reviews.rules.publishing import HEADINGS, HELP
from goldenthread.practice_reviews.terms import (
    Ended,
    PractitionerKind,
    ProceedingKind,
    Publication,
    Restriction,
    ToldBefore,
)

ROLE = "A role, or a meeting: never a name."


class InitiateForm(Versioned):
    """A local child safeguarding practice review begins."""

    purpose = TextAreaField(
        "What more should it find out?", max_length=4000, rows=4, required_message="Say what more it should find out"
    )
    on = DateField(
        "On which day was it initiated?", what="the day it was initiated", hint="The six months run from this day."
    )


class ReviewerForm(Versioned):
    """A reviewer is appointed."""

    name = TextField("Who reviews?", max_length=200, hint="The reviewer’s name.", required_message="Name the reviewer")
    independence = TextAreaField(
        "How independent, and what do they know of the field?",
        max_length=4000,
        rows=3,
        required_message="Say how the reviewer is independent",
    )
    conflicts = TextAreaField(
        "What was considered as a conflict of interest?",
        max_length=4000,
        rows=2,
        hint="“None” is an answer, once it was asked.",
        required_message="Say what was considered",
    )
    appointed_by = TextField(
        "Who appointed the reviewer?", max_length=120, hint=ROLE, required_message="Say who appointed the reviewer"
    )
    on = DateField("When?", what="the day of the appointment")
    days = IntegerField("Days agreed", required=False, what="the days", least=1, most=500, width="4")
    pounds = IntegerField(
        "Cost agreed, in pounds", required=False, what="the cost", least=0, most=1_000_000, width="10"
    )
    panel_told_on = DateField(
        "When was the Panel told the name?",
        required=False,
        what="the day the Panel was told",
        hint="Leave empty until it was.",
    )


class ReviewerEndsForm(Versioned):
    """A reviewer's work ends."""

    how = ChoiceField("How did it end?", Ended.choices(), what="how it ended")
    why = TextAreaField("Why?", required=False, max_length=4000, rows=3, hint="Needed unless the work is done.")
    on = DateField("When?", what="the day it ended")


class CostForm(Versioned):
    """Days and cost are agreed anew."""

    days = IntegerField("Days agreed, in all", required=False, what="the days", least=1, most=500, width="4")
    pounds = IntegerField(
        "Cost agreed, in all, in pounds", required=False, what="the cost", least=0, most=1_000_000, width="10"
    )
    why = TextAreaField("Why has it changed?", max_length=2000, rows=3, required_message="Give the reasons")
    agreed_by = TextField("Who agreed it?", max_length=120, hint=ROLE, required_message="Say who agreed it")
    on = DateField("When?", what="the day it was agreed")


class TermsForm(Versioned):
    """The terms of reference."""

    terms = TextAreaField(
        "Terms of reference",
        max_length=20000,
        rows=8,
        hint="What it asks, how it hears family and practitioners, how it takes care of other proceedings.",
        required_message="Write the terms of reference",
    )
    covers = TextField("Which time does it look at?", required=False, max_length=200, width="full")
    method = TextField("By which method?", required=False, max_length=200, width="full")
    agreed_on = DateField(
        "When were they agreed?",
        required=False,
        what="the day they were agreed",
        hint="Leave empty while they are a draft.",
    )


class ProceedingForm(Versioned):
    """A proceeding beside the review."""

    kind = ChoiceField("What runs beside the review?", ProceedingKind.choices(), what="what runs beside it")
    words = TextAreaField(
        "What is asked of the review, and by whom?",
        max_length=4000,
        rows=3,
        hint="By role. The order’s or the case’s number may stand here.",
        required_message="Say what is asked, and by whom",
    )
    keeps_from = MultipleChoiceField(
        "What does it keep the review from?",
        Restriction.choices(),
        required=False,
        what="what it keeps the review from",
        hint="These stages wait until it ends. None: it only runs beside.",
    )
    on = DateField("Since when?", what="the day it began")
    look_on = DateField(
        "When is it looked at again?",
        required=False,
        what="the day to look again",
        hint="Needed where something waits for it.",
    )


class ProceedingEndsForm(Versioned):
    """A proceeding ends."""

    why = TextAreaField("How did it end?", max_length=2000, rows=3, required_message="Say how it ended")
    on = DateField("From which day does the review go on?", what="the day")


class CheckForm(Versioned):
    """Time and quality."""

    in_time = ChoiceField("Is the review in time?", [("yes", "Yes"), ("no", "No")], what="whether it is in time")
    quality = TextAreaField(
        "What was found of its quality?", max_length=4000, rows=3, required_message="Say what was found"
    )
    asked = TextAreaField(
        "What was asked of the reviewer in writing?",
        required=False,
        max_length=2000,
        rows=2,
        hint="Information, or a draft.",
    )
    on = DateField("When?", what="the day")


class PractitionersForm(Versioned):
    """How practitioners took part."""

    kind = ChoiceField("How did they take part?", PractitionerKind.choices(), what="how they took part")
    on = DateField("When?", what="the day")
    who = TextAreaField(
        "Which roles and agencies?",
        max_length=2000,
        rows=2,
        hint="Never names.",
        required_message="Say which roles and agencies",
    )
    said = TextAreaField("What did they say?", max_length=6000, rows=4, required_message="Say what was said")
    support = TextAreaField("How were they supported?", required=False, max_length=2000, rows=2)


class DraftForm(Versioned):
    """A draft is added."""

    file = FileField(
        "The draft", endings=("pdf",), most_bytes=25_000_000, what="the draft",
        hint="A PDF, so that each page of a copy can say whose it is. Word saves as PDF.",
    )  # fmt: skip
    on = DateField("When was it handed in?", what="the day it was handed in")
    note = TextAreaField("What is to be read with it?", required=False, max_length=2000, rows=2)


class CopyForm(Versioned):
    """A reader is given a copy."""

    person = ChoiceField("Who reads it?", look="select", required=False, what="the reader")
    reader = TextField(
        "Or someone without an account",
        required=False,
        max_length=200,
        what="the reader",
        hint="As it should stand on the copy. You open the copy and hand it over.",
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].options = people  # type: ignore[attr-defined]


class NothingForm(Versioned):
    """A step that asks nothing but to be sure."""


class WordsForm(Versioned):
    """What is published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in HEADINGS.items():
            self.fields[name] = TextAreaField(label, hint=HELP[name], required=False, max_length=20000, rows=8)


class PublicationForm(Versioned):
    """The decision on publication."""

    what = ChoiceField("What is published?", Publication.choices(), what="what is published")
    why = TextAreaField(
        "Why?",
        max_length=4000,
        rows=4,
        hint="What was weighed: harm to children and adults at risk, the family’s wishes, what others can learn.",
        required_message="Give the reasons",
    )
    decided_by = TextField("Who decided it?", max_length=120, hint=ROLE, required_message="Say who decided it")
    on = DateField("When?", what="the day it was decided")


class PlanForm(Versioned):
    """The day of publication."""

    on = DateField("On which day is it published?", what="the day of publication")
    why = TextAreaField(
        "What was minded in choosing it?",
        max_length=2000,
        rows=3,
        hint="The family’s wishes, a funeral, an anniversary, an inquest, a trial.",
        required_message="Say what was minded",
    )


class ToldForm(Versioned):
    """Someone was told before publication."""

    who = ChoiceField("Who was told?", ToldBefore.choices(), what="who was told")
    on = DateField("When?", what="the day they were told")
    by_role = TextField("By whom?", max_length=120, hint="A role.", required_message="Say by whom")
    how = TextAreaField("How, and what was said back?", required=False, max_length=2000, rows=2)


class PublishForm(Versioned):
    """The publication."""

    on = DateField("On which day was it published?", what="the day of publication")
    where = TextField(
        "Where does it stand?",
        max_length=300,
        width="full",
        hint="The address of the page.",
        required_message="Say where it stands",
    )
    late_why = TextAreaField(
        "If it was published later than it was due: why?",
        required=False,
        max_length=2000,
        rows=3,
        hint="And that the Panel and the Secretary of State were told.",
    )
    short_why = TextAreaField(
        "If the Panel or the Secretary of State had the report late: why?", required=False, max_length=2000, rows=2
    )


class OnForm(Versioned):
    """A step that asks for its day alone."""

    on = DateField("When?", what="the day")


class LookForm(Versioned):
    """Whether it stays published."""

    stays = ChoiceField(
        "Does it stay public?", [("yes", "It stays"), ("no", "It was taken down")], what="whether it stays"
    )
    why = TextAreaField("Why?", max_length=2000, rows=3, required_message="Give the reasons")
    on = DateField("When was it decided?", what="the day")


class EndForm(Versioned):
    """The review ends without a report."""

    why = TextAreaField("Why does it end?", max_length=4000, rows=4, required_message="Give the reasons")
    on = DateField("When?", what="the day it ended")
