"""A record that went part of its way before it came here: its days count, and nobody is told of the past."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from goldenthread.core.dates import PartialDate
from goldenthread.database.installation import Role
from goldenthread.database.viewer import set_viewer, working_in
from goldenthread.history.actor import job
from goldenthread.history.models import Event
from goldenthread.history.queries import events_of
from goldenthread.messages.models import Notice
from goldenthread.pathways import operations
from goldenthread.pathways.jobs import look_at_pathways
from goldenthread.pathways.models import Course, CourseStage
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.testing.world import AT, TODAY

REASON = "It was done before it came here."
DAYS = {"notified": PartialDate.of(date(2026, 1, 5)), "sent": PartialDate.of(date(2026, 1, 30))}


def brought(world, **given: Any) -> Course:  # type: ignore[no-untyped-def]
    record = Record.objects.get(pk=world.records["source"])
    facts: dict[str, Any] = {"happened": DAYS, "goes_on": ("reply", "response")} | given
    return operations.bring_in(record=record, pathway="rapid_review", reason=REASON, by=job("Import"), at=AT, **facts)


def states(course: Course) -> dict[str, str]:
    return dict(CourseStage.objects.filter(course=course).values_list("key", "state"))


def test_days_count_what_is_past_is_settled_and_what_goes_on_is_open(world, as_viewer) -> None:
    as_viewer("manager")
    notices = Notice.objects.count()
    course = brought(world)
    held = states(course)
    assert (held.pop("sent"), held.pop("reply"), held.pop("response")) == ("done", "due", "not_started")
    assert set(held.values()) == {"not_needed"}
    sent = CourseStage.objects.get(course=course, key="sent")
    assert (sent.due_on, sent.on_time) == (date(2026, 1, 26), False)
    assert course.is_open
    assert Notice.objects.count() == notices
    assert any(event.sentence.startswith("Not needed: Letters and templates") for event in events_of(course.record_id))


def test_the_worker_tells_of_what_becomes_late_here_and_not_of_what_was_late_before(acting, world, north) -> None:
    acting(Role.WEB)
    set_viewer(world.people["manager"], AT)
    sent = PartialDate.of(date(2026, 2, 25))  # two days after its day; the reply is asked after from 12 March
    brought(world, happened={"notified": PartialDate.of(date(2026, 2, 2)), "sent": sent})
    acting(Role.WORKER)
    for days in range(12):
        look_at_pathways(AT + timedelta(days=days))
    with working_in(north, AT):
        late = list(Event.objects.filter(verb="way.late").values_list("sentence", flat=True))
    assert len(late) == 1
    assert late[0].startswith("The Panel replies: not done by 11 March 2026")


def test_nothing_goes_on_of_what_is_closed_and_everything_of_what_begins(world, as_viewer) -> None:
    as_viewer("manager")
    course = brought(world, goes_on=())
    assert not course.is_open
    assert course.check_on is None
    assert set(states(course).values()) == {"done", "not_needed"}
    with pytest.raises(Refused, match="follows that pathway already"):
        brought(world)


def test_what_is_not_known_is_left_out(world, as_viewer) -> None:
    as_viewer("manager")
    happened = {"notified": PartialDate.of(TODAY), "sent": None, "a_stage_of_another_edition": PartialDate.of(TODAY)}
    course = brought(world, happened=happened, goes_on=None)
    assert states(course)["sent"] == "due"
    assert "not_needed" not in states(course).values()


def test_no_day_to_come(world, as_viewer) -> None:
    as_viewer("manager")
    with pytest.raises(Refused, match="still to come"):
        brought(world, happened={"notified": PartialDate.of(TODAY + timedelta(days=1))})
    assert not Course.objects.filter(record=world.records["source"]).exists()
