"""Serving a document: as an attachment, to whoever may see its record, and only when it is clean."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from goldenthread.documents import operations, queries
from goldenthread.records.web import Scope, partnership_page, readers


@require_GET
@partnership_page(readers)
def download(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """One document's bytes."""
    document = queries.get_document(scope.viewer, scope.partnership.id, reference)
    if document.state != "clean":
        raise Http404
    path = operations.open_document(document=document, by=scope.viewer, at=scope.viewer.at)
    if not path.exists():
        raise Http404
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=document.name, content_type=document.media_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
