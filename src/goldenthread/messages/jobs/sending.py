"""Messages are sent: each exactly once, or shown as uncertain. A mail server that is down delays and loses nothing."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from goldenthread.accounts.models import Person
from goldenthread.messages import links
from goldenthread.messages.models import Message
from goldenthread.messages.rules import MOST_TRIES, UNCERTAIN_AFTER, wait_after
from goldenthread.messages.terms import MessageState

logger = logging.getLogger(__name__)
BATCH = 500
LINE_BROKE = (smtplib.SMTPServerDisconnected, TimeoutError, ConnectionError)
PERMANENT = 500  # reply codes from here on say that another try would be refused as well (RFC 5321, 4.2.1)
FOOT = "You get this because it concerns your work. Nothing about any child or case is written in mail."


def send(at: datetime) -> int:
    """Send the messages that are due, urgent ones first; returns how many went.

    Each is taken in a transaction of its own before the mail server is spoken to, and marked in another afterwards. A
    worker killed in between leaves it taken: it is then shown as uncertain, and sent again by a person alone.
    """
    _tell_uncertain(at)
    waiting = list(
        Message.objects.filter(state=MessageState.WAITING.value, next_try_at__lte=at)
        .order_by("-urgent", "next_try_at", "pk")
        .values_list("pk", flat=True)[:BATCH]
    )
    if not waiting:
        return 0
    carrier = get_connection()
    try:
        carrier.open()
    except OSError as error:
        # Counted without trying each: a server that does not answer would hold up the other rounds for each of them.
        for number in waiting:
            _put_back(number, error, at, taken=False)
        return 0
    sent = 0
    try:
        for number in waiting:
            went = _send_one(carrier, number, at)
            if went is None:
                break  # the line is broken: the others are taken in the next round, on a new one
            sent += went
    finally:
        carrier.close()
    return sent


def _tell_uncertain(at: datetime) -> None:
    lost = Message.objects.filter(state=MessageState.SENDING.value, taken_at__lt=at - UNCERTAIN_AFTER)
    count = lost.update(
        state=MessageState.UNCERTAIN.value, problem="The worker stopped while it was being sent.", ended_at=at
    )
    if count:
        logger.warning("%s messages were being sent when their worker stopped; the mail ledger shows them.", count)


def _send_one(carrier: BaseEmailBackend, number: int, at: datetime) -> int | None:
    """Take one message, unless another worker has it, and send it: 1 when it went, 0 when not, None when the line broke."""
    message = _take(number, at)
    if message is None:
        return 0
    page = links.page_of(message, at) if _is_wanted(message) else None
    words = links.words_of(message, at) if page is not None else None
    if page is None or words is None:
        _end(number, MessageState.WITHDRAWN, "", at)
        return 0
    try:
        _mail(carrier, message, page, words).send()
    except LINE_BROKE as error:
        _end(number, MessageState.UNCERTAIN, f"The line to the mail server broke: {error}", at)
        return None
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _ in error.recipients.values()}
        if codes and min(codes) >= PERMANENT:
            _end(number, MessageState.BOUNCED, "The mail server refused the address.", at)
        else:
            _put_back(number, error, at)
        return 0
    except Exception as error:  # whatever is wrong with one mail or its address keeps no other from going
        _put_back(number, error, at)
        return 0
    Message.objects.filter(pk=number).update(state=MessageState.SENT.value, sent_at=at, problem="")
    return 1


def _take(number: int, at: datetime) -> Message | None:
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True)
            .filter(pk=number, state=MessageState.WAITING.value)
            .first()
        )
        if message is not None:
            message.state, message.taken_at, message.tries = MessageState.SENDING.value, at, message.tries + 1
            message.save(update_fields=["state", "taken_at", "tries"])
    return message


def _is_wanted(message: Message) -> bool:
    """Whether whoever it is for still has an account, where it was for one."""
    return message.person_id is None or Person.objects.filter(pk=message.person_id, is_active=True).exists()


def _end(number: int, state: MessageState, problem: str, at: datetime) -> None:
    Message.objects.filter(pk=number).update(state=state.value, problem=problem[:300], ended_at=at)


def _put_back(number: int, error: Exception, at: datetime, *, taken: bool = True) -> None:
    """It did not go: another try later, or none after five days of them."""
    states = [MessageState.SENDING.value] if taken else [MessageState.WAITING.value]
    with transaction.atomic():
        message = Message.objects.select_for_update(skip_locked=True).filter(pk=number, state__in=states).first()
        if message is None:
            return
        message.tries += 0 if taken else 1
        over = message.tries >= MOST_TRIES
        message.state = (MessageState.FAILED if over else MessageState.WAITING).value
        message.problem = f"{type(error).__name__}: {error}"[:300]
        message.next_try_at = at + wait_after(message.tries)
        message.ended_at = at if over else None
        message.save(update_fields=["tries", "state", "problem", "next_try_at", "ended_at"])
    logger.warning("Message %s could not be sent (try %s): %s", number, message.tries, error)


def _mail(carrier: BaseEmailBackend, message: Message, page: str, words: str) -> EmailMessage:
    """The mail itself. Someone with an account comes in by the message's own link, which says that they opened it."""
    through = f"/mail/{message.key}/" if message.person_id and message.kind not in links.LINKS else page
    body = "\n\n".join(
        part
        for part in (
            f"{message.subject}.",
            words,
            f"{settings.ADDRESS}{through}" if through else "",
            FOOT,
        )
        if part
    )
    made = EmailMessage(
        message.subject,
        body,
        settings.DEFAULT_FROM_EMAIL,
        [message.to],
        connection=carrier,
        headers={"Message-ID": f"<{message.key}@golden-thread>", "Auto-Submitted": "auto-generated"},
    )
    if message.calendar:
        method = "CANCEL" if "METHOD:CANCEL" in message.calendar else "REQUEST"
        made.attach("meeting.ics", message.calendar, f"text/calendar; method={method}")
    return made
