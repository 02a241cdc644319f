"""The backlog's own reads: its statements are written once for the process (docs/adr/0008)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, Q, Window

from goldenthread.child_deaths.models import Death, Handover, ReviewMeeting, Track
from goldenthread.child_deaths.queries.deaths import OPEN_STATES, Filter, deaths
from goldenthread.child_deaths.rules.intake import Waiting, can_be_taken, missing
from goldenthread.child_deaths.terms import DeathState, Stream, TrackKind
from goldenthread.database.statements import Slot, Statement
from goldenthread.pathways.models import CourseStage
from goldenthread.pathways.queries.waiting import OPEN
from goldenthread.records.models.record import ANYONE, sight, visible
from goldenthread.records.viewer import Viewer
from goldenthread.returns.models import Return

SIZE = 50
NEVER = "infinity"


class Shown(NamedTuple):
    """A death as a row of the backlog says it."""

    pk: int
    reference: str
    title: str
    state: str
    died_on: date
    age_days: int | None
    age_years: int | None
    theme: str


COLUMNS = ("pk", "record__reference", "record__title", *Shown._fields[3:])


class Stage(NamedTuple):
    """A stage that waits."""

    record_id: int
    key: str
    name: str
    state: str
    due_on: date | None
    waits_for: str
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A death as the backlog shows it: the next missing step, who holds it, since when, and what the panel waits for."""

    death: Any  # Shown, or the whole Death where the list is taken away
    stage: Stage | None
    late: int
    since: str
    held: tuple[str, ...]


def _numbered(rows: Any) -> Any:
    return rows.annotate(total=Window(Count("pk"))).values_list(*COLUMNS, "total")


@lru_cache(maxsize=64)
def _first(chosen: Filter) -> Statement:
    """The first page of the backlog under a filter that asks no day."""
    return Statement(_numbered(deaths(ANYONE, Slot("partnership"), chosen))[:SIZE])


