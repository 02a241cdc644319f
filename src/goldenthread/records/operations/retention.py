"""Keeping and disposing: rules, classes, legal holds, and a disposal that two people decide and the worker carries out."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction

from goldenthread.core.clock import day_of
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor, job
from goldenthread.history.models import Event as HistoryEvent
from goldenthread.history.operations import About
from goldenthread.records.models import Disposal, LegalHold, Record, RetentionRule
from goldenthread.records.operations import Refused, about, touch
from goldenthread.records.queries import NotVisible
from goldenthread.records.queries.retention import edition_of, editions, held_among, kept_until
from goldenthread.records.rules import UNIT
from goldenthread.records.rules import retention as rules
from goldenthread.records.terms import CountedFrom, Event, RetentionClass, Standing
from goldenthread.records.viewer import Viewer

DISPOSER = job("Disposal")


def _require(by: Viewer, partnership_id: int) -> None:
    if not by.roles(partnership_id) & UNIT:
        raise Refused("The business unit does this.")


def _actor(by: Viewer) -> Actor:
    return Actor(by.name, by.person_id)


def _own(by: Viewer, partnership_id: int, record_id: int) -> Record:
    """A record of the partnership that the viewer sees, locked. Errors: NotVisible, Refused."""
    _require(by, partnership_id)
    row = (
        Record.objects.visible_to(by)  # type: ignore[attr-defined]
        .select_for_update(of=("self",))
        .filter(pk=record_id, partnership=partnership_id)
        .first()
    )
    if row is None:
        raise NotVisible(str(record_id))
    return row  # type: ignore[no-any-return]


@transaction.atomic
def change_rule(
    *,
    partnership_id: int,
    retention_class: RetentionClass,
    years: int,
    counted_from: CountedFrom,
    source: str,
    standing: Standing,
    in_force_from: date,
    seen: int,
    by: Viewer,
    at: datetime,
) -> RetentionRule:
    """The next edition of how long a class is kept; records closed before keep theirs. Errors: Refused."""
    _require(by, partnership_id)
    if problem := rules.rule_problem(years=years, in_force_from=in_force_from, today=day_of(at), source=source):
        raise Refused(problem)
    with connection.cursor() as cursor:  # two editions at once take turns: there may be no row yet to lock
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"retention {partnership_id}"])
    known = [each for each in editions(partnership_id) if each.retention_class is retention_class]
    number = max((each.number for each in known), default=0)
    if number != seen:
        raise Refused("Someone else changed this rule meanwhile. Look at it as it is now, and send yours again.")
    if known and in_force_from <= max(each.in_force_from for each in known):
        raise Refused("An edition that comes into force that day or later is there already.")
    before = rules.in_force(known, retention_class, day_of(at))
    row = RetentionRule.objects.create(
        partnership_id=partnership_id,
        retention_class=retention_class.value,
        number=number + 1,
        years=years,
        counted_from=counted_from.value,
        source=source.strip(),
        standing=standing.value,
        in_force_from=in_force_from,
        last_checked_on=day_of(at),
        checked_by_id=by.person_id,
        made_at=at,
    )
    history.write(
        verb=Event.RULE_CHANGED,
        sentence=f"{retention_class.label}: records closed from {in_force_from.day} {in_force_from:%B %Y} are kept {years} years ({counted_from.label.lower()}); before: {before.words}",
        by=_actor(by),
        at=at,
        about=About(partnership_id),
        details={"class": retention_class.value, "edition": number + 1},
    )
    return row


@transaction.atomic
def classify(
    *,
    partnership_id: int,
    record_id: int,
    retention_class: RetentionClass,
    closed_on: date | None,
    by: Viewer,
    at: datetime,
) -> Record:
    """Put a record into a class of retention, and say from which day it is closed where nothing else closed it. Errors: Refused, NotVisible."""
    record = _own(by, partnership_id, record_id)
    if Disposal.objects.filter(record=record, withdrawn_at__isnull=True).exists():
        raise Refused("Its disposal is decided already. Withdraw that first.")
    closes = record.closed_on or closed_on
    if closes is not None and (closes > day_of(at) or (closes < day_of(record.opened_at) and record.closed_on is None)):
        raise Refused("It can be closed on a day from its opening until today.")
    before = RetentionClass(record.retention_class)
    touch(record, retention_class=retention_class.value, closed_on=closes)
    history.write(
        verb=Event.CLASSIFIED,
        sentence=f"{record.reference} is kept as: {retention_class.label.lower()} (before: {before.label.lower()})"
        + (f"; closed on {closes.day} {closes:%B %Y}" if closes else ""),
        by=_actor(by),
        at=at,
        about=about(record),
    )
    return record


@transaction.atomic
def place_hold(
    *, partnership_id: int, record_id: int, reason: str, review_on: date, by: Viewer, at: datetime
) -> LegalHold:
    """Stop disposal of a record and of everything linked below it. Errors: Refused, NotVisible."""
    record = _own(by, partnership_id, record_id)
    if len(reason.strip()) < 10:
        raise Refused("Give the reason in a sentence.")
    if review_on <= day_of(at):
        raise Refused("Choose a later day on which someone looks at this hold again.")
    if Disposal.objects.filter(record=record, carried_out_at__isnull=False).exists():
        raise Refused("The content of this record is disposed of already.")
    hold = LegalHold.objects.create(
        partnership_id=partnership_id,
        record=record,
        reason=reason.strip(),
        placed_by_id=by.person_id,
        placed_at=at,
        review_on=review_on,
    )
    history.write(
        verb=Event.HELD,
        sentence=f"{by.name} stopped disposal of {record.reference} and of all below it: {reason.strip()}",
        by=_actor(by),
        at=at,
        about=about(record),
    )
    return hold


@transaction.atomic
def lift_hold(*, partnership_id: int, hold_id: int, reason: str, by: Viewer, at: datetime) -> LegalHold:
    """Let a record go on to its disposal. Errors: Refused, NotVisible."""
    found = LegalHold.objects.filter(pk=hold_id, partnership=partnership_id).first()
    if found is None:
        raise NotVisible(str(hold_id))
    record = _own(by, partnership_id, found.record_id)
    hold = LegalHold.objects.select_for_update(of=("self",)).get(pk=hold_id)
    if hold.lifted_at:
        raise Refused("This hold was lifted already.")
    if len(reason.strip()) < 10:
        raise Refused("Give the reason in a sentence.")
    hold.lifted_by_id, hold.lifted_at, hold.lift_reason = by.person_id, at, reason.strip()
    hold.save(update_fields=["lifted_by", "lifted_at", "lift_reason"])
    history.write(
        verb=Event.HOLD_LIFTED,
        sentence=f"{by.name} lifted the hold on {record.reference}: {reason.strip()}",
        by=_actor(by),
        at=at,
        about=about(record),
    )
    return hold


@transaction.atomic
def decide(*, partnership_id: int, record_id: int, reason: str, by: Viewer, at: datetime) -> Disposal:
    """Put a record that has been kept for its time down for disposal. Nothing is removed. Errors: Refused, NotVisible."""
    record = _own(by, partnership_id, record_id)
    due = kept_until([record])[record.pk]
    problem = rules.decision_problem(
        due_on=due,
        today=day_of(at),
        held=bool(held_among([record.pk])),
        waiting=Disposal.objects.filter(record=record, withdrawn_at__isnull=True).exists(),
        reason=reason,
    )
    if problem or due is None:
        raise Refused(problem or "")
    row = Disposal.objects.create(
        partnership_id=partnership_id,
        record=record,
        due_on=due,
        rule=edition_of(record, editions(partnership_id)).words,
        reason=reason.strip(),
        decided_by_id=by.person_id,
        decided_at=at,
    )
    history.write(
        verb=Event.DISPOSAL_DECIDED,
        sentence=f"{by.name} decided to dispose of {record.reference}: {reason.strip()}",
        by=_actor(by),
        at=at,
        about=about(record),
        details={"decision": row.pk},
    )
    return row


def _waiting(by: Viewer, partnership_id: int, disposal_id: int) -> Disposal:
    found = Disposal.objects.filter(pk=disposal_id, partnership=partnership_id).first()
    if found is None:
        raise NotVisible(str(disposal_id))
    _own(by, partnership_id, found.record_id)
    row = Disposal.objects.select_for_update(of=("self",)).select_related("record").get(pk=disposal_id)
    if row.withdrawn_at or row.carried_out_at:
        raise Refused("This was withdrawn or carried out already.")
    return row


@transaction.atomic
def confirm(*, partnership_id: int, disposal_id: int, by: Viewer, at: datetime) -> Disposal:
    """The second person agrees; the worker removes the content once history is sealed. Errors: Refused, NotVisible."""
    row = _waiting(by, partnership_id, disposal_id)
    if row.confirmed_at:
        raise Refused("This is confirmed already.")
    if problem := rules.confirmation_problem(
        decided_by=row.decided_by_id, person=by.person_id, held=bool(held_among([row.record_id]))
    ):
        raise Refused(problem)
    row.confirmed_by_id, row.confirmed_at = by.person_id, at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    history.write(
        verb=Event.DISPOSAL_CONFIRMED,
        sentence=f"{by.name} confirmed the disposal of {row.record.reference}",
        by=_actor(by),
        at=at,
        about=about(row.record),
        details={"decision": row.pk},
    )
    return row


@transaction.atomic
def withdraw(*, partnership_id: int, disposal_id: int, reason: str, by: Viewer, at: datetime) -> Disposal:
    """Call a disposal off while nothing is removed. Errors: Refused, NotVisible."""
    row = _waiting(by, partnership_id, disposal_id)
    if len(reason.strip()) < 10:
        raise Refused("Give the reason in a sentence.")
    row.withdrawn_by_id, row.withdrawn_at, row.withdrawal_reason = by.person_id, at, reason.strip()
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawal_reason"])
    history.write(
        verb=Event.DISPOSAL_WITHDRAWN,
        sentence=f"{by.name} withdrew the disposal of {row.record.reference}: {reason.strip()}",
        by=_actor(by),
        at=at,
        about=about(row.record),
        details={"decision": row.pk},
    )
    return row


def _losing(record: Record) -> list[HistoryEvent]:
    """The events whose content the disposal of a record takes: its own, and those that name it by its reference alone."""
    named = HistoryEvent.objects.filter(record_id=record.pk) | HistoryEvent.objects.filter(
        record_id__isnull=True, reference=record.reference, partnership_id=record.partnership_id
    )
    return list(named.filter(disposed_by__isnull=True).exclude(verb__startswith="disposal.").order_by("pk"))


@transaction.atomic
def carry_out(*, disposal_id: int, at: datetime) -> bool:
    """The next step of a confirmed disposal, inside the partnership's job: first the event that tells of it, then, once that is sealed, the removal itself.

    Whatever was written about the record in between is told of anew. Returns whether the content is gone.
    """
    row = Disposal.objects.select_for_update(of=("self",)).select_related("record").get(pk=disposal_id)
    if not row.confirmed_at or row.withdrawn_at or row.carried_out_at or held_among([row.record_id]):
        return False
    events = _losing(row.record)
    told = HistoryEvent.objects.filter(pk=row.event).first() if row.event else None
    residue = history.residue_digest(events)
    if told is None or told.details.get("residue") != residue:
        history.write(
            verb=Event.DISPOSED,
            sentence=f"The content of {row.record.reference} is disposed of, as decision {row.pk} says",
            by=DISPOSER,
            at=at,
            about=about(row.record),
            details={"decision": row.pk, "events": len(events), "residue": residue},
        )
        row.event = HistoryEvent.objects.filter(record_id=row.record_id, verb=Event.DISPOSED.value).latest("pk").pk
        row.save(update_fields=["event"])
        return False
    if told.seal_id is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute("select goldenthread_dispose(%s, %s)", [row.pk, at])
    return True
