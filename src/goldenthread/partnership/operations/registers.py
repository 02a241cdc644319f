"""What is taken over from an official register, organisation by organisation. Nothing is taken over that a person did not tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.history.actor import Actor
from goldenthread.partnership.models import (
    Organisation,
    Partnership,
    PartnershipOrganisation,
    RegisterArea,
    RegisterEntry,
)
from goldenthread.partnership.operations.organisations import _join
from goldenthread.partnership.operations.shared import UNIT, NotAllowed, note, require
from goldenthread.partnership.rules.layouts import Layout
from goldenthread.partnership.rules.register_files import Entry
from goldenthread.partnership.rules.registers import FieldChange, details_of, plain
from goldenthread.partnership.terms import Capacity, Event


@dataclass(frozen=True, slots=True)
class Taking:
    """Where entries come from and who takes them over: the same for every one of a file."""

    partnership_id: int
    layout: Layout
    file: str
    by: Actor
    at: datetime

    def named(self, entry: Entry) -> str:
        """An entry's number as one says it."""
        return f"{self.layout.number_label} {entry.number}"


@transaction.atomic
def remember_register(
    *,
    partnership_id: int,
    register: str,
    areas: Sequence[str],
    groups: Sequence[str],
    file: str,
    by: Actor,
    at: datetime,
) -> None:
    """Remember which part of a register was chosen, for the next time. Errors: NotAllowed."""
    require(partnership_id, UNIT, by, at)
    RegisterArea.objects.update_or_create(
        partnership_id=partnership_id,
        register=register,
        defaults={
            "areas": list(areas),
            "groups": list(groups),
            "compared_at": at,
            "compared_with": file[:200],
            "compared_by_id": by.person_id,
        },
    )


def hold_organisations(partnership_id: int, by: Actor, at: datetime) -> None:
    """Let nobody else change the partnership's organisations until the transaction ends. Errors: NotAllowed."""
    require(partnership_id, UNIT, by, at)
    Partnership.objects.select_for_update().get(pk=partnership_id)
    list(
        Organisation.objects.select_for_update()
        .filter(pk__in=PartnershipOrganisation.objects.filter(partnership=partnership_id).values("organisation"))
        .order_by("pk")
    )


def organisation_of(taking: Taking, entry: Entry, known: int | None) -> Organisation:
    """The organisation of an entry: the one that has its number, or a new one. It does not join the partnership yet."""
    found = RegisterEntry.objects.filter(register=taking.layout.key, number=entry.number).first()
    if found is not None:
        return found.organisation
    if known is not None:
        return Organisation.objects.get(pk=known)
    row = Organisation.objects.create(name=entry.name, sector=taking.layout.sector, opened_on=entry.opened)
    _keep(taking, row, entry)
    return row


def add_registered(*, taking: Taking, entry: Entry, known: int | None, capacity: Capacity, on: date) -> Organisation:
    """Let an organisation of the register work with the partnership. One that another partnership took over under this number is the same. Errors: NotAllowed."""
    require(taking.partnership_id, UNIT, taking.by, taking.at)
    row = organisation_of(taking, entry, known)
    _join(taking.partnership_id, row, capacity, 0, on)
    note(
        Event.ORGANISATION_ADDED,
        f"{row.name} ({taking.named(entry)}) works with the partnership as: {capacity.label.lower()}",
        taking.partnership_id,
        taking.by,
        taking.at,
        organisation=row.pk,
        register=taking.layout.key,
        number=entry.number,
    )
    return row


def change_registered(
    *, taking: Taking, organisation_id: int, entry: Entry, changes: Sequence[FieldChange]
) -> Organisation:
    """Bring an organisation's details to what its register says. Every partnership it works with has it in its history. Errors: NotAllowed."""
    require(taking.partnership_id, UNIT, taking.by, taking.at)
    row = Organisation.objects.select_for_update().get(pk=organisation_id)
    before = row.name
    _write(row, entry)
    _keep(taking, row, entry)
    for partnership_id in _partnerships_of(row):
        note(
            Event.ORGANISATION_CHANGED,
            f"The details of {before} were changed as the {taking.layout.name.lower()} says: {_in_words(changes)}",
            partnership_id,
            taking.by,
            taking.at,
            organisation=row.pk,
            before={change.label: change.before for change in changes},
            after={change.label: change.after for change in changes},
        )
    return row


def recognise_registered(*, taking: Taking, organisation_id: int, entry: Entry) -> Organisation:
    """Say that an organisation here is the one of an entry: it takes the entry's number, name and details. Errors: NotAllowed."""
    require(taking.partnership_id, UNIT, taking.by, taking.at)
    row = Organisation.objects.select_for_update().get(pk=organisation_id)
    if RegisterEntry.objects.filter(organisation=row).exists():
        raise NotAllowed(f"{row.name} has a number in a register already.")
    before = row.name
    _write(row, entry)
    _keep(taking, row, entry)
    named = before if before == row.name else f"{before}, now {row.name},"
    for partnership_id in _partnerships_of(row):
        note(
            Event.ORGANISATION_NUMBERED,
            f"{named} is {taking.named(entry)} of the {taking.layout.name.lower()}",
            partnership_id,
            taking.by,
            taking.at,
            organisation=row.pk,
            register=taking.layout.key,
            number=entry.number,
            before={"name": before},
        )
    return row


def note_taken(*, taking: Taking, counts: dict[str, int]) -> None:
    """Write into history what was taken over from a file, in numbers."""
    said = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    note(
        Event.REGISTER_TAKEN,
        f"From the {taking.layout.name.lower()} ({taking.file}): {said}",
        taking.partnership_id,
        taking.by,
        taking.at,
        register=taking.layout.key,
        **counts,
    )


def joins_on(taking: Taking, entry: Entry) -> date:
    """From which day an organisation of the register belongs to the partnership: today, or the day it opens when that is later."""
    today = day_of(taking.at)
    return max(today, entry.opened) if entry.opened else today


def _write(row: Organisation, entry: Entry) -> None:
    if plain(row.name) != plain(entry.name):  # capitals alone are the partnership's own
        row.name = entry.name
    row.opened_on = entry.opened or row.opened_on
    row.save(update_fields=["name", "opened_on"])


def _keep(taking: Taking, row: Organisation, entry: Entry) -> None:
    RegisterEntry.objects.update_or_create(
        organisation=row,
        defaults={
            "register": taking.layout.key,
            "number": entry.number,
            "details": details_of(entry),
            "taken_at": taking.at,
            "taken_from": taking.file[:200],
        },
    )


def _partnerships_of(row: Organisation) -> list[int]:
    return list(
        PartnershipOrganisation.objects.filter(organisation=row, ends_on__isnull=True)
        .values_list("partnership_id", flat=True)
        .distinct()
        .order_by("partnership_id")
    )


def _in_words(changes: Sequence[FieldChange]) -> str:
    labels = [change.label.lower() if not change.label.isupper() else change.label for change in changes]
    return ", ".join(labels)
