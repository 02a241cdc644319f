"""What the worker does: a restriction whose day to be looked at again has come is told, once for each such day."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from goldenthread.core.clock import day_of
from goldenthread.core.dates import day_in_words
from goldenthread.database.viewer import working_in
from goldenthread.families.models import FamilyMember, RestrictionNote
from goldenthread.families.operations.shared import named_people, tell, written
from goldenthread.families.queries.family import held_of
from goldenthread.families.terms import Event
from goldenthread.history.actor import job
from goldenthread.partnership.models import Post, Seat
from goldenthread.partnership.queries import current
from goldenthread.records.models import Record

LOOKING = job("Families")


def look(*, at: datetime) -> int:
    """Tell of every restriction that is to be looked at again by now: those who lead, and the named contact. Returns how many were told of."""
    with connection.cursor() as cursor:
        cursor.execute("select partnership, member from goldenthread_families_due(%s) order by 1, 2", [day_of(at)])
        waiting = cursor.fetchall()
    told = 0
    for (
        partnership_id,
        member_id,
    ) in waiting:  # each in a transaction of its own: a killed worker leaves whole ones behind
        with working_in(partnership_id, at):
            told += _look_at(member_id, at)
    return told


def _look_at(member_id: int, at: datetime) -> int:
    row = (
        FamilyMember.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("record")
        .filter(pk=member_id)
        .first()
    )
    if row is None:
        return 0
    found = 0
    for each in held_of([row])[0].facts.due(day_of(at)):
        _, fresh = RestrictionNote.objects.get_or_create(
            restriction_id=each.id, review_on=each.review_on, defaults={"record": row.record, "told_at": at}
        )
        if fresh:
            sentence = (
                f"{row.label}: {each.kind.label.lower()} since {day_in_words(each.starts_on)}, to be looked at again"
            )
            written(row.record, Event.DUE, sentence, LOOKING, at)
            people = _leading(row.record, at) | named_people(row)
            tell(row.record, people, Event.DUE, "a restriction is to be looked at again", row.number, LOOKING, at)
            found += 1
    return found


def _leading(record: Record, at: datetime) -> set[int]:
    """The business unit, and whoever chairs the record's group."""
    on = day_of(at)
    unit = Post.objects.filter(
        current(on), partnership=record.partnership_id, role__in=["business_manager", "business_officer"]
    )
    seats = Seat.objects.filter(
        current(on), group=record.group_id or 0, role__in=["chair", "vice_chair"], person__isnull=False
    )
    found = {*unit.values_list("person_id", flat=True), *seats.values_list("person_id", flat=True)}
    return {person for person in found if person is not None}
