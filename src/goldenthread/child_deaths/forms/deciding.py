"""Decisions of the first days, and what is related."""

from __future__ import annotations

from goldenthread.child_deaths.forms.base import NO_NAMES, Versioned
from goldenthread.child_deaths.terms import (
    AreaLead,
    Immediate,
    InScope,
    Limb,
    Question,
    RelatedWhy,
    ScopeReason,
)
from goldenthread.design.forms import (
    ChoiceField,
    DateField,
    MultipleChoiceField,
    TextAreaField,
    TextField,
    TimeField,
)


class MergeForm(Versioned):
    """Two notifications of one death."""

    into = TextField(
        "Which one stays?",
        max_length=20,
        width="10",
        hint="Its reference, such as CD-7K4QWX. This one is joined with it, and stays to be read.",
        required_message="Give the reference of the one that stays",
    )
    why = TextAreaField(
        "Why is it the same death?", max_length=1000, rows=2, required_message="Say why it is the same death"
    )


class ScopeForm(Versioned):
    """A decision on scope."""

    in_scope = ChoiceField("Is it reviewed here?", InScope.choices(), what="the decision")
    reason = ChoiceField("On what ground?", ScopeReason.choices(), what="the ground")
    why = TextAreaField(
        "What does it rest on?",
        max_length=2000,
        rows=3,
        hint="A clinician’s statement, a certificate, dates.",
        required_message="Say what it rests on",
    )
    by_role = TextField("In which role was it decided?", max_length=120, required_message="Give the role")
    on = DateField("When?", what="the day it was decided")


class AreaForm(Versioned):
    """A decision on the area."""

    lead = ChoiceField("Which area reviews it?", AreaLead.choices(), what="the area")
    area = TextField("The other area", required=False, max_length=160)
    why = TextAreaField(
        "Why?",
        max_length=2000,
        rows=3,
        hint="Normal residence; where most services were; a placement; a move in the last weeks.",
        required_message="Give the reasons",
    )
    agreed_by = TextField("Who agreed, on both sides?", required=False, max_length=200, width="full", hint="Roles.")
    shares_learning = TextField("How does learning reach the other area?", required=False, max_length=300, width="full")
    on = DateField("When?", what="the day it was decided")


class FirstForm(Versioned):
    """A decision of the first hours."""

    question = ChoiceField("Which question?", Question.choices(), what="the question")
    answer = ChoiceField("What was decided?", Immediate.choices(), what="the answer")
    limbs = MultipleChoiceField(
        "For a Joint Agency Response: which criteria are met?",
        Limb.choices(),
        required=False,
        hint="Any one is enough.",
    )
    why = TextAreaField(
        "Why, or what does it wait for?",
        max_length=2000,
        rows=3,
        hint=NO_NAMES,
        required_message="Say why, or what it waits for",
    )
    by_role = TextField("In which role was it decided?", max_length=120, required_message="Give the role")
    on = DateField("On which day?", what="the day")
    moment = TimeField("At what time?", what="the time")


class RelatedForm(Versioned):
    """Two deaths that belong together."""

    other = TextField(
        "Which other death?",
        max_length=20,
        width="10",
        hint="Its reference.",
        required_message="Give the other’s reference",
    )
    why = ChoiceField("How do they belong together?", RelatedWhy.choices(), what="how they belong together")
    note = TextAreaField(
        "What should be minded?",
        required=False,
        max_length=1000,
        rows=2,
        hint="Such as: pregnancy data are entered once; separate letters.",
    )


class ConcernForm(Versioned):
    """A concern about another child."""

    what = TextAreaField(
        "What is the concern?", max_length=2000, rows=3, hint=NO_NAMES, required_message="Say what the concern is"
    )
    passed_to = TextField(
        "To whom was it passed, and how?",
        max_length=200,
        width="full",
        hint="Such as: duty social worker, by telephone at 14:10. Ring first: this page tells nobody outside.",
        required_message="Say to whom it was passed",
    )


class DisclosureForm(Versioned):
    """A decision on what may be seen."""

    asker = TextField(
        "Who asked?", max_length=160, hint="A role or a relation, no name.", required_message="Say who asked"
    )
    asked_on = DateField("When?", what="the day it was asked")
    asked_for = TextAreaField("For what?", max_length=2000, rows=2, required_message="Say what was asked for")
    decided = TextAreaField("What was decided?", max_length=2000, rows=2, required_message="Say what was decided")
    why = TextAreaField("Why?", max_length=2000, rows=3, required_message="Give the reasons")
    by_role = TextField("In which role?", max_length=120, required_message="Give the role")
    on = DateField("Decided when?", what="the day it was decided")
