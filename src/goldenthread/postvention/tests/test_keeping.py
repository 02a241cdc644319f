"""What becomes of a response when its record is disposed of, and that everything leaves with a partnership's export."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection

from goldenthread.commands.exported import DECRYPTED, lists
from goldenthread.database.viewer import set_viewer, working_in
from goldenthread.history import jobs as sealing
from goldenthread.history.operations import verify
from goldenthread.postvention import operations
from goldenthread.postvention.models import Death, Finding, Response, Task
from goldenthread.postvention.operations import DeathDraft
from goldenthread.postvention.terms import AgeBand, MindKind, Phase, Status
from goldenthread.records import jobs
from goldenthread.records.operations import retention
from goldenthread.records.queries import load_viewer
from goldenthread.testing.world import AT, TODAY

LATER = datetime(2062, 3, 3, 9, 30, tzinfo=UTC)
GONE = "Content disposed of"
TABLES = (
    "response", "responseevent", "statusdecision", "areatold", "death", "finding", "sealednote", "setting", "task",
    "minddate",
)  # fmt: skip


def of_a_closed_record(world) -> Response:  # type: ignore[no-untyped-def]
    """The world's response with a row of every kind, each with a word that has to go; closed, and let go by two people."""
    set_viewer(world.people["manager"], AT)
    given = {"by": world.viewer("manager"), "at": AT}
    row = Response.objects.select_related("record").get(pk=world.records["response"])
    operations.put_death(
        response_id=row.pk, draft=DeathDraft(AgeBand.TEENS, "2026-01", setting="secretword", area="secretword"), **given
    )
    operations.tell_area(response_id=row.pk, area="secretword", on=TODAY, **given)
    operations.seal(response_id=row.pk, note="secretword", **given)
    support = operations.support(
        response_id=row.pk, organisation_id=world.organisations["school"], words="secretword", contact_role="secretword",
        offered="secretword", by_whom="secretword", on=TODAY, **given,
    )  # fmt: skip
    operations.end_support(setting_id=support.pk, on=TODAY, why="It ended, secretword.", **given)
    operations.mind(response_id=row.pk, kind=MindKind.OTHER, on=TODAY, ready="secretword", **given)
    task = operations.put_task(
        response_id=row.pk, phase=Phase.WEEK, words="secretword", owner_role="secretword", due_on=None, **given
    )
    operations.drop_task(task_id=task.pk, why="It is not needed, secretword.", on=TODAY, **given)
    operations.speak(response_id=row.pk, voice="secretword", lines="secretword", on=TODAY, **given)
    operations.decide(
        response_id=row.pk, status=Status.CLOSED, why="It is over, secretword.", by_role="secretword", on=TODAY, **given
    )
    return row


def test_disposal_takes_the_words_and_leaves_the_days(worker: None, world, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.FILES_URL = f"file://{tmp_path}/files"
    row = of_a_closed_record(world)
    for name in ("officer", "manager"):
        set_viewer(world.people[name], LATER)
        viewer = load_viewer(world.people[name], name.title(), LATER)
        if name == "officer":
            held = retention.decide(
                partnership_id=row.partnership_id, record_id=row.pk,
                reason="It was kept for its years and nobody asked for it.", by=viewer, at=LATER,
            )  # fmt: skip
        else:
            retention.confirm(partnership_id=row.partnership_id, disposal_id=held.pk, by=viewer, at=LATER)
    set_viewer(None, LATER)
    done = 0
    for _ in range(3):
        done += jobs.dispose(LATER)
        sealing.keep_seals(LATER)
    assert done == 1
    assert verify() == []
    with working_in(row.partnership_id, LATER):
        dropped = Task.objects.filter(response=row, dropped_on=TODAY)
        assert set(dropped.values_list("dropped_why", flat=True)) == {GONE}
        assert set(Task.objects.filter(response=row, dropped_on=None).values_list("dropped_why", flat=True)) == {""}
        assert Death.objects.filter(response=row).count() == Finding.objects.filter(response=row).count() == 2
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"select to_jsonb(t)::text from postvention_{table} t where record_id = {row.pk}")
                text = " ".join(each[0] for each in cursor.fetchall())
                assert not [word for word in ("secretword", "coroner", "sixth form") if word in text.lower()], table
                assert bool(text) == (table != "responseevent"), table


def test_everything_leaves_with_the_partnership(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    row = of_a_closed_record(world)
    as_viewer("manager")
    counts, columns = {}, {}
    with connection.cursor() as cursor:
        for each in lists():
            if each.name.startswith("response"):
                cursor.execute(each.query, {"partnership": row.partnership_id})
                counts[each.name] = len(cursor.fetchall())
                columns[each.name] = [column.name for column in cursor.description]
    assert counts == {
        "response_decisions": 2, "response_areas_told": 2, "response_deaths": 2, "response_findings": 2,
        "response_settings": 2, "response_tasks": 11, "response_days": 2, "response_sealed_notes": 2,
        "response_arrangements": 1,
    }  # fmt: skip
    assert {"dropped_on", "dropped_why"} <= set(columns["response_tasks"])
    assert set(columns["response_sealed_notes"]) & set(DECRYPTED), "what was sealed leaves as it can be read"
