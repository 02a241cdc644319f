"""The room's forms: they parse and word, and hold no rule that is not also in rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DateField,
    FileField,
    HiddenVersionField,
    IntegerField,
    MultipleChoiceField,
    Option,
    TextAreaField,
    TextField,
    TimeField,
)
from goldenthread.documents.rules import ENDINGS
from goldenthread.meetings.terms import Answer, PaperKind, Purpose, Rhythm

Pairs = Iterable[tuple[str, str]]
WEEKDAYS = (("0", "Monday"), ("1", "Tuesday"), ("2", "Wednesday"), ("3", "Thursday"), ("4", "Friday"))
NTH = (("1", "First"), ("2", "Second"), ("3", "Third"), ("4", "Fourth"), ("5", "Last"))


def options(form: forms.Form, name: str, pairs: Iterable[tuple[str, str] | Option]) -> None:
    """Give a form's own field its choices."""
    form.fields[name].options = list(pairs)  # type: ignore[attr-defined]


class LinkField(TextField):
    """The address of an online meeting: https only. Cleans to str."""

    def __init__(self, label: str, **given: Any) -> None:
        super().__init__(label, **{"max_length": 500, "spellcheck": False, **given})

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            try:
                URLValidator(schemes=["https"])(value)
            except ValidationError:
                raise self.fail("must be a whole address that begins with https://") from None


class PlaceFields(forms.Form):
    """When and where."""

    starts_at = TimeField("When does it start?", what="the time it starts")
    ends_at = TimeField("When does it end?", required=False, what="the time it ends", hint="For example, 4pm")
    place = TextField("Where?", hint="A room, or “by video call”.", required=False, what="the place")
    link = LinkField("Link to join online", required=False, what="the link")


