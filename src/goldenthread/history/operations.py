"""Writing history: what was done, in words, in the same transaction as the thing itself."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, connections, transaction

from goldenthread.core.terms import Vocabulary
from goldenthread.history.actor import Actor
from goldenthread.history.models import Event, Seal, Submission

DISPOSED = "disposal.carried_out"
"""The verb of the event that tells of a disposal; the events whose content it took point back at it."""
SEALING_LOCK = 7_042_020  # any number, the same in every process


@dataclass(frozen=True, slots=True)
class About:
    """What an event is about, as plain values."""

    partnership_id: int | None = None
    record_id: int | None = None
    reference: str = ""


def write(
    *,
    verb: Vocabulary,
    sentence: str,
    by: Actor,
    at: datetime,
    about: About | None = None,
    details: Mapping[str, object] | None = None,
    using: str = "default",
) -> None:
    """Add one event. `using="witness"` writes it on a connection that the request's rollback cannot reach."""
    about = about or About()
    event = Event(
        at=at,
        verb=verb.value,
        sentence=sentence,
        actor_kind=by.kind,
        person_id=by.person_id,
        actor_name=by.name,
        record_id=about.record_id,
        reference=about.reference,
        partnership_id=about.partnership_id,
        details=dict(details or {}),
    )
    event.digest = content_digest(event)
    _insert(event, using)


def _insert(event: Event, using: str) -> None:
    """Insert without RETURNING: PostgreSQL would ask whether the writer may also read the row, which a refused person may not."""
    fields = [field for field in Event._meta.concrete_fields if field.column not in {"id", "seal_id"}]
    columns = ", ".join(str(field.column) for field in fields)
    values = [field.get_db_prep_save(getattr(event, field.attname), connections[using]) for field in fields]
    with connections[using].cursor() as cursor:
        cursor.execute(f"insert into history_event ({columns}) values ({', '.join(['%s'] * len(fields))})", values)


def content_digest(event: Event) -> str:
    """The keyed digest of what an event says."""
    content = [
        event.at.astimezone(UTC).isoformat(),  # as it is read back, whatever zone it was written in
        event.verb,
        event.sentence,
        event.actor_kind,
        event.person_id,
        event.actor_name,
        event.record_id,
        event.reference,
        event.partnership_id,
        event.details,
    ]
    return _keyed(json.dumps(content, sort_keys=True, default=str))


def chain_digest(previous: str, digests: Sequence[tuple[int, str]]) -> str:
    """The digest of a seal: the one before it and the events it covers, by number and digest."""
    return _keyed(json.dumps([previous, list(digests)]))


def residue_digest(events: Sequence[Event]) -> str:
    """The keyed digest of what is left of events after a disposal, oldest first. It stands in the event of the disposal, so that what
    is left cannot be altered either, and nothing can be passed off as disposed of."""
    left = [
        [
            event.pk,
            event.at.astimezone(UTC).isoformat(),
            event.verb,
            event.actor_kind,
            event.person_id,
            event.actor_name,
            event.record_id,
            event.reference,
            event.partnership_id,
            event.digest,
        ]
        for event in events
    ]
    return _keyed(json.dumps(left))


def _keyed(text: str) -> str:
    return hmac.new(settings.SEAL_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def seal(*, at: datetime, limit: int = 5_000) -> int:
    """Seal the events not yet sealed, oldest first; returns how many. Two workers take turns."""
    with transaction.atomic():
        _take_turns()
        previous = Seal.objects.order_by("-pk").first()
        events = list(Event.objects.filter(seal__isnull=True).order_by("pk").values_list("pk", "digest")[:limit])
        if not events:
            return 0
        head = Seal.objects.create(
            sealed_at=at,
            events_sealed=len(events),
            previous=previous.digest if previous else "",
            digest=chain_digest(previous.digest if previous else "", events),
        )
        Event.objects.filter(pk__in=[pk for pk, _ in events]).update(seal=head)
        return len(events)


def _take_turns() -> None:
    """Wait for another worker's sealing: rows of the chain are never updated, so they cannot be locked for it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [SEALING_LOCK])


def verify() -> list[str]:
    """Every fault in the chain of seals, and in events that wait for theirs, in words; empty when it holds. Needs sight of all events (the worker's or owner's role)."""
    faults: list[str] = []
    previous = ""
    for link in Seal.objects.order_by("pk").iterator():
        events = list(link.events.order_by("pk"))
        if (
            link.previous != previous
            or link.digest != chain_digest(previous, [(event.pk, event.digest) for event in events])
            or len(events) != link.events_sealed
        ):
            faults.append(
                f"Seal {link.pk} of {link.sealed_at:%d %B %Y %H:%M} does not fit its events or the seal before it."
            )
        faults += [_altered(event.pk) for event in events if _is_altered(event)]
        previous = link.digest
    waiting = Event.objects.filter(seal__isnull=True).order_by("pk")
    return faults + [_altered(event.pk) for event in waiting.iterator() if _is_altered(event)] + _disposals()


def _is_altered(event: Event) -> bool:
    """Whether an event says something else than it did. One that was disposed of says nothing; the disposal answers for the rest."""
    if event.disposed_by is not None:
        return event.sentence != "" or event.details != {}
    return event.digest != content_digest(event)


def _disposals() -> list[str]:
    """Events that say their content was disposed of, where no sealed event of a disposal tells of exactly them as they are."""
    faults = []
    claimed = Event.objects.filter(disposed_by__isnull=False)
    for number in claimed.order_by("disposed_by").values_list("disposed_by", flat=True).distinct():
        assert number is not None  # the filter above
        told = Event.objects.filter(pk=number, verb=DISPOSED, seal__isnull=False, disposed_by__isnull=True).first()
        events = list(claimed.filter(disposed_by=number).order_by("pk"))
        if (
            told is None
            or told.details.get("events") != len(events)
            or not hmac.compare_digest(str(told.details.get("residue", "")), residue_digest(events))
        ):
            faults.append(
                f"Events say that disposal {number} took their content, and no sealed disposal tells of exactly these: {', '.join(str(event.pk) for event in events[:20])}."
            )
    return faults


def _altered(number: int) -> str:
    return f"Event {number} was altered after it was written."


class AlreadyStored(Exception):
    """This form was stored before; `address` is where its first answer leads."""

    def __init__(self, address: str) -> None:
        super().__init__("This form was sent twice; it was stored once.")
        self.address = address


def store_once(*, token: UUID, person_id: int | None, address: str, at: datetime) -> None:
    """Take a form's token. A second sender waits for the first to finish. Errors: AlreadyStored."""
    try:
        with transaction.atomic():
            Submission.objects.create(token=token, person_id=person_id, address=address, at=at)
    except IntegrityError:
        raise AlreadyStored(Submission.objects.get(token=token).address) from None
