"""Operations: row, event, notice and refusal, and edge case 35."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.history.queries import events_of
from goldenthread.messages.models import Notice
from goldenthread.pathways.models import Course, CourseEvent, CourseStage
from goldenthread.postvention import operations, queries
from goldenthread.postvention.models import (
    Death,
    Finding,
    MindDate,
    Response,
    SealedNote,
    Setting,
    StatusDecision,
    Task,
)
from goldenthread.postvention.rules.response import LEAVE_OUT
from goldenthread.postvention.terms import Confirmation, Event, MindKind, Phase, Status
from goldenthread.postvention.tests.conftest import WHY, active, death, decide, response
from goldenthread.records.models import Record
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.testing.world import AT, PEOPLE, TODAY
from goldenthread.thread.models import Source

ELSEWHERE = ("2026-01", 1)  # the death of the world's own response
MODELS = (Response, Death, Finding, StatusDecision, Task, SealedNote, Setting, MindDate)


def supported(row: Response, by) -> Setting:  # type: ignore[no-untyped-def]
    return operations.support(
        response_id=row.pk, organisation_id=None, words="A sixth form", contact_role="Designated lead",
        offered="A room and a counsellor, three days a week", by_whom="Bereavement service", on=TODAY, by=by, at=AT,
    )  # fmt: skip


def said(row: Response) -> list[str]:
    return [each.verb for each in events_of(row.pk)]


def events(row: Response) -> list[str]:
    return list(CourseEvent.objects.filter(record=row.pk).order_by("pk").values_list("key", flat=True))


def test_a_response_begins_with_its_plan_and_those_who_lead_are_told(world, as_viewer) -> None:
    row = response(world, as_viewer("manager"))
    assert (row.status, row.record.reference[:2]) == ("surveillance", "SC")
    assert Task.objects.filter(response=row).count() == 10
    assert Source.objects.get(pk=row.pk).kind == "response"
    assert said(row) == [Event.OPENED.value]
    assert not Course.objects.filter(record=row.pk).exists()
    as_viewer("chair")
    notice = Notice.objects.get(kind=Event.OPENED.value, person=world.people["chair"])
    assert "Rowan" not in notice.subject


@pytest.mark.parametrize("name", ["member", "scrutineer", "outsider", "south_manager"])
def test_nobody_else_begins_one(world, as_viewer, name: str) -> None:
    as_viewer("manager")
    viewer = as_viewer(name)
    with pytest.raises(Refused, match="business unit"):
        response(world, viewer)


def test_a_possible_cluster_needs_a_death_and_begins_the_pathway_at_the_concern(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = response(world, manager)
    with pytest.raises(Refused, match="which death"):
        decide(row, Status.POSSIBLE, manager)
    held = death(row, manager, neighbouring=True, area="Southmere")
    assert held.pseudonym == "Person 1"
    decide(row, Status.POSSIBLE, manager)
    assert events(row) == ["concern"]
    assert StatusDecision.objects.get(response=row).why == WHY


def test_how_somebody_died_is_refused_in_every_wide_field_and_stored_nowhere(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = active(world, manager)
    held, day = supported(row, manager), operations.mind(
        response_id=row.pk, kind=MindKind.FUNERAL, on=TODAY, by=manager, at=AT
    )  # fmt: skip
    what, given = "They say it was an overdose, which we heard.", {"by": manager, "at": AT}
    for perform in (
        lambda: response(world, manager, why_noticed=what),
        lambda: response(world, manager, name="Overdose"),
        lambda: decide(row, Status.STEPPED_DOWN, manager, why=what),
        lambda: death(row, manager, setting=what),
        lambda: operations.tell_area(response_id=row.pk, area=what, on=TODAY, **given),
        lambda: operations.put_task(
            response_id=row.pk, phase=Phase.WEEK, words=what, owner_role="Lead", due_on=None, **given
        ),
        lambda: operations.drop_task(
            task_id=Task.objects.filter(response=row).earliest("pk").pk, why=what, on=TODAY, **given
        ),
        lambda: operations.end_support(setting_id=held.pk, on=TODAY, why=what, **given),
        lambda: operations.make_ready(day_id=day.pk, ready=what, on=TODAY, **given),
        lambda: operations.speak(response_id=row.pk, voice="Lead", lines=what, on=TODAY, **given),
        lambda: operations.show(response_id=row.pk, why=what, **given),
    ):
        with pytest.raises(Refused, match=LEAVE_OUT):
            perform()
    assert not any("overdose" in str(vars(each)) for model in MODELS for each in model.objects.all())
    assert not any("overdose" in each.sentence for each in events_of(row.pk))


def test_a_sealed_note_is_shown_for_a_written_reason_to_those_who_lead(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = active(world, manager)
    note = operations.seal(response_id=row.pk, note="What the group alone must know.", by=manager, at=AT)
    assert "alone" not in note.note_sealed
    with pytest.raises(Refused, match="Say why"):
        operations.show(response_id=row.pk, why=" ", by=manager, at=AT)
    assert operations.show(response_id=row.pk, why="To ready the meeting", by=manager, at=AT) == [
        "What the group alone must know."
    ]
    assert Event.SHOWN.value in said(row)
    with pytest.raises(Refused, match="business unit"):
        operations.show(response_id=row.pk, why="Curious", by=as_viewer("member"), at=AT)


def test_a_step_down_waits_for_a_word_on_each_setting(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = active(world, manager)
    held = supported(row, manager)
    with pytest.raises(Refused, match="still open"):
        decide(row, Status.STEPPED_DOWN, manager)
    with pytest.raises(Refused, match="how it ended"):
        operations.end_support(setting_id=held.pk, on=TODAY, why="Done", by=manager, at=AT)
    operations.end_support(setting_id=held.pk, on=TODAY, why="The school’s own counsellor goes on.", by=manager, at=AT)
    decide(row, Status.STEPPED_DOWN, manager)
    assert events(row)[-1] == "stepped_down"


def test_tasks_are_done_once_and_one_voice_reaches_the_pathway(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = active(world, manager)
    task = Task.objects.filter(response=row).earliest("pk")
    operations.do_task(task_id=task.pk, on=TODAY, by=manager, at=AT)
    with pytest.raises(Refused, match="done already"):
        operations.do_task(task_id=task.pk, on=TODAY, by=manager, at=AT)
    with pytest.raises(Refused, match="not come yet"):
        operations.speak(
            response_id=row.pk,
            voice="Head of communications",
            lines="",
            on=TODAY + timedelta(days=1),
            by=manager,
            at=AT,
        )
    operations.speak(
        response_id=row.pk, voice="Head of communications", lines="We are sad.", on=TODAY, by=manager, at=AT
    )
    operations.done(response_id=row.pk, stage="facts", on=TODAY, by=manager, at=AT)
    assert events(row)[-2:] == ["one_voice", "facts"]


def test_a_task_that_waits_is_put_another_way_and_history_says_which_of_its_parts(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = response(world, manager)
    task = Task.objects.filter(response=row).earliest("pk")
    as_it_was = {"phase": Phase(task.phase), "words": task.words, "owner_role": task.owner_role, "due_on": task.due_on}
    given = {"task_id": task.pk, "by": manager, "at": AT}
    with pytest.raises(Refused, match="Nothing of it is different"):
        operations.change_task(**as_it_was, **given)
    with pytest.raises(Refused, match="Say what is to be done"):
        operations.change_task(**as_it_was | {"words": " "}, **given)
    with pytest.raises(Refused, match=LEAVE_OUT):
        operations.change_task(**as_it_was | {"owner_role": "Whoever saw the overdose"}, **given)
    before = row.record.version
    operations.change_task(**as_it_was | {"words": "Ring the head teacher", "due_on": TODAY}, **given)
    task.refresh_from_db()
    assert (task.words, task.due_on, task.owner_role) == ("Ring the head teacher", TODAY, as_it_was["owner_role"])
    event = next(each for each in events_of(row.pk) if each.verb == Event.TASK.value)
    assert event.sentence == "A task of the plan was changed: what is to be done, by when"
    assert Record.objects.get(pk=row.pk).version == before + 1
    with pytest.raises(ChangedMeanwhile):
        operations.change_task(**as_it_was, **given, seen=before)


def test_a_task_that_is_not_done_after_all_is_dropped_with_the_reason_and_stays_to_be_read(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = response(world, manager)
    task, other = Task.objects.filter(response=row).order_by("pk")[:2]
    given = {"by": manager, "at": AT}
    for why, on, words in (
        ("No", TODAY, "why it is not done"),
        ("The coroner does it.", TODAY + timedelta(days=1), "not come yet"),
        ("They say it was an overdose.", TODAY, LEAVE_OUT),
    ):
        with pytest.raises(Refused, match=words):
            operations.drop_task(task_id=task.pk, why=why, on=on, **given)
    operations.drop_task(task_id=task.pk, why="The coroner’s officer does it.", on=TODAY, **given)
    held = Task.objects.get(pk=task.pk)
    assert (held.dropped_on, held.dropped_why, held.waits) == (TODAY, "The coroner’s officer does it.", False)
    assert said(row).count(Event.TASK.value) == 1
    as_it_is = {"phase": Phase.WEEK, "words": "Ring them", "owner_role": "Lead", "due_on": None}
    for perform in (
        lambda pk: operations.do_task(task_id=pk, on=TODAY, **given),
        lambda pk: operations.drop_task(task_id=pk, why="The school does it now.", on=TODAY, **given),
        lambda pk: operations.change_task(task_id=pk, **as_it_is, **given),
    ):
        with pytest.raises(Refused, match="dropped already"):
            perform(task.pk)
    operations.do_task(task_id=other.pk, on=TODAY, **given)
    with pytest.raises(Refused, match="done already"):
        operations.drop_task(task_id=other.pk, why="The school does it now.", on=TODAY, **given)
    with pytest.raises(Refused, match="done already"):
        operations.change_task(task_id=other.pk, **as_it_is, **given)


@pytest.mark.parametrize("name", ["member", "scrutineer"])
def test_a_member_neither_changes_nor_drops_a_task(world, as_viewer, name: str) -> None:
    row = response(world, as_viewer("manager"))
    task, by = Task.objects.filter(response=row).earliest("pk"), as_viewer(name)
    with pytest.raises(Refused, match="business unit"):
        operations.drop_task(task_id=task.pk, why="The school does it now.", on=TODAY, by=by, at=AT)
    with pytest.raises(Refused, match="business unit"):
        operations.change_task(
            task_id=task.pk, phase=Phase.WEEK, words="Ring them", owner_role="Lead", due_on=None, by=by, at=AT
        )


def test_35_a_death_later_ruled_not_suicide_is_a_new_row_and_counts_no_more(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = active(world, manager)
    held = Death.objects.get(response=row)
    assert queries.by_month(manager, row.partnership_id) == [("2026-02", 1), ELSEWHERE]
    operations.find(death_id=held.pk, confirmation=Confirmation.ACCIDENT, on=TODAY, by=manager, at=AT)
    known = queries.deaths_of(row)[0]
    assert (known.confirmation, known.stands) == (Confirmation.ACCIDENT, False)
    assert [each.confirmation for each in known.before] == ["suspected"]
    assert queries.by_month(manager, row.partnership_id) == [ELSEWHERE]


def test_35_a_second_death_next_door(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = active(world, manager)
    with pytest.raises(Refused, match="neighbouring area"):
        death(row, manager, neighbouring=True)
    second = death(row, manager, neighbouring=True, area="Southmere", setting="Another school")
    operations.tell_area(response_id=row.pk, area="Southmere", on=TODAY, by=manager, at=AT)
    assert (second.pseudonym, second.area) == ("Person 2", "Southmere")
    assert [each.area for each in queries.areas(row)] == ["Southmere"]


def test_35_stepped_down_and_activated_again(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = active(world, manager)
    decide(row, Status.STEPPED_DOWN, manager)
    death(row, manager, neighbouring=True, area="Southmere")
    decide(row, Status.ACTIVE, manager)
    assert events(row)[-2:] == ["stepped_down", "reactivated"]
    assert [each.status for each in queries.decisions(row)] == ["active", "stepped_down", "active", "possible"]


def test_35_not_a_cluster_stops_and_another_death_resumes(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = active(world, manager)
    decide(row, Status.NOT_CLUSTER, manager)
    decide(row, Status.ACTIVE, manager)
    assert events(row)[-2:] == ["not_a_cluster", "reactivated"]
    assert Course.objects.get(record=row.pk).is_open


def test_35_an_inquest_a_year_after_the_end(world, as_viewer) -> None:
    manager = as_viewer("manager")
    row = active(world, manager)
    decide(row, Status.STEPPED_DOWN, manager)
    decide(row, Status.CLOSED, manager)
    held = Record.objects.get(pk=row.pk)
    assert held.closed_on == TODAY
    sits = TODAY + timedelta(days=365)
    day = operations.mind(response_id=row.pk, kind=MindKind.INQUEST, on=sits, by=manager, at=AT)
    stage = CourseStage.objects.get(record=row.pk, key="inquest")
    assert stage.due_on is not None
    assert stage.due_on < sits
    later = AT + timedelta(days=366)
    operations.make_ready(
        day_id=day.pk, ready="The school’s counsellor and the helpline", on=sits, by=manager, at=later
    )
    operations.find(
        death_id=Death.objects.get(response=row).pk, confirmation=Confirmation.SUICIDE, on=sits, by=manager, at=later
    )
    assert queries.deaths_of(row)[0].confirmation is Confirmation.SUICIDE
    assert queries.get_response(manager, row.partnership_id, row.record.reference).status == "closed"


@pytest.mark.parametrize("name", PEOPLE)
def test_queryset_and_database_agree(world, as_viewer, name: str) -> None:
    manager = as_viewer("manager")
    row = active(world, manager)
    supported(row, manager)
    operations.seal(response_id=row.pk, note="A note.", by=manager, at=AT)
    operations.mind(response_id=row.pk, kind=MindKind.FUNERAL, on=TODAY, by=manager, at=AT)
    viewer = as_viewer(name)
    sees = Record.objects.filter(pk=row.pk).exists()
    if name in {"manager", "chair", "member", "scrutineer", "excluded"}:
        assert sees
    if name in {"administrator", "outsider", "owner", "south_manager", "south_chair"}:
        assert not sees
    for model in MODELS:
        assert model.objects.exists() == sees, model
    assert Response.objects.visible_to(viewer).exists() == sees  # type: ignore[attr-defined]
    assert bool(queries.by_month(viewer, row.partnership_id)) == sees


def test_35_looked_at_and_dismissed_first_its_way_begins_when_a_cluster_is_thought_possible_after_all(
    world, as_viewer
) -> None:
    manager = as_viewer("manager")
    row = response(world, manager)
    death(row, manager)
    decide(row, Status.NOT_CLUSTER, manager)
    assert events(row) == []
    decide(row, Status.POSSIBLE, manager)
    assert events(row) == ["concern"]
