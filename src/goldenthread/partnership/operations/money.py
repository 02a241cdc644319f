"""Lines of a year's money: written, changed, taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from goldenthread.history.actor import Actor
from goldenthread.partnership.models import MoneyLine, PartnershipOrganisation
from goldenthread.partnership.operations.shared import UNIT, NotAllowed, Stale, fingerprint, note, require
from goldenthread.partnership.terms import Event, MoneyKind


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a year's money."""

    year: str
    kind: MoneyKind
    text: str
    amount: Decimal
    organisation_id: int | None = None
    source: str = ""

    @classmethod
    def of(cls, row: MoneyLine) -> Line:
        """The line as it stands."""
        return cls(row.year, MoneyKind(row.kind), row.text, row.amount, row.organisation_id, row.source)

    @property
    def seen(self) -> str:
        """The sign that a form carries."""
        return fingerprint(
            self.year, self.kind.value, self.text, f"{self.amount:.2f}", self.organisation_id, self.source
        )


@transaction.atomic
def set_money(
    *, partnership_id: int, line: Line, by: Actor, at: datetime, line_id: int | None = None, seen: str = ""
) -> MoneyLine:
    """Write a line, or change one. Errors: NotAllowed, Stale."""
    require(partnership_id, UNIT, by, at)
    if line.amount < 0:
        raise NotAllowed("Write the amount without a minus: the kind says which way the money goes.")
    if line.kind is MoneyKind.CONTRIBUTION and line.organisation_id is None:
        raise NotAllowed("Say which organisation gives the contribution.")
    if (
        line.organisation_id is not None
        and not PartnershipOrganisation.objects.filter(
            partnership=partnership_id, organisation=line.organisation_id
        ).exists()
    ):
        raise NotAllowed("There is no such organisation in this partnership.")
    row = MoneyLine(partnership_id=partnership_id) if line_id is None else _locked(partnership_id, line_id, seen)
    row.year, row.kind, row.text, row.amount = line.year, line.kind.value, line.text.strip(), line.amount
    row.organisation_id, row.source = line.organisation_id, line.source.strip()
    row.save()
    note(
        Event.MONEY_SET,
        f"{line.kind.label} of {line.year}: {row.text}, £{row.amount:,.2f}",
        partnership_id,
        by,
        at,
    )
    return row


@transaction.atomic
def remove_money(*, partnership_id: int, line_id: int, seen: str, by: Actor, at: datetime) -> None:
    """Take a line away. Errors: NotAllowed, Stale."""
    require(partnership_id, UNIT, by, at)
    row = _locked(partnership_id, line_id, seen)
    label = MoneyKind(row.kind).label
    row.delete()
    note(
        Event.MONEY_SET,
        f"{label} of {row.year} was taken away: {row.text}, £{row.amount:,.2f}",
        partnership_id,
        by,
        at,
    )


def _locked(partnership_id: int, line_id: int, seen: str) -> MoneyLine:
    row = MoneyLine.objects.select_for_update().filter(pk=line_id, partnership=partnership_id).first()
    if row is None or Line.of(row).seen != seen:
        raise Stale("This line")
    return row
