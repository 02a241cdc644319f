"""Organisations: they join, change, leave, end, and are followed by successors. None is ever deleted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from goldenthread.core.clock import day_of
from goldenthread.history.actor import Actor
from goldenthread.partnership.models import Organisation, PartnershipOrganisation, Post, Seat
from goldenthread.partnership.operations.shared import UNIT, NotAllowed, Stale, fingerprint, not_before, note, require
from goldenthread.partnership.queries import current
from goldenthread.partnership.terms import Capacity, Event, Sector


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """An organisation's details."""

    name: str
    sector: Sector
    short_name: str = ""
    opened_on: date | None = None

    @classmethod
    def of(cls, row: Organisation) -> OrganisationDraft:
        """The details as they stand."""
        return cls(row.name, Sector(row.sector), row.short_name, row.opened_on)

    @property
    def seen(self) -> str:
        """The sign that a form carries."""
        return fingerprint(self.name, self.sector.value, self.short_name, self.opened_on)


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a successor took over: how many seats and posts, and whose."""

    successor: Organisation
    seats: int
    posts: int
    people: frozenset[int] = field(default_factory=frozenset)


@transaction.atomic
def add_organisation(
    *,
    partnership_id: int,
    draft: OrganisationDraft,
    capacity: Capacity,
    on: date,
    by: Actor,
    at: datetime,
    number: int = 0,
) -> Organisation:
    """Let an organisation work with the partnership. One of the same name and sector that another partnership knows is the same. Errors: NotAllowed."""
    require(partnership_id, UNIT, by, at)
    row = Organisation.objects.filter(
        name__iexact=draft.name, sector=draft.sector.value, closed_on__isnull=True
    ).first()
    if row is None:
        row = Organisation.objects.create(
            name=draft.name, short_name=draft.short_name, sector=draft.sector.value, opened_on=draft.opened_on
        )
    _join(partnership_id, row, capacity, number, on)
    note(
        Event.ORGANISATION_ADDED,
        f"{row.name} works with the partnership as: {capacity.label.lower()}",
        partnership_id,
        by,
        at,
        organisation=row.pk,
    )
    return row


def _join(partnership_id: int, row: Organisation, capacity: Capacity, number: int, on: date) -> None:
    held, fresh = PartnershipOrganisation.objects.get_or_create(
        partnership_id=partnership_id,
        organisation=row,
        capacity=capacity.value,
        defaults={"number": number, "starts_on": on},
    )
    if fresh:
        return
    if held.ends_on is None:
        raise NotAllowed(f"{row.name} is here already as: {capacity.label.lower()}.")
    held.ends_on = None  # it came back; the history tells when it was away
    held.save(update_fields=["ends_on"])


@transaction.atomic
def change_organisation(
    *, partnership_id: int, organisation_id: int, seen: str, draft: OrganisationDraft, by: Actor, at: datetime
) -> Organisation:
    """Correct an organisation's details. A new name after a reorganisation is a successor, not a correction. Errors: NotAllowed, Stale."""
    require(partnership_id, UNIT, by, at)
    row = _locked(partnership_id, organisation_id)
    before = OrganisationDraft.of(row)
    if before.seen != seen:
        raise Stale(row.name)
    if (
        before.name != draft.name
        and PartnershipOrganisation.objects.filter(organisation=row, ends_on__isnull=True)
        .exclude(partnership=partnership_id)
        .exists()
    ):
        raise NotAllowed(
            f"{row.name} works with other partnerships too, so its name stays. If it became another organisation, replace it by its successor."
        )
    row.name, row.short_name, row.sector, row.opened_on = (
        draft.name,
        draft.short_name,
        draft.sector.value,
        draft.opened_on,
    )
    row.save(update_fields=["name", "short_name", "sector", "opened_on"])
    note(
        Event.ORGANISATION_CHANGED,
        f"The details of {row.name} were changed",
        partnership_id,
        by,
        at,
        organisation=row.pk,
        before={"name": before.name, "short_name": before.short_name, "sector": before.sector.value},
    )
    return row


@transaction.atomic
def leave(*, partnership_id: int, organisation_id: int, capacity: Capacity, on: date, by: Actor, at: datetime) -> None:
    """End one way in which an organisation belongs to the partnership. Errors: NotAllowed while its people hold seats or posts and no other way is left."""
    require(partnership_id, UNIT, by, at)
    organisation = _locked(partnership_id, organisation_id)
    rows = PartnershipOrganisation.objects.filter(
        partnership=partnership_id, organisation=organisation, ends_on__isnull=True
    )
    row = rows.filter(capacity=capacity.value).first()
    if row is None:
        raise NotAllowed(f"{organisation.name} is not here as: {capacity.label.lower()}.")
    if rows.count() == 1:
        _nobody_left(partnership_id, organisation, at)
    not_before(on, row.starts_on, organisation.name)
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    note(
        Event.ORGANISATION_CLOSED,
        f"{organisation.name} is no longer here as: {capacity.label.lower()}",
        partnership_id,
        by,
        at,
        organisation=organisation.pk,
    )


