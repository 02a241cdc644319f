"""Reads of documents."""

from __future__ import annotations

from django.db.models import QuerySet

from goldenthread.documents.models import Document
from goldenthread.documents.terms import Event
from goldenthread.history.models import Event as HistoryEvent
from goldenthread.records.models import Record
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer


def _seen(viewer: Viewer) -> QuerySet[Document]:
    return Document.objects.visible_to(viewer)  # type: ignore[attr-defined, no-any-return]


def documents_of(viewer: Viewer, record: Record) -> list[Document]:
    """The documents of a record the viewer sees, newest first; of each its newest version alone."""
    return list(
        _seen(viewer)
        .filter(record=record, replaced_by__isnull=True)
        .select_related("uploaded_by", "replaces")
        .order_by("-uploaded_at", "-pk")
    )


def get_document(viewer: Viewer, partnership_id: int, reference: str) -> Document:
    """A document by its reference. Errors: NotVisible."""
    found = (
        _seen(viewer)
        .filter(partnership=partnership_id, reference=reference)
        .select_related("record", "record__group", "uploaded_by", "replaced_by")
        .first()
    )
    if found is None:
        raise NotVisible(reference)
    return found


def versions_of(viewer: Viewer, document: Document) -> list[Document]:
    """Every version of a document, the newest first. One query."""
    rows = {row.pk: row for row in _seen(viewer).filter(record=document.record_id).select_related("uploaded_by")}
    after = {row.replaces_id: row for row in rows.values() if row.replaces_id}
    newest = rows[document.pk]
    while newest.pk in after:
        newest = after[newest.pk]
    chain: list[Document] = [newest]
    while chain[-1].replaces_id in rows:
        chain.append(rows[chain[-1].replaces_id])
    return chain


def openings_of(document: Document, limit: int = 100) -> list[HistoryEvent]:
    """Who opened a document and when, newest first, as far as the viewer of the transaction may know."""
    rows = HistoryEvent.objects.filter(record_id=document.record_id, verb=Event.DOWNLOADED.value)
    return list(rows.filter(details__document=document.reference).order_by("-at", "-pk")[:limit])
