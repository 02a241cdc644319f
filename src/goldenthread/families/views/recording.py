"""Contacts, and who was told before publication."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from goldenthread.design.format import day
from goldenthread.families import forms, operations
from goldenthread.families.operations.shared import KINDS
from goldenthread.families.queries import Held
from goldenthread.families.terms import Method, Offer, Outcome, ToldStep
from goldenthread.families.views.shared import acting, ask, member_of, sent
from goldenthread.records.web import Scope, partnership_page, readers


def _contact(data: dict[str, Any]) -> dict[str, Any]:
    return data | {
        "method": Method(data["method"]),
        "outcome": Outcome(data["outcome"]),
        "offers": [Offer(each) for each in data["offers"]],
    }


def _found(rows: tuple[Any, ...], row: int) -> Any:
    found = next((each for each in rows if each.id == row), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def contact(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """Write down an approach, or the reason for none."""
    record, _, held = member_of(scope, reference, number, named=True)
    return ask(
        request, scope, record, forms.ContactForm(sent(request), initial={"on": scope.viewer.day}, restricted=bool(held.facts.restrictions)),
        lambda data: operations.record_contact(member_id=held.row.pk, **_contact(data), **acting(scope)) and None,
        title=f"A contact: {held.row.label}", button="Record it", said="It is recorded.", held=held, approaches=True,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def correct_contact(request: HttpRequest, scope: Scope, reference: str, number: int, row: int) -> HttpResponseBase:
    """Correct a contact by another row."""
    record, _, held = member_of(scope, reference, number, named=True)
    found = _found(held.facts.contacts, row)
    initial = {
        "on": found.on, "by_role": found.by_role, "method": found.method.value, "outcome": found.outcome.value,
        "what": found.what, "why": found.why, "agreed_by": found.agreed_by, "offers": [each.value for each in found.offers],
    }  # fmt: skip
    return ask(
        request, scope, record, forms.ContactForm(sent(request), initial=initial, corrects=True, restricted=bool(held.facts.restrictions)),
        lambda data: operations.correct_contact(
            member_id=held.row.pk, row_id=row, **_contact(data), **acting(scope)
        ) and None,
        title=f"Correct the contact of {day(found.on)}", button="Correct it", said="It is corrected.", held=held,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def told(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """Before publication: read the draft, told, or not told and why."""
    record, _, held = member_of(scope, reference, number, named=True)
    return ask(
        request, scope, record, forms.ToldForm(sent(request), initial={"on": scope.viewer.day}),
        lambda data: operations.record_told(
            member_id=held.row.pk, **{**data, "step": ToldStep(data["step"])}, **acting(scope)
        ) and None,
        title=f"Before publication: {held.row.label}", button="Record it", said="It is recorded.", held=held, approaches=True,

    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def correct_told(request: HttpRequest, scope: Scope, reference: str, number: int, row: int) -> HttpResponseBase:
    """Correct a note about what was told, by another row."""
    record, _, held = member_of(scope, reference, number, named=True)
    found = _found(held.facts.told, row)
    initial = {
        "step": found.step.value,
        "on": found.on,
        "by_role": found.by_role,
        "how": found.how,
        "support": found.support,
    }
    return ask(
        request, scope, record, forms.ToldForm(sent(request), initial=initial, corrects=True),
        lambda data: operations.correct_told(
            member_id=held.row.pk, row_id=row, **{**data, "step": ToldStep(data["step"])}, **acting(scope)
        ) and None,
        title=f"Correct: {found.step.label.lower()}", button="Correct it", said="It is corrected.", held=held,
    )  # fmt: skip


def _rows(held: Held, kind: str) -> tuple[Any, ...]:
    return {"contact": held.facts.contacts, "said": held.facts.said, "told": held.facts.told}.get(kind, ())


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def strike(request: HttpRequest, scope: Scope, reference: str, number: int, kind: str, row: int) -> HttpResponseBase:
    """Say that what was recorded did not happen, or not with this person."""
    record, _, held = member_of(scope, reference, number, named=True)
    found = _found(_rows(held, kind), row)
    return ask(
        request, scope, record, forms.StrikeForm(sent(request)),
        lambda data: operations.strike(member_id=held.row.pk, kind=kind, row_id=row, **data, **acting(scope)),
        title=f"Strike out the {KINDS[kind][1]} of {day(found.on)}", button="Strike it out", said="It is struck out.",
        held=held, kind="warning", lede="What was recorded stays to be read below, with the reason.",
    )  # fmt: skip
