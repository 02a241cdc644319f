"""Keeping and disposing of records: what falls due, holds, decisions by two people, and the rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.administration import forms
from goldenthread.administration.pages import retention as pages
from goldenthread.administration.pages.words import retention_nav
from goldenthread.administration.views.shared import ask, sent, unit
from goldenthread.design.components import Button, Link, Table
from goldenthread.design.page import Head
from goldenthread.records.operations import retention as operations
from goldenthread.records.queries import NotVisible
from goldenthread.records.queries import retention as queries
from goldenthread.records.queries.retention import Due
from goldenthread.records.rules import retention as rule
from goldenthread.records.terms import CountedFrom, DisposalState, RetentionClass, Standing
from goldenthread.records.web import Scope, partnership_page

AT = ("administration", "retention")
MONTHS = (3, 12, 36)
LIST = "administration/circles.html"


def _list(request: HttpRequest, scope: Scope, title: str, lede: str, current: str, table: Table) -> HttpResponseBase:
    others = (
        tuple(Link(f"Next {months} months", f"{scope.address(*AT)}?months={months}") for months in MONTHS)
        if not current
        else ()
    )
    head = Head(title, lede=lede, subnav=retention_nav(scope, current), others=others)
    return render(request, LIST, {"head": head, "table": table})


@require_GET
@partnership_page(unit)
def due(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What falls due in the next months."""
    given = request.GET.get("months", "")
    months = int(given) if given in {str(each) for each in MONTHS} else 12
    rows = queries.falling_due(scope.viewer, scope.partnership.id, months)
    lede = f"Closed records whose time of keeping has ended, or ends within {months} months. Nothing is removed before two people have said so."
    return _list(request, scope, "Records falling due", lede, "", pages.due_table(scope, rows))


