"""The edge cases that practice reviews have to stand, each under the number it has in the domain's list."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from pypdf import PdfWriter

from goldenthread.core.dates import PartialDate
from goldenthread.documents.rules import COMPOUND
from goldenthread.history.queries import events_of
from goldenthread.meetings import operations as meetings
from goldenthread.meetings.models import Meeting
from goldenthread.meetings.operations.agenda import ItemDraft
from goldenthread.messages.models import Notice
from goldenthread.partnership.models import Group
from goldenthread.pathways import operations as pathways
from goldenthread.pathways.models import CourseStage
from goldenthread.practice_reviews import operations, queries
from goldenthread.practice_reviews.models import (
    Child,
    FurtherDecision,
    PanelLetter,
    PartnerView,
    Referral,
    Review,
)
from goldenthread.practice_reviews.operations import ReferralDraft
from goldenthread.practice_reviews.operations.incident import when_of
from goldenthread.practice_reviews.pages.words import age_of, agency_words, lead_of
from goldenthread.practice_reviews.queries import Filter
from goldenthread.practice_reviews.queries.chronology import merged
from goldenthread.practice_reviews.rules.ages import band, in_words, is_adult_now
from goldenthread.practice_reviews.terms import (
    AgeBand,
    Care,
    Escalated,
    Further,
    Grounds,
    Lead,
    Opinion,
    Outcome,
    Partner,
    Reply,
    ReviewState,
    Screening,
)
from goldenthread.practice_reviews.tests.conftest import (
    WHY,
    child,
    decide_further,
    due,
    incident,
    notified,
    ready,
)
from goldenthread.records import operations as records
from goldenthread.records.models import Exclusion, Record, Subject
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.queries import NotVisible
from goldenthread.returns import operations as returns
from goldenthread.returns.models import Return
from goldenthread.returns.terms import ReturnState
from goldenthread.search.models import Entry
from goldenthread.testing.world import AT, TODAY
from goldenthread.thread import operations as thread
from goldenthread.thread.models import Source
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.terms import LearningHeading, LearningNature


@pytest.fixture
def manager(as_viewer):  # type: ignore[no-untyped-def]
    return as_viewer("manager")


def again(row: Review) -> Review:
    return Review.objects.select_related("record__group").get(pk=row.pk)


class TestClocks:
    def test_1_aware_before_easter_counts_no_bank_holiday_and_keeps_its_edition(self, world, as_viewer) -> None:
        """Thursday 2 April 2026; Good Friday and Easter Monday do not count: the fifth day is Monday 13 April."""
        at = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)
        row = incident(world, as_viewer("manager", at), at, aware_on=date(2026, 4, 2))
        assert due(row, "notification").due_on == date(2026, 4, 13)

    def test_1_aware_on_christmas_eve(self, world, as_viewer) -> None:
        at = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
        row = incident(world, as_viewer("manager", at), at, aware_on=date(2025, 12, 24))
        assert due(row, "notification").due_on == date(2026, 1, 5)

    def test_2_the_clock_runs_from_awareness_not_from_incident_nor_from_when_the_partnership_was_told(
        self, world, manager
    ) -> None:
        row = incident(world, manager, happened="2025-01", aware_on=date(2026, 2, 24), told_on=TODAY)
        assert due(row, "notification").due_on == date(2026, 3, 3)
        child(row, manager)
        row = notified(row, manager)
        assert due(row, "sent", "rapid_review").due_on == date(2026, 3, 23)

    def test_2_a_correction_of_the_day_of_awareness_moves_the_clock_and_stays_to_be_read(self, world, manager) -> None:
        row = incident(world, manager)
        draft = operations.IncidentDraft(
            "Kestrel", manager and _nature(row), _type(row), row.what, aware_on=date(2026, 2, 26)
        )
        operations.edit_incident(review_id=row.pk, seen=None, draft=draft, by=manager, at=AT)
        assert due(row, "notification").due_on == date(2026, 3, 5)
        assert any("corrected from 2 March 2026" in event.sentence for event in events_of(row.pk))

    def test_9_a_late_notification_is_recorded_with_its_reason_and_no_date_is_moved(self, world, manager) -> None:
        row = incident(world, manager, aware_on=date(2026, 2, 16))
        child(row, manager)
        operations.decide(review_id=row.pk, seen=None, notifies=True, why=WHY, decided_by="Director", on=TODAY, by=manager, at=AT)  # fmt: skip
        given = {"review_id": row.pk, "seen": None, "sent_at": AT, "reference": "SIN-2", "sent_by": "Director", "by": manager, "at": AT}  # fmt: skip
        with pytest.raises(Refused, match="sent late: say why"):
            operations.notify(late_why="", **given)
        operations.notify(late_why="The hospital told the council late.", **given)
        row = again(row)
        assert row.notified_late_why == "The hospital told the council late."
        assert due(row, "notification").due_on == date(2026, 2, 23)
        assert due(row, "notification").on_time is False

    def test_9_a_late_rapid_review_is_still_sent_with_its_reason(self, world, as_viewer, manager) -> None:
        row = incident(world, manager)
        child(row, manager)
        notified(row, manager)
        later = datetime(2026, 4, 8, 9, 0, tzinfo=UTC)
        by = as_viewer("manager", later)
        ready(row, by, later, date(2026, 4, 8))
        with pytest.raises(Refused, match="sent late"):
            operations.send(review_id=row.pk, seen=None, on=date(2026, 4, 8), sent_by="Manager", late_why="", by=by, at=later)  # fmt: skip
        operations.send(review_id=row.pk, seen=None, on=date(2026, 4, 8), sent_by="Manager", late_why="Two agencies were found late.", by=by, at=later)  # fmt: skip
        assert again(row).state == ReviewState.FOLLOWED.value
        assert due(row, "sent", "rapid_review").due_on == date(2026, 3, 23)

    def test_9_an_agreed_later_day_stands_beside_the_date(self, world, as_viewer, manager) -> None:
        row = incident(world, manager)
        child(row, manager)
        notified(row, manager)
        pathways.vary(record=row.record, pathway="rapid_review", stage="sent", more=15, reason="The police asked for it", authority="National Panel", agreed_on=TODAY, by=manager, at=AT)  # fmt: skip
        later = datetime(2026, 4, 8, 9, 0, tzinfo=UTC)
        by = as_viewer("manager", later)
        ready(row, by, later, date(2026, 4, 8))
        operations.send(review_id=row.pk, seen=None, on=date(2026, 4, 8), sent_by="Manager", late_why="", by=by, at=later)  # fmt: skip
        assert again(row).sent_late_why == ""

    def test_11_a_hold_for_the_police_is_a_row_beside_the_date(self, world, manager) -> None:
        row = incident(world, manager)
        child(row, manager)
        notified(row, manager)
        pathways.hold(record=row.record, pathway="rapid_review", reason="Police interviews are under way", starts_on=TODAY, review_on=TODAY + timedelta(days=7), stages=["summaries"], by=manager, at=AT)  # fmt: skip
        assert due(row, "summaries", "rapid_review").state == "held"
        assert due(row, "sent", "rapid_review").due_on == date(2026, 3, 23)


def _nature(row: Review):  # type: ignore[no-untyped-def]
    from goldenthread.practice_reviews.terms import Nature

    return Nature(row.nature)


def _type(row: Review):  # type: ignore[no-untyped-def]
    from goldenthread.practice_reviews.terms import IncidentType

    return IncidentType(row.incident_type)


class TestIncident:
    def test_3_a_withdrawn_notification_stops_the_clock_and_leaves_its_trail(self, world, manager) -> None:
        row = incident(world, manager)
        child(row, manager)
        notified(row, manager)
        operations.withdraw(review_id=row.pk, seen=None, on=TODAY, why="The post-mortem found a natural cause.", by=manager, at=AT)  # fmt: skip
        row = again(row)
        assert row.state == ReviewState.LOCAL.value
        assert row.notified_reference == "SIN-1"
        assert not CourseStage.objects.filter(record=row.pk, course__pathway__key="rapid_review", state__in=["due", "waiting"], course__is_open=True).exists()  # fmt: skip
        assert any("withdrawn" in event.sentence for event in events_of(row.pk))
        with pytest.raises(Refused, match="belongs to"):
            operations.send(review_id=row.pk, seen=None, on=TODAY, sent_by="x", late_why="", by=manager, at=AT)
        operations.close(review_id=row.pk, seen=None, why="There is nothing to learn from it here.", by=manager, at=AT)
        assert again(row).state == ReviewState.CLOSED.value

    def test_4_harm_that_shows_years_later_in_a_range_of_someone_who_is_grown_up(self, world, manager) -> None:
        row = incident(world, manager, happened="2009", happened_until="2011", aware_on=TODAY)
        held = child(row, manager, born="2006-09")
        assert in_words(age_of(held)) == "2 years to 5 years"
        assert band(age_of(held)) is AgeBand.ONE
        assert is_adult_now(age_of(held), when_of(again(row)), TODAY) is True

    def test_4_the_day_is_not_known_at_all(self, world, manager) -> None:
        row = incident(world, manager)
        held = child(row, manager)
        assert band(age_of(held)) is AgeBand.UNKNOWN
        draft = operations.IncidentDraft("Kestrel", _nature(row), _type(row), row.what, happened="2026-02-03", aware_on=TODAY)  # fmt: skip
        operations.edit_incident(review_id=row.pk, seen=None, draft=draft, by=manager, at=AT)
        held.refresh_from_db()
        assert (in_words(age_of(held)), band(age_of(held))) == ("5 years", AgeBand.ONE)

    def test_5_several_children_a_twin_and_one_unborn_are_one_review(self, world, manager) -> None:
        row = incident(world, manager, happened="2026-02-10")
        for name, born, outcome in (("Child A", "2025-10-01", Outcome.DIED), ("Child B", "2025-10-01", Outcome.UNHURT), ("Child C", "2026-06", Outcome.UNHURT)):  # fmt: skip
            child(row, manager, name=name, born=born, outcome=outcome)
        assert [band(age_of(each)) for each in queries.children_of(row)] == [AgeBand.UNDER_1, AgeBand.UNDER_1, AgeBand.UNBORN]  # fmt: skip
        assert Source.objects.get(pk=row.pk).children == 3
        assert queries.reviews(manager, row.partnership_id, Filter()).filter(pk=row.pk).count() == 1
        with pytest.raises(Refused, match="Another child"):
            child(row, manager, name="Child A")

    def test_5_one_child_in_two_incidents_is_found_by_number_without_being_shown(self, world, manager) -> None:
        first, second = incident(world, manager), incident(world, manager, name="Merlin")
        for row in (first, second):
            child(row, manager, nhs_number="999 000 0026")
        indexes = Subject.objects.filter(record__in=[first.pk, second.pk]).values_list("nhs_number_index", flat=True)
        assert len(set(indexes)) == 1
        assert "9990000026" not in str(list(Subject.objects.filter(record=first.pk).values()))

    @pytest.mark.parametrize(
        ("given", "lead"),
        [
            ({"place_area": "Southmere", "home_area": "Northvale"}, Lead.ELSEWHERE),
            ({"place_area": "Northvale", "home_area": "Southmere"}, Lead.HERE),
            ({"place_area": "", "home_area": "Northvale", "outside_england": True}, Lead.ABROAD),
        ],
    )
    def test_6_who_leads_and_the_other_area_is_told(self, world, manager, given, lead) -> None:
        row = incident(world, manager, **given)
        assert lead_of(row, queries.arrangement(row.partnership_id)) is lead
        operations.tell_area(review_id=row.pk, area="Southmere", why="The child lives there", on=TODAY, by=manager, at=AT)  # fmt: skip
        assert due(row, "partners_told").state == "done"

    def test_6_a_child_placed_by_another_authority(self, world, manager) -> None:
        row = incident(world, manager)
        assert child(row, manager, care=Care.LOOKED_AFTER, placed_by="Southmere").placed_by == "Southmere"

    def test_7_the_local_authority_decides_and_dissent_is_kept_and_told(self, world, manager) -> None:
        row = incident(world, manager)
        for partner, opinion in ((Partner.LOCAL_AUTHORITY, Opinion.NOT_NOTIFY), (Partner.POLICE, Opinion.NOTIFY), (Partner.HEALTH, Opinion.ABSTAIN)):  # fmt: skip
            operations.give_view(review_id=row.pk, partner=partner, opinion=opinion, why=WHY, by_role="Lead", on=TODAY, by=manager, at=AT)  # fmt: skip
        assert due(row, "views").state == "done"
        operations.decide(review_id=row.pk, seen=None, notifies=False, why=WHY, decided_by="Director", on=TODAY, by=manager, at=AT)  # fmt: skip
        assert any("not shared by police" in event.sentence for event in events_of(row.pk))
        told = _notices(world, "chair")
        assert any("not every partner shares" in subject for subject in told)
        assert not any("Kestrel" in subject for subject in told)
        assert again(row).state == ReviewState.LOCAL.value
        assert due(row, "notification").state == "not_needed"

    def test_7_a_later_view_stands_and_the_earlier_stays(self, world, manager) -> None:
        row = incident(world, manager)
        for opinion in (Opinion.NOT_NOTIFY, Opinion.NOTIFY):
            operations.give_view(review_id=row.pk, partner=Partner.POLICE, opinion=opinion, why=WHY, by_role="Lead", on=TODAY, by=manager, at=AT)  # fmt: skip
        assert PartnerView.objects.filter(review=row).count() == 2

    def test_14_what_was_not_notified_can_still_meet_the_criteria_later(self, world, manager) -> None:
        row = incident(world, manager, aware_on=date(2026, 2, 24))
        child(row, manager)
        operations.decide(review_id=row.pk, seen=None, notifies=False, why=WHY, decided_by="Director", on=TODAY, by=manager, at=AT)  # fmt: skip
        operations.make_serious(review_id=row.pk, seen=None, why="The injury was found to be inflicted.", aware_on=TODAY, on=TODAY, by=manager, at=AT)  # fmt: skip
        row = again(row)
        assert (row.state, row.aware_on) == (ReviewState.CONSIDERED.value, date(2026, 2, 24))
        notified(row, manager)
        assert due(row, "notification").state == "done"

    def test_21_the_band_is_of_the_incident_and_not_of_today(self, world, manager) -> None:
        row = incident(world, manager, happened="2020-01-01")
        assert band(age_of(child(row, manager, born="2019-06-01"))) is AgeBand.UNDER_1

    def test_22_not_known_is_not_no(self, world, manager) -> None:
        row = incident(world, manager)
        held = child(row, manager)
        assert (held.sex, held.care, held.plan) == ("unknown", "unknown", "unknown")

    def test_two_people_at_once_are_told(self, world, manager) -> None:
        row = incident(world, manager)
        child(row, manager)
        with pytest.raises(ChangedMeanwhile):
            operations.decide(review_id=row.pk, seen=1, notifies=True, why=WHY, decided_by="x", on=TODAY, by=manager, at=AT)  # fmt: skip

    @pytest.mark.parametrize("name", ["member", "outsider", "scrutineer", "south_manager"])
    def test_only_those_who_lead_write(self, world, as_viewer, name: str) -> None:
        with pytest.raises(Refused):
            incident(world, as_viewer(name))


def _notices(world, name: str) -> list[str]:  # type: ignore[no-untyped-def]
    """What one of the people was told, as they read it themselves."""
    from goldenthread.database.viewer import set_viewer

    set_viewer(world.people[name], AT)
    held = list(Notice.objects.filter(person=world.people[name]).values_list("subject", flat=True))
    set_viewer(world.people["manager"], AT)
    return held


REFERRED = ReferralDraft(
    grounds=Grounds.NEAR_MISS,
    what="Three agencies each knew a part of it.",
    why_together="Nobody held the whole of it together.",
    safety="The child was seen on the same day.",
    escalated=Escalated.YES,
    aware_on=date(2026, 2, 23),
)


class TestReferrals:
    def _refer(self, world, as_viewer, name: str = "outsider", **given) -> Referral:  # type: ignore[no-untyped-def]
        from dataclasses import replace

        by = as_viewer(name)
        north = Group.objects.get(pk=world.groups["reviews"]).partnership_id
        return operations.refer(partnership_id=north, draft=replace(REFERRED, **given), by=by, at=AT)

    def test_14_what_turns_out_serious_runs_from_the_first_awareness(self, world, as_viewer) -> None:
        row = self._refer(world, as_viewer)
        manager = as_viewer("manager")
        review = operations.take_up(referral_id=row.pk, seen=None, name="Wren", by=manager, at=AT)
        operations.screen(review_id=review.pk, seen=None, outcome=Screening.SERIOUS, why=WHY, screened_by="Manager", on=TODAY, aware_on=TODAY, by=manager, at=AT)  # fmt: skip
        review = again(review)
        assert (review.state, review.aware_on) == (ReviewState.CONSIDERED.value, date(2026, 2, 23))
        assert due(review, "notification").due_on == TODAY
        with pytest.raises(Refused, match="belongs to"):
            operations.screen(review_id=review.pk, seen=None, outcome=Screening.NONE, why=WHY, screened_by="x", on=TODAY, aware_on=None, by=manager, at=AT)  # fmt: skip

    def test_serious_without_any_day_of_awareness_is_refused(self, world, as_viewer) -> None:
        row = self._refer(world, as_viewer, aware_on=None)
        manager = as_viewer("manager")
        review = operations.take_up(referral_id=row.pk, seen=None, name="Wren", by=manager, at=AT)
        with pytest.raises(Refused, match="became aware"):
            operations.screen(review_id=review.pk, seen=None, outcome=Screening.SERIOUS, why=WHY, screened_by="Manager", on=TODAY, aware_on=None, by=manager, at=AT)  # fmt: skip

    @pytest.mark.parametrize("outcome", [each for each in Screening if each is not Screening.SERIOUS])
    def test_the_referrer_is_told_in_words_of_their_own_and_sees_nothing_else(self, world, as_viewer, outcome) -> None:
        row = self._refer(world, as_viewer)
        manager = as_viewer("manager")
        review = operations.take_up(referral_id=row.pk, seen=None, name="Wren", by=manager, at=AT)
        with pytest.raises(Refused, match="Screen it first"):
            operations.tell_referrer(referral_id=row.pk, seen=None, outcome=WHY, by=manager, at=AT)
        operations.screen(review_id=review.pk, seen=None, outcome=outcome, why="A reason for the group alone.", screened_by="Manager", on=TODAY, aware_on=None, by=manager, at=AT)  # fmt: skip
        operations.tell_referrer(referral_id=row.pk, seen=None, outcome="Thank you: it will be looked at.", by=manager, at=AT)  # fmt: skip
        outsider = as_viewer("outsider")
        held = queries.get_referral(outsider, row.partnership_id, row.record.reference)
        assert held.outcome == "Thank you: it will be looked at."
        assert queries.review_of_referral(outsider, held) is None
        assert not Review.objects.exists()
        assert not CourseStage.objects.exists()
        assert not any("group alone" in event.sentence for event in events_of(row.pk))

    def test_colleagues_of_the_referrer_do_not_see_it(self, world, as_viewer) -> None:
        row = self._refer(world, as_viewer, "owner")
        for name in ("colleague", "outsider", "past_member", "administrator", "south_manager", "nobody"):
            as_viewer(name)
            assert not Referral.objects.filter(pk=row.pk).exists()

    def test_whoever_has_no_part_in_the_partnership_cannot_refer(self, world, as_viewer) -> None:
        for name in ("south_manager", "nobody", "administrator"):
            with connection.cursor() as cursor:
                cursor.execute("savepoint before")
                with pytest.raises(Exception, match="Only whoever works with the partnership"):
                    self._refer(world, as_viewer, name)
                cursor.execute("rollback to savepoint before")

    def test_nobody_refers_in_anothers_name(self, world, as_viewer) -> None:
        as_viewer("nobody")
        north = Group.objects.get(pk=world.groups["reviews"]).partnership_id
        with connection.cursor() as cursor, pytest.raises(Exception, match="another"):
            cursor.execute(
                "select practice_reviews_receive(%s, 'RF-XXXXXX', %s, 'x', '', now(), '2026-03-02', '2027-01-01')",
                [world.people["outsider"], north],
            )

    def test_a_possibly_serious_one_is_told_urgently(self, world, as_viewer) -> None:
        self._refer(world, as_viewer, grounds=Grounds.SERIOUS)
        as_viewer("manager")
        assert any("read it today" in subject for subject in _notices(world, "manager"))
        assert Notice.objects.filter(person=world.people["manager"], urgent=True).exists()

    def test_its_clocks_run_from_its_arrival_however_late_it_is_taken_up(self, world, as_viewer) -> None:
        row = self._refer(world, as_viewer)
        later = AT + timedelta(days=20)
        by = as_viewer("manager", later)
        review = operations.take_up(referral_id=row.pk, seen=None, name="Wren", by=by, at=later)
        held = due(review, "threshold", "below_threshold_review")
        assert held.due_on is not None
        assert held.due_on < later.date()

    def test_a_review_is_not_closed_before_its_referrer_knows(self, world, as_viewer) -> None:
        row = self._refer(world, as_viewer)
        manager = as_viewer("manager")
        review = operations.take_up(referral_id=row.pk, seen=None, name="Wren", by=manager, at=AT)
        operations.screen(review_id=review.pk, seen=None, outcome=Screening.NONE, why=WHY, screened_by="Manager", on=TODAY, aware_on=None, by=manager, at=AT)  # fmt: skip
        with pytest.raises(Refused, match="Tell the referrer"):
            operations.close(review_id=review.pk, seen=None, why=WHY, by=manager, at=AT)
        operations.tell_referrer(referral_id=row.pk, seen=None, outcome=WHY, by=manager, at=AT)
        operations.close(review_id=review.pk, seen=None, why=WHY, by=manager, at=AT)

    def test_the_lead_agrees_and_the_pathway_hears_of_it(self, world, as_viewer) -> None:
        row = self._refer(world, as_viewer)
        manager = as_viewer("manager")
        review = operations.take_up(referral_id=row.pk, seen=None, name="Wren", by=manager, at=AT)
        operations.agree(referral_id=row.pk, seen=None, lead_role="Designated nurse", on=TODAY, by=manager, at=AT)
        assert due(review, "agreed", "below_threshold_review").state == "done"


class TestRapidReview:
    @pytest.fixture
    def running(self, world, manager) -> Review:  # type: ignore[no-untyped-def]
        row = incident(world, manager)
        child(row, manager)
        return notified(row, manager)

    def _sent(self, row: Review, by) -> Review:  # type: ignore[no-untyped-def]
        ready(row, by)
        return operations.send(review_id=row.pk, seen=None, on=TODAY, sent_by="Manager", late_why="", by=by, at=AT)

    def test_8_the_panel_disagrees_twice_and_after_action_began(self, running, manager) -> None:
        row = self._sent(running, manager)
        letters = [
            operations.panel_letter(review_id=row.pk, reply=reply, text="The Panel thinks more can be learned.", on=TODAY, by=manager, at=AT)
            for reply in (Reply.DISAGREES, Reply.MORE)
        ]  # fmt: skip
        with pytest.raises(Refused, match="not answered"):
            operations.close(review_id=row.pk, seen=None, why=WHY, by=manager, at=AT)
        decide_further(row, manager, decision=Further.REVIEW)
        for letter in letters:
            operations.answer_letter(letter_id=letter.pk, answer="A further review was decided.", on=TODAY, by=manager, at=AT)  # fmt: skip
        operations.close(review_id=row.pk, seen=None, why=WHY, by=manager, at=AT)
        assert PanelLetter.objects.filter(review=row).count() == 2
        assert list(FurtherDecision.objects.filter(review=row).order_by("pk").values_list("decision", flat=True)) == ["no_review", "review"]  # fmt: skip

    def test_the_way_from_incident_to_the_panels_reply_is_reported_to_the_pathways(self, running, manager) -> None:
        row = self._sent(running, manager)
        operations.panel_letter(review_id=row.pk, reply=Reply.AGREES, text="The Panel agrees with the decision.", on=TODAY, by=manager, at=AT)  # fmt: skip
        done = {
            stage.key
            for stage in CourseStage.objects.filter(record=row.pk, course__pathway__key="rapid_review", state="done")
        }
        assert {"panel_meeting", "sign_off", "sent", "reply"} <= done
        operations.close(review_id=row.pk, seen=None, why=WHY, by=manager, at=AT)

    def test_it_is_not_sent_unsigned_undecided_or_unwritten(self, running, manager) -> None:
        with pytest.raises(Refused, match="still lacks"):
            operations.send(review_id=running.pk, seen=None, on=TODAY, sent_by="x", late_why="", by=manager, at=AT)
        with pytest.raises(Refused, match="decision on a further review first"):
            operations.sign_off(review_id=running.pk, partner=Partner.POLICE, by_role="x", on=TODAY, by=manager, at=AT)

    def test_10_nil_no_reply_refused_and_not_asked_are_four_things(self, world, running, manager) -> None:
        orgs = world.organisations
        request = operations.ask_agencies(review_id=running.pk, organisations=[orgs["school"], orgs["charity"], orgs["trust"], orgs["police"]], due_on=TODAY + timedelta(days=14), message="Were you involved?", by=manager, at=AT)  # fmt: skip
        people = [returns.Recipient(orgs[name], f"{name.title()} Lead", f"{name}@example.org", "Senior", f"senior.{name}@example.org") for name in ("school", "charity", "trust", "police")]  # fmt: skip
        returns.set_recipients(request_id=request.pk, seen=None, recipients=people, by=manager, at=AT)
        returns.send(request_id=request.pk, seen=None, by=manager, at=AT)
        operations.ask_agencies(review_id=running.pk, organisations=[orgs["council"]], due_on=TODAY + timedelta(days=14), message="Found late.", by=manager, at=AT)  # fmt: skip
        rows = {row.organisation_id: row for row in Return.objects.filter(request=request)}
        for name, state in (("school", ReturnState.NIL), ("charity", ReturnState.REFUSED)):
            Return.objects.filter(pk=rows[orgs[name]].pk).update(state=state.value, answered_at=AT)
        Return.objects.filter(pk=rows[orgs["trust"]].pk).update(due_on=TODAY - timedelta(days=1))
        said = {each.name: agency_words(each) for each in merged(manager, running).agencies}
        assert said == {
            "Alder Park School": "Nil return: was not involved", "Lantern Families": "Declined to answer",
            "Northvale Hospitals Trust": "No reply: late", "Vale Police": "Asked: sent",
            "Northvale Council": "Not asked yet",
        }  # fmt: skip

    def test_chronologies_are_merged_from_what_was_sent_in_alone(self, world, running, manager) -> None:
        from goldenthread.returns.models import Answer

        orgs = world.organisations
        request = operations.ask_agencies(review_id=running.pk, organisations=[orgs["school"], orgs["police"]], due_on=TODAY + timedelta(days=14), message="Were you involved?", by=manager, at=AT)  # fmt: skip
        people = [
            returns.Recipient(orgs[name], "Lead", f"{name}@example.org", "Senior", f"senior.{name}@example.org")
            for name in ("school", "police")
        ]
        returns.set_recipients(request_id=request.pk, seen=None, recipients=people, by=manager, at=AT)
        returns.send(request_id=request.pk, seen=None, by=manager, at=AT)
        rows = {row.organisation_id: row for row in Return.objects.filter(request=request)}
        for name, table in (
            ("school", [{"day": "2026-01", "contact": "Absent", "theme": "daily_life"}]),
            ("police", [{"day": "2026-01-12", "contact": "Called out", "theme": "sharing"}]),
        ):
            Answer.objects.create(answer_to=rows[orgs[name]], question="chronology", section="contacts", state="value", value=table, by_name="x", at=AT)  # fmt: skip
        assert merged(manager, running).entries == ()
        Return.objects.filter(request=request).update(state=ReturnState.RETURNED.value, answered_at=AT)
        assert [entry.contact for entry in merged(manager, running).entries] == ["Called out", "Absent"]

    def test_15_learning_and_actions_stand_on_the_thread_below_the_review(self, world, running, manager) -> None:
        group = Group.objects.get(pk=world.groups["reviews"])
        point = thread.record_learning(place=Place(group), text="Ask who else lives there", heading=LearningHeading.PRACTICE, nature=LearningNature.DEVELOPMENT, themes=["curiosity"], sources=[running.record, Record.objects.get(pk=world.records["review"])], by=manager, at=AT)  # fmt: skip
        action = thread.write_action(group=group, draft=thread.ActionDraft(text="Write a guide on asking"), comes_from=[point.record], by=manager, at=AT)  # fmt: skip
        for pk in (running.pk, world.records["review"]):
            points, actions = queries.learning_of(manager, Review.objects.get(pk=pk))
            assert (points, actions) == ([point], [action])

    def test_16_an_agency_keeps_its_place_when_it_is_renamed(self, world, running, manager) -> None:
        from goldenthread.partnership.models import Organisation

        operations.ask_agencies(review_id=running.pk, organisations=[world.organisations["trust"]], due_on=TODAY + timedelta(days=14), message="x", by=manager, at=AT)  # fmt: skip
        Organisation.objects.filter(pk=world.organisations["trust"]).update(name="New Trust", short_name="New Trust")
        assert [each.name for each in merged(manager, running).agencies] == ["New Trust"]


class TestConflicts:
    """37: a conflicted member of the group tries every way in and learns nothing."""

    def test_37_neither_queries_nor_tables_nor_search_nor_counts_tell(self, world, as_viewer) -> None:
        as_viewer("manager")
        held = Review.objects.get(pk=world.records["review"])
        by = as_viewer("excluded")
        with pytest.raises(NotVisible):
            queries.get_review(by, held.partnership_id, world.references["review"])
        assert not queries.reviews(by, held.partnership_id, Filter("all")).exists()
        for model in (Review, Child, PartnerView, Source, Subject):
            column = "pk" if model in {Review, Source} else "record" if model is Subject else "review"
            assert not model.objects.filter(**{column: held.pk}).exists(), model
        assert not CourseStage.objects.filter(record=held.pk).exists()
        assert not Entry.objects.filter(record=held.pk).exists()
        assert events_of(held.pk) == []

    def test_37_being_kept_out_later_ends_it_at_once(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = incident(world, manager)
        records.exclude(record=row.record, person_id=world.people["member"], person_name="Member", reason="Knew the family", by=operations.arranging.actor(manager), at=AT, on=TODAY)  # fmt: skip
        by = as_viewer("member")
        assert not Review.objects.visible_to(by).filter(pk=row.pk).exists()
        assert not Review.objects.filter(pk=row.pk).exists()

    def test_37_being_kept_out_reaches_the_referral_the_requests_and_the_returns_then_and_later(
        self, world, as_viewer
    ) -> None:
        manager = as_viewer("manager")
        referral = Referral.objects.get(pk=world.records["referral"])
        row = operations.take_up(referral_id=referral.pk, seen=None, name="Wren", by=manager, at=AT)
        operations.screen(review_id=row.pk, seen=None, outcome=Screening.LOCAL, why=WHY, screened_by="x", on=TODAY, aware_on=None, by=manager, at=AT)  # fmt: skip
        asked = {"due_on": TODAY + timedelta(days=9), "message": "x", "by": manager, "at": AT}
        before = operations.ask_agencies(review_id=row.pk, organisations=[world.organisations["school"]], **asked)
        records.exclude(record=again(row).record, person_id=world.people["member"], person_name="Member", reason="Knew the family", by=operations.arranging.actor(manager), at=AT, on=TODAY)  # fmt: skip
        later = operations.ask_agencies(review_id=row.pk, organisations=[world.organisations["trust"]], **asked)
        held = [row.pk, referral.pk, before.pk, later.pk, *Return.objects.filter(request__in=[before.pk, later.pk]).values_list("pk", flat=True)]  # fmt: skip
        assert len(held) == 6
        member = as_viewer("member")
        assert not Record.objects.filter(pk__in=held).exists()
        assert not Record.objects.visible_to(member).filter(pk__in=held).exists()
        chair = as_viewer("chair")
        assert Record.objects.visible_to(chair).filter(pk__in=held).count() == 6

    def test_37_whoever_is_kept_out_of_a_referral_is_kept_out_of_what_it_becomes(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        referral = Referral.objects.select_related("record").get(pk=world.records["referral"])
        records.exclude(record=referral.record, person_id=world.people["chair"], person_name="Chair", reason="Knew the family", by=operations.arranging.actor(manager), at=AT, on=TODAY)  # fmt: skip
        row = operations.take_up(referral_id=referral.pk, seen=None, name="Wren", by=manager, at=AT)
        operations.screen(review_id=row.pk, seen=None, outcome=Screening.SERIOUS, why=WHY, screened_by="x", on=TODAY, aware_on=TODAY, by=manager, at=AT)  # fmt: skip
        as_viewer("chair")
        assert not Record.objects.filter(pk=row.pk).exists()
        assert not any(row.record.reference in subject for subject in _notices(world, "chair"))

    def _learned(self, world, by, *sources: Record, shared: bool = False):  # type: ignore[no-untyped-def]
        place = Place(Group.objects.get(pk=world.groups["reviews"]), PartialDate.of(TODAY), shared=shared)
        return thread.record_learning(
            place=place, text="Ask who lives in the home", nature=LearningNature.DEVELOPMENT,
            heading=LearningHeading.PRACTICE, themes=[], sources=list(sources), by=by, at=AT,
        )  # fmt: skip

    def _agreed(self, world, by, *sources: Record, owner: str = "chair"):  # type: ignore[no-untyped-def]
        draft = thread.ActionDraft(text="Change the form", measure="Twenty forms", due_on=TODAY + timedelta(days=30), owner_person=world.people[owner])  # fmt: skip
        return thread.write_action(group=Group.objects.get(pk=world.groups["reviews"]), draft=draft, by=by, at=AT, comes_from=list(sources))  # fmt: skip

    def _keep_out(self, row: Review, world, by, name: str = "member") -> None:  # type: ignore[no-untyped-def]
        records.exclude(record=row.record, person_id=world.people[name], person_name=name, reason="Knew the family", by=operations.arranging.actor(by), at=AT, on=TODAY)  # fmt: skip

    def test_37_being_kept_out_reaches_what_was_learned_and_agreed_then_and_later(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = incident(world, manager)
        before = self._learned(world, manager, row.record)
        agreed = self._agreed(world, manager, before.record)
        self._keep_out(row, world, manager)
        later = self._learned(world, manager, row.record)
        held = [before.pk, agreed.pk, later.pk, self._agreed(world, manager, later.record).pk]
        member = as_viewer("member")
        assert not Record.objects.filter(pk__in=held).exists()
        assert not Record.objects.visible_to(member).filter(pk__in=held).exists()
        assert not Entry.objects.filter(record__in=held).exists()
        assert Record.objects.visible_to(as_viewer("chair")).filter(pk__in=held).count() == 4

    def test_37_what_is_shared_what_comes_from_elsewhere_too_and_what_is_ones_own_to_do_stay(
        self, world, as_viewer
    ) -> None:
        manager = as_viewer("manager")
        row, other = incident(world, manager), incident(world, manager, name="Plover")
        shared = self._learned(world, manager, row.record, shared=True)
        both = self._learned(world, manager, row.record, other.record)
        own = self._agreed(world, manager, row.record, owner="member")
        self._keep_out(row, world, manager)
        as_viewer("member")
        assert set(Record.objects.filter(pk__in=[shared.pk, both.pk, own.pk]).values_list("pk", flat=True)) == {shared.pk, both.pk, own.pk}  # fmt: skip
        as_viewer("manager")
        self._keep_out(other, world, manager)
        as_viewer("member")
        assert not Record.objects.filter(pk=both.pk).exists()

    def test_37_being_let_in_again_lets_in_to_all_of_it(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = incident(world, manager)
        learned = self._learned(world, manager, row.record)
        self._keep_out(row, world, manager)
        Exclusion.objects.filter(record=row.record, person=world.people["member"]).update(ends_on=TODAY)
        member = as_viewer("member")
        assert Record.objects.visible_to(member).filter(pk__in=[row.pk, learned.pk]).count() == 2

    def test_37_an_agenda_item_about_it_is_kept_back_too_then_and_later(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = incident(world, manager)
        meeting = Meeting.objects.filter(group=world.groups["reviews"]).order_by("meets_on").first()
        assert meeting is not None
        given = {"meeting_id": meeting.pk, "by": manager, "at": AT}
        draft = ItemDraft(title="Kestrel", about_id=row.pk)
        before = meetings.add_item(draft=draft, **given)  # type: ignore[arg-type]
        self._keep_out(row, world, manager)
        later = meetings.add_item(draft=draft, **given)  # type: ignore[arg-type]
        as_viewer("member")
        assert not Record.objects.filter(pk__in=[before.pk, later.pk]).exists()
        as_viewer("chair")
        assert Record.objects.filter(pk__in=[before.pk, later.pk]).count() == 2

    def test_38_a_childs_name_is_sealed_and_its_showing_is_written_down(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = Review.objects.select_related("record__group").get(pk=world.records["review"])
        held = queries.get_child(row, 1)
        shown = operations.show_child(child=held, by=manager, at=AT, why="To match a record")
        assert shown.name == "Avery Fictional"
        assert any("was shown who Child A is: To match a record" in event.sentence for event in events_of(row.pk))
        with pytest.raises(Refused, match="why"):
            operations.show_child(child=held, by=manager, at=AT, why=" ")
        with pytest.raises(Refused):
            operations.show_child(child=held, by=as_viewer("member"), at=AT, why="Curious")


class TestPapers:
    """39: what comes by post and secure mail, as it comes."""

    def add(self, signs_in, world, name: str, content: bytes, person: str = "manager"):  # type: ignore[no-untyped-def]
        here = f"/north/reviews/{world.references['review']}/documents/add/"
        file = SimpleUploadedFile(name, content)
        return signs_in(person).post(here, {"chosen": [file], "marking": "official_sensitive"})

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("scan.pdf", b"%PDF-1.7 a scan without words"),
            ("from secure mail.eml", b"From: a@example.org\nSubject: [OFFICIAL-SENSITIVE]\n\nAttached."),
            ("from outlook.msg", COMPOUND + bytes(600) + "__properties_version1.0".encode("utf-16-le")),
        ],
    )
    def test_39_a_scan_and_an_exported_mail_are_kept_with_their_marking(
        self, signs_in, world, name: str, content: bytes
    ) -> None:
        assert self.add(signs_in, world, name, content).status_code == 302
        page = signs_in("member").get(f"/north/reviews/{world.references['review']}/documents/").content.decode()
        assert name in page
        assert "OFFICIAL-SENSITIVE" in page

    def test_39_a_locked_document_is_refused_with_what_to_do(self, signs_in, world) -> None:
        locked = COMPOUND + bytes(600) + "EncryptedPackage".encode("utf-16-le")
        answer = self.add(signs_in, world, "summary.docx", locked)
        assert answer.status_code == 422
        assert "locked with a password" in answer.content.decode()
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        writer.encrypt("secret", algorithm="RC4-128")
        held = io.BytesIO()
        writer.write(held)
        assert "locked with a password" in self.add(signs_in, world, "report.pdf", held.getvalue()).content.decode()

    def test_39_a_compound_file_that_is_no_message_is_refused(self, signs_in, world) -> None:
        answer = self.add(signs_in, world, "old.msg", COMPOUND + bytes(600))
        assert answer.status_code == 422
        assert "not a Outlook" not in answer.content.decode()

    def test_39_a_member_adds_nothing(self, signs_in, world) -> None:
        assert self.add(signs_in, world, "scan.pdf", b"%PDF-1.7", "member").status_code == 403
        assert self.add(signs_in, world, "scan.pdf", b"%PDF-1.7", "excluded").status_code == 404
