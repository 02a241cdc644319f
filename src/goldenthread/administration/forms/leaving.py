"""The form of someone who leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from goldenthread.administration.rules import Thing
from goldenthread.design.forms import ChoiceField, DateField

MOST_LINES = 60
"""How many things get a choice of their own; the rest go to whoever takes over everything else."""


class LineField(ChoiceField):
    """Who takes over one thing. Its first choice is an answer, so "optional" would say nothing."""

    def shown_label(self) -> str:
        """The thing's own words."""
        return str(self.label)


class LeavingForm(forms.Form):
    """From which day, who takes over, and who takes over single things."""

    on = DateField(
        "From which day do they no longer work here?",
        hint="Today, or a later day: everything is handed over on that day.",
        what="the day",
    )
    successor = ChoiceField(
        "Who takes over everything that is not given to someone else below?", look="select", required=False
    )

    def __init__(
        self, *args: Any, things: Sequence[Thing] = (), people: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = list(people)
        self.fields["successor"].options = [("", "Nobody"), *known]  # type: ignore[attr-defined]
        self.things = things[:MOST_LINES]
        for thing in self.things:
            if thing.key.startswith("section:"):
                continue
            first = ("", "Nobody: it ends") if thing.asked else ("", "Whoever takes over the rest")
            nobody = [] if thing.asked or thing.needs else [("nobody", "Nobody: it is vacant")]
            self.fields[name_of(thing)] = LineField(
                thing.label[:200],
                [first, *nobody, *known],
                look="select",
                required=False,
                hint=thing.kind,
                what=f"successor for “{thing.label[:60]}”",
            )

    @property
    def chosen(self) -> dict[str, int | None]:
        """Who was chosen for single things."""
        picked = {thing.key: self.cleaned_data.get(name_of(thing), "") for thing in self.things}
        return {key: None if value == "nobody" else int(value) for key, value in picked.items() if value}


def name_of(thing: Thing) -> str:
    """The field of a thing."""
    return "for_" + thing.key.replace(":", "_")
