"""Reminders and escalations as planned, each exactly once. The worker does this."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, connection, transaction

from goldenthread.core.clock import day_of
from goldenthread.database.viewer import working_in
from goldenthread.design.format import day as day_words
from goldenthread.history.actor import job
from goldenthread.returns.models import Reminder, Request, Return
from goldenthread.returns.operations.shared import asked_words, plan_of, tell_recipient, tell_senior, written
from goldenthread.returns.rules.reminders import Step, due_now, next_on
from goldenthread.returns.rules.states import WAITING
from goldenthread.returns.terms import Event, ReminderKind, ReturnState

REMINDING = job("Reminders")
BATCH = 200


def remind(*, at: datetime) -> int:
    """Send every reminder that is due by now; returns how many went."""
    today = day_of(at)
    with connection.cursor() as cursor:
        cursor.execute("select goldenthread_reminding(%s)", [today])
        partnerships = [row[0] for row in cursor.fetchall()]
    return sum(_remind_in(partnership_id, today, at) for partnership_id in partnerships)


def _remind_in(partnership_id: int, today: date, at: datetime) -> int:
    with working_in(partnership_id, at):
        waiting = list(
            Return.objects.filter(partnership=partnership_id, next_reminder_on__lte=today)
            .order_by("next_reminder_on", "pk")
            .values_list("pk", flat=True)[:BATCH]
        )
    sent = 0
    for return_id in waiting:  # each in a transaction of its own: a killed worker leaves whole ones behind
        with working_in(partnership_id, at):
            sent += _remind(return_id, today, at)
    return sent


def _remind(return_id: int, today: date, at: datetime) -> int:
    row = (
        Return.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("record", "organisation")
        .filter(pk=return_id, next_reminder_on__lte=today)
        .first()
    )
    if row is None:
        return 0
    plan = plan_of(Request.objects.get(pk=row.request_id))
    sent = 0
    if ReturnState(row.state) in WAITING and row.sent_at is not None:
        done = Reminder.objects.filter(answer_to=row, due_on=row.due_on).values_list("kind", "distance")
        for step in due_now(plan, row.due_on, day_of(row.sent_at), today, done):
            sent += _send(row, step, at)
        row.next_reminder_on = next_on(plan, row.due_on, today)
    else:
        row.next_reminder_on = None
    row.save(update_fields=["next_reminder_on"])
    return sent


def _send(row: Return, step: Step, at: datetime) -> int:
    """One reminder, unless the same one went already."""
    escalates = step.kind is ReminderKind.ESCALATION
    if escalates and not row.senior_email:
        return 0
    try:
        with transaction.atomic():
            Reminder.objects.create(
                answer_to=row,
                kind=step.kind.value,
                distance=step.distance,
                due_on=row.due_on,
                to_name=row.senior_name if escalates else row.contact_name,
                sent_at=at,
            )
    except IntegrityError:
        return 0
    late = row.due_on < day_of(at)
    subject = f"{row.record.reference}: the answer {'was' if late else 'is'} due on {day_words(row.due_on)}"
    if escalates:
        words = f"{row.organisation} was asked for an answer by {day_words(row.due_on)} through {row.contact_name}, and none has come. The link is for you alone: each time, a code is sent to this address."
        tell_senior(row, kind=Event.ESCALATED.value, subject=subject, words=words, by=REMINDING, at=at)
    else:
        tell_recipient(row, kind=Event.REMINDED.value, subject=subject, words=asked_words(row), by=REMINDING, at=at)
    written(
        record=row.record,
        verb=Event.ESCALATED if escalates else Event.REMINDED,
        sentence=f"{row.senior_name if escalates else row.contact_name} was reminded: {step.kind.label.lower()}",
        by=REMINDING,
        at=at,
    )
    return 1
