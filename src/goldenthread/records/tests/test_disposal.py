"""Disposal: decided by two, told under seal, and nothing else opens the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from goldenthread.database.installation import Installation, Role
from goldenthread.database.viewer import set_viewer, working_in
from goldenthread.documents.jobs import take_away
from goldenthread.documents.models import Document
from goldenthread.documents.operations import store
from goldenthread.history import jobs as sealing
from goldenthread.history.models import Event
from goldenthread.history.operations import verify
from goldenthread.messages.models import Notice
from goldenthread.records import jobs
from goldenthread.records.models import Disposal, DisposalStep, LegalHold, Record, RetentionWarning
from goldenthread.records.operations import Refused
from goldenthread.records.operations import retention as operations
from goldenthread.records.queries import NotVisible, load_viewer, retention
from goldenthread.records.queries.retention import falling_due, held_among
from goldenthread.records.viewer import Viewer
from goldenthread.testing.world import AT, World
from goldenthread.thread.models import Action, ActionUpdate

LATER = datetime(2032, 3, 3, 9, 30, tzinfo=UTC)
WHY = "It was kept for six years and nobody asked for it."


def become(world: World, name: str, at: datetime = LATER) -> Viewer:
    set_viewer(world.people[name], at)
    return load_viewer(world.people[name], name.title(), at)


def decide(world: World, by: str = "officer", record: str = "assured_action") -> Disposal:
    viewer = become(world, by)
    north = viewer.partnership("north")
    assert north
    return operations.decide(partnership_id=north.id, record_id=world.records[record], reason=WHY, by=viewer, at=LATER)


def confirm(world: World, row: Disposal, by: str = "manager") -> Disposal:
    return operations.confirm(partnership_id=row.partnership_id, disposal_id=row.pk, by=become(world, by), at=LATER)


def hold(world: World, record: str) -> LegalHold:
    viewer = become(world, "officer")
    north = viewer.partnership("north")
    assert north
    return operations.place_hold(
        partnership_id=north.id,
        record_id=world.records[record],
        reason="A claim was notified to the council.",
        review_on=(LATER + timedelta(days=90)).date(),
        by=viewer,
        at=LATER,
    )


def work(times: int = 1) -> int:
    """The worker's rounds: history is sealed, then disposals take their next step."""
    set_viewer(None, LATER)
    done = 0
    for _ in range(times):
        done += jobs.dispose(LATER)
        sealing.keep_seals(LATER)
    return done


