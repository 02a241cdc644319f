"""A review's facts and children."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.design.components import Link, SummaryRow
from goldenthread.design.format import partial_day
from goldenthread.design.page import Head
from goldenthread.practice_reviews import forms, operations, queries
from goldenthread.practice_reviews.models import Child
from goldenthread.practice_reviews.operations import ChildDraft, IncidentDraft
from goldenthread.practice_reviews.operations.incident import DAYS, FACTS
from goldenthread.practice_reviews.rules.incident import step_problem
from goldenthread.practice_reviews.terms import Care, IncidentType, Nature, Outcome, Plan, ReviewState, Sex
from goldenthread.practice_reviews.views.shared import ask, led, sent, trail
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, partnership_page, readers

TYPED = ("happened", "happened_until", "place_area", "home_area", "outside_england", *DAYS)


def draft_of(data: dict[str, Any]) -> IncidentDraft:
    """An incident as it was typed."""
    return IncidentDraft(
        name=data["name"],
        nature=Nature(data["nature"]),
        incident_type=IncidentType(data["incident_type"]),
        **{name: data[name] for name in TYPED},
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def edit(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Change the facts of a review."""
    row = led(scope, reference)
    _allowed("edit", row.state)
    initial = {name: getattr(row, name) for name in (*FACTS, *DAYS)} | {
        "name": row.record.title, "version": row.record.version
    }  # fmt: skip
    form = forms.IncidentForm(sent(request), initial=initial)
    form.fields["nature"].options = Nature.choices()  # type: ignore[attr-defined]
    return ask(
        request, scope, form,
        lambda data: operations.edit_incident(
            review_id=row.pk, seen=data["version"], draft=draft_of(data), by=scope.viewer, at=scope.viewer.at
        ),
        title="Change the facts", button="Store the facts", back=scope.address("reviews", reference),
        said="The facts are stored; clocks and ages follow them.", row=row,
    )  # fmt: skip


def _allowed(step: str, state: str) -> None:
    if problem := step_problem(step, ReviewState(state)):
        raise Refused(problem)


def _child(data: dict[str, Any], pseudonym: str = "") -> ChildDraft:
    return ChildDraft(
        pseudonym=data.get("pseudonym") or pseudonym,
        outcome=Outcome(data["outcome"]),
        sex=Sex(data["sex"]),
        care=Care(data["care"]),
        plan=Plan(data["plan"]),
        **{
            name: data[name]
            for name in ("name", "born", "nhs_number", "address", "ethnicity", "disability", "placed_by")
        },
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def new_child(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Add a child."""
    row = led(scope, reference)
    _allowed("child", row.state)
    next_letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[min(len(queries.children_of(row)), 25)]
    initial = {
        "pseudonym": f"Child {next_letter}",
        "version": row.record.version,
        "sex": "unknown",
        "care": "unknown",
        "plan": "unknown",
    }
    return ask(
        request, scope, forms.ChildForm(sent(request), initial=initial),
        lambda data: _added(scope, row.pk, data), title="Add a child", button="Add the child",
        back=scope.address("reviews", reference), said="The child is written down.", row=row,
        lede="A brother or sister, a twin who survived and a child not born yet belong here too.",
    )  # fmt: skip


def _added(scope: Scope, review_id: int, data: dict[str, Any]) -> None:
    operations.put_child(
        review_id=review_id, seen=data["version"], draft=_child(data), by=scope.viewer, at=scope.viewer.at
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def edit_child(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """Change what is known of a child. What is sealed is not shown here."""
    row = led(scope, reference)
    _allowed("child", row.state)
    child = queries.get_child(row, number)
    names = ("outcome", "sex", "ethnicity", "disability", "care", "plan", "placed_by")
    initial = {name: getattr(child, name) for name in names} | {"version": row.record.version}
    return ask(
        request, scope, forms.ChildForm(sent(request), initial=initial, keeps=True),
        lambda data: _changed(scope, child, data), title=f"Change what is known of {child.subject.pseudonym}",
        button="Store it", back=scope.address("reviews", reference), said="It is stored.", row=row,
    )  # fmt: skip


def _changed(scope: Scope, child: Child, data: dict[str, Any]) -> None:
    operations.edit_child(
        child_id=child.pk, seen=data["version"], draft=_child(data, child.subject.pseudonym), by=scope.viewer,
        at=scope.viewer.at,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def identity(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """Who a child is, once the reason is written down."""
    row = led(scope, reference)
    child = queries.get_child(row, number)
    form = forms.WhyForm(sent(request))
    back = scope.address("reviews", reference)
    if request.method == "POST" and form.is_valid():
        shown = operations.show_child(child=child, by=scope.viewer, at=scope.viewer.at, why=form.cleaned_data["why"])
        facts = (
            SummaryRow("Name", shown.name or "Not written down"),
            SummaryRow("Date of birth", partial_day(shown.born) if shown.born else "Not written down"),
            SummaryRow("NHS number", shown.nhs_number or "Not written down"),
            SummaryRow("Address", shown.address or "Not written down"),
        )
        head = Head(
            f"Who {child.subject.pseudonym} is", reference, breadcrumbs=trail(scope, row),
            lede="That you were shown this is written down. Leave the page when you are done.",
        )  # fmt: skip
        response = render(
            request,
            "practice_reviews/identity.html",
            {"head": head, "facts": facts, "back": Link("Back to the review", back)},
        )
        response["Cache-Control"] = "private, no-store"
        return response
    return ask(
        request, scope, form, lambda data: None, title=f"Who is {child.subject.pseudonym}?", button="Show me",
        back=back, row=row, lede="Name, date of birth, NHS number and address are sealed. Your reason is written down.",
    )  # fmt: skip
