"""Writes of the spine: making a record, sharing it, keeping someone out, breaking the glass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from goldenthread.core.dates import day_in_words
from goldenthread.core.encryption import blind_index, decrypt, encrypt, is_current, rotate
from goldenthread.core.references import new_reference
from goldenthread.design.format import instant
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.history.operations import About
from goldenthread.messages import operations as messages
from goldenthread.partnership.models import Group, Partnership
from goldenthread.partnership.terms import Role, SeatRole
from goldenthread.records import rules
from goldenthread.records.models import BreakGlass, Circle, Exclusion, Link, NamedSight, Record, RecordCircle, Subject
from goldenthread.records.terms import CircleKind, CircleRole, Event, RecordKind

TRIES = 5  # references are drawn by chance; five collisions in a row do not happen


class Refused(Exception):
    """The operation may not be done; the message is a sentence for the person who asked."""


class ChangedMeanwhile(Exception):
    """Someone else saved while this form was open. `seen` is the version the form was made from, `now` the stored one."""

    def __init__(self, reference: str, seen: int, now: int) -> None:
        super().__init__(
            f"{reference} was changed by someone else while you were working on it. Their version is shown beside yours; nothing of yours is lost."
        )
        self.reference, self.seen, self.now = reference, seen, now


def about(record: Record) -> About:
    """What an event about this record says it is about."""
    return About(record.partnership_id, record.pk, record.reference)


def make_record(
    *,
    kind: RecordKind,
    partnership_id: int,
    circle: Circle,
    title: str,
    at: datetime,
    group: Group | None = None,
    happened: str = "",
    happened_on: date | None = None,
    shared_with: Iterable[Circle] = (),
) -> Record:
    """A new record in its circle, shared with others as asked. Must run in the caller's transaction, which writes the event."""
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                record = Record.objects.create(
                    kind=kind.value,
                    reference=new_reference(kind.prefix),
                    partnership_id=partnership_id,
                    group=group,
                    circle=circle,
                    title=title[:400],
                    happened=happened,
                    happened_on=happened_on,
                    opened_at=at,
                )
            break
        except IntegrityError:
            continue
    else:
        raise Refused("No reference could be drawn; try again.")
    RecordCircle.objects.create(record=record, circle=circle, role=CircleRole.HOME.value)
    share(record=record, circles=[other for other in shared_with if other.pk != circle.pk], role=CircleRole.SHARED)
    return record


def share(*, record: Record, circles: Iterable[Circle], role: CircleRole) -> None:
    """Let further circles see a record; those that do already keep their role."""
    RecordCircle.objects.bulk_create(
        [RecordCircle(record=record, circle=circle, role=role.value) for circle in circles], ignore_conflicts=True
    )


def lock(record_id: int, seen: int | None = None) -> Record:
    """The record, locked for this transaction. Errors: ChangedMeanwhile when `seen` is not its version."""
    record = Record.objects.select_for_update(of=("self",)).get(pk=record_id)
    if seen is not None and seen != record.version:
        raise ChangedMeanwhile(record.reference, seen, record.version)
    return record


def touch(record: Record, **changes: object) -> None:
    """Store changed columns of a locked record under its next version."""
    record.version += 1
    for name, value in changes.items():
        setattr(record, name, value)
    record.save(update_fields=["version", *changes])


def link(*, upstream: Record, downstream: Record, at: datetime) -> bool:
    """Join two records; returns whether the link is new."""
    _, fresh = Link.objects.get_or_create(
        upstream=upstream, downstream=downstream, kind="led_to", defaults={"made_at": at}
    )
    return fresh


def group_circle(group: Group) -> Circle:
    """The circle of a group, made when the group is."""
    return Circle.objects.get_or_create(
        group=group,
        kind=CircleKind.GROUP.value,
        defaults={"partnership_id": group.partnership_id, "standing_roles": [role.value for role in rules.STANDING]},
    )[0]


def partnership_circle(partnership_id: int) -> Circle:
    """The circle of everyone who works with a partnership."""
    return Circle.objects.get_or_create(partnership_id=partnership_id, kind=CircleKind.PARTNERSHIP.value)[0]


