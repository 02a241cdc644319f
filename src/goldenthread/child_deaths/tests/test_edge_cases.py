"""The edge cases of child death review, by the numbers of the domain notes. What belongs to services below is tested there, and named in the room's README."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from goldenthread.child_deaths import operations, queries
from goldenthread.child_deaths.models import Analysis, Death, Handover, Notification
from goldenthread.child_deaths.operations import Facts, Who
from goldenthread.child_deaths.paper import paper_of
from goldenthread.child_deaths.terms import (
    AreaLead,
    Category,
    Explained,
    Immediate,
    InScope,
    Known,
    Level,
    Limb,
    MeetingKind,
    Question,
    RelatedWhy,
    ScopeReason,
    Stream,
    TrackKind,
)
from goldenthread.child_deaths.tests.conftest import (
    WHY,
    area,
    conclude,
    concluded,
    death,
    draft,
    met,
    north,
    scope,
    stage,
    taken_up,
    told,
)
from goldenthread.pathways import operations as pathways
from goldenthread.records.models import Exclusion, Record, Subject
from goldenthread.records.operations import Refused
from goldenthread.testing.deaths import DIED, WHAT, notice
from goldenthread.testing.world import AT, STARTED, TODAY

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def by(as_viewer):  # type: ignore[no-untyped-def]
    """The business manager, looking."""
    return as_viewer("manager")


def track(row: Death, by: Any, kind: TrackKind, **given: Any) -> Any:
    facts: dict[str, Any] = {"who": "The body that leads it", "note": "", "began_on": TODAY}
    return operations.begin_track(death_id=row.pk, kind=kind, **(facts | given), **told(by))


def test_01_twins_are_two_deaths_that_belong_together_and_never_one(by) -> None:  # type: ignore[no-untyped-def]
    one = death(by, name="Twin One", nhs_number="9990000034")
    other = death(by, name="Twin Two", nhs_number="9990000042")
    assert queries.may_be_one(by, other) == [], "one birth and one day, two numbers"
    operations.relate(
        death_id=one.pk, other=other.record.reference, why=RelatedWhy.BIRTH, note="Pregnancy data once", **told(by)
    )
    stillborn = death(by, name="Twin Three", nhs_number="")
    scope(stillborn, by, in_scope=InScope.NO, reason=ScopeReason.STILLBORN)
    assert Death.objects.get(pk=stillborn.pk).state == "out"
    assert Death.objects.get(pk=one.pk).state == "notified"


def test_02_brothers_and_sisters_in_one_event_keep_their_own_analyses(by) -> None:  # type: ignore[no-untyped-def]
    one, other = (
        concluded(by, name="One", nhs_number="9990000034"),
        concluded(by, name="Two", nhs_number="9990000042", born="2020-01-01"),
    )
    operations.relate(death_id=one.pk, other=other.record.reference, why=RelatedWhy.EVENT, note="", **told(by))
    assert Analysis.objects.filter(death__in=[one.pk, other.pk]).count() == 2


def test_03_a_baby_without_a_name_gets_one_and_all_are_found(by) -> None:  # type: ignore[no-untyped-def]
    row = death(by, name="Baby of Fictional", nhs_number="")
    operations.put_child(death_id=row.pk, seen=None, who=Who(name="Ada Fictional"), **told(by))
    for name in ("Baby of Fictional", "Ada Fictional"):
        later = death(by, name=name, nhs_number="", born="", what=f"{WHAT} Told again of {len(name)}.")
        assert row.pk in [other.pk for other, _ in queries.may_be_one(by, later)], name


def test_04_no_number_has_its_reason_until_it_arrives(by) -> None:  # type: ignore[no-untyped-def]
    row = death(by, name="Kit", nhs_number="", number_absent="newborn_not_issued")
    assert row.number_absent == "newborn_not_issued"
    operations.put_child(death_id=row.pk, seen=None, who=Who(nhs_number="999 000 0034"), **told(by))
    assert Death.objects.get(pk=row.pk).number_absent == ""


def test_05_minutes_over_midnight_are_nought_days(by) -> None:  # type: ignore[no-untyped-def]
    row = death(by, name="Kit", born="2026-02-26", born_at=time(23, 50), died_on=DIED, died_at=time(0, 30))
    assert (row.age_days, row.age_minutes, row.age_band) == (0, 40, "0_6_days")


def test_06_doubtful_signs_of_life_wait_and_are_closed_out_of_scope(by) -> None:  # type: ignore[no-untyped-def]
    row = death(by, name="Kit", limbs=("unattended_stillbirth",))
    scope(row, by, in_scope=InScope.OPEN, reason=ScopeReason.SIGNS_DOUBTED)
    area(row, by)
    assert Death.objects.get(pk=row.pk).state == "gathering", "treated as a child’s death until it can be said"
    scope(row, by, in_scope=InScope.NO, reason=ScopeReason.STILLBORN)
    row.refresh_from_db()
    assert row.state == "out"
    assert Subject.objects.get(record=row.pk).name_sealed, "the record stays for its time"


def test_07_a_termination_leaves_the_lists_and_not_the_history(by) -> None:  # type: ignore[no-untyped-def]
    row = death(by, name="Kit")
    scope(row, by, in_scope=InScope.NO, reason=ScopeReason.TERMINATION)
    shown, _, _ = queries.page_of(by, north(), queries.Filter(), 1)
    assert row.pk not in {each.pk for each in shown}
    assert queries.get_death(by, north(), row.record.reference).pk == row.pk


def test_08_an_unattended_birth_begins_a_joint_response(by) -> None:  # type: ignore[no-untyped-def]
    row = death(
        by,
        name="Baby of somebody not known",
        nhs_number="",
        born="",
        what="Born at home with nobody there; the mother is not known.",
    )
    operations.decide_first(death_id=row.pk, question=Question.JAR, answer=Immediate.YES, limbs=(Limb.UNATTENDED, Limb.SUSPICION), why=WHY, by_role="Police", decided_at=AT, **told(by))  # fmt: skip
    assert stage(row, "first_discussion", "joint_agency_response").state == "due"


def test_09_eighteen_at_death_is_out_of_scope_wherever_it_began(by) -> None:  # type: ignore[no-untyped-def]
    row = death(by, name="Kit", born="2008-02-27", nhs_number="")
    with pytest.raises(Refused, match="18 or over at death"):
        scope(row, by)
    scope(row, by, in_scope=InScope.YES, reason=ScopeReason.AGE_UNSURE, why="The age was assessed, and is not certain.")
    day_before = death(by, name="Kat", born="2008-02-28", nhs_number="")
    scope(day_before, by)


def test_10_five_agencies_one_death_one_notification_of_the_nation(by) -> None:  # type: ignore[no-untyped-def]
    rows = [
        death(by, name=name, nhs_number="", agency=f"Agency {number}")
        for number, name in enumerate(("Kit F", "Kitt F", "Kit Ff", "K F", "Kit Fi"))
    ]
    for row in rows[1:]:
        assert rows[0].pk in [other.pk for other, _ in queries.may_be_one(by, row)]
        operations.merge(death_id=row.pk, into=rows[0].record.reference, why=WHY, **told(by))
    assert len(queries.first_days(rows[0]).notifications) == 5
    assert (
        len([each for each in queries.not_at_database(by, north()) if each.death.pk in {row.pk for row in rows}]) == 1
    )


def test_11_and_48_a_slip_found_after_sending_is_an_amendment_and_a_refusal_is_sent_again(by) -> None:  # type: ignore[no-untyped-def]
    row = death(by, name="Kit", nhs_number="")

    def hand() -> Handover:
        return operations.make_handover(
            death_id=row.pk, stream=Stream.NOTIFICATION, is_demonstration=False, **told(by)
        )[0]

    first = hand()
    operations.record_sent(handover_id=first.pk, sent_at=AT, **told(by))
    operations.record_answer(
        handover_id=first.pk, is_taken=False, reference="", why="Their service was down.", on=TODAY, **told(by)
    )
    assert [each.waits for each in queries.not_at_database(by, north()) if each.death.pk == row.pk] == [
        ("Notification: refused",)
    ]
    operations.edit(death_id=row.pk, seen=None, facts=Facts(died_on=DIED, what=WHAT, sex="male"), **told(by))
    assert hand().number == 2


def test_12_known_months_later_from_a_register(by) -> None:  # type: ignore[no-untyped-def]
    reference = operations.notify(
        partnership_id=north(),
        notice=notice(name="Kit", died_on=date(2025, 9, 1), born="2025-08-01"),
        received_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        **told(by),
    )
    row = Death.objects.get(record__reference=reference)
    assert stage(row, "scope").due_on == date(2026, 3, 4), "from the day it came to be known"
    assert stage(row, "meeting").due_on is None or stage(row, "meeting").due_on <= date(2025, 12, 1)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("lead", "state"),
    [
        (AreaLead.JOINT, "gathering"),
        (AreaLead.HERE_AGREED, "gathering"),
        (AreaLead.THERE, "transferred"),
        (AreaLead.OPEN, "notified"),
    ],
)
def test_13_and_14_areas_agree_and_it_is_led_once(by, lead: AreaLead, state: str) -> None:  # type: ignore[no-untyped-def]
    row = death(by, name="Kit")
    scope(row, by)
    area(row, by, lead=lead, area="Vale", agreed_by="Designated doctors", shares_learning="Both panels read it")
    assert Death.objects.get(pk=row.pk).state == state


def test_15_and_44_a_death_abroad(by) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(by, name="Kit", place="abroad", country="Wales")
    assert (row.state, row.country) == ("gathering", "Wales")


def test_17_an_inquest_that_pends_for_years(by) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(by, name="Kit")
    held = track(row, by, TrackKind.INQUEST, holds=True, look_again_on=TODAY + timedelta(days=90))
    met(row, by)
    conclude(row, by, final=False)
    assert Death.objects.get(pk=row.pk).state == "met"
    operations.change_track(
        track_id=held.pk,
        note="Another coroner",
        agreed_on=None,
        holds=True,
        look_again_on=TODAY + timedelta(days=400),
        keeps_papers=False,
        **told(by),
    )
    operations.end_track(track_id=held.pk, outcome="Jury: accident", on=TODAY, **told(by))
    conclude(row, by)
    operations.add_result(
        track_id=held.pk,
        name="Report to prevent future deaths",
        says="To the highways authority",
        came_on=TODAY,
        narrow=False,
        **told(by),
    )


def test_18_a_criminal_case_holds_papers_and_the_panel(by) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(by, name="Kit")
    held = track(row, by, TrackKind.CRIMINAL, holds=True, look_again_on=TODAY + timedelta(days=30), keeps_papers=True)
    met(row, by)
    assert stage(row, "panel").state == "held"
    operations.end_track(track_id=held.pk, outcome="No charge", on=TODAY, **told(by))
    assert stage(row, "panel").state != "held"


def test_19_a_practice_review_runs_beside_it(by) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(by, name="Kit")
    held = track(row, by, TrackKind.PRACTICE_REVIEW, note="RV-222222")
    operations.add_result(
        track_id=held.pk, name="Learning", says="Taken over from its report", came_on=TODAY, narrow=False, **told(by)
    )
    assert queries.tracks_of(row)[0][1][0].name == "Learning"


def test_22_and_38_a_panel_without_a_quorum_concludes_provisionally(by) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(by, name="Kit")
    met(row, by)
    conclude(row, by, quorate=False, final=False, differs="The paediatrician thinks of category 5.")
    held = queries.analysed(row)
    assert held.now is not None
    assert (held.now.standing, held.now.differs) == ("provisional", "The paediatrician thinks of category 5.")


@pytest.mark.parametrize("person", ["colleague", "learning_chair"])
def test_23_and_24_whoever_is_kept_out_of_one_death_sees_nothing_of_it(world, as_viewer, by, person: str) -> None:  # type: ignore[no-untyped-def]
    row, other = death(by, name="Kit"), death(by, name="Kat", nhs_number="", born="")
    Exclusion.objects.create(
        person_id=world.people[person],
        record_id=row.pk,
        reason="Worked with the child.",
        declared_at=AT,
        starts_on=STARTED,
    )
    viewer = as_viewer(person)
    seen = set(Death.objects.visible_to(viewer).values_list("pk", flat=True))  # type: ignore[attr-defined]
    assert (row.pk in seen, other.pk in seen) == (False, True)
    assert not Notification.objects.filter(death=row.pk).exists()


@pytest.mark.parametrize("name", ["Zoë O’Fictional-Müller", "محمد", "Nguyễn", "Suharto"])
def test_28_names_of_every_kind_are_kept_as_written(by, name: str) -> None:  # type: ignore[no-untyped-def]
    row = death(by, name=name)
    assert operations.show_child(death_id=row.pk, why="To check", **told(by))[0].name == name


def test_30_what_is_narrow_stands_in_no_paper(by) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(by, name="Kit")
    held = track(row, by, TrackKind.POST_MORTEM)
    operations.add_result(
        track_id=held.pk, name="Genetics", says="Paternity was a surprise.", came_on=TODAY, narrow=True, **told(by)
    )
    operations.add_result(
        track_id=held.pk, name="Histology", says="Nothing found.", came_on=TODAY, narrow=False, **told(by)
    )
    paper = str(paper_of(by, Record.objects.get(pk=row.pk)))
    assert "Histology" in paper
    assert "Paternity" not in paper


def test_32_five_states_of_what_is_not_yes_or_no() -> None:
    assert {each.value for each in Known} - {"yes", "no"} == {"unknown", "refused", "not_applicable", "not_asked"}
    assert Facts(died_on=DIED, what=WHAT).expected == "not_asked"


def test_36_the_panel_s_category_stands_beside_another_conclusion_of_the_coroner(by) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(by, name="Kit", born="2011-01-01")
    met(row, by)
    conclude(row, by, primary=Category.SUICIDE, sudden_explained=Explained.EXPLAINED, coroner_differs="Misadventure")
    assert Death.objects.get(pk=row.pk).final_category == "2"


@pytest.mark.parametrize(
    ("primary", "others", "holds"),
    [
        (Category.PERINATAL, (Category.INFECTION,), True),  # preterm, dies of a late infection
        (Category.TRAUMA, (Category.MALIGNANCY,), True),  # a child with cancer dies in a crash
        (Category.INFECTION, (Category.PERINATAL,), False),
    ],
)
def test_37_the_hierarchy(by, primary: Category, others: tuple[Category, ...], holds: bool) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(by, name="Kit")
    words = draft(primary=primary, secondary=others, sudden_explained=Explained.NOT_SUDDEN, modifiable=None)
    if holds:
        operations.write_analysis(death_id=row.pk, draft=words, **told(by))
    else:
        with pytest.raises(Refused, match="comes before"):
            operations.write_analysis(death_id=row.pk, draft=words, **told(by))


def test_39_a_themed_panel_and_each_child_is_counted_alone(by) -> None:  # type: ignore[no-untyped-def]
    rows = [taken_up(by, name=f"Kit {number}", nhs_number="") for number in range(2)]
    for row in rows:
        met(row, by)
        operations.put_to_panel(death_id=row.pk, meeting=None, theme="Neonatal", **told(by))
        conclude(row, by, themed=True, primary=Category.PERINATAL, sudden_explained=Explained.NOT_SUDDEN)
    assert Analysis.objects.filter(death__in=[row.pk for row in rows], is_themed=True).count() == 2


def test_40_an_expected_death_at_home_has_no_joint_response(by) -> None:  # type: ignore[no-untyped-def]
    row = death(by, name="Kit", place="home", expected="yes")
    operations.decide_first(
        death_id=row.pk,
        question=Question.JAR,
        answer=Immediate.NO,
        why=WHY,
        by_role="Palliative nurse",
        decided_at=AT,
        **told(by),
    )
    assert Death.objects.get(pk=row.pk).limbs == []


def test_42_a_visit_that_cannot_be_made_has_its_reason(by) -> None:  # type: ignore[no-untyped-def]
    row = death(by, name="Kit", place="road")
    operations.decide_first(
        death_id=row.pk,
        question=Question.JAR,
        answer=Immediate.YES,
        limbs=(Limb.EXTERNAL,),
        why=WHY,
        by_role="Police",
        decided_at=AT,
        **told(by),
    )
    pathways.not_needed(
        record=row.record,
        pathway="joint_agency_response",
        stage="visit",
        reason="It happened on a road: police looked at it.",
        by=by,
        at=AT,
    )
    assert stage(row, "visit", "joint_agency_response").state == "not_needed"


def test_43_a_post_mortem_that_was_declined_or_found_no_cause(by) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(by, name="Kit")
    held = track(row, by, TrackKind.POST_MORTEM, note="Consented examination declined; buried the same day.")
    operations.end_track(track_id=held.pk, outcome="None was held", on=TODAY, **told(by))
    assert queries.tracks_of(row)[0][0].outcome == "None was held"


def test_46_staff_stand_as_roles_in_the_paper(by) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(by, name="Kit")
    met(row, by, kind=MeetingKind.HOSPITAL, present="Midwife 1, consultant")
    assert "Midwife 1" in str(paper_of(by, Record.objects.get(pk=row.pk)))


def test_49_clocks_in_hours_run_through_a_weekend(by) -> None:  # type: ignore[no-untyped-def]
    friday = date(2026, 2, 27)
    row = death(by, name="Kit", died_on=friday, died_at=time(22, 0), born="2025-11-02")
    assert stage(row, "database_notified").due_at == datetime(2026, 3, 1, 22, 0, tzinfo=LONDON)


def test_52_numbers_for_tests_never_reach_the_database(by) -> None:  # type: ignore[no-untyped-def]
    row = death(by, name="Kit", nhs_number="999 000 0034")
    with pytest.raises(Refused, match="999"):
        operations.make_handover(death_id=row.pk, stream=Stream.NOTIFICATION, is_demonstration=False, **told(by))


def test_54_a_maker_of_goods_far_away_is_informed_and_answers(by) -> None:  # type: ignore[no-untyped-def]
    row = concluded(by, name="Kit")
    made = operations.recommend(
        death_id=row.pk,
        words="Warn of the cord of this blind.",
        addressee="The maker",
        level=Level.NATIONAL,
        factor_id=None,
        **told(by),
    )
    operations.inform(recommendation_id=made.pk, on=TODAY, how="By letter", to_database=True, **told(by))
    operations.answered(recommendation_id=made.pk, answer="It was recalled.", on=TODAY, **told(by))
    assert queries.analysed(row).recommendations[0].to_database


def test_55_a_second_death_in_a_family_is_known_to_those_who_lead(by) -> None:  # type: ignore[no-untyped-def]
    earlier, later = (
        death(by, name="Kit", died_on=date(2020, 1, 5), born="2019-12-01", nhs_number=""),
        death(by, name="Kat", nhs_number="9990000042"),
    )
    operations.relate(death_id=later.pk, other=earlier.record.reference, why=RelatedWhy.FAMILY, note="", **told(by))
    assert queries.related(by, later, leading=True)[0][1] is not None
    assert queries.related(by, later, leading=False) == []
