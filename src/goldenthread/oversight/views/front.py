"""The partners' page: what waits, what is serious, what is planned."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.design.components import Card, Link, ListItem, Muted, Tag
from goldenthread.design.format import counted, period, short_day
from goldenthread.design.page import Head
from goldenthread.oversight import queries
from goldenthread.oversight.rules import days_waited, rating
from goldenthread.oversight.terms import ChallengeKind, NewSector
from goldenthread.oversight.views.risks import rating_tag
from goldenthread.oversight.views.shared import subnav
from goldenthread.records.web import Scope, partnership_page, readers

SHOWN = 6


@require_GET
@partnership_page(readers)
def front(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What the partners need to see at once, as far as this person sees it."""
    viewer, pk = scope.viewer, scope.partnership.id
    risks = list(queries.risks(viewer, pk)[:SHOWN])
    waiting = list(queries.challenges(viewer, pk, state="raised")[:SHOWN])
    planned = list(queries.planned(viewer, pk)[:SHOWN])
    highlights = list(queries.highlights(viewer, pk)[:SHOWN])
    engaged = list(queries.engagements(viewer, pk)[:SHOWN])
    cards = (
        Card(
            "Challenges waiting for a response",
            tuple(_challenge(scope, row) for row in waiting),
            "Nothing waits for a response.",
            Link("All challenges", scope.address("oversight", "challenges")),
        ),
        Card(
            "The most serious risks",
            tuple(_risk(scope, row) for row in risks),
            "No risk is carried.",
            Link("All risks", scope.address("oversight", "risks")),
        ),
        Card(
            "Coming up on the forward plan",
            tuple(
                ListItem(
                    Link(row.text, scope.address("oversight", "plan", row.record.reference)),
                    (short_day(row.due_on), str(row.record.group or ""), row.lead),
                    (Tag("danger", "Past its day"),) if row.due_on < viewer.day else (),
                )
                for row in planned
            ),
            "Nothing is planned.",
            Link("The whole plan", scope.address("oversight", "plan")),
        ),
    )
    side = (
        Card(
            "Latest highlight reports",
            tuple(
                ListItem(
                    Link(str(row.record.group), scope.address("oversight", "highlights", row.record.reference)),
                    (period(row.period_start, row.period_end), Muted(row.get_state_display())),
                )
                for row in highlights
            ),
            "No group has reported yet.",
        ),
        Card(
            "Latest engagement",
            tuple(
                ListItem(
                    Link(row.who, scope.address("oversight", "engagement", row.record.reference)),
                    (NewSector(row.sector).label, short_day(row.reached_on)),
                )
                for row in engaged
            ),
            "Nobody new has been reached yet.",
        ),
    )
    head = Head(
        "Oversight",
        lede="What the safeguarding partners hold in their hands.",
        others=(Link("Decisions", scope.address("meetings", "decisions")),),
        subnav=subnav(scope, ""),
    )
    return render(request, "oversight/front.html", {"head": head, "cards": cards, "side": side})


def _challenge(scope: Scope, row: Any) -> ListItem:
    days = days_waited(row.raised_on, row.answered_on, row.closed_on, scope.viewer.day)
    late = row.answer_by is not None and row.answer_by < scope.viewer.day
    return ListItem(
        Link(row.text[:200], scope.address("oversight", "challenges", row.record.reference)),
        (ChallengeKind(row.kind).label, f"to {row.challenged or row.challenged_whom}", f"{counted(days, 'day')} ago"),
        (Tag("danger", "Response late"),) if late else (),
    )


def _risk(scope: Scope, row: Any) -> ListItem:
    late = row.review_by < scope.viewer.day
    return ListItem(
        Link(row.text[:200], scope.address("oversight", "risks", row.record.reference)),
        (str(row.record.group or ""), f"review by {short_day(row.review_by)}"),
        (rating_tag(rating(row.likelihood, row.impact)), *((Tag("danger", "Review late"),) if late else ())),
    )
