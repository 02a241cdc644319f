"""The door for people without an account: pressing a link's button, giving the code, and being let in to one return."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from goldenthread.core.clock import day_of
from goldenthread.database.viewer import working_in
from goldenthread.history.actor import job
from goldenthread.messages import operations as messages
from goldenthread.returns import links
from goldenthread.returns.models import AnswerCode, AnswerLink
from goldenthread.returns.operations.shared import written
from goldenthread.returns.permissions import LINK_PARTS, Answerer
from goldenthread.returns.terms import Event, LinkKind

MOST_KNOCKS = 200


@dataclass(frozen=True, slots=True)
class LetIn:
    """The one return a session may touch, and who came."""

    return_id: int
    partnership_id: int
    kind: LinkKind
    email: str
    answerer: Answerer


def knock(*, token: str, at: datetime) -> None:
    """Leave word that a link's button was pressed. One row, whatever the token is: nothing shows whether it works."""
    with connection.cursor() as cursor:
        cursor.execute("insert into returns_knock (digest, at) values (%s, %s)", [links.digest_of(token), at])


def try_code(*, token: str, code: str, at: datetime) -> str | None:
    """The key of the session that a right code opens, or None. Every try counts."""
    digest, key = links.digest_of(token), secrets.token_urlsafe(32)
    typed = "".join(letter for letter in code if letter.isdigit())
    with connection.cursor() as cursor:
        cursor.execute(
            "select goldenthread_try_code(%s, %s, %s, %s, %s)",
            [digest, links.code_digest(digest, typed), links.digest_of(key), at, links.CODE_TRIES],
        )
        row = cursor.fetchone()
    return key if row and row[0] else None


def let_in(*, token: str, key: str, at: datetime) -> LetIn | None:
    """Make the link's return what the open transaction may touch, and say which; None where link or session are over."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select record_id, partnership_id, kind, section, name, email from goldenthread_answer(%s, %s, %s, %s, %s)",
            [
                links.digest_of(token),
                links.digest_of(key) if key else "",
                day_of(at),
                at,
                at - links.SESSION_LASTS,
            ],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return_id, partnership_id, kind, section, name, email = row
    answerer = Answerer(name, LINK_PARTS[LinkKind(kind)], None, section)
    return LetIn(return_id, partnership_id, LinkKind(kind), email, answerer)


def answer_knocks(*, at: datetime) -> int:
    """Mail a code for each press of a working link's button, a few an hour; returns how many went. The worker does this."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select knock_id, link_id, partnership_id from goldenthread_knocks(%s)", [at])
        waiting = cursor.fetchall()
    return sum(_answer_knock(knock_id, link_id, partnership_id, at) for knock_id, link_id, partnership_id in waiting)


def _answer_knock(knock_id: int, link_id: int | None, partnership_id: int | None, at: datetime) -> int:
    """One press, in a transaction of its own: its row goes and the code comes together, whichever worker is first."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("delete from returns_knock where id = %s", [knock_id])
            taken = cursor.rowcount == 1
        if not taken or link_id is None or partnership_id is None:
            return 0
        with working_in(partnership_id, at):
            return _send_code(link_id, at)


def _send_code(link_id: int, at: datetime) -> int:
    link = AnswerLink.objects.select_for_update(of=("self",)).select_related("answer_to__record").get(pk=link_id)
    if AnswerCode.objects.filter(link=link, made_at__gt=at - links.HOUR).count() >= links.CODES_AN_HOUR:
        return 0
    record = link.answer_to.record
    key = messages.mail(
        to=link.email,
        name=link.name,
        kind=links.CODE_MAIL,
        subject=f"{record.reference}: your code",
        words="",
        address="",
        partnership_id=record.partnership_id,
        reference=record.reference,
        at=at,
    )
    AnswerCode.objects.create(link=link, message_key=key, made_at=at, expires_at=at + links.CODE_LASTS)
    written(
        record=record,
        verb=Event.CODE_SENT,
        sentence=f"A code was sent to {link.name}",
        by=job("Codes for links"),
        at=at,
    )
    return 1


def link_of(*, key: str, partnership_id: int, at: datetime) -> str | None:
    """The path a message's link leads to, drawn now; None where the link was ended meanwhile. A message sent twice carries two that work."""
    with working_in(partnership_id, at):
        link = AnswerLink.objects.filter(message_key=key, revoked_at__isnull=True, expires_at__gt=at).last()
        if link is None:
            return None
        token = links.new_token()
        if link.digest is not None:
            link.pk = None
            link._state.adding = True
        link.digest = links.digest_of(token)
        link.save()
        return links.path_of(token)


def code_of(*, key: str, partnership_id: int, at: datetime) -> str | None:
    """The code a message carries, drawn now; None where its link was ended meanwhile."""
    with working_in(partnership_id, at):
        row = AnswerCode.objects.select_related("link").filter(message_key=key, link__revoked_at__isnull=True).last()
        if row is None or row.link.digest is None:
            return None
        code = links.new_code()
        row.digest, row.expires_at = links.code_digest(row.link.digest, code), at + links.CODE_LASTS
        row.save(update_fields=["digest", "expires_at"])
        return code
