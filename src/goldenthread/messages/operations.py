"""Writing notices and messages. They are rows in the caller's transaction; the worker mails them later."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.history.operations import About
from goldenthread.messages.models import MailPreference, Message, Notice
from goldenthread.messages.rules import Preference, one_line
from goldenthread.messages.terms import Event, MessageState


class NotAllowed(Exception):
    """It may not be done; the message is a sentence for the person who asked."""


def notify(
    *,
    people: Iterable[int],
    kind: str,
    subject: str,
    partnership_id: int,
    address: str,
    at: datetime,
    reference: str = "",
    urgent: bool = False,
) -> int:
    """Leave a notice for each person once; returns how many. The subject names no one's case: it carries a reference at most.

    An urgent one is mailed by itself, outside the person's quiet hours; the others go together in the day's digest.
    """
    rows = [
        (person, partnership_id, kind, one_line(subject), reference, address, urgent, at)
        for person in sorted(set(people))
    ]
    with connection.cursor() as cursor:
        # By hand, without RETURNING: the writer may not read other people's notices.
        cursor.executemany(
            "insert into notices_notice (person_id, partnership_id, kind, subject, reference, address, urgent, made_at) values (%s, %s, %s, %s, %s, %s, %s, %s)",
            rows,
        )
    return len(rows)


def mail(
    *,
    to: str,
    name: str,
    kind: str,
    subject: str,
    words: str,
    address: str,
    partnership_id: int | None,
    reference: str,
    at: datetime,
    urgent: bool = True,
    calendar: str = "",
    person_id: int | None = None,
) -> str:
    """Leave a message for an address, whether or not it belongs to an account; returns its key. No identities and no case detail: a link.

    With an empty `address` the worker asks the kind's own function where it leads (see `links`), so that no secret link lies in a row.
    """
    key = new_key()
    with connection.cursor() as cursor:
        # By hand, without RETURNING: the writer may not read what others are sent.
        cursor.execute(
            """insert into notices_message (key, partnership_id, person_id, "to", name, kind, subject, words, reference, address, calendar, urgent, state, problem, made_at, next_try_at, tries)
               values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'waiting', '', %s, %s, 0)""",
            [
                key,
                partnership_id,
                person_id,
                to.strip(),
                name,
                kind,
                one_line(subject),
                words,
                reference,
                address,
                calendar,
                urgent,
                at,
                at,
            ],
        )
    return key


def new_key() -> str:
    """A key no one can guess."""
    return secrets.token_urlsafe(24)


def mark_read(*, person_id: int, notice_ids: Iterable[int], at: datetime) -> int:
    """Mark a person's own notices read; returns how many were."""
    return Notice.objects.filter(person_id=person_id, pk__in=list(notice_ids), read_at__isnull=True).update(read_at=at)


@transaction.atomic
def opened(*, key: str, person_id: int, at: datetime) -> str | None:
    """Write down that a message's link was followed by whoever it was for; returns the page it leads to, or None where there is no such message of theirs."""
    found = Message.objects.select_for_update().filter(key=key, person_id=person_id).first()
    if found is None:
        return None
    if found.opened_at is None:
        found.opened_at, found.state = at, MessageState.OPENED.value
        found.save(update_fields=["opened_at", "state"])
    return found.address or "/"


@transaction.atomic
def send_again(*, key: str, partnership_id: int, by: Actor, at: datetime) -> None:
    """Send a message once more that may not have arrived. Errors: NotAllowed."""
    found = Message.objects.select_for_update().filter(key=key, partnership_id=partnership_id).first()
    again = {MessageState.UNCERTAIN, MessageState.FAILED, MessageState.BOUNCED}
    if found is None or MessageState(found.state) not in again:
        raise NotAllowed("Only a message that is uncertain, came back or was not sent can be sent again.")
    found.state, found.problem, found.tries, found.next_try_at = MessageState.WAITING.value, "", 0, at
    found.save(update_fields=["state", "problem", "tries", "next_try_at"])
    history.write(
        verb=Event.SENT_AGAIN,
        sentence=f"A message to {found.to} was sent once more",
        by=by,
        at=at,
        about=About(found.partnership_id, None, found.reference),
    )


def set_preference(*, person_id: int, preference: Preference) -> None:
    """Set when a person wants mail."""
    MailPreference.objects.update_or_create(
        person_id=person_id,
        defaults={name: getattr(preference, name) for name in Preference.__slots__},
    )


def came_back(*, key: str, problem: str, at: datetime) -> bool:
    """Write down that a message was sent back; returns whether it is one of ours."""
    return bool(
        Message.objects.filter(key=key).update(state=MessageState.BOUNCED.value, problem=one_line(problem), ended_at=at)
    )


def arrived(*, key: str, at: datetime) -> bool:
    """Write down that the recipient's server says it arrived; returns whether that was news."""
    return bool(
        Message.objects.filter(key=key, state=MessageState.SENT.value).update(
            state=MessageState.DELIVERED.value, ended_at=at
        )
    )