class PlanForm(PlaceFields):
    """A group's year of meetings."""

    group = ChoiceField("Which group?", look="select", what="a group")
    rhythm = ChoiceField(
        "How often does it meet?",
        [Option(one.value, one.label, hint=one.definition) for one in Rhythm],
        what="how often",
    )
    nth = ChoiceField("Which week of the month?", NTH, look="select", required=False, what="the week")
    weekday = ChoiceField("Which day of the week?", WEEKDAYS, look="select", required=False, what="the day of the week")
    weeks = IntegerField(
        "How many weeks apart?", least=1, most=52, required=False, suffix="weeks", what="the number of weeks"
    )
    first = DateField("From", what="the first day", hint="A meeting on a set date is on this day of each month")
    until = DateField("Until", what="the last day")

    field_order = (
        "group",
        "rhythm",
        "nth",
        "weekday",
        "weeks",
        "first",
        "until",
        "starts_at",
        "ends_at",
        "place",
        "link",
    )

    def __init__(self, *args: Any, groups: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options(self, "group", groups)

    def clean(self) -> dict[str, Any]:
        """Each rhythm asks for what it needs."""
        data = super().clean() or {}
        rhythm = data.get("rhythm")
        if rhythm == Rhythm.MONTHLY_DAY.value:
            for name, words in (("nth", "Select the week of the month"), ("weekday", "Select the day of the week")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
        if rhythm == Rhythm.WEEKS.value and not data.get("weeks") and "weeks" not in self.errors:
            self.add_error("weeks", "Enter the number of weeks")
        if data.get("first") and data.get("until") and data["until"] < data["first"]:
            self.add_error("until", "The last day must come after the first")
        return data


class OneMeetingForm(PlaceFields):
    """One further meeting, or another day for one."""

    version = HiddenVersionField(required=False)
    title = TextField(
        "What is it called?", hint="Leave it empty for an ordinary meeting.", required=False, what="its name"
    )
    meets_on = DateField("Which day?", what="the day")

    field_order = ("version", "meets_on", "starts_at", "ends_at", "place", "link", "title")


class NewMeetingForm(OneMeetingForm):
    """One meeting of a group."""

    group = ChoiceField("Which group?", look="select", what="a group")

    field_order = ("group", "meets_on", "starts_at", "ends_at", "place", "link", "title")

    def __init__(self, *args: Any, groups: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options(self, "group", groups)


class SettingsForm(forms.Form):
    """How a group's meetings are drafted."""

    standing = TextAreaField(
        "Standing items",
        hint="One to a line. Every new agenda begins with them.",
        required=False,
        max_length=3000,
        rows=6,
        what="the standing items",
    )
    item_minutes = IntegerField(
        "How long is an item, unless you say otherwise?", least=1, most=240, suffix="minutes", what="the length"
    )
    pseudonymise = ConfirmField(
        "Take names out of the papers that the program writes",
        hint="Children become their pseudonyms, staff become their roles. Files that people add are not changed.",
        required=False,
    )

    def clean_standing(self) -> tuple[str, ...]:
        """One line, one item."""
        return tuple(line.strip() for line in self.cleaned_data["standing"].split("\n") if line.strip())[:30]


class ItemForm(forms.Form):
    """An agenda item."""

    version = HiddenVersionField(required=False)
    title = TextField(
        "What is the item called?", max_length=300, width="full", required_message="Say what the item is called"
    )
    purpose = ChoiceField(
        "What is the group asked to do?",
        [Option(one.value, one.label, hint=one.definition) for one in Purpose],
        initial=Purpose.DISCUSS.value,
        what="what the group is asked",
    )
    minutes = IntegerField("How long?", least=0, most=240, suffix="minutes", initial=10, what="the length")
    presenter = TextField("Who presents it?", required=False, what="who presents it")
    text = TextAreaField("What do people need to know before?", required=False, max_length=4000, rows=5)
    about = TextField(
        "Attach a whole record",
        hint="Its reference, such as AC-7K4QWB. Whoever declares a conflict of interest in this item is kept out of it too.",
        required=False,
        max_length=12,
        width="10",
        spellcheck=False,
        what="the reference",
    )


class PaperForm(forms.Form):
    """A paper: a file, or one that the program writes."""

    kind = ChoiceField(
        "What kind of paper?",
        [Option(one.value, one.label, hint=one.definition) for one in PaperKind],
        initial=PaperKind.DOCUMENT.value,
        what="a kind of paper",
    )
    title = TextField("What is it called?", required=False, hint="Without a name it takes the file’s.", what="its name")
    file = FileField(
        "File", hint="PDF files go into the pack page by page; others are linked from it.", required=False,
        endings=ENDINGS, most_bytes=25_000_000, what="the file",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A document needs its file."""
        data = super().clean() or {}
        if data.get("kind") == PaperKind.DOCUMENT.value and not data.get("file") and "file" not in self.errors:
            self.add_error("file", "Choose the file")
        return data


class IssueForm(forms.Form):
    """Issuing the agenda and papers."""

    version = HiddenVersionField(required=False)
    note = TextField(
        "What changed since the last version?", required=False, max_length=300, width="full", what="what changed"
    )


class ReasonForm(forms.Form):
    """Only the reason, where one is asked for."""

    version = HiddenVersionField(required=False)
    reason = TextAreaField("Why?", max_length=1000, rows=3, required_message="Give the reason")


class ConfirmOnlyForm(forms.Form):
    """A step that asks nothing but whether one is sure."""

    version = HiddenVersionField(required=False)


class ApproveForm(forms.Form):
    """How minutes were approved."""

    version = HiddenVersionField(required=False)
    meeting = ChoiceField(
        "At which meeting were they approved?", look="select", required=False, what="the meeting",
    )  # fmt: skip
    how = TextField(
        "Or how else?", hint="Such as: in writing by all members on 3 March 2026.", required=False, max_length=300,
        width="full", what="how else",
    )  # fmt: skip

    def __init__(self, *args: Any, meetings: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options(self, "meeting", [("", "Not at a meeting"), *meetings])


class AnswerForm(forms.Form):
    """Whether someone is coming."""

    answer = ChoiceField("Are you coming?", what="whether you are coming")
    deputy = ChoiceField(
        "Who stands in for you?", look="select", required=False, what="who stands in",
        hint="They see this meeting’s agenda and papers until four weeks after it.",
    )  # fmt: skip
    note = TextField("A word to the business unit", required=False, max_length=300, what="a word")

    def __init__(self, *args: Any, deputies: Pairs = (), may_name: bool = True, other: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = [
            (Answer.ACCEPTED.value, "Yes"),
            (Answer.TENTATIVE.value, "Not sure yet"),
            (Answer.APOLOGIES.value, "No, apologies"),
        ]
        held = list(deputies)
        if may_name:
            pairs.append((Answer.DEPUTY.value, "No, a deputy comes for me"))
        options(self, "answer", pairs)
        options(self, "deputy", [("", "Nobody"), *held])
        if not may_name:
            del self.fields["deputy"]
        if other:
            self.fields["answer"].label = f"Is {other} coming?"
            if "deputy" in self.fields:
                self.fields["deputy"].label = f"Who stands in for {other}?"

    def clean(self) -> dict[str, Any]:
        """A deputy has a name."""
        data = super().clean() or {}
        if data.get("answer") == Answer.DEPUTY.value and not data.get("deputy") and "deputy" not in self.errors:
            self.add_error("deputy", "Select who stands in")
        return data


class GuestForm(forms.Form):
    """Asking someone to one meeting."""

    person = ChoiceField("Who?", look="select", what="who is asked", required_message="Select who is asked")
    reason = TextField(
        "What for?",
        max_length=300,
        hint="They see this meeting’s agenda and papers.",
        required_message="Say what they are asked for",
    )

    def __init__(self, *args: Any, people: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options(self, "person", people)


class ConflictForm(forms.Form):
    """Declaring a conflict of interest."""

    person = ChoiceField("Who has it?", look="select", required=False, what="who has it")
    reason = TextAreaField(
        "What is the conflict?", max_length=1000, rows=3, required_message="Say what the conflict is",
        hint="The chair and the business unit read this.",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = list(people)
        if held:
            options(self, "person", held)
        else:
            del self.fields["person"]


class DecisionForm(forms.Form):
    """A decision, its reasons, and who did not agree."""

    text = TextAreaField("What was decided?", max_length=2000, rows=3, required_message="Write what was decided")
    reasons = TextAreaField("Why?", max_length=4000, rows=3, required_message="Write the reasons")
    dissent = MultipleChoiceField("Who did not agree?", required=False, small=True, what="who did not agree")
    words = TextAreaField(
        "What did they say?", hint="In their words, as they want it minuted.", required=False, max_length=2000, rows=2,
        what="what they said",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options(self, "dissent", people)


class SettleForm(forms.Form):
    """Confirming a provisional decision, or not."""

    confirmed = ChoiceField(
        "Does the decision stand?",
        [("yes", "Yes, it is confirmed"), ("no", "No, it falls")],
        what="whether it stands",
    )
    how = TextField(
        "At which meeting, or by whose written word?", max_length=400, width="full",
        required_message="Say at which meeting, or by whose written word",
    )  # fmt: skip


class ActForm(forms.Form):
    """An action made at the meeting."""

    text = TextAreaField("What will be done?", max_length=2000, rows=2, required_message="Say what will be done")
    measure = TextAreaField("How will anyone know that it is done and works?", required=False, max_length=1000, rows=2)
    owner_organisation = ChoiceField("Which organisation owns it?", look="select", required=False)
    owner_person = ChoiceField("Who will see it through?", look="select", required=False)
    due_on = DateField("By when?", required=False, what="the due date")
    decision = ChoiceField("From which decision?", look="select", required=False, what="the decision")

    def __init__(
        self, *args: Any, organisations: Pairs = (), people: Pairs = (), decisions: Pairs = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        options(self, "owner_organisation", [("", "Not decided yet"), *organisations])
        options(self, "owner_person", [("", "Not decided yet"), *people])
        held = list(decisions)
        if held:
            options(self, "decision", [("", "None"), *held])
        else:
            del self.fields["decision"]


class MinutesForm(forms.Form):
    """The minutes of one item."""

    version = HiddenVersionField(required=False)
    text = TextAreaField(
        "What was said", max_length=20_000, rows=10, hint="Decisions and actions are kept apart and follow by themselves.",
        required=False,
    )  # fmt: skip


class CommentForm(forms.Form):
    """A comment on minutes."""

    text = TextAreaField("What should change?", max_length=2000, rows=3, required_message="Write your comment")
