"""The plan: settings, tasks, days to mind, one voice, and stages that were done. All of it goes on after a step-down."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.postvention.models import MindDate, Response, Setting, Task
from goldenthread.postvention.operations.shared import locked, past, report, stored, wide
from goldenthread.postvention.rules.response import reason_problem
from goldenthread.postvention.terms import Event, MindKind, Phase
from goldenthread.records.operations.casework import no_problem, require
from goldenthread.records.viewer import Viewer

STAGES = {
    "facts": "The facts are established",
    "settings_contacted": "Settings were contacted",
    "first_meeting": "The response group met",
    "support": "Support is in place",
    "review_month": "The plan was looked at after a month",
}
"""Stages of the pathway that are recorded by themselves; the others follow from what is stored."""
PLANNED = {MindKind.INQUEST: "inquest_day", MindKind.RESULTS: "results_day", MindKind.BIRTHDAY: "results_day"}
TASK_PARTS = {
    "phase": "when it belongs",
    "words": "what is to be done",
    "owner_role": "whose it is",
    "due_on": "by when",
}
READY = {
    MindKind.INQUEST: "inquest", MindKind.RESULTS: "results", MindKind.BIRTHDAY: "results",
    MindKind.ANNIVERSARY: "anniversary",
}  # fmt: skip


@transaction.atomic
def support(
    *, response_id: int, organisation_id: int | None, words: str, contact_role: str, offered: str, by_whom: str,
    on: date, until: date | None = None, by: Viewer, at: datetime, seen: int | None = None,
) -> Setting:  # fmt: skip
    """A setting is supported: what is offered there, by whom, until when. Nobody is named. Errors: Refused, ChangedMeanwhile."""
    row = locked(response_id, by, seen)
    require(organisation_id is not None or bool(words.strip()), "Say which setting it is.")
    require(bool(offered.strip()), "Say what support is offered.")
    past(on, at)
    require(until is None or until >= on, "Support cannot end before it began.")
    wide(row.partnership_id, words, contact_role, offered, by_whom)
    made = Setting.objects.create(
        response=row, organisation_id=organisation_id, words=words.strip(), contact_role=contact_role.strip(),
        support=offered.strip(), by_whom=by_whom.strip(), on=on, until=until, made_at=at,
    )  # fmt: skip
    stored(row, Event.SETTING, "Support for a setting was recorded", by, at)
    return made


@transaction.atomic
def end_support(*, setting_id: int, on: date, why: str, by: Viewer, at: datetime, seen: int | None = None) -> Setting:
    """How the support of a setting ended, or who goes on with it. Errors: Refused, ChangedMeanwhile."""
    held = Setting.objects.get(pk=setting_id)
    row = locked(held.response_id, by, seen)
    require(held.ended_on is None, "It has ended already.")
    no_problem(reason_problem(why) and "Say in a sentence how it ended, or who goes on with it.")
    past(on, at)
    require(on >= held.on, "Support cannot end before it began.")
    wide(row.partnership_id, why)
    held.ended_on, held.ended_why = on, why.strip()
    held.save(update_fields=["ended_on", "ended_why"])
    stored(row, Event.SETTING, "Support for a setting ended", by, at)
    return held


@transaction.atomic
def put_task(
    *, response_id: int, phase: Phase, words: str, owner_role: str, due_on: date | None, by: Viewer, at: datetime,
    seen: int | None = None,
) -> Task:  # fmt: skip
    """Add a task to the plan. Errors: Refused, ChangedMeanwhile."""
    row = locked(response_id, by, seen)
    require(bool(words.strip()), "Say what is to be done.")
    wide(row.partnership_id, words, owner_role)
    made = Task.objects.create(
        response=row, phase=phase.value, words=words.strip(), owner_role=owner_role.strip(), due_on=due_on, made_at=at
    )
    stored(row, Event.TASK, "A task was added to the plan", by, at)
    return made


def _waiting(task_id: int, by: Viewer, seen: int | None) -> tuple[Task, Response]:
    """A task that is still to be done, and its locked response. Errors: Refused, ChangedMeanwhile."""
    response_id = Task.objects.values_list("response_id", flat=True).get(pk=task_id)
    row = locked(response_id, by, seen)
    task = Task.objects.get(pk=task_id)  # as it stands under the lock
    require(task.done_on is None, "It is done already.")
    require(task.dropped_on is None, "It was dropped already.")
    return task, row


@transaction.atomic
def change_task(
    *, task_id: int, phase: Phase, words: str, owner_role: str, due_on: date | None, by: Viewer, at: datetime,
    seen: int | None = None,
) -> Task:  # fmt: skip
    """Put a task that waits another way: history says which of its parts. Errors: Refused, ChangedMeanwhile."""
    task, row = _waiting(task_id, by, seen)
    require(bool(words.strip()), "Say what is to be done.")
    wide(row.partnership_id, words, owner_role)
    given = {"phase": phase.value, "words": words.strip(), "owner_role": owner_role.strip(), "due_on": due_on}
    changed = {name: value for name, value in given.items() if getattr(task, name) != value}
    require(bool(changed), "Nothing of it is different from what was there.")
    for name, value in changed.items():
        setattr(task, name, value)
    task.save(update_fields=list(changed))
    parts = ", ".join(TASK_PARTS[name] for name in changed)
    stored(row, Event.TASK, f"A task of the plan was changed: {parts}", by, at)
    return task


@transaction.atomic
def drop_task(*, task_id: int, why: str, on: date, by: Viewer, at: datetime, seen: int | None = None) -> Task:
    """A task is not done after all, with the reason; it stays to be read. Errors: Refused, ChangedMeanwhile."""
    task, row = _waiting(task_id, by, seen)
    no_problem(reason_problem(why) and "Say in a sentence why it is not done after all.")
    past(on, at)
    wide(row.partnership_id, why)
    task.dropped_on, task.dropped_why = on, why.strip()
    task.save(update_fields=["dropped_on", "dropped_why"])
    stored(row, Event.TASK, "A task of the plan was dropped", by, at)
    return task


@transaction.atomic
def do_task(*, task_id: int, on: date, by: Viewer, at: datetime, seen: int | None = None) -> Task:
    """A task was done. Errors: Refused, ChangedMeanwhile."""
    task, row = _waiting(task_id, by, seen)
    past(on, at)
    task.done_on = on
    task.save(update_fields=["done_on"])
    stored(row, Event.TASK, "A task of the plan was done", by, at)
    return task


@transaction.atomic
def mind(
    *, response_id: int, kind: MindKind, on: date, ready: str = "", by: Viewer, at: datetime, seen: int | None = None
) -> MindDate:
    """A day to mind, at any time; an inquest's, a birthday's and a results day are the pathway's planned events. Errors: Refused, ChangedMeanwhile."""
    row = locked(response_id, by, seen)
    wide(row.partnership_id, ready)
    made = MindDate.objects.create(response=row, kind=kind.value, on=on, ready=ready.strip(), made_at=at)
    stored(row, Event.MIND, f"A day to mind was recorded: {kind.label.lower()}", by, at)
    _plan(row, kind, by, at)
    return made


