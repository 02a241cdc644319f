"""The forms of those who ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DateField,
    EmailField,
    HiddenVersionField,
    IntegerField,
    TextAreaField,
    TextField,
)
from goldenthread.partnership.models import Group
from goldenthread.returns.models import QuestionnaireVersion
from goldenthread.returns.rules.reminders import MOST_DAYS, Plan
from goldenthread.returns.shipped import bases

DAYS = "Working days, with commas between; leave it empty for none"


class DaysField(TextField):
    """Numbers of working days with commas between. Cleans to a tuple of numbers."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return ()
        parts = re.split(r"[\s,;]+", text.strip(" ,;"))
        if not all(part.isascii() and part.isdigit() and 1 <= int(part[:4]) <= MOST_DAYS for part in parts):
            raise self.fail(f"must be whole numbers from 1 to {MOST_DAYS} with commas between, like 5, 1")
        return tuple(sorted({int(part) for part in parts}, reverse=True))

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.required_message, code="required")


class RequestForm(forms.Form):
    """What is asked, about what, by when, and how it is followed up."""

    title = TextField(
        "What is asked",
        hint="Without anyone's name, for example: Summary of involvement for a rapid review",
        max_length=200,
    )
    message = TextAreaField("Covering message", hint="What the organisations read first. Name no child.", rows=6)
    about = TextField(
        "Record it is about",
        hint="A reference such as SO-2B4D6F. The organisations do not see it.",
        width="10",
        max_length=12,
        required=False,
        spellcheck=False,
    )
    theme = TextField("Theme it is about", hint="Where it is not about one record", required=False)
    basis_words = TextAreaField("Basis in your own words", rows=3, required=False, max_length=2000)
    due_on = DateField("Due", what="the day it is due")
    sign_off = ConfirmField("A senior of each organisation has to sign it off", required=False)
    remind_before = DaysField("Remind before it is due", hint=DAYS, width="10", required=False)
    remind_on_day = ConfirmField("Remind on the day", required=False)
    remind_after = DaysField("Remind after it was due", hint=DAYS, width="10", required=False)
    escalate_after = IntegerField(
        "Tell the organisation's senior after",
        hint="Working days after it was due; leave it empty to tell nobody",
        least=1,
        most=MOST_DAYS,
        width="3",
        required=False,
    )
    version = HiddenVersionField(required=False)

    def __init__(
        self, *args: Any, groups: Sequence[Group], versions: Sequence[QuestionnaireVersion], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if groups:
            self.fields["group"] = ChoiceField(
                "Group that asks", [(group.key, group.name) for group in groups], look="select"
            )
        self.fields["questionnaire"] = ChoiceField(
            "Questionnaire",
            [(str(row.pk), f"{row.questionnaire.name}, version {row.number}") for row in versions],
            look="select",
        )
        self.fields["basis"] = ChoiceField(
            "Statutory basis it quotes",
            [(basis.key, basis.label) for basis in bases().values()],
            look="select",
            required=False,
        )
        first = ["group"] if groups else []
        self.order_fields(
            [*first, "title", "questionnaire", "about", "theme", "message", "basis", "basis_words", "due_on"]
        )

    def clean(self) -> dict[str, Any]:
        """It is about a record or about a theme."""
        data = self.cleaned_data
        if "about" in data and "theme" in data and not data["about"] and not data["theme"]:
            self.add_error("theme", "Say which record or which theme it is about")
        return data

    def plan(self) -> Plan:
        """How it reminds."""
        data = self.cleaned_data
        return Plan(data["remind_before"], data["remind_on_day"], data["remind_after"], data["escalate_after"])

    def basis_text(self) -> str:
        """The basis as the request quotes it."""
        data = self.cleaned_data
        chosen = bases().get(data["basis"])
        quoted = f"{chosen.words} ({chosen.source})" if chosen else ""
        return "\n".join(part for part in (quoted, data["basis_words"]) if part)


class ExtendForm(forms.Form):
    """Another day, with the reason."""

    due_on = DateField("New day it is due", what="the new day")
    reason = TextAreaField("Why?", rows=3, max_length=2000, what="the reason")
    version = HiddenVersionField()


class ReopenForm(forms.Form):
    """What is asked for again, and until when."""

    reason = TextAreaField("What is needed, and why?", rows=4, max_length=2000, hint="The organisation reads this.")
    due_on = DateField("Due", required=False, hint="Leave it empty to keep the day")
    version = HiddenVersionField()


class AddressForm(forms.Form):
    """Through whom an organisation is asked."""

    name = TextField("Name", autocomplete="off")
    email = EmailField("Email address", autocomplete="off")
    senior_name = TextField("Senior's name", required=False, autocomplete="off")
    senior_email = EmailField("Senior's email address", required=False, autocomplete="off")
    version = HiddenVersionField()


class VersionForm(forms.Form):
    """Nothing but the version the page was made from."""

    version = HiddenVersionField()
