"""What is done with pathways and courses: the row, the event, who is told, and what is refused."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goldenthread.core.dates import PartialDate
from goldenthread.history.actor import job
from goldenthread.history.models import Event
from goldenthread.messages.models import Notice
from goldenthread.pathways import operations, queries
from goldenthread.pathways.models import Course, CourseEvent, CourseStage, Edition, Hold, HoldLift, Pathway, Variation
from goldenthread.pathways.rules import editing
from goldenthread.pathways.terms import StageState
from goldenthread.pathways.tests.conftest import NOTIFIED, RAPID, begin, source, stands
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.testing.world import AT, TODAY

LATER = AT + timedelta(hours=2)


def verbs(world) -> list[str]:  # type: ignore[no-untyped-def]
    rows = Event.objects.filter(record_id=world.records["source"]).order_by("pk")
    return [verb for verb in rows.values_list("verb", flat=True) if verb.startswith("way.")]


def said(world) -> str:  # type: ignore[no-untyped-def]
    return str(Event.objects.filter(record_id=world.records["source"], verb__startswith="way.").latest("pk").sentence)


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def test_a_course_begins_with_what_has_happened(world, as_viewer) -> None:
    course = begin(world, as_viewer("manager"))
    assert course.edition.number == 1
    assert verbs(world) == ["way.started", "way.happened"]
    assert said(world) == "The notification was sent to the Panel: 23 February 2026"
    held = {row.key: row for row in CourseStage.objects.filter(course=course)}
    assert (held["sent"].state, held["sent"].due_on, held["sent"].waits_for) == (
        "due",
        date(2026, 3, 16),
        "Business unit",
    )
    assert held["reply"].state == "not_started"
    assert "GOV.UK" in held["sent"].calendar
    assert course.calendar.startswith("GOV.UK bank holidays")
    assert course.check_on == date(2026, 3, 4)  # the progress meeting is due the day before


def test_whoever_is_waited_for_is_told_once_and_the_doer_is_not(world, as_viewer) -> None:
    begin(world, as_viewer("manager"))
    chair = as_viewer("chair")
    assert [row.subject for row in Notice.objects.filter(person_id=chair.person_id, kind="way.waits")] == [
        f"{source(world).reference}: the pathway waits for Practice review group by 11 March 2026"
    ]
    manager = as_viewer("manager")
    assert not Notice.objects.filter(person_id=manager.person_id, kind="way.waits").exists()
    officer = as_viewer("officer")
    assert Notice.objects.filter(person_id=officer.person_id, kind="way.waits").count() == 3  # for each side, one


def test_it_begins_once_and_only_for_those_who_keep_it(world, as_viewer) -> None:
    for name in ("member", "owner", "scrutineer"):
        viewer = as_viewer(name)
        with pytest.raises(Refused, match="keep its pathway"):
            operations.start(record=source_row(world, as_viewer, name), pathway=RAPID, by=viewer, at=AT)
    begin(world, as_viewer("chair"))
    with pytest.raises(Refused, match="follows that pathway already"):
        begin(world, as_viewer("manager"))
    with pytest.raises(Refused, match="no such pathway"):
        begin(world, as_viewer("manager"), "no_such_pathway")


def source_row(world, as_viewer, back_to: str):  # type: ignore[no-untyped-def]
    as_viewer("manager")
    record = source(world)
    as_viewer(back_to)
    return record


def test_a_stage_is_done_once(world, as_viewer) -> None:
    viewer = as_viewer("chair")
    begin(world, viewer)
    operations.happened(
        record=source(world),
        pathway=RAPID,
        key="set_up",
        on=day("2026-02-25"),
        by=viewer,
        at=LATER,
        note="By secure mail",
    )
    assert said(world) == "Letters and templates go to agencies: 25 February 2026. By secure mail"
    stage = stands(world, viewer, "set_up")
    assert (stage.state, stage.on_time) == (StageState.DONE, False)
    assert CourseStage.objects.get(key="set_up").done_on == "2026-02-25"
    with pytest.raises(Refused, match="recorded already"):
        operations.happened(
            record=source(world), pathway=RAPID, key="set_up", on=day("2026-02-24"), by=viewer, at=LATER
        )
    for key, on, words in (
        ("nothing", "2026-02-25", "no such stage or event"),
        ("progress", "2026-03-03", "still to come"),
    ):
        with pytest.raises(Refused, match=words):
            operations.happened(record=source(world), pathway=RAPID, key=key, on=day(on), by=viewer, at=LATER)
    with pytest.raises(Refused, match="A time of day needs its day"):
        operations.happened(
            record=source(world), pathway=RAPID, key="progress", on=day("2026-02"), moment=time(9), by=viewer, at=LATER
        )
    with pytest.raises(Refused, match="does not follow"):
        operations.happened(
            record=source(world), pathway="suicide_cluster_response", key="facts", on=NOTIFIED, by=viewer, at=LATER
        )


def test_a_correction_is_a_row_that_takes_the_place_of_another(world, as_viewer) -> None:
    viewer = as_viewer("manager")
    begin(world, viewer)
    first = CourseEvent.objects.get(key="notified")
    fresh = operations.correct(
        record=source(world),
        pathway=RAPID,
        event_id=first.pk,
        on=day("2026-02-24"),
        reason="The form says the 24th",
        by=viewer,
        at=LATER,
    )
    assert (
        said(world)
        == "The notification was sent to the Panel: 24 February 2026, corrected from 23 February 2026. The form says the 24th"
    )
    assert CourseEvent.objects.count() == 2
    assert stands(world, viewer, "sent").due_on == date(2026, 3, 17)
    assert CourseStage.objects.get(key="sent").due_on == date(2026, 3, 17)
    with pytest.raises(Refused, match="A later row"):
        operations.correct(
            record=source(world),
            pathway=RAPID,
            event_id=first.pk,
            on=day("2026-02-20"),
            reason="Once more so",
            by=viewer,
            at=LATER,
        )
    with pytest.raises(Refused, match="Give the reason"):
        operations.correct(
            record=source(world),
            pathway=RAPID,
            event_id=fresh.pk,
            on=day("2026-02-20"),
            reason=" ",
            by=viewer,
            at=LATER,
        )
    struck = operations.strike(
        record=source(world), pathway=RAPID, event_id=fresh.pk, reason="It was never sent", by=viewer, at=LATER
    )
    assert stands(world, viewer, "sent").state is StageState.NOT_STARTED
    with pytest.raises(Refused, match="no such row"):
        operations.strike(
            record=source(world), pathway=RAPID, event_id=struck.pk, reason="It was never sent", by=viewer, at=LATER
        )
    operations.happened(record=source(world), pathway=RAPID, key="notified", on=day("2026-02-26"), by=viewer, at=LATER)
    assert stands(world, viewer, "sent").due_on == date(2026, 3, 19)
    assert verbs(world) == ["way.started", "way.happened", "way.corrected", "way.corrected", "way.happened"]


def test_a_room_reports_what_it_knows_to_every_course_that_knows_it(world, as_viewer) -> None:
    viewer = as_viewer("manager")
    room = job("Practice reviews")
    begin(world, viewer)
    begin(world, viewer, "serious_incident_notification", aware="2026-02-20")
    record = source(world)
    assert operations.report(record=record, key="notification", on=NOTIFIED, by=room, at=LATER) == 1
    assert operations.report(record=record, key="notified", on=NOTIFIED, by=room, at=LATER) == 0  # no news
    assert operations.report(record=record, key="notified", on=day("2026-02-24"), by=room, at=LATER) == 1
    assert operations.report(record=record, key="withdrawn", on=day("2026-02-27"), by=room, at=LATER) == 2
    assert operations.report(record=record, key="what_no_pathway_knows", on=NOTIFIED, by=room, at=LATER) == 0
    ways = {each.course.pathway.key: each.way for each in queries.ways_of(viewer, record)}
    assert all(way.stopped for way in ways.values())
    assert not Course.objects.filter(is_open=True).exists()


def test_withdrawn_taken_up_again_and_withdrawn_again(world, as_viewer) -> None:
    viewer = as_viewer("manager")
    begin(world, viewer)
    for key, on in (("withdrawn", "2026-02-24"), ("reinstated", "2026-02-26"), ("withdrawn", "2026-02-28")):
        operations.happened(record=source(world), pathway=RAPID, key=key, on=day(on), by=viewer, at=LATER)
        stopped = queries.get_way(viewer, source(world), RAPID).way.stopped is not None
        assert stopped is (key == "withdrawn")
        assert Course.objects.get().is_open is not stopped


def test_a_stage_that_is_not_needed(world, as_viewer) -> None:
    viewer = as_viewer("manager")
    begin(world, viewer)
    operations.not_needed(
        record=source(world), pathway=RAPID, stage="progress", reason="Every summary is in", by=viewer, at=LATER
    )
    assert stands(world, viewer, "progress").state is StageState.NOT_NEEDED
    assert said(world) == "Progress meeting: not needed. Every summary is in"
    for stage, reason, words in (
        ("progress", "Every summary is in", "recorded already"),
        ("nothing", "Every summary is in", "no such stage"),
        ("sent", "no", "Give the reason"),
    ):
        with pytest.raises(Refused, match=words):
            operations.not_needed(record=source(world), pathway=RAPID, stage=stage, reason=reason, by=viewer, at=LATER)


def test_a_hold_and_its_end(world, as_viewer) -> None:
    viewer = as_viewer("manager")
    begin(world, viewer)
    row = operations.hold(
        record=source(world),
        pathway=RAPID,
        reason="Police ask to wait",
        starts_on=date(2026, 2, 25),
        review_on=date(2026, 3, 9),
        stages=["summaries"],
        by=viewer,
        at=AT,
    )
    assert (
        said(world)
        == "Agencies’ summaries are in: on hold since 25 February 2026, to be looked at again on 9 March 2026. Police ask to wait"
    )
    assert stands(world, viewer, "summaries").state is StageState.HELD
    stored = CourseStage.objects.get(key="summaries")
    assert (stored.state, stored.due_on, stored.review_on) == ("held", None, date(2026, 3, 9))
    operations.lift(
        record=source(world),
        pathway=RAPID,
        hold_id=row.pk,
        lifted_on=TODAY,
        reason="Police agree to go on",
        by=viewer,
        at=LATER,
    )
    assert CourseStage.objects.get(key="summaries").due_on == date(2026, 3, 12)  # the 9th, and three working days
    assert verbs(world)[-2:] == ["way.held", "way.lifted"]
    with pytest.raises(Refused, match="ended already"):
        operations.lift(
            record=source(world),
            pathway=RAPID,
            hold_id=row.pk,
            lifted_on=TODAY,
            reason="Police agree to go on",
            by=viewer,
            at=LATER,
        )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reason": "no"}, "Give the reason"),
        ({"stages": ["nothing"]}, "no such stage"),
        ({"starts_on": TODAY + timedelta(days=1)}, "begins today or earlier"),
        ({"review_on": TODAY}, "a day to come"),
    ],
)
def test_a_hold_is_refused(world, as_viewer, change, words) -> None:
    viewer = as_viewer("manager")
    begin(world, viewer)
    facts = {"reason": "Police ask to wait", "starts_on": TODAY, "review_on": TODAY + timedelta(days=7)} | change
    with pytest.raises(Refused, match=words):
        operations.hold(record=source(world), pathway=RAPID, by=viewer, at=AT, **facts)
    assert not Hold.objects.exists()


def test_a_hold_is_not_lifted_before_it_began_or_where_there_is_none(world, as_viewer) -> None:
    viewer = as_viewer("manager")
    begin(world, viewer)
    row = operations.hold(
        record=source(world),
        pathway=RAPID,
        reason="Police ask to wait",
        starts_on=TODAY,
        review_on=TODAY + timedelta(days=7),
        by=viewer,
        at=AT,
    )
    for hold_id, on, reason, words in (
        (row.pk, TODAY - timedelta(days=1), "They agree to go on", "not before it began"),
        (row.pk, TODAY, "no", "Give the reason"),
        (0, TODAY, "They agree to go on", "no such hold"),
    ):
        with pytest.raises(Refused, match=words):
            operations.lift(
                record=source(world), pathway=RAPID, hold_id=hold_id, lifted_on=on, reason=reason, by=viewer, at=AT
            )
    assert not HoldLift.objects.exists()


def test_a_variation(world, as_viewer) -> None:
    viewer = as_viewer("chair")
    begin(world, viewer)
    facts = {"reason": "A report is awaited", "authority": "National Panel", "agreed_on": TODAY}
    operations.vary(record=source(world), pathway=RAPID, stage="sent", more=5, by=viewer, at=AT, **facts)
    assert (
        said(world)
        == "The report goes to the Panel: 5 working days more, agreed by National Panel on 2 March 2026. A report is awaited"
    )
    operations.vary(
        record=source(world), pathway=RAPID, stage="sent", until=date(2026, 3, 31), by=viewer, at=LATER, **facts
    )
    assert [step.day for step in stands(world, viewer, "sent").steps[1:]] == [
        date(2026, 3, 16),
        date(2026, 3, 23),
        date(2026, 3, 31),
    ]
    assert CourseStage.objects.get(key="sent").due_on == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stage": "response"}, "with a time allowed"),
        ({"stage": "nothing"}, "with a time allowed"),
        ({"until": TODAY}, "either how much more"),
        ({"more": None}, "either how much more"),
        ({"more": 0}, "in a whole number"),
        ({"more": 99999}, "in a whole number"),
        ({"reason": "no"}, "Give the reason"),
        ({"authority": " "}, "whose authority"),
        ({"agreed_on": TODAY + timedelta(days=1)}, "today or earlier"),
    ],
)
def test_a_variation_is_refused(world, as_viewer, change, words) -> None:
    viewer = as_viewer("manager")
    begin(world, viewer)
    facts = {
        "stage": "sent",
        "more": 5,
        "reason": "A report is awaited",
        "authority": "National Panel",
        "agreed_on": TODAY,
    } | change
    with pytest.raises(Refused, match=words):
        operations.vary(record=source(world), pathway=RAPID, by=viewer, at=AT, **facts)
    assert not Variation.objects.exists()


def test_members_read_a_way_and_change_nothing(world, as_viewer) -> None:
    begin(world, as_viewer("manager"))
    member = as_viewer("member")
    event = CourseEvent.objects.get()
    shared = {"record": source(world), "pathway": RAPID, "by": member, "at": AT}
    assert stands(world, member, "sent").state is StageState.DUE
    for attempt in (
        lambda: operations.happened(key="set_up", on=NOTIFIED, **shared),
        lambda: operations.report(record=source(world), key="set_up", on=NOTIFIED, by=member, at=AT),
        lambda: operations.correct(event_id=event.pk, on=NOTIFIED, reason="A good reason", **shared),
        lambda: operations.strike(event_id=event.pk, reason="A good reason", **shared),
        lambda: operations.not_needed(stage="sent", reason="A good reason", **shared),
        lambda: operations.hold(reason="A good reason", starts_on=TODAY, review_on=TODAY + timedelta(days=1), **shared),
        lambda: operations.lift(hold_id=1, lifted_on=TODAY, reason="A good reason", **shared),
        lambda: operations.vary(
            stage="sent", more=1, reason="A good reason", authority="Me", agreed_on=TODAY, **shared
        ),
    ):
        with pytest.raises(Refused, match="keep its pathway"):
            attempt()


def refused_by_the_database(sql: str) -> str:
    with pytest.raises(DatabaseError) as failure, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(failure.value)


def test_the_database_keeps_what_was_recorded(world, as_viewer, owner_connection) -> None:
    viewer = as_viewer("manager")
    begin(world, viewer)
    operations.hold(
        record=source(world),
        pathway=RAPID,
        reason="Police ask to wait",
        starts_on=TODAY,
        review_on=TODAY + timedelta(days=7),
        by=viewer,
        at=AT,
    )
    assert "permission denied" in refused_by_the_database("update pathways_courseevent set reason = 'x'")
    assert "permission denied" in refused_by_the_database("delete from pathways_hold")
    assert "published and does not change" in refused_by_the_database("update pathways_edition set content = '{}'")
    operations.start_draft(partnership_id=source(world).partnership_id, key=RAPID, by=viewer, at=AT)
    assert "keeps the edition" in refused_by_the_database(
        "update pathways_course set edition_id = (select max(id) from pathways_edition)"
    )


def test_an_edition_is_drafted_changed_and_published_and_the_record_keeps_its_own(world, as_viewer, north: int) -> None:
    viewer = as_viewer("manager")
    begin(world, viewer)
    draft = operations.start_draft(partnership_id=north, key=RAPID, by=viewer, at=AT)
    assert operations.start_draft(partnership_id=north, key=RAPID, by=viewer, at=AT) == draft
    clock = {**next(row for row in draft.content["stages"] if row["key"] == "sent")["clock"], "count": 20}
    changed = operations.edit_draft(
        edition_id=draft.pk,
        seen=1,
        change=lambda data: editing.with_part(data, "stages", "sent", {"clock": clock})[0],
        said="The report has 20 days",
        by=viewer,
        at=AT,
    )
    with pytest.raises(ChangedMeanwhile):
        operations.edit_draft(edition_id=draft.pk, seen=1, change=dict, said="Again", by=viewer, at=AT)
    with pytest.raises(Refused, match="not there any more"):
        operations.edit_draft(
            edition_id=draft.pk,
            seen=2,
            change=lambda data: editing.without(data, "stages", "gone"),
            said="Gone",
            by=viewer,
            at=AT,
        )
    with pytest.raises(Refused, match="Say what changed"):
        operations.publish(edition_id=draft.pk, seen=changed.edits, what_changed=" ", by=viewer, at=AT)
    operations.publish(edition_id=draft.pk, seen=changed.edits, what_changed="Twenty working days", by=viewer, at=AT)
    assert stands(world, viewer, "sent").due_on == date(2026, 3, 16)
    found = queries.get_edition(viewer, north, RAPID)
    assert (found.number, found.definition.stage["sent"].clock.count) == (2, 20)
    assert queries.get_edition(viewer, north, RAPID, 1).definition.stage["sent"].clock.count == 15
    with pytest.raises(Refused, match="published and does not change"):
        operations.publish(edition_id=draft.pk, seen=None, what_changed="Once more", by=viewer, at=AT)
    last = Event.objects.filter(partnership_id=north, verb="pathway.published").latest("pk")
    assert last.sentence == "Rapid review: edition 2 published. Twenty working days"


def test_a_draft_with_faults_is_not_published(world, as_viewer, north: int) -> None:
    viewer = as_viewer("manager")
    draft = operations.new_pathway(partnership_id=north, title="Missing children", by=viewer, at=AT)
    assert draft.pathway.key == "missing_children"
    with pytest.raises(Refused, match="stages: Add at least one stage"):
        operations.publish(edition_id=draft.pk, seen=1, what_changed="First", by=viewer, at=AT)
    with pytest.raises(Refused, match="No edition of this pathway is published"):
        begin(world, viewer, "missing_children")


def test_a_retired_pathway_is_not_begun(world, as_viewer, north: int) -> None:
    viewer = as_viewer("manager")
    row = operations.take_shipped(partnership_id=north, key=RAPID, by=viewer, at=AT)
    operations.retire(pathway=row, retired=True, by=viewer, at=AT)
    with pytest.raises(Refused, match="not begun any more"):
        begin(world, viewer)
    operations.retire(pathway=row, retired=False, by=viewer, at=AT)
    begin(world, viewer)


def test_the_programs_newer_text_is_taken_as_the_next_edition(world, as_viewer, north: int, monkeypatch) -> None:
    viewer = as_viewer("manager")
    row = operations.take_shipped(partnership_id=north, key=RAPID, by=viewer, at=AT)
    assert not queries.get_edition(viewer, north, RAPID).is_newer_with_the_program
    with pytest.raises(Refused, match="nothing newer"):
        operations.take_newer(pathway=row, by=viewer, at=AT)
    from goldenthread.pathways import shipped

    held = shipped.pathways()
    monkeypatch.setitem(
        held, RAPID, shipped.Shipped(RAPID, {**held[RAPID].content, "edition": "newer"}, held[RAPID].definition)
    )
    assert queries.get_edition(viewer, north, RAPID).is_newer_with_the_program
    assert operations.take_newer(pathway=row, by=viewer, at=AT).number == 2


@pytest.mark.parametrize("name", ["chair", "member", "scrutineer", "administrator", "south_manager"])
def test_the_business_unit_alone_writes_editions_and_reference_data(world, as_viewer, north: int, name: str) -> None:
    manager = as_viewer("manager")
    draft = operations.start_draft(partnership_id=north, key=RAPID, by=manager, at=AT)
    other = world.viewer(name)
    for attempt in (
        lambda: operations.new_pathway(partnership_id=north, title="Mine", by=other, at=AT),
        lambda: operations.start_draft(partnership_id=north, key=RAPID, by=other, at=AT),
        lambda: operations.edit_draft(edition_id=draft.pk, seen=None, change=dict, said="", by=other, at=AT),
        lambda: operations.publish(edition_id=draft.pk, seen=None, what_changed="x", by=other, at=AT),
        lambda: operations.retire(pathway=draft.pathway, retired=True, by=other, at=AT),
        lambda: operations.take_newer(pathway=draft.pathway, by=other, at=AT),
        lambda: operations.add_holiday(
            partnership_id=north,
            day=date(2026, 6, 8),
            title="x",
            known_on=TODAY,
            source="x",
            checked_on=TODAY,
            by=other,
            at=AT,
        ),
        lambda: operations.relax(
            partnership_id=north,
            pathway=RAPID,
            stage="sent",
            starts_on=TODAY,
            ends_on=TODAY,
            more=1,
            words="x",
            source="x",
            checked_on=TODAY,
            by=other,
            at=AT,
        ),
    ):
        with pytest.raises(Refused, match="business unit"):
            attempt()
    assert Edition.objects.filter(published_at__isnull=True).count() == 1
    assert Pathway.objects.count() == 1


def test_relaxations_and_holidays_are_written_down_with_their_source(world, as_viewer, north: int) -> None:
    viewer = as_viewer("manager")
    begin(world, viewer)
    relax = {
        "partnership_id": north,
        "pathway": RAPID,
        "stage": "sent",
        "starts_on": TODAY,
        "ends_on": TODAY + timedelta(days=60),
        "more": 10,
        "words": "Ten more",
        "source": "The Panel’s letter",
        "checked_on": TODAY,
    }
    row = operations.relax(by=viewer, at=LATER, **relax)
    assert stands(world, viewer, "sent").due_on == date(2026, 3, 30)
    royal = operations.add_holiday(
        partnership_id=north,
        day=date(2026, 3, 11),
        title="A royal holiday",
        known_on=TODAY,
        source="GOV.UK",
        checked_on=TODAY,
        by=viewer,
        at=LATER,
    )
    assert stands(world, viewer, "sent").due_on == date(2026, 3, 31)
    assert any(counted.why_not == "A royal holiday" for counted in stands(world, viewer, "sent").counted)
    operations.withdraw(row=row, why="The letter was for others", by=viewer, at=LATER)
    operations.withdraw(row=royal, why="It was cancelled again", by=viewer, at=LATER)
    assert stands(world, viewer, "sent").due_on == date(2026, 3, 16)
    with pytest.raises(Refused, match="taken back already"):
        operations.withdraw(row=row, why="The letter was for others", by=viewer, at=LATER)
    for change, words in (
        ({"stage": "response"}, "with a time allowed"),
        ({"pathway": "none"}, "no such pathway"),
        ({"ends_on": date(2026, 1, 1)}, "comes before"),
        ({"words": " "}, "what was relaxed"),
        ({"checked_on": TODAY + timedelta(days=1)}, "today or earlier"),
    ):
        with pytest.raises(Refused, match=words):
            operations.relax(by=viewer, at=LATER, **relax | change)
    holiday = {
        "partnership_id": north,
        "day": date(2026, 6, 8),
        "title": "A royal holiday",
        "known_on": TODAY,
        "source": "GOV.UK",
        "checked_on": TODAY,
    }
    operations.add_holiday(by=viewer, at=LATER, **holiday)
    for change, words in (
        ({}, "written down already"),
        ({"day": date(2026, 12, 25)}, "has this day already"),
        ({"title": " "}, "Say what it is"),
        ({"known_on": TODAY + timedelta(days=1)}, "became known"),
    ):
        with pytest.raises(Refused, match=words):
            operations.add_holiday(by=viewer, at=LATER, **holiday | change)


class TestSettling:
    def test_what_led_to_a_stage_that_is_done_is_waited_for_no_longer(self, world, as_viewer) -> None:
        by = as_viewer("manager")
        begin(world, by)
        record = source(world)
        operations.report(record=record, key="set_up", on=day("2026-02-24"), by=by, at=AT)
        operations.report(record=record, key="sent", on=PartialDate.of(TODAY), by=by, at=AT)
        assert operations.settle(record=record, pathway=RAPID, stage="sent", reason="It was sent without it.", by=by, at=AT) == 5  # fmt: skip
        held = {row.key: row.state for row in CourseStage.objects.filter(record=record, course__pathway__key=RAPID)}
        assert held["set_up"] == "done"
        assert {held[key] for key in ("executives_told", "progress", "summaries", "panel_meeting", "sign_off")} == {"not_needed"}  # fmt: skip
        assert held["reply"] == "due"
        assert "not recorded. It was sent without it." in said(world)
        assert operations.settle(record=record, pathway=RAPID, stage="sent", reason="It was sent without it.", by=by, at=AT) == 0  # fmt: skip

    def test_it_is_for_those_who_keep_it_and_needs_a_reason(self, world, as_viewer) -> None:
        begin(world, as_viewer("manager"))
        with pytest.raises(Refused, match="reason"):
            operations.settle(record=source(world), pathway=RAPID, stage="sent", reason="", by=as_viewer("manager"), at=AT)  # fmt: skip
        with pytest.raises(Refused, match="keep its pathway"):
            operations.settle(record=source_row(world, as_viewer, "member"), pathway=RAPID, stage="sent", reason="Because it is so.", by=as_viewer("member"), at=AT)  # fmt: skip
