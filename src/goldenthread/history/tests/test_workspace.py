"""What a group's workspace tells of its records: what came of them, not who looked, and not each step on the way."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import UTC, date, datetime

from goldenthread.core.terms import Vocabulary
from goldenthread.history import operations, queries
from goldenthread.history.actor import job
from goldenthread.records.models import Record
from goldenthread.testing.world import AT, World

ROOMS = ("records", "thread", "documents", "meetings", "returns")


def verbs() -> dict[str, Vocabulary]:
    return {verb.value: verb for room in ROOMS for verb in importlib.import_module(f"goldenthread.{room}.terms").Event}


def test_every_routine_step_is_a_step_there_is() -> None:
    assert set(queries.ROUTINE) <= verbs().keys()


def test_a_workspace_tells_what_came_of_things(world: World, as_viewer: Callable[..., object]) -> None:
    as_viewer("manager")
    record = Record.objects.get(pk=world.records["action"])
    for verb in verbs().values():
        operations.write(
            verb=verb,
            sentence=f"<{verb.value}>",
            by=job("test"),
            at=AT,
            about=operations.About(record.partnership_id, record.pk, record.reference),
        )
    events = queries.group_events(record.partnership_id, record.group_id, AT.date(), limit=10_000)
    told = {event.sentence[1:-1] for event in events if event.sentence.startswith("<")}
    assert told == {
        verb
        for verb in verbs()
        if verb not in queries.ROUTINE and not verb.startswith(("record.", "retention.", "hold."))
    }
    assert {"thread.linked", "record.sight_named", "hold.placed"}.isdisjoint(told)
    assert {(event.reference, event.kind, event.title) for event in events if event.sentence.startswith("<")} == {
        (record.reference, record.kind, record.title)
    }


def test_a_summer_s_day_begins_in_england(world: World, as_viewer: Callable[..., object]) -> None:
    as_viewer("manager")
    record = Record.objects.get(pk=world.records["action"])
    for sentence, at in (
        ("Half past eleven of the ninth", datetime(2026, 7, 9, 22, 30, tzinfo=UTC)),
        ("Half past midnight of the tenth", datetime(2026, 7, 9, 23, 30, tzinfo=UTC)),
    ):
        operations.write(
            verb=verbs()["meeting.sealed"],
            sentence=sentence,
            by=job("test"),
            at=at,
            about=operations.About(record.partnership_id, record.pk, record.reference),
        )

    def told(since: date) -> list[str]:
        return [event.sentence for event in queries.group_events(record.partnership_id, record.group_id, since)]

    assert told(date(2026, 7, 10)) == ["Half past midnight of the tenth"]
    assert told(date(2026, 7, 9)) == ["Half past midnight of the tenth", "Half past eleven of the ninth"]
    assert told(date(2026, 7, 11)) == []
