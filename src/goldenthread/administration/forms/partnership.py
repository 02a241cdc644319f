"""Forms about the partnership: facts, organisations, groups, seats, meetings, priorities and areas of focus."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.administration.forms.people import NO_ORGANISATION, named, options
from goldenthread.design.accent import AccentError, checked_accent
from goldenthread.design.forms import (
    ChoiceField,
    ConfirmField,
    DateField,
    HiddenField,
    HiddenVersionField,
    IntegerField,
    MultipleChoiceField,
    Option,
    PartialDateField,
    TextAreaField,
    TextField,
    TimeField,
)
from goldenthread.partnership.models import Group, Organisation
from goldenthread.partnership.terms import Capacity, GroupKind, SeatRole, Sector

YEAR = re.compile(r"^\d{4}(-\d{2})?$")
KEY = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
INITIAL_ACCENT = "#c8961e"


class FactsForm(forms.Form):
    """What a partnership says of itself."""

    seen = HiddenField(required=False)
    name = TextField("Name")
    short_name = TextField(
        "Short name", hint="As people say it, such as WSCP.", required=False, max_length=40, width="10"
    )
    area = TextField("Area", required=False)
    established = PartialDateField("Established", hint="A year alone will do.", required=False)
    relevant_agencies = TextAreaField(
        "Relevant agencies, in words",
        hint="As the published arrangements say it; each agency stands under organisations.",
        required=False,
        rows=4,
    )
    neighbouring = TextAreaField(
        "Neighbouring partnerships", hint="One on each line.", required=False, rows=4, max_length=2000
    )
    accent = TextField(
        "Accent colour",
        hint="As # and six figures or letters, such as #7a1f5c. It marks your pages; the gold line stays.",
        required=False,
        width="10",
        spellcheck=False,
        max_length=7,
    )

    def clean_accent(self) -> str:
        """A colour that can be read, or the one every partnership begins with."""
        typed: str = self.cleaned_data["accent"]
        if not typed or typed == INITIAL_ACCENT:
            return INITIAL_ACCENT
        try:
            return checked_accent(typed)
        except AccentError as problem:
            raise ValidationError(str(problem)) from problem


class OrganisationForm(forms.Form):
    """An organisation's details; with `joining`, also how it belongs to the partnership."""

    seen = HiddenField(required=False)
    name = TextField("Name")
    short_name = TextField("Short name", required=False, max_length=60, width="20")
    sector = ChoiceField("Sector", Sector.choices(), look="select")
    opened_on = DateField("Opened on", hint="Leave it empty when it is not known.", required=False)
    capacity = ChoiceField(
        "How does it belong to the partnership?",
        [Option(term.value, term.label, hint=term.definition) for term in Capacity],
        initial=Capacity.RELEVANT_AGENCY.value,
    )
    on = DateField("Since when?", what="the day it joined")

    def __init__(self, *args: Any, joining: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not joining:
            del self.fields["capacity"], self.fields["on"]


class ReplaceForm(forms.Form):
    """A successor takes an organisation's place."""

    existing = ChoiceField("Which organisation takes its place?", look="select", required=False, what="organisation")
    name = TextField("Name of the new organisation", hint="Only when it is not in the list.", required=False)
    short_name = TextField("Its short name", required=False, max_length=60, width="20")
    on = DateField("From which day?", what="the day it takes over")

    def __init__(self, *args: Any, organisations: Iterable[Organisation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options(self, "existing", [("", "A new one, named below"), *named(organisations)])

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("existing") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", "Choose the organisation that takes its place, or give the name of a new one")
        return cleaned


class DayForm(forms.Form):
    """A day on which something ends."""

    on = DateField("From which day does it no longer hold?", what="the day")


class GroupForm(forms.Form):
    """A group's details."""

    version = HiddenVersionField(required=False)
    name = TextField("Name")
    short_name = TextField("Short name", required=False, max_length=60, width="20")
    key = TextField(
        "Word for its addresses",
        hint="Small letters, figures and dashes, such as reviews. It stays.",
        max_length=60,
        width="20",
        spellcheck=False,
    )
    kind = ChoiceField(
        "What kind of group is it?",
        [Option(kind.value, kind.label, hint=kind.definition) for kind in GroupKind],
        what="kind of group",
    )
    parent = ChoiceField("Part of which group?", look="select", required=False, what="group above it")
    function = TextAreaField("Function", hint="What it is there for, in a few sentences.", required=False, rows=4)
    number = IntegerField("Place in the list of groups", required=False, least=0, most=999, initial=0)
    starts_on = DateField("Stands since", required=False)

    def __init__(self, *args: Any, groups: Iterable[Group] = (), editing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options(self, "parent", [("", "None"), *((group.key, group.name) for group in groups)])
        if editing:
            del self.fields["key"]

    def clean_key(self) -> str:
        """A word that can stand in an address."""
        key: str = self.cleaned_data["key"].lower()
        if not KEY.match(key) or key in {"new"}:
            raise ValidationError("The word may hold small letters, figures and single dashes, and cannot be “new”.")
        return key


class TermsForm(forms.Form):
    """The next version of the terms of reference."""

    text = TextAreaField(
        "Terms of reference", max_length=20_000, rows=14, required_message="Enter the terms of reference"
    )
    quorum = TextAreaField("Quorum", hint="In words, as agreed.", required=False, rows=2, max_length=1000)
    least_members = IntegerField(
        "How many members must be there?",
        hint="A deputy counts for the member they stand in for; advisers do not count. Meetings compute quoracy from this and what follows.",
        required=False,
        least=1,
        most=60,
        what="number of members",
    )
    least_agencies = IntegerField(
        "How many different organisations must be there?",
        required=False,
        least=1,
        most=60,
        what="number of organisations",
    )
    needed_sectors = MultipleChoiceField(
        "Which sectors must be there?", Sector.choices(), required=False, small=True, what="sectors"
    )
    needed_organisations = MultipleChoiceField(
        "Which organisations must be there?", required=False, small=True, what="organisations"
    )
    needs_chair = ConfirmField("The chair or the vice chair must be there", required=False)
    in_force_from = DateField("In force from", what="the day they come into force")
    agreed_by = TextField("Agreed by", hint="Such as the partners' meeting of 3 March 2026.", required=False)

    def __init__(self, *args: Any, organisations: Iterable[Organisation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options(self, "needed_organisations", named(organisations))


class GroupSeatForm(forms.Form):
    """A seat in a group."""

    role = ChoiceField(
        "What is the seat for?",
        [Option(role.value, role.label, hint=role.definition) for role in SeatRole],
        initial=SeatRole.MEMBER.value,
        what="kind of seat",
    )
    organisation = ChoiceField("For which organisation?", look="select", required=False, what="organisation")
    person = ChoiceField("Who holds it?", look="select", required=False, what="person")
    title = TextField("Title", hint="Such as designated doctor.", required=False)
    on = DateField("From which day?", what="the day it begins")

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[Organisation] = (),
        people: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        options(self, "organisation", [NO_ORGANISATION, *named(organisations)])
        options(self, "person", [("", "Nobody yet: it is vacant"), *people])


class HandOverForm(forms.Form):
    """Who holds a seat next."""

    person = ChoiceField("Who holds it from then on?", look="select", required=False, what="person")
    on = DateField("From which day?", what="the day")

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options(self, "person", [("", "Nobody: it is vacant"), ("end", "Nobody: the seat ends"), *people])


class MeetingForm(forms.Form):
    """A meeting day."""

    meets_on = DateField("Day", what="the day of the meeting")
    starts_at = TimeField("Time", required=False)
    place = TextField("Place", required=False)


def clean_year(typed: str) -> str:
    """A year, or a year and the next one's last two figures. Errors: ValidationError."""
    year = typed.replace("/", "-").replace("–", "-")
    if not YEAR.match(year) or (len(year) == 7 and int(year[5:]) != (int(year[:4]) + 1) % 100):
        raise ValidationError("Write the year as 2025-26, or as 2026.")
    return year


class YearForm(forms.Form):
    """What a plan of a year shares."""

    seen = HiddenField(required=False)
    year = TextField("Year", hint="Such as 2025-26.", width="10", max_length=7)
    number = IntegerField("Number", least=1, most=99)

    def clean_year(self) -> str:
        """A year, or a year and the next one's last two figures."""
        return clean_year(self.cleaned_data["year"])


class PriorityForm(YearForm):
    """A priority."""

    text = TextAreaField("Priority", rows=3, max_length=1000)
    group = ChoiceField("Which group carries it?", look="select", required=False, what="group")
    indicator = ChoiceField("Which indicator shows whether it is met?", look="select", required=False, what="indicator")

    def __init__(
        self, *args: Any, groups: Iterable[Group] = (), indicators: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        options(self, "group", [("", "The whole partnership"), *((group.key, group.name) for group in groups)])
        options(self, "indicator", [("", "None yet"), *indicators])


class FocusForm(YearForm):
    """An area of focus."""

    text = TextAreaField("Area of focus", rows=3, max_length=1000)
    parts = TextAreaField("In parts", hint="One on each line.", required=False, rows=4, max_length=4000)
