"""The report builder's forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.core.dates import PartialDate
from goldenthread.design.forms import (
    ChoiceField,
    DateField,
    HiddenField,
    HiddenVersionField,
    MultipleChoiceField,
    PartialDateField,
    TextAreaField,
    TextField,
)
from goldenthread.partnership.models import Group
from goldenthread.records.models import Record
from goldenthread.reporting.operations import DevelopmentDraft, ImpactDraft
from goldenthread.reporting.terms import ReportKind
from goldenthread.thread.terms import ImpactKind

LONG = 12_000
STEP_HINT = "One a line. A line that begins with a hyphen is a part of the line above it."


def record_options(rows: Iterable[Record]) -> list[tuple[str, str]]:
    """Records as choices: what each is, and its reference."""
    return [(row.reference, f"{row.title[:140]} ({row.reference})") for row in rows]


def listed(text: str, longest: int) -> tuple[str, ...]:
    """Words typed with commas between, each once, in the order typed."""
    return tuple(dict.fromkeys(part.strip()[:longest] for part in text.split(",") if part.strip()))


class StartForm(forms.Form):
    """Starting a report."""

    kind = ChoiceField("What kind of report is it?", ReportKind.choices())
    start = DateField("First day of its period", what="the first day")
    end = DateField(
        "Last day of its period",
        hint="A period may have any length, and may overlap another report’s.",
        what="the last day",
    )
    title = TextField("Title", hint="Such as “Yearly report 2025-26”.", required=False, max_length=300)
    groups = MultipleChoiceField(
        "Which groups does it tell of?", small=True, required_message="Choose at least one group"
    )

    def __init__(self, *args: Any, groups: Iterable[Group] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].options = [(group.key, group.name) for group in groups]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The period in order."""
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", "The last day must be on or after the first day")
        return data


class HeadForm(forms.Form):
    """A report's own words."""

    version = HiddenVersionField(required=False)
    title = TextField("Title", required=False, max_length=300, width="full")
    summary = TextAreaField(
        "Summary",
        hint="Two or three sentences on what changed for children and families.",
        required=False,
        max_length=LONG,
        rows=6,
    )
    looks_ahead_to = TextField(
        "Which year does it look ahead to?", hint="Such as 2026-27.", required=False, max_length=60, width="10"
    )


class DevelopmentForm(forms.Form):
    """A development's words."""

    version = HiddenVersionField(required=False)
    summary = TextAreaField(
        "What did the group do?",
        hint="One thing, in the past tense, so that a parent could follow it.",
        max_length=LONG,
        rows=4,
        required_message="Say what the group did",
    )
    resources = TextField(
        "Among them", hint="What was made, with commas between.", required=False, max_length=2000, width="full"
    )
    themes = TextField("Themes", hint="With commas between.", required=False, max_length=1000, width="full")

    def draft(self) -> DevelopmentDraft:
        """What was typed."""
        return DevelopmentDraft(
            self.cleaned_data["summary"],
            listed(self.cleaned_data["themes"], 80),
            listed(self.cleaned_data["resources"], 200),
        )


class ImpactForm(forms.Form):
    """An impact's words."""

    version = HiddenVersionField(required=False)
    statement = TextAreaField(
        "What changed because of it?",
        hint="For children and families, for practice, or for how agencies work together.",
        max_length=LONG,
        rows=4,
        required_message="Say what changed",
    )
    kind = ChoiceField(
        "What kind of impact is it?", [("", "Not said"), *ImpactKind.choices()], look="select", required=False
    )
    date = PartialDateField("When?", required=False, what="the date")

    def draft(self) -> ImpactDraft:
        """What was typed."""
        data = self.cleaned_data
        return ImpactDraft(
            data["statement"],
            ImpactKind(data["kind"]) if data["kind"] else None,
            str(PartialDate.parse(data["date"])) if data["date"] else "",
        )


