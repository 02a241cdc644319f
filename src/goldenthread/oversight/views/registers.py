"""The forward plan, and the register of engagement."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.design.components import Button, EmptyState, Link, Muted, Row, SummaryRow, Tag, TagKind, lines
from goldenthread.design.format import day, number, short_day
from goldenthread.design.page import Head
from goldenthread.oversight import forms, operations, permissions, queries
from goldenthread.oversight.models import Engagement, PlannedMatter
from goldenthread.oversight.operations import EngagementDraft
from goldenthread.oversight.queries import PlannedRow
from goldenthread.oversight.terms import NewSector, PlanState, Reach
from goldenthread.oversight.views.shared import (
    ask,
    choices,
    for_register,
    groups_where,
    leaders,
    register,
    seated,
    sent,
)
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, note_sight, partnership_page, readers, record_address
from goldenthread.thread.queries import find_record

PLAN_KINDS: dict[PlanState, TagKind] = {
    PlanState.PLANNED: "open",
    PlanState.TAKEN: "success",
    PlanState.DROPPED: "neutral",
}


def _plans(viewer: Any, partnership_id: int, group_id: int | None) -> bool:
    return permissions.may_lead(viewer, partnership_id, group_id) or permissions.oversees(viewer, partnership_id)


@require_GET
@partnership_page(readers)
def plan(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The forward plan, soonest first."""

    def row(each: PlannedRow) -> Row:
        state = PlanState(each.state)
        late = state is PlanState.PLANNED and each.due_on < scope.viewer.day
        return Row(
            (
                lines(
                    [
                        Link(each.text, scope.address("oversight", "plan", each.reference)),
                        Muted(f"{each.reference} · {each.group}"),
                    ]
                ),
                each.lead,
                lines([short_day(each.due_on), Tag("danger", "Past its day") if late else None]),
                Tag(PLAN_KINDS[state], state.label),
            )
        )

    by_group, may = for_register(scope, _plans)
    return register(
        request,
        scope,
        place="plan",
        title="Forward plan",
        noun="matter",
        entries=queries.PLAN,
        filters=(
            by_group,
            ("state", "State", [("planned", "Planned"), ("taken", "Taken"), ("dropped", "Dropped"), ("", "All")], "planned"),
        ),
        columns=("What", "Lead", "When", "State"),
        row=row,
        export_columns=("Reference", "Group", "What", "Lead", "When", "State", "Outcome"),
        export=lambda each: (
            each.reference, each.group, each.text, each.lead, each.due_on, PlanState(each.state).label, each.outcome,
        ),
        empty=EmptyState("Nothing is planned", "What the partners will take on a day to come stands here."),
        action=Button("Plan a matter", scope.address("oversight", "plan", "new")) if may else None,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(leaders)
def plan_new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Put a matter on the plan."""
    groups = groups_where(scope, _plans)
    form = forms.PlanForm(sent(request), groups=choices(groups), initial={"group": request.GET.get("group", "")})
    by_key = {group.key: group for group in groups}
    return ask(
        request, scope, form,
        lambda data: bool(
            operations.plan_matter(
                group=by_key[data["group"]], text=data["text"], lead=data["lead"], due_on=data["due_on"],
                by=scope.viewer, at=scope.viewer.at,
            )
        ),
        title="Plan a matter", button="Put it on the plan", back=scope.address("oversight", "plan"),
        said="It is on the forward plan.",
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def plan_page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """One matter of the plan."""
    row: PlannedMatter = queries.get(PlannedMatter, scope.viewer, scope.partnership.id, reference)
    note_sight(scope, row.record)
    state = PlanState(row.state)
    writes = state is PlanState.PLANNED and _plans(scope.viewer, row.partnership_id, row.record.group_id)
    head = Head(
        row.text,
        reference,
        (Tag("neutral", "Forward plan"), Tag(PLAN_KINDS[state], state.label)),
        (Link("Oversight", scope.address("oversight")), Link("Forward plan", scope.address("oversight", "plan"))),
        f"For {day(row.due_on)}, held by {row.record.group}.",
        Button("Say what became of it", f"{scope.address('oversight', 'plan', reference)}settle/") if writes else None,
    )
    facts = (SummaryRow("Lead", row.lead or "Nobody yet"), SummaryRow("Outcome", row.outcome or "Not taken yet"))
    return render(request, "oversight/entry.html", {"head": head, "facts": facts, **NOTHING_ELSE})


NOTHING_ELSE: dict[str, Any] = {
    "timeline_title": "", "timeline": (), "links_title": "", "links": (), "links_empty": "",
}  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(leaders)
def plan_settle(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Say what became of a matter."""
    row: PlannedMatter = queries.get(PlannedMatter, scope.viewer, scope.partnership.id, reference)
    if not _plans(scope.viewer, row.partnership_id, row.record.group_id):
        raise Refused(operations.OVERSEERS_ONLY)
    return ask(
        request, scope, forms.SettleForm(sent(request), initial={"version": row.record.version}),
        lambda data: operations.settle_matter(
            matter_id=row.pk, seen=data["version"], state=PlanState(data["state"]), outcome=data["outcome"],
            by=scope.viewer, at=scope.viewer.at,
        ),
        title="What became of it", button="Write it down", back=scope.address("oversight", "plan", reference),
        said="Written down.", lede=row.text,
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def engagement(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Who of which sector was reached, the newest first."""
    by_group, may = for_register(scope, permissions.may_challenge)
    return register(
        request,
        scope,
        place="engagement",
        title="Engagement of new sectors",
        noun="entry",
        noun_plural="entries",
        entries=queries.ENGAGEMENTS,
        filters=(by_group, ("sector", "Sector", [("", "Any"), *NewSector.choices()], "")),
        columns=("Who", "Sector", "When and how", "People", "What followed"),
        row=lambda each: Row(
            (
                lines(
                    [
                        Link(each.who, scope.address("oversight", "engagement", each.reference)),
                        Muted(f"{each.reference} · {each.group}"),
                    ]
                ),
                NewSector(each.sector).label,
                lines([short_day(each.reached_on), Reach(each.how).label]),
                "" if each.people is None else number(each.people),
                each.followed[:200] or Muted("Nothing yet"),
            )
        ),
        export_columns=("Reference", "Group", "Sector", "Who", "When", "How", "People", "Agreed", "What followed"),
        export=lambda each: (
            each.reference, each.group, NewSector(each.sector).label, each.who, each.reached_on, Reach(each.how).label,
            each.people, each.agreed, each.followed,
        ),
        empty=EmptyState("Nobody new has been reached yet", "Who of sports, faith and voluntary organisations was reached, how, what was agreed and what followed."),
        action=Button("Record who was reached", scope.address("oversight", "engagement", "new")) if may else None,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(seated)
def engagement_new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Record who was reached."""
    groups = groups_where(scope, permissions.may_challenge)
    form = forms.EngagementForm(
        sent(request), groups=choices(groups),
        initial={"group": request.GET.get("group", ""), "reached_on": scope.viewer.day},
    )  # fmt: skip
    by_key = {group.key: group for group in groups}

    def perform(data: dict[str, Any]) -> str:
        made = operations.record_engagement(
            group=by_key[data["group"]],
            draft=EngagementDraft(
                NewSector(data["sector"]), data["who"], data["reached_on"], Reach(data["how"]), data["people"],
                data["agreed"],
            ),
            by=scope.viewer,
            at=scope.viewer.at,
        )  # fmt: skip
        return scope.address("oversight", "engagement", made.record.reference)

    return ask(
        request, scope, form, perform, title="Record who was reached", button="Record it",
        back=scope.address("oversight", "engagement"), said="Recorded.",
        lede="Everyone who works with the partnership sees this register.",
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def engagement_page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """One engagement, with what followed."""
    row: Engagement = queries.get(Engagement, scope.viewer, scope.partnership.id, reference)
    note_sight(scope, row.record)
    here = scope.address("oversight", "engagement", reference)
    writes = permissions.may_challenge(scope.viewer, row.partnership_id, row.record.group_id)
    head = Head(
        row.who,
        reference,
        (Tag("neutral", "Engagement"), Tag("info", NewSector(row.sector).label)),
        (Link("Oversight", scope.address("oversight")), Link("Engagement", scope.address("oversight", "engagement"))),
        f"{Reach(row.how).label} on {day(row.reached_on)}"
        + (f", {number(row.people)} people." if row.people is not None else "."),
        Button("Say what followed", f"{here}follow/") if writes else None,
    )
    facts = (
        SummaryRow("What was agreed", row.agreed or "Nothing was written down"),
        SummaryRow("What followed", row.followed or "Nothing yet"),
    )
    links = tuple(
        Link(f"{other.title} ({other.reference})", record_address(scope, other))
        for other in queries.followed_by(scope.viewer, row)
    )
    return render(
        request,
        "oversight/entry.html",
        {
            "head": head,
            "facts": facts,
            **NOTHING_ELSE,
            "links_title": "Records that followed",
            "links": links,
            "links_empty": "None yet.",
        },
    )


@require_http_methods(["GET", "POST"])
@partnership_page(seated)
def engagement_follow(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Say what was agreed and what followed."""
    row: Engagement = queries.get(Engagement, scope.viewer, scope.partnership.id, reference)
    if not permissions.may_challenge(scope.viewer, row.partnership_id, row.record.group_id):
        raise Refused("The business unit and the group’s members write this.")
    form = forms.FollowForm(
        sent(request), initial={"version": row.record.version, "agreed": row.agreed, "followed": row.followed}
    )

    def perform(data: dict[str, Any]) -> None:
        other = (
            find_record(scope.viewer, scope.partnership.id, data["reference"].upper()) if data["reference"] else None
        )
        operations.follow_engagement(
            engagement_id=row.pk, seen=data["version"], agreed=data["agreed"], followed=data["followed"], other=other,
            by=scope.viewer, at=scope.viewer.at,
        )  # fmt: skip

    return ask(
        request, scope, form, perform, title="What followed", button="Save",
        back=scope.address("oversight", "engagement", reference), said="Saved.", lede=row.who,
    )  # fmt: skip
