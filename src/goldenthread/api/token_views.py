"""One's own tokens: made, shown once, ended."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.api import operations, queries
from goldenthread.api.forms import TokenForm
from goldenthread.api.models import Token
from goldenthread.api.terms import Part
from goldenthread.core.clock import ENGLAND
from goldenthread.design.components import Button, Column, EmptyState, Link, Row, Table, Tag
from goldenthread.design.format import day, instant
from goldenthread.design.page import Head
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer
from goldenthread.records.web import new_token

TRAIL = (Link("Your account", "/account/"),)


@require_GET
def tokens(request: HttpRequest) -> HttpResponseBase:
    """Which programs read for one, where, and until when."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = tuple(_row(token, viewer.at) for token in queries.tokens_of(viewer.person_id))
    columns = (
        Column("Program", "wide"),
        Column("Partnership"),
        Column("Reads", "wide"),
        Column("Until"),
        Column("Last used"),
        Column("State"),
    )
    empty = EmptyState(
        "No program reads for you",
        "A token lets a business-intelligence tool read what you see, in one partnership, until a day you choose.",
        Link("Make a token", "/account/tokens/new/"),
    )
    working = [token for token in queries.tokens_of(viewer.person_id) if _works(token, viewer.at)] if rows else []
    head = Head(
        "Programs that read for you",
        breadcrumbs=TRAIL,
        lede="Each sees what you see on that day, and nothing else. The description for programs is at /api/v1/openapi.json.",
        action=Button("Make a token", "/account/tokens/new/"),
    )
    return render(
        request,
        "api/tokens.html",
        {"head": head, "table": Table("Tokens", columns, rows, empty=empty), "working": working},
    )


def _works(token: Token, at: datetime) -> bool:
    return token.ended_at is None and token.ends_at > at


def _row(token: Token, at: datetime) -> Row:
    state = (
        Tag("success", "Works")
        if _works(token, at)
        else Tag("neutral", f"Ended {day(token.ended_at.date())}" if token.ended_at else "Over")
    )
    parts = ", ".join(Part(part).label for part in token.parts)
    used = instant(token.used_at) if token.used_at else "Never"
    return Row((token.name, token.partnership.name, parts, day(token.ends_at.date()), used, state))


@never_cache
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponseBase:
    """Make a token; its secret is on the page that answers, and nowhere else."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    choices = [(fact.key, fact.name) for fact in viewer.partnerships]
    form = TokenForm(request.POST or None, partnerships=choices)
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        fact = viewer.partnership(data["partnership"])
        assert fact is not None
        try:
            made = operations.make_token(
                partnership_id=fact.id,
                name=data["name"],
                parts=[Part(part) for part in data["parts"]],
                ends_at=datetime.combine(data["ends_on"], time(23, 59, 59), ENGLAND),
                by=viewer,
                at=viewer.at,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            head = Head(
                "The token is made", breadcrumbs=(*TRAIL, Link("Programs that read for you", "/account/tokens/"))
            )
            return render(request, "api/made.html", {"head": head, "secret": made.secret, "token": made.token})
    head = Head("Make a token", breadcrumbs=(*TRAIL, Link("Programs that read for you", "/account/tokens/")))
    context = {
        "head": head,
        "form": form,
        "button": "Make it",
        "cancel_url": "/account/tokens/",
        "submission": new_token(),
    }
    return render(request, "design/form_page.html", context, status=422 if form.is_bound else 200)


@require_POST
def end(request: HttpRequest, token: int) -> HttpResponseBase:
    """End one of one's own tokens at once."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        operations.end_token(token_id=token, by=viewer, at=viewer.at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The token is ended, at once.")
    return redirect("/account/tokens/")
