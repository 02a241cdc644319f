"""What the room's operations share: a locked death, its pathways, and storing it."""

from __future__ import annotations

from datetime import date, datetime, time

from goldenthread.child_deaths import permissions
from goldenthread.child_deaths.models import Death
from goldenthread.child_deaths.rules.steps import step_problem
from goldenthread.child_deaths.terms import DeathState, Event
from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.history.actor import Actor
from goldenthread.pathways import operations as pathways
from goldenthread.pathways.models import Course
from goldenthread.records import operations as records
from goldenthread.records.operations.casework import actor, leads, no_problem, require, tell, written
from goldenthread.records.viewer import Viewer

NOT_YOURS = "The business unit and the chair of the group that reviews child deaths do this."
REVIEW, JOINT = "child_death_review", "joint_agency_response"


def past(on: date, at: datetime) -> None:
    """Refuse a day that has not come. Errors: Refused."""
    require(on <= day_of(at), "That day has not come yet.")


def filled(text: str, sentence: str) -> str:
    """The text without its edges; refused with the sentence where nothing is left. Errors: Refused."""
    require(bool(text.strip()), sentence)
    return text.strip()


def locked(death_id: int, step: str, by: Viewer, seen: int | None = None) -> Death:
    """The death, locked, for whoever leads its review and a step that its state allows. Errors: Refused, ChangedMeanwhile."""
    record = records.lock(death_id, seen)
    row = Death.objects.get(pk=death_id)
    row.record = record
    require(permissions.may_lead(by, row.partnership_id, record.group_id), NOT_YOURS)
    no_problem(step_problem(step, DeathState(row.state)))
    return row


def store(row: Death, **changes: object) -> None:
    """Store changed columns of a locked row, and its record's next version."""
    for name, value in changes.items():
        setattr(row, name, value)
    if changes:
        row.save(update_fields=list(changes))
    records.touch(row.record)


def done(row: Death, verb: Event, sentence: str, by: Viewer | Actor, at: datetime) -> None:
    """The record's next version, and one event."""
    records.touch(row.record)
    written(row.record, verb, sentence, by, at)


def report(row: Death, key: str, on: date, by: Viewer | Actor, at: datetime, moment: time | None = None) -> None:
    """Tell every pathway of the death that something happened, where it knows it."""
    pathways.report(record=row.record, key=key, on=PartialDate.of(on), by=actor(by), at=at, moment=moment)


def settle(row: Death, stage: str, reason: str, by: Viewer, at: datetime) -> None:
    """What led to a stage of the review that is done, and was not recorded, is waited for no longer."""
    if follows(row, REVIEW):
        pathways.settle(record=row.record, pathway=REVIEW, stage=stage, reason=reason, by=actor(by), at=at)


def follows(row: Death, pathway: str) -> bool:
    """Whether the death is on that pathway."""
    return Course.objects.filter(record=row.record, pathway__key=pathway).exists()


def tell_leads(
    row: Death, verb: Event, subject: str, by: Viewer | Actor, at: datetime, *, urgent: bool = False
) -> None:
    """Leave a notice for whoever leads the review, by its reference alone."""
    people = leads(row.partnership_id, row.record.group_id, at)
    tell(row.record, people, verb, subject, by, at, urgent=urgent)
