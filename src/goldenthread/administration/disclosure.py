"""The answer to someone who asked for their data, as a PDF/UA document, and with the documents given whole as a ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from goldenthread.administration.models import DataFinding, DataRequest, Provision
from goldenthread.administration.queries.subject_access import Identity
from goldenthread.administration.terms import Mark, RequestKind, Source
from goldenthread.design.format import day
from goldenthread.documents.models import Document
from goldenthread.rendering.pdf import typeset

TEMPLATE = Path(__file__).parent / "typst" / "disclosure.typ"
FICTIONAL = "This is a demonstration: people and casework are made up."


def disclosure_pdf(
    row: DataRequest,
    identity: Identity,
    findings: Sequence[DataFinding],
    statements: Sequence[Provision],
    exemptions: Mapping[str, Provision],
    documents: Mapping[str, Document],
    *,
    at: datetime,
) -> bytes:
    """What is given, with what the law has said beside it, and under which exemptions something is not. Errors: rendering.RenderingFailed."""
    given = [each for each in findings if each.mark in {Mark.DISCLOSE.value, Mark.PART.value}]
    kept = {
        code for each in findings if each.mark in {Mark.PART.value, Mark.WITHHOLD.value} for code in each.exemptions
    }
    access = row.kind == RequestKind.ACCESS.value
    data = {
        "title": f"{'The data held about' if access else 'Your request about the data of'} {identity.name}",
        "partnership": row.partnership.name,
        "reference": row.reference,
        "made": day(at),
        "demonstration": FICTIONAL if row.partnership.fictional else "",
        "facts": [
            ["Asked by", identity.asker or identity.name],
            ["Asked for", RequestKind(row.kind).label],
            ["Received", day(row.received_on)],
            ["Answered", day(at)],
        ],
        "access": access,
        "decision": [line for line in row.decision.split("\n") if line.strip()],
        "given": [_part(each) for each in given if not each.document],
        "documents": [
            [documents[each.document].name, f"given whole, SHA-256 {documents[each.document].sha256}"]
            if each.mark == Mark.DISCLOSE.value and each.document in documents
            else [each.place, each.given or each.text]
            for each in given
            if each.document
        ],
        "withheld": [
            [exemptions[code].name, f"{exemptions[code].provision}: {exemptions[code].applies}"]
            for code in sorted(kept & set(exemptions))
        ],
        "statements": [[each.name, each.applies] for each in statements],
    }
    return typeset(TEMPLATE, data, created=at)


def _part(each: DataFinding) -> dict[str, object]:
    words = each.given or each.text
    where = Source(each.source).label if each.mark == Mark.PART.value else each.place
    return {
        "where": f"{where} (in part)" if each.mark == Mark.PART.value else where,
        "lines": [line for line in words.split("\n") if line.strip()],
    }


def disclosure_zip(reference: str, pdf: bytes, files: Iterable[tuple[str, bytes]], *, at: datetime) -> bytes:
    """The answer and the documents that are given whole, each under a name of its own; the same input makes the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [(f"{reference}.pdf", pdf), *files]:
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