@require_GET
@partnership_page(unit)
def holds(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Every legal hold."""
    rows = queries.holds(scope.viewer, scope.partnership.id)
    lede = "A hold stops disposal of a record and of everything linked below it. It is placed from the record's own page here."
    return _list(request, scope, "Legal holds", lede, "holds", pages.holds_table(scope, rows))


@require_GET
@partnership_page(unit)
def decisions(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Every decision to dispose."""
    rows = queries.disposals(scope.viewer, scope.partnership.id)
    lede = (
        "One person decides, a second confirms. Then the words go, and references, days and the seals of history stay."
    )
    return _list(request, scope, "Decisions to dispose", lede, "decisions", pages.decisions_table(scope, rows))


@require_GET
@partnership_page(unit)
def rules(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """How long each class is kept."""
    own = queries.editions(scope.partnership.id)
    rows = [rule.in_force(own, each, scope.viewer.day) for each in RetentionClass]
    lede = "How long each kind of record is kept, and why. A change makes a new edition; records closed before keep theirs."
    return _list(request, scope, "Rules of retention", lede, "rules", pages.rules_table(scope, rows))


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def change_rule(request: HttpRequest, scope: Scope, code: str) -> HttpResponseBase:
    """The next edition of one class."""
    wanted = next((each for each in RetentionClass if each.value == code), None)
    if wanted is None:
        raise Http404
    own, back = queries.editions(scope.partnership.id), scope.address(*AT, "rules")
    now = rule.in_force(own, wanted, scope.viewer.day)
    seen = max((each.number for each in own if each.retention_class is wanted), default=0)
    initial = {
        "seen": seen,
        "years": now.years,
        "counted_from": now.counted_from.value,
        "source": now.source,
        "standing": now.standing.value,
        "in_force_from": scope.viewer.day,
    }
    return ask(
        request,
        scope,
        forms.RuleForm(sent(request), initial=initial),
        lambda data: operations.change_rule(
            partnership_id=scope.partnership.id,
            retention_class=wanted,
            years=data["years"],
            counted_from=CountedFrom(data["counted_from"]),
            source=data["source"],
            standing=Standing(data["standing"]),
            in_force_from=data["in_force_from"],
            seen=data["seen"],
            by=scope.viewer,
            at=scope.viewer.at,
        ),
        title=f"How long is this kept: {wanted.label.lower()}",
        button="Make this the rule",
        back=back,
        crumbs=[("Rules of retention", back)],
        said="The new edition stands.",
        lede=f"{wanted.definition} Now: {now.words}.",
    )


def _due(scope: Scope, reference: str) -> Due:
    found = queries.find_due(scope.viewer, scope.partnership.id, reference)
    if found is None:
        raise NotVisible(reference)
    return found


@require_GET
@partnership_page(unit)
def record(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """How one record is kept, and what can be done."""
    row, place = _due(scope, reference), (*AT, "records", reference)
    gone = row.disposal is not None and row.disposal.state is DisposalState.CARRIED_OUT
    others = (
        ()
        if gone
        else (
            Link("Set its class", scope.address(*place, "class")),
            Link("Place a hold", scope.address(*place, "hold")),
        )
    )
    head = Head(
        f"Keeping {reference}",
        breadcrumbs=(Link("Records falling due", scope.address(*AT)),),
        action=None if row.disposal else Button("Decide to dispose of it", scope.address(*place, "dispose"), "warning"),
        others=others,
    )
    return render(request, LIST, {"head": head, "table": pages.record_table(scope, row)})


def _step(
    request: HttpRequest,
    scope: Scope,
    form: Any,
    perform: Callable[[dict[str, Any]], object],
    title: str,
    button: str,
    back: str,
    said: str,
    lede: str,
    kind: str = "primary",
) -> HttpResponseBase:
    crumbs = [("Records falling due", scope.address(*AT))]
    return ask(
        request,
        scope,
        form,
        perform,
        title=title,
        button=button,
        back=back,
        crumbs=crumbs,
        said=said,
        lede=lede,
        kind=kind,
    )


def _told(scope: Scope) -> dict[str, Any]:
    return {"partnership_id": scope.partnership.id, "by": scope.viewer, "at": scope.viewer.at}


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def classify(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Put a record into a class."""
    row = _due(scope, reference)
    form = forms.ClassForm(
        sent(request), initial={"retention_class": row.record.retention_class, "closed_on": row.record.closed_on}
    )

    def perform(data: dict[str, Any]) -> None:
        kind = RetentionClass(data["retention_class"])
        operations.classify(record_id=row.record.pk, retention_class=kind, closed_on=data["closed_on"], **_told(scope))

    back = scope.address(*AT, "records", reference)
    lede = "The class decides how long it is kept. A day on which it was closed already stays."
    return _step(
        request, scope, form, perform, f"What is {reference}?", "Set its class", back, "Its class is set.", lede
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def hold(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Place a legal hold."""
    row, back = _due(scope, reference), scope.address(*AT, "holds")

    def perform(data: dict[str, Any]) -> None:
        operations.place_hold(
            record_id=row.record.pk, reason=data["reason"], review_on=data["review_on"], **_told(scope)
        )

    lede = "Neither it nor anything linked below it is disposed of until the hold is lifted."
    form = forms.HoldForm(sent(request))
    return _step(request, scope, form, perform, f"Hold {reference}", "Place the hold", back, "It is held.", lede)


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def decide(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Decide to dispose of a record."""
    row, back = _due(scope, reference), scope.address(*AT, "decisions")

    def perform(data: dict[str, Any]) -> None:
        operations.decide(record_id=row.record.pk, reason=data["reason"], **_told(scope))

    title, said = f"Dispose of {reference}", "Decided. A second person confirms it; nothing is removed before."
    lede = "Its words, its files and what history says of it will be gone for good. References, days and who did what stay."
    form = forms.DisposeForm(sent(request))
    return _step(request, scope, form, perform, title, "Decide to dispose of it", back, said, lede, "warning")


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def lift(request: HttpRequest, scope: Scope, hold: int) -> HttpResponseBase:
    """Lift a hold."""
    row = next((each for each in queries.holds(scope.viewer, scope.partnership.id) if each.pk == hold), None)
    if row is None:
        raise Http404

    def perform(data: dict[str, Any]) -> None:
        operations.lift_hold(hold_id=hold, reason=data["reason"], **_told(scope))

    back, title = scope.address(*AT, "holds"), f"Lift the hold on {row.record.reference}"
    lede = f"It was held because: {row.reason}"
    return _step(request, scope, forms.WhyForm(sent(request)), perform, title, "Lift it", back, "It is lifted.", lede)


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def confirm(request: HttpRequest, scope: Scope, disposal: int) -> HttpResponseBase:
    """Confirm another's decision."""
    row, back = _decision(scope, disposal), scope.address(*AT, "decisions")

    def perform(data: dict[str, Any]) -> None:
        operations.confirm(disposal_id=disposal, **_told(scope))

    lede = f"{row.decided_by.name} decided: {row.reason} Once you confirm it, its content is removed for good within the minute."
    title, said = f"Confirm the disposal of {row.record.reference}", "Confirmed. It is removed once history is sealed."
    form = forms.ConfirmForm(sent(request))
    return _step(request, scope, form, perform, title, "Confirm the disposal", back, said, lede, "warning")


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def withdraw(request: HttpRequest, scope: Scope, disposal: int) -> HttpResponseBase:
    """Call a decision off."""
    row, back = _decision(scope, disposal), scope.address(*AT, "decisions")

    def perform(data: dict[str, Any]) -> None:
        operations.withdraw(disposal_id=disposal, reason=data["reason"], **_told(scope))

    title = f"Withdraw the disposal of {row.record.reference}"
    form = forms.WhyForm(sent(request))
    return _step(request, scope, form, perform, title, "Withdraw it", back, "It is withdrawn.", row.reason)


def _decision(scope: Scope, disposal: int) -> Any:
    found = next((each for each in queries.disposals(scope.viewer, scope.partnership.id) if each.pk == disposal), None)
    if found is None:
        raise Http404
    return found
