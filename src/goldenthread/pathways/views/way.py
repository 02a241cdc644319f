"""One record's way: where it stands, and what may be recorded on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.core.dates import PartialDate
from goldenthread.design.components import Link
from goldenthread.design.page import Head
from goldenthread.pathways import operations, permissions, queries
from goldenthread.pathways.forms.way import (
    CorrectForm,
    HappenedForm,
    HoldForm,
    LiftForm,
    ReasonForm,
    StartForm,
    VaryForm,
)
from goldenthread.pathways.pages.protocol import way_pdf
from goldenthread.pathways.pages.way import way_panels
from goldenthread.pathways.pages.words import standing
from goldenthread.pathways.queries import CourseWay
from goldenthread.pathways.terms import Effect
from goldenthread.pathways.views.shared import pdf
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.queries import get_record
from goldenthread.records.web import (
    FormPage,
    Scope,
    answer_form,
    note_sight,
    partnership_page,
    readers,
    record_address,
)


def _seen(scope: Scope, reference: str) -> Record:
    """The record, for whoever may see its way. Errors: NotVisible, Refused."""
    record = get_record(scope.viewer, scope.partnership.id, reference)
    if not permissions.may_see_way(scope.viewer, record):
        raise Refused("The days on this way are for those who keep it: the business unit and the group’s chair.")
    return record


@require_GET
@partnership_page(readers)
def page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Every pathway that a record follows, each with its way."""
    record = _seen(scope, reference)
    note_sight(scope, record, "its pathways")
    panels = way_panels(scope, record)
    keeps = permissions.may_keep(scope.viewer, record)
    head = Head(
        record.title,
        reference,
        breadcrumbs=(Link(reference, record_address(scope, record)),),
        lede="What has been done, what is due, and for whom it waits.",
        others=(Link("Begin a pathway", scope.address("records", reference, "way", "start")),) if keeps else (),
    )
    start_url = scope.address("records", reference, "way", "start")
    context = {"head": head, "panels": panels, "keeps": keeps, "start_url": start_url}
    return render(request, "pathways/way.html", context)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def start(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Set a record on a pathway."""
    record = _kept(scope, reference)
    address = scope.address("records", reference, "way")
    followed = {each.course.pathway.key for each in queries.ways_of(scope.viewer, record)}
    offered = [
        (row.key, row.definition.title)
        for row in queries.listed(scope.viewer, scope.partnership.id)
        if row.key not in followed
        and (row.pathway is None or (row.edition is not None and row.pathway.retired_on is None))
    ]
    form = StartForm(request.POST or None, pathways=offered)
    head = Head(
        "Begin a pathway",
        reference,
        breadcrumbs=_crumbs(scope, record),
        lede="The record keeps the edition it begins with.",
    )

    def perform(data: dict[str, Any]) -> None:
        operations.start(record=record, pathway=data["pathway"], by=scope.viewer, at=scope.viewer.at)

    return answer_form(request, scope, FormPage(head, "Begin it", address, address, "It is begun."), form, perform)


def _kept(scope: Scope, reference: str) -> Record:
    """The record, for those who keep its pathway. Errors: NotVisible; Refused."""
    record = _seen(scope, reference)
    if not permissions.may_keep(scope.viewer, record):
        raise Refused("The business unit and the chair of the record’s group keep its pathway.")
    return record


def _crumbs(scope: Scope, record: Record) -> tuple[Link, ...]:
    return (
        Link(record.reference, record_address(scope, record)),
        Link("Pathways", scope.address("records", record.reference, "way")),
    )


def _form(
    request: HttpRequest,
    scope: Scope,
    record: Record,
    form: Any,
    perform: Callable[[dict[str, Any]], object],
    *,
    title: str,
    button: str,
    lede: str = "",
    said: str = "It is recorded.",
    kind: str = "primary",
) -> HttpResponse:
    """One form about a record's way."""
    address = scope.address("records", record.reference, "way")
    head = Head(title, record.reference, breadcrumbs=_crumbs(scope, record), lede=lede)
    form_page = FormPage(head, button, address, address, said, button_kind=kind)
    return answer_form(request, scope, form_page, form, lambda data: perform(data) and None)


def _way(scope: Scope, reference: str, key: str) -> tuple[Record, CourseWay, dict[str, Any]]:
    """The record, its way, and what every operation on it is told."""
    record = _kept(scope, reference)
    found = queries.get_way(scope.viewer, record, key)
    return record, found, {"record": record, "pathway": key, "by": scope.viewer, "at": scope.viewer.at}


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def happened(request: HttpRequest, scope: Scope, reference: str, key: str, item: str) -> HttpResponseBase:
    """Record that a stage was done or an event happened."""
    record, found, shared = _way(scope, reference, key)
    definition = found.way.definition
    if item not in definition.stage and item not in definition.event:
        raise Http404
    planned = item in definition.event and definition.event[item].effect is Effect.PLANNED
    stage = found.way.stage(item) if item in definition.stage else None
    form = HappenedForm(request.POST or None, initial={} if planned else {"on": scope.viewer.day.isoformat()})
    return _form(
        request,
        scope,
        record,
        form,
        lambda data: operations.happened(
            key=item, on=PartialDate.parse(data["on"]), moment=data["moment"], note=data["note"], **shared
        ),
        title=definition.name_of(item),
        button="Set the day" if planned else "Record it",
        lede=standing(stage, scope.viewer.at) if stage else definition.event[item].about,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def correct(request: HttpRequest, scope: Scope, reference: str, key: str, row: int) -> HttpResponseBase:
    """Give what was recorded another day."""
    record, found, shared = _way(scope, reference, key)
    before = _row(found, row)
    moment = before["moment"][:5] if before["moment"] else ""
    form = CorrectForm(request.POST or None, initial={"on": before["happened"], "moment": moment})
    return _form(
        request,
        scope,
        record,
        form,
        lambda data: operations.correct(
            event_id=row, on=PartialDate.parse(data["on"]), moment=data["moment"], reason=data["reason"], **shared
        ),
        title=f"Correct: {found.way.definition.name_of(before['key'])}",
        button="Correct it",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def strike(request: HttpRequest, scope: Scope, reference: str, key: str, row: int) -> HttpResponseBase:
    """Say that what was recorded did not happen."""
    record, found, shared = _way(scope, reference, key)
    before = _row(found, row)
    return _form(
        request,
        scope,
        record,
        ReasonForm(request.POST or None),
        lambda data: operations.strike(event_id=row, reason=data["reason"], **shared),
        title=f"Strike out: {found.way.definition.name_of(before['key'])}",
        button="Strike it out",
        lede="What was recorded stays to be read, with the reason.",
        kind="warning",
    )


def _row(found: CourseWay, number: int) -> dict[str, Any]:
    row = next(
        (each for each in found.rows if each.kind == "event" and each.id == number and not each.superseded), None
    )
    if row is None:
        raise Http404
    return row.data


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def not_needed(request: HttpRequest, scope: Scope, reference: str, key: str, item: str) -> HttpResponseBase:
    """Say that a stage is not needed in this case."""
    record, found, shared = _way(scope, reference, key)
    if item not in found.way.definition.stage:
        raise Http404
    return _form(
        request,
        scope,
        record,
        ReasonForm(request.POST or None),
        lambda data: operations.not_needed(stage=item, reason=data["reason"], **shared),
        title=f"Not needed: {found.way.definition.name_of(item)}",
        button="It is not needed",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def hold(request: HttpRequest, scope: Scope, reference: str, key: str) -> HttpResponseBase:
    """Put stages on hold."""
    record, found, shared = _way(scope, reference, key)
    stages = [
        (stage.stage.key, stage.stage.name)
        for stage in found.way.stages
        if stage.is_open or stage.state.value == "not_started"
    ]
    form = HoldForm(request.POST or None, initial={"starts_on": scope.viewer.day}, stages=stages)
    return _form(
        request,
        scope,
        record,
        form,
        lambda data: operations.hold(**data, **shared),
        title="Put on hold",
        button="Put it on hold",
        lede="A clock that may stop stands still; one that may not runs on, and its lateness is explained.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def lift(request: HttpRequest, scope: Scope, reference: str, key: str, row: int) -> HttpResponseBase:
    """End a hold."""
    record, found, shared = _way(scope, reference, key)
    held = next((each for each in found.known.holds if each.id == row and each.lifted_on is None), None)
    if held is None:
        raise Http404
    form = LiftForm(request.POST or None, initial={"lifted_on": scope.viewer.day})
    return _form(
        request,
        scope,
        record,
        form,
        lambda data: operations.lift(hold_id=row, **data, **shared),
        title="Lift the hold",
        button="Lift it",
        lede=held.reason,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def vary(request: HttpRequest, scope: Scope, reference: str, key: str, item: str) -> HttpResponseBase:
    """Another day was agreed for a stage."""
    record, found, shared = _way(scope, reference, key)
    stage = found.way.definition.stage.get(item)
    if stage is None or stage.clock is None:
        raise Http404
    form = VaryForm(request.POST or None, initial={"agreed_on": scope.viewer.day}, unit=stage.clock.unit.label)
    return _form(
        request,
        scope,
        record,
        form,
        lambda data: operations.vary(stage=item, **data, **shared),
        title=f"Another day was agreed: {stage.name}",
        button="Record what was agreed",
        lede=standing(found.way.stage(item), scope.viewer.at),
    )


@require_GET
@partnership_page(readers)
def protocol(request: HttpRequest, scope: Scope, reference: str, key: str) -> HttpResponseBase:
    """One record's way as an accessible PDF."""
    record = _seen(scope, reference)
    note_sight(scope, record, "its pathway as PDF")
    found = queries.get_way(scope.viewer, record, key)
    return pdf(way_pdf(scope, record, found, at=scope.viewer.at), f"{reference}-{key}")