def _plan(row: Response, kind: MindKind, by: Viewer, at: datetime) -> None:
    """The pathway minds one day of each sort: the earliest that has nothing ready."""
    key = PLANNED.get(kind)
    if key is None:
        return
    kinds = [each.value for each, planned in PLANNED.items() if planned == key]
    first = MindDate.objects.filter(response=row, kind__in=kinds, ready_on__isnull=True).order_by("on").first()
    if first is not None:
        report(row, key, first.on, by, at)


@transaction.atomic
def make_ready(*, day_id: int, ready: str, on: date, by: Viewer, at: datetime, seen: int | None = None) -> MindDate:
    """What is ready for a day to mind. Errors: Refused, ChangedMeanwhile."""
    held = MindDate.objects.get(pk=day_id)
    row = locked(held.response_id, by, seen)
    require(bool(ready.strip()), "Say what is ready.")
    past(on, at)
    wide(row.partnership_id, ready)
    held.ready, held.ready_on = ready.strip(), on
    held.save(update_fields=["ready", "ready_on"])
    stored(row, Event.MIND, f"Support is ready: {MindKind(held.kind).label.lower()}", by, at)
    if key := READY.get(MindKind(held.kind)):
        report(row, key, on, by, at)
    return held


@transaction.atomic
def speak(
    *, response_id: int, voice: str, lines: str, on: date, by: Viewer, at: datetime, seen: int | None = None
) -> Response:
    """Which role alone speaks to the media, and what is agreed to be said. Errors: Refused, ChangedMeanwhile."""
    row = locked(response_id, by, seen)
    require(bool(voice.strip()), "Give the role that speaks.")
    past(on, at)
    wide(row.partnership_id, voice, lines)
    row.voice, row.lines = voice.strip(), lines.strip()
    row.save(update_fields=["voice", "lines"])
    stored(row, Event.VOICE, "Who speaks to the media was agreed", by, at)
    report(row, "one_voice", on, by, at)
    return row


@transaction.atomic
def done(*, response_id: int, stage: str, on: date, by: Viewer, at: datetime, seen: int | None = None) -> Response:
    """A stage of the response was done. Errors: Refused, ChangedMeanwhile."""
    row = locked(response_id, by, seen)
    require(stage in STAGES, "That is no stage of a response.")
    past(on, at)
    stored(row, Event.DONE, STAGES[stage], by, at)
    report(row, stage, on, by, at)
    return row
