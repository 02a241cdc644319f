"""Forms of views, decisions, the report and the Panel's letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DateField,
    HiddenVersionField,
    MultipleChoiceField,
    TextAreaField,
    TextField,
    TimeField,
)
from goldenthread.practice_reviews.rules.deciding import HEADINGS, HELP, PARTS, STATUTORY_CRITERIA
from goldenthread.practice_reviews.terms import Criterion, Further, Opinion, Partner, Reply


class Versioned(forms.Form):
    """A form that carries the version it was made from."""

    version = HiddenVersionField(required=False)


class ViewForm(Versioned):
    """A partner's view."""

    partner = ChoiceField("Whose view?", Partner.choices(), what="whose view it is")
    opinion = ChoiceField("What do they think?", Opinion.choices(), what="what they think")
    why = TextAreaField("Why?", max_length=4000, rows=4, required_message="Give the reasons")
    by_role = TextField("In which role was it given?", max_length=120, required_message="Give the role")
    on = DateField("When?", what="the day it was given")


class DecideForm(Versioned):
    """The local authority's decision."""

    decision = ChoiceField("What did the local authority decide?", Opinion.choices()[:2], what="what was decided")
    why = TextAreaField(
        "Why?",
        max_length=4000,
        rows=4,
        hint="As full for not notifying as for notifying.",
        required_message="Give the reasons",
    )
    decided_by = TextField("In which role was it decided?", max_length=120, required_message="Give the role")
    on = DateField("When?", what="the day it was decided")


class NotifyForm(Versioned):
    """The notification that was sent."""

    on = DateField(
        "On which day was it sent to the Panel?",
        what="the day it was sent",
        hint="The rapid review’s 15 working days run from it.",
    )
    moment = TimeField("At what time?", what="the time")
    reference = TextField(
        "The national form’s reference",
        max_length=60,
        width="20",
        spellcheck=False,
        required_message="Give the reference",
    )
    sent_by = TextField("In which role was it sent?", max_length=120, required_message="Give the role")
    late_why = TextAreaField(
        "If it was sent late: why?", required=False, max_length=2000, rows=3, what="why it was late"
    )


class AreaForm(Versioned):
    """Another area that was told."""

    area = TextField("Which area was told?", max_length=120, required_message="Name the area")
    on = DateField("When?", what="the day it was told")
    why = TextAreaField("Why?", required=False, max_length=1000, rows=2, hint="For example: the child lives there.")


class WithdrawForm(Versioned):
    """The notification is withdrawn."""

    why = TextAreaField("Why is it withdrawn?", max_length=4000, rows=4, required_message="Give the reasons")
    on = DateField("When?", what="the day it was withdrawn")


class AskForm(Versioned):
    """Whom to ask."""

    organisations = MultipleChoiceField("Which agencies are asked?", what="which agencies are asked")
    due_on = DateField("By when?", what="the day it is due")
    message = TextAreaField(
        "What do you write to them?", max_length=4000, rows=6, required_message="Write what you ask"
    )

    sign_off = ConfirmField("A senior at each agency signs it off before it comes back", required=False)

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].options = organisations  # type: ignore[attr-defined]


class ReportForm(Versioned):
    """The words of the report."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PARTS:
            self.fields[name] = TextAreaField(HEADINGS[name], hint=HELP[name], required=False, max_length=20000, rows=8)


class FurtherForm(Versioned):
    """The decision on a further review, against each criterion."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in Criterion:
            needed = each in STATUTORY_CRITERIA
            yes_no = [("yes", "Yes"), ("no", "No")]
            self.fields[f"criterion_{each.value}"] = ChoiceField(
                each.label, yes_no, hint=each.definition, required=needed,
                required_message=f"Say whether this is met: {each.label.lower()}",
            )  # fmt: skip
        self.fields["decision"] = ChoiceField("What was decided?", Further.choices(), what="what was decided")
        self.fields["why"] = TextAreaField(
            "Why?",
            max_length=6000,
            rows=5,
            hint="Meeting a criterion does not oblige to review; not reviewing needs reasons as full.",
            required_message="Give the reasons",
        )
        self.fields["dissent"] = TextAreaField(
            "Who disagreed, and why?", required=False, max_length=4000, rows=3, hint="Roles, not names."
        )
        self.fields["on"] = DateField("When?", what="the day it was decided")

    def criteria(self) -> Mapping[Criterion, bool | None]:
        """Each criterion: met, not met, or not said."""
        return {
            each: {"yes": True, "no": False}.get(self.cleaned_data[f"criterion_{each.value}"]) for each in Criterion
        }


class SignForm(Versioned):
    """A partner's sign-off."""

    partner = ChoiceField("Who signs off?", Partner.choices(), what="who signs off")
    by_role = TextField("In which role?", max_length=120, required_message="Give the role")
    on = DateField("When?", what="the day it was signed off")


class SentForm(Versioned):
    """The report was sent."""

    on = DateField("When was it sent to the Panel?", what="the day it was sent")
    sent_by = TextField("In which role was it sent?", max_length=120, required_message="Give the role")
    late_why = TextAreaField(
        "If it was sent late: why?", required=False, max_length=2000, rows=3, what="why it was late"
    )


class LetterForm(Versioned):
    """A letter of the Panel."""

    reply = ChoiceField("What does the Panel say?", Reply.choices(), what="what the Panel says")
    text = TextAreaField(
        "What does the letter say?",
        max_length=6000,
        rows=5,
        hint="In short, without names.",
        required_message="Say what the letter says",
    )
    on = DateField("When did it come?", what="the day it came")


class AnswerForm(Versioned):
    """What followed from a letter."""

    answer = TextAreaField("What followed from it?", max_length=6000, rows=4, required_message="Say what followed")
    on = DateField("When?", what="the day")


class CloseForm(Versioned):
    """A review is closed."""

    why = TextAreaField("Why can it be closed?", max_length=2000, rows=3, required_message="Give the reasons")
