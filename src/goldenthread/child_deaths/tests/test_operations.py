"""What the room's writes do: row, event, notice and refusal."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from goldenthread.child_deaths import operations, queries
from goldenthread.child_deaths.models import (
    Analysis,
    Claim,
    Death,
    Factor,
    FirstDecision,
    Handover,
    KnownName,
    Notification,
    Recommendation,
    Related,
    Track,
)
from goldenthread.child_deaths.operations import Facts, Who
from goldenthread.child_deaths.terms import (
    AreaLead,
    Category,
    Domain,
    Explained,
    Immediate,
    InScope,
    Level,
    Limb,
    MeetingKind,
    Modifiable,
    Question,
    RelatedWhy,
    Relevance,
    ScopeReason,
    Standing,
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
from goldenthread.database.viewer import set_viewer
from goldenthread.history.models import Event
from goldenthread.messages.models import Notice
from goldenthread.pathways.models import Course
from goldenthread.records.models import Link, Record, Subject
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.testing.deaths import DIED, WHAT, notice
from goldenthread.testing.world import AT, TODAY
from goldenthread.thread.models import Source
from goldenthread.thread.terms import LearningHeading

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def manager(as_viewer):  # type: ignore[no-untyped-def]
    """The business manager, looking."""
    return as_viewer("manager")


def verbs(row: Death) -> list[str]:
    """What history says of a death, in order."""
    return list(Event.objects.filter(record_id=row.pk).order_by("pk").values_list("verb", flat=True))


def notices(world, who: str, kind: str) -> int:  # type: ignore[no-untyped-def]
    """How many notices of a kind wait for someone."""
    set_viewer(world.people[who], AT)
    return Notice.objects.filter(person=world.people[who], kind=kind).count()


# --- Notification -----------------------------------------------------------------------------------------------------


def test_a_notification_is_a_record_with_its_clocks_and_a_notice(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    member = as_viewer("member")
    reference = operations.notify(
        partnership_id=north(), notice=notice(name="Kit Fictional", nhs_number=""), **told(member)
    )
    assert (
        not Death.objects.filter(record__reference=reference)
        .exclude(pk__in=[])
        .filter(pk=world.records["death"])
        .exists()
    )
    as_viewer("manager")
    row = Death.objects.select_related("record").get(record__reference=reference)
    assert (row.state, row.died_on, row.age_band, row.record.kind, row.record.retention_class) == (
        "notified", DIED, "28_364_days", "child_death", "child_death",
    )  # fmt: skip
    assert row.record.title == f"Child {reference[3:]}", "a title that nothing can be read from"
    assert row.record.happened == "2026-02", "the day is not told outside the room"
    assert verbs(row)[0] == "death.notified"
    assert Source.objects.get(pk=row.pk).kind == "child_death_review"
    database = stage(row, "database_notified")
    assert database.due_at == datetime(2026, 3, 1, 6, 40, tzinfo=LONDON), "48 hours from the death, over the weekend"
    assert stage(row, "notified").state == "done"
    for who, count in (("manager", 1), ("learning_chair", 1), ("colleague", 0), ("chair", 0), ("member", 0)):
        assert notices(world, who, "death.notified") == count, who


def test_who_the_child_was_is_sealed_and_found_by_digests(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = death(manager, name="Kit Fictional")
    subject = Subject.objects.get(record=row.pk)
    held = Notification.objects.get(death=row)
    for column in ("name_sealed", "born_sealed", "nhs_number_sealed", "address_sealed"):
        assert "Kit" not in getattr(subject, column)
        assert getattr(subject, column)
    assert "Kit" not in held.original_sealed
    assert "Sam" not in held.sender_sealed
    who, names = operations.show_child(death_id=row.pk, why="To invite the key worker", **told(manager))
    assert (who.name, who.born, who.nhs_number, names) == ("Kit Fictional", "2025-11-02", "9990000026", [])
    sender, given = operations.show_notification(notification_id=held.pk, why="To ring back", **told(manager))
    assert sender["phone"] == "01632 960 003"
    assert given["who"]["name"] == "Kit Fictional"  # type: ignore[index, call-overload]
    assert "record.identity_shown" in verbs(row)
    with pytest.raises(Refused, match="Say why"):
        operations.show_child(death_id=row.pk, why=" ", **told(manager))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"what": "Died"}, "sentence or more"),
        ({"name": " "}, "Give the child’s name"),
        ({"agency": ""}, "which agency"),
        ({"died_on": TODAY + timedelta(days=1)}, "not come yet"),
        ({"born": "2026-02-28"}, "after the day of death"),
        ({"died_on": date(2007, 5, 1), "born": "2007-01-01"}, "since 1 April 2008"),
    ],
)
def test_what_cannot_be_is_refused(world, manager, given: dict[str, Any], said: str) -> None:  # type: ignore[no-untyped-def]
    before = Record.objects.count()
    with pytest.raises(Refused, match=said), transaction.atomic():
        death(manager, **given)
    assert Record.objects.count() == before


def test_the_same_words_sent_twice_are_one(world, manager) -> None:  # type: ignore[no-untyped-def]
    first, second = death(manager, name="Kit Fictional"), death(manager, name="Kit Fictional")
    assert first.pk == second.pk
    assert Notification.objects.filter(death=first).count() == 1


def test_nobody_notifies_in_anothers_name_or_where_they_do_not_work(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    from django.db import DatabaseError

    stranger = as_viewer("south_manager")
    with pytest.raises((Refused, DatabaseError)), transaction.atomic():
        operations.notify(partnership_id=north(), notice=notice(name="Kit Fictional"), **told(stranger))


def test_without_an_account_only_where_it_is_taken_so(world) -> None:  # type: ignore[no-untyped-def]
    set_viewer(None, AT)
    reference = operations.notify(partnership_id=north(), notice=notice(name="Kit Fictional"), by=None, at=AT)
    set_viewer(world.people["manager"], AT)
    row = Death.objects.get(record__reference=reference)
    assert Event.objects.get(record_id=row.pk, verb="death.notified").actor_name == "Somebody without an account"
    assert notices(world, "learning_chair", "death.notified") == 1
    set_viewer(None, AT)
    south = world.viewer("south_manager").partnerships[0].id
    with pytest.raises(Refused, match="Ring the business unit"):
        operations.notify(partnership_id=south, notice=notice(), by=None, at=AT)


def test_another_notification_stays_beside_the_first(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = death(manager, name="Kit Fictional")
    made = operations.notify_again(
        death_id=row.pk, notice=notice(name="Kitt Fictional", died_on=date(2026, 2, 26)), **told(manager)
    )
    assert (made.number, made.said_died_on, row.died_on) == (2, date(2026, 2, 26), DIED)
    assert (
        operations.notify_again(
            death_id=row.pk, notice=notice(name="Kitt Fictional", died_on=date(2026, 2, 26)), **told(manager)
        )
        == made
    )


def test_a_number_that_does_not_add_up_is_kept_and_flagged(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = death(manager, nhs_number="999 000 0027", name="Kit Fictional")
    assert row.number_doubted
    operations.put_child(death_id=row.pk, seen=None, who=Who(nhs_number="999 000 0026"), **told(manager))
    row.refresh_from_db()
    assert not row.number_doubted


# --- Facts and names --------------------------------------------------------------------------------------------------


def test_facts_change_and_age_and_clocks_follow(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = death(manager, name="Kit Fictional", limbs=("sudden_no_cause",))
    facts = Facts(
        died_on=date(2026, 2, 26), died_at=time(5, 0), what=WHAT, sex="male", deprivation=1, deprivation_edition="2025"
    )
    operations.edit(death_id=row.pk, seen=row.record.version, facts=facts, **told(manager))
    row.refresh_from_db()
    assert (row.age_days, row.sex, row.deprivation, row.limbs) == (116, "male", 1, ["sudden_no_cause"])
    assert stage(row, "database_notified").due_at == datetime(2026, 2, 28, 5, 0, tzinfo=LONDON)
    with pytest.raises(ChangedMeanwhile):
        operations.edit(death_id=row.pk, seen=1, facts=facts, **told(manager))
    with pytest.raises(Refused, match="which edition"):
        operations.edit(
            death_id=row.pk, seen=None, facts=Facts(died_on=DIED, what=WHAT, deprivation=2), **told(manager)
        )


def test_names_stay_are_found_and_the_family_s_is_used(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = death(manager, name="Baby of Fictional")
    operations.put_child(death_id=row.pk, seen=None, who=Who(name="Robin Fictional"), **told(manager))
    operations.add_name(death_id=row.pk, name="Bobbin", why="Used by the family", used=True, **told(manager))
    operations.add_name(
        death_id=row.pk, name="Robin Other", why="Before adoption", number="9990000034", **told(manager)
    )
    who, names = operations.show_child(death_id=row.pk, why="To write a letter", **told(manager))
    assert who.name == "Robin Fictional"
    assert [(name, used) for name, _, used in names] == [
        ("Baby of Fictional", False),
        ("Bobbin", True),
        ("Robin Other", False),
    ]
    assert all("Bobbin" not in each.name_sealed for each in KnownName.objects.filter(death=row))
    later = death(manager, name="bobbin", born="", nhs_number="")
    assert [(other.pk, why) for other, why in queries.may_be_one(manager, later)] == [
        (row.pk, "The same name, and a day of death near by")
    ]


# --- Duplicates, scope, area ------------------------------------------------------------------------------------------


def test_two_notifications_are_joined_both_stay_and_they_can_be_parted(world, manager) -> None:  # type: ignore[no-untyped-def]
    first, second = death(manager, name="Kit Fictional"), death(manager, name="Kit Fictionel", nhs_number="")
    assert first.pk in [other.pk for other, _ in queries.may_be_one(manager, second)]
    with pytest.raises(Refused, match="sentence"):
        operations.merge(death_id=second.pk, into=first.record.reference, why="Same", **told(manager))
    operations.merge(death_id=second.pk, into=first.record.reference, why=WHY, **told(manager))
    second.refresh_from_db()
    assert (second.state, second.merged_into_id) == ("merged", first.pk)
    assert len(queries.first_days(first).notifications) == 2
    assert not Course.objects.get(record=second.pk).is_open
    assert "death.merged" in verbs(first)
    operations.part(death_id=second.pk, why=WHY, **told(manager))
    second.refresh_from_db()
    assert (second.state, second.merged_into_id) == ("notified", None)
    assert Course.objects.get(record=second.pk).is_open
    for wrong in ("CD-222222", second.record.reference):
        with pytest.raises(Refused, match="no other death"):
            operations.merge(death_id=second.pk, into=wrong, why=WHY, **told(manager))


def test_scope_and_area_decided_information_is_gathered(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = death(manager, name="Kit Fictional")
    scope(row, manager)
    row.refresh_from_db()
    assert row.state == "notified"
    area(row, manager)
    row.refresh_from_db()
    assert row.state == "gathering"
    assert stage(row, "scope").state == "done"


def test_out_of_scope_stops_the_clocks_and_can_be_reversed(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional")
    scope(row, manager, in_scope=InScope.NO, reason=ScopeReason.STILLBORN)
    row.refresh_from_db()
    assert row.state == "out"
    assert Record.objects.get(pk=row.pk).closed_on == TODAY
    assert not Course.objects.get(record=row.pk).is_open
    with pytest.raises(Refused, match="no place here"):
        met(row, manager)
    scope(row, manager)
    row.refresh_from_db()
    assert row.state == "gathering", "its area was decided already"
    assert Record.objects.get(pk=row.pk).closed_on is None
    assert Course.objects.get(record=row.pk).is_open
    assert [each.in_scope for each in queries.first_days(row).scopes] == ["yes", "no", "yes"], "each decision stays"


def test_another_area_reviews_it_and_the_agreement_can_end(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = death(manager, name="Kit Fictional")
    scope(row, manager)
    area(row, manager, lead=AreaLead.THERE, area="Vale", agreed_by="Designated doctors")
    row.refresh_from_db()
    assert row.state == "transferred"
    area(
        row,
        manager,
        lead=AreaLead.JOINT,
        area="Vale",
        agreed_by="Designated doctors",
        shares_learning="Both panels read it",
    )
    row.refresh_from_db()
    assert row.state == "gathering"


def test_first_decisions_and_a_joint_response(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = death(manager, name="Kit Fictional")

    def say(question: Question, answer: Immediate, **given: Any) -> Any:
        facts: dict[str, Any] = {"why": WHY, "by_role": "Consultant", "decided_at": AT - timedelta(hours=1)}
        return operations.decide_first(
            death_id=row.pk, question=question, answer=answer, **(facts | given), **told(manager)
        )

    with pytest.raises(Refused, match="any one is enough"):
        say(Question.JAR, Immediate.YES)
    with pytest.raises(Refused, match="then the answer is yes"):
        say(Question.JAR, Immediate.NO, limbs=(Limb.SUDDEN,))
    say(Question.JAR, Immediate.YES, limbs=(Limb.SUDDEN,))
    row.refresh_from_db()
    assert row.limbs == ["sudden_no_cause"]
    assert stage(row, "first_discussion", "joint_agency_response").due_at == datetime(2026, 2, 28, 6, 40, tzinfo=LONDON)
    say(Question.JAR, Immediate.NO)
    assert not Course.objects.get(record=row.pk, pathway__key="joint_agency_response").is_open
    say(Question.JAR, Immediate.YES, limbs=(Limb.SUSPICION,))
    assert Course.objects.get(record=row.pk, pathway__key="joint_agency_response").is_open
    for question in Question:
        if question is not Question.JAR:
            say(question, Immediate.PENDING)
    assert stage(row, "first_decisions").state != "done", "what is pending is not decided"
    for question in Question:
        if question is not Question.JAR:
            say(question, Immediate.YES if question is Question.OTHER_CHILDREN else Immediate.NO)
    assert stage(row, "first_decisions").state == "done"
    assert FirstDecision.objects.filter(death=row).count() == 13, "each stays"
    assert notices(world, "learning_chair", "death.concern") == 1


def test_deaths_that_belong_together(world, manager) -> None:  # type: ignore[no-untyped-def]
    one, other = death(manager, name="Kit Fictional"), death(manager, name="Kat Fictional", nhs_number="9990000042")
    operations.relate(death_id=one.pk, other=other.record.reference, why=RelatedWhy.FAMILY, note="", **told(manager))
    assert {each.other_id for each in Related.objects.filter(death=other)} == {one.pk}
    assert len(queries.related(manager, one, leading=True)) == 1
    assert queries.related(manager, one, leading=False) == [], (
        "an earlier death in the family is told to those who lead alone"
    )
    with pytest.raises(Refused, match="joined already"):
        operations.relate(
            death_id=one.pk, other=other.record.reference, why=RelatedWhy.FAMILY, note="", **told(manager)
        )


def test_a_concern_for_a_living_child_is_apart_from_the_panel_s_actions(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = concluded(manager, name="Kit Fictional")
    operations.raise_concern(
        death_id=row.pk,
        what="A younger child sleeps where this one did.",
        passed_to="Duty social worker, by telephone",
        **told(manager),
    )
    assert "death.concern" in verbs(row)
    assert notices(world, "learning_chair", "death.concern") == 1


# --- Beside the review ------------------------------------------------------------------------------------------------


def track(row: Death, by: Any, **given: Any) -> Track:
    facts: dict[str, Any] = {"kind": TrackKind.INQUEST, "who": "Coroner", "note": "", "began_on": TODAY}
    return operations.begin_track(death_id=row.pk, **(facts | given), **told(by))


def test_what_the_panel_waits_for_holds_and_lets_go(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional")
    with pytest.raises(Refused, match="looked at again"):
        track(row, manager, holds=True)
    held = track(row, manager, holds=True, look_again_on=TODAY + timedelta(days=60))
    met(row, manager)
    assert stage(row, "panel").state == "held"
    with pytest.raises(Refused, match="Waits for: coroner"):
        operations.make_ready(death_id=row.pk, on=TODAY, without_why="", **told(manager))
    operations.add_result(
        track_id=held.pk, name="Histology", says="Nothing found", came_on=TODAY, narrow=True, **told(manager)
    )
    operations.end_track(track_id=held.pk, outcome="Narrative conclusion", on=TODAY, **told(manager))
    assert stage(row, "panel").state != "held"
    operations.make_ready(death_id=row.pk, on=TODAY, without_why="", **told(manager))
    row.refresh_from_db()
    assert row.state == "ready"
    assert stage(row, "panel").due_on == TODAY + timedelta(days=42), "six weeks from the meeting"


def test_a_hold_can_be_taken_off_and_put_on(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional")
    met(row, manager)
    held = track(row, manager)
    change: dict[str, Any] = {"note": "A date is asked for.", "agreed_on": None, "keeps_papers": True}
    operations.change_track(
        track_id=held.pk, holds=True, look_again_on=TODAY + timedelta(days=9), **change, **told(manager)
    )
    assert stage(row, "panel").state == "held"
    operations.change_track(track_id=held.pk, holds=False, look_again_on=None, **change, **told(manager))
    assert stage(row, "panel").state != "held"


def test_a_result_after_the_panel_asks_whether_to_look_again(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional")
    held = track(row, manager, kind=TrackKind.SAFETY, who="Trust")
    met(row, manager)
    conclude(row, manager)
    operations.add_result(
        track_id=held.pk, name="Report", says="New facts", came_on=TODAY, narrow=False, **told(manager)
    )
    operations.end_track(track_id=held.pk, outcome="Report published", on=TODAY, **told(manager))
    assert notices(world, "learning_chair", "death.result") == 1
    assert notices(world, "learning_chair", "death.track") == 1


def test_claims_stand_side_by_side_until_one_is_accepted(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional")
    one = operations.claim(
        death_id=row.pk, about="Time found", says="06:10", source="Ambulance service", **told(manager)
    )
    two = operations.claim(death_id=row.pk, about="Time  found", says="05:40", source="Police", **told(manager))
    operations.accept(claim_id=one.pk, why="The call is recorded.", on=TODAY, **told(manager))
    operations.accept(claim_id=two.pk, why="The call was a second one.", on=TODAY, **told(manager))
    held = queries.information(manager, row).claims
    assert list(held) == ["Time found"]
    assert [(each.says, each.is_accepted) for each in held["Time found"]] == [("05:40", True), ("06:10", False)]
    assert Claim.objects.filter(death=row, is_accepted=True).count() == 1


def test_the_meeting_that_stands_for_the_review_meeting(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = death(manager, name="Kit Fictional")
    operations.decide_first(
        death_id=row.pk, question=Question.JAR, answer=Immediate.YES, limbs=(Limb.SUDDEN,), why=WHY, by_role="Consultant",
        decided_at=AT, **told(manager),
    )  # fmt: skip
    scope(row, manager)
    area(row, manager)
    met(row, manager, kind=MeetingKind.JOINT)
    met(row, manager, kind=MeetingKind.PERINATAL)
    assert stage(row, "last_meeting", "joint_agency_response").state == "done"
    assert stage(row, "meeting").state == "done"
    assert stage(row, "asked").state == "not_needed", "what the meeting overtook is waited for no longer"


# --- The panel --------------------------------------------------------------------------------------------------------


def test_a_panel_concludes_and_the_database_and_the_family_have_to_hear(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = concluded(manager, name="Kit Fictional")
    assert (row.state, row.final_category, row.final_modifiable, row.explained, row.concluded_on) == (
        "reviewed", "10", "no", "unexplained", TODAY,
    )  # fmt: skip
    assert Analysis.objects.get(death=row).standing == Standing.FINAL.value
    assert stage(row, "panel").state == "done"
    assert stage(row, "finalised").due_on == TODAY + timedelta(days=14)
    assert notices(world, "learning_chair", "death.concluded") == 1
    assert Source.objects.get(pk=row.pk).summary.startswith("A baby was found")


def test_without_quoracy_or_with_something_awaited_it_is_provisional(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional")
    met(row, manager)
    track(row, manager, holds=True, look_again_on=TODAY + timedelta(days=60))
    with pytest.raises(Refused, match="quorate"):
        conclude(row, manager, quorate=False)
    with pytest.raises(Refused, match="waits for"):
        conclude(row, manager)
    conclude(row, manager, quorate=False, final=False)
    row.refresh_from_db()
    assert (row.state, row.concluded_on) == ("met", None)
    conclude(row, manager, without_why="The coroner will not conclude for years; the panel comes back to it.")
    row.refresh_from_db()
    assert row.state == "reviewed"
    assert Analysis.objects.filter(death=row).count() == 1, "the provisional one became final"


def test_factors_and_what_is_said_of_the_whole(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional")
    put: dict[str, Any] = {
        "domain": Domain.PHYSICAL,
        "name": "Sleep environment",
        "relevance": Relevance.CONTRIBUTED,
        "modifiable": True,
        "words": "",
    }
    with pytest.raises(Refused, match="analysis first"):
        operations.put_factor(death_id=row.pk, **put, **told(manager))
    operations.write_analysis(death_id=row.pk, draft=draft(modifiable=None), **told(manager))
    operations.put_factor(death_id=row.pk, **put, **told(manager))
    with pytest.raises(Refused, match="may have contributed"):
        operations.put_factor(death_id=row.pk, **(put | {"relevance": Relevance.NONE}), **told(manager))
    operations.put_factor(death_id=row.pk, **(put | {"words": "A sofa"}), **told(manager))
    assert Factor.objects.get(death=row).words == "A sofa"
    met(row, manager)
    with pytest.raises(Refused, match="say that modifiable"):
        conclude(row, manager)
    conclude(row, manager, modifiable=Modifiable.YES)
    factor = Factor.objects.get(death=row)
    with pytest.raises(Refused, match="no place here"):
        operations.drop_factor(factor_id=factor.pk, why=WHY, **told(manager))


def test_a_modifiable_factor_leads_to_learning_and_back(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional")
    operations.write_analysis(death_id=row.pk, draft=draft(modifiable=None), **told(manager))
    factor = operations.put_factor(
        death_id=row.pk,
        domain=Domain.PHYSICAL,
        name="Sleep environment",
        relevance=Relevance.CONTRIBUTED,
        modifiable=True,
        words="",
        **told(manager),
    )
    operations.learn(
        factor_id=factor.pk,
        text="Ask where the baby sleeps after a move.",
        heading=LearningHeading.PRACTICE,
        themes=["safer sleep"],
        **told(manager),
    )
    factor.refresh_from_db()
    assert factor.learning is not None
    assert list(Link.objects.filter(downstream=factor.learning_id).values_list("upstream", flat=True)) == [row.pk]
    with pytest.raises(Refused, match="already"):
        operations.learn(
            factor_id=factor.pk, text="Again and again.", heading=LearningHeading.PRACTICE, themes=[], **told(manager)
        )


def test_the_duty_to_inform(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = concluded(manager, name="Kit Fictional")
    made = operations.recommend(
        death_id=row.pk,
        words="Warn of the cord of this blind.",
        addressee="Office for Product Safety",
        level=Level.NATIONAL,
        factor_id=None,
        **told(manager),
    )
    with pytest.raises(Refused, match="how it was informed"):
        operations.inform(recommendation_id=made.pk, on=TODAY, how="", to_database=True, **told(manager))
    with pytest.raises(Refused, match="being informed and today"):
        operations.answered(recommendation_id=made.pk, answer="A recall", on=TODAY, **told(manager))
    operations.inform(recommendation_id=made.pk, on=TODAY, how="Letter of the chair", to_database=True, **told(manager))
    operations.answered(recommendation_id=made.pk, answer="A recall", on=TODAY, **told(manager))
    made.refresh_from_db()
    assert (made.informed_on, made.to_database, made.answer) == (TODAY, True, "A recall")


def test_a_review_opened_again_has_the_next_version(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = concluded(manager, name="Kit Fictional")
    operations.reopen(death_id=row.pk, why="Genetics found a cause that nobody knew of.", on=TODAY, **told(manager))
    row.refresh_from_db()
    assert (row.state, row.concluded_on) == ("met", TODAY), "the earlier conclusion counts until the next"
    assert stage(row, "looked_again").state == "due"
    conclude(row, manager, primary=Category.GENETIC, sudden_explained=Explained.EXPLAINED, cause="A disorder of rhythm")
    row.refresh_from_db()
    assert (row.final_category, row.explained) == ("7", "explained")
    assert stage(row, "looked_again").state == "done"
    assert [(each.number, each.primary, each.standing) for each in Analysis.objects.filter(death=row).order_by("number")] == [
        (1, "10", "final"), (2, "7", "final"),
    ]  # fmt: skip


def test_put_off_and_put_to_a_panel(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = taken_up(manager, name="Kit Fictional")
    met(row, manager)
    operations.put_to_panel(death_id=row.pk, meeting=None, theme="neonatal", **told(manager))
    found = {each.death.pk: each for each in queries.candidates(manager, north(), TODAY)}
    assert found[row.pk].missing == ("Waits for the themed panel on neonatal",)
    operations.put_to_panel(death_id=row.pk, meeting=None, theme="", **told(manager))
    operations.make_ready(death_id=row.pk, on=TODAY, without_why="", **told(manager))
    assert {each.death.pk for each in queries.candidates(manager, north(), TODAY) if each.can_be_taken} == {row.pk}
    operations.defer(
        death_id=row.pk, on=TODAY, why="The midwife’s report is missing.", until="The report", **told(manager)
    )
    row.refresh_from_db()
    assert row.state == "met"
    assert len(queries.meetings_of(row)[1]) == 1


# --- Out --------------------------------------------------------------------------------------------------------------


def test_nothing_of_a_demonstration_or_a_test_number_is_handed_over(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = death(manager, name="Kit Fictional")
    with pytest.raises(Refused, match="demonstration"):
        operations.make_handover(death_id=row.pk, stream=Stream.NOTIFICATION, is_demonstration=True, **told(manager))
    with pytest.raises(Refused, match="999"):
        operations.make_handover(death_id=row.pk, stream=Stream.NOTIFICATION, is_demonstration=False, **told(manager))
    assert not Handover.objects.filter(death=row).exists()


def test_a_hand_over_is_made_sent_taken_and_amended(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = death(manager, name="Kit Fictional", nhs_number="")

    def make() -> tuple[Handover, dict[str, Any]]:
        return operations.make_handover(
            death_id=row.pk, stream=Stream.NOTIFICATION, is_demonstration=False, **told(manager)
        )

    first, body = make()
    assert (body["format"], body["amendment"], body["answers"]["name"]) == (
        "goldenthread-child-death/1",
        0,
        "Kit Fictional",
    )
    assert make()[0].pk == first.pk, "nothing changed: it is the same"
    assert [each.waits for each in queries.not_at_database(manager, north()) if each.death.pk == row.pk] == [
        ("Notification: made, not sent",)
    ]
    with pytest.raises(Refused, match="first that it was sent"):
        operations.record_answer(handover_id=first.pk, is_taken=True, reference="1", why="", on=TODAY, **told(manager))
    operations.record_sent(handover_id=first.pk, sent_at=AT, **told(manager))
    assert stage(row, "database_notified").state == "done"
    operations.record_answer(
        handover_id=first.pk, is_taken=False, reference="", why="The postcode is missing", on=TODAY, **told(manager)
    )
    second, _ = make()
    assert (second.number, first.pk != second.pk) == (2, True)
    operations.record_sent(handover_id=second.pk, sent_at=AT, **told(manager))
    operations.record_answer(handover_id=second.pk, is_taken=True, reference="N-1", why="", on=TODAY, **told(manager))
    assert row.pk not in {each.death.pk for each in queries.not_at_database(manager, north())}
    operations.edit(death_id=row.pk, seen=None, facts=Facts(died_on=DIED, what=WHAT, sex="male"), **told(manager))
    third, body = make()
    assert (third.number, body["amendment"]) == (3, 2), "a change is an amendment"


def test_closing_asks_for_the_database_the_bodies_and_the_family(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = concluded(manager, name="Kit Fictional", nhs_number="")
    close: dict[str, Any] = {"death_id": row.pk, "why": WHY, **told(manager)}
    with pytest.raises(Refused, match="finalised"):
        operations.close(**close)
    made, _ = operations.make_handover(death_id=row.pk, stream=Stream.ANALYSIS, is_demonstration=False, **told(manager))
    operations.record_sent(handover_id=made.pk, sent_at=AT, **told(manager))
    operations.record_answer(handover_id=made.pk, is_taken=True, reference="", why="", on=TODAY, **told(manager))
    wanted = operations.recommend(
        death_id=row.pk,
        words="Ask where the baby sleeps.",
        addressee="Health visiting",
        level=Level.LOCAL,
        factor_id=None,
        **told(manager),
    )
    with pytest.raises(Refused, match="not reached its body"):
        operations.close(**close)
    operations.inform(recommendation_id=wanted.pk, on=TODAY, how="By letter", to_database=False, **told(manager))
    with pytest.raises(Refused, match="family has heard"):
        operations.close(**close)
    operations.record_step(death_id=row.pk, stage="feedback", on=TODAY, **told(manager))
    operations.close(**close)
    row.refresh_from_db()
    assert row.state == "closed"
    assert Record.objects.get(pk=row.pk).closed_on == TODAY


def test_what_may_be_seen_is_a_decision_with_reasons(world, manager) -> None:  # type: ignore[no-untyped-def]
    row = death(manager, name="Kit Fictional")
    operations.disclose(
        death_id=row.pk, asker="Mother", asked_on=TODAY, asked_for="Everything", decided="The summary, read together with the key worker",
        why="The rest speaks of others.", by_role="Caldicott Guardian", on=TODAY, **told(manager),
    )  # fmt: skip
    assert len(queries.disclosures(row)) == 1
    assert "death.disclosed" in verbs(row)


# --- Who --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["colleague", "scrutineer"])
def test_members_of_the_panel_read_and_do_not_write(world, as_viewer, person: str) -> None:  # type: ignore[no-untyped-def]
    by = as_viewer(person)
    row = Death.objects.get(pk=world.records["death"])
    for attempt in (
        lambda: scope(row, by),
        lambda: operations.show_child(death_id=row.pk, why="I would like to know", **told(by)),
        lambda: operations.put_child(death_id=row.pk, seen=None, who=Who(name="Other"), **told(by)),
        lambda: track(row, by),
        lambda: operations.raise_concern(death_id=row.pk, what="A concern for a child.", passed_to="Duty", **told(by)),
    ):
        with pytest.raises(Refused, match="business unit and the chair"), transaction.atomic():
            attempt()
    assert not Recommendation.objects.filter(death=row).exists()
