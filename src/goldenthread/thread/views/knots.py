"""Recording sources, learning, products and impact; the registers; and the thread itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.core.dates import PartialDate
from goldenthread.core.references import normalise
from goldenthread.design.components import Link
from goldenthread.design.page import Head
from goldenthread.indicators import queries as indicators
from goldenthread.partnership import queries as partnership
from goldenthread.records.models import Record
from goldenthread.records.queries import get_record
from goldenthread.records.terms import LOOKED_INTO, RecordKind
from goldenthread.records.web import FormPage, Scope, answer_form, partnership_page, readers
from goldenthread.thread import forms, operations, queries
from goldenthread.thread.operations.impact import Measurement
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.terms import (
    ImpactKind,
    LearningHeading,
    LearningNature,
    ProductKind,
    Question,
    SourceKind,
    Strength,
)
from goldenthread.thread.views.actions import writable_groups


def _upstream(request: HttpRequest, scope: Scope, kinds: list[RecordKind]) -> tuple[list[Record], list[str]]:
    """What something new could come from, and what the address says it does."""
    asked = [normalise(reference) for reference in request.GET.getlist("from")]
    rows = queries.likely_upstream(scope.viewer, scope.partnership.id, kinds)
    missing = [reference for reference in asked if reference not in {row.reference for row in rows}]
    return [*(get_record(scope.viewer, scope.partnership.id, reference) for reference in missing), *rows], asked


def _chosen(scope: Scope, references: Any) -> list[Record]:
    return [get_record(scope.viewer, scope.partnership.id, reference) for reference in references]


def _place(groups: list[Any], data: dict[str, Any], shared: bool) -> Place:
    return Place(
        next(group for group in groups if group.key == data["group"]),
        PartialDate.parse(data["happened"]) if data["happened"] else None,
        shared,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def new_source(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Record what was looked at."""
    groups = writable_groups(scope)
    form = forms.SourceForm(request.POST or None, initial={"group": request.GET.get("group", "")}, groups=groups)

    def perform(data: dict[str, Any]) -> str:
        source = operations.record_source(
            place=_place(groups, data, data["shared"]),
            kind=SourceKind(data["kind"]),
            title=data["title"],
            summary=data["summary"],
            subject=data["subject"],
            age_group=data["age_group"],
            children=data["children"],
            by=scope.viewer,
            at=scope.viewer.at,
        )
        return scope.address("thread", source.record.reference)

    back = scope.address("learning")
    return answer_form(
        request,
        scope,
        FormPage(
            Head("Record a source of learning", breadcrumbs=(Link("Learning", back),)),
            "Record it",
            back,
            back,
            "It is recorded.",
        ),
        form,
        perform,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def new_learning(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Record what was learned."""
    groups = writable_groups(scope)
    rows, asked = _upstream(request, scope, [RecordKind.SOURCE, *LOOKED_INTO])
    form = forms.LearningForm(
        request.POST or None,
        initial={"comes_from": asked, "group": request.GET.get("group", ""), "nature": "development"},
        groups=groups,
        organisations=partnership.organisations(scope.partnership.id),
        upstream=rows,
    )

    def perform(data: dict[str, Any]) -> str:
        point = operations.record_learning(
            place=_place(groups, data, data["shared"]),
            text=data["text"],
            heading=LearningHeading(data["heading"]),
            nature=LearningNature(data["nature"]),
            themes=forms.split_themes(data["themes"]),
            age_group=data["age_group"],
            organisations=[int(pk) for pk in data["organisations"]],
            sources=_chosen(scope, data["comes_from"]),
            by=scope.viewer,
            at=scope.viewer.at,
        )
        return scope.address("thread", point.record.reference)

    back = scope.address("learning")
    return answer_form(
        request,
        scope,
        FormPage(
            Head("Record learning", breadcrumbs=(Link("Learning", back),)),
            "Record it",
            back,
            back,
            "The learning is recorded.",
        ),
        form,
        perform,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def new_product(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Record what was made."""
    groups = writable_groups(scope)
    rows, asked = _upstream(request, scope, [RecordKind.ACTION, RecordKind.LEARNING])
    form = forms.ProductForm(
        request.POST or None,
        initial={"comes_from": asked, "group": request.GET.get("group", "")},
        groups=groups,
        upstream=rows,
    )

    def perform(data: dict[str, Any]) -> str:
        product = operations.record_product(
            place=_place(groups, data, True),
            kind=ProductKind(data["kind"]),
            title=data["title"],
            summary=data["summary"],
            made_from=_chosen(scope, data["comes_from"]),
            by=scope.viewer,
            at=scope.viewer.at,
        )
        return scope.address("thread", product.record.reference)

    back = scope.address("products")
    return answer_form(
        request,
        scope,
        FormPage(
            Head("Record a product", breadcrumbs=(Link("Products", back),)),
            "Record it",
            back,
            back,
            "The product is recorded.",
        ),
        form,
        perform,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def new_impact(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Record what changed."""
    groups = writable_groups(scope)
    rows, asked = _upstream(request, scope, [RecordKind.PRODUCT, RecordKind.ACTION])
    held = indicators.indicators(scope.partnership.id)
    products = [row for row in rows if row.kind == RecordKind.PRODUCT.value]
    form = forms.ImpactForm(
        request.POST or None,
        initial={
            "comes_from": asked,
            "group": request.GET.get("group", ""),
            "question": "difference",
            "strength": "moderate",
        },
        groups=groups,
        upstream=rows,
        indicators=[(indicator.key, indicator.name) for indicator in held],
        products=products,
        today=scope.viewer.day,
    )

    def perform(data: dict[str, Any]) -> str:
        upstream = _chosen(scope, data["comes_from"])
        since = (
            queries.get_knot(scope.viewer, get_record(scope.viewer, scope.partnership.id, data["since"]))
            if data["since"]
            else None
        )
        impact = operations.record_impact(
            place=_place(groups, data, True),
            statement=data["statement"],
            question=Question(data["question"]),
            kind=ImpactKind(data["kind"]),
            method=data["method"],
            tested_on=data["tested_on"],
            strength=Strength(data["strength"]),
            caveat=data["caveat"],
            comes_from=upstream,
            by=scope.viewer,
            at=scope.viewer.at,
            measurement=Measurement(
                next((row for row in held if row.key == data["indicator"]), None),
                data["value"],
                data["baseline"],
                None,
                None,
                since,
                scope.viewer.day if data["value"] is not None else None,
            ),
        )
        return scope.address("thread", impact.record.reference)

    back = scope.address("impact")
    return answer_form(
        request,
        scope,
        FormPage(
            Head(
                "Record impact",
                breadcrumbs=(Link("Impact", back),),
                lede="What changed, and how that is known. A claim without a method and a day stays “as stated”.",
            ),
            "Record it",
            back,
            back,
            "The impact is recorded.",
        ),
        form,
        perform,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def test_impact(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Say how an impact was tested."""
    record = get_record(scope.viewer, scope.partnership.id, reference)
    impact = queries.get_knot(scope.viewer, record)
    form = forms.TestForm(
        request.POST or None,
        initial={
            "version": record.version,
            "method": impact.method,
            "tested_on": impact.tested_on,
            "strength": impact.strength,
            "caveat": impact.caveat,
        },
    )
    form.fields["tested_on"].latest = scope.viewer.day  # type: ignore[attr-defined]
    back = scope.address("thread", reference)
    return answer_form(
        request,
        scope,
        FormPage(
            Head("Say how it was tested", reference, lede=impact.statement),
            "Save",
            back,
            back,
            "How it was tested is saved.",
        ),
        form,
        lambda data: operations.assure_impact(
            impact_id=record.pk,
            seen=data["version"],
            method=data["method"],
            tested_on=data["tested_on"],
            strength=Strength(data["strength"]),
            caveat=data["caveat"],
            by=scope.viewer,
            at=scope.viewer.at,
        ),
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def join(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Join two records of the thread."""
    record = get_record(scope.viewer, scope.partnership.id, reference)
    form = forms.JoinForm(request.POST or None, initial={"direction": "downstream"})
    back = scope.address("thread", reference)

    def perform(data: dict[str, Any]) -> None:
        other = queries.find_record(scope.viewer, scope.partnership.id, normalise(data["reference"]))
        upstream, downstream = (record, other) if data["direction"] == "downstream" else (other, record)
        operations.join(upstream=upstream, downstream=downstream, by=scope.viewer, at=scope.viewer.at)

    return answer_form(
        request,
        scope,
        FormPage(
            Head("Join it to another record", reference, lede=record.title), "Join them", back, back, "They are joined."
        ),
        form,
        perform,
    )


@require_GET
@partnership_page(readers)
def to_thread(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """A record's own address leads to its thread."""
    return redirect(scope.address("thread", reference))
