"""When reminders of a request are due: working days around the day it is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.core.working_days import add_working_days, is_working_day
from goldenthread.returns.terms import ReminderKind

MOST_DAYS = 60
"""A reminder further away than this from the due day reminds of nothing."""
MOST_REMINDERS = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """How a request reminds: working days before and after the due day, on the day itself, and when a senior is told."""

    before: tuple[int, ...] = (5, 1)
    on_day: bool = True
    after: tuple[int, ...] = (1, 3)
    escalate_after: int | None = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One reminder of a plan: its kind, how many working days from the due day, and the day it falls on."""

    kind: ReminderKind
    distance: int
    on: date


def steps(plan: Plan, due_on: date) -> list[Step]:
    """Every reminder of a plan in order of its day. One that falls on a day off comes on the next working day."""
    found = [Step(ReminderKind.BEFORE, days, subtract_working_days(due_on, days)) for days in plan.before]
    if plan.on_day:
        found.append(Step(ReminderKind.ON, 0, due_on if is_working_day(due_on) else add_working_days(due_on, 1)))
    found += [Step(ReminderKind.AFTER, days, add_working_days(due_on, days)) for days in plan.after]
    if plan.escalate_after is not None:
        found.append(Step(ReminderKind.ESCALATION, plan.escalate_after, add_working_days(due_on, plan.escalate_after)))
    return sorted(found, key=lambda step: (step.on, step.distance, step.kind.value))


def subtract_working_days(start: date, count: int) -> date:
    """The day that is `count` (0 or more) working days before `start`; `start` itself is never counted."""
    day = start
    while count > 0:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day


def due_now(plan: Plan, due_on: date, sent_on: date, today: date, done: Iterable[tuple[str, int]]) -> list[Step]:
    """The reminders that should have gone by today and have not. One from before the request was sent never goes.

    Of several reminders to the recipient only the newest goes, so that nobody is reminded three times after a pause;
    an escalation always goes.
    """
    held, planned = set(done), steps(plan, due_on)
    gone = [step.on for step in planned if (step.kind.value, step.distance) in held and not _escalates(step)]
    last = max(gone, default=sent_on)  # what was passed over does not come after what came later
    fresh = [step for step in planned if sent_on < step.on <= today and (step.kind.value, step.distance) not in held]
    reminders = [step for step in fresh if not _escalates(step) and step.on > last]
    return [*reminders[-1:], *(step for step in fresh if _escalates(step))]


def _escalates(step: Step) -> bool:
    return step.kind is ReminderKind.ESCALATION


def next_on(plan: Plan, due_on: date, after: date) -> date | None:
    """The next day after this one on which a reminder falls, or None."""
    return min((step.on for step in steps(plan, due_on) if step.on > after), default=None)


def plan_problem(plan: Plan) -> str | None:
    """What is wrong with a plan, in a sentence, or None."""
    days = [*plan.before, *plan.after, *([plan.escalate_after] if plan.escalate_after is not None else [])]
    if any(not 1 <= day <= MOST_DAYS for day in days):
        return f"A reminder comes from 1 to {MOST_DAYS} working days before or after the day it is due."
    if max(len(plan.before), len(plan.after)) > MOST_REMINDERS:
        return f"Send {MOST_REMINDERS} reminders or fewer before the day, and as many after it."
    return None
