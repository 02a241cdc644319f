"""Review, comments and sign-off."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.design.components import Link
from goldenthread.design.page import Head
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.terms import Role
from goldenthread.records.operations import Refused
from goldenthread.records.web import FormPage, Scope, answer_form, partnership_page, readers, stored_once
from goldenthread.reporting import forms, operations, permissions
from goldenthread.reporting.models import Report
from goldenthread.reporting.operations.starting import period_words
from goldenthread.reporting.queries.reports import get_report
from goldenthread.reporting.views.developments import back_to, paragraph_address
from goldenthread.reporting.views.reports import writers


def signers(scope: Scope) -> bool:
    """Whoever may sign a report off."""
    return permissions.may_sign(scope.viewer, scope.partnership.id)


def _head(scope: Scope, report: Report, title: str, lede: str) -> Head:
    return Head(
        title,
        report.reference,
        breadcrumbs=(
            Link("Reports", scope.address("reports")),
            Link(report.title or "The report", scope.address("reports", report.reference)),
        ),
        lede=lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def review(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Choose who reads it."""
    report = get_report(scope.partnership.id, reference)
    posts = [
        post
        for post in partnership.people(scope.partnership.id, scope.viewer.day)
        if post.role != Role.ADMINISTRATOR.value and post.person_id != scope.viewer.person_id
    ]
    people = {
        post.person_id: f"{post.person.name} ({post.title or Role(post.role).label}{f', {post.organisation}' if post.organisation else ''})"
        for post in posts
    }
    form = forms.ReviewForm(request.POST or None, initial={"version": report.edit_version})
    form.fields["people"].options = [(str(pk), name) for pk, name in people.items()]  # type: ignore[attr-defined]
    back = scope.address("reports", reference)

    def perform(data: dict[str, Any]) -> None:
        operations.send_for_review(
            report_id=report.pk,
            seen=data["version"],
            people=[int(pk) for pk in data["people"]],
            by=scope.viewer,
            at=scope.viewer.at,
        )

    page = FormPage(
        _head(scope, report, "Send it for review", "Each of them is told, and may comment on any paragraph."),
        "Send it for review",
        back,
        back,
        "It is sent for review.",
    )
    return answer_form(request, scope, page, form, perform)


@require_POST
@partnership_page(readers)
def comment(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Say something about a paragraph."""
    report = get_report(scope.partnership.id, reference)
    form = forms.CommentForm(request.POST)
    if not form.is_valid():
        raise Refused("Say what you think in a comment: it was empty or too long. Go back to write it.")
    place = form.cleaned_data["place"]
    return stored_once(
        request,
        scope,
        paragraph_address(scope, reference, place),
        lambda: operations.comment(
            report_id=report.pk, place=place, text=form.cleaned_data["text"], by=scope.viewer, at=scope.viewer.at
        ),
        "Your comment is there.",
    )


@require_POST
@partnership_page(writers)
def settle(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Mark a comment settled."""
    report = get_report(scope.partnership.id, reference)
    number = request.POST.get("comment", "")
    return stored_once(
        request,
        scope,
        back_to(scope, request, reference),
        lambda: operations.settle(
            report_id=report.pk, comment_id=int(number) if number.isdigit() else 0, by=scope.viewer, at=scope.viewer.at
        ),
        "The comment is settled.",
    )


@require_POST
@partnership_page(writers)
def to_draft(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """End the review."""
    report = get_report(scope.partnership.id, reference)
    return stored_once(
        request,
        scope,
        scope.address("reports", reference),
        lambda: operations.back_to_draft(report_id=report.pk, seen=None, by=scope.viewer, at=scope.viewer.at),
        "The review is ended.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(signers)
def sign_off(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Sign a report off."""
    report = get_report(scope.partnership.id, reference)
    form = forms.SignOffForm(
        request.POST or None,
        initial={"version": report.edit_version},
        for_another=permissions.signs_for_another(scope.viewer, scope.partnership.id),
    )
    back = scope.address("reports", reference)

    def perform(data: dict[str, Any]) -> None:
        operations.sign_off(
            report_id=report.pk,
            seen=data["version"],
            on_behalf_of=data.get("on_behalf_of", ""),
            by=scope.viewer,
            at=scope.viewer.at,
        )

    lede = f"{report.title or 'The report'}, {period_words(report)}, version {report.version}. It is sealed as it stands now and never changes again; a change is a new version."
    return answer_form(
        request,
        scope,
        FormPage(
            _head(scope, report, "Sign the report off", lede),
            "Sign it off",
            back,
            back,
            "The report is signed off and sealed.",
        ),
        form,
        perform,
    )