def page_of(viewer: Viewer, partnership_id: int, chosen: Filter, page: int) -> tuple[list[Shown], int, int]:
    """One page of the backlog, how many deaths there are in all, and which page it is: a page past the end becomes the last. One query."""
    if page == 1 and chosen.standing != "late":
        cut = _first(chosen).rows(**sight(viewer), partnership=partnership_id)
    else:
        rows = deaths(viewer, partnership_id, chosen)
        cut = list(_numbered(rows)[(page - 1) * SIZE : page * SIZE])
        if not cut and page > 1:
            return page_of(viewer, partnership_id, chosen, max(1, -(-rows.count() // SIZE)))
    return [Shown(*row[: len(COLUMNS)]) for row in cut], cut[0][-1] if cut else 0, page


@cache
def _stages() -> Statement:
    rows = CourseStage.objects.visible_to(ANYONE).filter(  # type: ignore[attr-defined, arg-type]
        record_id__any_of=Slot("records"), state__in=OPEN, course__is_open=True
    )
    return Statement(rows.order_by("due_on", "number").values_list(*Stage._fields))


@cache
def _since() -> Statement:
    rows = CourseStage.objects.visible_to(ANYONE).filter(record_id__any_of=Slot("records")).exclude(done_on="")  # type: ignore[attr-defined, arg-type]
    return Statement(rows.order_by().values_list("record_id").annotate(last=Max("done_on")))


@cache
def _holding() -> Statement:
    rows = Track.objects.filter(
        visible(ANYONE, "death_id"), death_id__any_of=Slot("records"), holds=True, ended_on__isnull=True
    )
    return Statement(rows.order_by("pk").values_list("death_id", "kind"))


def listed(viewer: Viewer, rows: Sequence[Any]) -> list[Listed]:
    """Rows of the backlog with their next step. Three queries, however many rows."""
    ids = [row.pk for row in rows]
    stages: dict[int, list[Stage]] = {}
    for found in _stages().rows(**sight(viewer), records=ids):
        stage = Stage(*found)
        stages.setdefault(stage.record_id, []).append(stage)
    since = dict(_since().rows(**sight(viewer), records=ids))
    held: dict[int, list[str]] = {}
    for death_id, kind in _holding().rows(**sight(viewer), records=ids):
        held.setdefault(death_id, []).append(TrackKind(kind).label)
    return [
        Listed(
            row,
            _next(stages.get(row.pk, [])),
            sum(each.state == "due" and each.due_on is not None and each.due_on < viewer.day for each in stages.get(row.pk, [])),
            since.get(row.pk, ""),
            tuple(held.get(row.pk, ())),
        )
        for row in rows
    ]  # fmt: skip


MAIN = ("scope", "asked", "forms", "meeting", "ready", "panel", "looked_again")
"""The steps by which a death comes to the panel: the first of them that is open is the one that is missing. What else is late is counted beside it."""


def _next(stages: Sequence[Stage]) -> Stage | None:
    """The step that is missing next on the way to the panel; after the panel, whatever is due first."""
    held = {stage.key: stage for stage in stages}
    main = next((held[key] for key in MAIN if key in held), None)
    return main or min(stages, key=lambda each: each.due_on or date.max, default=None)


@dataclass(frozen=True, slots=True)
class Glance:
    """The backlog in a few figures."""

    open: int
    ready: int
    put: int
    held: int
    old: int
    not_at_database: int


def glance(viewer: Viewer, partnership_id: int) -> Glance:
    """How many deaths are open, ready, put to a panel, held, open for more than a year, and not at the national database. One query."""
    year_ago = viewer.day - timedelta(days=365)
    holds = Exists(Track.objects.filter(death=OuterRef("pk"), holds=True, ended_on__isnull=True))
    there = Exists(
        Handover.objects.filter(death=OuterRef("pk"), stream=Stream.NOTIFICATION.value, state__in=["sent", "taken"])
    )
    found = (
        Death.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(partnership=partnership_id, state__in=OPEN_STATES)
        .aggregate(
            open=Count("pk"),
            ready=Count("pk", filter=Q(state=DeathState.READY.value)),
            put=Count("pk", filter=Q(meeting__isnull=False, state=DeathState.READY.value)),
            held=Count("pk", filter=holds),
            old=Count("pk", filter=Q(died_on__lt=year_ago, concluded_on__isnull=True)),
            not_at_database=Count("pk", filter=~there),
        )
    )
    return Glance(**found)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A death as a panel on a day would find it: what is missing, and which panel it was put to."""

    death: Death
    missing: tuple[str, ...]
    can_be_taken: bool


def candidates(viewer: Viewer, partnership_id: int, on: date) -> list[Candidate]:
    """What a panel on a day could take, and of the others what is missing; those that can be taken first, the oldest first. Four queries.

    Something that holds the panel up is counted as over where its agreed day has come by then.
    """
    running = [DeathState.GATHERING.value, DeathState.MET.value, DeathState.READY.value]
    rows = list(
        Death.objects.visible_to(viewer).filter(partnership=partnership_id, state__in=running, died_on__lte=on)  # type: ignore[attr-defined]
        .select_related("record", "meeting__record").order_by("died_on", "pk")[:1000]
    )  # fmt: skip
    ids = [row.pk for row in rows]
    met = set(ReviewMeeting.objects.filter(death__in=ids, on__lte=on).values_list("death_id", flat=True))
    holding: dict[int, list[str]] = {}
    for each in Track.objects.filter(death__in=ids, holds=True, ended_on__isnull=True).order_by("pk"):
        if each.agreed_on is None or each.agreed_on > on:
            holding.setdefault(each.death_id, []).append(TrackKind(each.kind).label)
    out: dict[int, int] = dict(
        Return.objects.filter(request__about__in=ids, state__in=["sent", "opened", "in_progress", "with_senior", "reopened"])
        .order_by().values_list("request__about").annotate(count=Count("pk"))
    )  # fmt: skip
    made = []
    for row in rows:
        ready = row.state == DeathState.READY.value
        waiting = Waiting(
            row.pk in met or ready, True, tuple(holding.get(row.pk, ())), 0 if ready else out.get(row.pk, 0), row.theme
        )
        made.append(Candidate(row, tuple(missing(waiting)), can_be_taken(waiting)))
    return sorted(made, key=lambda each: not each.can_be_taken)


@dataclass(frozen=True, slots=True)
class NotThere:
    """A death of which the national database does not have what is known, and what is missing there."""

    death: Death
    waits: tuple[str, ...]
    is_late: bool


def not_at_database(viewer: Viewer, partnership_id: int) -> list[NotThere]:
    """Deaths whose notification, or whose concluded analysis, is not taken by the national database; the oldest first. Two queries."""
    kept = [*OPEN_STATES, DeathState.CLOSED.value]
    rows = list(
        Death.objects.visible_to(viewer).filter(partnership=partnership_id, state__in=kept)  # type: ignore[attr-defined]
        .filter(Q(finalised_on__isnull=True)).select_related("record").order_by("died_on", "pk")[:2000]
    )  # fmt: skip
    held: dict[tuple[int, str], Handover] = {}
    for each in Handover.objects.filter(death__in=[row.pk for row in rows]).order_by("number"):
        held[each.death_id, each.stream] = each
    made = []
    for row in rows:
        due = [Stream.NOTIFICATION, *([Stream.ANALYSIS] if row.concluded_on else [])]
        waits = [
            f"{stream.label}: {_stands(held.get((row.pk, stream.value)))}"
            for stream in due
            if _stands(held.get((row.pk, stream.value)))
        ]
        if waits:
            late = (row.pk, Stream.NOTIFICATION.value) not in held and viewer.day > row.died_on + timedelta(days=2)
            made.append(NotThere(row, tuple(waits), late))
    return made


def _stands(last: Handover | None) -> str:
    return (
        {"made": "made, not sent", "sent": "sent, not confirmed", "refused": "refused", "taken": ""}[last.state]
        if last
        else "not yet there"
    )
