"""Mail that comes in: each is looked at once, and nothing of what it says is kept or logged."""

from __future__ import annotations

import imaplib
import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import OperationalError, connection, transaction

from goldenthread.messages import operations
from goldenthread.messages.incoming import CALENDAR_HANDLERS, What, read
from goldenthread.messages.mailboxes import Mailbox, NotAMailbox, Waiting, mailbox
from goldenthread.messages.models import Incoming as Seen

logger = logging.getLogger(__name__)
EVERY = timedelta(minutes=1)
"""How often a mail server is asked; a folder is looked at in every round."""
KEPT = timedelta(days=400)
"""How long it is remembered that a mail was looked at; by then it was marked in its mailbox long ago."""
_asked: dict[str, datetime] = {}


def receive(at: datetime) -> int:
    """Look at the mail that waits; returns how many were new.

    What a mail changes and that it was looked at are stored in one transaction, and only then is it marked in its mailbox:
    a worker killed in between finds it once more, knows it, and marks it.
    """
    url: str = settings.MAIL_IN_URL
    if not url or (not url.startswith("file:") and at - _asked.get(url, at - EVERY) < EVERY):
        return 0
    _asked[url] = at
    try:
        with mailbox(url) as box:
            return _look_through(box, at)
    except NotAMailbox as error:
        logger.error("%s", error)
    except (OSError, imaplib.IMAP4.error) as error:
        # Its words may hold what the server said of the password; its kind is enough to look for the cause.
        logger.warning("The mailbox could not be read (%s); it is tried again.", type(error).__name__)
    return 0


def _look_through(box: Mailbox, at: datetime) -> int:
    fresh = 0
    for mail in box.waiting():
        try:
            fresh += _look_at(mail, at)
        except OperationalError:
            raise  # the database is away: nothing was stored, and the mail waits
        except Exception as error:  # whatever is wrong with one mail keeps no other from being read
            logger.warning("A mail could not be read (%s).", type(error).__name__)
            with transaction.atomic():
                fresh += _remember(mail, What.UNREADABLE, at)
        box.done(mail)
    if fresh:
        Seen.objects.filter(at__lt=at - KEPT).delete()
    return fresh


@transaction.atomic
def _look_at(mail: Waiting, at: datetime) -> bool:
    if mail.content is None:
        return _remember(mail, What.TOO_LARGE, at)
    found = read(mail.content)
    if not _remember(mail, found.what, at):
        return False
    if found.what is What.BOUNCED:
        status = f" ({found.status})" if found.status else ""
        operations.came_back(key=found.key, problem=f"The recipient's mail server sent it back{status}.", at=at)
    elif found.what is What.DELIVERED:
        operations.arrived(key=found.key, at=at)
    elif found.what is What.CALENDAR:
        for handler in CALENDAR_HANDLERS:
            handler(text=found.calendar, sender=found.sender, at=at)
    return True


def _remember(mail: Waiting, what: What, at: datetime) -> bool:
    """Store that a mail was looked at; False where it was before, also by a worker that is at it this moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into notices_incoming (digest, what, at) values (%s, %s, %s) on conflict (digest) do nothing",
            [mail.digest, what.value, at],
        )
        return bool(cursor.rowcount)
