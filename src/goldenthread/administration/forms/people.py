"""Forms about people, their posts and seats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.design.forms import ChoiceField, EmailField, MultipleChoiceField, Option, TextField
from goldenthread.partnership.models import Group, Organisation
from goldenthread.partnership.terms import Role, SeatRole

ROLES = [Option(role.value, role.label, hint=role.definition) for role in Role]
NO_ORGANISATION = ("", "No organisation")


def options(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Set the choices of a form's own field."""
    form.fields[name].options = list(choices)  # type: ignore[attr-defined]


def named(rows: Iterable[Organisation]) -> list[tuple[str, str]]:
    """Organisations as choices."""
    return [(str(row.pk), row.name) for row in rows]


class InviteForm(forms.Form):
    """Inviting a person."""

    name = TextField("Full name", autocomplete="off")
    email = EmailField(
        "E-mail address", hint="Their address at work; they sign in with it.", what="e-mail address", autocomplete="off"
    )
    organisation = ChoiceField("Organisation", look="select", required=False)
    role = ChoiceField("Role in the partnership", ROLES, initial=Role.MEMBER.value)
    groups = MultipleChoiceField(
        "Seats",
        hint="As a member of these groups; a chair's seat is set on the group's page.",
        required=False,
        small=True,
    )

    def __init__(
        self, *args: Any, organisations: Iterable[Organisation] = (), groups: Iterable[Group] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        options(self, "organisation", [NO_ORGANISATION, *named(organisations)])
        options(self, "groups", [(group.key, group.name) for group in groups])
        if not self.fields["groups"].options:  # type: ignore[attr-defined]
            del self.fields["groups"]


class CorrectForm(forms.Form):
    """Putting a name or an address right."""

    name = TextField("Full name", autocomplete="off")
    email = EmailField(
        "E-mail address",
        hint="It can change only until they have set a password.",
        what="e-mail address",
        autocomplete="off",
    )


class PostForm(forms.Form):
    """Another post for someone who is here."""

    role = ChoiceField("Role in the partnership", ROLES)
    organisation = ChoiceField("For which organisation?", look="select", required=False, what="organisation")
    title = TextField("Title", hint="As it stands on their door, such as designated nurse.", required=False)

    def __init__(self, *args: Any, organisations: Iterable[Organisation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options(self, "organisation", [NO_ORGANISATION, *named(organisations)])


class SeatForm(forms.Form):
    """A seat for someone who is here."""

    group = ChoiceField("In which group?", look="select", what="group")
    role = ChoiceField(
        "As what?", [(role.value, role.label) for role in SeatRole], initial=SeatRole.MEMBER.value, what="kind of seat"
    )
    organisation = ChoiceField("For which organisation?", look="select", required=False, what="organisation")

    def __init__(
        self, *args: Any, organisations: Iterable[Organisation] = (), groups: Iterable[Group] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        options(self, "organisation", [NO_ORGANISATION, *named(organisations)])
        options(self, "group", [(group.key, group.name) for group in groups])


class EndSeatForm(forms.Form):
    """Ending a seat."""

    then = ChoiceField(
        "What becomes of the seat?",
        [Option("vacant", "It stays, vacant, until someone else takes it"), Option("gone", "It ends")],
        initial="vacant",
        required_message="Say what becomes of the seat",
    )


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class SecondFactorForm(forms.Form):
    """Which roles need a second factor."""

    roles = MultipleChoiceField(
        "Who has to sign in with a second factor?", [(role.value, role.label) for role in Role], required=False
    )
