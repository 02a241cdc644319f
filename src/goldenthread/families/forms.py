"""The room's forms: they parse and word, and hold no rule that is not also in rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DateField,
    HiddenVersionField,
    IntegerField,
    MultipleChoiceField,
    Option,
    TextAreaField,
    TextField,
)
from goldenthread.families.terms import (
    Advocate,
    Asked,
    EffectKind,
    Heard,
    LetterKind,
    Method,
    Offer,
    Outcome,
    Relationship,
    RestrictionKind,
    Safe,
    SaidKind,
    Standing,
    ToldStep,
)

SEALED = "Sealed. It is shown to nobody without a reason that is written down."
KEEPS = f"{SEALED} Leave it empty to keep what is there."
BY_ROLE = "For example: family liaison officer"


class MemberForm(forms.Form):
    """A family member. `keeps` words the sealed fields for one who is written down already."""

    version = HiddenVersionField(required=False)
    label = TextField(
        "Label", max_length=60, width="20", required_message="Give a label",
        hint="Who they are to the child, such as Mother or Child A’s grandmother. Lists show it, so never a name.",
    )  # fmt: skip
    relationship = ChoiceField("Who are they to the child?", Relationship.choices(), look="select", what="who they are")
    household = IntegerField(
        "Household", least=1, most=9, width="2",
        hint="People of one home share a number. Parents who live apart have different ones, and never see each other’s details.",
    )  # fmt: skip
    name = TextField("Name", required=False, max_length=120, hint=SEALED, autocomplete="off")
    reach = TextAreaField("Telephone and e-mail", required=False, rows=2, max_length=400, hint=SEALED)
    address = TextAreaField("Address", required=False, rows=3, max_length=400, hint=SEALED)
    under_18 = ConfirmField("They are under 18", required=False)
    standing = MultipleChoiceField(
        "What has to be thought of?",
        [Option(each.value, each.label, each.definition) for each in Standing],
        required=False,
    )
    safe = ChoiceField(
        "How is it safe to reach them?",
        [Option(each.value, each.label, each.definition) for each in Safe],
        what="what is safe",
    )
    safe_words = TextAreaField(
        "More about what is safe", required=False, rows=3, max_length=2000,
        hint="Times, places, who answers the telephone, through whom. It is in no search and on no letter.",
    )  # fmt: skip
    language = TextField("Language", required=False, max_length=60, width="20")
    interpreter = ConfirmField("They need an interpreter", required=False, hint="Never someone of the family")
    needs = TextAreaField(
        "What else do they need?", required=False, rows=2, max_length=1000,
        hint="Easy read, large print, signing, somewhere quiet to meet",
    )  # fmt: skip
    advocate = ChoiceField("An advocate", Advocate.choices())
    advocate_from = TextField("From which organisation?", required=False, max_length=120)
    dates_to_avoid = TextAreaField(
        "Days to avoid", required=False, rows=3, max_length=1000, hint="One a line, such as 12 May: birthday"
    )
    called = TextField(
        "What do they want to be called in the report?", required=False, max_length=60, width="20",
        hint="A name they chose, and not their own",
    )  # fmt: skip
    informed = TextAreaField(
        "How do they want to be kept informed?", required=False, rows=2, max_length=1000,
        hint="For example: a telephone call after each meeting",
    )  # fmt: skip
    wants_draft = ChoiceField("Do they want to read the draft?", Asked.choices())
    publication = ChoiceField("Do they want the report to be published?", Asked.choices())
    wishes = TextAreaField("Their wishes in their own words", required=False, rows=3, max_length=4000)

    def __init__(self, *args: Any, keeps: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if keeps:
            for name in ("name", "reach", "address"):
                self.fields[name].hint = KEEPS  # type: ignore[attr-defined]


class NameContactForm(forms.Form):
    """The person whom a family member can reach, and who covers for them."""

    version = HiddenVersionField(required=False)
    person = ChoiceField(
        "Named contact", look="select", required=False,
        hint="With an account here they write down contacts with this family member. Leave it empty for someone without one.",
    )  # fmt: skip
    words = TextField(
        "How does a letter name them?",
        what="how a letter names them",
        hint="Name, role and telephone number",
        max_length=200,
    )
    cover = ChoiceField("Who covers when they are away?", look="select", required=False)
    cover_words = TextField(
        "How does a letter name the cover?", required=False, hint="Name, role and telephone number", max_length=200
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("person", "cover"):
            self.fields[name].options = [("", "Nobody with an account"), *people]  # type: ignore[attr-defined]


class RestrictionForm(forms.Form):
    """Someone is not freely approached."""

    kind = ChoiceField(
        "What restricts it?", [Option(each.value, each.label, each.definition) for each in RestrictionKind]
    )
    words = TextAreaField(
        "What is restricted, and who says so?", what="what is restricted", rows=3, max_length=2000,
        hint="For example: the officer in the case asks that he is not approached before the trial",
    )  # fmt: skip
    starts_on = DateField("Since when?", what="since when")
    review_on = DateField("When is it looked at again?", what="the day on which it is looked at again")


class RestrictionReviewForm(forms.Form):
    """A restriction is looked at again."""

    on = DateField("When was it looked at?", what="when it was looked at")
    review_on = DateField(
        "When is it looked at again?", required=False, hint="Leave it empty where the restriction has ended"
    )
    words = TextAreaField("Who looked at it, and what did they say?", what="who looked at it", rows=2, max_length=1000)


class ReasonedForm(forms.Form):
    """A form that corrects a row asks why, last."""

    def __init__(self, *args: Any, corrects: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if corrects:
            self.fields["reason"] = TextAreaField(
                "Why is it corrected?", what="why it is corrected", rows=2, max_length=1000,
                hint="What was recorded before stays to be read",
            )  # fmt: skip


class ContactForm(ReasonedForm):
    """An approach, or the reason for none."""

    on = DateField("When?", what="the day")
    by_role = TextField("Who reached out, by role?", what="the role", max_length=120, hint=BY_ROLE)
    method = ChoiceField("How?", Method.choices(), what="how")
    outcome = ChoiceField(
        "What came of it?",
        [Option(each.value, each.label, each.definition) for each in Outcome],
        what="what came of it",
    )
    what = TextAreaField("What happened?", required=False, rows=3, max_length=4000)
    why = TextAreaField(
        "Why were they not approached, or why was it right nonetheless?", required=False, rows=2, max_length=1000,
        hint="Where nobody approached them, or a restriction was in force",
    )  # fmt: skip
    agreed_by = TextField(
        "Who agreed to the contact?",
        required=False,
        max_length=300,
        hint="Where a restriction is in force: who, and when",
    )
    offers = MultipleChoiceField(
        "What were they offered?", [Option(each.value, each.label, each.definition) for each in Offer], required=False
    )

    def __init__(self, *args: Any, restricted: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not restricted:
            del self.fields["agreed_by"]
            self.fields["why"].label = "Why were they not approached?"
            self.fields["why"].hint = "Where nobody approached them"  # type: ignore[attr-defined]


class SaidForm(ReasonedForm):
    """What someone said."""

    kind = ChoiceField("What is it?", SaidKind.choices(), what="what it is")
    words = TextAreaField("What did they say?", what="what they said", rows=5, max_length=6000)
    own_words = ConfirmField("These are their own words", required=False)
    heard = ChoiceField(
        "How was it heard?",
        [Option(each.value, each.label, each.definition) for each in Heard],
        what="how it was heard",
    )
    on = DateField("When?", what="the day")
    by_role = TextField("Who heard it, by role?", what="the role", max_length=120, hint=BY_ROLE)


class EffectForm(forms.Form):
    """What changed because of what was said."""

    kind = ChoiceField("What changed because of it?", EffectKind.choices(), what="what changed")
    words = TextAreaField("How, or why not?", what="how, or why not", rows=3, max_length=4000)
    on = DateField("When?", what="the day")
    shows_in = TextField(
        "Where does it show?", required=False, width="10", max_length=12,
        hint="The reference of a record, such as the action that came of it",
    )  # fmt: skip


class AnswerForm(forms.Form):
    """A question is answered."""

    step = ChoiceField(
        "What came of it?", [("answered", "It is answered"), ("cannot", "Nobody can answer it")], what="what came of it"
    )
    words = TextAreaField(
        "The answer, or why there is none", what="the answer", rows=4, max_length=4000,
        hint="Worded for them alone: a letter carries it as it stands",
    )  # fmt: skip
    on = DateField("When?", what="the day")
    by_role = TextField("Who answered, by role?", what="the role", max_length=120)


class FedBackForm(forms.Form):
    """The answer was fed back."""

    on = DateField("When were they told the answer?", what="the day")
    by_role = TextField("By whom, by role?", what="the role", max_length=120, hint=BY_ROLE)
    words = TextAreaField("What did they say to it?", required=False, rows=2, max_length=2000)


class ToldForm(ReasonedForm):
    """Before publication."""

    step = ChoiceField(
        "What is it?", [Option(each.value, each.label, each.definition) for each in ToldStep], what="what it is"
    )
    on = DateField("When?", what="the day")
    by_role = TextField("By whom, by role?", what="the role", max_length=120, hint=BY_ROLE)
    how = TextAreaField(
        "How, or why not?",
        what="how, or why not",
        rows=2,
        max_length=1000,
        hint="For example: met at the children’s centre",
    )
    support = TextAreaField(
        "What support is there on the day of publication?", required=False, rows=2, max_length=1000,
        hint="Who calls, who is there, what to do when the press comes",
    )  # fmt: skip


class StrikeForm(forms.Form):
    """What was recorded did not happen, or not with this person."""

    reason = TextAreaField("Why is it struck out?", what="why it is struck out", rows=3, max_length=1000)


class WhyForm(forms.Form):
    """A reason to see who someone is."""

    why = TextAreaField(
        "Why do you need to know who this is?", rows=3, max_length=500, hint="Your reason is written down",
        required_message="Say why you need to know",
    )  # fmt: skip


class LetterForm(forms.Form):
    """A letter or leaflet for one family member."""

    kind = ChoiceField("Which one?", what="which one")
    format = ChoiceField("As what?", [("docx", "Word, to be finished"), ("pdf", "PDF")], what="the format")
    agreed_by = TextField(
        "Who agreed that a letter goes to them?", required=False, max_length=300, hint="Where a restriction is in force"
    )
    why = TextAreaField(
        "Why do you need their name and address on it?", required=False, rows=2, max_length=500,
        hint="Leave it empty for a draft without them. Your reason is written down.",
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Iterable[LetterKind], restricted: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].options = [Option(each.value, each.label, each.definition) for each in kinds]  # type: ignore[attr-defined]
        if not restricted:
            del self.fields["agreed_by"]
