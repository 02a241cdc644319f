"""Notices become messages: an urgent one by itself, the others together once a day."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.aggregates import BoolOr
from django.db import transaction
from django.db.models import Max

from goldenthread.accounts.links import NOTICE as INVITATION
from goldenthread.messages.models import MailPreference, Message, Notice
from goldenthread.messages.operations import new_key
from goldenthread.messages.rules import Preference

DIGEST = "digest"
MOST_LISTED = 20


def compose(at: datetime) -> int:
    """Make messages of the notices that are due; returns how many. What a person has read already is not mailed.

    Each person's are made in a transaction of their own with their notices locked, so that two workers make none twice.
    """
    waiting = dict(
        Notice.objects.filter(message__isnull=True, read_at__isnull=True, person__is_active=True)
        .order_by()
        .values("person")
        .annotate(hurry=BoolOr("urgent"))
        .values_list("person", "hurry")
    )
    if not waiting:
        return 0
    wanted = {
        row.pk: Preference(row.digest_at, row.quiet_from, row.quiet_until, row.weekends)
        for row in MailPreference.objects.filter(pk__in=waiting)
    }
    last: dict[int | None, datetime | None] = dict(
        Message.objects.filter(person__in=waiting, kind=DIGEST)
        .values("person")
        .annotate(last=Max("made_at"))
        .values_list("person", "last")
    )
    made = 0
    for person, hurry in waiting.items():
        preference = wanted.get(person, Preference())
        digest_due = preference.digest_due(at, last.get(person))
        if hurry or digest_due:
            made += _for_person(person, quiet=preference.is_quiet(at), digest_due=digest_due, at=at)
    return made


@transaction.atomic
def _for_person(person_id: int, *, quiet: bool, digest_due: bool, at: datetime) -> int:
    notices = list(
        Notice.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("person")
        .filter(person=person_id, message__isnull=True, read_at__isnull=True)
        .order_by("made_at", "pk")
    )
    made, digest = 0, []
    for notice in notices:
        if notice.kind == INVITATION or (notice.urgent and not quiet):
            _message([notice], at)
            made += 1
        elif not notice.urgent and digest_due:
            digest.append(notice)
    if digest:
        _message(digest, at)
        made += 1
    return made


def _message(notices: list[Notice], at: datetime) -> None:
    """One message for one notice, or for a day's."""
    first = notices[0]
    alone = len(notices) == 1
    partnerships = {notice.partnership_id for notice in notices}
    listed = [notice.subject for notice in notices[:MOST_LISTED]]
    more = len(notices) - len(listed)
    words = "" if alone else "\n".join(f"- {subject}" for subject in listed) + (f"\n- and {more} more" if more else "")
    message = Message.objects.create(
        key=new_key(),
        partnership_id=first.partnership_id if len(partnerships) == 1 else None,
        person_id=first.person_id,
        to=first.person.email,
        name=first.person.name,
        kind=first.kind if alone and first.urgent else DIGEST,
        subject=first.subject if alone else f"{len(notices)} things for you",
        words=words,
        reference=first.reference if alone else "",
        address=first.address if alone else "/",
        urgent=first.urgent,
        made_at=at,
        next_try_at=at,
    )
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(message=message)
