"""The risk register."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.design.components import (
    Button,
    EmptyState,
    Link,
    Muted,
    Row,
    SummaryRow,
    Tag,
    TagKind,
    TimelineEntry,
    lines,
)
from goldenthread.design.format import day, short_day
from goldenthread.design.page import Head
from goldenthread.oversight import forms, operations, permissions, queries
from goldenthread.oversight.models import Risk
from goldenthread.oversight.operations import RiskDraft
from goldenthread.oversight.queries import RiskRow
from goldenthread.oversight.rules import IMPACT, LIKELIHOOD, Rating, rating
from goldenthread.oversight.terms import RiskState
from goldenthread.oversight.views.shared import (
    ask,
    choices,
    for_register,
    groups_where,
    leaders,
    number,
    organisations,
    people,
    register,
    sent,
)
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, note_sight, partnership_page, readers
from goldenthread.thread.models import Action
from goldenthread.thread.queries import find_record

KINDS: dict[str, TagKind] = {"Low": "success", "Medium": "info", "High": "warning", "Very high": "danger"}


def rating_tag(held: Rating) -> Tag:
    """A risk's rating as a tag: word, score and shape."""
    return Tag(KINDS[held.word], f"{held.word}, {held.score}")


@require_GET
@partnership_page(readers)
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Risks, the most serious first."""

    def row(risk: RiskRow) -> Row:
        late = risk.state == RiskState.OPEN.value and risk.review_by < scope.viewer.day
        return Row(
            (
                lines(
                    [
                        Link(risk.text, scope.address("oversight", "risks", risk.reference)),
                        Muted(f"{risk.reference} · {risk.group}"),
                    ]
                ),
                rating_tag(rating(risk.likelihood, risk.impact)),
                lines([risk.owner_name, risk.agency or "Nobody yet"]),
                lines([short_day(risk.review_by), Tag("danger", "Late") if late else None]),
            )
        )

    by_group, may = for_register(scope, _may)
    return register(
        request,
        scope,
        place="risks",
        title="Risks",
        noun="risk",
        entries=queries.RISKS,
        filters=(by_group, ("state", "State", [("open", "Open"), ("closed", "Closed"), ("all", "All")], "open")),
        columns=("Risk", "Rating", "Owner", "Review by"),
        row=row,
        export_columns=(
            "Reference", "Group", "Risk", "Effect", "Controls", "Likelihood", "Impact", "Score", "Owner", "Organisation",
            "Review by", "State", "Closed because",
        ),
        export=lambda risk: (
            risk.reference, risk.group, risk.text, risk.effect, risk.controls, risk.likelihood, risk.impact,
            risk.likelihood * risk.impact, risk.owner_name, risk.agency, risk.review_by, RiskState(risk.state).label,
            risk.closed_why,
        ),
        empty=EmptyState("No risk here", "What could keep the partnership from its purpose is carried here, and looked at again by a day."),
        action=Button("Raise a risk", scope.address("oversight", "risks", "new")) if may else None,
    )  # fmt: skip


def _may(viewer: Any, partnership_id: int, group_id: int | None) -> bool:
    return permissions.may_lead(viewer, partnership_id, group_id) or permissions.oversees(viewer, partnership_id)


def _writes(scope: Scope, risk: Risk) -> bool:
    return risk.state == RiskState.OPEN.value and (
        _may(scope.viewer, risk.partnership_id, risk.record.group_id) or risk.owner_id == scope.viewer.person_id
    )


@require_GET
@partnership_page(readers)
def page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """One risk, with every review of it."""
    risk: Risk = queries.get(Risk, scope.viewer, scope.partnership.id, reference)
    note_sight(scope, risk.record)
    here = scope.address("oversight", "risks", reference)
    writes = _writes(scope, risk)
    held = rating(risk.likelihood, risk.impact)
    late = risk.state == RiskState.OPEN.value and risk.review_by < scope.viewer.day
    facts = [
        SummaryRow("Likelihood", f"{risk.likelihood}: {LIKELIHOOD[risk.likelihood]}"),
        SummaryRow("Impact", f"{risk.impact}: {IMPACT[risk.impact]}"),
        SummaryRow("What it would mean for children", risk.effect or "Not said yet"),
        SummaryRow("In place already", risk.controls or "Not said yet"),
        SummaryRow(
            "Owner",
            ", ".join(str(one) for one in (risk.owner and risk.owner.name, risk.owner_organisation) if one)
            or "Nobody yet",
        ),
    ]
    if risk.closed_why:
        facts.append(SummaryRow("Closed because", risk.closed_why))
    head = Head(
        risk.text,
        reference,
        (
            Tag("neutral", "Risk"),
            rating_tag(held),
            Tag("info" if risk.state == "open" else "neutral", RiskState(risk.state).label),
        ),
        (Link("Oversight", scope.address("oversight")), Link("Risks", scope.address("oversight", "risks"))),
        f"Held by {risk.record.group}; {'the review was due on' if late else 'to be looked at again by'} {day(risk.review_by)}."
        if risk.state == RiskState.OPEN.value
        else f"Held by {risk.record.group} until it was closed.",
        Button("Review it", f"{here}review/") if writes else None,
        (Link("Link an action", f"{here}action/"), Link("Close it", f"{here}close/")) if writes else (),
    )
    timeline = tuple(
        TimelineEntry(
            f"{rating(review.likelihood, review.impact).word}: likelihood {review.likelihood}, impact {review.impact}",
            day(review.on),
            review.by.name,
            review.words,
            review.on.isoformat(),
        )
        for review in queries.reviews_of(risk)
    )
    links = tuple(
        Link(f"{action.text} ({action.record.reference})", scope.address("actions", action.record.reference))
        for action in queries.actions_of(scope.viewer, risk)
    )
    return render(
        request,
        "oversight/entry.html",
        {
            "head": head,
            "facts": tuple(facts),
            "timeline_title": "Reviews",
            "timeline": timeline,
            "links_title": "Actions that make it smaller",
            "links": links,
            "links_empty": "None yet.",
        },
    )


@require_http_methods(["GET", "POST"])
@partnership_page(leaders)
def new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Raise a risk."""
    groups = groups_where(scope, _may)
    form = forms.RiskForm(
        sent(request), groups=choices(groups), organisations=organisations(scope), people=people(scope),
        initial={"group": request.GET.get("group", "")},
    )  # fmt: skip
    by_key = {group.key: group for group in groups}

    def perform(data: dict[str, Any]) -> str:
        made = operations.raise_risk(
            group=by_key[data["group"]],
            draft=RiskDraft(
                data["text"],
                data["effect"],
                data["controls"],
                number(data["owner"]),
                number(data["owner_organisation"]),
            ),
            likelihood=int(data["likelihood"]),
            impact=int(data["impact"]),
            review_by=data["review_by"],
            by=scope.viewer,
            at=scope.viewer.at,
        )
        return scope.address("oversight", "risks", made.record.reference)

    return ask(
        request, scope, form, perform, title="Raise a risk", button="Put it on the register",
        back=scope.address("oversight", "risks"), said="The risk is on the register.",
    )  # fmt: skip


