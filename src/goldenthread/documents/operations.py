"""Adding and opening documents. A file is stored under a random name, and served only when it is clean."""

from __future__ import annotations

import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from goldenthread.core.references import new_reference
from goldenthread.documents import rules
from goldenthread.documents.models import Document
from goldenthread.documents.terms import Event
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.viewer import Viewer


def folder() -> Path:
    """Where documents lie on this disk."""
    return Path(urlsplit(settings.FILES_URL).path)


@transaction.atomic
def add(*, record: Record, name: str, content: bytes, by: Viewer, at: datetime) -> Document:
    """Add a file to a record: checked by content, stored once. The same file under the same name again is the one that is there.

    Errors: rules.NotAllowed.
    """
    name = Path(name.replace("\\", "/")).name[:200]
    kind = rules.kind_of(name, content, settings.UPLOAD_LIMIT)
    digest = hashlib.sha256(content).hexdigest()
    if there := Document.objects.filter(record=record, sha256=digest, name=name).first():
        return there
    stored_as = secrets.token_hex(24)
    _write(folder() / stored_as[:2] / stored_as, content)
    document = Document.objects.create(
        record=record,
        reference=new_reference("DO"),
        name=name,
        media_type=kind.media_type,
        size=len(content),
        sha256=digest,
        stored_as=stored_as,
        state="clean",
        uploaded_by_id=by.person_id,
        uploaded_at=at,
    )
    history.write(
        verb=Event.ADDED,
        sentence=f"Added {name}",
        by=Actor(by.name, by.person_id),
        at=at,
        about=records.about(record),
        details={"document": document.reference, "sha256": digest},
    )
    return document


def _write(path: Path, content: bytes) -> None:
    """Write a whole file or none: a killed process leaves no half of one under its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".part")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)


def open_document(*, document: Document, by: Viewer, at: datetime) -> Path:
    """Where a document's bytes lie, having written down who opened it."""
    history.write(
        verb=Event.DOWNLOADED,
        sentence=f"Opened {document.name}",
        by=Actor(by.name, by.person_id),
        at=at,
        about=records.about(document.record),
        details={"document": document.reference},
    )
    return folder() / document.stored_as[:2] / document.stored_as