@transaction.atomic
def close_organisation(*, partnership_id: int, organisation_id: int, on: date, by: Actor, at: datetime) -> Organisation:
    """Record that an organisation ended without a successor. Errors: NotAllowed while its people hold seats or posts here."""
    require(partnership_id, UNIT, by, at)
    row = _locked(partnership_id, organisation_id)
    _nobody_left(partnership_id, row, at)
    _end(row, partnership_id, on, None)
    note(
        Event.ORGANISATION_CLOSED,
        f"{row.name} ended on {on.day} {on:%B %Y}",
        partnership_id,
        by,
        at,
        organisation=row.pk,
    )
    return row


def _nobody_left(partnership_id: int, row: Organisation, at: datetime) -> None:
    day = day_of(at)
    seats = Seat.objects.filter(current(day), group__partnership=partnership_id, organisation=row).count()
    posts = Post.objects.filter(current(day), partnership=partnership_id, organisation=row).count()
    if seats or posts:
        raise NotAllowed(
            f"{row.name} still has seats ({seats}) and posts ({posts}) here. Replace it by its successor, or end them first."
        )


@transaction.atomic
def replace_organisation(
    *,
    partnership_id: int,
    organisation_id: int,
    on: date,
    by: Actor,
    at: datetime,
    draft: OrganisationDraft | None = None,
    successor_id: int | None = None,
) -> Replacement:
    """Let a successor take an organisation's place from a day: its part in the partnership, its seats and its posts, whose people stay. Errors: NotAllowed."""
    require(partnership_id, UNIT, by, at)
    row = _locked(partnership_id, organisation_id)
    if row.successor_id and row.successor_id != successor_id:
        successor_id, draft = row.successor_id, None  # another partnership named it first
    if successor_id == row.pk or (draft is None and successor_id is None):
        raise NotAllowed("Name the organisation that takes its place.")
    successor = Organisation.objects.get(pk=successor_id) if successor_id else None
    if successor is None:
        assert draft is not None
        successor = (
            Organisation.objects.filter(name__iexact=draft.name, sector=draft.sector.value, closed_on__isnull=True)
            .exclude(pk=row.pk)
            .first()
        )
        successor = successor or Organisation.objects.create(
            name=draft.name, short_name=draft.short_name, sector=draft.sector.value, opened_on=draft.opened_on or on
        )
    for held in PartnershipOrganisation.objects.filter(
        partnership=partnership_id, organisation=row, ends_on__isnull=True
    ):
        PartnershipOrganisation.objects.get_or_create(
            partnership_id=partnership_id,
            organisation=successor,
            capacity=held.capacity,
            defaults={"number": held.number, "starts_on": on},
        )
    seats = _carry_over(Seat.objects.filter(group__partnership=partnership_id, organisation=row), successor, on)
    posts = _carry_over(Post.objects.filter(partnership=partnership_id, organisation=row), successor, on)
    _end(row, partnership_id, on, successor)
    note(
        Event.ORGANISATION_REPLACED,
        f"{successor.name} took the place of {row.name} on {on.day} {on:%B %Y}",
        partnership_id,
        by,
        at,
        organisation=row.pk,
        successor=successor.pk,
    )
    return Replacement(
        successor, len(seats), len(posts), frozenset(held.person_id for held in (*seats, *posts) if held.person_id)
    )


def _carry_over(rows, successor: Organisation, on: date) -> list:  # type: ignore[no-untyped-def,type-arg]
    """End each seat or post that reaches past the day, and begin the same one for the successor."""
    held = list(rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)))
    for row in held:
        until = row.ends_on
        starts = max(on, row.starts_on)
        if row.starts_on < on:
            type(row).objects.filter(pk=row.pk).update(ends_on=on)
            row.pk = None
            row.starts_on, row.ends_on, row.organisation = starts, until, successor
            row.save()
        else:
            type(row).objects.filter(pk=row.pk).update(organisation=successor)
    return held


def _locked(partnership_id: int, organisation_id: int) -> Organisation:
    row = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if row is None or not PartnershipOrganisation.objects.filter(partnership=partnership_id, organisation=row).exists():
        raise NotAllowed("This organisation does not work with the partnership.")
    return row


def _end(row: Organisation, partnership_id: int, on: date, successor: Organisation | None) -> None:
    not_before(on, row.opened_on, row.name)
    PartnershipOrganisation.objects.filter(partnership=partnership_id, organisation=row, ends_on__isnull=True).update(
        ends_on=on
    )
    row.closed_on = row.closed_on or on
    row.successor = successor or row.successor
    row.save(update_fields=["closed_on", "successor"])
