"""Serving a document: as an attachment, to whoever may see its record, and only when it is clean."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.design.components import Button, Link
from goldenthread.design.page import Head
from goldenthread.documents import operations, pages, queries
from goldenthread.documents.terms import DocumentState
from goldenthread.records.web import Scope, partnership_page, readers, record_address


@require_GET
@partnership_page(readers)
def download(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """One document's bytes."""
    document = queries.get_document(scope.viewer, scope.partnership.id, reference)
    if document.state != DocumentState.CLEAN.value:
        raise Http404
    try:
        content = operations.open_document(document=document, by=scope.viewer, at=scope.viewer.at)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=document.name, content_type=document.media_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@partnership_page(readers)
def about(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """What a document is, its versions, and who opened it."""
    document = queries.get_document(scope.viewer, scope.partnership.id, reference)
    page = pages.document_page(
        scope, document, queries.versions_of(scope.viewer, document), queries.openings_of(document)
    )
    head = Head(
        document.name,
        document.reference,
        breadcrumbs=(Link(document.record.reference, record_address(scope, document.record)),),
        action=Button("Open it", page.url) if page.may_open else None,
    )
    return render(request, "documents/document.html", {"head": head, "page": page})
