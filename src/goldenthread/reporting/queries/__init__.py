"""Reads of reporting."""

from goldenthread.reporting.queries.documents import document_of, draft_document, find_report
from goldenthread.reporting.queries.publishing import FORMATS, period_publication, publication

__all__ = ["FORMATS", "document_of", "draft_document", "find_report", "period_publication", "publication"]
