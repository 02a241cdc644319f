"""A local child safeguarding practice review begun: the reviewer, what they cost, the terms, and what runs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.design.format import in_words
from goldenthread.pathways import operations as pathways
from goldenthread.pathways.models import CourseStage
from goldenthread.practice_reviews.models import (
    Check,
    Commission,
    Cost,
    FurtherDecision,
    PanelLetter,
    Practitioners,
    Proceeding,
    Review,
    Reviewer,
)
from goldenthread.practice_reviews.operations.shared import locked, report, store
from goldenthread.practice_reviews.rules.deciding import asks_an_answer
from goldenthread.practice_reviews.rules.incident import reason_problem
from goldenthread.practice_reviews.rules.publishing import appointment_problem, initiating_problem, stages_held
from goldenthread.practice_reviews.terms import (
    Ended,
    Event,
    Further,
    PractitionerKind,
    ProceedingKind,
    Reply,
    Restriction,
    ReviewState,
)
from goldenthread.records import operations as records
from goldenthread.records.operations.casework import actor, leads, no_problem, require, tell, written
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Source
from goldenthread.thread.terms import SourceKind

PATHWAY = "child_safeguarding_practice_review"


@transaction.atomic
def initiate(*, review_id: int, seen: int | None, purpose: str, on: date, by: Viewer, at: datetime) -> Commission:
    """Begin a local child safeguarding practice review: its six months run from this day. Errors: Refused, ChangedMeanwhile.

    It is the same record that the incident or the referral was: what was learned before stays on one thread.
    """
    row = locked(review_id, "initiate", by, seen)
    last = FurtherDecision.objects.filter(review=row).order_by("-pk").first()
    letters = PanelLetter.objects.filter(review=row, answered_on__isnull=True).values_list("reply", flat=True)
    no_problem(
        initiating_problem(
            decided_to_review=last is not None and last.decision == Further.REVIEW.value,
            asked=sum(asks_an_answer(Reply(each)) for each in letters),
        )
    )
    assert last is not None
    no_problem(reason_problem(purpose) and "Say in a sentence or more what more it should find out.")
    require(last.on <= on <= day_of(at), "It was initiated between the decision and today.")
    require(not Commission.objects.filter(review=row).exists(), "It was initiated before, and ended.")
    made = Commission.objects.create(review=row, initiated_on=on, purpose=purpose.strip())
    store(row, state=ReviewState.COMMISSIONED.value)
    Source.objects.filter(pk=row.pk).update(kind=SourceKind.PRACTICE_REVIEW.value)
    written(row.record, Event.INITIATED, "A local child safeguarding practice review was initiated", by, at)
    pathways.start(
        record=row.record, pathway=PATHWAY, events={"initiated": (PartialDate.of(on), None)}, by=actor(by), at=at
    )
    people = leads(row.partnership_id, row.record.group_id, at)
    tell(row.record, people, Event.INITIATED, "a local child safeguarding practice review was initiated", by, at)
    return made


@transaction.atomic
def appoint(
    *,
    review_id: int,
    name: str,
    independence: str,
    conflicts: str,
    appointed_by: str,
    on: date,
    by: Viewer,
    at: datetime,
    days: int | None = None,
    pounds: int | None = None,
    panel_told_on: date | None = None,
    seen: int | None = None,
) -> Reviewer:
    """Appoint a reviewer, with what was considered; and record that the Panel has the name, where it has. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "reviewer", by, seen)
    begun = Commission.objects.get(review=row)
    require(bool(name.strip()), "Name the reviewer.")
    require(bool(appointed_by.strip()), "Say who appointed the reviewer: a role, or a meeting.")
    no_problem(
        appointment_problem(
            independence=independence, conflicts=conflicts, days=days, cost=pounds, on=on,
            initiated_on=begun.initiated_on, today=day_of(at),
        )
    )  # fmt: skip
    require(
        panel_told_on is None or begun.initiated_on <= panel_told_on <= day_of(at),
        "The Panel was told between the initiation and today.",
    )
    made = Reviewer.objects.create(
        review=row, name=name.strip(), independence=independence.strip(), conflicts=conflicts.strip(),
        appointed_by=appointed_by.strip(), on=on, made_at=at,
    )  # fmt: skip
    Cost.objects.create(
        review=row, reviewer=made, days=days, pounds=pounds, agreed_by=appointed_by.strip(), on=on, made_at=at
    )
    records.touch(row.record)
    written(row.record, Event.REVIEWER, f"A reviewer was appointed: {made.name}", by, at)
    report(row, "reviewer", on, by, at)
    if panel_told_on is not None:
        report(row, "panel_told", panel_told_on, by, at)
    return made


