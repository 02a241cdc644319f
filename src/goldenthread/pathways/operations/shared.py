"""What the operations of this room share: who does it, a locked course, working out where it stands, and telling whoever is waited for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from goldenthread.core.clock import day_of
from goldenthread.core.dates import day_in_words
from goldenthread.core.working_days import edition as calendar_edition
from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.messages import operations as messages
from goldenthread.partnership.models import Partnership, Post, Seat
from goldenthread.pathways import permissions
from goldenthread.pathways.models import Course, CourseStage
from goldenthread.pathways.queries.ways import Known, known_of
from goldenthread.pathways.rules.pathway import Definition
from goldenthread.pathways.rules.reading import draft
from goldenthread.pathways.rules.way import StageWay, Way, way
from goldenthread.pathways.terms import OPEN, Event, Side, StageState
from goldenthread.records import operations as records
from goldenthread.records.models import Exclusion, Record
from goldenthread.records.operations import Refused
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer

NOT_YOURS = "The business unit and the chair of the record’s group keep its pathway."


def actor(by: Viewer | Actor) -> Actor:
    """Whoever does it, as history names them."""
    return by if isinstance(by, Actor) else Actor(by.name, by.person_id)


def require(is_allowed: bool, sentence: str) -> None:
    """Refuse with the sentence unless allowed. Errors: Refused."""
    if not is_allowed:
        raise Refused(sentence)


def keeps(by: Viewer | Actor, record: Record) -> None:
    """Refuse whoever does not keep the record's pathway. A job or a room that names itself has asked before. Errors: Refused."""
    require(isinstance(by, Actor) or permissions.may_keep(by, record), NOT_YOURS)


@dataclass(frozen=True, slots=True)
class Held:
    """A course locked for this transaction, with its pathway and what is known of it."""

    course: Course
    definition: Definition
    known: Known

    def name_of(self, key: str) -> str:
        """What a stage or an event is called."""
        return self.definition.name_of(key)

    def at(self, at: datetime) -> Way:
        """Where it stands."""
        return way(self.definition, self.known.facts, at, self.known.calendar)


def locked(record: Record, pathway: str) -> Held:
    """A record's course along a pathway, locked. Errors: Refused where the record does not follow it."""
    course = (
        Course.objects.select_for_update(of=("self",))
        .select_related("pathway", "edition", "record")
        .filter(record=record, pathway__key=pathway)
        .first()
    )
    if course is None:
        raise Refused("This record does not follow that pathway.")
    return held(course)


def held(course: Course) -> Held:
    """A course that is locked already, with what is known of it now."""
    return Held(course, draft(course.edition.content), known_of([course])[course.pk])


