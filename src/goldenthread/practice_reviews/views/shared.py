"""What the room's views share: a review for whoever leads it, its head and tabs, a page with one form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from goldenthread.design.components import Button, Content, Link, SubNavItem, Tag, TagKind
from goldenthread.design.format import LONDON
from goldenthread.design.page import Head
from goldenthread.practice_reviews import permissions, queries
from goldenthread.practice_reviews.models import Arrangement, Review
from goldenthread.practice_reviews.operations.shared import NOT_YOURS
from goldenthread.practice_reviews.queries.practice import commission
from goldenthread.practice_reviews.rules.incident import STEPS
from goldenthread.practice_reviews.terms import Door, ReviewState
from goldenthread.records.operations import Refused
from goldenthread.records.web import FormPage, Scope, answer_form

TABS = (
    ("", "Overview"),
    ("notification", "Views and notification"),
    ("agencies", "Agencies"),
    ("learning", "Learning and actions"),
    ("report", "Report and decisions"),
    ("documents", "Documents"),
    ("history", "History"),
)
PRACTICE_TABS = (("practice", "Practice review"), ("publication", "Drafts and publication"))
KINDS: dict[ReviewState, TagKind] = {
    ReviewState.SCREENING: "warning",
    ReviewState.CONSIDERED: "danger",
    ReviewState.RAPID: "warning",
    ReviewState.LOCAL: "info",
    ReviewState.FOLLOWED: "info",
    ReviewState.COMMISSIONED: "warning",
    ReviewState.PUBLISHED: "info",
    ReviewState.CLOSED: "success",
}
NO_GROUP = "The business unit has to say first which group holds practice reviews, and the front door’s number."


def sent(request: HttpRequest) -> Any:
    """What was sent, for a form; None when nothing was."""
    return request.POST if request.method == "POST" else None


def leads(scope: Scope, row: Review) -> bool:
    """Whether this person leads the review."""
    return permissions.may_lead(scope.viewer, row.partnership_id, row.record.group_id)


def led(scope: Scope, reference: str) -> Review:
    """The review, for whoever leads it. Errors: NotVisible, Refused."""
    row = queries.get_review(scope.viewer, scope.partnership.id, reference)
    if not leads(scope, row):
        raise Refused(NOT_YOURS)
    return row


def arranged(scope: Scope) -> Arrangement:
    """The partnership's arrangements. Errors: Refused."""
    found = queries.arrangement(scope.partnership.id)
    if found is None:
        raise Refused(NO_GROUP)
    return found


def may(row: Review, step: str) -> bool:
    """Whether a step's turn has come."""
    return ReviewState(row.state) in STEPS[step].states


def trail(scope: Scope, row: Review | None = None) -> tuple[Link, ...]:
    """Where a page stands."""
    first = (Link("Reviews", scope.address("reviews")),)
    return (*first, Link(row.record.title, scope.address("reviews", row.record.reference))) if row else first


def head(
    scope: Scope, row: Review, tab: str, lede: Content = "", action: Button | None = None, others: tuple[Link, ...] = ()
) -> Head:
    """The top of each of a review's pages."""
    here, state = scope.address("reviews", row.record.reference), ReviewState(row.state)
    tabs = TABS if commission(row) is None else (*TABS[:-2], *PRACTICE_TABS, *TABS[-2:])
    return Head(
        row.record.title,
        row.record.reference,
        (Tag("neutral", Door(row.door).label), Tag(KINDS[state], state.label)),
        trail(scope),
        lede,
        action,
        others,
        tuple(SubNavItem(label, f"{here}{key}/" if key else here, key == tab) for key, label in tabs),
    )


def ask(
    request: HttpRequest,
    scope: Scope,
    form: Any,
    perform: Callable[[dict[str, Any]], object],
    *,
    title: str,
    button: str,
    back: str,
    said: str = "",
    lede: Content = "",
    row: Review | None = None,
    template: str = "design/form_page.html",
    **context: Any,
) -> HttpResponse:
    """A page with one form, which does what it asks once."""
    top = Head(title, row.record.reference if row else "", breadcrumbs=trail(scope, row), lede=lede)
    return answer_form(
        request, scope, FormPage(top, button, back, back, said, template=template), form, perform, **context
    )


def moment_of(scope: Scope, day: Any, moment: Any) -> datetime:
    """A day and a time of day in England as an instant."""
    return datetime.combine(day, moment, tzinfo=LONDON)