@transaction.atomic
def end_reviewer(
    *, reviewer_id: int, how: Ended, why: str, on: date, by: Viewer, at: datetime, seen: int | None = None
) -> Reviewer:
    """A reviewer's work ends: done, resigned, removed, or for a conflict. Their drafts and what they cost stay. Errors: Refused, ChangedMeanwhile."""
    held = Reviewer.objects.get(pk=reviewer_id)
    row = locked(held.review_id, "reviewer_ends", by, seen)
    require(held.ended_on is None, "That is recorded already.")
    require(how is Ended.DONE or not reason_problem(why), "Give the reasons in a sentence or more.")
    require(held.on <= on <= day_of(at), "It ended between the appointment and today.")
    held.ended, held.ended_why, held.ended_on = how.value, why.strip(), on
    held.save(update_fields=["ended", "ended_why", "ended_on"])
    records.touch(row.record)
    written(row.record, Event.REVIEWER, f"The work of {held.name} ended: {how.label.lower()}", by, at)
    left = Reviewer.objects.filter(review=row, ended_on__isnull=True).exists()
    if how is not Ended.DONE and not left and row.state == ReviewState.COMMISSIONED.value:
        people = leads(row.partnership_id, row.record.group_id, at)
        tell(row.record, people, Event.REVIEWER, "the review has no reviewer", by, at, urgent=True)
    return held


@transaction.atomic
def agree_cost(
    *,
    reviewer_id: int,
    days: int | None,
    pounds: int | None,
    why: str,
    agreed_by: str,
    on: date,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Cost:
    """Agree days and cost anew: the row before it stays. Errors: Refused, ChangedMeanwhile."""
    held = Reviewer.objects.get(pk=reviewer_id)
    row = locked(held.review_id, "cost", by, seen)
    require(days is not None or pounds is not None, "Give the days or the cost.")
    require((days or 1) >= 1 and (pounds or 0) >= 0, "Days and cost cannot be less than nothing.")
    no_problem(reason_problem(why))
    require(bool(agreed_by.strip()), "Say who agreed it: a role, or a meeting.")
    require(held.on <= on <= day_of(at), "It was agreed between the appointment and today.")
    made = Cost.objects.create(
        review=row, reviewer=held, days=days, pounds=pounds, why=why.strip(), agreed_by=agreed_by.strip(), on=on,
        made_at=at,
    )  # fmt: skip
    records.touch(row.record)
    written(row.record, Event.COST, "Days or cost were agreed anew", by, at)
    return made


@transaction.atomic
def write_terms(
    *,
    review_id: int,
    seen: int | None,
    terms: str,
    covers: str,
    method: str,
    agreed_on: date | None,
    by: Viewer,
    at: datetime,
) -> Commission:
    """Write the terms of reference, and record the day they were agreed. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "terms", by, seen)
    held = Commission.objects.get(review=row)
    no_problem(reason_problem(terms) and "Write the terms in a sentence or more.")
    require(
        agreed_on is None or held.initiated_on <= agreed_on <= day_of(at),
        "They were agreed between the initiation and today.",
    )
    held.terms, held.covers, held.method, held.terms_agreed_on = (
        terms.strip(),
        covers.strip(),
        method.strip(),
        agreed_on,
    )
    held.save(update_fields=["terms", "covers", "method", "terms_agreed_on"])
    records.touch(row.record)
    written(row.record, Event.TERMS, f"Terms of reference {'agreed' if agreed_on else 'written'}", by, at)
    if agreed_on is not None:
        report(row, "terms", agreed_on, by, at)
    return held


@transaction.atomic
def begin_proceeding(
    *,
    review_id: int,
    kind: ProceedingKind,
    keeps_from: Sequence[Restriction],
    words: str,
    on: date,
    look_on: date | None,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Proceeding:
    """Record a proceeding beside the review. What it keeps the review from is held on its way until it ends, with a day to look again. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "proceeding", by, seen)
    no_problem(reason_problem(words) and "Say in a sentence or more what is asked, and by whom.")
    require(on <= day_of(at), "It cannot have begun on a day to come.")
    require(not keeps_from or look_on is not None, "Set a day on which it is looked at again.")
    known = list(
        CourseStage.objects.filter(record=row.record, course__pathway__key=PATHWAY).values_list("key", flat=True)
    )
    stages = stages_held(keeps_from, known)
    hold = None
    if stages:
        assert look_on is not None
        hold = pathways.hold(
            record=row.record, pathway=PATHWAY, reason=f"{kind.label}: {words.strip()}"[:500], starts_on=on,
            review_on=look_on, stages=stages, by=actor(by), at=at,
        )  # fmt: skip
    made = Proceeding.objects.create(
        review=row, kind=kind.value, keeps_from=[each.value for each in keeps_from], words=words.strip(), on=on,
        look_on=look_on, hold=hold, made_at=at,
    )  # fmt: skip
    records.touch(row.record)
    kept = f"; it keeps the review from {in_words(each.label.lower() for each in keeps_from)}" if keeps_from else ""
    written(row.record, Event.PROCEEDING, f"{kind.label} beside the review{kept}", by, at)
    return made


