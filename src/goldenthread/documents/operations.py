"""Adding, checking and opening documents. A file is stored under a random name, and served only when it is clean."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from goldenthread.core.references import new_reference
from goldenthread.documents import rules
from goldenthread.documents.models import Document
from goldenthread.documents.stores import Store, store_at
from goldenthread.documents.terms import DocumentState, Event, Marking
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.viewer import Viewer


def store() -> Store:
    """Where this installation keeps its documents."""
    return store_at(settings.FILES_URL)


@transaction.atomic
def add(
    *,
    record: Record,
    name: str,
    content: bytes,
    by: Viewer | Actor,
    at: datetime,
    replaces: Document | None = None,
    marking: Marking | None = None,
) -> Document:
    """Add a file to a record: checked by content, pictures without what they carry unseen, stored once. The same file under the same name again is the one that is there.

    Where a virus scanner is configured it lies in quarantine until that has looked at it. Errors: rules.NotAllowed.
    """
    name = Path(name.replace("\\", "/")).name[:200]
    kind = rules.kind_of(name, content, settings.UPLOAD_LIMIT)
    digest = hashlib.sha256(content).hexdigest()
    if there := Document.objects.filter(record=record, sha256=digest, name=name).first():
        return there
    if replaces is not None and (replaces.record_id != record.pk or hasattr(replaces, "replaced_by")):
        raise rules.NotAllowed(f"{replaces.name} has a newer version already: replace that one.")
    kept = rules.without_metadata(kind, content)
    stored_as = secrets.token_hex(24)
    store().put(stored_as, kept)
    document = Document.objects.create(
        record=record,
        partnership_id=record.partnership_id,
        reference=new_reference("DO"),
        name=name,
        media_type=kind.media_type,
        size=len(kept),
        sha256=digest,
        stored_as=stored_as,
        state=(DocumentState.QUARANTINED if settings.CLAMD else DocumentState.CLEAN).value,
        replaces=replaces,
        marking=marking.value if marking else "",
        uploaded_by_id=by.person_id,
        uploaded_by_name="" if by.person_id else by.name,
        uploaded_at=at,
    )
    history.write(
        verb=Event.REPLACED if replaces else Event.ADDED,
        sentence=f"Added a new version of {replaces.name}: {name}" if replaces else f"Added {name}",
        by=by if isinstance(by, Actor) else Actor(by.name, by.person_id),
        at=at,
        about=records.about(record),
        details={"document": document.reference, "sha256": digest},
    )
    return document


def open_document(*, document: Document, by: Viewer | Actor, at: datetime) -> BinaryIO:
    """A document's bytes, having written down who opened it. Errors: FileNotFoundError, stores.StoreFailed."""
    history.write(
        verb=Event.DOWNLOADED,
        sentence=f"Opened {document.name}",
        by=by if isinstance(by, Actor) else Actor(by.name, by.person_id),
        at=at,
        about=records.about(document.record),
        details={"document": document.reference},
    )
    return store().open(document.stored_as)
