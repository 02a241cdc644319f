"""Mailing notices: a link and no case detail; a mail server that is down delays and loses nothing."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q

from goldenthread.accounts import queries as accounts
from goldenthread.accounts.links import NOTICE
from goldenthread.messages.models import Notice

logger = logging.getLogger(__name__)
BATCH = 50
MOST_TRIES = 30
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=6)


def wait_before(tries: int) -> timedelta:
    """How long after a notice was made its next try comes: at once, then each wait twice the last and at most six hours; five days in all."""
    return sum((min(FIRST_WAIT * 2**number, LONGEST_WAIT) for number in range(tries)), timedelta(0))


def mail_notices(at: datetime) -> int:
    """Mail the notices that are due, oldest first; returns how many went. One that fails is tried again, each time later.

    Each is taken, sent and marked by itself: a killed worker sends one of them twice at most.
    """
    due = reduce(or_, (Q(mail_tries=tries, made_at__lte=at - wait_before(tries)) for tries in range(MOST_TRIES)))
    waiting = list(
        Notice.objects.filter(due, mailed_at__isnull=True)
        .order_by("made_at", "pk")
        .values_list("pk", flat=True)[:BATCH]
    )
    if not waiting:
        return 0
    carrier = get_connection()
    try:
        carrier.open()
    except OSError as error:
        # Counted without trying each: a server that does not answer would hold up the other rounds for each of them.
        with transaction.atomic():
            for notice in Notice.objects.select_for_update(skip_locked=True).filter(
                pk__in=waiting, mailed_at__isnull=True
            ):
                _failed(notice, error)
        return 0
    try:
        return sum(_mail(carrier, number, at) for number in waiting)
    finally:
        carrier.close()


def _mail(carrier: object, number: int, at: datetime) -> int:
    """Take one notice, unless another worker has it, and send it; 1 when it went."""
    with transaction.atomic():
        notice = (
            Notice.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("person")
            .filter(pk=number, mailed_at__isnull=True)
            .first()
        )
        if notice is None:
            return 0
        address = _address(notice, at)
        if address is None:
            notice.mail_tries = MOST_TRIES
        else:
            try:
                _message(carrier, notice, address).send()
            except Exception as error:  # whatever is wrong with one mail or its address keeps no other from going
                _failed(notice, error)
                return 0
            notice.mailed_at = at
        notice.save(update_fields=["mailed_at", "mail_tries"])
        return int(address is not None)


def _address(notice: Notice, at: datetime) -> str | None:
    """Where the mail leads; None when there is nothing to send any more: the account is closed, or the link was used or is over."""
    if not notice.person.is_active:
        return None
    return accounts.invitation_path(notice.person_id, at) if notice.kind == NOTICE else notice.address


def _message(carrier: object, notice: Notice, address: str) -> EmailMessage:
    body = f"{notice.subject}.\n\n{settings.ADDRESS}{address}\n\nYou get this because it concerns your work. Nothing about any child or case is written in mail."
    return EmailMessage(notice.subject, body, settings.DEFAULT_FROM_EMAIL, [notice.person.email], connection=carrier)  # type: ignore[arg-type]


def _failed(notice: Notice, error: Exception) -> None:
    notice.mail_tries += 1
    notice.save(update_fields=["mail_tries"])
    logger.warning("Mail for notice %s could not be sent (try %s): %s", notice.pk, notice.mail_tries, error)
