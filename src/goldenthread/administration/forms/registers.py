"""Forms about the official registers of schools and practices."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.administration.forms.people import options
from goldenthread.design.forms import FileField, MultipleChoiceField, TextField
from goldenthread.partnership.rules.register_files import MOST_BYTES


class RegisterFileForm(forms.Form):
    """The file of a register."""

    file = FileField(
        "The register, as it was downloaded",
        hint="For schools, the establishment file of Get Information about Schools. For practices, epraccur of the NHS. As a CSV file, unpacked.",
        endings=("csv",),
        most_bytes=MOST_BYTES,
        what="file",
    )


class RegisterAreaForm(forms.Form):
    """Which part of a register is the partnership's."""

    areas = MultipleChoiceField("Which areas are yours?", required=False, small=True, what="areas")
    others = TextField(
        "Or by postcode district or health geography",
        hint="As the file writes them, separated by commas, such as WF1, WF2.",
        required=False,
        width="20",
        what="postcode districts",
    )
    groups = MultipleChoiceField(
        "Which kinds?", small=True, what="kinds", required_message="Select at least one kind to compare with"
    )

    def __init__(
        self,
        *args: Any,
        areas: Iterable[tuple[str, str]] = (),
        groups: Iterable[tuple[str, str]] = (),
        held: Collection[str] = (),
        by_code: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        options(self, "areas", areas)
        options(self, "groups", groups)
        self.held = held
        if not by_code:
            del self.fields["others"]

    def clean_others(self) -> tuple[str, ...]:
        """Codes that the file holds."""
        typed = [code.upper() for code in re.split(r"[\s,;]+", self.cleaned_data["others"]) if code]
        if unknown := [code for code in typed if code not in self.held]:
            raise ValidationError(f"“{unknown[0]}” is in no row of the file: check how the file writes it.")
        return tuple(dict.fromkeys(typed))

    def clean(self) -> dict[str, Any]:
        """At least one area."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("areas") and not cleaned.get("others") and not {"areas", "others"} & set(self.errors):
            self.add_error("areas", "Select at least one area")
        return cleaned
