"""What is published of a local child safeguarding practice review: its words, the decision, who is told before, the day itself, and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.clock import day_of
from goldenthread.families.queries import told_before_publication
from goldenthread.practice_reviews.models import Commission, Proceeding, Review, Told
from goldenthread.practice_reviews.operations.shared import locked, report, settle, store
from goldenthread.practice_reviews.queries.clocks import must_have_by, public_until, published_due
from goldenthread.practice_reviews.rules.incident import reason_problem
from goldenthread.practice_reviews.rules.publishing import (
    HEADINGS,
    Beside,
    down_problem,
    in_force,
    publishing_problem,
    too_short,
)
from goldenthread.practice_reviews.terms import (
    TOLD_FIRST,
    Event,
    ProceedingKind,
    Publication,
    Restriction,
    ReviewState,
    ToldBefore,
)
from goldenthread.records import operations as records
from goldenthread.records.operations.casework import leads, no_problem, require, tell, written
from goldenthread.records.viewer import Viewer


def beside(row: Review) -> list[Beside]:
    """The proceedings beside a review, as the rules take them. One query."""
    return [
        Beside(
            ProceedingKind(each.kind).label,
            frozenset(Restriction(code) for code in each.keeps_from),
            each.ended_on is not None,
        )
        for each in Proceeding.objects.filter(review=row).order_by("pk")
    ]


def told_of(row: Review) -> dict[ToldBefore, date]:
    """Who was told before publication, with the first day of each. One query."""
    found: dict[ToldBefore, date] = {}
    for who, on in Told.objects.filter(review=row).order_by("on", "pk").values_list("who", "on"):
        found.setdefault(ToldBefore(who), on)
    return found


@transaction.atomic
def write_words(*, review_id: int, seen: int | None, words: Mapping[str, str], by: Viewer, at: datetime) -> Commission:
    """Change the words that are published: no names, no dates of birth, no places. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "words", by, seen)
    held = Commission.objects.get(review=row)
    for name in HEADINGS:
        setattr(held, name, words.get(name, "").strip())
    held.save(update_fields=list(HEADINGS))
    records.touch(row.record)
    written(row.record, Event.WORDED, "The words for publication were changed", by, at)
    return held


@transaction.atomic
def decide_publication(
    *,
    review_id: int,
    seen: int | None,
    what: Publication,
    why: str,
    decided_by: str,
    on: date,
    by: Viewer,
    at: datetime,
) -> Commission:
    """Decide what is published, with reasons: the report in full, or the improvements alone. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "publication", by, seen)
    held = Commission.objects.get(review=row)
    no_problem(reason_problem(why))
    require(bool(decided_by.strip()), "Say who decided it: a role, or a meeting.")
    require(held.initiated_on <= on <= day_of(at), "It was decided between the initiation and today.")
    held.publication, held.publication_why = what.value, why.strip()
    held.publication_by, held.publication_on = decided_by.strip(), on
    held.save(update_fields=["publication", "publication_why", "publication_by", "publication_on"])
    records.touch(row.record)
    written(row.record, Event.PUBLICATION, f"To be published: {what.label.lower()}", by, at)
    report(row, "agreed", on, by, at)
    return held


@transaction.atomic
def plan_publication(*, review_id: int, seen: int | None, on: date, why: str, by: Viewer, at: datetime) -> Commission:
    """Set the day of publication, and what was minded in choosing it: a funeral, an anniversary, a trial. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "plan", by, seen)
    held = Commission.objects.get(review=row)
    require(bool(held.publication), "Decide first what is published, with reasons.")
    require(on >= day_of(at), "Set a day to come.")
    require(bool(why.strip()), "Say what was minded: the family’s wishes, a funeral, an anniversary, a trial.")
    held.planned_on, held.planned_why = on, why.strip()
    held.save(update_fields=["planned_on", "planned_why"])
    records.touch(row.record)
    written(row.record, Event.PLANNED, "A day of publication was set", by, at)
    report(row, "publication_day", on, by, at)
    return held


