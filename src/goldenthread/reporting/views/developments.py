"""Changing, ordering, choosing and linking developments and their impact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.core.references import normalise
from goldenthread.design.components import Link
from goldenthread.design.page import Head
from goldenthread.partnership import queries as partnership
from goldenthread.records.operations import Refused
from goldenthread.records.queries import get_record
from goldenthread.records.terms import RecordKind
from goldenthread.records.web import FormPage, Scope, answer_form, partnership_page, readers, stored_once
from goldenthread.reporting import forms, operations, permissions
from goldenthread.reporting.models import Report
from goldenthread.reporting.queries.proposing import told_of_reviews
from goldenthread.reporting.queries.reports import get_report
from goldenthread.reporting.queries.told import told_development, year_of
from goldenthread.reporting.views.reports import writers
from goldenthread.thread import queries as thread
from goldenthread.thread.models import DevelopmentImpact

UPSTREAM = [
    RecordKind.SOURCE,
    RecordKind.REVIEW,
    RecordKind.LEARNING,
    RecordKind.ACTION,
    RecordKind.PRODUCT,
    RecordKind.IMPACT,
]


def back_to(scope: Scope, request: HttpRequest, reference: str) -> str:
    """The builder at the paragraph the person came from."""
    return paragraph_address(scope, reference, request.GET.get("at", "") or request.POST.get("at", ""))


def paragraph_address(scope: Scope, reference: str, place: str) -> str:
    """The builder with a paragraph in hand; without one where the place is none."""
    base = scope.address("reports", reference)
    return (
        f"{base}?at={place}#at-{place}"
        if place and all(letter.isalnum() or letter in "-._" for letter in place)
        else base
    )


def _head(scope: Scope, report: Report, title: str, back: str, lede: str = "") -> Head:
    return Head(
        title,
        report.reference,
        breadcrumbs=(Link("Reports", scope.address("reports")), Link(report.title or "The report", back)),
        lede=lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def edit(request: HttpRequest, scope: Scope, reference: str, development: str) -> HttpResponseBase:
    """Change a development's words."""
    report, back = get_report(scope.partnership.id, reference), back_to(scope, request, reference)
    row = told_development(report, development)
    form = forms.DevelopmentForm(
        request.POST or None,
        initial={
            "version": report.edit_version,
            "summary": row.summary,
            "resources": ", ".join(row.resources),
            "themes": ", ".join(row.themes),
        },
    )
    page = FormPage(
        _head(scope, report, "Change the development", back), "Save", back, back, "The development is saved."
    )
    return answer_form(
        request,
        scope,
        page,
        form,
        lambda data: _done(
            operations.edit_development(
                report_id=report.pk,
                seen=data["version"],
                reference=development,
                draft=form.draft(),
                by=scope.viewer,
                at=scope.viewer.at,
            )
        ),
    )


def _done(_: object) -> None:
    """What an operation gives back is not an address."""


