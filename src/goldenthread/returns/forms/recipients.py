"""The form that names whom a request is asked of: one row for each organisation of the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from goldenthread.design.forms import HiddenVersionField
from goldenthread.partnership.models import Organisation
from goldenthread.returns.operations import Recipient
from goldenthread.returns.operations.requests import valid_address

PARTS = (
    ("name", "Name"),
    ("email", "Email address"),
    ("senior_name", "Senior's name"),
    ("senior_email", "Senior's email"),
)


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation as the page draws it: whether it is asked, and what stands in its inputs."""

    id: int
    name: str
    asked: bool
    sent: bool
    values: Mapping[str, str]
    problem: str = ""


class RecipientsForm(forms.Form):
    """Ticks and addresses. Its rows are drawn by its own template."""

    version = HiddenVersionField()

    def __init__(
        self,
        data: Any = None,
        *,
        organisations: Sequence[Organisation],
        held: Mapping[int, Recipient],
        likely: Mapping[int, tuple[str, str]],
        sent: frozenset[int],
        sign_off: bool,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.organisations, self.held, self.likely, self.sent, self.sign_off = (
            organisations,
            held,
            likely,
            sent,
            sign_off,
        )
        self.problems: dict[int, str] = {}

    def _row(self, organisation: Organisation) -> OrganisationRow:
        pk = organisation.pk
        if self.is_bound and pk not in self.sent:
            values = {part: str(self.data.get(f"{part}-{pk}") or "").strip()[:254] for part, _ in PARTS}
            asked = f"ask-{pk}" in self.data
        else:
            there = self.held.get(pk)
            name, email = self.likely.get(pk, ("", ""))
            values = {part: str(getattr(there, part)) for part, _ in PARTS} if there else {"name": name, "email": email}
            asked = there is not None
        return OrganisationRow(pk, organisation.name, asked, pk in self.sent, values, self.problems.get(pk, ""))

    def rows(self) -> list[OrganisationRow]:
        """Every organisation, those asked already first."""
        made = [self._row(organisation) for organisation in self.organisations]
        return sorted(made, key=lambda row: (not row.sent, row.name.lower())) if not self.is_bound else made

    def clean(self) -> dict[str, Any]:
        """Whoever is asked has a name and an address that works."""
        for row in (self._row(organisation) for organisation in self.organisations):
            if row.asked and not row.sent and (problem := self._problem(row)):
                self.problems[row.id] = problem
        if self.problems:
            self.add_error(
                None, f"Look at {len(self.problems)} of the organisations below: an address is missing or not right."
            )
        if not any(row.asked for row in self.rows()):
            self.add_error(None, "Tick at least one organisation.")
        return self.cleaned_data

    def _problem(self, row: OrganisationRow) -> str:
        if not row.values.get("name") or not valid_address(row.values.get("email", "")):
            return f"Enter a name and an email address like name@example.org for {row.name}."
        senior = row.values.get("senior_email", "")
        if self.sign_off and not senior:
            return f"Enter the senior who signs it off at {row.name}."
        if senior and (not valid_address(senior) or not row.values.get("senior_name")):
            return f"Enter the senior's name and an email address like name@example.org for {row.name}."
        return ""

    def recipients(self) -> list[Recipient]:
        """Whom it is asked of."""
        return [
            Recipient(row.id, **{part: row.values.get(part, "") for part, _ in PARTS})
            for row in self.rows()
            if row.asked
        ]