def organisation_circle(partnership_id: int, organisation_id: int) -> Circle:
    """The circle of an organisation's people in a partnership."""
    return Circle.objects.get_or_create(
        partnership_id=partnership_id, kind=CircleKind.ORGANISATION.value, organisation_id=organisation_id
    )[0]


@transaction.atomic
def exclude(
    *, record: Record, person_id: int, person_name: str, reason: str, by: Actor, at: datetime, on: date
) -> Exclusion:
    """Keep a person out of a record for a conflict of interest, from this moment."""
    row = Exclusion.objects.create(person_id=person_id, record=record, reason=reason, declared_at=at, starts_on=on)
    history.write(
        verb=Event.EXCLUDED,
        sentence=f"{person_name} was kept out of {record.reference}: {reason}",
        by=by,
        at=at,
        about=about(record),
    )
    return row


@transaction.atomic
def name_sight(
    *,
    records: Iterable[Record],
    person_id: int,
    person_name: str,
    reason: str,
    starts_on: date,
    ends_on: date,
    by: Actor,
    at: datetime,
) -> int:
    """Let a person by name see some records for some days; returns how many are new to them. One event on each that is."""
    held = list(records)
    there = set(
        NamedSight.objects.filter(person_id=person_id, record__in=held, ends_on__gte=ends_on).values_list(
            "record_id", flat=True
        )
    )
    fresh = [record for record in held if record.pk not in there]
    for record in fresh:
        NamedSight.objects.update_or_create(
            record=record,
            person_id=person_id,
            defaults={"reason": reason, "starts_on": starts_on, "ends_on": ends_on},
        )
        history.write(
            verb=Event.SIGHT_NAMED,
            sentence=f"{person_name} may see {record.reference} until {day_in_words(ends_on)}: {reason}",
            by=by,
            at=at,
            about=about(record),
        )
    return len(fresh)


def end_named_sight(*, record_ids: Iterable[int], person_id: int, on: date) -> int:
    """Named sight of some records ends on a day; returns how many ended."""
    held = NamedSight.objects.filter(person_id=person_id, record__in=list(record_ids), ends_on__gt=on)
    return sum(_ended(row, on) for row in held.select_for_update())


def _ended(row: NamedSight, on: date) -> int:
    row.starts_on, row.ends_on = min(row.starts_on, on), on
    row.save(update_fields=["starts_on", "ends_on"])
    return 1


@transaction.atomic
def ask_for_sight(*, partnership: Partnership, reference: str, reason: str, by: Actor, at: datetime) -> BreakGlass:
    """Ask to see one record. The answer is the same whether it exists or not."""
    if by.person_id is None or len(reason.strip()) < 20:
        raise Refused("Give the reason in a full sentence, so that whoever grants it can judge it.")
    row = BreakGlass.objects.create(
        partnership=partnership, reference=reference, person_id=by.person_id, reason=reason, asked_at=at
    )
    history.write(
        verb=Event.SIGHT_ASKED,
        sentence=f"{by.name} asked to see {reference}: {reason}",
        by=by,
        at=at,
        about=About(partnership.pk, None, reference),
    )
    return row


@transaction.atomic
def grant_sight(*, glass_id: int, record: Record, asker_roles: frozenset[Role], by: Actor, at: datetime) -> BreakGlass:
    """Let a person see one record for a few hours; the group's chair and the scrutineers are told. Errors: Refused."""
    row = BreakGlass.objects.select_for_update().select_related("person").get(pk=glass_id)
    if row.granted_at or row.refused_at:
        raise Refused("This was answered already.")
    excluded = (
        Exclusion.objects.filter(person_id=row.person_id).filter(record=record).exists()
        or Exclusion.objects.filter(person_id=row.person_id, circle=record.circle).exists()
    )
    if problem := rules.glass_problem(
        asker_roles=asker_roles,
        excluded=excluded,
        reason=row.reason,
        asker_id=row.person_id,
        granter_id=by.person_id or 0,
    ):
        raise Refused(problem)
    row.record, row.granted_by_id, row.granted_at, row.ends_at = record, by.person_id, at, rules.glass_ends(at)
    row.save(update_fields=["record", "granted_by", "granted_at", "ends_at"])
    history.write(
        verb=Event.SIGHT_GRANTED,
        sentence=f"{by.name} let {row.person.name} see {record.reference} until {instant(row.ends_at)}: {row.reason}",
        by=by,
        at=at,
        about=about(record),
    )
    messages.notify(
        people=_told_of_glass(record),
        kind="sight_granted",
        subject=f"{record.reference} was opened to {row.person.name} for a few hours, with a reason",
        partnership_id=record.partnership_id,
        reference=record.reference,
        address=f"/{row.partnership.key}/thread/{record.reference}/",
        at=at,
        urgent=True,
    )
    return row


