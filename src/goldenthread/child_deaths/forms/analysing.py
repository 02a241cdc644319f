"""The analysis, recommendations and what is handed over."""

from __future__ import annotations

from typing import Any

from goldenthread.child_deaths.forms.base import NO_NAMES, ReasonForm, Versioned
from goldenthread.child_deaths.terms import (
    Category,
    Domain,
    Explained,
    Level,
    Modifiable,
    Relevance,
)
from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DateField,
    MultipleChoiceField,
    TextAreaField,
    TextField,
    TimeField,
)
from goldenthread.thread.terms import LearningHeading


class AnalysisForm(Versioned):
    """The analysis."""

    summary = TextAreaField(
        "What happened, as short as can be",
        max_length=4000,
        rows=5,
        hint=NO_NAMES,
        required_message="Say what happened",
    )
    cause = TextAreaField(
        "Cause, as presently understood",
        max_length=2000,
        rows=2,
        required_message="Say the cause as presently understood",
    )
    primary = ChoiceField(
        "First category",
        Category.choices(),
        look="select",
        what="the first category",
        hint="The lowest number that applies.",
    )
    secondary = MultipleChoiceField("Other categories that apply", Category.choices(), required=False)
    hierarchy_why = TextAreaField("If the first is not the lowest: why?", required=False, max_length=1000, rows=2)
    sudden_explained = ChoiceField(
        "Where it came suddenly: was it explained?", Explained.choices(), what="whether it was explained"
    )
    modifiable = ChoiceField(
        "Modifiable factors",
        [("", "Not decided yet"), *Modifiable.choices()],
        required=False,
        what="modifiable factors",
        hint="What could be changed to lower the risk to other children. It blames nobody, and is not “avoidable”.",
    )
    differs = TextAreaField("Who thinks otherwise, and why?", required=False, max_length=2000, rows=2, hint="By role.")
    coroner_differs = TextAreaField(
        "Where the coroner concluded otherwise",
        required=False,
        max_length=1000,
        rows=2,
        hint="The panel judges on the balance of probability; the conclusion of the inquest stands beside it.",
    )
    process = TextAreaField(
        "What was done for this family, and what was not?",
        required=False,
        max_length=2000,
        rows=3,
        hint="Key worker, booklet, response, post-mortem, meeting.",
    )
    feedback = TextAreaField("What does the family hear, and from whom?", required=False, max_length=2000, rows=3)


class ConcludeForm(AnalysisForm):
    """The panel's conclusion."""

    on = DateField("At the panel of which day?", what="the day of the panel")
    panel_name = TextField("Which panel?", max_length=160, required_message="Say which panel it was")
    quorate = ConfirmField("It was quorate", required=False)
    themed = ConfirmField("It was a themed panel", required=False)
    final = ChoiceField(
        "Is it final?", [("final", "Final"), ("provisional", "Provisional: it comes back")], what="whether it is final"
    )
    without_why = TextAreaField(
        "If something is still awaited: why does the panel conclude without?", required=False, max_length=1000, rows=2
    )


class FactorForm(Versioned):
    """A contributory factor."""

    domain = ChoiceField("Which domain?", Domain.choices(), what="the domain")
    name = TextField(
        "The factor",
        max_length=120,
        hint="Such as: sleep environment; follow-up; smoking in the household.",
        required_message="Name the factor",
    )
    relevance = ChoiceField("What had it to do with the death?", Relevance.choices(), what="the relevance")
    modifiable = ConfirmField("It could be changed for other children", required=False)
    words = TextAreaField("In words", required=False, max_length=2000, rows=3, hint=NO_NAMES)


class RecommendForm(Versioned):
    """A recommendation."""

    words = TextAreaField("What is recommended?", max_length=2000, rows=3, required_message="Say what is recommended")
    addressee = TextField("To which body?", max_length=200, width="full", required_message="Say which body should act")
    level = ChoiceField("For whom is it?", Level.choices(), what="for whom it is")
    factor = ChoiceField("Because of which factor?", required=False, look="select", what="the factor")

    def __init__(self, *args: Any, factors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["factor"].options = [("", "None of them"), *factors]  # type: ignore[attr-defined]


class InformForm(Versioned):
    """The body was informed."""

    on = DateField("When was it informed?", what="the day")
    how = TextField(
        "How?",
        max_length=200,
        width="full",
        hint="Such as: by letter of the chair.",
        required_message="Say how it was informed",
    )
    to_database = ConfirmField("The national database was told of it too", required=False)


class AnswerForm(Versioned):
    """The body answered."""

    answer = TextAreaField("What did it answer?", max_length=2000, rows=3, required_message="Say what was answered")
    on = DateField("When?", what="the day")


class LearnForm(Versioned):
    """A learning point of a factor."""

    text = TextAreaField(
        "What was learned?",
        max_length=2000,
        rows=3,
        hint="So that it can be read outside the panel: nobody may be known from it.",
        required_message="Say what was learned",
    )
    heading = ChoiceField("Under which heading?", LearningHeading.choices(), what="the heading")
    themes = TextField("Themes", required=False, max_length=200, width="full", hint="Parted by commas.")
    good = ConfirmField("It is good practice", required=False)


class SentForm(Versioned):
    """A hand-over was sent."""

    on = DateField("On which day?", what="the day")
    moment = TimeField("At what time?", what="the time")


class AnsweredForm(Versioned):
    """The database answered."""

    taken = ChoiceField("What did it say?", [("yes", "It has it"), ("no", "It refused it")], what="what it said")
    reference = TextField("Its reference", required=False, max_length=60, width="20")
    why = TextAreaField("If refused: why?", required=False, max_length=1000, rows=2)
    on = DateField("When?", what="the day")


class CloseForm(ReasonForm):
    """The end of a review."""
