"""Who sits in a circle by rule, and who is kept out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import Person
from goldenthread.administration.operations.shared import actor, require_keeper
from goldenthread.administration.terms import Event
from goldenthread.core.clock import day_of
from goldenthread.history import operations as history
from goldenthread.history.operations import About
from goldenthread.partnership.queries import current
from goldenthread.partnership.terms import Role
from goldenthread.records import operations as records
from goldenthread.records import rules
from goldenthread.records.models import Circle, Exclusion
from goldenthread.records.operations import Refused
from goldenthread.records.queries import get_record
from goldenthread.records.viewer import Viewer

REASON = "Give the reason in a full sentence, so that anyone who reads it later understands."
SHORTEST = 10


def _reasoned(reason: str) -> str:
    if len(reason.strip()) < SHORTEST:
        raise Refused(REASON)
    return reason.strip()


@transaction.atomic
def set_standing(*, circle_id: int, name: str, role: Role, sits: bool, reason: str, by: Viewer, at: datetime) -> None:
    """Take a standing role out of a circle, or put it back. Nobody puts back a role of their own. Errors: Refused."""
    circle = Circle.objects.select_for_update().get(pk=circle_id)
    require_keeper(by, circle.partnership_id)
    why = _reasoned(reason)
    if role not in rules.STANDING:
        raise Refused(f"{role.label} is not a role that sits in circles by rule.")
    if (role.value in circle.standing_roles) is sits:
        raise Refused("It sits in this circle already." if sits else "It does not sit in this circle.")
    if sits and role in by.roles(circle.partnership_id):
        raise Refused("You hold this role yourself: ask another administrator to put it back.")
    kept = set(circle.standing_roles) ^ {role.value}
    circle.standing_roles = [standing.value for standing in rules.STANDING if standing.value in kept]
    circle.save(update_fields=["standing_roles"])
    verb, words = (Event.STANDING_GIVEN, "sits in") if sits else (Event.STANDING_TAKEN, "no longer sits in")
    history.write(
        verb=verb,
        sentence=f"{role.label} {words} the circle of {name}: {why}",
        by=actor(by),
        at=at,
        about=About(circle.partnership_id),
        details={"circle": circle.pk, "role": role.value},
    )


@transaction.atomic
def keep_out(*, circle_id: int, name: str, person_id: int, reason: str, by: Viewer, at: datetime) -> Exclusion:
    """Keep a person out of a circle for a conflict of interest, from today. Errors: Refused."""
    circle = Circle.objects.get(pk=circle_id)
    require_keeper(by, circle.partnership_id)
    why, day = _reasoned(reason), day_of(at)
    if Exclusion.objects.filter(current(day), circle=circle, person=person_id).exists():
        raise Refused("This person is kept out already.")
    person = Person.objects.get(pk=person_id)
    row = Exclusion.objects.create(person=person, circle=circle, reason=why, declared_at=at, starts_on=day)
    history.write(
        verb=Event.KEPT_OUT,
        sentence=f"{person.name} is kept out of the circle of {name}: {why}",
        by=actor(by),
        at=at,
        about=About(circle.partnership_id),
        details={"circle": circle.pk, "person": person_id},
    )
    return row


@transaction.atomic
def let_back(*, circle_id: int, name: str, person_id: int, reason: str, by: Viewer, at: datetime) -> None:
    """End a conflict of interest, today. Nobody ends their own. Errors: Refused."""
    circle = Circle.objects.get(pk=circle_id)
    require_keeper(by, circle.partnership_id)
    why, day = _reasoned(reason), day_of(at)
    if person_id == by.person_id:
        raise Refused("You cannot end a conflict of interest of your own: ask another administrator.")
    row = Exclusion.objects.filter(current(day), circle=circle, person=person_id).select_related("person").first()
    if row is None:
        raise Refused("This person is not kept out.")
    row.ends_on = max(day, row.starts_on)
    row.save(update_fields=["ends_on"])
    history.write(
        verb=Event.LET_BACK,
        sentence=f"{row.person.name} is no longer kept out of the circle of {name}: {why}",
        by=actor(by),
        at=at,
        about=About(circle.partnership_id),
        details={"circle": circle.pk, "person": person_id},
    )


@transaction.atomic
def keep_out_of_record(
    *, partnership_id: int, reference: str, person_id: int, reason: str, by: Viewer, at: datetime
) -> None:
    """Keep a person out of one record. Only who sees the record can. Errors: Refused, NotVisible."""
    require_keeper(by, partnership_id)
    why = _reasoned(reason)
    record = get_record(by, partnership_id, reference)
    if person_id == by.person_id:
        raise Refused("Ask the other who administers the partnership to keep you out: you would not see what you did.")
    if Exclusion.objects.filter(current(day_of(at)), record=record, person=person_id).exists():
        raise Refused("This person is kept out already.")
    person = Person.objects.get(pk=person_id)
    records.exclude(
        record=record, person_id=person_id, person_name=person.name, reason=why, by=actor(by), at=at, on=day_of(at)
    )
