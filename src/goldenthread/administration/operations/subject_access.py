"""Requests about the data held on a person: received, looked for, decided thing by thing, approved by a second person, answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.administration.models import DataFinding, DataRequest, DataWait, Provision
from goldenthread.administration.operations.shared import actor
from goldenthread.administration.queries import subject_access as queries
from goldenthread.administration.queries.finding import elsewhere, find
from goldenthread.administration.rules import subject_access as rules
from goldenthread.administration.rules.subject_access import SHORTEST
from goldenthread.administration.terms import (
    DataEvent,
    DataSubject,
    Mark,
    ProvisionKind,
    RequestKind,
    RequestState,
    Source,
    WaitKind,
)
from goldenthread.core.clock import day_of
from goldenthread.core.encryption import encrypt, is_current, rotate
from goldenthread.core.references import new_reference
from goldenthread.design.format import day as day_words
from goldenthread.history import operations as history
from goldenthread.history.operations import About
from goldenthread.partnership.models import Post, Seat
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer

TOO_LATE = "This request is answered, withdrawn or with the second person: it does not change now."
SEALED = (
    "name_sealed",
    "variants_sealed",
    "born_sealed",
    "nhs_number_sealed",
    "email_sealed",
    "asker_sealed",
    "authority_sealed",
    "wanted_sealed",
    "answer_sealed",
)
"""The columns of a request that hold tokens of core.encryption."""


def require_unit(by: Viewer, partnership_id: int) -> None:
    """Errors: Refused for anyone who does not work in the business unit."""
    if not by.in_unit(partnership_id):
        raise Refused("The business unit does this.")


def locked(by: Viewer, partnership_id: int, reference: str, *states: RequestState) -> DataRequest:
    """A request, for whoever works on it, in one of these states. Errors: Refused, NotVisible."""
    require_unit(by, partnership_id)
    queries.get_request(partnership_id, reference)
    row = DataRequest.objects.select_for_update(of=("self",)).get(partnership=partnership_id, reference=reference)
    if RequestState(row.state) not in states:
        raise Refused(TOO_LATE)
    if row.person_id == by.person_id:
        raise Refused("This is about yourself: someone else of the business unit works on it.")
    return row


def change(row: DataRequest, **fields: Any) -> None:
    """Set fields of a request, and count its version on."""
    row.version += 1
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[*fields, "version"])


def note(verb: DataEvent, row: DataRequest, sentence: str, by: Viewer, at: datetime, **details: object) -> None:
    """Write history, which never says who asked or about whom."""
    history.write(
        verb=verb,
        sentence=f"{row.reference}: {sentence}",
        by=actor(by),
        at=at,
        about=About(row.partnership_id, None, row.reference),
        details=details,
    )


@transaction.atomic
def receive(
    *,
    partnership_id: int,
    kind: RequestKind,
    about: DataSubject,
    name: str,
    variants: str = "",
    born: date | None = None,
    nhs_number: str = "",
    email: str = "",
    person_id: int | None = None,
    asker: str = "",
    authority: str = "",
    wanted: str = "",
    received_on: date,
    by: Viewer,
    at: datetime,
) -> DataRequest:
    """Write down that someone asks; the provision on time that stands now is written down with it. Errors: Refused."""
    require_unit(by, partnership_id)
    if received_on > day_of(at):
        raise Refused("It cannot have come on a later day than today.")
    if asker.strip() and len(authority.strip()) < SHORTEST:
        raise Refused("Say by what authority they ask for someone else, and how that was seen.")
    if person_id == by.person_id:
        raise Refused("This is about yourself: someone else of the business unit writes it down.")
    if person_id and not _works_or_worked(partnership_id, person_id):
        raise Refused("This person has no account here: leave it out, and give their e-mail address.")
    time = next((each for each in queries.provisions(partnership_id) if each.kind == ProvisionKind.TIME.value), None)
    row = DataRequest.objects.create(
        partnership_id=partnership_id,
        reference=new_reference("SA"),
        kind=kind.value,
        about=about.value,
        name_sealed=encrypt(name.strip()),
        variants_sealed=encrypt("\n".join(line.strip() for line in variants.split("\n") if line.strip())),
        born_sealed=encrypt(born.isoformat() if born else ""),
        nhs_number_sealed=encrypt("".join(nhs_number.split())),
        email_sealed=encrypt(email.strip().lower()),
        person_id=person_id,
        asker_sealed=encrypt(asker.strip()),
        authority_sealed=encrypt(authority.strip()),
        wanted_sealed=encrypt(wanted.strip()),
        received_on=received_on,
        rule=f"{time.provision}: {time.applies}" if time else "",
        received_by_id=by.person_id,
    )
    note(DataEvent.RECEIVED, row, f"a request was received on {day_words(received_on)} ({kind.label.lower()})", by, at)
    return row


def _works_or_worked(partnership_id: int, person_id: int) -> bool:
    return (
        Post.objects.filter(partnership=partnership_id, person=person_id).exists()
        or Seat.objects.filter(group__partnership=partnership_id, person=person_id).exists()
    )


@transaction.atomic
def check_identity(*, partnership_id: int, reference: str, how: str, on: date, by: Viewer, at: datetime) -> None:
    """Write down how and when it was checked who asks; what was awaited for that has come. Errors: Refused, NotVisible."""
    row = locked(by, partnership_id, reference, RequestState.OPEN)
    if not row.received_on <= on <= day_of(at):
        raise Refused("It was checked on a day from its receipt until today.")
    if len(how.strip()) < SHORTEST:
        raise Refused("Say in a sentence how it was checked, without the numbers of any document.")
    DataWait.objects.filter(request=row, kind=WaitKind.IDENTITY.value, until__isnull=True, since__lte=on).update(
        until=on
    )
    change(row, identity_how=how.strip(), identity_checked_on=on)
    note(DataEvent.IDENTIFIED, row, f"it was checked who asks, on {day_words(on)}", by, at)


@transaction.atomic
def pause(*, partnership_id: int, reference: str, kind: WaitKind, since: date, by: Viewer, at: datetime) -> DataWait:
    """Write down that something was asked of whoever asks, without which it cannot go on. Errors: Refused, NotVisible."""
    row = locked(by, partnership_id, reference, RequestState.OPEN)
    if not row.received_on <= since <= day_of(at):
        raise Refused("It was asked for on a day from the request's receipt until today.")
    held = queries.waits_of(row)
    if rules.waiting(held):
        raise Refused("Something is awaited already.")
    if kind is WaitKind.IDENTITY and row.identity_checked_on:
        raise Refused("It was checked already who asks.")
    if any(wait.until is not None and since < wait.until for wait in held):
        raise Refused("That day lies in an earlier wait.")
    if since > rules.due_on(row.received_on, held, extended=row.extended_on is not None, today=day_of(at)):
        raise Refused("Time was up before that day.")
    wait = DataWait.objects.create(partnership_id=partnership_id, request=row, kind=kind.value, since=since)
    change(row)
    note(DataEvent.PAUSED, row, f"{kind.label.lower()} was asked for on {day_words(since)}", by, at)
    return wait


@transaction.atomic
def resume(*, partnership_id: int, reference: str, on: date, by: Viewer, at: datetime) -> None:
    """What was awaited came on a day. Errors: Refused, NotVisible."""
    row = locked(by, partnership_id, reference, RequestState.OPEN)
    wait = DataWait.objects.filter(request=row, until__isnull=True).first()
    if wait is None:
        raise Refused("Nothing is awaited.")
    if not wait.since <= on <= day_of(at):
        raise Refused("It came on a day from when it was asked for until today.")
    wait.until = on
    wait.save(update_fields=["until"])
    change(row)
    note(DataEvent.RESUMED, row, f"what was awaited came on {day_words(on)}", by, at)


@transaction.atomic
def extend(*, partnership_id: int, reference: str, reason: str, told_on: date, by: Viewer, at: datetime) -> None:
    """Take two months more, told to whoever asked with the reason, within the first month. Errors: Refused, NotVisible."""
    row = locked(by, partnership_id, reference, RequestState.OPEN)
    if row.extended_on:
        raise Refused("It was extended already, and can be only once.")
    if len(reason.strip()) < SHORTEST:
        raise Refused("Give the reason in a sentence: the request is complex, or there are many from the same person.")
    due = queries.due_of(row, day_of(at))
    if not row.received_on <= told_on <= day_of(at):
        raise Refused("They were told on a day from the request's receipt until today.")
    if told_on > due:
        raise Refused(f"They have to be told within the first time, which ended on {day_words(due)}.")
    change(row, extended_on=told_on, extension_reason=reason.strip())
    note(DataEvent.EXTENDED, row, f"two more months; told on {day_words(told_on)}", by, at)


@transaction.atomic
def look(*, partnership_id: int, key: str, reference: str, by: Viewer, at: datetime) -> int:
    """Look for everything held, with the eyes of whoever looks; what was found and decided before stays. Returns how much is new. Errors: Refused, NotVisible."""
    row = locked(by, partnership_id, reference, RequestState.OPEN)
    asked = queries.identity_of(row)
    found = find(by, partnership_id, key, asked, row.person_id)
    there = set(DataFinding.objects.filter(request=row).values_list("key", flat=True))
    made = DataFinding.objects.bulk_create(
        [
            DataFinding(
                partnership_id=partnership_id,
                request=row,
                record_id=each.record_id,
                key=each.key,
                source=each.source.value,
                place=each.where,
                text=each.text,
                address=each.address,
                document=each.document,
            )
            for each in found
            if each.key not in there
        ]
    )
    hidden = elsewhere(partnership_id, asked, row.person_id)
    change(row, searched_at=at, elsewhere=hidden)
    note(
        DataEvent.SEARCHED,
        row,
        "what is held was looked for",
        by,
        at,
        found=len(found),
        new=len(made),
        elsewhere=hidden,
    )
    return len(made)


@transaction.atomic
def decide(
    *,
    partnership_id: int,
    reference: str,
    finding_id: int,
    mark: Mark,
    given: str,
    reason: str,
    exemptions: Iterable[str],
    by: Viewer,
    at: datetime,
) -> DataFinding:
    """What becomes of one thing found. Errors: Refused, NotVisible."""
    row = locked(by, partnership_id, reference, RequestState.OPEN)
    finding = queries.findings(by, row).select_for_update(of=("self",)).filter(pk=finding_id).first()
    if finding is None:
        raise NotVisible(reference)
    known = {each.code for each in queries.exemptions(partnership_id)}
    chosen = [code for code in exemptions if code in known] if mark in {Mark.PART, Mark.WITHHOLD} else []
    if problem := rules.mark_problem(mark, Source(finding.source), text=given, reason=reason, exemptions=chosen):
        raise Refused(problem)
    finding.mark, finding.exemptions = mark.value, chosen
    finding.given = given.strip() if mark in {Mark.PART, Mark.DISCLOSE} else ""
    finding.reason = reason.strip() if mark in {Mark.PART, Mark.WITHHOLD, Mark.NOT_THEM} else ""
    finding.marked_by_id, finding.marked_at = by.person_id, at
    finding.save(update_fields=["mark", "given", "reason", "exemptions", "marked_by", "marked_at"])
    return finding


@transaction.atomic
def submit(
    *, partnership_id: int, reference: str, decision: str, elsewhere_note: str, version: int, by: Viewer, at: datetime
) -> None:
    """Give a request to the second person, everything decided. Errors: Refused, ChangedMeanwhile, NotVisible."""
    row = locked(by, partnership_id, reference, RequestState.OPEN)
    if row.version != version:
        raise ChangedMeanwhile(row.reference, version, row.version)
    undecided = DataFinding.objects.filter(request=row, mark=Mark.UNDECIDED.value).count()
    problem = rules.submission_problem(
        access=row.kind == RequestKind.ACCESS.value,
        searched=row.searched_at is not None,
        undecided=undecided,
        elsewhere=row.elsewhere,
        elsewhere_note=elsewhere_note,
        identified=row.identity_checked_on is not None,
        paused=rules.waiting(queries.waits_of(row)),
        decision=decision,
    )
    if not problem and queries.hidden_findings(row):
        problem = "Some of what was found lies in records that you may not see: whoever sees all of it gives it on."
    if problem:
        raise Refused(problem)
    change(
        row,
        state=RequestState.SUBMITTED.value,
        decision=decision.strip(),
        elsewhere_note=elsewhere_note.strip(),
        submitted_by_id=by.person_id,
        submitted_at=at,
        sent_back_because="",
    )
    note(DataEvent.SUBMITTED, row, "given to a second person", by, at)


@transaction.atomic
def send_back(*, partnership_id: int, reference: str, reason: str, by: Viewer, at: datetime) -> None:
    """The second person does not agree. Errors: Refused, NotVisible."""
    row = locked(by, partnership_id, reference, RequestState.SUBMITTED)
    if len(reason.strip()) < SHORTEST:
        raise Refused("Say in a sentence what has to change.")
    change(
        row, state=RequestState.OPEN.value, sent_back_because=reason.strip(), submitted_by_id=None, submitted_at=None
    )
    note(DataEvent.SENT_BACK, row, "sent back by the second person", by, at)


@transaction.atomic
def close(*, partnership_id: int, reference: str, on: date, how: str, by: Viewer, at: datetime) -> None:
    """Write down when and how the approved answer was given. Errors: Refused, NotVisible."""
    row = locked(by, partnership_id, reference, RequestState.APPROVED)
    assert row.approved_at is not None
    if not day_of(row.approved_at) <= on <= day_of(at):
        raise Refused("It was given on a day from its approval until today.")
    if len(how.strip()) < SHORTEST:
        raise Refused("Say in a sentence how it was given.")
    change(row, state=RequestState.CLOSED.value, closed_on=on, closed_how=how.strip())
    note(DataEvent.ANSWERED, row, f"answered on {day_words(on)}", by, at)


@transaction.atomic
def withdraw(*, partnership_id: int, reference: str, reason: str, by: Viewer, at: datetime) -> None:
    """Whoever asked does not ask any more. Errors: Refused, NotVisible."""
    row = locked(by, partnership_id, reference, RequestState.OPEN)
    if len(reason.strip()) < SHORTEST:
        raise Refused("Say in a sentence how they told you.")
    change(row, state=RequestState.WITHDRAWN.value, closed_on=day_of(at), closed_how=reason.strip()[:300])
    note(DataEvent.WITHDRAWN, row, "withdrawn by whoever asked", by, at)


@transaction.atomic
def write_provision(
    *,
    partnership_id: int,
    code: str,
    seen: int,
    name: str,
    provision: str,
    applies: str,
    source: str,
    in_use: bool,
    by: Viewer,
    at: datetime,
) -> Provision:
    """The partnership's next edition of a provision, checked today by whoever writes it. Errors: Refused."""
    require_unit(by, partnership_id)
    now = next((each for each in queries.provisions(partnership_id) if each.code == code), None)
    if now is None:
        raise Refused("There is no such provision.")
    if now.number != seen:
        raise Refused("Someone else changed it meanwhile. Look at it as it is now, and send yours again.")
    row = Provision.objects.create(
        partnership_id=partnership_id,
        code=code,
        number=now.number + 1,
        kind=now.kind,
        name=name.strip(),
        provision=provision.strip(),
        applies=applies.strip(),
        source=source.strip(),
        in_use=in_use,
        last_checked_on=day_of(at),
        checked_by_id=by.person_id,
    )
    history.write(
        verb=DataEvent.PROVISION,
        sentence=f"{row.name}: checked and written anew",
        by=actor(by),
        at=at,
        about=About(partnership_id),
        details={"code": code, "edition": row.number},
    )
    return row


@transaction.atomic
def rotate_requests() -> int:
    """Take every sealed field of requests to the newest key; returns how many had one to take. Runs as the owner. Errors: core.encryption.Undecipherable."""
    turned = 0
    for row in DataRequest.objects.select_for_update().order_by("pk").iterator(chunk_size=200):
        stale = {name: rotate(getattr(row, name)) for name in SEALED if not is_current(getattr(row, name))}
        if stale:
            DataRequest.objects.filter(pk=row.pk).update(**stale)
            turned += 1
    return turned