class NewDevelopmentForm(DevelopmentForm):
    """A development with its first impacts."""

    start = DateField("From", what="the first day")
    end = DateField("To", what="the last day")
    impacts = TextAreaField(
        "What changed because of it?",
        hint="One impact a line. They can be measured and linked later.",
        required=False,
        max_length=LONG,
        rows=5,
    )
    comes_from = MultipleChoiceField("Which records stand behind it?", required=False, small=True)

    def __init__(self, *args: Any, upstream: Iterable[Record] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comes_from"].options = record_options(upstream)  # type: ignore[attr-defined]
        if not self.fields["comes_from"].options:  # type: ignore[attr-defined]
            del self.fields["comes_from"]

    def impact_drafts(self) -> list[ImpactDraft]:
        """The impacts, one for each line."""
        return [
            ImpactDraft(" ".join(line.split())) for line in self.cleaned_data["impacts"].splitlines() if line.strip()
        ]

    def clean(self) -> dict[str, Any]:
        """The period in order."""
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", "The last day must be on or after the first day")
        return data


class LinkImpactForm(forms.Form):
    """Which recorded impact stands behind a paragraph."""

    version = HiddenVersionField(required=False)
    impact = ChoiceField("Which recorded impact is it?", look="radios", required=False)

    def __init__(self, *args: Any, impacts: Iterable[Record] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["impact"].options = [*record_options(impacts), ("", "None of these: leave it as reported")]  # type: ignore[attr-defined]


class LinkRecordsForm(forms.Form):
    """Which records stand behind a development."""

    version = HiddenVersionField(required=False)
    records = MultipleChoiceField(
        "Which records stand behind it?", small=True, required_message="Choose at least one record"
    )

    def __init__(self, *args: Any, upstream: Iterable[Record] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["records"].options = record_options(upstream)  # type: ignore[attr-defined]


class LinesForm(forms.Form):
    """A list as lines."""

    version = HiddenVersionField(required=False)
    lines = TextAreaField("", required=False, max_length=4 * LONG, rows=14)

    def __init__(self, *args: Any, label: str = "", hint: str = STEP_HINT, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].label, self.fields["lines"].hint = label, hint  # type: ignore[attr-defined]


class AssuranceForm(forms.Form):
    """Reviews, audits and learning of the period."""

    version = HiddenVersionField(required=False)
    practice_reviews = TextAreaField(
        "Practice reviews",
        hint="One a line: how many | concerning whom, without names | age group.",
        required=False,
        max_length=LONG,
        rows=4,
    )
    audits = TextAreaField("Multi-agency case audits", hint="One a line.", required=False, max_length=LONG, rows=4)
    professional_awareness = TextAreaField(
        "Learning: professional awareness and knowledge", hint=STEP_HINT, required=False, max_length=LONG, rows=4
    )
    practice_development = TextAreaField("Learning: practice development", required=False, max_length=LONG, rows=4)
    system_development = TextAreaField("Learning: system development", required=False, max_length=LONG, rows=4)
    implementation = TextAreaField("How is the learning put in place?", required=False, max_length=LONG, rows=4)


class ItemForm(forms.Form):
    """An answer to one thing the report must hold."""

    text = TextAreaField(
        "Where does the report answer it, or what will it say?",
        hint="Can be filled all year. Empty it to say that it is not answered.",
        required=False,
        max_length=LONG,
        rows=6,
    )


class CommentForm(forms.Form):
    """What a reviewer says."""

    place = HiddenField(required=False)
    text = TextAreaField("Your comment", max_length=4000, rows=3, required_message="Say what you think")


class ReviewForm(forms.Form):
    """Whom to ask to read it."""

    version = HiddenVersionField(required=False)
    people = MultipleChoiceField("Who should read it?", small=True, required_message="Choose at least one person")


class SignOffForm(forms.Form):
    """Signing a report off."""

    version = HiddenVersionField(required=False)
    on_behalf_of = TextField(
        "On whose behalf do you sign, and when did they agree?",
        hint="Such as “the three safeguarding partners, who agreed it on 8 June 2026”.",
        max_length=300,
        width="full",
    )

    def __init__(self, *args: Any, for_another: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_another:
            del self.fields["on_behalf_of"]
