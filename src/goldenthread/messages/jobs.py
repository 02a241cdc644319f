"""Mailing notices: a link and no case detail; a mail server that is down delays and loses nothing."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from goldenthread.accounts import queries as accounts
from goldenthread.accounts.links import NOTICE
from goldenthread.messages.models import Notice

logger = logging.getLogger(__name__)
BATCH = 50
MOST_TRIES = 30


def mail_notices(at: datetime) -> int:
    """Mail the notices not yet mailed, oldest first; returns how many went. One that fails is tried again in a later round."""
    sent = 0
    with transaction.atomic():
        waiting = list(
            Notice.objects.select_for_update(skip_locked=True)
            .filter(mailed_at__isnull=True, mail_tries__lt=MOST_TRIES)
            .select_related("person")
            .order_by("made_at")[:BATCH]
        )
        if not waiting:
            return 0
        carrier = get_connection()
        for notice in waiting:
            if not notice.person.is_active:
                notice.mail_tries = MOST_TRIES
            else:
                sent += _send(carrier, notice, at)
            notice.save(update_fields=["mailed_at", "mail_tries"])
    return sent


def _send(carrier: BaseEmailBackend, notice: Notice, at: datetime) -> int:
    address = accounts.invitation_path(notice.person_id, at) if notice.kind == NOTICE else notice.address
    if address is None:
        notice.mail_tries = MOST_TRIES  # the link was used, or is over, before the mail could go
        return 0
    body = f"{notice.subject}.\n\n{settings.ADDRESS}{address}\n\nYou get this because it concerns your work. Nothing about any child or case is written in mail."
    try:
        EmailMessage(
            notice.subject, body, settings.DEFAULT_FROM_EMAIL, [notice.person.email], connection=carrier
        ).send()
    except OSError as error:
        notice.mail_tries += 1
        logger.warning("Mail for notice %s could not be sent (try %s): %s", notice.pk, notice.mail_tries, error)
        return 0
    notice.mailed_at = at
    return 1
