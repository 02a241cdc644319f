"""The door below the threshold: referred by anyone, agreed, taken up, screened, and the referrer told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, connection, transaction

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.core.references import new_reference
from goldenthread.pathways import operations as pathways
from goldenthread.pathways.models import Course
from goldenthread.practice_reviews import permissions
from goldenthread.practice_reviews.models import Arrangement, Referral, Review
from goldenthread.practice_reviews.operations.incident import IncidentDraft, begin_notification, make_review
from goldenthread.practice_reviews.operations.shared import NOT_YOURS, locked, locked_referral, report, store
from goldenthread.practice_reviews.rules.ages import When
from goldenthread.practice_reviews.rules.incident import days_problem, reason_problem
from goldenthread.practice_reviews.terms import (
    Door,
    Escalated,
    Event,
    Grounds,
    IncidentType,
    Nature,
    ReferralState,
    ReviewState,
    Screening,
)
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.operations.casework import actor, leads, no_problem, require, tell, written
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Source
from goldenthread.thread.terms import SourceKind

KEPT_FOR = timedelta(days=3650)
"""How long a referrer keeps sight of what they referred. Our own measure; the record's retention ends it sooner."""
TRIES = 5
PATHWAY = "below_threshold_review"


@dataclass(frozen=True, slots=True)
class ReferralDraft:
    """What someone typed of a referral: no names anywhere."""

    grounds: Grounds
    what: str
    why_together: str
    safety: str
    happened: str = ""
    aware_on: date | None = None
    agencies: str = ""
    escalated: Escalated = Escalated.NOT_APPLICABLE
    escalation: str = ""
    processes: str = ""
    wanted: str = ""
    organisation: int | None = None
    lead_role: str = ""
    lead_agreed_on: date | None = None


@transaction.atomic
def refer(*, partnership_id: int, draft: ReferralDraft, by: Viewer, at: datetime) -> Referral:
    """Refer something for learning. Whoever holds a post or a seat here may; the referrer sees this record of it and nothing else. Errors: Refused."""
    arrangement = Arrangement.objects.filter(pk=partnership_id).select_related("group").first()
    if arrangement is None:
        raise Refused("The business unit has not said yet which group takes referrals. Ask it to.")
    for words in (draft.what, draft.why_together, draft.safety):
        no_problem(
            reason_problem(words)
            and "Say in a sentence each what happened, why it can teach several agencies, and what was done for the children’s safety."
        )
    when = When(PartialDate.parse(draft.happened) if draft.happened else None)
    no_problem(days_problem(happened_first=when.first_day, aware_on=draft.aware_on, told_on=None, today=day_of(at)))
    require(
        draft.lead_agreed_on is None or (bool(draft.lead_role.strip()) and draft.lead_agreed_on <= day_of(at)),
        "Give the designated lead’s role with the day on which they agreed; it cannot lie ahead.",
    )
    record = _received(partnership_id, draft, by, at)
    row = Referral.objects.create(
        record=record, partnership_id=partnership_id, referrer_id=by.person_id, organisation_id=draft.organisation,
        grounds=draft.grounds.value, happened=draft.happened, aware_on=draft.aware_on, what=draft.what.strip(),
        why_together=draft.why_together.strip(), agencies=draft.agencies.strip(), escalated=draft.escalated.value,
        escalation=draft.escalation.strip(), safety=draft.safety.strip(), processes=draft.processes.strip(),
        wanted=draft.wanted.strip(), lead_role=draft.lead_role.strip(), lead_agreed_on=draft.lead_agreed_on, made_at=at,
    )  # fmt: skip
    written(record, Event.REFERRED, f"Referred for learning: {draft.grounds.label.lower()}", by, at)
    serious = draft.grounds is Grounds.SERIOUS
    tell(
        record,
        leads(partnership_id, arrangement.group_id, at),
        Event.REFERRED,
        "a referral arrived that may meet the criteria of a serious incident: read it today"
        if serious
        else "a referral for learning arrived",
        by,
        at,
        urgent=serious,
    )
    return row