def written(
    record: Record,
    verb: Event,
    sentence: str,
    by: Viewer | Actor,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    """Add an event about a record's way."""
    history.write(verb=verb, sentence=sentence, by=actor(by), at=at, about=records.about(record), details=details)


def work_out(course: Course, by: Viewer | Actor, at: datetime, *, tells: bool = True) -> Way:
    """Work out where a locked course stands, store its stages, and tell whoever is now waited for, unless asked not to."""
    today = day_of(at)
    now = held(course)
    found = now.at(at)
    before = {row.key: row for row in CourseStage.objects.filter(course=course)}
    rows = [stage_row(course, number, stage, found) for number, stage in enumerate(found.stages)]
    fresh = [row for row in rows if row.key not in before]
    changed = []
    for row in rows:
        if there := before.get(row.key):
            row.pk = there.pk
            if any(getattr(there, name) != getattr(row, name) for name in STORED):
                changed.append(row)
    CourseStage.objects.bulk_create(fresh)
    if changed:
        CourseStage.objects.bulk_update(changed, STORED)
    opened = [
        stage
        for stage in found.stages
        if stage.is_open and (stage.stage.key not in before or not _was_open(before[stage.stage.key]))
    ]
    course.is_open = is_open(found)
    course.calendar, course.computed_at = calendar_edition(), at
    course.checked_on = max(course.checked_on, today)
    course.check_on = next_look(found, now.known, today)
    course.save(update_fields=["is_open", "calendar", "computed_at", "checked_on", "check_on"])
    if tells:
        _tell_opened(course, now.definition, opened, by, at)
    return found


STORED = [
    "name",
    "number",
    "state",
    "due_on",
    "due_at",
    "waits_for",
    "side",
    "review_on",
    "done_on",
    "on_time",
    "calendar",
]


def is_open(found: Way) -> bool:
    """Whether anything of a way is still to be done."""
    return found.stopped is None and any(
        stage.state not in {StageState.DONE, StageState.NOT_NEEDED} for stage in found.stages
    )


def _was_open(row: CourseStage) -> bool:
    return StageState(row.state) in OPEN


def stage_row(course: Course, number: int, stage: StageWay, found: Way) -> CourseStage:
    """A stage as its course stores it. Nothing is stored here."""
    party = found.definition.party.get(stage.stage.leads)
    state = StageState.DUE if stage.state is StageState.LATE else stage.state
    return CourseStage(
        record_id=course.record_id,
        course=course,
        partnership_id=course.partnership_id,
        key=stage.stage.key,
        name=stage.stage.name,
        number=number,
        state=state.value,
        due_on=stage.due_on,
        due_at=stage.due_at,
        waits_for=stage.waits_for,
        side=party.side.value if party else Side.OTHERS.value,
        review_on=stage.hold.review_on if stage.hold else None,
        done_on=str(stage.done.on) if stage.done and stage.done.on else "",
        on_time=stage.on_time,
        calendar=found.calendar if stage.counted else "",
    )


def next_look(found: Way, known: Known, today: date) -> date | None:
    """The next day on which the worker has something to say: a stage becomes late, or a hold is looked at again."""
    days = [stage.due_on + timedelta(days=1) for stage in found.stages if stage.is_open and stage.due_on]
    days += [each.review_on for each in known.facts.holds if each.lifted_on is None]
    return min((day for day in days if day > today), default=None)


def told(record: Record, side: Side, at: datetime) -> set[int]:
    """Who is told when a party is waited for: the business unit, and the group's chairs where the group leads; nobody who is kept out."""
    on = day_of(at)
    current = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    unit = Post.objects.filter(
        current, partnership=record.partnership_id, role__in=["business_manager", "business_officer"]
    )
    found = set(unit.values_list("person_id", flat=True))
    if side is Side.CHAIR and record.group_id:
        chairs = Seat.objects.filter(
            current, group=record.group_id, role__in=["chair", "vice_chair"], person__isnull=False
        )
        found |= set(chairs.values_list("person_id", flat=True))
    out = Exclusion.objects.filter(current, Q(record=record) | Q(circle=record.circle_id))
    return {person for person in found if person is not None} - set(out.values_list("person_id", flat=True))


def tell(record: Record, people: set[int], kind: Event, subject: str, by: Viewer | Actor, at: datetime) -> None:
    """Leave a notice for people, except whoever did it."""
    key = Partnership.objects.values_list("key", flat=True).get(pk=record.partnership_id)
    doer = actor(by).person_id
    messages.notify(
        people=people - ({doer} if doer else set()),
        kind=kind.value,
        subject=subject,
        partnership_id=record.partnership_id,
        reference=record.reference,
        address=f"/{key}/{RecordKind(record.kind).place}/{record.reference}/",
        at=at,
    )


def _tell_opened(
    course: Course, definition: Definition, opened: list[StageWay], by: Viewer | Actor, at: datetime
) -> None:
    """One notice a person, however many stages now wait."""
    record = course.record
    for side in Side:
        stages = [stage for stage in opened if _side(definition, stage) is side]
        if stages:
            tell(record, told(record, side, at), Event.WAITS, f"{record.reference}: {_waits(stages)}", by, at)


def _side(definition: Definition, stage: StageWay) -> Side:
    party = definition.party.get(stage.stage.leads)
    return party.side if party else Side.OTHERS


def _waits(stages: list[StageWay]) -> str:
    days = [stage.due_on for stage in stages if stage.due_on]
    by_day = f" by {day_in_words(min(days))}" if days else ""
    if len(stages) == 1:
        return f"the pathway waits for {stages[0].waits_for}{by_day}"
    first = f", the first{by_day}" if days else ""
    return f"{len(stages)} stages of the pathway wait{first}"