@transaction.atomic
def end_proceeding(
    *, proceeding_id: int, why: str, on: date, by: Viewer, at: datetime, seen: int | None = None
) -> Proceeding:
    """A proceeding ends, or no longer keeps the review from anything: what was held goes on from this day. Errors: Refused, ChangedMeanwhile."""
    held = Proceeding.objects.select_related("hold").get(pk=proceeding_id)
    row = locked(held.review_id, "proceeding_ends", by, seen)
    require(held.ended_on is None, "That is recorded already.")
    no_problem(reason_problem(why) and "Say in a sentence or more how it ended.")
    require(held.on <= on <= day_of(at), "It ended between its beginning and today.")
    held.ended_on, held.ended_why = on, why.strip()
    held.save(update_fields=["ended_on", "ended_why"])
    records.touch(row.record)
    label = ProceedingKind(held.kind).label
    written(row.record, Event.PROCEEDING, f"{label}: it no longer holds the review", by, at)
    if held.hold is not None and not hasattr(held.hold, "lift"):
        pathways.lift(
            record=row.record, pathway=PATHWAY, hold_id=held.hold.pk, lifted_on=on, reason=why.strip()[:500],
            by=actor(by), at=at,
        )  # fmt: skip
    return held


@transaction.atomic
def check(
    *,
    review_id: int,
    in_time: bool,
    quality: str,
    asked: str,
    on: date,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Check:
    """Record a look at time and quality, and what was asked of the reviewer in writing. Source: SI 2018/789, regulation 14. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "check", by, seen)
    no_problem(reason_problem(quality) and "Say in a sentence or more what was found of the quality.")
    require(on <= day_of(at), "It cannot have been on a day to come.")
    made = Check.objects.create(
        review=row, in_time=in_time, quality=quality.strip(), asked=asked.strip(), on=on, made_at=at
    )
    records.touch(row.record)
    written(
        row.record, Event.CHECKED, f"Time and quality were looked at: {'in time' if in_time else 'not in time'}", by, at
    )
    report(row, "progress_check", on, by, at)
    return made


@transaction.atomic
def take_part(
    *,
    review_id: int,
    kind: PractitionerKind,
    who: str,
    said: str,
    support: str,
    on: date,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Practitioners:
    """Record how practitioners took part: by role and agency, never by name. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "practitioners", by, seen)
    require(bool(who.strip()), "Say which roles and agencies took part, without names.")
    no_problem(reason_problem(said) and "Say in a sentence or more what was said.")
    require(on <= day_of(at), "It cannot have been on a day to come.")
    made = Practitioners.objects.create(
        review=row, kind=kind.value, who=who.strip(), said=said.strip(), support=support.strip(), on=on, made_at=at
    )
    records.touch(row.record)
    written(row.record, Event.PRACTITIONERS, f"Practitioners took part: {kind.label.lower()}", by, at)
    if kind is PractitionerKind.EVENT:
        report(row, "practitioners", on, by, at)
    return made


@transaction.atomic
def end_review(*, review_id: int, seen: int | None, why: str, on: date, by: Viewer, at: datetime) -> Review:
    """End a review without a report: it goes back to be learned from locally, and its clock stops. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "end", by, seen)
    held = Commission.objects.get(review=row)
    no_problem(reason_problem(why))
    require(held.initiated_on <= on <= day_of(at), "It ended between the initiation and today.")
    held.ended_on, held.ended_why = on, why.strip()
    held.save(update_fields=["ended_on", "ended_why"])
    store(row, state=ReviewState.LOCAL.value)
    written(row.record, Event.ENDED, "The review was ended without a report", by, at)
    report(row, "discontinued", on, by, at)
    people = leads(row.partnership_id, row.record.group_id, at)
    tell(row.record, people, Event.ENDED, "the review was ended without a report; its clock has stopped", by, at)
    return row
