"""Seats in groups, and posts in the partnership. A change of holder is an end and a beginning, so that the past stays true."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from goldenthread.core.clock import day_of
from goldenthread.history.actor import Actor
from goldenthread.partnership.models import Group, Post, Seat
from goldenthread.partnership.operations.shared import KEEPERS, UNIT, NotAllowed, not_before, not_oneself, note, require
from goldenthread.partnership.queries import current
from goldenthread.partnership.terms import Event, Role, SeatRole

CHANGERS = UNIT | KEEPERS


@transaction.atomic
def add_seat(
    *,
    group_id: int,
    role: SeatRole,
    organisation_id: int | None,
    person_id: int | None,
    on: date,
    by: Actor,
    at: datetime,
    title: str = "",
) -> Seat:
    """A seat for an agency, held from a day by a person or vacant. Errors: NotAllowed."""
    group = Group.objects.select_for_update().get(pk=group_id)
    require(group.partnership_id, CHANGERS, by, at)
    not_oneself(person_id, by, "seat")
    if group.ends_on and group.ends_on <= on:
        raise NotAllowed(f"{group.name} has ended.")
    if role is SeatRole.CHAIR:
        _one_chair(group, on)
    if person_id and Seat.objects.filter(current(on), group=group, person=person_id, role=role.value).exists():
        raise NotAllowed("This person holds such a seat in the group already.")
    row = Seat.objects.create(
        group=group, role=role.value, organisation_id=organisation_id, person_id=person_id, title=title, starts_on=on
    )
    note(
        Event.SEAT_GIVEN,
        f"{_holder(row)}: {role.label.lower()} of {group.name} from {on.day} {on:%B %Y}",
        group.partnership_id,
        by,
        at,
        seat=row.pk,
        person=person_id,
    )
    return row


@transaction.atomic
def hand_over_seat(*, seat_id: int, person_id: int | None, on: date, by: Actor, at: datetime) -> Seat:
    """Give a seat to another person from a day, or leave it vacant. Returns the seat that then holds. Errors: NotAllowed."""
    row = _seat(seat_id, by, at)
    not_oneself(person_id, by, "seat")
    if row.person_id == person_id:
        raise NotAllowed("This person holds the seat already." if person_id else "The seat is vacant already.")
    not_before(on, row.starts_on, "The seat")
    follows = Seat(
        group=row.group,
        organisation_id=row.organisation_id,
        role=row.role,
        title=row.title,
        person_id=person_id,
        starts_on=on,
        ends_on=row.ends_on,
    )
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    follows.save()
    note(
        Event.SEAT_GIVEN,
        f"{_holder(follows)}: {SeatRole(row.role).label.lower()} of {row.group.name} from {on.day} {on:%B %Y}",
        row.group.partnership_id,
        by,
        at,
        seat=follows.pk,
        person=person_id,
    )
    return follows


@transaction.atomic
def end_seat(*, seat_id: int, on: date, by: Actor, at: datetime) -> None:
    """End a seat on a day: the first on which it no longer holds. Errors: NotAllowed."""
    row = _seat(seat_id, by, at)
    not_before(on, row.starts_on, "The seat")
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    note(
        Event.SEAT_ENDED,
        f"{_holder(row)}: no longer {SeatRole(row.role).label.lower()} of {row.group.name} from {on.day} {on:%B %Y}",
        row.group.partnership_id,
        by,
        at,
        seat=row.pk,
        person=row.person_id,
    )


def _seat(seat_id: int, by: Actor, at: datetime) -> Seat:
    row = Seat.objects.select_for_update(of=("self",)).select_related("group", "person", "organisation").get(pk=seat_id)
    require(row.group.partnership_id, CHANGERS, by, at)
    if row.ends_on and row.ends_on <= day_of(at):
        raise NotAllowed("This seat has ended already.")
    return row


def _one_chair(group: Group, on: date) -> None:
    held = (
        Seat.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), group=group, role=SeatRole.CHAIR.value)
        .select_related("person")
        .first()
    )
    if held:
        raise NotAllowed(
            f"{group.name} has a seat for its chair already ({held.person.name if held.person else 'vacant'}): hand that seat over, or end it."
        )


def _holder(seat: Seat) -> str:
    who = seat.person.name if seat.person else "Vacant seat"
    return f"{who}, {seat.organisation}" if seat.organisation else who


@transaction.atomic
def give_post(
    *,
    partnership_id: int,
    person_id: int,
    role: Role,
    organisation_id: int | None,
    on: date,
    by: Actor,
    at: datetime,
    title: str = "",
) -> Post:
    """Give a person a role in the partnership from a day. Errors: NotAllowed; nobody gives themselves one."""
    require(partnership_id, KEEPERS, by, at)
    not_oneself(person_id, by, "post")
    if Post.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on),
        partnership=partnership_id,
        person=person_id,
        role=role.value,
        organisation=organisation_id,
    ).exists():
        raise NotAllowed("This person holds that post already.")
    row = Post.objects.create(
        partnership_id=partnership_id,
        person_id=person_id,
        role=role.value,
        organisation_id=organisation_id,
        title=title,
        starts_on=on,
    )
    where = f" for {row.organisation}" if row.organisation else ""
    note(
        Event.POST_GIVEN,
        f"{row.person.name}: {role.label.lower()}{where} from {on.day} {on:%B %Y}",
        partnership_id,
        by,
        at,
        post=row.pk,
        person=person_id,
    )
    return row


@transaction.atomic
def end_post(*, post_id: int, on: date, by: Actor, at: datetime) -> None:
    """End a post on a day: the first on which it no longer holds. Errors: NotAllowed; the last who can invite others stays."""
    row = Post.objects.select_for_update(of=("self",)).select_related("person").get(pk=post_id)
    require(row.partnership_id, KEEPERS, by, at)
    if row.ends_on and row.ends_on <= day_of(at):
        raise NotAllowed("This post has ended already.")
    not_before(on, row.starts_on, "The post")
    if Role(row.role) in KEEPERS:
        others = Post.objects.filter(
            current(on),
            partnership=row.partnership_id,
            role__in=[role.value for role in KEEPERS],
            person__is_active=True,
        ).exclude(pk=row.pk)
        if not others.exists():
            raise NotAllowed(
                f"{row.person.name} is the last who can invite people here: give someone else that post first."
            )
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    note(
        Event.POST_ENDED,
        f"{row.person.name}: no longer {Role(row.role).label.lower()} from {on.day} {on:%B %Y}",
        row.partnership_id,
        by,
        at,
        post=row.pk,
        person=row.person_id,
    )
