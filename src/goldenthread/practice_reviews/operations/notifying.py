"""Partners' views, the local authority's decision, the notification, and its withdrawal."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.design.format import in_words, local
from goldenthread.pathways import operations as pathways
from goldenthread.practice_reviews.models import AreaTold, Child, PartnerView, Review
from goldenthread.practice_reviews.operations.shared import locked, report, settle, store
from goldenthread.practice_reviews.queries.clocks import notification_due
from goldenthread.practice_reviews.rules.incident import (
    dissent,
    notification_problem,
    reason_problem,
    views_missing,
)
from goldenthread.practice_reviews.terms import Event, Opinion, Partner, ReviewState
from goldenthread.records import operations as records
from goldenthread.records.operations.casework import actor, leads, no_problem, require, tell, written
from goldenthread.records.viewer import Viewer


def views_of(row: Review) -> list[tuple[Partner, Opinion]]:
    """Every view that was given, in the order it was given."""
    return [
        (Partner(partner), Opinion(opinion))
        for partner, opinion in PartnerView.objects.filter(review=row).order_by("pk").values_list("partner", "opinion")
    ]


@transaction.atomic
def give_view(
    *,
    review_id: int,
    partner: Partner,
    opinion: Opinion,
    why: str,
    by_role: str,
    on: date,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> PartnerView:
    """Record what a partner thinks of notifying, with its reasons. A later view stands; the earlier stays. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "view", by, seen)
    no_problem(reason_problem(why))
    require(bool(by_role.strip()), "Say in which role the view was given.")
    require(on <= day_of(at), "It cannot have been given on a day to come.")
    view = PartnerView.objects.create(
        review=row, partner=partner.value, opinion=opinion.value, why=why.strip(), by_role=by_role.strip(), on=on, made_at=at
    )  # fmt: skip
    records.touch(row.record)
    written(row.record, Event.VIEW, f"{partner.label}: {opinion.label.lower()}", by, at)
    if not views_missing(views_of(row)):
        report(row, "views", on, by, at)
    return view


@transaction.atomic
def decide(
    *, review_id: int, seen: int | None, notifies: bool, why: str, decided_by: str, on: date, by: Viewer, at: datetime
) -> Review:
    """Record the local authority's decision: it alone holds the duty, whatever others think; dissent is kept. Errors: Refused, ChangedMeanwhile.

    Whoever dissents, and the chair, are told of a decision that not all share: it can be escalated from there.
    """
    row = locked(review_id, "decide", by, seen)
    no_problem(reason_problem(why))
    require(bool(decided_by.strip()), "Say in which role the decision was taken.")
    require(on <= day_of(at), "It cannot have been taken on a day to come.")
    require(row.aware_on is None or on >= row.aware_on, "It cannot have been taken before becoming aware.")
    opinion = Opinion.NOTIFY if notifies else Opinion.NOT_NOTIFY
    store(row, decision=opinion.value, decision_why=why.strip(), decided_by=decided_by.strip(), decided_on=on)
    others = dissent(views_of(row), notifies)
    apart = f"; not shared by {in_words(each.label.lower() for each in others)}" if others else ""
    written(row.record, Event.DECIDED, f"The local authority decided: {opinion.label.lower()}{apart}", by, at)
    report(row, "decision", on, by, at)
    if others:
        people = leads(row.partnership_id, row.record.group_id, at)
        tell(row.record, people, Event.DECIDED, "not every partner shares the decision on notifying", by, at)
    if not notifies:
        pathways.not_needed(
            record=row.record, pathway="serious_incident_notification", stage="notification",
            reason=f"The local authority decided not to notify: {why.strip()}"[:500], by=actor(by), at=at,
        )  # fmt: skip
        store(row, state=ReviewState.LOCAL.value)
    return row


@transaction.atomic
def notify(
    *,
    review_id: int,
    seen: int | None,
    sent_at: datetime,
    reference: str,
    sent_by: str,
    late_why: str,
    by: Viewer,
    at: datetime,
) -> Review:
    """Record that the Panel was notified: the rapid review's 15 working days run from that instant. Errors: Refused, ChangedMeanwhile.

    What is late is recorded all the same, with the reason: the date stays what it was.
    """
    row = locked(review_id, "notify", by, seen)
    day = day_of(sent_at)
    no_problem(
        notification_problem(
            decision=row.decision,
            children=Child.objects.filter(review=row).count(),
            sent_on=day,
            aware_on=row.aware_on,
            today=day_of(at),
        )
    )
    require(sent_at <= at, "It cannot have been sent at a time to come.")
    require(bool(reference.strip()), "Give the reference that the national form gave.")
    require(bool(sent_by.strip()), "Say in which role it was sent.")
    due = notification_due(row.record_id)
    late = due is not None and day > due
    require(not late or bool(late_why.strip()), "It was sent late: say why.")
    store(
        row, notified_at=sent_at, notified_reference=reference.strip(), notified_by=sent_by.strip(),
        notified_late_why=late_why.strip() if late else "", state=ReviewState.RAPID.value,
    )  # fmt: skip
    said = "Notified to the Panel" + (", late" if late else ", in time")
    written(row.record, Event.NOTIFIED, said, by, at)
    moment = local(sent_at).time().replace(second=0, microsecond=0)
    report(row, "notification", day, by, at, moment)
    settle(row, "serious_incident_notification", "notification", "The Panel was notified without it.", by, at)
    report(row, "copy", day_of(at), by, at)  # what is recorded here is with the business unit
    pathways.start(
        record=row.record, pathway="rapid_review", events={"notified": (PartialDate.of(day), moment)},
        by=actor(by), at=at,
    )  # fmt: skip
    people = leads(row.partnership_id, row.record.group_id, at)
    tell(
        row.record, people, Event.NOTIFIED, "the Panel was notified; the rapid review is due in 15 working days", by, at
    )
    return row


@transaction.atomic
def tell_area(
    *, review_id: int, area: str, why: str, on: date, by: Viewer, at: datetime, seen: int | None = None
) -> AreaTold:
    """Record that another area was told. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "area", by, seen)
    require(bool(area.strip()), "Name the area.")
    require(on <= day_of(at), "It cannot have been told on a day to come.")
    told = AreaTold.objects.create(review=row, area=area.strip(), why=why.strip(), on=on, made_at=at)
    records.touch(row.record)
    written(row.record, Event.AREA_TOLD, "Another area was told", by, at)
    report(row, "partners_told", on, by, at)
    return told


@transaction.atomic
def withdraw(*, review_id: int, seen: int | None, on: date, why: str, by: Viewer, at: datetime) -> Review:
    """Withdraw a notification that was made in error, or whose criteria were not met: the clock stops, all that was done stays. Errors: Refused, ChangedMeanwhile.

    It goes on as a local learning review, in which it can be decided that there is nothing to learn.
    """
    row = locked(review_id, "withdraw", by, seen)
    no_problem(reason_problem(why))
    assert row.notified_at is not None
    require(day_of(row.notified_at) <= on <= day_of(at), "It was withdrawn between the notification and today.")
    store(row, withdrawn_on=on, withdrawn_why=why.strip(), state=ReviewState.LOCAL.value)
    written(row.record, Event.WITHDRAWN, f"The notification was withdrawn: {why.strip()}", by, at)
    report(row, "withdrawn", on, by, at)
    people = leads(row.partnership_id, row.record.group_id, at)
    tell(row.record, people, Event.WITHDRAWN, "the notification was withdrawn; the clock has stopped", by, at)
    return row
