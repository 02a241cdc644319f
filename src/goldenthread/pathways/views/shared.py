"""What the views of this room share."""

from __future__ import annotations

from django.http import HttpResponse

from goldenthread.pathways import permissions
from goldenthread.records.web import Scope


def designers(scope: Scope) -> bool:
    """Whoever writes editions and reference data."""
    return scope.reads and permissions.may_design(scope.viewer, scope.partnership.id)


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to take away."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
