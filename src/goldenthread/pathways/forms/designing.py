"""The forms by which an edition is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

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
from goldenthread.pathways.rules.pathway import Definition
from goldenthread.pathways.rules.reading import LONGEST_NAME, LONGEST_TEXT
from goldenthread.pathways.terms import Effect, FirstDay, OnHold, Side, Standing, Unit


def _options(words: type[Any]) -> list[Option]:
    return [Option(word.value, word.label, word.definition) for word in words]


class NewPathwayForm(forms.Form):
    """A pathway of the partnership's own."""

    title = TextField("Title", max_length=LONGEST_NAME, hint="As everyone calls it")


class FactsForm(forms.Form):
    """The top of a pathway."""

    title = TextField("Title", max_length=LONGEST_NAME)
    summary = TextAreaField("In two sentences", required=False, rows=3, max_length=LONGEST_TEXT)
    source = TextAreaField(
        "Source", rows=2, max_length=LONGEST_TEXT, hint="Law, guidance with its chapter and edition, or practice"
    )
    edition = TextField("Edition of the source", required=False, max_length=LONGEST_NAME)
    checked_on = DateField("When was it last checked against its source?", what="when it was last checked")
    version = HiddenVersionField()

    def facts(self) -> dict[str, Any]:
        """The top as data."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("title", "summary", "source", "edition")},
            "checked_on": data["checked_on"].isoformat(),
        }


class TrackForm(forms.Form):
    """A track."""

    name = TextField("Name", max_length=LONGEST_NAME)
    version = HiddenVersionField()

    def facts(self) -> dict[str, Any]:
        """The track as data."""
        return {"name": self.cleaned_data["name"]}


class PartyForm(forms.Form):
    """A party."""

    name = TextField(
        "Name", max_length=LONGEST_NAME, hint="As the pathway calls them, for example: Safeguarding partners"
    )
    side = ChoiceField("Who is told when the pathway waits for them?", _options(Side), what="who is told")
    version = HiddenVersionField()

    def facts(self) -> dict[str, Any]:
        """The party as data."""
        return {"name": self.cleaned_data["name"], "side": self.cleaned_data["side"]}


class EventForm(forms.Form):
    """An event."""

    name = TextField(
        "What happens?",
        what="what happens",
        max_length=LONGEST_NAME,
        hint="For example: The local authority became aware",
    )
    about = TextAreaField("About it", required=False, rows=2, max_length=LONGEST_TEXT)
    effect = ChoiceField("What does it do?", _options(Effect), what="what it does")
    version = HiddenVersionField()

    def facts(self) -> dict[str, Any]:
        """The event as data."""
        data = self.cleaned_data
        return {"name": data["name"], "about": data["about"], "effect": data["effect"]}


class StageForm(forms.Form):
    """A stage with its time allowed."""

    name = TextField("Name", max_length=LONGEST_NAME)
    about = TextAreaField("About it", required=False, rows=2, max_length=LONGEST_TEXT)
    track = ChoiceField("Track", look="select", required=False)
    after = MultipleChoiceField(
        "It comes after",
        required=False,
        small=True,
        hint="Events and stages that have to be over before it can be done",
    )
    leads = ChoiceField("Who leads?", look="select", what="who leads")
    takes_part = MultipleChoiceField("Who takes part?", required=False, small=True)
    produces = TextAreaField(
        "What comes out?", required=False, rows=2, max_length=LONGEST_TEXT, hint="One in each line"
    )
    optional = ConfirmField("It is done only if needed, and nothing waits for it", required=False)
    count = IntegerField("Time allowed", required=False, hint="A number; leave it empty where no time is set")
    unit = ChoiceField("In", _options(Unit), look="select", required=False)
    runs_from = ChoiceField(
        "Counted from", look="select", required=False, hint="None: from the last of what it comes after"
    )
    before = ConfirmField("Counted back: it has to be done so much before that", required=False)
    first = ChoiceField("Which day is counted first?", _options(FirstDay), what="which day is counted first")
    on_hold = ChoiceField("What does a hold do to its clock?", _options(OnHold), what="what a hold does")
    standing = ChoiceField("What does the time rest on?", _options(Standing), what="what the time rests on")
    source = TextAreaField(
        "Source of the time",
        required=False,
        rows=2,
        max_length=LONGEST_TEXT,
        hint="Needed for law and guidance: paragraph and edition",
    )
    checked_on = DateField("When was that last checked?", required=False, what="when that was last checked")
    version = HiddenVersionField()

    def __init__(self, *args: Any, definition: Definition, key: str, **options: Any) -> None:
        super().__init__(*args, **options)
        steps = [
            (event.key, f"Event: {event.name}")
            for event in definition.events
            if event.effect in {Effect.STARTS, Effect.PLANNED}
        ]
        steps += [(stage.key, f"Stage: {stage.name}") for stage in definition.stages if stage.key != key]
        parties = [(party.key, party.name) for party in definition.parties]
        for name, choices in (
            ("track", [(track.key, track.name) for track in definition.tracks]),
            ("after", steps),
            ("runs_from", steps),
            ("leads", parties),
            ("takes_part", parties),
        ):
            self.fields[name].options = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("count") is not None and not data.get("unit"):
            self.add_error("unit", ValidationError("Select in what the time is counted"))
        return data

    def facts(self) -> dict[str, Any]:
        """The stage as data; what is empty is left out, so that an edition says no more than it means."""
        data = self.cleaned_data
        clock = None
        if data["count"] is not None:
            clock = {
                "count": data["count"],
                "unit": data["unit"],
                "first": data["first"],
                "on_hold": data["on_hold"],
                "standing": data["standing"],
            }
            clock |= {name: data[name] for name in ("runs_from", "source") if data[name]}
            clock |= {"before": True} if data["before"] else {}
            clock |= {"checked_on": data["checked_on"].isoformat()} if data["checked_on"] else {}
        return {
            "name": data["name"],
            "about": data["about"],
            "track": data["track"],
            "after": list(data["after"]),
            "leads": data["leads"],
            "takes_part": list(data["takes_part"]),
            "produces": [line.strip() for line in data["produces"].split("\n") if line.strip()],
            "optional": data["optional"],
            "clock": clock,
        }


class PublishForm(forms.Form):
    """Publishing an edition."""

    what_changed = TextAreaField("What changed?", what="what changed", rows=3, max_length=1000)
    version = HiddenVersionField()
