"""The worker's part: lateness told once, holds looked at again, and days counted anew where the calendar changed."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.database.installation import Role
from goldenthread.database.viewer import set_viewer, working_in
from goldenthread.history.models import Event
from goldenthread.messages.models import Notice
from goldenthread.pathways import operations, queries
from goldenthread.pathways.jobs import look_at_pathways
from goldenthread.pathways.models import Course, CourseStage
from goldenthread.pathways.tests.conftest import RAPID, begin, source
from goldenthread.records.models import Record
from goldenthread.testing.world import AT, TODAY


def begun(acting, world) -> None:  # type: ignore[no-untyped-def]
    acting(Role.WEB)
    set_viewer(world.people["manager"], AT)
    begin(world, world.viewer("manager"))


def test_what_becomes_late_is_told_on_its_day_and_once(acting, world, north: int) -> None:
    begun(acting, world)
    acting(Role.WORKER)
    late: dict[int, int] = {}
    for days in range(20):
        at = AT + timedelta(days=days)
        look_at_pathways(at)
        assert look_at_pathways(at) == 0
        with working_in(north, at):
            late[days] = Event.objects.filter(verb="way.late").count()
    # Stages due on 3, 9, 11, 13 and 16 March; those that were late before it was begun are told by the page.
    assert [days for days in range(1, 20) if late[days] > late[days - 1]] == [2, 8, 10, 12, 15]
    with working_in(north, AT):
        notices = Notice.objects.filter(kind="way.late", person_id=world.people["chair"])
    acting(Role.WEB)
    set_viewer(world.people["chair"], AT)
    assert [row.subject for row in notices.all()] == [f"{world.references['source']}: was due on 11 March 2026"]


def test_a_hold_is_looked_at_again_on_its_day_and_once(acting, world, north: int) -> None:
    begun(acting, world)
    operations.hold(
        record=source(world),
        pathway=RAPID,
        reason="Police ask to wait",
        starts_on=TODAY,
        review_on=TODAY + timedelta(days=4),
        by=world.viewer("manager"),
        at=AT,
    )
    acting(Role.WORKER)
    for days in range(8):
        look_at_pathways(AT + timedelta(days=days))
    with working_in(north, AT):
        assert Event.objects.filter(verb="way.hold_review").count() == 1


def test_days_are_counted_anew_where_a_holiday_or_a_relaxation_was_written_down(acting, world, north: int) -> None:
    begun(acting, world)
    viewer = world.viewer("manager")
    later = AT + timedelta(hours=1)
    row = operations.add_holiday(
        partnership_id=north,
        day=date(2026, 3, 11),
        title="A royal holiday",
        known_on=TODAY,
        source="GOV.UK",
        checked_on=TODAY,
        by=viewer,
        at=later,
    )
    assert CourseStage.objects.get(key="sent").due_on == date(2026, 3, 16)
    acting(Role.WORKER)
    assert look_at_pathways(later + timedelta(hours=1)) == 1
    with working_in(north, AT):
        stored = CourseStage.objects.get(key="sent")
        assert stored.due_on == date(2026, 3, 17)
        assert "A royal holiday on 2026-03-11" in stored.calendar
    assert look_at_pathways(later + timedelta(hours=1)) == 0
    acting(Role.WEB)
    set_viewer(world.people["manager"], AT)
    operations.withdraw(row=row, why="It was cancelled again", by=viewer, at=later + timedelta(hours=2))
    acting(Role.WORKER)
    assert look_at_pathways(later + timedelta(hours=3)) == 1
    with working_in(north, AT):
        assert CourseStage.objects.get(key="sent").due_on == date(2026, 3, 16)


def test_days_counted_with_an_older_calendar_are_counted_anew(acting, world, north: int) -> None:
    begun(acting, world)
    Course.objects.update(calendar="an older list")
    acting(Role.WORKER)
    assert look_at_pathways(AT + timedelta(minutes=1)) == 1


def test_the_web_process_learns_nothing_by_the_workers_question(acting, world) -> None:
    begun(acting, world)
    set_viewer(None, AT)
    assert look_at_pathways(AT + timedelta(days=30)) == 0


def test_a_record_that_is_closed_is_not_chased(acting, world, north: int) -> None:
    begun(acting, world)
    assert queries.waiting(world.viewer("manager")) != []
    Record.objects.filter(pk=world.records["source"]).update(closed_on=TODAY)
    assert queries.waiting(world.viewer("manager")) == []
    acting(Role.WORKER)
    assert look_at_pathways(AT + timedelta(days=10)) == 0
