"""What the room's operations share: who does it, a locked review, its pathway, and telling whoever should know."""

from __future__ import annotations

from datetime import date, datetime, time

from goldenthread.core.dates import PartialDate
from goldenthread.history.actor import Actor
from goldenthread.pathways import operations as pathways
from goldenthread.practice_reviews import permissions
from goldenthread.practice_reviews.models import Referral, Review
from goldenthread.practice_reviews.rules.incident import step_problem
from goldenthread.practice_reviews.terms import ReviewState
from goldenthread.records import operations as records
from goldenthread.records.operations.casework import actor, no_problem, require
from goldenthread.records.viewer import Viewer

NOT_YOURS = "The business unit and the chair of the group that holds reviews do this."


def locked(review_id: int, step: str, by: Viewer, seen: int | None = None) -> Review:
    """The review, locked, for whoever leads it and a step that its state allows. Errors: Refused, ChangedMeanwhile."""
    record = records.lock(review_id, seen)
    row = Review.objects.get(pk=review_id)
    row.record = record
    require(permissions.may_lead(by, row.partnership_id, record.group_id), NOT_YOURS)
    no_problem(step_problem(step, ReviewState(row.state)))
    return row


def locked_referral(referral_id: int, seen: int | None = None) -> Referral:
    """The referral, locked. Errors: ChangedMeanwhile."""
    record = records.lock(referral_id, seen)
    row = Referral.objects.get(pk=referral_id)
    row.record = record
    return row


def store(row: Review | Referral, **changes: object) -> None:
    """Store changed columns of a locked row, and its record's next version."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    records.touch(row.record)


def report(
    row: Review, key: str, on: date | PartialDate, by: Viewer | Actor, at: datetime, moment: time | None = None
) -> int:
    """Tell every pathway of the review that something happened, where it knows it. Returns on how many it was news."""
    when = on if isinstance(on, PartialDate) else PartialDate.of(on)
    return pathways.report(record=row.record, key=key, on=when, by=actor(by), at=at, moment=moment)


def settle(row: Review, pathway: str, stage: str, reason: str, by: Viewer, at: datetime) -> None:
    """What led to a stage that is done and was not recorded is waited for no longer."""
    pathways.settle(record=row.record, pathway=pathway, stage=stage, reason=reason, by=actor(by), at=at)
