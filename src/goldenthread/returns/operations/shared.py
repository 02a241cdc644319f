"""What the operations of this room share: loading under lock, history, and telling whoever is concerned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db.models import Q

from goldenthread.core.clock import ENGLAND, day_of
from goldenthread.design.format import day as day_words
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.messages import operations as messages
from goldenthread.partnership.models import Partnership, Post, Seat
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer
from goldenthread.returns import links
from goldenthread.returns.models import AnswerLink, Request, Return
from goldenthread.returns.permissions import Answerer
from goldenthread.returns.rules.reminders import Plan
from goldenthread.returns.terms import Event, LinkKind


def actor(by: Viewer | Answerer | Actor) -> Actor:
    """Whoever does it, as history names them."""
    if isinstance(by, Actor):
        return by
    return by.actor if isinstance(by, Answerer) else Actor(by.name, by.person_id)


def locked_return(return_id: int, seen: int | None = None) -> Return:
    """The return with its record locked. Errors: ChangedMeanwhile."""
    record = records.lock(return_id, seen)
    row = Return.objects.select_related("organisation", "version").get(pk=return_id)
    row.record = record
    return row


def locked_request(request_id: int, seen: int | None = None) -> Request:
    """The request with its record locked. Errors: ChangedMeanwhile."""
    record = records.lock(request_id, seen)
    row = Request.objects.select_related("version").get(pk=request_id)
    row.record = record
    return row


def require(is_allowed: bool, sentence: str) -> None:
    """Refuse with the sentence unless allowed. Errors: Refused."""
    if not is_allowed:
        raise Refused(sentence)


def written(
    *,
    record: Record,
    verb: Event,
    sentence: str,
    by: Viewer | Answerer | Actor,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    """Add an event about a request or a return."""
    history.write(verb=verb, sentence=sentence, by=actor(by), at=at, about=records.about(record), details=details)


def plan_of(request: Request) -> Plan:
    """How a request reminds."""
    return Plan(
        tuple(request.remind_before), request.remind_on_day, tuple(request.remind_after), request.escalate_after
    )


def account_of(partnership_id: int, organisation_id: int, email: str, on: date) -> int | None:
    """The person with this address who works for the organisation, if they have an account."""
    held = Post.objects.filter(
        partnership=partnership_id,
        organisation=organisation_id,
        person__email__iexact=email,
        person__is_active=True,
        starts_on__lte=on,
    ).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    return held.values_list("person_id", flat=True).first() if email else None


def askers(row: Return, at: datetime, *, with_chair: bool) -> set[int]:
    """The people of the business unit, and the chairs of the group that asks where they are told too."""
    on = day_of(at)
    current = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    unit = Post.objects.filter(
        current, partnership=row.partnership_id, role__in=["business_manager", "business_officer"]
    )
    found = set(unit.values_list("person_id", flat=True))
    if with_chair and row.record.group_id:
        chairs = Seat.objects.filter(
            current, group=row.record.group_id, role__in=["chair", "vice_chair"], person__isnull=False
        )
        found |= set(chairs.values_list("person_id", flat=True))
    return {person for person in found if person is not None}


def tell_askers(row: Return, *, verb: Event, at: datetime, by: Viewer | Answerer, with_chair: bool = False) -> None:
    """Leave a notice for those who asked, except whoever did it."""
    key = Partnership.objects.values_list("key", flat=True).get(pk=row.partnership_id)
    messages.notify(
        people=askers(row, at, with_chair=with_chair) - ({by.person_id} if by.person_id else set()),  # type: ignore[arg-type]
        kind=verb.value,
        subject=f"{row.record.reference} from {row.organisation}: {verb.label.lower()}",
        partnership_id=row.partnership_id,
        reference=row.record.reference,
        address=f"/{key}/returns/{row.record.reference}/",
        at=at,
    )


def tell_recipient(
    row: Return,
    *,
    kind: str,
    subject: str,
    words: str,
    by: Viewer | Answerer | Actor,
    at: datetime,
    by_link: bool = False,
) -> None:
    """Tell whoever is asked: a notice where they have an account, else mail with a link of their own."""
    if row.contact_person_id and not by_link:
        _notice(row, row.contact_person_id, kind=kind, subject=subject, at=at)
    else:
        send_link(
            row,
            kind=LinkKind.RECIPIENT,
            name=row.contact_name,
            email=row.contact_email,
            subject=subject,
            words=words,
            by=by,
            at=at,
        )


def tell_senior(
    row: Return, *, kind: str, subject: str, words: str, by: Viewer | Answerer | Actor, at: datetime
) -> None:
    """Tell the organisation's senior, in the same way."""
    if row.senior_person_id:
        _notice(row, row.senior_person_id, kind=kind, subject=subject, at=at)
    else:
        send_link(
            row,
            kind=LinkKind.SENIOR,
            name=row.senior_name,
            email=row.senior_email,
            subject=subject,
            words=words,
            by=by,
            at=at,
        )


def _notice(row: Return, person: int, *, kind: str, subject: str, at: datetime) -> None:
    key = Partnership.objects.values_list("key", flat=True).get(pk=row.partnership_id)
    messages.notify(
        people=[person],
        kind=kind,
        subject=subject,
        partnership_id=row.partnership_id,
        reference=row.record.reference,
        address=f"/{key}/returns/{row.record.reference}/",
        at=at,
        urgent=True,
    )


def send_link(
    row: Return,
    *,
    kind: LinkKind,
    name: str,
    email: str,
    subject: str,
    words: str,
    by: Viewer | Answerer | Actor,
    at: datetime,
    section: str = "",
) -> None:
    """Mail a fresh link bound to one address. Its token is drawn as the mail is sent, and stands nowhere else."""
    key = messages.mail(
        to=email,
        name=name,
        kind=links.LINK_MAIL,
        subject=subject,
        words=words,
        address="",
        partnership_id=row.partnership_id,
        reference=row.record.reference,
        at=at,
    )
    AnswerLink.objects.create(
        answer_to=row,
        kind=kind.value,
        section=section,
        name=name,
        email=email,
        message_key=key,
        made_by=actor(by).name,
        made_at=at,
        expires_at=link_ends(row.due_on, at),
    )


def mail_without_link(row: Return, *, kind: str, subject: str, words: str, at: datetime) -> None:
    """Mail whoever is asked something that leads nowhere: their links have just ended."""
    messages.mail(
        to=row.contact_email,
        name=row.contact_name,
        kind=kind,
        subject=subject,
        words=words,
        address="",
        partnership_id=row.partnership_id,
        reference=row.record.reference,
        at=at,
    )


def link_ends(due_on: date, at: datetime) -> datetime:
    """When a link stops working: four weeks after the day it is due, or after today where that is later."""
    return datetime.combine(max(due_on, day_of(at)), time(23, 59), ENGLAND) + links.LINK_LASTS_AFTER_DUE


def asked_words(row: Return) -> str:
    """The words of a mail that asks: who, and by when. Nothing of what it is about."""
    name = Partnership.objects.values_list("name", flat=True).get(pk=row.partnership_id)
    return f"{name} asks {row.organisation} for an answer by {day_words(row.due_on)}. The link is for you alone: each time, a code is sent to this address."


def asked_subject(row: Return) -> str:
    """The subject of a mail that asks."""
    return f"{row.record.reference}: an answer is asked for by {day_words(row.due_on)}"
