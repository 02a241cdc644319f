"""The pages for what goes wrong: one clear sentence, and never a trace."""

from __future__ import annotations

import logging
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from goldenthread.design.page import PlainFrame

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "design/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "design/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is no such page, or this person may not see it; the two are not told apart."""
    return render(request, "design/errors/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500, with a reference that stands in the log too. Drawn without the database: that may be what failed."""
    reference = uuid4().hex[:8].upper()
    logger.error("Failure %s at %s", reference, request.path)
    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)
    return HttpResponse(
        render_to_string("design/errors/500.html", {"error_reference": reference, "frame": PlainFrame()}), status=500
    )


def csrf_failed(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """403 for a form whose token is missing or old."""
    return render(
        request,
        "design/errors/403.html",
        {
            "reason": "This form was open for too long, or cookies are off. Go back, load the page again and send it once more."
        },
        status=403,
    )
