"""A partnership and its facts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from goldenthread.history.actor import Actor
from goldenthread.partnership.models import Partnership
from goldenthread.partnership.operations.shared import KEEPERS, UNIT, NotAllowed, Stale, fingerprint, note, require
from goldenthread.partnership.terms import Event, Role

KEY = re.compile(r"[a-z0-9][-a-z0-9]{0,39}")
TAKEN = frozenset(
    {
        "account",
        "sign-in",
        "sign-out",
        "invitation",
        "static",
        "accent",
        "accessibility",
        "read",
        "respond",
        "calendar",
        "api",
        "healthz",
        "readyz",
    }
)
"""Words that already begin an address."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a partnership says of itself."""

    name: str
    short_name: str = ""
    area: str = ""
    established: str = ""
    relevant_agencies: str = ""
    neighbouring: tuple[str, ...] = ()
    accent: str = "#c8961e"

    @classmethod
    def of(cls, row: Partnership) -> Facts:
        """The facts as they stand."""
        return cls(
            row.name,
            row.short_name,
            row.area,
            row.established,
            row.relevant_agencies,
            tuple(row.neighbouring),
            row.accent,
        )

    @property
    def seen(self) -> str:
        """The sign that a form carries."""
        return fingerprint(*asdict(self).values())


@transaction.atomic
def make_partnership(*, key: str, name: str, by: Actor, at: datetime, fictional: bool = False) -> Partnership:
    """A new partnership under a word for its addresses. Errors: NotAllowed when the word is taken, or is none for an address."""
    if not KEY.fullmatch(key):
        raise NotAllowed(f"“{key}” cannot stand in an address: use up to 40 small letters, figures and dashes.")
    if key in TAKEN:
        raise NotAllowed(f"“{key}” already begins an address here: choose another word.")
    try:
        with transaction.atomic():
            row = Partnership.objects.create(
                key=key,
                name=name,
                fictional=fictional,
                second_factor_roles=[Role.ADMINISTRATOR.value, Role.BUSINESS_MANAGER.value],
            )
    except IntegrityError:
        raise NotAllowed(f"Another partnership has the word “{key}” already.") from None
    note(Event.FOUNDED, f"{name} was set up", row.pk, by, at)
    return row


@transaction.atomic
def change_facts(*, partnership_id: int, seen: str, facts: Facts, by: Actor, at: datetime) -> Partnership:
    """Change what a partnership says of itself. Errors: NotAllowed, Stale."""
    require(partnership_id, UNIT, by, at)
    row = Partnership.objects.select_for_update().get(pk=partnership_id)
    before = Facts.of(row)
    if before.seen != seen:
        raise Stale(row.name)
    changed = {name: value for name, value in asdict(facts).items() if getattr(before, name) != value}
    for name, value in changed.items():
        setattr(row, name, list(value) if isinstance(value, tuple) else value)
    if changed:
        row.save(update_fields=list(changed))
        note(
            Event.FACTS_CHANGED,
            f"The partnership's facts were changed: {', '.join(name.replace('_', ' ') for name in changed)}",
            partnership_id,
            by,
            at,
            before={name: getattr(before, name) for name in changed},
        )
    return row


@transaction.atomic
def set_second_factor(*, partnership_id: int, roles: Iterable[Role], by: Actor, at: datetime) -> None:
    """Say which roles need a second factor at sign-in. Errors: NotAllowed."""
    require(partnership_id, KEEPERS, by, at)
    row = Partnership.objects.select_for_update().get(pk=partnership_id)
    asked = set(roles)
    chosen = [role for role in Role if role in asked]
    row.second_factor_roles = [role.value for role in chosen]
    row.save(update_fields=["second_factor_roles"])
    named = ", ".join(role.label.lower() for role in chosen) or "no role"
    note(Event.SECOND_FACTOR_SET, f"A second factor is required of: {named}", partnership_id, by, at)
