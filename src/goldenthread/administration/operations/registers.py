"""Taking over what was ticked of an official register: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from goldenthread.administration.operations.partnership import replace_organisation
from goldenthread.administration.operations.shared import actor, worded
from goldenthread.core.clock import day_of
from goldenthread.messages import operations as messages
from goldenthread.partnership import operations as partnership
from goldenthread.partnership import queries
from goldenthread.partnership.models import PartnershipOrganisation
from goldenthread.partnership.operations import Taking
from goldenthread.partnership.rules.layouts import layouts
from goldenthread.partnership.rules.register_files import Entry
from goldenthread.partnership.rules.registers import Closed, Comparison, Succeeded, compare
from goldenthread.partnership.terms import Capacity, Event, Role
from goldenthread.records import operations as records
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer


class StaleComparison(Refused):
    """The organisations are not as they were when the preview was made."""

    def __init__(self) -> None:
        super().__init__(
            "The organisations were changed by someone else while this page was open. It now shows how they stand: look again, and say once more what to take over."
        )


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a person wants taken over: numbers of entries, and for each candidate whether it is the same organisation or another."""

    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    succeeded: frozenset[str] = frozenset()
    same: frozenset[str] = frozenset()
    another: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """How many."""
        return sum(len(held) for held in (self.new, self.changed, self.closed, self.succeeded, self.same, self.another))


@dataclass(slots=True)
class TakenOver:
    """How many organisations were added, changed, ended, followed by their successor, or recognised."""

    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("new", "changed", "ended", "succeeded", "recognised"), 0)
    )


def compared(partnership_id: int, register: str, entries: Sequence[Entry], day: date) -> Comparison:
    """What a register's entries would change in a partnership, as it stands. Two queries."""
    held = queries.registered(partnership_id, register, day)
    elsewhere = queries.numbers_elsewhere(partnership_id, register, [entry.number for entry in entries])
    return compare(entries, held, sector=layouts()[register].sector, elsewhere=elsewhere)


@transaction.atomic
def take_over(
    *,
    partnership_id: int,
    register: str,
    file: str,
    entries: Sequence[Entry],
    seen: str,
    ticked: Ticked,
    capacity: Capacity,
    by: Viewer,
    at: datetime,
) -> TakenOver:
    """Take over what was ticked, and nothing else. Errors: StaleComparison when the organisations changed since the preview; Refused."""
    if not ticked.count:
        raise Refused("Tick what to take over from the register.")
    taking = Taking(partnership_id, layouts()[register], file, actor(by), at)
    with worded():
        partnership.hold_organisations(partnership_id, actor(by), at)
        found = compared(partnership_id, register, entries, day_of(at))
        if found.sign != seen:
            raise StaleComparison
        done = TakenOver()
        _carry(taking, found, ticked, done.counts, by)
        _add(taking, found, ticked, done.counts, capacity)
        if sum(done.counts.values()) != ticked.count:
            raise StaleComparison  # something was ticked that the file does not hold
        partnership.note_taken(taking=taking, counts=done.counts)
    return done


def _carry(taking: Taking, found: Comparison, ticked: Ticked, counts: dict[str, int], by: Viewer) -> None:
    """What is ticked of the organisations that are here."""
    for ending in (row for row in found.succeeded if row.held.number in ticked.succeeded):
        _succeed(taking, ending, by)
        counts["succeeded"] += 1
    for closing in (row for row in found.closed if row.held.number in ticked.closed):
        _close(taking, closing)
        counts["ended"] += 1
    for change in (row for row in found.changed if row.held.number in ticked.changed):
        partnership.change_registered(
            taking=taking, organisation_id=change.held.id, entry=change.entry, changes=change.changes
        )
        counts["changed"] += 1
        _tell_others(taking, change.held.id, by)
    for like in (row for row in found.candidates if row.entry.number in ticked.same):
        partnership.recognise_registered(taking=taking, organisation_id=like.held.id, entry=like.entry)
        counts["recognised"] += 1
        _tell_others(taking, like.held.id, by)


def _tell_others(taking: Taking, organisation_id: int, by: Viewer) -> None:
    """An organisation is the same for every partnership: the business managers of the others are told that its details changed."""
    others = PartnershipOrganisation.objects.filter(organisation=organisation_id, ends_on__isnull=True).exclude(
        partnership=taking.partnership_id
    )
    for row in others.select_related("organisation", "partnership").distinct("partnership").order_by("partnership"):
        managers = queries.people(row.partnership_id, day_of(taking.at)).filter(role=Role.BUSINESS_MANAGER.value)
        messages.notify(
            people=set(managers.values_list("person_id", flat=True)) - {by.person_id},
            kind=Event.ORGANISATION_CHANGED.value,
            subject=f"{row.organisation.name}: another partnership took its details over from the {taking.layout.name.lower()}",
            partnership_id=row.partnership_id,
            address=f"/{row.partnership.key}/about/organisations/{organisation_id}/",
            at=taking.at,
        )


def _add(taking: Taking, found: Comparison, ticked: Ticked, counts: dict[str, int], capacity: Capacity) -> None:
    """What is ticked of those that are not here yet, each with its circle."""
    added = [(row.entry, row.known) for row in found.new if row.entry.number in ticked.new]
    added += [(like.entry, None) for like in found.candidates if like.entry.number in ticked.another]
    for entry, known in added:
        row = partnership.add_registered(
            taking=taking, entry=entry, known=known, capacity=capacity, on=partnership.joins_on(taking, entry)
        )
        records.organisation_circle(taking.partnership_id, row.pk)
        counts["new"] += 1


def _succeed(taking: Taking, ending: Succeeded, by: Viewer) -> None:
    successor = partnership.organisation_of(taking, ending.entry, ending.known)
    on = ending.entry.opened or ending.closed.closed or day_of(taking.at)
    earliest = [day for day in (ending.held.since, ending.held.opened) if day]
    replace_organisation(
        partnership_id=taking.partnership_id,
        organisation_id=ending.held.id,
        on=max([on, *earliest]),
        successor_id=successor.pk,
        by=by,
        at=taking.at,
    )


def _close(taking: Taking, closing: Closed) -> None:
    if closing.blocked:
        raise Refused(f"{closing.held.name}: {closing.blocked}")
    earliest = [day for day in (closing.held.since, closing.held.opened) if day]
    partnership.close_organisation(
        partnership_id=taking.partnership_id,
        organisation_id=closing.held.id,
        on=max([closing.on or day_of(taking.at), *earliest]),
        by=taking.by,
        at=taking.at,
    )