def _told_of_glass(record: Record) -> list[int]:
    """The chairs of the record's group, and the partnership's scrutineers."""
    chairs = Group.objects.filter(
        pk=record.group_id or 0,
        seats__role__in=[SeatRole.CHAIR.value, SeatRole.VICE_CHAIR.value],
        seats__person__isnull=False,
        seats__ends_on__isnull=True,
    ).values_list("seats__person_id", flat=True)
    scrutineers = Partnership.objects.filter(
        pk=record.partnership_id, posts__role="scrutineer", posts__ends_on__isnull=True
    ).values_list("posts__person_id", flat=True)
    return sorted({person for person in (*chairs, *scrutineers) if person is not None})


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a subject is, in the clear: for the eyes it was opened for, and never kept."""

    name: str
    born: str
    nhs_number: str
    address: str


SEALED = ("name_sealed", "born_sealed", "nhs_number_sealed", "address_sealed")
"""The columns of a subject that hold tokens of core.encryption, in the order of Identity."""


@transaction.atomic
def keep_subject(*, record: Record, pseudonym: str, identity: Identity, by: Actor, at: datetime) -> Subject:
    """Write down whom a record is about, every field encrypted, found again by its name, birth and number alone; said again, the last word holds."""
    subject, _ = Subject.objects.update_or_create(
        record=record,
        pseudonym=pseudonym,
        defaults={
            **{column: encrypt(text) for column, text in zip(SEALED, astuple(identity), strict=True)},
            "name_index": blind_index(identity.name),
            "born_index": blind_index(identity.born),
            "nhs_number_index": blind_index(identity.nhs_number),
        },
    )
    history.write(
        verb=Event.IDENTITY_KEPT,
        sentence=f"{by.name} wrote down who {pseudonym} is",
        by=by,
        at=at,
        about=about(record),
    )
    return subject


@transaction.atomic
def show_subject(*, subject: Subject, by: Actor, at: datetime, why: str) -> Identity:
    """Who a subject is, once it is written down who was shown it and why. Errors: core.encryption.Undecipherable."""
    history.write(
        verb=Event.IDENTITY_SHOWN,
        sentence=f"{by.name} was shown who {subject.pseudonym} is: {why}",
        by=by,
        at=at,
        about=about(subject.record),
    )
    return Identity(*(decrypt(getattr(subject, column)) for column in SEALED))


@transaction.atomic
def rotate_subjects() -> int:
    """Take every identifying field to the newest key, after which the older keys can go; returns how many subjects had one to take.

    Runs as the owner, who sees every row. A field no key opens stops it, with nothing changed. Errors: core.encryption.Undecipherable.
    """
    turned = 0
    for subject in Subject.objects.select_for_update().order_by("pk").iterator(chunk_size=500):
        tokens = {column: getattr(subject, column) for column in SEALED}
        stale = {column: rotate(token) for column, token in tokens.items() if not is_current(token)}
        if not (subject.name_index and subject.born_index):
            found = {
                "name_index": blind_index(decrypt(subject.name_sealed)),
                "born_index": blind_index(decrypt(subject.born_sealed)),
            }
            stale |= {column: index for column, index in found.items() if index != getattr(subject, column)}
        if stale:
            Subject.objects.filter(pk=subject.pk).update(**stale)
            turned += 1
    return turned
