"""Reads of reporting."""

from goldenthread.reporting.queries.documents import document_of, draft_document, find_report

__all__ = ["document_of", "draft_document", "find_report"]
