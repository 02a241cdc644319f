"""Forms of the yearly round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.administration.operations import Said
from goldenthread.administration.rules.confirming import Place
from goldenthread.administration.terms import Answer
from goldenthread.design.forms import ChoiceField, DateField, EmailField, TextField


class RoundForm(forms.Form):
    """Starting a round."""

    due_on = DateField("By which day do the agencies answer?", what="the day")


class PlaceField(ChoiceField):
    """How one place stands. No answer is allowed, so "optional" would say nothing."""

    def shown_label(self) -> str:
        """The place's own words."""
        return str(self.label)


class AnswersForm(forms.Form):
    """Who holds each of an organisation's seats and posts."""

    def __init__(self, *args: Any, places: Sequence[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        for place in places:
            name = _field(place)
            self.fields[name] = PlaceField(
                f"{place.words}: {place.person_name}",
                [(answer.value, answer.label) for answer in Answer],
                required=False,
                small=True,
                hint=place.organisation_name,
                initial=place.given.answer.value if place.given else "",
                what=f"answer for “{place.words}”",
            )
            given = place.given
            self.fields[f"name_{name}"] = TextField(
                "Their full name", required=False, initial=given.name if given else "", autocomplete="off", what="name"
            )
            self.fields[f"email_{name}"] = EmailField(
                "Their e-mail address",
                required=False,
                initial=given.email if given else "",
                autocomplete="off",
                what="e-mail address",
            )

    def clean(self) -> dict[str, Any]:
        """Whoever should hold it instead has a name and an address."""
        cleaned: dict[str, Any] = super().clean() or {}
        for place in self.places:
            name = _field(place)
            if cleaned.get(name) != Answer.OTHER.value:
                continue
            for part, words in (("name", "name"), ("email", "e-mail address")):
                if not cleaned.get(f"{part}_{name}") and f"{part}_{name}" not in self.errors:
                    self.add_error(f"{part}_{name}", f"Enter the {words} of whoever should be {place.words.lower()}")
        return cleaned

    @property
    def said(self) -> dict[str, Said]:
        """What was answered, by place: what is new, or other than before."""
        found: dict[str, Said] = {}
        for place in self.places:
            name = _field(place)
            if not (value := self.cleaned_data.get(name)):
                continue
            said = Said(
                Answer(value), self.cleaned_data.get(f"name_{name}", ""), self.cleaned_data.get(f"email_{name}", "")
            )
            before = place.given
            same = before is not None and before.answer is said.answer
            if (
                same
                and before
                and (said.answer is not Answer.OTHER or (before.name, before.email) == (said.name, said.email.lower()))
            ):
                continue
            found[place.key] = said
        return found

    @property
    def lines(self) -> list[tuple[Any, Any, Any, bool]]:
        """Each place's fields, and whether its second part stands open."""
        return [
            (
                self[name],
                self[f"name_{name}"],
                self[f"email_{name}"],
                bool(self[name].value() == Answer.OTHER.value or self[f"name_{name}"].value()),
            )
            for name in map(_field, self.places)
        ]


def _field(place: Place) -> str:
    return place.key.replace(":", "_")
