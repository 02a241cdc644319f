"""The builder's page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.design.components import Button, Link, Tag
from goldenthread.design.format import day
from goldenthread.design.page import Head
from goldenthread.records.terms import RecordKind
from goldenthread.records.web import Scope, new_token, partnership_page, readers
from goldenthread.reporting import forms, permissions
from goldenthread.reporting.exchange import from_plain
from goldenthread.reporting.models import Report
from goldenthread.reporting.operations.starting import period_words
from goldenthread.reporting.pages import builder as pages
from goldenthread.reporting.queries import evidence
from goldenthread.reporting.queries.documents import plain_of, sections_of
from goldenthread.reporting.queries.proposing import holds_reviews
from goldenthread.reporting.queries.reports import get_report, said_of
from goldenthread.reporting.terms import ReportKind, ReportState
from goldenthread.thread.queries.since import recomputed


@require_GET
@partnership_page(readers)
def build(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Left, the report as it will read; right, what stands behind the paragraph in hand."""
    report = get_report(scope.partnership.id, reference)
    sections = sections_of(report)
    document = from_plain(plain_of(report, sections))
    said = said_of(report)
    chosen = request.GET.get("at", "")
    read = pages.reading(scope, report, document, sections, chosen, said)
    hand = read.places.get(chosen)
    told = [row.development_id for section in sections for row in section.developments.all()]  # type: ignore[attr-defined]
    base = scope.address("reports", reference)
    parts, edition = pages.coverage(scope, report)
    edits = permissions.may_edit(scope.viewer, scope.partnership.id) and report.state != ReportState.SEALED.value
    around = evidence.not_told(scope.viewer, report, told, [section.group_id for section in sections]) if edits else []
    context: dict[str, Any] = {
        "head": _head(scope, report, edits),
        "report": report,
        "document": document,
        "groups": read.groups,
        "hand": hand,
        "edits": edits,
        "base": base,
        "parts": parts,
        "edition": edition,
        "yearly": report.kind == "annual_report",
        "behind": (),
        "warnings": (),
        "linked": None,
        "submission": new_token(),
        "said": [each for each in said if not hand or each.place == chosen],
        "comment": forms.CommentForm(initial={"place": chosen if hand else ""}),
        "may_comment": permissions.may_comment(scope.viewer, scope.partnership.id)
        and (edits or report.state == ReportState.REVIEW.value),
        "sealed": report.state == ReportState.SEALED.value,
        "waiting": [row for row in around if row.kind == RecordKind.DEVELOPMENT.value],
        "around": pages.record_items(scope, [row for row in around if row.kind != RecordKind.DEVELOPMENT.value][:12]),
        "gaps": pages.gaps_said(document, sections, base) if not hand else (),
        "plain": {
            "assurance": document.assurance_activity,
            "focus": document.areas_of_focus,
            "figures": document.figures,
        },
        "chosen": chosen,
        "reviews_group": holds_reviews(scope.partnership.id) if edits and hand is not None and hand.section else None,
        "scope": scope,
        "may_version": permissions.may_edit(scope.viewer, scope.partnership.id),
    }
    if hand is not None and hand.record_id:
        context |= _behind(scope, hand, document, report.period_end)
    return render(request, "reporting/builder.html", context)


def _behind(scope: Scope, hand: pages.InHand, document: Any, as_at: date) -> dict[str, Any]:
    """The records behind the paragraph in hand, and the warnings it needs."""
    impact = hand.impact.impact if hand.impact else None
    ids = [hand.record_id] if hand.impact is None else [impact.pk] if impact else []
    behind = evidence.behind(scope.viewer, ids or [hand.record_id])
    shown = [impact.record, *behind] if impact else behind
    since = recomputed(impact, min(as_at, scope.viewer.day)) if impact else None
    return {
        "behind": pages.record_items(scope, shown),
        "warnings": pages.warnings(hand, document, as_at, since),
        "linked": impact,
    }


def _head(scope: Scope, report: Report, edits: bool) -> Head:
    state, base = ReportState(report.state), scope.address("reports", report.reference)
    others = [
        Link("Read it as it is published", f"{base}read/"),
        *(
            Link(f"Download as {label}", f"{base}download/{kind}/")
            for kind, label in (("pdf", "PDF"), ("docx", "Word"), ("yaml", "YAML"))
        ),
    ]
    action = None
    if edits:
        others = [Link("Title and summary", f"{base}details/"), Link("Checklist", f"{base}checklist/"), *others]
        if state is ReportState.REVIEW:
            others.append(Link("Ask more people to read it", f"{base}review/"))
        else:
            action = Button("Send it for review", f"{base}review/")
    if permissions.may_sign(scope.viewer, scope.partnership.id) and state is ReportState.REVIEW:
        action = Button("Sign it off", f"{base}sign-off/")
    elif permissions.may_sign(scope.viewer, scope.partnership.id) and state is ReportState.DRAFT:
        others.append(Link("Sign it off", f"{base}sign-off/"))
    lede = f"{ReportKind(report.kind).label}, {period_words(report)}. "
    if state is ReportState.SEALED and report.signed_off_at:
        lede += f"Signed off on {day(report.signed_off_at.date())}; a change is a new version."
    else:
        lede += (
            "Choose a paragraph to see what stands behind it."
            if edits
            else "Being read by others."
            if state is ReportState.REVIEW
            else "Being written."
        )
    tags = (Tag(pages.STATE_TAGS[state], state.label), Tag("neutral", f"Version {report.version}"))
    return Head(
        report.title or ReportKind(report.kind).label,
        report.reference,
        tags,
        (Link("Reports", scope.address("reports")),),
        lede,
        action,
        tuple(others),
    )
