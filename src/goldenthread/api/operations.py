"""Making and ending tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from goldenthread.api.models import Token
from goldenthread.api.terms import Event, Part
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.history.operations import About
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer

LONGEST = timedelta(days=366)
MOST = 20
PREFIX = "gt_"


@dataclass(frozen=True, slots=True)
class Made:
    """A new token and its secret, which is shown once and kept nowhere."""

    token: Token
    secret: str


def digest_of(secret: str) -> str:
    """What the database keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_token(
    *, partnership_id: int, name: str, parts: Iterable[Part], ends_at: datetime, by: Viewer, at: datetime
) -> Made:
    """A token with which another program reads what this person sees. Errors: Refused."""
    wanted = sorted({part.value for part in parts})
    if not by.posts or partnership_id not in {fact.id for fact in by.partnerships}:
        raise Refused("You do not work with this partnership.")
    if not wanted:
        raise Refused("Choose at least one part that it may read.")
    if not at < ends_at <= at + LONGEST:
        raise Refused("A token ends within a year, on a day still to come.")
    if Token.objects.filter(person_id=by.person_id, ended_at__isnull=True, ends_at__gt=at).count() >= MOST:
        raise Refused(f"You have {MOST} tokens already: end one first.")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person_id=by.person_id,
        partnership_id=partnership_id,
        name=name.strip(),
        parts=wanted,
        digest=digest_of(secret),
        made_at=at,
        ends_at=ends_at,
    )
    _note(token, Event.MADE, f"{by.name} made the token “{token.name}”, to read {', '.join(wanted)}", by, at)
    return Made(token, secret)


@transaction.atomic
def end_token(*, token_id: int, by: Viewer, at: datetime) -> None:
    """End one of one's own tokens at once. Errors: Refused."""
    token = Token.objects.select_for_update().filter(pk=token_id, person_id=by.person_id).first()
    if token is None or token.ended_at is not None:
        raise Refused("There is no such token of yours that still works.")
    token.ended_at = at
    token.save(update_fields=["ended_at"])
    _note(token, Event.ENDED, f"{by.name} ended the token “{token.name}”", by, at)


def _note(token: Token, verb: Event, sentence: str, by: Viewer, at: datetime) -> None:
    history.write(
        verb=verb, sentence=sentence, by=Actor(by.name, by.person_id), at=at, about=About(token.partnership_id)
    )
