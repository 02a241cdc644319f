"""The room's rounds: what lies in quarantine is looked at, oldest first; the bytes of what was disposed of are taken away."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.db import connection

from goldenthread.core.clock import day_of
from goldenthread.database.viewer import working_in
from goldenthread.documents.models import Document
from goldenthread.documents.operations import store
from goldenthread.documents.scanning import NoAnswer, Verdict, ask
from goldenthread.documents.terms import DocumentState, Event
from goldenthread.history import operations as history
from goldenthread.history.actor import job
from goldenthread.messages import operations as messages
from goldenthread.partnership.models import Partnership
from goldenthread.partnership.queries import people
from goldenthread.records import operations as records

logger = logging.getLogger(__name__)
BATCH = 20
SCANNER = job("Virus scanner")


def scan(at: datetime) -> int:
    """Have the quarantined files looked at; returns how many have a verdict now. A scanner that does not answer ends the round with nothing changed."""
    if not settings.CLAMD:
        return 0
    done = 0
    for number, partnership in _quarantined():
        try:
            done += _scan_one(number, partnership, at)
        except NoAnswer as silent:
            logger.warning("%s Files stay in quarantine until it does.", silent)
            return done
    return done


def _quarantined() -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        # The worker sees that a file waits and for which partnership; what it belongs to only inside that partnership's job.
        cursor.execute(
            "select id, partnership_id from documents_document where state = 'quarantined' order by uploaded_at limit %s",
            [BATCH],
        )
        return [(number, partnership) for number, partnership in cursor.fetchall()]


def _scan_one(number: int, partnership_id: int, at: datetime) -> int:
    with working_in(partnership_id, at):
        document = (
            Document.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("record")
            .filter(pk=number, state=DocumentState.QUARANTINED.value)
            .first()
        )
        if document is None:
            return 0
        try:
            with store().open(document.stored_as) as file:
                verdict = ask(settings.CLAMD, file.read())
        except FileNotFoundError:
            verdict = Verdict("The file is not in the store")
        _judge(document, verdict, at)
        return 1


def _judge(document: Document, verdict: Verdict, at: datetime) -> None:
    document.state = (DocumentState.CLEAN if verdict.is_clean else DocumentState.INFECTED).value
    document.found = verdict.found[:200]
    document.save(update_fields=["state", "found"])
    history.write(
        verb=Event.CHECKED if verdict.is_clean else Event.REFUSED,
        sentence=f"Nothing was found in {document.name}"
        if verdict.is_clean
        else f"{document.name} was refused and destroyed: {verdict.found}",
        by=SCANNER,
        at=at,
        about=records.about(document.record),
        details={"document": document.reference},
    )
    if verdict.is_clean:
        return
    store().remove(document.stored_as)
    key = Partnership.objects.values_list("key", flat=True).get(pk=document.partnership_id)
    messages.notify(
        people=_told(document, at),
        kind=Event.REFUSED.value,
        subject=f"A file added to {document.record.reference} was refused by the virus scanner",
        partnership_id=document.partnership_id,
        reference=document.record.reference,
        address=f"/{key}/documents/{document.reference}/about/",
        at=at,
        urgent=True,
    )


def _told(document: Document, at: datetime) -> list[int]:
    """Whoever added it; the business unit where that was someone without an account."""
    if document.uploaded_by_id is not None:
        return [document.uploaded_by_id]
    posts = people(document.partnership_id, day_of(at))
    return [post.person_id for post in posts if post.role in {"business_manager", "business_officer"}]


def take_away(at: datetime) -> int:
    """Destroy the bytes of documents whose record was disposed of; returns how many. A store that does not answer is asked again in the next round."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, partnership_id from documents_document where state = 'disposed' and stored_as not like 'gone-%%' order by id limit %s",
            [BATCH],
        )
        found = [(number, partnership) for number, partnership in cursor.fetchall()]
    for number, partnership_id in found:
        with working_in(partnership_id, at):
            document = Document.objects.select_for_update(of=("self",)).get(pk=number)
            store().remove(document.stored_as)
            document.stored_as, document.size = f"gone-{document.reference}", 0
            document.save(update_fields=["stored_as", "size"])
    return len(found)
