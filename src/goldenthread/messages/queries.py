"""Reads of notices and messages: a person's own, and the business unit's ledger."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.db.models import Count, QuerySet

from goldenthread.database.statements import Slot, Statement
from goldenthread.messages.models import MailPreference, Message, Notice
from goldenthread.messages.rules import Preference
from goldenthread.messages.terms import MessageState


class Unread(NamedTuple):
    """A notice as my work shows it."""

    pk: int
    subject: str
    address: str
    made_at: datetime


@cache
def _unread(limit: int) -> Statement:
    rows = Notice.objects.filter(person__any_of=Slot("people"), read_at__isnull=True).order_by("-made_at", "-pk")
    return Statement(rows.values_list(*Unread._fields)[:limit])


def unread(person_id: int, limit: int = 20) -> list[Unread]:
    """A person's unread notices, newest first. One query."""
    return [Unread(*row) for row in _unread(limit).rows(people=[person_id])]


def preference_of(person_id: int) -> Preference:
    """When a person wants mail."""
    row = MailPreference.objects.filter(pk=person_id).first()
    return Preference(row.digest_at, row.quiet_from, row.quiet_until, row.weekends) if row else Preference()


def ledger(partnership_id: int, *, state: str = "", text: str = "") -> QuerySet[Message]:
    """What was sent in a partnership's name, newest first. The database shows it to those who administer it, and to nobody else."""
    rows = Message.objects.filter(partnership_id=partnership_id)
    if state:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(to__icontains=text) | rows.filter(reference__iexact=text) | rows.filter(name__icontains=text)
    return rows.order_by("-made_at", "-pk")


def standing(partnership_id: int) -> dict[str, int]:
    """How many messages of a partnership stand where."""
    rows = Message.objects.filter(partnership_id=partnership_id).values("state").annotate(count=Count("pk"))
    return {row["state"]: row["count"] for row in rows.order_by()}


def came_back_from(address: str) -> Message | None:
    """The newest message to an address that went, if it came back: as far as the reader sees the ledger. One query."""
    went = Message.objects.filter(to__iexact=address, sent_at__isnull=False) | Message.objects.filter(
        to__iexact=address, state=MessageState.BOUNCED.value
    )
    newest = went.order_by("-made_at", "-pk").first()
    return newest if newest and newest.state == MessageState.BOUNCED.value else None