def _received(partnership_id: int, draft: ReferralDraft, by: Viewer, at: datetime) -> Record:
    """The record in the circle of the group that holds reviews, in which its referrer does not sit."""
    day = day_of(at)
    for _ in range(TRIES):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "select practice_reviews_receive(%s, %s, %s, %s, %s, %s, %s, %s)",
                    [
                        by.person_id, new_reference(RecordKind.REFERRAL.prefix), partnership_id,
                        f"Referral: {draft.grounds.label.lower()}", draft.happened, at, day, day + KEPT_FOR,
                    ],
                )  # fmt: skip
                return Record.objects.get(pk=cursor.fetchone()[0])
        except IntegrityError:
            continue
    raise Refused("No reference could be drawn; try again.")


@transaction.atomic
def agree(*, referral_id: int, seen: int | None, lead_role: str, on: date, by: Viewer, at: datetime) -> Referral:
    """Record that the agency's designated lead agreed: by the referrer, or by those who lead reviews. Errors: Refused, ChangedMeanwhile."""
    row = locked_referral(referral_id, seen)
    leads = permissions.may_lead(by, row.partnership_id, row.record.group_id)
    require(
        leads or row.referrer_id == by.person_id, "The referrer, the business unit and the group’s chair write this."
    )
    require(bool(lead_role.strip()), "Give the designated lead’s role.")
    require(on <= day_of(at), "They cannot have agreed on a day to come.")
    require(row.state != ReferralState.ANSWERED.value, "This referral was answered already.")
    store(row, lead_role=lead_role.strip(), lead_agreed_on=on)
    written(row.record, Event.AGREED, "The agency’s designated lead agreed", by, at)
    review = Review.objects.filter(referral=row).select_related("record").first() if leads else None
    if review is not None:
        report(review, "agreed", on, by, at)
    return row


@transaction.atomic
def take_up(*, referral_id: int, seen: int | None, name: str, by: Viewer, at: datetime) -> Review:
    """Take a referral up for screening, under a code name: its clocks run from the day it arrived. Errors: Refused, ChangedMeanwhile."""
    row = locked_referral(referral_id, seen)
    require(permissions.may_lead(by, row.partnership_id, row.record.group_id), NOT_YOURS)
    require(row.state == ReferralState.SENT.value, "It was taken up already.")
    draft = IncidentDraft(
        name=name, nature=Nature.NONE, incident_type=IncidentType.AGENCIES, what=row.what, happened=row.happened,
        aware_on=row.aware_on, safety=row.safety, processes=row.processes,
    )  # fmt: skip
    require(bool(name.strip()), "Give it a code name, such as a bird’s or a tree’s: never a child’s.")
    group = Arrangement.objects.select_related("group").get(pk=row.partnership_id).group
    when = When(PartialDate.parse(row.happened) if row.happened else None)
    review = make_review(group=group, draft=draft, door=Door.REFERRAL, state=ReviewState.SCREENING, at=at, when=when)
    review.referral = row
    review.save(update_fields=["referral"])
    store(row, state=ReferralState.TAKEN.value)
    events = {"referred": (PartialDate.of(day_of(row.made_at)), None)}
    pathways.start(record=review.record, pathway=PATHWAY, events=events, by=actor(by), at=at)
    if row.lead_agreed_on is not None:
        report(review, "agreed", row.lead_agreed_on, by, at)
    report(review, "acknowledged", day_of(at), by, at)
    written(review.record, Event.TAKEN, f"Taken up from {row.record.reference}", by, at)
    written(row.record, Event.TAKEN, "Taken up for screening", by, at)
    _tell_referrer(row, Event.TAKEN, "your referral is being read", by, at)
    return review


def _tell_referrer(row: Referral, verb: Event, words: str, by: Viewer, at: datetime) -> None:
    tell(row.record, {row.referrer_id}, verb, words, by, at)