def _impact(report: Report, development: str, place: int) -> DevelopmentImpact:
    row = next((each for each in told_development(report, development).impacts.all() if each.position == place), None)  # type: ignore[attr-defined]
    if row is None:
        raise Refused("That impact is no longer there.")
    return row  # type: ignore[no-any-return]


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def impact(
    request: HttpRequest, scope: Scope, reference: str, development: str, place: int | None = None
) -> HttpResponseBase:
    """Change the words of an impact, or add one."""
    report, back = get_report(scope.partnership.id, reference), back_to(scope, request, reference)
    row = _impact(report, development, place) if place is not None else None
    initial = {"version": report.edit_version} | (
        {"statement": row.statement, "kind": row.kind, "date": row.date} if row else {}
    )
    form = forms.ImpactForm(request.POST or None, initial=initial)
    lede = told_development(report, development).summary if row is None else ""
    page = FormPage(
        _head(scope, report, "Change the impact" if row else "Add an impact", back, lede),
        "Save",
        back,
        back,
        "The impact is saved.",
    )
    return answer_form(
        request,
        scope,
        page,
        form,
        lambda data: _done(
            operations.edit_impact(
                report_id=report.pk,
                seen=data["version"],
                reference=development,
                place=place,
                draft=form.draft(),
                by=scope.viewer,
                at=scope.viewer.at,
            )
        ),
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def link_impact(request: HttpRequest, scope: Scope, reference: str, development: str, place: int) -> HttpResponseBase:
    """Say which recorded impact stands behind a paragraph."""
    report, back = get_report(scope.partnership.id, reference), back_to(scope, request, reference)
    row = _impact(report, development, place)
    held = list(thread.impacts(scope.viewer, scope.partnership.id)[:60])
    now = next((each.record.reference for each in held if each.pk == row.impact_id), "")
    form = forms.LinkImpactForm(
        request.POST or None,
        initial={"version": report.edit_version, "impact": now},
        impacts=[each.record for each in held],
    )

    def perform(data: dict[str, Any]) -> None:
        chosen = next((each for each in held if each.record.reference == data["impact"]), None)
        operations.link_impact(
            report_id=report.pk,
            seen=data["version"],
            reference=development,
            place=place,
            impact=chosen,
            by=scope.viewer,
            at=scope.viewer.at,
        )

    page = FormPage(
        _head(scope, report, "Link the impact to its evidence", back, row.statement),
        "Save the link",
        back,
        back,
        "The link is saved.",
    )
    return answer_form(request, scope, page, form, perform)


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def link_records(request: HttpRequest, scope: Scope, reference: str, development: str) -> HttpResponseBase:
    """Say which records of the thread stand behind a development."""
    report, back = get_report(scope.partnership.id, reference), back_to(scope, request, reference)
    row = told_development(report, development)
    form = forms.LinkRecordsForm(
        request.POST or None,
        initial={"version": report.edit_version},
        upstream=thread.likely_upstream(scope.viewer, scope.partnership.id, UPSTREAM, 80),
    )

    def perform(data: dict[str, Any]) -> None:
        upstream = [get_record(scope.viewer, scope.partnership.id, each) for each in data["records"]]
        operations.link_records(
            report_id=report.pk,
            seen=data["version"],
            reference=development,
            upstream=upstream,
            by=scope.viewer,
            at=scope.viewer.at,
        )

    page = FormPage(
        _head(scope, report, "Link the development to its records", back, row.summary),
        "Link them",
        back,
        back,
        "They are linked.",
    )
    return answer_form(request, scope, page, form, perform)


@require_POST
@partnership_page(writers)
def act(request: HttpRequest, scope: Scope, reference: str, development: str, what: str) -> HttpResponseBase:
    """Move a development up or down, leave it out, take it in, or take one of its impacts out: one button each."""
    report = get_report(scope.partnership.id, reference)
    seen = int(request.POST["version"]) if request.POST.get("version", "").isdigit() else None
    known: dict[str, Any] = {"report_id": report.pk, "seen": seen, "by": scope.viewer, "at": scope.viewer.at}
    place = request.POST.get("place", "")
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "up": (lambda: operations.move_development(reference=development, step=-1, **known), ""),
        "down": (lambda: operations.move_development(reference=development, step=1, **known), ""),
        "leave-out": (
            lambda: operations.remove_development(reference=development, **known),
            "It is left out of the report; its record stays.",
        ),
        "take-in": (
            lambda: operations.include_development(
                record=get_record(scope.viewer, scope.partnership.id, normalise(development)), **known
            ),
            "It is taken into the report.",
        ),
        "remove-impact": (
            lambda: operations.remove_impact(
                reference=development, place=int(place) if place.isdigit() else -1, **known
            ),
            "The impact is taken out.",
        ),
    }
    if what not in steps:
        raise Http404
    perform, said = steps[what]
    base = scope.address("reports", reference)
    return stored_once(request, scope, base, lambda: _done(perform()), said)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def write(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """Write a development of a group, for any period; from a report it is taken in at once."""
    group = partnership.find_group(scope.partnership.id, key)
    if group is None or not permissions.may_write_development(scope.viewer, scope.partnership.id, group.pk):
        raise Http404
    from_report = request.GET.get("report", "")
    report = get_report(scope.partnership.id, from_report) if from_report and writers(scope) else None
    start, end = (report.period_start, report.period_end) if report else year_of(scope.viewer.day)
    proposal = told_of_reviews(scope.viewer, group, start, end) if request.GET.get("from") == "reviews" else {}
    form = forms.NewDevelopmentForm(
        request.POST or None,
        initial={"start": start, "end": end} | proposal,
        upstream=thread.likely_upstream(scope.viewer, scope.partnership.id, UPSTREAM, 40),
    )

    def perform(data: dict[str, Any]) -> None:
        upstream = [get_record(scope.viewer, scope.partnership.id, each) for each in data.get("comes_from", ())]
        row = operations.write_development(
            group=group,
            start=data["start"],
            end=data["end"],
            draft=form.draft(),
            impacts=form.impact_drafts(),
            comes_from=upstream,
            by=scope.viewer,
            at=scope.viewer.at,
        )
        if report is not None:
            operations.include_development(
                report_id=report.pk, seen=None, record=row.record, by=scope.viewer, at=scope.viewer.at
            )

    back = scope.address("reports", report.reference) if report else scope.address("groups", key)
    head = Head(
        "Write a development",
        breadcrumbs=(Link(group.name, scope.address("groups", key)),),
        lede="What the group did, and what difference it made: the pair that a report tells.",
    )
    return answer_form(
        request, scope, FormPage(head, "Save the development", back, back, "The development is saved."), form, perform
    )
