"""The thread's forms: they parse and word, and hold no rule that is not also in rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DateField,
    DecimalField,
    FileField,
    HiddenVersionField,
    IntegerField,
    MultipleChoiceField,
    PartialDateField,
    TextAreaField,
    TextField,
)
from goldenthread.documents.rules import ENDINGS
from goldenthread.partnership.models import Group, Organisation, Post, Priority
from goldenthread.records.models import Record
from goldenthread.thread.terms import (
    Brag,
    ImpactKind,
    LearningHeading,
    LearningNature,
    LineState,
    ProductKind,
    Question,
    SourceKind,
    Strength,
)


def split_themes(text: str) -> tuple[str, ...]:
    """Themes typed with commas between, each once, in the order typed."""
    return tuple(dict.fromkeys(part.strip()[:80] for part in text.split(",") if part.strip()))


def organisation_options(rows: Iterable[Organisation]) -> list[tuple[str, str]]:
    """Organisations as choices."""
    return [(str(row.pk), row.name) for row in rows]


def record_options(rows: Iterable[Record]) -> list[tuple[str, str]]:
    """Records as choices: what each is, and its reference."""
    return [(row.reference, f"{row.title[:110]} ({row.reference})") for row in rows]


class WithGroup(forms.Form):
    """A form about something of a group."""

    def __init__(self, *args: Any, groups: Iterable[Group] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].options = [(group.key, str(group)) for group in groups]  # type: ignore[attr-defined]


class ActionForm(WithGroup):
    """Writing or changing an action."""

    version = HiddenVersionField(required=False)
    text = TextAreaField(
        "What will be done?",
        hint="One action: a verb that can be signed off, what, and for whom.",
        max_length=2000,
        rows=3,
        required_message="Say what will be done",
    )
    measure = TextAreaField(
        "How will anyone know that it is done and works?",
        hint="A count, a sample, a before and after. A draft can wait for it; agreeing cannot.",
        required=False,
        max_length=1000,
        rows=2,
    )
    group = ChoiceField("Which group holds it?", look="select")
    owner_organisation = ChoiceField("Which organisation owns it?", look="select", required=False)
    owner_person = ChoiceField("Who will see it through?", look="select", required=False)
    due_on = DateField("By when?", required=False, what="the due date")
    contributors = MultipleChoiceField(
        "Which other organisations have a part in it?",
        hint="Each answers on a line of its own.",
        required=False,
        small=True,
    )
    themes = TextField(
        "Themes", hint="With commas between, such as safer sleep, information sharing.", required=False, max_length=400
    )
    priority = ChoiceField("Which priority does it serve?", look="select", required=False)
    comes_from = MultipleChoiceField(
        "What does it come from?",
        hint="Any number of learning points, from any number of reviews and audits.",
        required=False,
        small=True,
    )

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[Organisation] = (),
        people: Iterable[Post] = (),
        priorities: Iterable[Priority] = (),
        upstream: Iterable[Record] = (),
        editing: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        named = organisation_options(organisations)
        self.fields["owner_organisation"].options = [("", "Not decided yet"), *named]  # type: ignore[attr-defined]
        self.fields["contributors"].options = named  # type: ignore[attr-defined]
        held = {
            post.person_id: f"{post.person.name} ({post.organisation or post.get_role_display()})" for post in people
        }  # type: ignore[attr-defined]
        self.fields["owner_person"].options = [("", "Not decided yet"), *((str(pk), name) for pk, name in held.items())]  # type: ignore[attr-defined]
        named_priorities = ((str(row.pk), f"{row.year}: {row.text[:80]}") for row in priorities)
        self.fields["priority"].options = [("", "None"), *named_priorities]  # type: ignore[attr-defined]
        self.fields["comes_from"].options = record_options(upstream)  # type: ignore[attr-defined]
        if editing:
            del self.fields["group"], self.fields["comes_from"]
        elif not self.fields["comes_from"].options:  # type: ignore[attr-defined]
            del self.fields["comes_from"]


class ReasonForm(forms.Form):
    """A step that needs a reason, or may have a note."""

    version = HiddenVersionField(required=False)
    reason = TextAreaField("Reason", max_length=1000, rows=3)

    def __init__(self, *args: Any, asks_reason: bool = True, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = asks_reason
        self.fields["reason"].label = label or ("Why?" if asks_reason else "Anything to add?")


class UpdateForm(forms.Form):
    """Saying how an action is going, with evidence from wherever one stands."""

    version = HiddenVersionField(required=False)
    text = TextAreaField(
        "How is it going?",
        hint="One or two sentences. No child’s name or date of birth.",
        max_length=2000,
        rows=3,
        required_message="Say how it is going",
    )
    brag = ChoiceField(
        "How do you judge it?",
        [(brag.value, brag.label) for brag in (Brag.GREEN, Brag.AMBER, Brag.RED, Brag.BLUE)],
        required=False,
        small=True,
    )
    evidence = FileField(
        "Evidence",
        hint="A PDF, Word, Excel or PowerPoint file, a picture, a text or an e-mail.",
        endings=ENDINGS,
        most_bytes=25_000_000,
        required=False,
    )


class DueForm(forms.Form):
    """Moving a date."""

    version = HiddenVersionField(required=False)
    due_on = DateField("New due date", what="the new due date")
    reason = TextAreaField("Why does it move?", max_length=1000, rows=3)


class OfferForm(WithGroup):
    """Offering an action to another group."""

    version = HiddenVersionField(required=False)
    group = ChoiceField("Which group should take it?")
    reason = TextAreaField("Why should that group take it?", max_length=1000, rows=3)


class AnswerForm(forms.Form):
    """Answering an offer."""

    version = HiddenVersionField(required=False)
    answer = ChoiceField(
        "Does the group take it?",
        [
            ("accepted", "Accept it: the group holds it from now on"),
            ("returned", "Return it to the group it came from"),
        ],
    )
    reason = TextAreaField("Why?", hint="Needed when you return it.", required=False, max_length=1000, rows=3)


class LineForm(forms.Form):
    """A contributing organisation's answer."""

    state = ChoiceField(
        "How does your part stand?", [(code, label) for code, label in LineState.choices() if code != "asked"]
    )
    note = TextAreaField(
        "What was done, or why not?", hint="Needed when you refuse.", required=False, max_length=1000, rows=3
    )


