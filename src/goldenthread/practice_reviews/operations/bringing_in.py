"""Live reviews and past decisions brought in from a spreadsheet: each row becomes a review once, with its days as they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction

from goldenthread.core.clock import ENGLAND
from goldenthread.core.dates import PartialDate
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.partnership.models import Group
from goldenthread.pathways import operations as pathways
from goldenthread.practice_reviews import permissions
from goldenthread.practice_reviews.models import BroughtIn, Child, FurtherDecision, PanelLetter, Review
from goldenthread.practice_reviews.operations.incident import IncidentDraft, make_review
from goldenthread.practice_reviews.rules.importing import PastReview
from goldenthread.practice_reviews.terms import Door, Event, Opinion, ReviewState
from goldenthread.records import operations as records
from goldenthread.records.models import Subject
from goldenthread.records.operations.casework import actor, require
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Source

S = ReviewState
BROUGHT_IN = "Brought in from a spreadsheet"
SETTLED = f"{BROUGHT_IN}: it was done before, or its day is not known."
DECIDER = "the local authority"
"""In whose name a decision and a notification stand where a file names no role. Source: Children Act 2004, section 16C(1)."""
SENDER = "the safeguarding partners"
"""Who send a rapid review’s report to the Panel. Source: Working Together 2023, chapter 5 (paragraph to be checked)."""
NOTIFICATION, RAPID, BELOW = "serious_incident_notification", "rapid_review", "below_threshold_review"
GOES_ON: dict[str, dict[ReviewState, tuple[str, ...] | None]] = {
    NOTIFICATION: {S.CONSIDERED: None},
    RAPID: {S.RAPID: None, S.FOLLOWED: ("reply", "response")},
    BELOW: {S.SCREENING: None, S.LOCAL: ("asked", "meeting", "shared")},
}
"""Which stages of a pathway are still to be done from where a review stands: None all of them; where it is not named, none."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows became reviews, and how many were there already."""

    made: int
    already: int


@transaction.atomic
def import_reviews(
    *, group: Group, rows: Sequence[PastReview], by: Viewer | None, at: datetime, as_actor: Actor | None = None
) -> Loaded:
    """Make each row a review of the group, where its file says it stands; rows brought in before are left as they are. Errors: Refused.

    Nobody is told: what happened is past, and what is open goes on from where it stands.
    """
    require(
        by is None or permissions.may_arrange(by, group.partnership_id), "Only the business unit brings reviews in."
    )
    doer = as_actor or (actor(by) if by else None)
    assert doer is not None  # a person, or a job that names itself
    Group.objects.select_for_update().get(pk=group.pk)
    keys = [row.key for row in rows]
    there = set(BroughtIn.objects.filter(partnership=group.partnership_id, key__in=keys).values_list("key", flat=True))
    made = sum(_load(group, row, doer, at) for row in rows if row.key not in there)
    return Loaded(made, len(rows) - made)


def _load(group: Group, row: PastReview, doer: Actor, at: datetime) -> bool:
    """One row as a review; False where another import, or one this person is kept out of, has it already."""
    try:
        with transaction.atomic():
            review = _make(group, row, at)
    except IntegrityError as error:
        if "practice_reviews_brought_in_once" not in str(error):
            raise
        return False
    _children(review, row)
    _decided(review, row, at)
    where = f", closed on {PartialDate.of(row.closed_on).in_words()}" if row.closed_on else ""
    history.write(
        verb=Event.IMPORTED,
        sentence=f"{BROUGHT_IN} (row {row.row}, {row.local_reference}) as “{row.state.label.lower()}”{where}",
        by=doer,
        at=at,
        about=records.about(review.record),
    )
    _pathways(review, row, doer, at)
    if row.closed_on is not None:
        records.touch(review.record, closed_on=row.closed_on)
    return True


def _midday(day: date | None, at: datetime) -> datetime:
    """A record begins on the first day on which anyone here knew; of its time of day nothing is known."""
    return min(at, datetime.combine(day, time(12), tzinfo=ENGLAND)) if day else at


