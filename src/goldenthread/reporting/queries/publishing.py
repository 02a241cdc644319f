"""A report ready to be told: what was signed off, or what stands there now, marked as a draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings

from goldenthread.core.clock import day_of
from goldenthread.partnership.models import Partnership
from goldenthread.reporting.document import Document
from goldenthread.reporting.exchange import write
from goldenthread.reporting.models import Report
from goldenthread.reporting.publication import Publication, SignOff, publication_docx, publication_html, publication_of, publication_pdf
from goldenthread.reporting.queries.documents import SIGNED_AS, document_of, draft_document, find_report

FORMATS: dict[str, tuple[str, Callable[[Publication], bytes]]] = {
    "pdf": ("application/pdf", publication_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", publication_docx),
    "html": ("text/html; charset=utf-8", lambda publication: publication_html(publication).encode()),
    "yaml": ("application/yaml; charset=utf-8", lambda publication: write(publication.document).encode()),
}
"""The outputs of a report: media type, and what makes its bytes."""


def publication(report: Report, at: datetime) -> Publication:
    """A report as it would be published now: with its sign-off, or as a draft. Run it as the reporting actor."""
    signed = None
    if report.sealed is not None and report.signed_off_at is not None:
        signed = SignOff(report.version, day_of(report.signed_off_at), report.extra.get(SIGNED_AS, "the safeguarding partners"))
    return _published(document_of(report), report.partnership, at, signed)


def period_publication(partnership: Partnership, kind: str, start: date, end: date, at: datetime) -> Publication:
    """The report of exactly this period, else a draft from the partnership's records of the period. Run it as the reporting actor."""
    report = find_report(partnership.pk, kind, start, end)
    return publication(report, at) if report else _published(draft_document(partnership, kind, start, end), partnership, at, None)


def _published(document: Document, partnership: Partnership, at: datetime, signed: SignOff | None) -> Publication:
    return publication_of(document, generated_at=at.replace(microsecond=0), sign_off=signed, demonstration=partnership.fictional or settings.DEMONSTRATION)
