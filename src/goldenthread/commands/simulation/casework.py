"""A simulated record on its way along its pathways: what its operations would have written, held to be copied."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model

from goldenthread.child_deaths import models as deaths
from goldenthread.commands.simulation.making import END, Rows, Simulated, at
from goldenthread.core.dates import PartialDate, day_in_words
from goldenthread.pathways.models import Course, CourseEvent, CourseStage, Edition, Hold, Pathway
from goldenthread.pathways.operations.shared import is_open, next_look, stage_row
from goldenthread.pathways.queries.ways import Known
from goldenthread.pathways.rules.calendar import Calendar
from goldenthread.pathways.rules.way import Fact, Facts, way
from goldenthread.pathways.rules.way import Hold as Held
from goldenthread.pathways.shipped import pathways as shipped
from goldenthread.pathways.terms import Said
from goldenthread.practice_reviews.models import (
    Arrangement,
    Child,
    FurtherDecision,
    PanelLetter,
    PartnerView,
    Referral,
    Review,
    SignOff,
)
from goldenthread.records.models import NamedSight, Subject
from goldenthread.records.terms import RetentionClass

MODELS: tuple[type[Model], ...] = (
    Pathway,
    Edition,
    Subject,
    NamedSight,
    Arrangement,
    Referral,
    Review,
    Child,
    PartnerView,
    FurtherDecision,
    SignOff,
    PanelLetter,
    deaths.Arrangement,
    deaths.Death,
    deaths.Notification,
    deaths.ScopeDecision,
    deaths.AreaDecision,
    deaths.FirstDecision,
    deaths.Track,
    deaths.ReviewMeeting,
    deaths.Analysis,
    deaths.Factor,
    deaths.Recommendation,
    deaths.Handover,
    Course,
    CourseEvent,
    Hold,
    CourseStage,
)
"""What is written of reviews and deaths, a row after those it points to."""
TRACKED: tuple[type[Model], ...] = (Referral, Review, Child, deaths.Death, deaths.Analysis)
ENGLAND = Calendar()
NOTIFICATION, RAPID, BELOW = "serious_incident_notification", "rapid_review", "below_threshold_review"
DEATH, JOINT = "child_death_review", "joint_agency_response"
PANEL = 4
"""Which of a partnership’s groups reviews child deaths."""


def columns_of(model: type[Model]) -> str:
    """The columns of a table as COPY names them; its key comes first."""
    return ", ".join(str(each.column) for each in model._meta.concrete_fields)


def put(rows: Rows, row: Model) -> None:
    """Hold a row to be copied."""
    values = (getattr(row, each.attname) for each in row._meta.concrete_fields)
    rows.held[row._meta.db_table].append(
        tuple(json.dumps(value) if isinstance(value, dict) else value for value in values)
    )


def number(rows: Rows, model: type[Model]) -> int:
    """The next key of a model's table."""
    return rows.number(model._meta.db_table)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of one partnership: its first day, which of how many it is, and what its reviews use."""

    start: date
    place: int
    years: int
    version: int
    ways: dict[str, tuple[int, int]]
    learned: list[tuple[int, date]]

    @property
    def last(self) -> bool:
        """Whether it is the one in which reviews are still open."""
        return self.start + timedelta(days=365) >= END


@dataclass(slots=True)
class _Course:
    """A pathway that a record follows, as far as it came."""

    row: Course
    key: str
    facts: dict[str, Fact] = field(default_factory=dict)
    holds: list[Held] = field(default_factory=list)


@dataclass(slots=True)
class Casework:
    """One record on its way: what is written of it grows with each step, as its operations would have written it."""

    rows: Rows
    made: Simulated
    year: Year
    kind: str
    title: str
    opened: datetime
    happened: str = ""
    happened_on: date | None = None
    pk: int = 0
    reference: str = ""
    version: int = 1
    courses: list[_Course] = field(default_factory=list)
    group: int = 0
    retention: RetentionClass = RetentionClass.REVIEW

    def __post_init__(self) -> None:
        self.pk, self.reference = self.rows.number("records_record"), self.rows.reference(self.kind)

    def said(self, verb: str, sentence: str, when: datetime, person: int = 0) -> None:
        """One event of its history."""
        who = person or self.made.manager
        self.rows.held["history_event"].append(
            (
                self.rows.number("history_event"), when, verb, sentence, "person", who, f"Person {who}", self.pk,
                self.reference, self.made.id, {}, "", None,
            )
        )  # fmt: skip

    def stored(self, verb: str, sentence: str, when: datetime) -> None:
        """One event of its history, and the record's next version."""
        self.version += 1
        self.said(verb, sentence, when)

    def begin(self, pathway: str, events: dict[str, tuple[PartialDate, time | None]], when: datetime) -> None:
        """Set it on a pathway, with what has happened already."""
        held, edition = self.year.ways[pathway]
        row = Course(
            pk=number(self.rows, Course), record_id=self.pk, partnership_id=self.made.id, pathway_id=held,
            edition_id=edition, started_by=f"Person {self.made.manager}", started_at=when,
        )  # fmt: skip
        course = _Course(row, pathway)
        self.courses.append(course)
        self.said("way.started", f"{shipped()[pathway].definition.title}, edition 1, was begun", when)
        for key, (on, moment) in events.items():
            self._record(course, key, on, moment, when)

    def report(self, key: str, on: date | PartialDate, when: datetime, moment: time | None = None) -> None:
        """Something happened: each of its pathways that knows it hears of it."""
        day = on if isinstance(on, PartialDate) else PartialDate.of(on)
        for course in self.courses:
            definition = shipped()[course.key].definition
            if key in definition.event or key in definition.stage:
                self._record(course, key, day, moment, when)

    def _record(self, course: _Course, key: str, on: PartialDate, moment: time | None, when: datetime) -> None:
        words = on.in_words() + (f" at {moment.strftime('%H:%M')}" if moment else "")
        self._add(course, key, Said.HAPPENED, when, happened=str(on), moment=moment)
        course.facts[key] = Fact(key, on, moment)
        self.said("way.happened", f"{shipped()[course.key].definition.name_of(key)}: {words}", when)

    def not_needed(self, pathway: str, stage: str, reason: str, when: datetime) -> None:
        """A stage is not needed in this case."""
        course = next(each for each in self.courses if each.key == pathway)
        self._add(course, stage, Said.NOT_NEEDED, when, reason=reason)
        course.facts[stage] = Fact(stage, None, None, Said.NOT_NEEDED, reason)
        name = shipped()[pathway].definition.name_of(stage)
        self.said("way.not_needed", f"{name}: not needed. {reason}", when)

    def hold(self, pathway: str, stages: tuple[str, ...], reason: str, until: date, when: datetime) -> None:
        """Stages wait for something outside, from this day until a day to look again."""
        course = next(each for each in self.courses if each.key == pathway)
        pk = number(self.rows, Hold)
        put(
            self.rows,
            Hold(
                pk=pk, course_id=course.row.pk, record_id=self.pk, stages=list(stages), starts_on=when.date(),
                review_on=until, reason=reason, by_id=self.made.manager, by_name=f"Person {self.made.manager}",
                made_at=when,
            ),
        )  # fmt: skip
        course.row.computed_at = when
        course.holds.append(Held(when.date(), until, reason, stages, None, pk))
        definition = shipped()[pathway].definition
        what = ", ".join(definition.name_of(key) for key in stages)
        self.said("way.held", f"{what}: on hold since {day_in_words(when.date())}, to be looked at again on {day_in_words(until)}. {reason}", when)  # fmt: skip

    def _add(self, course: _Course, key: str, said: Said, when: datetime, **more: Any) -> None:
        put(
            self.rows,
            CourseEvent(
                pk=number(self.rows, CourseEvent), course_id=course.row.pk, record_id=self.pk, key=key,
                said=said.value, by_id=self.made.manager, by_name=f"Person {self.made.manager}", made_at=when, **more,
            ),
        )  # fmt: skip
        course.row.computed_at = when

    def finish(self, closed_on: date | None = None) -> None:
        """Write the record, and where each of its pathways stands: worked out by the rules, as the worker left it on the last day."""
        self.rows.held["records_record"].append(
            (
                self.pk, self.kind, self.reference, self.title, self.happened, self.happened_on, self.opened, closed_on,
                self.retention.value, self.version, self.made.circles[self.group], self.made.groups[self.group],
                self.made.id,
            )
        )  # fmt: skip
        circle = (self.rows.number("records_recordcircle"), "home", self.made.circles[self.group], self.pk)
        self.rows.held["records_recordcircle"].append(circle)
        for course in self.courses:
            self._stand(course, closed_on)

    def _stand(self, course: _Course, closed_on: date | None) -> None:
        row, definition = course.row, shipped()[course.key].definition
        known = Known(Facts(tuple(course.facts.values()), tuple(course.holds)), ENGLAND)
        found = way(definition, known.facts, row.computed_at, ENGLAND)
        row.check_on = next_look(found, known, row.computed_at.date())
        if closed_on is None and row.check_on is not None and row.check_on <= END:
            row.computed_at = at(END, 6)
            found = way(definition, known.facts, row.computed_at, ENGLAND)
            row.check_on = next_look(found, known, END)
        row.checked_on, row.calendar, row.is_open = row.computed_at.date(), found.calendar, is_open(found)
        put(self.rows, row)
        for place, stage in enumerate(found.stages):
            held = stage_row(row, place, stage, found)
            held.pk = number(self.rows, CourseStage)
            put(self.rows, held)


