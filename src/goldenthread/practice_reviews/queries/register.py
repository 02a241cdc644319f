"""The register's own reads: its statements are written once for the process (docs/adr/0008)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Q, Window

from goldenthread.database.statements import Slot, Statement
from goldenthread.partnership.queries import short
from goldenthread.pathways.models import CourseStage
from goldenthread.pathways.queries.waiting import OPEN
from goldenthread.practice_reviews.models import Child, Referral
from goldenthread.practice_reviews.queries.reviews import Filter, reviews
from goldenthread.practice_reviews.terms import ReferralState, ReviewState
from goldenthread.records.models.record import ANYONE, sight, visible
from goldenthread.records.viewer import Viewer

SIZE = 50
MOST_REFERRALS = 100


class Shown(NamedTuple):
    """A review as a row of the register says it."""

    pk: int
    reference: str
    title: str
    door: str
    state: str
    nature: str
    incident_type: str
    happened: str


COLUMNS = ("pk", "record__reference", "record__title", *Shown._fields[3:])


class Stage(NamedTuple):
    """A stage that waits."""

    record_id: int
    key: str
    name: str
    state: str
    due_on: date | None
    waits_for: str


class Referred(NamedTuple):
    """A referral as the register names it."""

    reference: str
    grounds: str
    state: str
    made_at: datetime
    referrer_id: int
    organisation: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A review as the register shows it: how many children, and what it waits for next."""

    review: Any  # Shown, or the whole Review where the list is taken away
    children: int
    stage: Stage | None
    late: int


MAIN = ("notification", "sent", "reply", "response", "threshold", "screened")
"""The stages by which a review is known to be in time: each the end of a clock that guidance sets, or a partnership promises."""


def _main(stages: Sequence[Stage]) -> Stage | None:
    """The stage that the register shows: the next end of a clock, else whatever waits first."""
    held = {stage.key: stage for stage in stages}
    return next((held[key] for key in MAIN if key in held), next(iter(stages), None))


def _numbered(rows: Any) -> Any:
    return rows.annotate(total=Window(Count("pk"))).values_list(*COLUMNS, "total")


@lru_cache(maxsize=64)
def _first(chosen: Filter) -> Statement:
    """The first page of the register under a filter that asks no day."""
    return Statement(_numbered(reviews(ANYONE, Slot("partnerships"), chosen))[:SIZE])


def page_of(viewer: Viewer, partnership_id: int, chosen: Filter, page: int) -> tuple[list[Shown], int, int]:
    """One page of the register, how many reviews there are in all, and which page it is: a page past the end becomes the last. One query.

    A page past the end costs two more.
    """
    if page == 1 and chosen.standing != "late":
        cut = _first(chosen).rows(**sight(viewer), partnerships=[partnership_id])
    else:
        rows = reviews(viewer, partnership_id, chosen)
        cut = list(_numbered(rows)[(page - 1) * SIZE : page * SIZE])
        if not cut and page > 1:
            return page_of(viewer, partnership_id, chosen, max(1, -(-rows.count() // SIZE)))
    return [Shown(*row[: len(COLUMNS)]) for row in cut], cut[0][-1] if cut else 0, page


@cache
def _children() -> Statement:
    rows = Child.objects.filter(visible(ANYONE, "review_id"), review_id__any_of=Slot("records"))
    return Statement(rows.values_list("review_id").annotate(count=Count("pk")).order_by())


@cache
def _stages() -> Statement:
    rows = CourseStage.objects.visible_to(ANYONE).filter(  # type: ignore[attr-defined, arg-type]
        record_id__any_of=Slot("records"), state__in=OPEN, course__is_open=True
    )
    return Statement(rows.order_by("due_on", "number").values_list(*Stage._fields))


def listed(viewer: Viewer, rows: Sequence[Any]) -> list[Listed]:
    """Rows of the register with their children and their clocks; what is closed has none that runs. Two queries, however many rows."""
    children = dict(_children().rows(**sight(viewer), records=[row.pk for row in rows]))
    still = [row.pk for row in rows if row.state != ReviewState.CLOSED.value]
    stages: dict[int, list[Stage]] = {}
    for found in _stages().rows(**sight(viewer), records=still):
        stage = Stage(*found)
        stages.setdefault(stage.record_id, []).append(stage)
    return [
        Listed(
            row,
            children.get(row.pk, 0),
            _main(stages.get(row.pk, [])),
            sum(
                each.state == "due" and each.due_on is not None and each.due_on < viewer.day
                for each in stages.get(row.pk, [])
            ),
        )
        for row in rows
    ]


@cache
def _referrals() -> Statement:
    """Referrals that wait to be taken up, and those of one person, the oldest first."""
    rows = Referral.objects.visible_to(ANYONE).filter(  # type: ignore[attr-defined]
        Q(state=ReferralState.SENT.value) | Q(referrer__any_of=Slot("people")), partnership__any_of=Slot("partnerships")
    )
    named = rows.annotate(agency=short("organisation")).order_by("made_at")
    columns = ("record__reference", "grounds", "state", "made_at", "referrer_id", "agency")
    return Statement(named.values_list(*columns)[:MOST_REFERRALS])


def referrals(viewer: Viewer, partnership_id: int) -> list[Referred]:
    """Referrals that wait to be taken up, the oldest first, and with them those that the viewer made. One query."""
    asked = {"partnerships": [partnership_id], "people": [viewer.person_id]}
    return [Referred(*row) for row in _referrals().rows(**sight(viewer), **asked)]