@transaction.atomic
def screen(
    *,
    review_id: int,
    seen: int | None,
    outcome: Screening,
    why: str,
    screened_by: str,
    on: date,
    aware_on: date | None,
    by: Viewer,
    at: datetime,
) -> Review:
    """Decide what kind of review a referral needs, with reasons. What meets the criteria goes on as a serious incident at once. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "screen", by, seen)
    no_problem(reason_problem(why))
    require(bool(screened_by.strip()), "Say in which role, or by which meeting, it was screened.")
    require(on <= day_of(at), "It cannot have been screened on a day to come.")
    store(row, screening=outcome.value, screening_why=why.strip(), screened_by=screened_by.strip(), screened_on=on)
    written(row.record, Event.SCREENED, f"Screened: {outcome.label.lower()}", by, at)
    report(row, "threshold", on, by, at)
    report(row, "screened", on, by, at)
    if outcome is Screening.SERIOUS:
        _serious(row, aware_on, on, by, at)
    elif outcome in {Screening.LOCAL, Screening.APPRECIATIVE}:
        store(row, state=ReviewState.LOCAL.value)
    else:
        report(row, "no_review", on, by, at)
    return row


@transaction.atomic
def make_serious(
    *, review_id: int, seen: int | None, why: str, aware_on: date | None, on: date, by: Viewer, at: datetime
) -> Review:
    """What was below the threshold meets the criteria after all. The clock runs from the original awareness, and may be past. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "serious", by, seen)
    no_problem(reason_problem(why))
    require(row.notified_at is None, "It was notified before. A new notification is a serious incident of its own.")
    store(row, screening=Screening.SERIOUS.value, screening_why=why.strip(), screened_on=on)
    written(row.record, Event.SCREENED, "It meets the criteria of a serious incident after all", by, at)
    _serious(row, aware_on, on, by, at)
    return row


def _serious(row: Review, aware_on: date | None, on: date, by: Viewer, at: datetime) -> None:
    """The earliest day that anyone wrote down for the local authority's awareness holds: no later paper moves the clock."""
    held = row.referral.aware_on if row.referral else None
    known = [each for each in (row.aware_on, held, aware_on) if each is not None]
    require(bool(known), "Say on which day the local authority became aware: the 5 working days run from it.")
    aware = min(known)
    require(aware <= day_of(at), "The local authority cannot have become aware on a day to come.")
    nature = Nature.HARM.value if row.nature == Nature.NONE.value else row.nature
    Source.objects.filter(pk=row.pk).update(kind=SourceKind.RAPID_REVIEW.value)
    store(row, aware_on=aware, nature=nature, state=ReviewState.CONSIDERED.value, decision="")
    report(row, "serious", on, by, at)
    if not _followed(row):
        begin_notification(row, by, at)
    tell(
        row.record, leads(row.partnership_id, row.record.group_id, at), Event.SCREENED,
        "it meets the criteria of a serious incident; the clock runs from when the local authority became aware",
        by, at, urgent=True,
    )  # fmt: skip


def _followed(row: Review) -> bool:
    return Course.objects.filter(record=row.record, pathway__key="serious_incident_notification").exists()


@transaction.atomic
def tell_referrer(*, referral_id: int, seen: int | None, outcome: str, by: Viewer, at: datetime) -> Referral:
    """Tell the referrer what came of it, in words that are theirs to read: no reasons of others, no names. Errors: Refused, ChangedMeanwhile."""
    row = locked_referral(referral_id, seen)
    require(permissions.may_lead(by, row.partnership_id, row.record.group_id), NOT_YOURS)
    require(row.state != ReferralState.ANSWERED.value, "The referrer was told already.")
    review = Review.objects.filter(referral=row).select_related("record").first()
    if review is None or not review.screening:
        raise Refused("Screen it first: there is no outcome to tell yet.")
    no_problem(reason_problem(outcome) and "Tell the outcome in a sentence or more.")
    store(row, outcome=outcome.strip(), told_at=at, state=ReferralState.ANSWERED.value)
    written(row.record, Event.TOLD, "The referrer was told the outcome", by, at)
    report(review, "referrer_told", day_of(at), by, at)
    _tell_referrer(row, Event.TOLD, "there is an outcome of your referral", by, at)
    return row