class ReassignForm(forms.Form):
    """Giving actions another owner."""

    owner_organisation = ChoiceField("Which organisation owns them now?", look="select")
    owner_person = ChoiceField("Who will see them through?", look="select", required=False)
    reason = TextAreaField("Why?", max_length=1000, rows=3)

    def __init__(
        self, *args: Any, organisations: Iterable[Organisation] = (), people: Iterable[Post] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_organisation"].options = organisation_options(organisations)  # type: ignore[attr-defined]
        held = {
            post.person_id: f"{post.person.name} ({post.organisation or post.get_role_display()})" for post in people
        }  # type: ignore[attr-defined]
        self.fields["owner_person"].options = [("", "Not decided yet"), *((str(pk), name) for pk, name in held.items())]  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """Merging like actions into one of them."""

    into = ChoiceField("Which one carries on for all of them?")

    def __init__(self, *args: Any, candidates: Iterable[Record] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].options = record_options(candidates)  # type: ignore[attr-defined]


class SourceForm(WithGroup):
    """Recording what was looked at."""

    group = ChoiceField("Which group looked at it?", look="select")
    kind = ChoiceField("What kind of source is it?", SourceKind.choices(), look="select")
    title = TextField("Title", hint="Without a name or anything that would identify a child.", max_length=200)
    happened = PartialDateField("When?", what="the date")
    summary = TextAreaField("In two or three sentences", required=False, max_length=2000, rows=3)
    subject = TextField("Who or what was it about?", hint="Such as “young baby”. No names.", required=False)
    age_group = TextField("Age group", required=False, max_length=80)
    children = IntegerField("How many children?", hint="Children, not reviews.", least=0, most=999, required=False)
    shared = ConfirmField("Everyone who works with the partnership may see it", required=False)


class LearningForm(WithGroup):
    """Recording what was learned."""

    group = ChoiceField("Which group learned it?", look="select")
    text = TextAreaField("What was learned?", max_length=2000, rows=3, required_message="Say what was learned")
    nature = ChoiceField("Is it good practice, or something to develop?", LearningNature.choices())
    heading = ChoiceField("Under which heading?", LearningHeading.choices())
    happened = PartialDateField("When was it learned?", what="the date")
    themes = TextField(
        "Themes", hint="With commas between, such as safer sleep, information sharing.", required=False, max_length=400
    )
    age_group = TextField("Age group", required=False, max_length=80)
    organisations = MultipleChoiceField("Which organisations is it for?", required=False, small=True)
    comes_from = MultipleChoiceField("What does it come from?", required=False, small=True)
    shared = ConfirmField("Everyone who works with the partnership may see it", required=False)

    def __init__(
        self, *args: Any, organisations: Iterable[Organisation] = (), upstream: Iterable[Record] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].options = organisation_options(organisations)  # type: ignore[attr-defined]
        self.fields["comes_from"].options = record_options(upstream)  # type: ignore[attr-defined]


class ProductForm(WithGroup):
    """Recording what was made."""

    group = ChoiceField("Which group made it?", look="select")
    title = TextField("What was made?", max_length=300)
    kind = ChoiceField("What kind of product is it?", ProductKind.choices(), look="select")
    happened = PartialDateField("When was it ready?", what="the date")
    summary = TextAreaField("In two or three sentences", required=False, max_length=2000, rows=3)
    comes_from = MultipleChoiceField("What did it come from?", required=False, small=True)

    def __init__(self, *args: Any, upstream: Iterable[Record] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comes_from"].options = record_options(upstream)  # type: ignore[attr-defined]


class ImpactForm(WithGroup):
    """Recording what changed, and how that is known."""

    group = ChoiceField("Which group shows it?", look="select")
    statement = TextAreaField(
        "What changed?",
        hint="For children and families, for practice, or for how agencies work together.",
        max_length=2000,
        rows=3,
        required_message="Say what changed",
    )
    question = ChoiceField("Which question does it answer?", Question.choices())
    kind = ChoiceField("What kind of impact is it?", ImpactKind.choices(), look="select")
    happened = PartialDateField("When was it seen?", what="the date")
    indicator = ChoiceField("Which indicator measures it?", look="select", required=False)
    value = DecimalField("Value now", required=False, places=3)
    baseline = DecimalField("Value before", hint="What it is compared with.", required=False, places=3)
    since = ChoiceField(
        "Since which product?",
        hint="For “none since”: the count starts on the day the product was ready.",
        look="select",
        required=False,
    )
    method = TextAreaField(
        "How was it tested?",
        hint="Re-audit, survey, sample, indicator before and after, what families said.",
        required=False,
        max_length=1000,
        rows=2,
    )
    tested_on = DateField("When was it tested?", required=False, what="the day it was tested")
    strength = ChoiceField("How strong is the evidence?", Strength.choices())
    caveat = TextAreaField(
        "What should a reader bear in mind?",
        hint="Such as small numbers, or other things that changed at the same time.",
        required=False,
        max_length=1000,
        rows=2,
    )
    comes_from = MultipleChoiceField("What did it come from?", required=False, small=True)

    def __init__(
        self,
        *args: Any,
        upstream: Iterable[Record] = (),
        indicators: Iterable[tuple[str, str]] = (),
        products: Iterable[Record] = (),
        today: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comes_from"].options = record_options(upstream)  # type: ignore[attr-defined]
        self.fields["indicator"].options = [("", "None"), *indicators]  # type: ignore[attr-defined]
        self.fields["since"].options = [("", "None"), *record_options(products)]  # type: ignore[attr-defined]
        self.fields["tested_on"].latest = today  # type: ignore[attr-defined]


class TestForm(forms.Form):
    """Saying how an impact was tested."""

    version = HiddenVersionField(required=False)
    method = TextAreaField("How was it tested?", max_length=1000, rows=2)
    tested_on = DateField("When?", what="the day it was tested")
    strength = ChoiceField("How strong is the evidence?", Strength.choices())
    caveat = TextAreaField("What should a reader bear in mind?", required=False, max_length=1000, rows=2)


class JoinForm(forms.Form):
    """Joining a record to what it led to."""

    reference = TextField(
        "Reference of the other record", hint="Such as PR-7K4QWX.", max_length=12, width="10", spellcheck=False
    )
    direction = ChoiceField(
        "How are they joined?", [("downstream", "This one led to the other"), ("upstream", "The other led to this one")]
    )
