"""What agencies said in their forms, side by side, for those who lead; an answer is taken from here as a claim."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.child_deaths import operations, queries
from goldenthread.child_deaths.forms import ExcerptForm
from goldenthread.child_deaths.pages.comparing import counts, question_views
from goldenthread.child_deaths.rules.saying import LONGEST
from goldenthread.child_deaths.views.shared import led, may, sent, trail
from goldenthread.child_deaths.views.steps import turn
from goldenthread.design.components import Link
from goldenthread.design.page import Head
from goldenthread.records.operations import Refused
from goldenthread.records.web import FormPage, Scope, answer_form, note_sight, partnership_page, readers, stored_once

TAKEN = "It stands beside what the others say."


def _trail(scope: Scope, row: Any) -> tuple[Link, ...]:
    return (*trail(scope, row), Link("Information", scope.address("child-deaths", row.record.reference, "information")))


@require_GET
@partnership_page(readers)
def compare(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Every question that more than one agency answered, what differs first; that it was read is written down."""
    row = led(scope, reference)
    note_sight(scope, row.record, "what agencies said, side by side")
    found = queries.side_by_side(scope.viewer, row)
    here = scope.address("child-deaths", reference, "compare")
    top = Head("What agencies said, side by side", reference, breadcrumbs=_trail(scope, row), lede=counts(found))
    return render(
        request,
        "child_deaths/compare.html",
        {
            "head": top,
            "questions": question_views(scope, found, here, takes=may(row, "claim")),
            "take": f"{here}take/",
            "version": row.record.version,
        },
    )


@require_POST
@partnership_page(readers)
def take(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Take one answer as it stands."""
    row = led(scope, reference)
    version = request.POST.get("version", "")

    def perform() -> None:
        operations.take_claim(
            death_id=row.pk, return_reference=request.POST.get("return", "")[:12], question=request.POST.get("question", "")[:40],
            seen=int(version) if version.isdigit() and len(version) < 9 else None, by=scope.viewer, at=scope.viewer.at,
        )  # fmt: skip

    return stored_once(request, scope, scope.address("child-deaths", reference, "compare"), perform, TAKEN)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def part(request: HttpRequest, scope: Scope, reference: str, of: str, question: str) -> HttpResponseBase:
    """Take what matters of a long answer, in the agency’s own words."""
    row = led(scope, reference)
    turn("claim", row)
    said = queries.answer_said(scope.viewer, row, of, question)
    if said.narrow:
        raise Refused(operations.NARROW)
    form = ExcerptForm(sent(request), initial={"version": row.record.version, "excerpt": said.words})

    def perform(data: dict[str, Any]) -> None:
        operations.take_claim(
            death_id=row.pk, return_reference=of, question=question, excerpt=data["excerpt"], seen=data["version"], by=scope.viewer,
            at=scope.viewer.at,
        )  # fmt: skip

    back = scope.address("child-deaths", reference, "compare")
    lede = f"{said.row.organisation}: {said.question.text} Leave up to {LONGEST} characters."
    top = Head("Take what matters of an answer", reference, breadcrumbs=_trail(scope, row), lede=lede)
    return answer_form(request, scope, FormPage(top, "Take it as a claim", back, back, TAKEN), form, perform)
