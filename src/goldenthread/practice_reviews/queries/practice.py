"""A local child safeguarding practice review as a viewer may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from goldenthread.history.models import Event as HistoryEvent
from goldenthread.practice_reviews.models import (
    Check,
    Commission,
    Copy,
    Cost,
    Draft,
    Practitioners,
    Proceeding,
    Review,
    Reviewer,
    Told,
)
from goldenthread.practice_reviews.terms import Event
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer


def commission(review: Review) -> Commission | None:
    """What was commissioned; None where the review never became one. No query where the review was read with it."""
    try:
        return review.commission  # type: ignore[no-any-return]
    except Commission.DoesNotExist:
        return None


@dataclass(frozen=True, slots=True)
class Work:
    """Who works on a review and what happens meanwhile."""

    reviewers: tuple[Reviewer, ...]
    costs: dict[int, list[Cost]]
    proceedings: tuple[Proceeding, ...]
    checks: tuple[Check, ...]
    practitioners: tuple[Practitioners, ...]

    @property
    def reviewer(self) -> Reviewer | None:
        """Who reviews now."""
        return next((each for each in reversed(self.reviewers) if each.ended_on is None), None)


def work_of(review: Review) -> Work:
    """Reviewers with their costs, proceedings, checks, practitioners. Five queries."""
    costs: dict[int, list[Cost]] = {}
    for each in Cost.objects.filter(review=review).order_by("pk"):
        costs.setdefault(each.reviewer_id, []).append(each)
    return Work(
        tuple(Reviewer.objects.filter(review=review).order_by("on", "pk")),
        costs,
        tuple(Proceeding.objects.filter(review=review).order_by("on", "pk")),
        tuple(Check.objects.filter(review=review).order_by("on", "pk")),
        tuple(Practitioners.objects.filter(review=review).order_by("on", "pk")),
    )


@dataclass(frozen=True, slots=True)
class Given:
    """A copy of a draft, and how often it was opened, the last time when."""

    copy: Copy
    opened: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Papers:
    """Drafts with the copies this viewer may know of, and who was told before publication."""

    drafts: tuple[Draft, ...]
    copies: tuple[Given, ...]
    told: tuple[Told, ...]


def papers_of(viewer: Viewer, review: Review, *, leads: bool) -> Papers:
    """Drafts; every copy for those who lead, one's own for the others; who was told. Four queries."""
    copies: QuerySet[Copy] = Copy.objects.filter(review=review).select_related("draft").order_by("number")
    if not leads:
        copies = copies.filter(person=viewer.person_id)
    opened: dict[int, list[datetime]] = {}
    readings: Any = HistoryEvent.objects.filter(record_id=review.pk, verb=Event.READ.value).order_by("at", "pk")
    for details, at in readings.values_list("details", "at"):
        opened.setdefault(int(details["copy"]), []).append(at)
    return Papers(
        tuple(Draft.objects.filter(review=review).select_related("document").order_by("-number")),
        tuple(
            Given(each, len(opened.get(each.number, [])), max(opened.get(each.number, []), default=None))
            for each in copies
        ),
        tuple(Told.objects.filter(review=review).order_by("on", "pk")),
    )


def get_draft(review: Review, number: int) -> Draft:
    """One draft of a review the viewer sees. Errors: NotVisible."""
    return _one(Draft, review, number=number)  # type: ignore[no-any-return]


def get_copy(viewer: Viewer, review: Review, number: int, *, leads: bool) -> Copy:
    """A copy, for its reader while they have it and for those who lead. Errors: NotVisible."""
    row: Copy = _one(Copy, review, "draft__document", number=number)
    if not leads and (row.person_id != viewer.person_id or row.back_on is not None):
        raise NotVisible(review.record.reference)
    return row


def get_reviewer(review: Review, pk: int) -> Reviewer:
    """One reviewer of a review the viewer sees. Errors: NotVisible."""
    return _one(Reviewer, review, pk=pk)  # type: ignore[no-any-return]


def get_proceeding(review: Review, pk: int) -> Proceeding:
    """One proceeding beside a review the viewer sees. Errors: NotVisible."""
    return _one(Proceeding, review, pk=pk)  # type: ignore[no-any-return]


def _one(model: Any, review: Review, *more: str, **which: int) -> Any:
    row = model.objects.filter(review=review, **which).select_related(*more).first()
    if row is None:
        raise NotVisible(review.record.reference)
    return row