def _make(group: Group, row: PastReview, at: datetime) -> Review:
    draft = IncidentDraft(
        name=row.name, nature=row.nature, incident_type=row.about, what=row.what, happened=str(row.when.start or ""),
        happened_until=str(row.when.end or ""), place_area=row.place_area, home_area=row.home_area,
        aware_on=row.aware_on, told_on=row.told_on,
    )  # fmt: skip
    opened = _midday(row.began_on, at)
    review = make_review(group=group, draft=draft, door=row.door, state=row.state, at=opened, when=row.when)
    BroughtIn.objects.create(
        review=review,
        partnership_id=review.partnership_id,
        key=row.key,
        local_reference=row.local_reference,
        made_at=at,
    )
    review.decision = row.decision.value if row.decision else ""
    review.decision_why, review.decided_on = row.decision_why, row.decided_on
    review.decided_by = DECIDER if row.decision else ""
    if row.notified_on is not None:
        # Midnight stands for a time of day that is not known: pages then say the day alone.
        review.notified_at = datetime.combine(row.notified_on, time(0), tzinfo=ENGLAND)
        review.notified_by, review.notified_reference = DECIDER, row.notified_reference
        review.notified_late_why = row.notified_late_why
    review.sent_on, review.sent_late_why = row.sent_on, row.sent_late_why
    review.sent_by = SENDER if row.sent_on else ""
    if row.state is S.CLOSED:
        review.closed_why = row.closed_why or f"{BROUGHT_IN} as closed."
    review.save()
    return review


def _children(review: Review, row: PastReview) -> None:
    """Under pseudonyms alone: the file says no more of them than their age and what became of them."""
    for number, each in enumerate(row.children, start=1):
        subject = Subject.objects.create(record=review.record, pseudonym=f"Child {chr(ord('A') + number - 1)}")
        Child.objects.create(
            review=review,
            subject=subject,
            number=number,
            age_least=each.age.least if each.age else None,
            age_most=each.age.most if each.age else None,
            care=each.care.value,
            outcome=each.outcome.value,
        )
    if row.children:
        Source.objects.filter(pk=review.pk).update(children=len(row.children))


def _decided(review: Review, row: PastReview, at: datetime) -> None:
    further_on = row.further_on or row.sent_on
    if row.further is not None and further_on is not None:
        FurtherDecision.objects.create(
            review=review, decision=row.further.value, criteria={}, why=row.further_why or f"{BROUGHT_IN} without reasons.",
            on=further_on, made_at=at,
        )  # fmt: skip
    if row.reply is not None and row.reply_on is not None:
        # What followed from a letter of what is closed is past; of what is open it is still to be written down.
        past = row.state is S.CLOSED
        PanelLetter.objects.create(
            review=review, reply=row.reply.value, text=f"{BROUGHT_IN}: {row.reply.label.lower()}.", on=row.reply_on, made_at=at,
            answer=f"{BROUGHT_IN} as closed." if past else "", answered_on=row.closed_on if past else None,
        )  # fmt: skip


def _pathways(review: Review, row: PastReview, doer: Actor, at: datetime) -> None:
    """The pathways of a review with their historic days, so that timeliness over the years counts them."""

    def begin(pathway: str, **happened: date | PartialDate | None) -> None:
        days = {key: PartialDate.of(on) if isinstance(on, date) else on for key, on in happened.items()}
        goes_on = GOES_ON[pathway].get(row.state, ())
        pathways.bring_in(
            record=review.record, pathway=pathway, happened=days, goes_on=goes_on, reason=SETTLED, by=doer, at=at
        )

    if row.door is Door.REFERRAL:
        serious = row.decided_on or row.notified_on if row.decision else None
        begin(BELOW, referred=row.told_on, serious=serious)
    if row.door is Door.INCIDENT or row.decision is not None:
        begin(
            NOTIFICATION,
            incident=row.when.start,
            aware=row.aware_on,
            decision=row.decided_on,
            notification=row.notified_on if row.decision is Opinion.NOTIFY else None,
        )
    if row.notified_on is not None:
        begin(RAPID, notified=row.notified_on, panel_meeting=row.further_on, sent=row.sent_on, reply=row.reply_on)
