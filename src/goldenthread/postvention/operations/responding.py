"""Beginning a response, its deaths, and decisions on its status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.core.encryption import decrypt, encrypt, is_current, rotate
from goldenthread.history import operations as history
from goldenthread.history.operations import About
from goldenthread.partnership.models import Group
from goldenthread.pathways import operations as pathways
from goldenthread.pathways.models import Course
from goldenthread.postvention import permissions
from goldenthread.postvention.models import (
    AreaTold,
    Arrangement,
    Death,
    Finding,
    Response,
    SealedNote,
    Setting,
    StatusDecision,
    Task,
)
from goldenthread.postvention.operations.shared import NOT_YOURS, locked, past, report, stored, wide
from goldenthread.postvention.rules.response import (
    USUAL_LEAST,
    due_of,
    reason_problem,
    shipped_tasks,
    shipped_words,
    status_problem,
    step_down_problem,
)
from goldenthread.postvention.terms import AgeBand, Confirmation, Event, Status
from goldenthread.records import operations as records
from goldenthread.records.operations import ChangedMeanwhile
from goldenthread.records.operations.casework import actor, leads, no_problem, require, tell, written
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Source
from goldenthread.thread.terms import SourceKind

PATHWAY = "suicide_cluster_response"


@dataclass(frozen=True, slots=True)
class DeathDraft:
    """What someone typed of a death. There is no name in it, and no how."""

    age_band: AgeBand
    happened: str
    organisation_id: int | None = None
    setting: str = ""
    neighbouring: bool = False
    area: str = ""


@transaction.atomic
def arrange(
    *,
    group: Group,
    refused_words: str = "",
    least_shown: int = USUAL_LEAST,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Arrangement:
    """Say which group leads responses, which words wide fields refuse (left empty, the list that comes with the program), and below what count of deaths a table keeps back. Errors: Refused, ChangedMeanwhile."""
    require(permissions.may_arrange(by, group.partnership_id), "The business unit says this.")
    require(2 <= least_shown <= 20, "Keep back counts below a number from 2 to 20.")
    records.group_circle(group)
    row = Arrangement.objects.select_for_update().filter(pk=group.partnership_id).first()
    if row is not None and seen is not None and row.version != seen:
        raise ChangedMeanwhile("This page", seen, row.version)
    row = row or Arrangement(partnership_id=group.partnership_id, version=0)
    words = [line.strip() for line in refused_words.splitlines() if line.strip()]
    row.group, row.refused_words, row.checked_on = group, "\n".join(words or shipped_words()), by.day
    row.least_shown = least_shown
    row.version += 1
    row.save()
    history.write(
        verb=Event.ARRANGED, sentence=f"Suicide cluster responses are led by {group}", by=actor(by), at=at,
        about=About(group.partnership_id, None, ""),
    )  # fmt: skip
    return row


@transaction.atomic
def begin(
    *, group: Group, name: str, why_noticed: str, noticed_on: date, noticed_at: time | None = None, by: Viewer,
    at: datetime,
) -> Response:  # fmt: skip
    """Begin surveillance under a code name. Errors: Refused."""
    require(permissions.may_lead(by, group.partnership_id, group.pk), NOT_YOURS)
    require(bool(name.strip()), "Give it a code name, such as a tree’s: never a person’s, a school’s or a place’s.")
    no_problem(reason_problem(why_noticed) and "Say in a sentence or more why it was noticed, without names.")
    past(noticed_on, at)
    wide(group.partnership_id, name, why_noticed)
    record = records.make_record(
        kind=RecordKind.RESPONSE, partnership_id=group.partnership_id, group=group, circle=records.group_circle(group),
        title=name.strip(), at=at, happened=noticed_on.isoformat(), happened_on=noticed_on,
    )  # fmt: skip
    Source.objects.create(
        record=record, partnership_id=group.partnership_id, kind=SourceKind.RESPONSE.value, summary=why_noticed
    )
    row = Response.objects.create(
        record=record, partnership_id=group.partnership_id, status=Status.SURVEILLANCE.value,
        noticed_on=noticed_on, noticed_at=noticed_at, why_noticed=why_noticed,
    )  # fmt: skip
    Task.objects.bulk_create(
        Task(
            response=row, phase=each.phase.value, words=each.words, owner_role=each.owner,
            due_on=due_of(each.phase, noticed_on), made_at=at,
        )
        for each in shipped_tasks()
    )  # fmt: skip
    written(row.record, Event.OPENED, "A response was begun", by, at)
    tell(row.record, leads(row.partnership_id, group.pk, at), Event.OPENED, "a response was begun", by, at)
    return row


@transaction.atomic
def decide(
    *, response_id: int, status: Status, why: str, by_role: str, on: date, by: Viewer, at: datetime,
    seen: int | None = None,
) -> StatusDecision:  # fmt: skip
    """Decide the status, with reasons; the pathway begins, stops, resumes or hears of the step-down. Errors: Refused, ChangedMeanwhile."""
    row = locked(response_id, by, seen)
    before = Status(row.status)
    no_problem(status_problem(before, status))
    no_problem(reason_problem(why))
    require(bool(by_role.strip()), "Say in which role, or at which meeting, it was decided.")
    past(on, at)
    wide(row.partnership_id, why, by_role)
    if status is Status.POSSIBLE:
        require(Death.objects.filter(response=row).exists(), "Write down first which death or deaths it is about.")
    if status is Status.STEPPED_DOWN:
        no_problem(step_down_problem(Setting.objects.filter(response=row, ended_on__isnull=True).count()))
    made = StatusDecision.objects.create(
        response=row, status=status.value, why=why, by_role=by_role.strip(), on=on, made_at=at
    )
    row.status = status.value
    row.save(update_fields=["status"])
    records.touch(row.record, closed_on=on if status is Status.CLOSED else None)
    _follow(row, before, status, on, by, at)
    written(row.record, Event.DECIDED, f"It was decided: {status.label.lower()}", by, at)
    tell(
        row.record, leads(row.partnership_id, row.record.group_id, at), Event.DECIDED, "its status was decided", by, at
    )
    return made


def _follow(row: Response, before: Status, status: Status, on: date, by: Viewer, at: datetime) -> None:
    followed = Course.objects.filter(record=row.record, pathway__key=PATHWAY).exists()
    if not followed and status in {Status.POSSIBLE, Status.ACTIVE}:
        concern = {"concern": (PartialDate.of(row.noticed_on), row.noticed_at)}
        pathways.start(record=row.record, pathway=PATHWAY, events=concern, by=actor(by), at=at)
        return
    if status is Status.NOT_CLUSTER:
        report(row, "not_a_cluster", on, by, at)
    elif status is Status.STEPPED_DOWN:
        report(row, "stepped_down", on, by, at)
    elif status is Status.CLOSED and before is Status.STEPPED_DOWN:
        report(row, "debrief", on, by, at)
    elif status in {Status.ACTIVE, Status.POSSIBLE} and before in {
        Status.STEPPED_DOWN, Status.NOT_CLUSTER, Status.CLOSED,
    }:  # fmt: skip
        report(row, "reactivated", on, by, at)


@transaction.atomic
def put_death(*, response_id: int, draft: DeathDraft, by: Viewer, at: datetime, seen: int | None = None) -> Death:
    """Write a death down: it is called Person and the next number, and is suspected until found otherwise. Errors: Refused, ChangedMeanwhile."""
    row = locked(response_id, by, seen)
    when = PartialDate.parse(draft.happened)
    past(when.first_day, at)
    require(not draft.neighbouring or bool(draft.area.strip()), "Name the neighbouring area.")
    wide(row.partnership_id, draft.setting, draft.area)
    most = Death.objects.filter(response=row).aggregate(most=Max("number"))["most"] or 0
    death = Death.objects.create(
        response=row, number=most + 1, age_band=draft.age_band.value, happened=draft.happened,
        organisation_id=draft.organisation_id, setting=draft.setting.strip(), neighbouring=draft.neighbouring,
        area=draft.area.strip(), made_at=at,
    )  # fmt: skip
    Finding.objects.create(
        response=row, death=death, confirmation=Confirmation.SUSPECTED.value, on=day_of(at), made_at=at
    )
    stored(row, Event.DEATH, f"{death.pseudonym} was written down", by, at)
    tell(
        row.record, leads(row.partnership_id, row.record.group_id, at), Event.DEATH, "a death was written down", by, at
    )
    return death


@transaction.atomic
def find(
    *, death_id: int, confirmation: Confirmation, on: date, by: Viewer, at: datetime, seen: int | None = None
) -> Finding:
    """What an inquest or the police found, whenever it comes: also after a step-down or an end. Errors: Refused, ChangedMeanwhile."""
    death = Death.objects.get(pk=death_id)
    row = locked(death.response_id, by, seen)
    past(on, at)
    made = Finding.objects.create(response=row, death=death, confirmation=confirmation.value, on=on, made_at=at)
    stored(row, Event.FINDING, f"{death.pseudonym}: {confirmation.label.lower()}", by, at)
    tell(
        row.record, leads(row.partnership_id, row.record.group_id, at), Event.FINDING, "a finding was recorded", by, at
    )
    return made


@transaction.atomic
def seal(*, response_id: int, note: str, by: Viewer, at: datetime, seen: int | None = None) -> SealedNote:
    """Seal what those who lead alone must know. Errors: Refused, ChangedMeanwhile."""
    row = locked(response_id, by, seen)
    require(bool(note.strip()), "Write the note.")
    made = SealedNote.objects.create(response=row, note_sealed=encrypt(note.strip()), made_at=at)
    stored(row, Event.SEALED, "A sealed note was written", by, at)
    return made


@transaction.atomic
def show(*, response_id: int, why: str, by: Viewer, at: datetime) -> list[str]:
    """The sealed notes, once it is written down who asked and why. Errors: Refused."""
    row = locked(response_id, by)
    require(bool(why.strip()), "Say why you need to read the sealed notes.")
    wide(row.partnership_id, why)
    written(row.record, Event.SHOWN, f"Read the sealed notes: {why.strip()}", by, at)
    return [decrypt(each.note_sealed) for each in SealedNote.objects.filter(response=row).order_by("pk")]


def rotate_notes() -> int:
    """Seal every note under the newest key. Returns how many were sealed anew."""
    old = [each for each in SealedNote.objects.all() if each.note_sealed and not is_current(each.note_sealed)]
    for each in old:
        SealedNote.objects.filter(pk=each.pk).update(note_sealed=rotate(each.note_sealed))
    return len(old)


@transaction.atomic
def tell_area(*, response_id: int, area: str, on: date, by: Viewer, at: datetime, seen: int | None = None) -> AreaTold:
    """A neighbouring area was told or asked. Errors: Refused, ChangedMeanwhile."""
    row = locked(response_id, by, seen)
    require(bool(area.strip()), "Name the area.")
    past(on, at)
    wide(row.partnership_id, area)
    made = AreaTold.objects.create(response=row, area=area.strip(), on=on, made_at=at)
    stored(row, Event.AREA, "A neighbouring area was told", by, at)
    return made
