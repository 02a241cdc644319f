"""Reads of tokens: one's own, and the bearer of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from goldenthread.api.models import Token
from goldenthread.api.operations import digest_of


def tokens_of(person_id: int) -> list[Token]:
    """A person's tokens, the newest first."""
    return list(Token.objects.filter(person=person_id).select_related("partnership").order_by("-made_at", "-pk"))


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a token stands for, where, and what it may read."""

    person_id: int
    name: str
    partnership: str
    parts: frozenset[str]
    asked: int


def find_bearer(secret: str, at: datetime) -> Bearer | None:
    """The bearer of a token that works at this instant, and how often it asked in this minute; or None. One query, which counts it."""
    with connection.cursor() as cursor:
        cursor.execute("select * from goldenthread_token(%s, %s)", [digest_of(secret), at])
        row = cursor.fetchone()
    return Bearer(row[0], row[1], row[2], frozenset(row[3]), row[4]) if row else None