def arranged(rows: Rows, made: Simulated, since: date) -> dict[str, tuple[int, int]]:
    """Which group holds reviews, and the pathways as they come with the program: the keys of each and of its edition."""
    put(
        rows,
        Arrangement(
            partnership_id=made.id, group_id=made.groups[0], area=area_of(made), door_name="Front door (made up)",
            door_phone="01632 960 100", door_hours="", checked_on=since, least_shown=5,
        ),
    )  # fmt: skip
    put(
        rows,
        deaths.Arrangement(
            partnership_id=made.id, group_id=made.groups[PANEL], partners="Council and health board (made up)",
            footprint=area_of(made), office_phone="01632 960 100", office_hours="Monday to Friday, 9 to 5",
            out_of_hours="Ring the hospital’s consultant on call.", is_public=True, checked_on=since, least_shown=5, rounded_to=0,
        ),
    )  # fmt: skip
    ways = {}
    for key in (NOTIFICATION, RAPID, BELOW, DEATH, JOINT):
        one, pathway, edition = shipped()[key], number(rows, Pathway), number(rows, Edition)
        put(
            rows,
            Pathway(pk=pathway, partnership_id=made.id, key=key, name=one.definition.title, made_at=at(since)),
        )
        put(
            rows,
            Edition(
                pk=edition, pathway_id=pathway, partnership_id=made.id, number=1, content=one.content,
                published_by_id=made.manager, published_at=at(since), what_changed="As it comes with the program.",
            ),
        )  # fmt: skip
        ways[key] = (pathway, edition)
    return ways


def area_of(made: Simulated) -> str:
    return f"Area {made.key.removeprefix('sim-')}"
