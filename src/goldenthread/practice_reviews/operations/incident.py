"""A serious incident written down, its facts, and the children it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.core.encryption import blind_index, decrypt, encrypt
from goldenthread.partnership.models import Group
from goldenthread.pathways import operations as pathways
from goldenthread.pathways.models import CourseEvent
from goldenthread.practice_reviews import permissions
from goldenthread.practice_reviews.models import Child, Review
from goldenthread.practice_reviews.operations.shared import NOT_YOURS, locked, report
from goldenthread.practice_reviews.rules.ages import Age, When, age_at, age_problem
from goldenthread.practice_reviews.rules.incident import days_problem, reason_problem
from goldenthread.practice_reviews.terms import (
    Care,
    Door,
    Event,
    IncidentType,
    Nature,
    Outcome,
    Plan,
    ReviewState,
    Sex,
)
from goldenthread.records import operations as records
from goldenthread.records.models import Record, Subject
from goldenthread.records.operations import Identity
from goldenthread.records.operations.casework import actor, leads, no_problem, require, tell, written
from goldenthread.records.terms import RecordKind, RetentionClass
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Source
from goldenthread.thread.terms import SourceKind

FACTS = ("nature", "incident_type", "happened", "happened_until", "place_area", "home_area", "outside_england")
DAYS = ("aware_on", "aware_at", "told_on", "what", "safety", "processes")


@dataclass(frozen=True, slots=True)
class IncidentDraft:
    """What someone typed of an incident. `name` is the local code name: never a child's, a family's or a place's."""

    name: str
    nature: Nature
    incident_type: IncidentType
    what: str
    happened: str = ""
    happened_until: str = ""
    place_area: str = ""
    home_area: str = ""
    outside_england: bool = False
    aware_on: date | None = None
    aware_at: time | None = None
    told_on: date | None = None
    safety: str = ""
    processes: str = ""


@dataclass(frozen=True, slots=True)
class ChildDraft:
    """What someone typed of a child. The first four are sealed and shown to nobody without a reason."""

    pseudonym: str
    outcome: Outcome
    name: str = ""
    born: str = ""
    nhs_number: str = ""
    address: str = ""
    sex: Sex = Sex.UNKNOWN
    ethnicity: str = ""
    disability: str = ""
    care: Care = Care.UNKNOWN
    plan: Plan = Plan.UNKNOWN
    placed_by: str = ""


def when_of(row: Review | IncidentDraft) -> When:
    """When it happened, as the rules take it."""
    start = PartialDate.parse(row.happened) if row.happened else None
    return When(start, PartialDate.parse(row.happened_until) if start and row.happened_until else None)


def _check(draft: IncidentDraft, at: datetime) -> When:
    require(bool(draft.name.strip()), "Give it a code name, such as a bird’s or a tree’s: never a child’s.")
    require(not draft.happened_until or bool(draft.happened), "Give the beginning of the range too.")
    when = when_of(draft)
    if when.end is not None and when.start is not None:
        require(when.end.last_day >= when.start.first_day, "The end of the range comes before its beginning.")
    no_problem(
        days_problem(happened_first=when.first_day, aware_on=draft.aware_on, told_on=draft.told_on, today=day_of(at))
    )
    return when


def make_review(
    *, group: Group, draft: IncidentDraft, door: Door, state: ReviewState, at: datetime, when: When
) -> Review:
    """The record, its place on the thread and the review's own row."""
    record = records.make_record(
        kind=RecordKind.REVIEW,
        partnership_id=group.partnership_id,
        group=group,
        circle=records.group_circle(group),
        title=draft.name.strip(),
        at=at,
        happened=draft.happened,
        happened_on=when.first_day,
    )
    Record.objects.filter(pk=record.pk).update(retention_class=RetentionClass.REVIEW.value)
    record.retention_class = RetentionClass.REVIEW.value
    kind = SourceKind.RAPID_REVIEW if door is Door.INCIDENT else SourceKind.NEAR_MISS
    Source.objects.create(record=record, partnership_id=group.partnership_id, kind=kind.value, summary=draft.what)
    return Review.objects.create(
        record=record,
        partnership_id=group.partnership_id,
        door=door.value,
        state=state.value,
        **{name: getattr(draft, name) for name in (*FACTS, *DAYS)},
    )


def begin_notification(row: Review, by: Viewer, at: datetime) -> None:
    """The statutory clock: from the day of becoming aware, whenever it is written down."""
    when = when_of(row)
    events: dict[str, tuple[PartialDate, time | None]] = {}
    if when.start is not None:
        events["incident"] = (when.start, None)
    if row.aware_on is not None:
        events["aware"] = (PartialDate.of(row.aware_on), row.aware_at)
    pathways.start(record=row.record, pathway="serious_incident_notification", events=events, by=actor(by), at=at)


@transaction.atomic
def open_incident(*, group: Group, draft: IncidentDraft, by: Viewer, at: datetime) -> Review:
    """Write a serious incident down: the notification's clock runs from the day the local authority became aware. Errors: Refused."""
    require(permissions.may_lead(by, group.partnership_id, group.pk), NOT_YOURS)
    when = _check(draft, at)
    no_problem(reason_problem(draft.what) and "Say in a sentence or more what happened, without names.")
    row = make_review(group=group, draft=draft, door=Door.INCIDENT, state=ReviewState.CONSIDERED, at=at, when=when)
    written(row.record, Event.OPENED, "Serious incident written down", by, at)
    begin_notification(row, by, at)
    _safe(row, by, at)
    tell(
        row.record,
        leads(row.partnership_id, row.record.group_id, at),
        Event.OPENED,
        "a serious incident was written down; the local authority has 5 working days from becoming aware",
        by,
        at,
        urgent=True,
    )
    return row


