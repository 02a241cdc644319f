"""Who sees a course: as the queryset says, and as the database says by itself. Constant queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core.dates import PartialDate
from goldenthread.partnership.models import Seat
from goldenthread.pathways import operations, queries
from goldenthread.pathways.models import Course, CourseEvent, CourseStage, Hold, HoldLift, Variation
from goldenthread.pathways.tests.conftest import begin, source
from goldenthread.records.models import Record
from goldenthread.records.queries import NotVisible
from goldenthread.testing.world import AT, PEOPLE, STARTED

SEES = {"manager", "officer", "chair", "member", "excluded", "both", "scrutineer"}
MODELS = (Course, CourseEvent, CourseStage)


@pytest.mark.parametrize("name", PEOPLE)
def test_queryset_and_database_agree(world, as_viewer, name: str) -> None:
    begin(world, as_viewer("manager"))
    kept_from = Record.objects.get(pk=world.records["kept_from"])
    operations.start(record=kept_from, pathway="below_threshold_review", by=world.viewer("manager"), at=AT)
    viewer = as_viewer(name)
    for model in MODELS:
        of_the_database = set(model.objects.values_list("pk", flat=True))
        assert set(model.objects.visible_to(viewer).values_list("pk", flat=True)) == of_the_database
    seen = set(Course.objects.values_list("record_id", flat=True))
    assert (world.records["source"] in seen) is (name in SEES)
    followed = [world.records[each] for each in ("source", "kept_from")]
    assert seen == set(Record.objects.filter(pk__in=followed).values_list("pk", flat=True))
    assert world.records["kept_from"] not in seen or name != "excluded"
    assert {each.reference for each in queries.waiting(viewer)} == {
        world.references[record] for record in ("source",) if name in SEES
    }


def test_every_row_beside_a_course_is_under_its_records_policy(world, as_viewer) -> None:
    from datetime import timedelta

    from goldenthread.testing.world import TODAY

    viewer = as_viewer("manager")
    begin(world, viewer)
    shared = {"record": source(world), "pathway": "rapid_review", "by": viewer, "at": AT}
    row = operations.hold(reason="Police ask to wait", starts_on=TODAY, review_on=TODAY + timedelta(days=7), **shared)
    operations.lift(hold_id=row.pk, lifted_on=TODAY, reason="They agree to go on", **shared)
    operations.vary(stage="sent", more=1, reason="A good reason", authority="The chair", agreed_on=TODAY, **shared)
    for model in (Hold, HoldLift, Variation):
        assert model.objects.count() == 1
    as_viewer("outsider")
    for model in (*MODELS, Hold, HoldLift, Variation):
        assert model.objects.count() == 0, model
    as_viewer("nobody")
    with connection.cursor() as cursor:
        for table in ("pathways_pathway", "pathways_edition"):
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,)


def test_whoever_may_not_see_a_record_has_no_way_of_it(world, as_viewer) -> None:
    begin(world, as_viewer("manager"))
    record = source(world)
    outsider = as_viewer("outsider")
    assert queries.ways_of(outsider, record) == []
    with pytest.raises(NotVisible):
        queries.get_way(outsider, record, "rapid_review")
    with pytest.raises(NotVisible):
        queries.get_edition(as_viewer("south_manager"), record.partnership_id, "rapid_review")


def test_constant_queries(world, as_viewer) -> None:
    viewer = as_viewer("manager")
    record = source(world)

    def count(ask) -> int:  # type: ignore[no-untyped-def]
        with CaptureQueriesContext(connection) as captured:
            ask()
        return len(captured.captured_queries)

    assert count(lambda: queries.ways_of(viewer, record)) == 1
    begin(world, viewer)
    assert count(lambda: queries.ways_of(viewer, record)) == 2
    assert count(lambda: queries.waiting(viewer)) == 1
    begin(world, viewer, "serious_incident_notification", aware="2026-02-20")
    operations.happened(
        record=record, pathway="rapid_review", key="set_up", on=PartialDate.parse("2026-02-24"), by=viewer, at=AT
    )
    assert count(lambda: queries.ways_of(viewer, record)) == 2
    assert count(lambda: queries.waiting(viewer)) == 1
    assert count(lambda: queries.listed(viewer, record.partnership_id)) == 2


def test_what_waits_the_late_and_soonest_first(world, as_viewer) -> None:
    from datetime import date

    viewer = as_viewer("manager")
    begin(world, viewer)
    found = queries.waiting(viewer)
    assert [(each.stage_key, each.late, each.due_on) for each in found[:3]] == [
        ("set_up", True, date(2026, 2, 24)),
        ("executives_told", True, date(2026, 2, 25)),
        ("progress", False, date(2026, 3, 3)),
    ]
    assert found[0].address == f"/north/thread/{world.references['source']}/"
    assert {each.stage_key for each in queries.waiting(viewer, late_only=True)} == {"set_up", "executives_told"}
    assert len(queries.waiting(viewer, due_by=date(2026, 3, 3))) == 3
    assert queries.waiting(viewer, group_id=world.groups["learning"]) == []
    assert queries.waiting(viewer, partnership_id=0) == []


def test_a_chair_who_holds_a_seat_and_no_post_begins_and_reads_the_partnerships_own_edition(world, as_viewer) -> None:
    manager = as_viewer("manager")
    north = source(world).partnership_id
    draft = operations.start_draft(partnership_id=north, key="below_threshold_review", by=manager, at=AT)
    operations.publish(edition_id=draft.pk, seen=None, what_changed="Our own", by=manager, at=AT)
    Seat.objects.create(
        group_id=world.groups["reviews"],
        organisation_id=world.organisations["board"],
        person_id=world.people["nobody"],
        role="chair",
        starts_on=STARTED,
    )
    chair = as_viewer("nobody")
    assert begin(world, chair).edition.number == 1  # taken in by the chair
    assert queries.get_edition(chair, north, "below_threshold_review").number == 2
    assert begin(world, chair, "below_threshold_review", referred="2026-02-20").edition.number == 2
