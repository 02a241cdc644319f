"""Priorities and areas of focus, by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from goldenthread.history.actor import Actor
from goldenthread.partnership.models import AreaOfFocus, Group, Priority
from goldenthread.partnership.operations.shared import UNIT, NotAllowed, Stale, fingerprint, note, require
from goldenthread.partnership.terms import Event


@dataclass(frozen=True, slots=True)
class Plan:
    """A priority (with its group and indicator) or an area of focus (with its parts), of a year such as 2025-26."""

    year: str
    number: int
    text: str
    group_key: str = ""
    indicator_key: str = ""
    parts: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Priority | AreaOfFocus) -> Plan:
        """The plan as it stands."""
        if isinstance(row, Priority):
            return cls(row.year, row.number, row.text, row.group.key if row.group else "", row.indicator_key)
        return cls(row.year, row.number, row.text, parts=tuple(row.parts))

    @property
    def seen(self) -> str:
        """The sign that a form carries."""
        return fingerprint(self.year, self.number, self.text, self.group_key, self.indicator_key, self.parts)


@transaction.atomic
def set_priority(
    *, partnership_id: int, plan: Plan, by: Actor, at: datetime, priority_id: int | None = None, seen: str = ""
) -> Priority:
    """Write a year's priority, or change one. Errors: NotAllowed, Stale."""
    group = None
    if plan.group_key:
        group = Group.objects.filter(partnership=partnership_id, key=plan.group_key).first()
        if group is None:
            raise NotAllowed("There is no such group in this partnership.")
    values = {
        "year": plan.year,
        "number": plan.number,
        "text": plan.text,
        "group": group,
        "indicator_key": plan.indicator_key,
    }
    return _set(Priority, Event.PRIORITY_SET, "priority", partnership_id, plan, values, priority_id, seen, by, at)  # type: ignore[no-any-return]


@transaction.atomic
def set_focus(
    *, partnership_id: int, plan: Plan, by: Actor, at: datetime, focus_id: int | None = None, seen: str = ""
) -> AreaOfFocus:
    """Write a year's area of focus, or change one. Errors: NotAllowed, Stale."""
    values = {"year": plan.year, "number": plan.number, "text": plan.text, "parts": list(plan.parts)}
    return _set(AreaOfFocus, Event.FOCUS_SET, "area of focus", partnership_id, plan, values, focus_id, seen, by, at)  # type: ignore[no-any-return]


def _set(
    model: Any,
    verb: Event,
    what: str,
    partnership_id: int,
    plan: Plan,
    values: dict[str, Any],
    row_id: int | None,
    seen: str,
    by: Actor,
    at: datetime,
) -> Any:
    require(partnership_id, UNIT, by, at)
    row = model(partnership_id=partnership_id)
    if row_id is not None:
        row = model.objects.select_for_update(of=("self",)).get(pk=row_id, partnership=partnership_id)
        if Plan.of(row).seen != seen:
            raise Stale(f"This {what}")
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise NotAllowed(f"{plan.year} already has a number {plan.number}: give this {what} another number.") from None
    note(verb, f"{what.capitalize()} {plan.number} of {plan.year}: {plan.text}", partnership_id, by, at)
    return row


@transaction.atomic
def remove_priority(*, partnership_id: int, priority_id: int, by: Actor, at: datetime) -> None:
    """Take a priority away that nothing serves. Errors: NotAllowed."""
    _remove(Priority, Event.PRIORITY_SET, "priority", partnership_id, priority_id, by, at)


@transaction.atomic
def remove_focus(*, partnership_id: int, focus_id: int, by: Actor, at: datetime) -> None:
    """Take an area of focus away. Errors: NotAllowed."""
    _remove(AreaOfFocus, Event.FOCUS_SET, "area of focus", partnership_id, focus_id, by, at)


def _remove(model: Any, verb: Event, what: str, partnership_id: int, row_id: int, by: Actor, at: datetime) -> None:
    require(partnership_id, UNIT, by, at)
    row = model.objects.get(pk=row_id, partnership=partnership_id)
    sentence = f"{what.capitalize()} {row.number} of {row.year} was taken away: {row.text}"
    try:
        with transaction.atomic():
            row.delete()
            connection.check_constraints()  # now, while it can still be said in words
    except (IntegrityError, ProtectedError):
        raise NotAllowed(f"Actions serve this {what}: give them another one first.") from None
    note(verb, sentence, partnership_id, by, at)
