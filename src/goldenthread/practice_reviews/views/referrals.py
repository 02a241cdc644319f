"""The door below the threshold: the form for anyone, the referrer's own page, and taking up."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.design.components import Button, Link, SummaryRow, Tag
from goldenthread.design.format import day, instant, partial_day
from goldenthread.design.page import Head
from goldenthread.partnership import queries as partnership
from goldenthread.practice_reviews import forms, operations, permissions, queries
from goldenthread.practice_reviews.models import Referral
from goldenthread.practice_reviews.operations import ReferralDraft
from goldenthread.practice_reviews.operations.shared import NOT_YOURS
from goldenthread.practice_reviews.terms import Escalated, Grounds, ReferralState
from goldenthread.practice_reviews.views.shared import arranged, ask, sent, trail
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, note_sight, partnership_page, readers

TEXTS = (
    "what",
    "happened",
    "why_together",
    "agencies",
    "safety",
    "aware_on",
    "escalation",
    "processes",
    "wanted",
    "lead_role",
    "lead_agreed_on",
)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def refer(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Refer something for learning. First of all: this is no child protection referral."""
    arrangement = arranged(scope)
    held = scope.viewer.works_for(scope.partnership.id)
    offered = [(str(row.pk), row.name) for row in partnership.organisations(scope.partnership.id) if row.pk in held]
    initial = {"organisation": offered[0][0] if len(offered) == 1 else "", "escalated": "not_applicable"}
    form = forms.ReferralForm(sent(request), organisations=offered, initial=initial)

    def perform(data: dict[str, Any]) -> str:
        made = operations.refer(
            partnership_id=scope.partnership.id,
            draft=ReferralDraft(
                grounds=Grounds(data["grounds"]), escalated=Escalated(data["escalated"]),
                organisation=int(data["organisation"]) if data["organisation"] else None,
                **{name: data[name] for name in TEXTS},
            ),
            by=scope.viewer, at=scope.viewer.at,
        )  # fmt: skip
        return scope.address("reviews", "referrals", made.record.reference)

    return ask(
        request, scope, form, perform, title="Refer something for learning", button="Send the referral",
        back=scope.address("reviews"), said="Your referral is sent. You will be told what comes of it.",
        template="practice_reviews/refer.html", arrangement=arrangement,
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """A referral: for its referrer what was written and what came of it, and nothing else."""
    row = queries.get_referral(scope.viewer, scope.partnership.id, reference)
    note_sight(scope, row.record)
    leading, here = _leads(scope, row), scope.address("reviews", "referrals", reference)
    review = queries.review_of_referral(scope.viewer, row)
    state = ReferralState(row.state)
    facts = [
        SummaryRow("Outcome", row.outcome or "You will be told when there is one."),
        *((SummaryRow("Told", instant(row.told_at)),) if row.told_at else ()),
        SummaryRow("Referred", f"{instant(row.made_at)}{f', for {row.organisation}' if row.organisation else ''}"),
        SummaryRow("What happened", row.what),
        SummaryRow("When", partial_day(row.happened, "Not known")),
        SummaryRow("Why several agencies can learn from it", row.why_together),
        SummaryRow("Agencies involved", row.agencies or "Not written down"),
        SummaryRow("Children’s safety", row.safety),
        SummaryRow("Local authority learned of it", day(row.aware_on, "Not written down")),
        SummaryRow("Escalated", f"{Escalated(row.escalated).label}. {row.escalation}"),
        SummaryRow("Other proceedings", row.processes or "None written down"),
        SummaryRow("Hoped for", row.wanted or "Not written down"),
        SummaryRow(
            "Designated lead", f"{row.lead_role} agreed on {day(row.lead_agreed_on)}" if row.lead_agreed_on else "Has not agreed yet",
            (Link("Write it down", f"{here}agree/", "the lead’s agreement"),)
            if row.lead_agreed_on is None and state is not ReferralState.ANSWERED
            else (),
        ),
    ]  # fmt: skip
    action = None
    if leading and state is ReferralState.SENT:
        action = Button("Take it up", f"{here}take-up/")
    elif leading and state is ReferralState.TAKEN and review is not None and review.screening:
        action = Button("Tell the referrer the outcome", f"{here}tell/")
    return render(
        request,
        "practice_reviews/referral.html",
        {
            "head": Head(
                row.record.title, reference, (Tag("success" if row.told_at else "warning", state.label),), trail(scope),
                state.definition, action,
            ),
            "facts": tuple(facts),
            "review": Link(review.record.title, scope.address("reviews", review.record.reference)) if review else None,
        },
    )  # fmt: skip


def _leads(scope: Scope, row: Referral) -> bool:
    return permissions.may_lead(scope.viewer, row.partnership_id, row.record.group_id)


def _held(scope: Scope, reference: str, *, leading: bool) -> Referral:
    row = queries.get_referral(scope.viewer, scope.partnership.id, reference)
    if leading and not _leads(scope, row):
        raise Refused(NOT_YOURS)
    return row


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def agree(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The designated lead agreed."""
    row = _held(scope, reference, leading=False)
    initial = {"version": row.record.version, "lead_role": row.lead_role, "on": scope.viewer.day}
    return ask(
        request, scope, forms.AgreeForm(sent(request), initial=initial),
        lambda data: operations.agree(
            referral_id=row.pk, seen=data["version"], lead_role=data["lead_role"], on=data["on"], by=scope.viewer,
            at=scope.viewer.at,
        ),
        title="The designated lead agreed", button="Write it down", said="It is written down.",
        back=scope.address("reviews", "referrals", reference),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def take_up(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Take a referral up for screening."""
    row = _held(scope, reference, leading=True)

    def perform(data: dict[str, Any]) -> str:
        made = operations.take_up(
            referral_id=row.pk, seen=data["version"], name=data["name"], by=scope.viewer, at=scope.viewer.at
        )
        return scope.address("reviews", made.record.reference)

    return ask(
        request, scope, forms.TakeUpForm(sent(request), initial={"version": row.record.version}), perform,
        title="Take the referral up", button="Take it up", back=scope.address("reviews", "referrals", reference),
        said="It is taken up. Its clocks run from the day it arrived.",
        lede="It becomes a record of the group. The referrer sees that it is being read, and nothing of what you write there.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def tell(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Tell the referrer the outcome."""
    row = _held(scope, reference, leading=True)
    return ask(
        request, scope, forms.TellForm(sent(request), initial={"version": row.record.version}),
        lambda data: operations.tell_referrer(
            referral_id=row.pk, seen=data["version"], outcome=data["outcome"], by=scope.viewer, at=scope.viewer.at
        ),
        title="Tell the referrer the outcome", button="Tell them", said="The referrer is told.",
        back=scope.address("reviews", "referrals", reference),
    )  # fmt: skip