def _risk(scope: Scope, reference: str) -> Risk:
    found: Risk = queries.get(Risk, scope.viewer, scope.partnership.id, reference)
    if not _writes(scope, found):
        raise Refused(
            "This risk is closed."
            if found.state == RiskState.CLOSED.value
            else "The business unit, the group’s chair and the risk’s owner write this."
        )
    return found


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def review(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Look at a risk again."""
    risk = _risk(scope, reference)
    form = forms.ReviewForm(
        sent(request),
        initial={"version": risk.record.version, "likelihood": str(risk.likelihood), "impact": str(risk.impact)},
    )
    return ask(
        request,
        scope,
        form,
        lambda data: operations.review_risk(
            risk_id=risk.pk, seen=data["version"], likelihood=int(data["likelihood"]), impact=int(data["impact"]),
            words=data["words"], review_by=data["review_by"], by=scope.viewer, at=scope.viewer.at,
        ),
        title="Review the risk",
        button="Store the review",
        back=scope.address("oversight", "risks", reference),
        said="The review is stored.",
        lede=risk.text,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def close(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Take a risk off the register."""
    risk = _risk(scope, reference)
    form = forms.WordsForm(sent(request), initial={"version": risk.record.version}, label="Why is it closed?")
    return ask(
        request,
        scope,
        form,
        lambda data: operations.close_risk(
            risk_id=risk.pk, seen=data["version"], why=data["text"], by=scope.viewer, at=scope.viewer.at
        ),
        title="Close the risk",
        button="Close it",
        back=scope.address("oversight", "risks", reference),
        said="The risk is closed.",
        lede=risk.text,
        kind="warning",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def action(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Link an action that makes a risk smaller."""
    risk = _risk(scope, reference)

    def perform(data: dict[str, Any]) -> None:
        record = find_record(scope.viewer, scope.partnership.id, data["reference"].upper())
        if record.kind != "action":
            raise Refused(f"{record.reference} is not an action.")
        found: Action = queries.get(Action, scope.viewer, scope.partnership.id, record.reference)
        operations.link_action(risk_id=risk.pk, action=found, by=scope.viewer, at=scope.viewer.at)

    return ask(
        request, scope, forms.ReferenceForm(sent(request)), perform, title="Link an action", button="Link it",
        back=scope.address("oversight", "risks", reference), said="The action is linked.", lede=risk.text,
    )  # fmt: skip
