"""What the operations of this room share: who does it, a locked family member, rows that follow others, and telling whoever should know."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.core.dates import day_in_words
from goldenthread.families import permissions
from goldenthread.families.models import Contact, FamilyMember, Said, Told
from goldenthread.families.queries.family import Held, held_of
from goldenthread.families.queries.people import candidates
from goldenthread.families.rules.family import reason_problem
from goldenthread.families.terms import Event
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.messages import operations as messages
from goldenthread.partnership.models import Partnership
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.viewer import Viewer

NOT_YOURS = "The business unit and the chair of the record’s group keep its family."
NOT_NAMED = "The business unit, the chair of the record’s group and the named contact do this."
NOT_YOUR_ROW = "The named contact corrects what they wrote themselves; those who keep the family correct the rest."


def actor(by: Viewer | Actor) -> Actor:
    """Whoever does it, as history names them."""
    return by if isinstance(by, Actor) else Actor(by.name, by.person_id)


def require(is_allowed: bool, sentence: str) -> None:
    """Refuse with the sentence unless allowed. Errors: Refused."""
    if not is_allowed:
        raise Refused(sentence)


def no_problem(problem: str | None) -> None:
    """Refuse with the rule's own sentence, where it has one. Errors: Refused."""
    if problem:
        raise Refused(problem)


def keeps(by: Viewer, record: Record) -> None:
    """Refuse whoever does not keep the record's family. Errors: Refused."""
    require(permissions.may_keep(by, record), NOT_YOURS)


def locked(member_id: int, by: Viewer, *, named: bool = False, seen: int | None = None) -> Held:
    """A family member of a locked record, with everything beside them as it stands now.

    `named` lets the named contact and cover in too. Errors: Refused; ChangedMeanwhile when `seen` is not its version.
    """
    row = FamilyMember.objects.select_related("record", "contact_person", "cover", "subject").get(pk=member_id)
    row.record = records.lock(row.record_id)
    row.refresh_from_db(fields=["version", "contact_person", "cover"])
    if named:
        require(permissions.may_record(by, row.record, row), NOT_NAMED)
    else:
        keeps(by, row.record)
    if seen is not None and seen != row.version:
        raise ChangedMeanwhile(row.record.reference, seen, row.version)
    return held_of([row])[0]


def beside(held: Held, by: Viewer, at: datetime, on: date, by_role: str = "") -> dict[str, Any]:
    """The columns that every row beside a family member has."""
    return {
        "record_id": held.row.record_id,
        "member": held.row,
        "on": on,
        "by_id": by.person_id,
        "by_name": by.name,
        "by_role": by_role.strip(),
        "made_at": at,
    }


def written(record: Record, verb: Event, sentence: str, by: Viewer | Actor, at: datetime) -> None:
    """Write one event about a record. Its sentence holds labels and days, never what was said."""
    history.write(verb=verb, sentence=sentence, by=actor(by), at=at, about=records.about(record))


def tell(
    record: Record, people: set[int], verb: Event, subject: str, number: int, by: Viewer | Actor, at: datetime
) -> None:
    """Leave a notice, by reference alone, for those of these people who can see the record still, but whoever did it."""
    there = {person.pk for person in candidates(record, day_of(at))}
    doer = actor(by).person_id
    key = Partnership.objects.values_list("key", flat=True).get(pk=record.partnership_id)
    messages.notify(
        people=(people & there) - ({doer} if doer else set()),
        kind=verb.value,
        subject=f"{record.reference}: {subject}",
        partnership_id=record.partnership_id,
        reference=record.reference,
        address=f"/{key}/records/{record.reference}/family/{number}/",
        at=at,
    )


def named_people(row: FamilyMember) -> set[int]:
    """The named contact and the cover, where they have an account."""
    return {person for person in (row.contact_person_id, row.cover_id) if person is not None}


Correctable = type[Contact] | type[Said] | type[Told]


def standing_row(model: Correctable, held: Held, row_id: int, by: Viewer) -> Any:
    """The row that is to be corrected, which no later one has followed; a named contact's own alone. Errors: Refused."""
    row = model.objects.filter(member=held.row, pk=row_id).first()
    if row is None or row.struck:
        raise Refused("There is no such row to correct.")
    require(
        not model.objects.filter(corrects=row).exists(), "A later row has taken its place already. Correct that one."
    )
    require(permissions.may_keep(by, held.row.record) or row.by_id == by.person_id, NOT_YOUR_ROW)
    return row


def corrected(held: Held, what: str, before: Any, by: Viewer, at: datetime, how: str = "corrected") -> None:
    """One event for a row that took another's place."""
    sentence = f"{held.row.label}: the {what} of {day_in_words(before.on)} was {how}"
    written(held.row.record, Event.CORRECTED, sentence, by, at)


KINDS: dict[str, tuple[Correctable, str, tuple[str, ...]]] = {
    "contact": (Contact, "contact", ("method", "outcome")),
    "said": (Said, "words", ("kind", "heard", "words")),
    "told": (Told, "note", ("step", "how")),
}
"""What can be struck out: its model, what it is called, and what a row that says so carries on from it."""


@transaction.atomic
def strike(*, member_id: int, kind: str, row_id: int, reason: str, by: Viewer, at: datetime) -> None:
    """What was recorded did not happen, or not with this person: a row that takes its place says so, and why. Errors: Refused."""
    held = locked(member_id, by, named=True)
    model, what, carried = KINDS[kind]
    before = standing_row(model, held, row_id, by)
    no_problem(reason_problem(reason))
    model.objects.create(
        **beside(held, by, at, before.on, before.by_role),
        **{name: getattr(before, name) for name in carried},
        corrects=before,
        struck=True,
        correction_why=reason.strip(),
    )
    corrected(held, what, before, by, at, "struck out")
