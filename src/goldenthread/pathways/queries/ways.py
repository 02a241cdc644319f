"""Reads of records' ways: what is known of each course, and where it stands. Two queries, however many courses there are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import connection

from goldenthread.core.dates import PartialDate
from goldenthread.pathways.models import Course
from goldenthread.pathways.rules.calendar import Calendar, Holiday
from goldenthread.pathways.rules.reading import draft
from goldenthread.pathways.rules.way import Fact, Facts, Hold, Relaxation, Variation, Way, way
from goldenthread.pathways.terms import Said
from goldenthread.records.models import Record
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer

# One question for everything that lies beside some courses, each row as JSON under its kind. The policies of each table hold.
BESIDE = """
select 'event', e.course_id, to_jsonb(e) || jsonb_build_object('superseded', exists (select 1 from pathways_courseevent s where s.supersedes_id = e.id))
  from pathways_courseevent e where e.course_id = any(%(courses)s::bigint[])
union all select 'hold', h.course_id, to_jsonb(h) || jsonb_build_object('lift', (select to_jsonb(l) from pathways_holdlift l where l.hold_id = h.id))
  from pathways_hold h where h.course_id = any(%(courses)s::bigint[])
union all select 'variation', v.course_id, to_jsonb(v) from pathways_variation v where v.course_id = any(%(courses)s::bigint[])
union all select 'relaxation', null, to_jsonb(r) from pathways_relaxation r where r.partnership_id = any(%(partnerships)s::bigint[]) and r.withdrawn_at is null
union all select 'holiday', null, to_jsonb(d) from pathways_addedholiday d where d.partnership_id = any(%(partnerships)s::bigint[]) and d.withdrawn_at is null
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A row beside a course as it was recorded: by whom and when, and whether a later one took its place."""

    id: int
    kind: str
    by: str
    at: datetime
    data: dict[str, Any]
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one course: facts for the rules, and the rows they come from, oldest first."""

    facts: Facts
    calendar: Calendar
    rows: tuple[Row, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class CourseWay:
    """One course of a record: its row, where it stands, and everything that was recorded."""

    course: Course
    way: Way
    rows: tuple[Row, ...]
    known: Facts

    def current(self, key: str) -> Row | None:
        """The row that holds now for a stage or an event."""
        held = [row for row in self.rows if row.kind == "event" and row.data["key"] == key and not row.superseded]
        return held[-1] if held else None


def ways_of(viewer: Viewer, record: Record, at: datetime | None = None) -> list[CourseWay]:
    """Every course of a record with its way as it stands, in the order in which they were begun. Two queries, one where there is none."""
    courses = list(
        Course.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(record=record)
        .select_related("pathway", "edition")
        .order_by("started_at", "pk")
    )
    known = known_of(courses)
    return [_way(course, known[course.pk], at or viewer.at) for course in courses]


def get_way(viewer: Viewer, record: Record, key: str, at: datetime | None = None) -> CourseWay:
    """A record's way along one pathway. Errors: NotVisible."""
    found = next((each for each in ways_of(viewer, record, at) if each.course.pathway.key == key), None)
    if found is None:
        raise NotVisible(record.reference)
    return found


def _way(course: Course, known: Known, at: datetime) -> CourseWay:
    return CourseWay(
        course, way(draft(course.edition.content), known.facts, at, known.calendar), known.rows, known.facts
    )


def known_of(courses: Iterable[Course]) -> dict[int, Known]:
    """What is known of each course, whose sight the caller has already settled. One query, none for no course."""
    held = list(courses)
    if not held:
        return {}
    beside: dict[int | None, list[tuple[str, dict[str, Any]]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            BESIDE,
            {"courses": [each.pk for each in held], "partnerships": sorted({each.partnership_id for each in held})},
        )
        for kind, course_id, data in cursor.fetchall():
            beside.setdefault(course_id, []).append((kind, json.loads(data) if isinstance(data, str) else data))
    national = beside.get(None, [])
    return {each.pk: _known(each, beside.get(each.pk, []), national) for each in held}


def _known(
    course: Course, beside: list[tuple[str, dict[str, Any]]], national: list[tuple[str, dict[str, Any]]]
) -> Known:
    beside = sorted(beside, key=lambda pair: (datetime.fromisoformat(pair[1]["made_at"]), pair[1]["id"]))
    events = [data for kind, data in beside if kind == "event" and not data["superseded"]]
    facts = Facts(
        tuple(_fact(data) for data in events),
        tuple(_hold(data) for kind, data in beside if kind == "hold"),
        tuple(_variation(data) for kind, data in beside if kind == "variation"),
        tuple(
            _relaxation(data)
            for kind, data in national
            if kind == "relaxation"
            and data["pathway_key"] == course.pathway.key
            and data["partnership_id"] == course.partnership_id
        ),
    )
    added = tuple(
        Holiday(date.fromisoformat(data["day"]), data["title"], date.fromisoformat(data["known_on"]))
        for kind, data in national
        if kind == "holiday" and data["partnership_id"] == course.partnership_id
    )
    rows = tuple(
        Row(
            data["id"],
            kind,
            data["by_name"],
            datetime.fromisoformat(data["made_at"]),
            data,
            bool(data.get("superseded")),
        )
        for kind, data in beside
    )
    return Known(facts, Calendar(tuple(sorted(added, key=lambda each: (each.known_on, each.day)))), rows)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _fact(data: dict[str, Any]) -> Fact:
    return Fact(
        data["key"],
        PartialDate.parse(data["happened"]) if data["happened"] else None,
        time.fromisoformat(data["moment"]) if data["moment"] else None,
        Said(data["said"]),
        data["reason"],
    )


def _hold(data: dict[str, Any]) -> Hold:
    lift = data["lift"]
    return Hold(
        date.fromisoformat(data["starts_on"]),
        date.fromisoformat(data["review_on"]),
        data["reason"],
        tuple(data["stages"]),
        _day(lift["lifted_on"]) if lift else None,
        data["id"],
    )


def _variation(data: dict[str, Any]) -> Variation:
    return Variation(
        data["stage"],
        data["reason"],
        data["authority"],
        date.fromisoformat(data["agreed_on"]),
        data["more"] or 0,
        _day(data["until"]),
    )


def _relaxation(data: dict[str, Any]) -> Relaxation:
    return Relaxation(
        data["stage"],
        date.fromisoformat(data["starts_on"]),
        date.fromisoformat(data["ends_on"]),
        data["more"],
        data["words"],
        data["source"],
    )