@transaction.atomic
def tell_before(
    *,
    review_id: int,
    who: ToldBefore,
    on: date,
    how: str,
    by_role: str,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Told:
    """Record that someone was told before publication. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "told", by, seen)
    require(bool(by_role.strip()), "Say in which role they were told.")
    require(on <= day_of(at), "They cannot have been told on a day to come.")
    made = Told.objects.create(review=row, who=who.value, on=on, how=how.strip(), by_role=by_role.strip(), made_at=at)
    records.touch(row.record)
    written(row.record, Event.TOLD_BEFORE, f"Told before publication: {who.label}", by, at)
    held = told_of(row)
    if all(each in held for each in TOLD_FIRST):
        report(row, "sent", max(held[each] for each in TOLD_FIRST), by, at)
    return made


@transaction.atomic
def publish(
    *,
    review_id: int,
    seen: int | None,
    on: date,
    where: str,
    late_why: str,
    short_why: str,
    by: Viewer,
    at: datetime,
) -> Review:
    """Record the publication. A late one, or one of which those who have the report first had it late, is recorded with the reason. Errors: Refused, ChangedMeanwhile.

    Nothing is published by this program: until this is recorded no page outside the circle says that there is a review.
    """
    row = locked(review_id, "publish", by, seen)
    held = Commission.objects.get(review=row)
    told = told_of(row)
    family = told_before_publication(row.record)
    no_problem(
        publishing_problem(
            decided=Publication(held.publication) if held.publication else None,
            words={name: getattr(held, name) for name in HEADINGS},
            told=told,
            family=[each.label for each in family if each.is_open],
            kept_back=in_force(beside(row), Restriction.PUBLISHING),
            on=on,
            decided_on=held.publication_on,
            today=day_of(at),
        )
    )
    require(bool(where.strip()), "Say where it stands: the address of the page.")
    due = published_due(row.record_id)
    late = due is not None and on > due
    require(
        not late or bool(late_why.strip()),
        "It was published later than it was due: say why, and that the Panel and the Secretary of State were told.",
    )
    report(
        row, "publication_day", on, by, at
    )  # the day itself, where another was planned: what comes before it counts back from it
    short = too_short(told=told, needed_by=must_have_by(row.record_id))
    require(
        not short or bool(short_why.strip()),
        "The Panel or the Secretary of State had the report later than they should: say why.",
    )
    held.published_on, held.published_where = on, where.strip()
    held.published_late_why = late_why.strip() if late else ""
    held.short_why = short_why.strip() if short else ""
    held.save(update_fields=["published_on", "published_where", "published_late_why", "short_why"])
    store(row, state=ReviewState.PUBLISHED.value)
    written(row.record, Event.PUBLISHED, f"Published: {Publication(held.publication).label.lower()}", by, at)
    report(row, "published", on, by, at)
    if days := [each.told_on for each in family if each.told_on is not None]:
        report(row, "family_told", max(days), by, at)
    settle(row, "child_safeguarding_practice_review", "published", "It was published without it.", by, at)
    people = leads(row.partnership_id, row.record.group_id, at)
    tell(row.record, people, Event.PUBLISHED, "it was published", by, at)
    return row


@transaction.atomic
def copy_to_repository(*, review_id: int, seen: int | None, on: date, by: Viewer, at: datetime) -> Commission:
    """Record that the national repository has a copy. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "repository", by, seen)
    held = Commission.objects.get(review=row)
    assert held.published_on is not None
    require(held.copied_on is None, "That is recorded already.")
    require(held.published_on <= on <= day_of(at), "It was copied between the publication and today.")
    held.copied_on = on
    held.save(update_fields=["copied_on"])
    records.touch(row.record)
    written(row.record, Event.COPIED, "The national repository has a copy", by, at)
    report(row, "repository", on, by, at)
    return held


@transaction.atomic
def look_again(
    *, review_id: int, seen: int | None, stays: bool, why: str, on: date, by: Viewer, at: datetime
) -> Commission:
    """Decide whether it stays public, or comes down. Before its time is over it comes down for a reason alone, a court's order say. Errors: Refused, ChangedMeanwhile."""
    row = locked(review_id, "down", by, seen)
    held = Commission.objects.get(review=row)
    assert held.published_on is not None
    no_problem(
        down_problem(
            stays=stays, why=why, on=on, published_on=held.published_on, required_until=public_until(row.record_id),
            today=day_of(at),
        )
    )  # fmt: skip
    held.looked_on, held.stays, held.looked_why = on, stays, why.strip()
    held.save(update_fields=["looked_on", "stays", "looked_why"])
    records.touch(row.record)
    written(row.record, Event.LOOKED, "It stays public" if stays else "It was taken down", by, at)
    if not stays or (until := public_until(row.record_id)) is None or on >= until:
        report(row, "taken_down", on, by, at)
    return held
