"""Reads of documents."""

from __future__ import annotations

from goldenthread.documents.models import Document
from goldenthread.records.models import Record
from goldenthread.records.models.record import visible
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer


def documents_of(viewer: Viewer, record: Record) -> list[Document]:
    """The documents of a record the viewer sees, newest first."""
    return list(
        Document.objects.filter(visible(viewer, "record_id"), record=record)
        .select_related("uploaded_by")
        .order_by("-uploaded_at")
    )


def get_document(viewer: Viewer, partnership_id: int, reference: str) -> Document:
    """A document by its reference. Errors: NotVisible."""
    found = (
        Document.objects.filter(visible(viewer, "record_id"), record__partnership=partnership_id, reference=reference)
        .select_related("record")
        .first()
    )
    if found is None:
        raise NotVisible(reference)
    return found
