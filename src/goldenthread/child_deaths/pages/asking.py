"""The forms to choose from when agencies are asked."""

from __future__ import annotations

from goldenthread.child_deaths.rules.forms import Offer
from goldenthread.design.forms import Option


def form_options(fitting: list[Offer], others: list[Offer]) -> list[Option]:
    """The forms to choose from: those that fit with the reason, then all the others."""
    made = [Option(each.form.key, each.form.label, each.hint) for each in fitting]
    return made + [
        Option(each.form.key, each.form.label, each.hint, "or" if place == 0 else "")
        for place, each in enumerate(others)
    ]
