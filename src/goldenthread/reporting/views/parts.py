"""A report's own words: head, next steps, assurance, areas of focus, figures, checklist."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.core.dates import PartialDate
from goldenthread.design.components import Link
from goldenthread.design.page import Head
from goldenthread.records.operations import Refused
from goldenthread.records.web import FormPage, Scope, answer_form, partnership_page, readers
from goldenthread.reporting import forms, lines, operations
from goldenthread.reporting.checks import edition_on
from goldenthread.reporting.models import Report
from goldenthread.reporting.operations.parts import HEADINGS
from goldenthread.reporting.pages.builder import coverage
from goldenthread.reporting.queries.learning import learning_of
from goldenthread.reporting.queries.proposing import reviews_told
from goldenthread.reporting.queries.reports import filled_in, get_report
from goldenthread.reporting.queries.told import steps_told
from goldenthread.reporting.stored import restored
from goldenthread.reporting.views.reports import writers

FIGURES_HINT = "One a line: what is counted | value | unit | when | group’s key. Such as: Practitioners trained | 412 | people | 2025-26."


def _page(scope: Scope, report: Report, title: str, place: str, lede: str = "") -> FormPage:
    base = scope.address("reports", report.reference)
    back = f"{base}?at={place}#at-{place}"
    head = Head(
        title,
        report.reference,
        breadcrumbs=(Link("Reports", scope.address("reports")), Link(report.title or "The report", base)),
        lede=lede,
    )
    return FormPage(head, "Save", back, back, "It is saved.")


def _worded(change: Any) -> Any:
    """Say a line that cannot be read as a form says what is wrong."""
    try:
        return change()
    except lines.LineProblem as problem:
        raise Refused(str(problem)) from problem


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def details(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Title, summary, and the year it looks ahead to."""
    report = get_report(scope.partnership.id, reference)
    held = restored(report.head)["report"]
    form = forms.HeadForm(
        request.POST or None,
        initial={
            "version": report.edit_version,
            "title": held.get("title", ""),
            "summary": " ".join(held.get("summary", "").split()),
            "looks_ahead_to": held.get("looks_ahead_to", ""),
        },
    )

    def perform(data: dict[str, Any]) -> None:
        operations.edit_head(
            report_id=report.pk,
            seen=data["version"],
            title=data["title"],
            summary=data["summary"],
            looks_ahead_to=data["looks_ahead_to"],
            by=scope.viewer,
            at=scope.viewer.at,
        )

    return answer_form(request, scope, _page(scope, report, "Title and summary", "head"), form, perform)


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def steps(request: HttpRequest, scope: Scope, reference: str, key: str) -> HttpResponseBase:
    """A group's next steps."""
    report = get_report(scope.partnership.id, reference)
    name, held = steps_told(report, key)
    form = forms.LinesForm(
        request.POST or None,
        initial={"version": report.edit_version, "lines": lines.steps_text(held)},
        label="What will the group do next?",
    )

    def perform(data: dict[str, Any]) -> None:
        made = _worded(lambda: lines.steps_of(data["lines"], held))
        operations.edit_steps(
            report_id=report.pk, seen=data["version"], group=key, steps=made, by=scope.viewer, at=scope.viewer.at
        )

    return answer_form(request, scope, _page(scope, report, f"{name}: next steps", f"{key}-next"), form, perform)


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def assurance(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Reviews, audits and learning; learning of the period is proposed where the report holds none yet."""
    report = get_report(scope.partnership.id, reference)
    held = restored(report.assurance) or {}
    points = held.get("learning") or learning_of(scope.viewer, report)
    reviews = held.get("practice_reviews") or reviews_told(scope.viewer, report)
    initial = {
        "version": report.edit_version,
        "practice_reviews": lines.reviews_text(reviews),
        "audits": "\n".join(held.get("multi_agency_case_audits") or []),
        "implementation": " ".join((held.get("implementation") or "").split()),
        **{
            heading: lines.steps_text(point for point in points if point.get("category") == heading)
            for heading in HEADINGS
        },
    }
    form = forms.AssuranceForm(request.POST or None, initial=initial)

    def perform(data: dict[str, Any]) -> None:
        made = _worded(lambda: operations.assurance_of(data, held))
        operations.edit_part(
            report_id=report.pk, seen=data["version"], part="assurance", value=made, by=scope.viewer, at=scope.viewer.at
        )

    lede = (
        ""
        if held.get("learning") and held.get("practice_reviews")
        else "What is missing is filled in from the records of the period that you may see; nothing of it is in the report until you save. Small numbers can tell who someone is: read them with that in mind."
    )
    return answer_form(
        request, scope, _page(scope, report, "Reviews, audits and learning", "assurance", lede), form, perform
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def focus(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Areas of focus."""
    report = get_report(scope.partnership.id, reference)
    held = restored(report.focus) or []
    form = forms.LinesForm(
        request.POST or None,
        initial={"version": report.edit_version, "lines": lines.steps_text(held)},
        label="Where will effort go next?",
    )

    def perform(data: dict[str, Any]) -> None:
        made = _worded(lambda: lines.steps_of(data["lines"], held))
        operations.edit_part(
            report_id=report.pk, seen=data["version"], part="focus", value=made, by=scope.viewer, at=scope.viewer.at
        )

    return answer_form(request, scope, _page(scope, report, "Areas of focus", "focus"), form, perform)


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def figures(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The report's figures."""
    report = get_report(scope.partnership.id, reference)
    held = restored(report.figures) or []
    form = forms.LinesForm(
        request.POST or None,
        initial={"version": report.edit_version, "lines": lines.figures_text(held)},
        label="Which figures does the report give?",
        hint=FIGURES_HINT,
    )

    def perform(data: dict[str, Any]) -> None:
        made = _worded(lambda: lines.figures_of(data["lines"], held))
        operations.edit_part(
            report_id=report.pk, seen=data["version"], part="figures", value=made, by=scope.viewer, at=scope.viewer.at
        )

    return answer_form(request, scope, _page(scope, report, "Figures", "figures"), form, perform)


@require_GET
@partnership_page(readers)
def checklist(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """What the yearly report must hold, with its empty cells."""
    report = get_report(scope.partnership.id, reference)
    parts, edition = coverage(scope, report)
    base = scope.address("reports", reference)
    lede = f"{edition.name}. {edition.reporting}"
    head = Head(
        "What the yearly report must hold",
        reference,
        breadcrumbs=(Link("Reports", scope.address("reports")), Link(report.title or "The report", base)),
        lede=lede,
    )
    return render(
        request,
        "reporting/checklist.html",
        {
            "head": head,
            "parts": parts,
            "edition": edition,
            "filled": filled_in(report),
            "base": base,
            "edits": writers(scope) and report.state != "sealed",
        },
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def item(request: HttpRequest, scope: Scope, reference: str, key: str) -> HttpResponseBase:
    """Say where the report answers one thing it must hold."""
    report = get_report(scope.partnership.id, reference)
    wanted = next((each for each in edition_on(PartialDate.of(report.period_end)).items if each.key == key), None)
    if wanted is None:
        raise Http404
    held = filled_in(report).get(key)
    form = forms.ItemForm(request.POST or None, initial={"text": held.text if held else ""})
    back = scope.address("reports", reference, "checklist")
    note = "" if wanted.verified else "This still has to be checked against the guidance itself."
    head = Head(
        wanted.text,
        reference,
        breadcrumbs=(Link(report.title or "The report", scope.address("reports", reference)), Link("Checklist", back)),
        lede=note,
    )

    def perform(data: dict[str, Any]) -> None:
        operations.fill_item(report_id=report.pk, item=key, text=data["text"], by=scope.viewer, at=scope.viewer.at)

    return answer_form(request, scope, FormPage(head, "Save", back, back, "It is saved."), form, perform)
