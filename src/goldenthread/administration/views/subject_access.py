"""Requests about the data held on a person, for the business unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.administration.forms import WhyForm
from goldenthread.administration.forms import subject_access as forms
from goldenthread.administration.models import DataRequest
from goldenthread.administration.operations import disclosure
from goldenthread.administration.operations import subject_access as operations
from goldenthread.administration.pages import subject_access as pages
from goldenthread.administration.queries import subject_access as queries
from goldenthread.administration.terms import DataSubject, Mark, RequestKind, RequestState, WaitKind
from goldenthread.administration.views.shared import ask, people_choices, sent, unit
from goldenthread.design.forms import Option
from goldenthread.design.page import Head
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, new_token, partnership_page, stored_once
from goldenthread.rendering.failure import RenderingFailed

AT, LIST = pages.AT, "administration/circles.html"


@require_GET
@partnership_page(unit)
def register(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Every request."""
    rows = queries.requests(scope.viewer, scope.partnership.id)
    return render(request, LIST, {"head": pages.register_head(scope), "table": pages.register_table(scope, rows)})


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def receive(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Write down a request."""
    form = forms.ReceiveForm(sent(request), people=people_choices(scope), initial={"received_on": scope.viewer.day})

    def perform(data: dict[str, Any]) -> str:
        row = operations.receive(
            partnership_id=scope.partnership.id,
            kind=RequestKind(data["kind"]),
            about=DataSubject(data["about"]),
            name=data["name"],
            variants=data["variants"],
            born=data["born"],
            nhs_number=data["nhs_number"],
            email=data["email"],
            person_id=int(data["person"]) if data["person"] else None,
            asker=data["asker"],
            authority=data["authority"],
            wanted=data["wanted"],
            received_on=data["received_on"],
            by=scope.viewer,
            at=scope.viewer.at,
        )
        return scope.address(*AT, row.reference)

    back = scope.address(*AT)
    return ask(
        request,
        scope,
        form,
        perform,
        title="Write down a request",
        button="Write it down",
        back=back,
        crumbs=[("Requests about someone’s data", back)],
        said="It is written down.",
        lede="Time runs from the day it was received, whoever received it and however it was said.",
    )


@require_GET
@partnership_page(unit)
def withheld(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What was withheld, and why."""
    law = {each.code: each for each in queries.provisions(scope.partnership.id)}
    rows = list(queries.withheld(scope.viewer, scope.partnership.id))
    head = Head(
        "What was withheld",
        lede="From approved answers, with the reasons. Only the business unit sees this, and only of records it may see.",
        subnav=pages.nav(scope, "withheld"),
    )
    return render(request, LIST, {"head": head, "table": pages.withheld_table(scope, rows, law)})


@require_GET
@partnership_page(unit)
def law(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Exemptions, time and statements."""
    head = Head(
        "What the law allows",
        lede="On which grounds something is withheld, how long there is, and what every answer says. Check each against its source before you rely on it.",
        subnav=pages.nav(scope, "law"),
    )
    table = pages.law_table(scope, queries.provisions(scope.partnership.id))
    return render(request, LIST, {"head": head, "table": table})


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def provision(request: HttpRequest, scope: Scope, code: str) -> HttpResponseBase:
    """The next edition of a provision."""
    now = next((each for each in queries.provisions(scope.partnership.id) if each.code == code), None)
    if now is None:
        raise Http404
    initial = {name: getattr(now, name) for name in ("name", "provision", "applies", "source", "in_use")}

    def perform(data: dict[str, Any]) -> None:
        operations.write_provision(
            partnership_id=scope.partnership.id, code=code, by=scope.viewer, at=scope.viewer.at, **data
        )

    back = scope.address(*AT, "law")
    return ask(
        request,
        scope,
        forms.ProvisionForm(sent(request), initial={**initial, "seen": now.number}),
        perform,
        title=now.name,
        button="I have checked it: make this the one in force",
        back=back,
        crumbs=[("What the law allows", back)],
        said="It is in force, checked today by you.",
    )


@require_GET
@partnership_page(unit)
def one(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """One request."""
    row = queries.get_request(scope.partnership.id, reference)
    rows = list(queries.findings(scope.viewer, row))
    context = {
        "head": pages.request_head(scope, row),
        "facts": pages.request_facts(row, queries.identity_of(row)),
        "found": pages.found_words(row, len(rows), queries.hidden_findings(row)),
        "table": pages.findings_table(scope, row, rows),
        "access": row.kind == RequestKind.ACCESS.value,
        "opens": row.state == RequestState.OPEN.value,
        "searched": row.searched_at is not None,
        "look": scope.address(*AT, reference, "look"),
        "submission": new_token(),
    }
    return render(request, "administration/data_request.html", context)


@require_POST
@partnership_page(unit)
def look(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Look for what is held."""
    return stored_once(
        request,
        scope,
        scope.address(*AT, reference),
        lambda: operations.look(key=scope.partnership.key, **_told(scope, reference)),
        "Everything that you may see was looked through.",
    )


def _told(scope: Scope, reference: str) -> dict[str, Any]:
    return {"partnership_id": scope.partnership.id, "reference": reference, "by": scope.viewer, "at": scope.viewer.at}


def _row(scope: Scope, reference: str, *states: RequestState) -> DataRequest:
    row = queries.get_request(scope.partnership.id, reference)
    if RequestState(row.state) not in states:
        raise Refused(operations.TOO_LATE)
    return row


def _step(
    request: HttpRequest,
    scope: Scope,
    reference: str,
    form: Any,
    operation: Callable[..., object],
    title: str,
    button: str,
    said: str,
    lede: str = "",
) -> HttpResponseBase:
    back = scope.address(*AT, reference)
    return ask(
        request,
        scope,
        form,
        lambda data: operation(**_told(scope, reference), **data),
        title=title,
        button=button,
        back=back,
        crumbs=[("Requests about someone’s data", scope.address(*AT)), (reference, back)],
        said=said,
        lede=lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def identity(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """It was checked who asks."""
    _row(scope, reference, RequestState.OPEN)
    form = forms.IdentityForm(sent(request), initial={"on": scope.viewer.day})
    lede = "Ask for no more than is needed to be sure. Someone you know need prove nothing."
    return _step(
        request,
        scope,
        reference,
        form,
        operations.check_identity,
        "Who asks was checked",
        "Write it down",
        "It is written down.",
        lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def pause(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Something is awaited."""
    _row(scope, reference, RequestState.OPEN)

    def perform(**data: Any) -> None:
        operations.pause(**{**data, "kind": WaitKind(data["kind"])})

    form = forms.PauseForm(sent(request), initial={"since": scope.viewer.day})
    return _step(
        request,
        scope,
        reference,
        form,
        perform,
        "Something is awaited",
        "Stop the time",
        "Time stands still until it comes.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def resume(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """What was awaited came."""
    _row(scope, reference, RequestState.OPEN)
    form = forms.DayForm(sent(request), initial={"on": scope.viewer.day})
    return _step(
        request,
        scope,
        reference,
        form,
        operations.resume,
        "What was awaited came",
        "Time runs again",
        "Time runs again.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def extend(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Two months more."""
    _row(scope, reference, RequestState.OPEN)
    form = forms.ExtendForm(sent(request), initial={"told_on": scope.viewer.day})
    lede = "Where a request is complex, or the same person asks many. Tell them, with the reason, before the first month is over."
    return _step(
        request,
        scope,
        reference,
        form,
        operations.extend,
        "Take two months more",
        "Extend it",
        "It is extended by two months.",
        lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def withdraw(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """They do not ask any more."""
    _row(scope, reference, RequestState.OPEN)
    form = WhyForm(sent(request))
    return _step(
        request,
        scope,
        reference,
        form,
        operations.withdraw,
        "Withdrawn by whoever asked",
        "Withdraw it",
        "It is withdrawn.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def decide(request: HttpRequest, scope: Scope, reference: str, finding: int) -> HttpResponseBase:
    """What becomes of one thing found."""
    row = _row(scope, reference, RequestState.OPEN)
    found = queries.findings(scope.viewer, row).filter(pk=finding).first()
    if found is None:
        raise Http404
    options = [Option(each.code, each.name, each.provision) for each in queries.exemptions(scope.partnership.id)]
    initial = {
        "mark": "" if found.mark == Mark.UNDECIDED.value else found.mark,
        "given": found.given,
        "exemptions": tuple(found.exemptions),
        "reason": found.reason,
    }

    def perform(**data: Any) -> None:
        operations.decide(**{**data, "mark": Mark(data["mark"])}, finding_id=finding)

    form = forms.DecideForm(sent(request), initial=initial, exemptions=options)
    return _step(request, scope, reference, form, perform, found.place, "Decide it", "It is decided.", found.text)


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def submit(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Give it to the second person."""
    row = _row(scope, reference, RequestState.OPEN)
    initial = {"version": row.version, "decision": row.decision, "elsewhere_note": row.elsewhere_note}
    form = forms.SubmitForm(sent(request), initial=initial)
    return _step(
        request,
        scope,
        reference,
        form,
        operations.submit,
        "Give it to a second person",
        "Give it on",
        "A second person reads it now.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def send_back(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The second person does not agree."""
    _row(scope, reference, RequestState.SUBMITTED)
    form = WhyForm(sent(request))
    return _step(
        request, scope, reference, form, operations.send_back, "Send it back", "Send it back", "It is sent back."
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def approve(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The second person agrees."""
    row = _row(scope, reference, RequestState.SUBMITTED)

    def perform(*, read: bool, **data: Any) -> None:
        try:
            disclosure.approve(**data)
        except RenderingFailed as problem:
            raise Refused(f"The answer could not be made: {problem}") from problem

    form = forms.ApproveForm(sent(request), initial={"version": row.version})
    lede = "The answer is made and sealed now; it does not change afterwards."
    return _step(
        request,
        scope,
        reference,
        form,
        perform,
        "Approve the answer",
        "Approve and seal it",
        "It is approved and sealed.",
        lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def close(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The answer was given."""
    _row(scope, reference, RequestState.APPROVED)
    form = forms.CloseForm(sent(request), initial={"on": scope.viewer.day})
    return _step(
        request,
        scope,
        reference,
        form,
        operations.close,
        "The answer was given",
        "Write it down",
        "The request is answered.",
    )


@require_GET
@partnership_page(unit)
def draft(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The answer as it would be given."""
    row = _row(scope, reference, RequestState.OPEN, RequestState.SUBMITTED)
    return _file(disclosure.answer_of(row, scope.viewer, scope.viewer.at), f"{reference}-draft.pdf", "application/pdf")


@require_GET
@partnership_page(unit)
def answer(request: HttpRequest, scope: Scope, reference: str, whole: bool = False) -> HttpResponseBase:
    """The sealed answer."""
    content = disclosure.take_answer(whole=whole, **_told(scope, reference))
    return _file(content, f"{reference}.{'zip' if whole else 'pdf'}", "application/zip" if whole else "application/pdf")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
