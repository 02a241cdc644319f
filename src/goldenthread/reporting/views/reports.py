"""The list of reports, starting one, and its outputs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.database.viewer import reporting_on
from goldenthread.design.components import Button, Link
from goldenthread.design.page import Head
from goldenthread.partnership import queries as partnership
from goldenthread.records.operations import Refused
from goldenthread.records.web import FormPage, Scope, answer_form, partnership_page, readers, stored_once
from goldenthread.rendering.failure import RenderingFailed
from goldenthread.reporting import forms, operations, permissions
from goldenthread.reporting.pages.listing import reports_table
from goldenthread.reporting.publication import publication_data
from goldenthread.reporting.queries import FORMATS, publication
from goldenthread.reporting.queries.reports import get_report, reports
from goldenthread.reporting.terms import ReportKind


def writers(scope: Scope) -> bool:
    """The business unit."""
    return permissions.may_edit(scope.viewer, scope.partnership.id)


@require_GET
@partnership_page(readers)
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Every report and version."""
    rows = reports(scope.partnership.id)
    edits = writers(scope)
    action = Button("Start a report", scope.address("reports", "new")) if edits else None
    head = Head("Reports", lede="What the partnership did in a period, and what difference it made.", action=action)
    return render(request, "reporting/list.html", {"head": head, "table": reports_table(scope, rows, edits)})


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Start a report of any period and any groups."""
    groups = partnership.groups(scope.partnership.id)
    form = forms.StartForm(
        request.POST or None,
        initial={"groups": [group.key for group in groups], "kind": ReportKind.ANNUAL.value},
        groups=groups,
    )

    def perform(data: dict[str, Any]) -> str:
        report = operations.start_report(
            partnership_id=scope.partnership.id,
            kind=ReportKind(data["kind"]),
            start=data["start"],
            end=data["end"],
            title=data["title"],
            groups=[group for group in groups if group.key in data["groups"]],
            by=scope.viewer,
            at=scope.viewer.at,
        )
        return scope.address("reports", report.reference)

    back = scope.address("reports")
    head = Head(
        "Start a report",
        breadcrumbs=(Link("Reports", back),),
        lede="Developments and next steps that lie in its period are gathered for you to choose from, order and edit.",
    )
    return answer_form(
        request, scope, FormPage(head, "Start the report", back, back, "The report is started."), form, perform
    )


@require_POST
@partnership_page(writers)
def new_version(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """A new draft from a report that is signed off."""
    report = get_report(scope.partnership.id, reference)

    def perform() -> str:
        return scope.address(
            "reports", operations.new_version(report_id=report.pk, by=scope.viewer, at=scope.viewer.at).reference
        )

    return stored_once(
        request,
        scope,
        scope.address("reports", reference),
        perform,
        "A new version is started; the signed one stays as it is.",
    )


@require_GET
@partnership_page(readers)
def read(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The report as it is published, as a page."""
    report = get_report(scope.partnership.id, reference)
    with reporting_on(scope.partnership.id):
        made = publication(report, scope.viewer.at)
    base = scope.address("reports", reference)
    downloads = tuple(
        Link(label, f"{base}download/{kind}/") for kind, label in (("pdf", "PDF"), ("docx", "Word"), ("yaml", "YAML"))
    )
    head = Head(
        made.document.partnership.name,
        reference,
        breadcrumbs=(Link("Reports", scope.address("reports")), Link(made.title, base)),
    )
    return render(
        request,
        "reporting/read.html",
        {"head": head, "publication": publication_data(made), "report_heading": False, "downloads": downloads},
    )


@require_GET
@partnership_page(readers)
def download(request: HttpRequest, scope: Scope, reference: str, kind: str) -> HttpResponseBase:
    """The report as a file."""
    if kind not in FORMATS:
        raise Http404
    report = get_report(scope.partnership.id, reference)
    with reporting_on(scope.partnership.id):
        made = publication(report, scope.viewer.at)
    media_type, make = FORMATS[kind]
    try:
        content = make(made)
    except RenderingFailed as failed:
        raise Refused(f"The file could not be made. {failed}") from failed
    response = HttpResponse(content, content_type=media_type)
    draft = "" if made.sign_off else "-draft"
    response["Content-Disposition"] = (
        f'attachment; filename="{scope.partnership.key}-{report.kind.replace("_", "-")}-{report.period_start}-to-{report.period_end}-v{report.version}{draft}.{kind}"'
    )
    response["Cache-Control"] = "private, no-store"
    return response
