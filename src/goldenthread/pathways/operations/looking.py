"""What the worker does: courses whose day has come, or whose days are counted otherwise since, each in a transaction of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Greatest

from goldenthread.core.clock import day_of
from goldenthread.core.dates import day_in_words
from goldenthread.core.working_days import edition as calendar_edition
from goldenthread.database.viewer import working_in
from goldenthread.history.actor import job
from goldenthread.pathways.models import AddedHoliday, Course, Relaxation
from goldenthread.pathways.operations.shared import held, tell, told, work_out, written
from goldenthread.pathways.terms import Event, Side, StageState

LOOKING = job("Pathways")
BATCH = 200


def look(*, at: datetime) -> int:
    """Look at every course that has something to say by now: tell of what became late and of holds to look at again. Returns how many were looked at."""
    with connection.cursor() as cursor:
        cursor.execute("select goldenthread_pathways_waiting(%s, %s)", [day_of(at), calendar_edition()])
        partnerships = [row[0] for row in cursor.fetchall()]
    return sum(_look_in(partnership_id, at) for partnership_id in partnerships)


def _waiting(at: datetime) -> Q:
    """Courses to look at: the database's own function asks the same of whole partnerships."""

    def changed(model: type[Relaxation] | type[AddedHoliday]) -> Exists:
        rows = model.objects.filter(partnership=OuterRef("partnership")).annotate(  # type: ignore[attr-defined]
            changed_at=Greatest(F("made_at"), F("withdrawn_at"))
        )
        return Exists(rows.filter(changed_at__gt=OuterRef("computed_at")))

    return (
        Q(check_on__lte=day_of(at))
        | ~Q(calendar=calendar_edition())
        | Q(changed(Relaxation))
        | Q(changed(AddedHoliday))
    )


def _look_in(partnership_id: int, at: datetime) -> int:
    with working_in(partnership_id, at):
        ids = list(
            Course.objects.filter(
                _waiting(at), partnership=partnership_id, is_open=True, record__closed_on__isnull=True
            )
            .order_by("check_on", "pk")
            .values_list("pk", flat=True)[:BATCH]
        )
    looked = 0
    for course_id in ids:  # each in a transaction of its own: a killed worker leaves whole ones behind
        with working_in(partnership_id, at):
            looked += _look_at(course_id, at)
    return looked


def _look_at(course_id: int, at: datetime) -> int:
    course = (
        Course.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("pathway", "edition", "record")
        .filter(_waiting(at), pk=course_id)
        .first()
    )
    if course is None:
        return 0
    since, today, record = course.checked_on, day_of(at), course.record
    found = work_out(course, LOOKING, at)
    for stage in found.stages:
        if stage.state is StageState.LATE and stage.due_on and since < stage.due_on + timedelta(days=1) <= today:
            party = found.definition.party.get(stage.stage.leads)
            side = party.side if party else Side.OTHERS
            said = f"{stage.stage.name}: not done by {day_in_words(stage.due_on)}; waits for {stage.waits_for}"
            written(record, Event.LATE, said, LOOKING, at)
            tell(
                record,
                told(record, side, at),
                Event.LATE,
                f"{record.reference}: was due on {day_in_words(stage.due_on)}",
                LOOKING,
                at,
            )
    for each in held(course).known.facts.holds:
        if each.lifted_on is None and since < each.review_on <= today:
            written(
                record,
                Event.HOLD_REVIEW,
                f"On hold since {day_in_words(each.starts_on)}: to be looked at again. {each.reason}",
                LOOKING,
                at,
            )
            tell(
                record,
                told(record, Side.CHAIR, at),
                Event.HOLD_REVIEW,
                f"{record.reference}: look at the hold again",
                LOOKING,
                at,
            )
    return 1
