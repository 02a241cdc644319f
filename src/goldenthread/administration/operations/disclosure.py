"""The second person approves a request, its answer is sealed, and the sealed answer is taken away."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime

from django.db import transaction

from goldenthread.administration.disclosure import disclosure_pdf, disclosure_zip
from goldenthread.administration.models import DataFinding, DataRequest
from goldenthread.administration.operations.subject_access import change, locked, note, require_unit
from goldenthread.administration.queries import subject_access as queries
from goldenthread.administration.rules import subject_access as rules
from goldenthread.administration.terms import DataEvent, Mark, RequestState
from goldenthread.core.encryption import decrypt, encrypt
from goldenthread.documents.models import Document
from goldenthread.documents.operations import open_document
from goldenthread.documents.terms import DocumentState
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.viewer import Viewer


def answer_of(row: DataRequest, by: Viewer, at: datetime) -> bytes:
    """The answer as it would be given now, to be read before it is approved. Errors: rendering.RenderingFailed."""
    found = list(queries.findings(by, row))
    held = {each.code: each for each in queries.provisions(row.partnership_id)}
    documents = {each.reference: each for each in _documents(by, found)}
    return disclosure_pdf(
        row, queries.identity_of(row), found, queries.statements(row.partnership_id), held, documents, at=at
    )


def _documents(by: Viewer, found: list[DataFinding]) -> list[Document]:
    """The documents that are given whole, as far as the viewer may open them."""
    wanted = [each.document for each in found if each.document and each.mark == Mark.DISCLOSE.value]
    rows = Document.objects.visible_to(by).filter(reference__in=wanted, state=DocumentState.CLEAN.value)  # type: ignore[attr-defined]
    return list(rows.select_related("record").order_by("pk"))


@transaction.atomic
def approve(*, partnership_id: int, reference: str, version: int, by: Viewer, at: datetime) -> DataRequest:
    """The second person agrees: the answer is made, sealed with its digest and kept encrypted. Errors: Refused, ChangedMeanwhile, NotVisible, rendering.RenderingFailed."""
    row = locked(by, partnership_id, reference, RequestState.SUBMITTED)
    if row.version != version:
        raise ChangedMeanwhile(row.reference, version, row.version)
    hidden = queries.hidden_findings(row)
    if problem := rules.approval_problem(submitted_by=row.submitted_by_id, person=by.person_id, hidden=hidden):
        raise Refused(problem)
    found = list(queries.findings(by, row))
    whole = {each.document for each in found if each.document and each.mark == Mark.DISCLOSE.value}
    if len(_documents(by, found)) != len(whole):
        raise Refused("One of the documents to be given is not there any more, or you may not open it.")
    content = answer_of(row, by, at)
    change(
        row,
        state=RequestState.APPROVED.value,
        approved_by_id=by.person_id,
        approved_at=at,
        answer_sealed=encrypt(base64.b64encode(content).decode()),
        digest=hashlib.sha256(content).hexdigest(),
    )
    note(DataEvent.APPROVED, row, f"approved; the answer is sealed as {row.digest[:12]}", by, at, sha256=row.digest)
    return row


@transaction.atomic
def take_answer(*, partnership_id: int, reference: str, whole: bool, by: Viewer, at: datetime) -> bytes:
    """The sealed answer as PDF, or as ZIP with the documents given whole, having written down who took it. Errors: Refused, NotVisible."""
    require_unit(by, partnership_id)
    row = queries.get_request(partnership_id, reference)
    if row.person_id == by.person_id:
        raise Refused("This is about yourself: someone else of the business unit gives it to you.")
    if not row.answer_sealed:
        raise Refused("There is no approved answer.")
    if queries.hidden_findings(row):
        raise Refused("Some of it lies in records that you may not see: whoever sees all of it takes the answer.")
    content = base64.b64decode(decrypt(row.answer_sealed))
    if hashlib.sha256(content).hexdigest() != row.digest:
        raise Refused("The answer is not the one that was sealed. Tell whoever keeps this system.")
    note(DataEvent.TAKEN, row, f"{by.name} took the sealed answer away", by, at)
    if not whole:
        return content
    files = []
    for document in _documents(by, list(queries.findings(by, row))):
        with open_document(document=document, by=by, at=at) as file:
            files.append((f"{document.reference}-{document.name}", file.read()))
    return disclosure_zip(row.reference, content, files, at=at)
