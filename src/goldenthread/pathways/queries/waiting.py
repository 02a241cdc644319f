"""Stages that wait for someone, over every record a viewer may see: for my work, a group's workspace and agendas. One query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from goldenthread.pathways.models import CourseStage
from goldenthread.pathways.terms import Side, StageState
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer

MOST, MOST_SOON = 500, 30
SOON = timedelta(days=14)
OPEN = [StageState.WAITING.value, StageState.DUE.value, StageState.HELD.value]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One stage of one record that waits. `address` is below the partnership's key."""

    reference: str
    title: str
    partnership_id: int
    partnership: str
    group_id: int | None
    pathway: str
    pathway_key: str
    stage: str
    stage_key: str
    state: StageState
    due_on: date | None
    due_at: datetime | None
    review_on: date | None
    waits_for: str
    side: Side
    address: str
    version: int
    opened_at: datetime

    @property
    def late(self) -> bool:
        """Whether its day is past."""
        return self.state is StageState.LATE


def waiting(
    viewer: Viewer,
    *,
    partnership_id: int | None = None,
    group_id: int | None = None,
    due_by: date | None = None,
    late_only: bool = False,
) -> list[Waiting]:
    """Stages that wait, of the open records the viewer may see: the late and the soonest first, those without a day last. One query.

    `partnership_id` and `group_id` narrow it to one; `due_by` leaves those that are due later, or have no day, out; `late_only` leaves only those
    whose day is past on the viewer's day. At most 500 rows.
    """
    rows = CourseStage.objects.visible_to(viewer).filter(
        state__in=OPEN, course__is_open=True, record__closed_on__isnull=True
    )  # type: ignore[attr-defined]
    if partnership_id is not None:
        rows = rows.filter(partnership=partnership_id)
    if group_id is not None:
        rows = rows.filter(record__group=group_id)
    if due_by is not None:
        rows = rows.filter(due_on__lte=due_by)
    if late_only:
        rows = rows.filter(
            Q(due_at__lt=viewer.at) | Q(due_at__isnull=True, due_on__lt=viewer.day), state=StageState.DUE.value
        )
    rows = rows.select_related("record", "partnership", "course__pathway").order_by(
        "due_on", "due_at", "record_id", "number"
    )
    return [_waiting(viewer, row) for row in rows[:MOST]]


def waiting_for(viewer: Viewer, *, since: date, most: int = MOST) -> list[Waiting]:
    """Stages that wait and are due since a day, of which the viewer is told: whoever works in the business unit of all, chairs of their group's.

    It is the rule by which notices go out (`operations.shared.told`), of the open records the viewer may see. One query.
    """
    units = [fact.id for fact in viewer.partnerships if viewer.in_unit(fact.id)]
    chaired = [seat.group_id for seat in viewer.seats if viewer.chairs(seat.group_id)]
    rows = (
        CourseStage.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(
            Q(partnership__in=units) | Q(side=Side.CHAIR.value, record__group__in=chaired),
            state__in=OPEN,
            course__is_open=True,
            record__closed_on__isnull=True,
            due_on__gte=since,
        )
        .select_related("record", "partnership", "course__pathway")
        .order_by("due_on", "due_at", "record_id", "number")
    )
    return [_waiting(viewer, row) for row in rows[:most]]


def soon_of_group(viewer: Viewer, due_by: date | None = None) -> ArraySubquery:
    """The open stages of the group that is being read which are late or due by a day, else within two weeks, for `soon`. Part of another query."""
    rows = (
        CourseStage.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(
            partnership=OuterRef("partnership_id"),
            record__group=OuterRef("pk"),
            state=StageState.DUE.value,
            course__is_open=True,
            record__closed_on__isnull=True,
            due_on__lte=due_by or viewer.day + SOON,
        )
        .order_by("due_on", "due_at", "record_id", "number")
    )
    held = JSONObject(
        reference="record__reference",
        title="record__title",
        pathway="course__pathway__name",
        stage="name",
        due_on="due_on",
        due_at="due_at",
        waits_for="waits_for",
    )
    return ArraySubquery(rows.values(held=held)[:MOST_SOON])


@dataclass(frozen=True, slots=True)
class Soon:
    """One stage of one record that is late or due soon."""

    reference: str
    title: str
    pathway: str
    stage: str
    due_on: date
    late: bool
    waits_for: str


def soon(viewer: Viewer, held: Iterable[Mapping[str, str | None]]) -> list[Soon]:
    """What `soon_of_group` brought, the late first. No query."""
    made = []
    for row in held:
        due_on = date.fromisoformat(row["due_on"] or "")
        past = datetime.fromisoformat(row["due_at"]) < viewer.at if row["due_at"] else due_on < viewer.day
        words = (row["reference"] or "", row["title"] or "", row["pathway"] or "", row["stage"] or "")
        made.append(Soon(*words, due_on, past, row["waits_for"] or ""))
    return made


def _waiting(viewer: Viewer, row: CourseStage) -> Waiting:
    state = StageState(row.state)
    past = row.due_at < viewer.at if row.due_at else row.due_on is not None and row.due_on < viewer.day
    if state is StageState.DUE and past:
        state = StageState.LATE
    key, place = row.partnership.key, RecordKind(row.record.kind).place
    return Waiting(
        row.record.reference,
        row.record.title,
        row.partnership_id,
        key,
        row.record.group_id,
        row.course.pathway.name,
        row.course.pathway.key,
        row.name,
        row.key,
        state,
        row.due_on,
        row.due_at,
        row.review_on,
        row.waits_for,
        Side(row.side or Side.OTHERS.value),
        f"/{key}/{place}/{row.record.reference}/",
        row.record.version,
        row.record.opened_at,
    )