@pytest.fixture
def files(settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.FILES_URL = f"file://{tmp_path}/files"


def test_a_record_is_disposed_of_and_the_chain_still_verifies(worker: None, world: World, files: None) -> None:
    row = confirm(world, decide(world))
    record = Record.objects.get(pk=row.record_id)
    stored = Document.objects.get(record=record).stored_as
    store().put(stored, b"words")
    assert work() == 0, "history is sealed first"
    become(world, "manager")
    assert Record.objects.get(pk=row.record_id).title == record.title
    assert work(2) == 1
    assert take_away(LATER) == 1
    assert take_away(LATER) == 0
    with pytest.raises(FileNotFoundError):
        store().open(stored)
    assert verify() == []
    with working_in(row.partnership_id, LATER):
        gone = Record.objects.get(pk=row.record_id)
        assert (gone.title, gone.reference, gone.closed_on) == (
            "Content disposed of",
            record.reference,
            record.closed_on,
        )
        action = Action.objects.get(pk=gone.pk)
        assert (action.text, action.measure, action.owner_person_id) == ("Content disposed of", "", None)
        assert not ActionUpdate.objects.filter(action=action).exists()
        document = Document.objects.get(record=gone)
        assert (document.name, document.state, document.size) == (document.reference, "disposed", 0)
        with connection.cursor() as cursor:
            for table in ("thread_actionevent", "records_recordevent"):
                cursor.execute(f"select count(*) from {table} where pgh_obj_id = %s", [gone.pk])
                assert cursor.fetchone() == (0,), table
        events = Event.objects.filter(record_id=gone.pk).exclude(verb__startswith="disposal.")
        done = Disposal.objects.get(pk=row.pk)
        assert done.carried_out_at == LATER
        assert events.count() > 3
        assert {(event.sentence, event.disposed_by, str(event.details)) for event in events} == {("", done.event, "{}")}
        told = Event.objects.get(pk=done.event)
        assert record.reference in told.sentence
        assert told.seal_id is not None
    assert work(2) == 0, "once"


def test_what_is_written_in_between_is_told_of_too(worker: None, world: World) -> None:
    row = confirm(world, decide(world))
    work()
    become(world, "manager")
    viewer = become(world, "officer")
    lifted = hold(world, "assured_action")
    operations.lift_hold(
        partnership_id=row.partnership_id,
        hold_id=lifted.pk,
        reason="The claim was withdrawn.",
        by=viewer,
        at=LATER,
    )
    assert work() == 0, "the event that tells of it is written anew"
    assert work() == 1
    set_viewer(None, LATER)
    assert verify() == []


@pytest.mark.parametrize(
    "change",
    [
        "update history_event set sentence = 'nothing' where disposed_by is not null",
        "update history_event set actor_name = 'Another' where id = (select min(id) from history_event where disposed_by is not null)",
        "update history_event set at = at + interval '1 day' where id = (select min(id) from history_event where disposed_by is not null)",
        "update history_event set digest = repeat('0', 64) where id = (select min(id) from history_event where disposed_by is not null)",
        "update history_event set disposed_by = null where id = (select min(id) from history_event where disposed_by is not null)",
        "update history_event e set disposed_by = (select max(disposed_by) from history_event), sentence = '', details = '{}' where id = (select min(id) from history_event where disposed_by is null and seal_id is not null)",
        "update history_event set disposed_by = 1 where disposed_by is not null",
        "update history_event set sentence = '', details = '{}' where id = (select min(id) from history_event where disposed_by is null)",
        "update history_event set details = '{}' where verb = 'disposal.carried_out'",
        "update history_event set seal_id = null where verb = 'disposal.carried_out'",
    ],
)
def test_a_disposed_event_cannot_be_confused_with_a_tampered_one(
    worker: None, world: World, installation: Installation, change: str
) -> None:
    confirm(world, decide(world))
    work(2)
    work()
    assert verify() == []
    with connection.cursor() as cursor:
        cursor.execute("reset session authorization")
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table history_event disable trigger user")
        cursor.execute(change)
        assert cursor.rowcount > 0
        cursor.execute(f"set session authorization {installation.role_name(Role.WORKER)}")
    assert verify() != []


def refused(sql: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(caught.value)


def test_the_function_does_nothing_without_a_confirmed_sealed_and_unheld_decision(worker: None, world: World) -> None:
    dispose = "select goldenthread_dispose(%s, %s)"
    assert "not decided" in refused(dispose, 999_999, LATER)
    row = decide(world)
    assert "not decided" in refused(dispose, row.pk, LATER)
    confirm(world, row)
    assert "not decided" in refused(dispose, row.pk, LATER), "no event tells of it"
    set_viewer(None, LATER)
    jobs.dispose(LATER)
    assert "not decided" in refused(dispose, row.pk, LATER), "the event is not sealed"
    sealing.keep_seals(LATER)
    become(world, "manager")
    held = LegalHold.objects.create(
        partnership_id=row.partnership_id,
        record_id=row.record_id,
        reason="A claim.",
        placed_by_id=world.people["manager"],
        placed_at=LATER,
        review_on=LATER.date(),
    )
    assert "not decided" in refused(dispose, row.pk, LATER), "it is held"
    assert work(2) == 0
    become(world, "manager")
    LegalHold.objects.filter(pk=held.pk).update(
        lifted_at=LATER, lifted_by_id=world.people["manager"], lift_reason="It ended."
    )
    assert work(2) == 1


def test_neither_worker_nor_owner_rewrites_an_event_by_another_way(
    worker: None, world: World, installation: Installation
) -> None:
    row = confirm(world, decide(world))
    work()
    for column in ("sentence = ''", "details = '{}'", "disposed_by = 1", "actor_name = ''", "digest = ''"):
        assert "permission denied" in refused(f"update history_event set {column}")
    with connection.cursor() as cursor:
        cursor.execute("select set_config('goldenthread.disposing', %s, true)", [str(row.pk)])
    assert "permission denied" in refused("update history_event set sentence = '', details = '{}', disposed_by = 1")
    for statement in ("update records_disposalstep set does = 'keep'", "delete from records_disposalstep"):
        assert "permission denied" in refused(statement)
    with connection.cursor() as cursor:
        cursor.execute("reset session authorization")
        cursor.execute(f"set session authorization {installation.role_name(Role.OWNER)}")
    for columns in ("sentence = ''", "sentence = '', details = '{}', disposed_by = 1"):
        assert "append-only" in refused(f"update history_event set {columns}")
    with connection.cursor() as cursor:
        cursor.execute("reset session authorization")
        cursor.execute(f"set session authorization {installation.role_name(Role.WORKER)}")


def test_the_web_role_cannot_dispose_at_all(as_viewer: Callable[[str], Viewer], world: World) -> None:
    row = confirm(world, decide(world))
    assert "worker alone" in refused("select goldenthread_dispose(%s, %s)", row.pk, LATER)


def test_two_people_are_needed(as_viewer: Callable[[str], Viewer], world: World) -> None:
    row = decide(world, "manager")
    with pytest.raises(Refused, match="second person"):
        confirm(world, row, "manager")
    assert "second_person" in refused(
        "update records_disposal set confirmed_by_id = decided_by_id, confirmed_at = %s where id = %s", LATER, row.pk
    )
    assert confirm(world, row, "officer").state.value == "confirmed"
    with pytest.raises(Refused, match="already"):
        confirm(world, row, "officer")
    viewer = become(world, "manager")
    withdrawn = operations.withdraw(
        partnership_id=row.partnership_id, disposal_id=row.pk, reason="The coroner may ask.", by=viewer, at=LATER
    )
    assert withdrawn.state.value == "withdrawn"
    with pytest.raises(Refused, match="withdrawn"):
        confirm(world, row, "officer")
    verbs = list(
        Event.objects.filter(record_id=row.record_id, verb__startswith="disposal.")
        .values_list("verb", flat=True)
        .order_by("pk")
    )
    assert verbs == ["disposal.decided", "disposal.confirmed", "disposal.withdrawn"]
    assert decide(world).state.value == "decided", "it may be decided again"


@pytest.mark.parametrize("name", ["chair", "scrutineer", "administrator", "south_manager"])
def test_the_business_unit_alone_decides(as_viewer: Callable[[str], Viewer], world: World, name: str) -> None:
    north = as_viewer("manager").partnership("north")
    assert north
    viewer = become(world, name)
    for perform in (
        lambda: operations.decide(
            partnership_id=north.id, record_id=world.records["assured_action"], reason=WHY, by=viewer, at=LATER
        ),
        lambda: operations.place_hold(
            partnership_id=north.id,
            record_id=world.records["assured_action"],
            reason=WHY,
            review_on=LATER.date() + timedelta(days=1),
            by=viewer,
            at=LATER,
        ),
    ):
        with pytest.raises((Refused, NotVisible)):
            perform()


def test_a_record_is_not_decided_on_before_its_day(as_viewer: Callable[[str], Viewer], world: World) -> None:
    viewer = as_viewer("manager")
    north = viewer.partnership("north")
    assert north
    with pytest.raises(Refused, match="kept until 2 March 2032"):
        operations.decide(
            partnership_id=north.id, record_id=world.records["assured_action"], reason=WHY, by=viewer, at=AT
        )
    with pytest.raises(Refused, match="worked out"):
        operations.decide(partnership_id=north.id, record_id=world.records["action"], reason=WHY, by=viewer, at=LATER)


def test_a_hold_covers_everything_below_and_is_lifted_with_a_reason(
    as_viewer: Callable[[str], Viewer], world: World
) -> None:
    decided = decide(world)
    held = hold(world, "source")
    below = {
        world.records[name]
        for name in ("source", "learning", "assured_action", "product", "impact", "request", "school_return")
    }
    assert held_among(world.records.values()) >= below
    assert world.records["shared_learning"] not in held_among(world.records.values())
    with pytest.raises(Refused, match="hold"):
        confirm(world, decided)
    viewer = become(world, "officer")
    due = {row.record.pk: row for row in falling_due(viewer, decided.partnership_id, 1)}
    assert due[world.records["assured_action"]].held
    with pytest.raises(Refused, match="reason"):
        operations.lift_hold(partnership_id=held.partnership_id, hold_id=held.pk, reason="", by=viewer, at=LATER)
    operations.lift_hold(
        partnership_id=held.partnership_id, hold_id=held.pk, reason="The claim was settled.", by=viewer, at=LATER
    )
    assert held_among(world.records.values()) == set()
    confirm(world, decided)


def test_the_business_manager_is_warned_once(worker: None, world: World) -> None:
    viewer = become(world, "manager")
    north = viewer.partnership("north")
    assert north
    set_viewer(None, LATER)
    told = jobs.warn_partnership(north.id, "north", LATER)
    assert told > 0
    assert jobs.warn_partnership(north.id, "north", LATER + timedelta(days=1)) == 0
    with working_in(north.id, LATER):
        assert RetentionWarning.objects.filter(record=world.records["assured_action"]).exists()
    become(world, "manager")
    notices = Notice.objects.filter(kind="retention_due")
    assert [notice.person_id for notice in notices] == [world.people["manager"]]
    assert notices[0].address == "/north/administration/retention/"


def test_what_falls_due_shows_to_those_who_see_it(as_viewer: Callable[[str], Viewer], world: World) -> None:
    manager = become(world, "manager")
    north = manager.partnership("north")
    assert north
    assert world.records["assured_action"] in {row.record.pk for row in falling_due(manager, north.id, 1)}
    assert falling_due(become(world, "manager", AT), north.id, 12) == []
    assert falling_due(become(world, "administrator"), north.id, 12) == []


def test_every_candidate_is_looked_at_however_many_there_are(
    as_viewer: Callable[[str], Viewer], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = become(world, "manager")
    north = manager.partnership("north")
    assert north
    Record.objects.visible_to(manager).filter(partnership=north.id).update(closed_on=AT.date())  # type: ignore[attr-defined]
    whole = [row.record.pk for row in falling_due(manager, north.id, 1)]
    assert len(whole) > 3
    for many in (1, 2, 3):
        monkeypatch.setattr(retention, "MANY", many)
        assert [row.record.pk for row in falling_due(manager, north.id, 1)] == whole
        assert [row.record.pk for row in falling_due(manager, north.id, 1, most=2)] == whole[:2]


def test_every_table_of_a_record_says_what_disposal_does_to_it(owner_connection: psycopg.Connection) -> None:
    tables = {
        row[0]
        for row in owner_connection.execute(
            """select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not a.attisdropped
                  and (a.attname = 'record_id' or c.relname in ('records_record', 'records_recordevent'))"""
        )
    }
    steps = {
        row[0]: row[1:]
        for row in owner_connection.execute(
            'select "table", "column", does, assignments, why from records_disposalstep'
        )
    }
    assert tables - set(steps) == set(), "say in a migration what disposal does to these"
    assert set(steps) - tables == set()
    for table, (column, does, assignments, why) in steps.items():
        columns = {
            row[0]: row[1:]
            for row in owner_connection.execute(
                """select column_name, data_type, coalesce(character_maximum_length, 0) from information_schema.columns
                    where table_schema = 'public' and table_name = %s""",
                [table],
            )
        }
        assert {column, *assignments} <= set(columns), table
        assert does != "keep" or why, table
        if does == "empty":
            said = {name for name, (kind, _) in columns.items() if kind in {"text", "jsonb", "ARRAY"}}
            assert said - set(assignments) - STAYS.get(table, set()) == set(), f"{table}: words that disposal leaves"


STAYS = {
    "returns_request": {"remind_before", "remind_after"},
    "pathways_hold": {"stages"},
    "administration_datafinding": {"exemptions"},
}
"""Columns of words' kind that hold none."""


def test_each_step_can_be_taken(worker: None, world: World, installation: Installation) -> None:
    """Every statement of every table, on rows that are there or not: a wrong expression fails here and not on the day."""
    with connection.cursor() as cursor:
        cursor.execute("reset session authorization")
        cursor.execute("set session_replication_role = replica")
        for step in DisposalStep.objects.filter(does="empty"):
            values = ", ".join(f'"{name}" = {expression}' for name, expression in step.assignments.items())
            cursor.execute(f'update "{step.table}" set {values}')
        cursor.execute("set session_replication_role = origin")
        cursor.execute(f"set session authorization {installation.role_name(Role.WORKER)}")
