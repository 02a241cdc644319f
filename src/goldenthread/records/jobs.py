"""What the worker does for the spine: it tells what falls due, and carries out the disposals that two people decided."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection

from goldenthread.core.clock import day_of
from goldenthread.database.viewer import working_in
from goldenthread.messages import operations as messages
from goldenthread.partnership.models import Partnership
from goldenthread.partnership.queries import people
from goldenthread.records.models import Disposal, Record, RetentionWarning
from goldenthread.records.operations.retention import carry_out
from goldenthread.records.queries.retention import candidates, described, editions
from goldenthread.records.rules import retention as rules

BATCH = 20
MOST_WARNED = 500
_warned: dict[int, date] = {}
"""For which day each partnership was looked at last: once a day is enough, and a restarted worker looks again."""


def dispose(at: datetime) -> int:
    """Take every confirmed disposal its next step; returns how many records lost their content."""
    with connection.cursor() as cursor:
        cursor.execute(
            """select id, partnership_id from records_disposal
                where confirmed_at is not null and withdrawn_at is null and carried_out_at is null order by id limit %s""",
            [BATCH],
        )
        waiting = cursor.fetchall()
    done = 0
    for disposal, partnership in waiting:
        with working_in(partnership, at):
            done += carry_out(disposal_id=disposal, at=at)
    return done


def warn(at: datetime) -> int:
    """Tell the business managers once of each record that falls due soon; returns how many records they were told of."""
    day, told = day_of(at), 0
    for partnership, key in Partnership.objects.order_by("pk").values_list("pk", "key"):
        if _warned.get(partnership) != day:
            told += warn_partnership(partnership, key, at)
            _warned[partnership] = day
    return told


def warn_partnership(partnership_id: int, key: str, at: datetime) -> int:
    """The same for one partnership."""
    until = rules.months_after(day_of(at), rules.WARNED_MONTHS)
    with working_in(partnership_id, at):
        own = editions(partnership_id)
        found = list(
            Record.objects.filter(candidates(partnership_id, own, until))
            .exclude(pk__in=RetentionWarning.objects.values("record"))
            .exclude(pk__in=Disposal.objects.filter(withdrawn_at__isnull=True).values("record"))
            .order_by("closed_on", "pk")[:MOST_WARNED]
        )
        rows = [
            (row.record, row.due_on) for row in described(found, own, until) if row.due_on is not None and not row.held
        ]
        if not rows:
            return 0
        RetentionWarning.objects.bulk_create(
            [RetentionWarning(record=record, due_on=due_on, told_at=at) for record, due_on in rows]
        )
        managers = [post.person_id for post in people(partnership_id, day_of(at)) if post.role == "business_manager"]
        one = len(rows) == 1
        messages.notify(
            people=managers,
            kind="retention_due",
            subject=f"{rows[0][0].reference if one else f'{len(rows)} records'} {'falls' if one else 'fall'} due for disposal by {until.day} {until:%B %Y}",
            partnership_id=partnership_id,
            reference=rows[0][0].reference if one else "",
            address=f"/{key}/administration/retention/",
            at=at,
        )
    return len(rows)
