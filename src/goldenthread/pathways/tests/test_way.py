"""One record's way: the domain's edge cases by example, and by property."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.dates import PartialDate
from goldenthread.pathways.rules.calendar import Calendar
from goldenthread.pathways.rules.pathway import Definition
from goldenthread.pathways.rules.reading import read
from goldenthread.pathways.rules.way import Fact, Facts, Hold, Relaxation, StageWay, Variation, Way, way
from goldenthread.pathways.shipped import pathways
from goldenthread.pathways.terms import Said, StageState
from goldenthread.pathways.tests.test_reading import SMALL

NOTIFICATION = pathways()["serious_incident_notification"].definition
RAPID = pathways()["rapid_review"].definition
REVIEW = pathways()["child_safeguarding_practice_review"].definition
CLUSTER = pathways()["suicide_cluster_response"].definition


def on(day: str, key: str, **more: object) -> Fact:
    return Fact(key, PartialDate.parse(day), **more)  # type: ignore[arg-type]


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def at(definition: Definition, day: str, *facts: Fact, **known: object) -> Way:
    return way(definition, Facts(facts, **known), noon(day))  # type: ignore[arg-type]


def test_awareness_starts_the_five_days_and_the_incident_does_not() -> None:
    """Edge case 2: incident, awareness and notification are three days."""
    found = at(NOTIFICATION, "2026-03-03", on("2025-11", "incident"), on("2026-03-02", "aware"))
    stage = found.stage("notification")
    assert (stage.state, stage.due_on, stage.working_days) == (StageState.DUE, date(2026, 3, 9), 4)
    assert stage.waits_for == "Local authority"
    assert stage.blocked_by == ("The local authority decides",)
    assert [step.day for step in stage.steps] == [date(2026, 3, 2), date(2026, 3, 9)]
    assert stage.steps[1].words == "5 working days from it: Monday 9 March 2026"


def test_nothing_runs_before_awareness() -> None:
    found = at(NOTIFICATION, "2026-03-03", on("2026-02-28", "incident"))
    assert {each.state for each in found.stages} == {StageState.NOT_STARTED}
    assert found.stage("notification").blocked_by == ("The local authority decides", "The local authority became aware")


@pytest.mark.parametrize(
    ("aware", "due"),
    [
        ("2026-03-06", date(2026, 3, 13)),  # Friday, out of hours or not: day 1 is Monday
        ("2026-03-07", date(2026, 3, 13)),  # Saturday
        ("2026-04-02", date(2026, 4, 13)),  # the Thursday before Easter
        ("2025-12-24", date(2026, 1, 5)),  # Christmas Eve
        ("2022-09-16", date(2022, 9, 26)),  # the Queen's funeral
        ("2023-05-05", date(2023, 5, 15)),  # the King's coronation
        ("2015-12-24", date(2016, 1, 5)),
        ("2029-12-24", date(2030, 1, 3)),
    ],
)
def test_where_the_five_days_end(aware: str, due: date) -> None:
    late_evening = Fact("aware", PartialDate.parse(aware), time(23, 40))
    assert way(NOTIFICATION, Facts((late_evening,)), noon(aware)).stage("notification").due_on == due


def test_a_notification_withdrawn_stops_the_rapid_review_and_keeps_what_was_done() -> None:
    """Edge case 3, and taken up again."""
    facts = [on("2026-03-02", "notified"), on("2026-03-03", "set_up"), on("2026-03-10", "withdrawn")]
    found = at(RAPID, "2026-03-30", *facts)
    assert found.stopped is not None
    assert found.stage("set_up").state is StageState.DONE
    assert found.stage("sent").state is StageState.NOT_NEEDED
    assert found.stage("sent").why == "The notification was withdrawn: 10 March 2026"
    assert found.open == ()
    again = at(RAPID, "2026-03-30", *facts, on("2026-03-12", "reinstated"))
    assert again.stage("sent").state is StageState.LATE


def test_a_late_rapid_review_is_still_sent_and_says_how_late() -> None:
    """Edge case 9: late, with an extension that the Panel agreed."""
    notified = on("2026-03-02", "notified")
    late = at(RAPID, "2026-04-10", notified).stage("sent")
    assert (late.state, late.due_on, late.late_by) == (StageState.LATE, date(2026, 3, 23), 12)
    extended = Variation("sent", "A pathology report is awaited", "National Panel", date(2026, 3, 18), more=10)
    longer = at(RAPID, "2026-04-01", notified, variations=(extended,)).stage("sent")
    assert (longer.state, longer.due_on) == (StageState.DUE, date(2026, 4, 8))
    assert (
        longer.steps[-1].words
        == "Extended by 10 working days, agreed by National Panel on 18 March 2026: A pathology report is awaited"
    )
    done = at(RAPID, "2026-04-10", notified, on("2026-04-09", "sent"), variations=(extended,)).stage("sent")
    assert (done.state, done.on_time, done.due_on) == (StageState.DONE, False, date(2026, 4, 8))


def test_variations_stand_beside_each_other_in_their_order() -> None:
    first = Variation("sent", "Half term", "Chair", date(2026, 3, 10), more=2)
    then = Variation("sent", "Trial", "National Panel", date(2026, 3, 20), until=date(2026, 5, 29))
    found = at(RAPID, "2026-03-24", on("2026-03-02", "notified"), variations=(then, first)).stage("sent")
    assert [step.day for step in found.steps[1:]] == [date(2026, 3, 23), date(2026, 3, 25), date(2026, 5, 29)]


def test_a_national_relaxation_applies_to_its_range_of_dates_alone() -> None:
    """Edge case 9: as in the spring of 2020."""
    covid = Relaxation(
        "sent", date(2020, 3, 23), date(2020, 9, 30), None, "Timescales relaxed in the pandemic", "DfE and Panel, 2020"
    )
    inside = at(RAPID, "2020-06-01", on("2020-04-01", "notified"), relaxations=(covid,)).stage("sent")
    assert (inside.state, inside.due_on) == (StageState.WAITING, None)
    assert inside.steps[-1].words.startswith("Relaxed nationally, no day expected")
    outside = at(RAPID, "2021-06-01", on("2021-04-01", "notified"), relaxations=(covid,)).stage("sent")
    assert outside.state is StageState.LATE
    more = Relaxation("sent", date(2020, 3, 23), date(2020, 9, 30), 10, "Ten more", "Panel")
    assert at(RAPID, "2020-04-02", on("2020-04-01", "notified"), relaxations=(more,)).stage("sent").due_on == date(
        2020, 5, 11
    )


def test_a_hold_stops_a_clock_that_may_stop_and_only_explains_one_that_may_not() -> None:
    """Edge case 11: paused by the police; six months missed lawfully."""
    hold = Hold(date(2026, 3, 16), date(2026, 4, 13), "Police ask that staff are not spoken to")
    notified = on("2026-03-02", "notified")
    found = at(RAPID, "2026-03-30", notified, holds=(hold,))
    assert (found.stage("summaries").state, found.stage("summaries").due_on) == (StageState.HELD, None)
    assert found.stage("sent").state is StageState.LATE
    assert found.stage("sent").why == "On hold since 16 March 2026: Police ask that staff are not spoken to"
    lifted = Hold(date(2026, 3, 12), date(2026, 4, 13), "Police", lifted_on=date(2026, 3, 19))
    summaries = at(RAPID, "2026-03-20", notified, holds=(lifted,)).stage("summaries")
    assert (summaries.state, summaries.due_on) == (StageState.DUE, date(2026, 3, 23))
    assert summaries.steps[-1].words == "On hold from 12 March 2026 until 19 March 2026: 5 working days not counted"


def test_a_hold_after_the_day_does_not_undo_lateness() -> None:
    hold = Hold(date(2026, 3, 23), date(2026, 4, 13), "Police")
    assert (
        at(RAPID, "2026-03-30", on("2026-03-02", "notified"), holds=(hold,)).stage("summaries").state is StageState.LATE
    )


def test_holds_that_overlap_are_counted_once() -> None:
    two = (
        Hold(date(2026, 3, 10), date(2026, 4, 1), "Police", lifted_on=date(2026, 3, 13)),
        Hold(date(2026, 3, 12), date(2026, 4, 1), "Coroner", ("summaries",), lifted_on=date(2026, 3, 17)),
        Hold(date(2026, 3, 11), date(2026, 4, 1), "Another stage", ("progress",), lifted_on=date(2026, 6, 1)),
    )
    assert at(RAPID, "2026-03-18", on("2026-03-02", "notified"), holds=two).stage("summaries").due_on == date(
        2026, 3, 23
    )


def test_the_report_is_sent_seven_working_days_before_the_day_planned_for_publication() -> None:
    found = at(REVIEW, "2026-05-01", on("2026-01-05", "initiated"), on("2026-06-30", "publication_day"))
    assert found.stage("sent").due_on == date(2026, 6, 19)
    assert found.stage("published").due_on == date(2026, 7, 5)
    moved = at(REVIEW, "2026-05-01", on("2026-01-05", "initiated"), on("2026-10-01", "publication_day"))
    assert moved.stage("sent").due_on == date(2026, 9, 22)


def test_a_date_that_is_not_known_to_the_day_counts_from_the_first_it_can_mean() -> None:
    """Edge case 4."""
    found = at(REVIEW, "2026-03-02", on("2026-02", "initiated")).stage("published")
    assert found.due_on == date(2026, 8, 1)
    assert "only “February 2026” is known" in found.steps[0].words
    done = at(RAPID, "2026-06-01", on("2026-03-02", "notified"), on("2026-03", "sent")).stage("sent")
    assert (done.state, done.on_time) == (StageState.DONE, None)


def test_hours_run_by_the_clock_and_become_late_within_the_day() -> None:
    noticed = Fact("concern", PartialDate.parse("2026-03-06"), time(16, 0))  # a Friday afternoon

    def facts_at(hour: int) -> StageWay:
        return way(CLUSTER, Facts((noticed,)), datetime(2026, 3, 7, hour, tzinfo=UTC)).stage("facts")

    assert facts_at(15).state is StageState.DUE
    assert (facts_at(17).state, facts_at(17).late_by) == (StageState.LATE, 0)
    unknown = at(CLUSTER, "2026-03-06", on("2026-03-06", "concern")).stage("facts")
    assert "the time of day is not known" in unknown.steps[1].words
    done = Fact("facts", PartialDate.parse("2026-03-07"), time(17))
    assert way(CLUSTER, Facts((noticed, done)), noon("2026-03-08")).stage("facts").on_time is False


def test_step_down_and_activation_again() -> None:
    """Edge case 35: ended, then a second death next door."""
    facts = [on("2026-01-05", "concern"), on("2026-01-20", "not_a_cluster")]
    assert at(CLUSTER, "2026-02-02", *facts).open == ()
    again = at(CLUSTER, "2026-02-02", *facts, on("2026-02-01", "reactivated"))
    assert again.stopped is None
    assert again.open != ()


def test_what_is_not_needed_keeps_nothing_waiting() -> None:
    found = at(
        RAPID,
        "2026-03-20",
        on("2026-03-02", "notified"),
        on("2026-03-03", "set_up"),
        on("2026-03-10", "summaries"),
        Fact("progress", said=Said.NOT_NEEDED, reason="Every summary was in"),
    )
    assert found.stage("progress").state is StageState.NOT_NEEDED
    assert found.stage("progress").why == "Every summary was in"
    assert found.stage("panel_meeting").blocked_by == ()


def test_a_stage_without_a_time_waits_for_whoever_leads_it() -> None:
    found = at(REVIEW, "2026-03-02", on("2026-01-05", "initiated"), on("2026-03-01", "draft"))
    assert (found.stage("agreed").state, found.stage("agreed").waits_for) == (
        StageState.WAITING,
        "Safeguarding partners",
    )
    held = at(
        REVIEW,
        "2026-03-02",
        on("2026-01-05", "initiated"),
        on("2026-03-01", "draft"),
        holds=(Hold(date(2026, 3, 1), date(2026, 4, 1), "Trial"),),
    )
    assert held.stage("agreed").state is StageState.HELD


def test_a_later_edition_changes_nothing_of_a_way_on_the_earlier() -> None:
    """Edge case 1: the edition is kept with the date."""
    later, problems = read(
        {**SMALL, "stages": [SMALL["stages"][0], {**SMALL["stages"][1], "clock": {"count": 9, "unit": "working_days"}}]}
    )
    earlier, _ = read(SMALL)
    assert problems == []
    assert earlier is not None
    assert later is not None
    facts = (on("2026-03-02", "told"), on("2026-03-03", "first"))
    assert at(earlier, "2026-03-04", *facts).stage("second").due_on == date(2026, 3, 10)
    assert at(later, "2026-03-04", *facts).stage("second").due_on == date(2026, 3, 16)
    assert "GOV.UK bank holidays" in at(earlier, "2026-03-04", *facts).calendar


DAYS = st.dates(date(2015, 1, 1), date(2029, 6, 30))
HOLDS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 30)), max_size=3)


@given(day=DAYS, holds=HOLDS, more=st.lists(st.integers(1, 20), max_size=3), passed=st.integers(0, 200))
def test_the_steps_lead_to_the_day_and_a_working_day_allowance_ends_on_one(
    day: date, holds: list[tuple[int, int]], more: list[int], passed: int
) -> None:
    known = Facts(
        (Fact("notified", PartialDate.of(day)),),
        tuple(
            Hold(day + timedelta(a), day + timedelta(a + b), "Held", lifted_on=day + timedelta(a + b)) for a, b in holds
        ),
        tuple(Variation("summaries", "More", "Panel", day + timedelta(n), more=count) for n, count in enumerate(more)),
    )
    today = datetime.combine(day + timedelta(passed), time(12), UTC)
    plain = way(RAPID, Facts(known.facts), today)
    for stage in way(RAPID, known, today).stages:
        if stage.steps:
            assert stage.steps[-1].day == stage.due_on
            days = [step.day for step in stage.steps if step.day]
            assert days == sorted(days)  # every hold and extension gives more time, never less
        if stage.due_on:
            assert Calendar().is_working(stage.due_on)
            assert stage.due_on >= (plain.stage(stage.stage.key).due_on or date.min)
            assert stage.state is (StageState.LATE if today.date() > stage.due_on else StageState.DUE)


@given(day=DAYS, later=st.integers(0, 60))
def test_a_later_start_is_never_due_sooner(day: date, later: int) -> None:
    def due(start: date, key: str) -> date:
        found = (
            way(RAPID, Facts((Fact("notified", PartialDate.of(start)),)), datetime(2026, 3, 2, tzinfo=UTC))
            .stage(key)
            .due_on
        )
        assert found is not None
        return found

    for stage in ("set_up", "summaries", "sent"):
        assert due(day + timedelta(later), stage) >= due(day, stage)
    assert due(day, "set_up") <= due(day, "progress") <= due(day, "summaries") <= due(day, "sent")


@pytest.mark.parametrize("key", sorted(pathways()))
def test_every_pathway_can_be_walked_to_its_end(key: str) -> None:
    """Each stage in its order: none waits for ever, none is late that was done in time."""
    definition = pathways()[key].definition
    day = date(2026, 1, 5)
    facts = [
        Fact(event.key, PartialDate.of(day))
        for event in definition.events
        if event.effect.value in {"starts", "planned"}
    ]
    for stage in definition.ordered:
        found = way(definition, Facts(tuple(facts)), datetime.combine(day, time(12), UTC)).stage(stage.key)
        assert found.is_open, (stage.key, found.state)
        facts.append(Fact(stage.key, PartialDate.of(day)))
    assert way(definition, Facts(tuple(facts)), datetime.combine(day, time(12), UTC)).open == ()


@pytest.mark.parametrize("definition", [NOTIFICATION, RAPID, REVIEW, CLUSTER], ids=lambda each: each.title)
def test_what_leads_to_a_stage_leads_to_all_that_comes_after_it(definition: Definition) -> None:
    for stage in definition.stages:
        led = set(definition.before(stage.key))
        assert stage.key not in led
        for direct in stage.after:
            if direct in definition.stage:
                assert {direct, *definition.before(direct)} <= led