@transaction.atomic
def edit_incident(*, review_id: int, seen: int | None, draft: IncidentDraft, by: Viewer, at: datetime) -> Review:
    """Change the facts; ages and clocks follow, what was recorded before stays in the history. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "edit", by, seen)
    when = _check(draft, at)
    for name in (*FACTS, *DAYS):
        setattr(row, name, getattr(draft, name))
    row.save(update_fields=[*FACTS, *DAYS])
    title = draft.name.strip()[:400]
    records.touch(row.record, title=title, happened=draft.happened, happened_on=when.first_day)
    Source.objects.filter(pk=row.pk).update(summary=draft.what)
    for child in Child.objects.filter(review=row).select_related("subject"):
        _set_age(child, decrypt(child.subject.born_sealed), when)
        child.save(update_fields=["age_least", "age_most"])
    written(row.record, Event.CHANGED, "Its facts were changed", by, at)
    if when.start is not None:
        report(row, "incident", when.start, by, at)
    if row.aware_on is not None:
        report(row, "aware", row.aware_on, by, at, row.aware_at)
    _safe(row, by, at)
    return row


def _safe(row: Review, by: Viewer, at: datetime) -> None:
    """What was done for children's safety is written down: the first time it is, the pathway hears of it."""
    held = CourseEvent.objects.filter(record=row.record, key="immediate_safety").exists()
    if row.safety.strip() and not held:
        report(row, "immediate_safety", day_of(at), by, at)


def _set_age(child: Child, born: str, when: When) -> Age | None:
    if not born and child.age_least is not None and child.age_most is not None:
        return Age(child.age_least, child.age_most)  # it was brought in as an age, without who the child is: it stays
    age = age_at(PartialDate.parse(born) if born else None, when)
    child.age_least, child.age_most = (age.least, age.most) if age else (None, None)
    return age


def _fill(child: Child, draft: ChildDraft, when: When, born: str) -> None:
    child.sex, child.care, child.plan, child.outcome = (
        draft.sex.value, draft.care.value, draft.plan.value, draft.outcome.value,
    )  # fmt: skip
    child.ethnicity, child.disability = draft.ethnicity.strip(), draft.disability.strip()
    child.placed_by = draft.placed_by.strip()
    no_problem(age_problem(_set_age(child, born, when), draft.care))


def _seal(subject: Subject, draft: ChildDraft) -> None:
    """Only what was typed is sealed anew: an empty field leaves what is there."""
    number = draft.nhs_number.replace(" ", "")
    for column, text in (
        ("name_sealed", draft.name.strip()), ("born_sealed", draft.born), ("nhs_number_sealed", number),
        ("address_sealed", draft.address.strip()),
    ):  # fmt: skip
        if text:
            setattr(subject, column, encrypt(text))
    for column, text in (("nhs_number_index", number), ("name_index", draft.name), ("born_index", draft.born)):
        if text.strip():
            setattr(subject, column, blind_index(text))


@transaction.atomic
def put_child(*, review_id: int, seen: int | None, draft: ChildDraft, by: Viewer, at: datetime) -> Child:
    """Add a child under a pseudonym; the age at the incident comes from the date of birth. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "child", by, seen)
    held = Child.objects.filter(review=row).select_related("subject")
    require(bool(draft.pseudonym.strip()), "Give the child a pseudonym, such as Child A.")
    require(
        draft.pseudonym.strip() not in {child.subject.pseudonym for child in held},
        "Another child of this review has that pseudonym.",
    )
    # a child whom the family's page knows already, and who survived, is the same person
    known = Subject.objects.filter(record=row.record, pseudonym=draft.pseudonym.strip()).first()
    subject = known or Subject(record=row.record, pseudonym=draft.pseudonym.strip())
    subject.sets_retention = True
    _seal(subject, draft)
    child = Child(review=row, number=(held.aggregate(most=Max("number"))["most"] or 0) + 1)
    _fill(child, draft, when_of(row), draft.born)
    subject.save()
    child.subject = subject
    child.save()
    _count(row)
    written(row.record, Event.CHILD, f"{subject.pseudonym} was written down", by, at)
    return child


@transaction.atomic
def edit_child(*, child_id: int, seen: int | None, draft: ChildDraft, by: Viewer, at: datetime) -> Child:
    """Change what is known of a child; identifying fields left empty stay as they are. Errors: Refused, ChangedMeanwhile."""
    child = Child.objects.select_related("subject").get(pk=child_id)
    row = locked(child.review_id, "child", by, seen)
    _seal(child.subject, draft)
    _fill(child, draft, when_of(row), draft.born or decrypt(child.subject.born_sealed))
    child.subject.save()
    child.save()
    _count(row)
    written(row.record, Event.CHILD, f"What is known of {child.subject.pseudonym} was changed", by, at)
    return child


def _count(row: Review) -> None:
    """The thread counts children, never reviews or incidents."""
    Source.objects.filter(pk=row.pk).update(children=Child.objects.filter(review=row).count())
    records.touch(row.record)


@transaction.atomic
def show_child(*, child: Child, by: Viewer, at: datetime, why: str) -> Identity:
    """Who a child is, once it is written down who asked and why. Errors: Refused."""
    record = child.review.record
    require(permissions.may_see_identity(by, record.partnership_id, record.group_id), NOT_YOURS)
    require(bool(why.strip()), "Say why you need to know who this is.")
    child.subject.record = record
    return records.show_subject(subject=child.subject, by=actor(by), at=at, why=why.strip())
