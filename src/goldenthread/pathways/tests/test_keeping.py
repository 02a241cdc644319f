"""What becomes of a course when its record is disposed of, and that everything leaves with a partnership's export."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db import connection

from goldenthread.commands.exported import lists
from goldenthread.core.dates import PartialDate
from goldenthread.database.viewer import set_viewer, working_in
from goldenthread.history import jobs as sealing
from goldenthread.history.operations import verify
from goldenthread.pathways import operations
from goldenthread.pathways.models import Course, CourseEvent, Hold, HoldLift, Variation
from goldenthread.pathways.tests.conftest import RAPID
from goldenthread.records import jobs
from goldenthread.records.models import Record
from goldenthread.records.operations import retention
from goldenthread.records.queries import load_viewer
from goldenthread.testing.world import AT, TODAY

LATER = datetime(2032, 3, 3, 9, 30, tzinfo=UTC)
OURS = (
    "pathways",
    "pathway_courses",
    "pathway_events",
    "pathway_holds",
    "pathway_variations",
    "pathway_stages",
    "relaxations",
    "bank_holidays",
)


def on_its_way(world) -> Record:  # type: ignore[no-untyped-def]
    """A closed record that followed a pathway, with everything beside it."""
    set_viewer(world.people["manager"], AT)
    manager = world.viewer("manager")
    record = Record.objects.get(pk=world.records["assured_action"])
    operations.start(
        record=record, pathway=RAPID, events={"notified": (PartialDate.parse("2026-02-23"), None)}, by=manager, at=AT
    )
    shared = {"record": record, "pathway": RAPID, "by": manager, "at": AT}
    operations.happened(key="set_up", on=PartialDate.parse("2026-02-24"), note="To the school of the child", **shared)
    row = operations.hold(
        reason="The police ask to wait", starts_on=TODAY, review_on=TODAY + timedelta(days=7), **shared
    )
    operations.lift(hold_id=row.pk, lifted_on=TODAY, reason="They agree to go on", **shared)
    operations.vary(
        stage="sent", more=1, reason="A report is awaited", authority="A named doctor", agreed_on=TODAY, **shared
    )
    return record


def test_disposal_takes_the_words_and_leaves_the_days(worker: None, world, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.FILES_URL = f"file://{tmp_path}/files"
    record = on_its_way(world)
    for name in ("officer", "manager"):
        set_viewer(world.people[name], LATER)
        viewer = load_viewer(world.people[name], name.title(), LATER)
        if name == "officer":
            row = retention.decide(
                partnership_id=record.partnership_id,
                record_id=record.pk,
                reason="It was kept for six years and nobody asked for it.",
                by=viewer,
                at=LATER,
            )
        else:
            retention.confirm(partnership_id=record.partnership_id, disposal_id=row.pk, by=viewer, at=LATER)
    set_viewer(None, LATER)
    done = 0
    for _ in range(3):
        done += jobs.dispose(LATER)
        sealing.keep_seals(LATER)
    assert done == 1
    assert verify() == []
    with working_in(record.partnership_id, LATER):
        course = Course.objects.get()
        assert (course.started_by, course.is_open, course.check_on) == ("Content disposed of", False, None)
        events = CourseEvent.objects.order_by("pk")
        assert [(each.key, each.happened, each.reason, each.by_name, each.by_id) for each in events] == [
            ("notified", "2026-02-23", "", "Content disposed of", None),
            ("set_up", "2026-02-24", "", "Content disposed of", None),
        ]
        for model in (Hold, HoldLift, Variation):
            assert set(model.objects.values_list("reason", "by_id")) == {("Content disposed of", None)}
        assert Variation.objects.get().authority == "Content disposed of"


def test_everything_leaves_with_the_partnership(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    viewer = as_viewer("manager")
    record = on_its_way(world)
    facts = {"source": "The Panel", "checked_on": TODAY, "by": viewer, "at": AT}
    operations.relax(
        partnership_id=record.partnership_id,
        pathway=RAPID,
        stage="sent",
        starts_on=TODAY,
        ends_on=TODAY,
        more=None,
        words="Relaxed",
        **facts,
    )
    operations.add_holiday(
        partnership_id=record.partnership_id, day=date(2026, 6, 12), title="A royal wedding", known_on=TODAY, **facts
    )
    held = {each.name: each for each in lists()}
    assert set(OURS) <= set(held)
    counts = {}
    with connection.cursor() as cursor:
        for name in OURS:
            cursor.execute(held[name].query, {"partnership": record.partnership_id})
            counts[name] = len(cursor.fetchall())
    assert counts == {
        "pathways": 1,
        "pathway_courses": 1,
        "pathway_events": 2,
        "pathway_holds": 1,
        "pathway_variations": 1,
        "pathway_stages": 9,
        "relaxations": 1,
        "bank_holidays": 1,
    }
