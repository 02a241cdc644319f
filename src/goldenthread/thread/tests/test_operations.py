"""Each operation: its row, its event, its notice, and what it refuses. As the runtime role, under row-level security."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.documents import operations as documents
from goldenthread.documents.rules import NotAllowed
from goldenthread.history.models import Event
from goldenthread.partnership.models import Group
from goldenthread.records.models import Record
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.testing.world import AT, PDF, TODAY
from goldenthread.thread import operations
from goldenthread.thread.models import Action, ActionChange
from goldenthread.thread.operations import ActionDraft
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.terms import ActionState, Brag, LearningHeading, LearningNature, LineState


@pytest.fixture
def told(world, as_viewer):
    """The kinds of the notices a person got during this test."""
    from django.db import connection

    def read(name: str) -> list[str]:
        as_viewer(name)
        with connection.cursor() as cursor:
            cursor.execute("select kind from notices_notice where read_at is null order by id")
            return [row[0] for row in cursor.fetchall()]

    return read


class TestMoving:
    def test_the_owner_reports_it_done_and_the_chair_is_told(self, world, as_viewer, told) -> None:
        owner = as_viewer("owner")
        action = Action.objects.get(pk=world.records["action"])
        documents.add(record=action.record, name="evidence.pdf", content=PDF, by=owner, at=AT)
        operations.move(action_id=action.pk, seen=None, to=ActionState.REPORTED, by=owner, at=AT)
        assert Action.objects.get(pk=action.pk).state == "reported"
        assert ActionChange.objects.filter(action=action, after="reported", by_id=owner.person_id).count() == 1
        assert (
            Event.objects.filter(record_id=action.pk, verb="action.reported_done", person_id=owner.person_id).count()
            == 1
        )
        assert "action.reported_done" in told("chair")

    def test_without_evidence_it_is_refused_with_the_reason_and_nothing_changes(self, world, as_viewer) -> None:
        owner = as_viewer("owner")
        with pytest.raises(Refused, match="Add evidence"):
            operations.move(action_id=world.records["action"], seen=None, to=ActionState.REPORTED, by=owner, at=AT)
        assert Action.objects.get(pk=world.records["action"]).state == "accepted"
        assert not Event.objects.filter(record_id=world.records["action"], verb="action.reported_done").exists()

    @pytest.mark.parametrize("person", ["owner", "colleague", "manager", "member"])
    def test_only_the_chair_of_its_origin_signs_it_off(self, world, as_viewer, person: str) -> None:
        with pytest.raises(Refused, match="chair of the group it came from"):
            operations.move(
                action_id=world.records["reported_action"],
                seen=None,
                to=ActionState.DELIVERED,
                by=as_viewer(person),
                at=AT,
            )

    def test_the_chair_returns_it_with_a_reason_and_not_without(self, world, as_viewer, told) -> None:
        chair = as_viewer("chair")
        with pytest.raises(Refused, match="Give the reason"):
            operations.move(
                action_id=world.records["reported_action"], seen=None, to=ActionState.ACCEPTED, by=chair, at=AT
            )
        operations.move(
            action_id=world.records["reported_action"],
            seen=None,
            to=ActionState.ACCEPTED,
            by=chair,
            at=AT,
            reason="The list of names is missing.",
        )
        assert "action.returned" in told("owner")

    def test_someone_who_was_faster_is_named_and_nothing_is_lost(self, world, as_viewer) -> None:
        chair = as_viewer("chair")
        seen = Record.objects.get(pk=world.records["reported_action"]).version
        operations.move(
            action_id=world.records["reported_action"], seen=seen, to=ActionState.DELIVERED, by=chair, at=AT
        )
        with pytest.raises(ChangedMeanwhile):
            operations.move(
                action_id=world.records["reported_action"], seen=seen, to=ActionState.DELIVERED, by=chair, at=AT
            )

    def test_a_stranger_cannot_even_load_it(self, world, as_viewer) -> None:
        outsider = as_viewer("outsider")
        with pytest.raises(Record.DoesNotExist):
            operations.move(
                action_id=world.records["action"],
                seen=None,
                to=ActionState.WITHDRAWN,
                by=outsider,
                at=AT,
                reason="None of my business",
            )


class TestSteppingAcross:
    def test_offer_accept_and_the_origin_keeps_sight_and_sign_off(self, world, as_viewer, told) -> None:
        receiver = Group.objects.get(pk=world.groups["learning"])
        operations.offer(
            action_id=world.records["action"],
            seen=None,
            receiver=receiver,
            reason="It is about training.",
            by=as_viewer("chair"),
            at=AT,
        )
        assert "action.offered" in told("learning_chair")
        taker = as_viewer("learning_chair")
        operations.answer_step(action_id=world.records["action"], seen=None, accepted=True, reason="", by=taker, at=AT)
        action = Action.objects.select_related("record").get(pk=world.records["action"])
        assert action.record.group_id == receiver.pk
        assert action.origin_id == world.groups["reviews"]
        assert action.offered_to_id is None
        as_viewer("member")
        assert Action.objects.filter(pk=action.pk).exists(), "the origin keeps sight"
        chair = as_viewer("chair")
        documents.add(record=action.record, name="done.pdf", content=PDF, by=as_viewer("owner"), at=AT)
        operations.move(action_id=action.pk, seen=None, to=ActionState.REPORTED, by=as_viewer("owner"), at=AT)
        as_viewer("chair")
        assert (
            operations.move(action_id=action.pk, seen=None, to=ActionState.DELIVERED, by=chair, at=AT).state
            == "delivered"
        )

    def test_returned_with_a_reason_the_other_group_sees_it_no_more(self, world, as_viewer) -> None:
        receiver = Group.objects.get(pk=world.groups["learning"])
        operations.offer(
            action_id=world.records["draft_action"],
            seen=None,
            receiver=receiver,
            reason="It is about training.",
            by=as_viewer("chair"),
            at=AT,
        )
        taker = as_viewer("learning_chair")
        with pytest.raises(Refused, match="Say why"):
            operations.answer_step(
                action_id=world.records["draft_action"], seen=None, accepted=False, reason="", by=taker, at=AT
            )
        operations.answer_step(
            action_id=world.records["draft_action"], seen=None, accepted=False, reason="Not ours.", by=taker, at=AT
        )
        as_viewer("learning_chair")
        assert not Action.objects.filter(pk=world.records["draft_action"]).exists()
        as_viewer("chair")
        assert Event.objects.filter(
            record_id=world.records["draft_action"], verb="action.step_returned", sentence__contains="Not ours"
        ).exists()

    def test_only_its_leaders_offer_it(self, world, as_viewer) -> None:
        with pytest.raises(Refused, match="business unit and the chair"):
            operations.offer(
                action_id=world.records["action"],
                seen=None,
                receiver=Group.objects.get(pk=world.groups["learning"]),
                reason="Why not",
                by=as_viewer("member"),
                at=AT,
            )


class TestProgress:
    def test_an_update_is_kept_and_judged(self, world, as_viewer) -> None:
        owner = as_viewer("owner")
        operations.give_update(
            action_id=world.records["action"], seen=None, text="Half are taught.", brag=Brag.AMBER, by=owner, at=AT
        )
        action = Action.objects.get(pk=world.records["action"])
        assert (action.brag, action.last_update) == ("amber", "Half are taught.")

    def test_a_moved_date_keeps_the_first_one(self, world, as_viewer, told) -> None:
        before = Action.objects
        chair = as_viewer("chair")
        later = TODAY + timedelta(days=60)
        operations.move_due_date(
            action_id=world.records["action"], seen=None, due_on=later, reason="The trainer is ill.", by=chair, at=AT
        )
        action = before.get(pk=world.records["action"])
        assert action.due_on == later
        assert action.first_due_on == TODAY - timedelta(days=12)
        assert "action.due_moved" in told("owner")

    def test_an_organisation_answers_for_its_own_part_only(self, world, as_viewer) -> None:
        with pytest.raises(Refused, match="own part"):
            operations.answer_line(
                action_id=world.records["action"],
                organisation_id=world.organisations["trust"],
                state=LineState.REFUSED,
                note="No.",
                by=as_viewer("owner"),
                at=AT,
            )
        with pytest.raises(Refused, match="reason"):
            operations.answer_line(
                action_id=world.records["action"],
                organisation_id=world.organisations["trust"],
                state=LineState.REFUSED,
                note="",
                by=as_viewer("member"),
                at=AT,
            )

    def test_reassigning_is_all_or_none_and_asks_the_new_organisation(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        with pytest.raises(Refused, match="no longer open"):
            operations.reassign(
                action_ids=[world.records["action"], world.records["assured_action"]],
                owner_person=None,
                owner_organisation=world.organisations["charity"],
                reason="The team moved.",
                by=manager,
                at=AT,
            )
        assert Action.objects.get(pk=world.records["action"]).owner_organisation_id == world.organisations["school"]
        operations.reassign(
            action_ids=[world.records["action"]],
            owner_person=None,
            owner_organisation=world.organisations["charity"],
            reason="The team moved.",
            by=manager,
            at=AT,
        )
        assert Action.objects.get(pk=world.records["action"]).state == "agreed"
        as_viewer("outsider")
        assert Action.objects.filter(pk=world.records["action"]).exists(), "the new owners see it"

    def test_merging_carries_every_source_over(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        into = operations.merge(
            action_ids=[world.records["draft_action"]], into_id=world.records["action"], by=manager, at=AT
        )
        gone = Action.objects.get(pk=world.records["draft_action"])
        assert (gone.state, gone.merged_into_id) == ("merged", into.pk)
        assert into.record.upstream_links.filter(upstream=world.records["learning"]).exists()

    def test_chasing_tells_the_owner_and_counts_only_what_runs(self, world, as_viewer, told) -> None:
        count = operations.chase(
            action_ids=[world.records["action"], world.records["draft_action"], world.records["assured_action"]],
            by=as_viewer("manager"),
            at=AT,
        )
        assert count == 1
        assert "action.chased" in told("owner")


class TestRecording:
    def test_learning_on_an_assured_theme_asks_its_chair(self, world, as_viewer, told) -> None:
        manager = as_viewer("manager")
        place = Place(Group.objects.get(pk=world.groups["reviews"]))
        operations.record_learning(
            place=place,
            text="Advice on sleep differs again",
            heading=LearningHeading.PRACTICE,
            nature=LearningNature.DEVELOPMENT,
            themes=["safer sleep"],
            by=manager,
            at=AT,
        )
        assert Event.objects.filter(record_id=world.records["assured_action"], verb="thread.recurred").count() == 1
        assert "theme_recurred" in told("chair")

    @pytest.mark.parametrize("person", ["outsider", "owner", "learning_chair", "administrator"])
    def test_others_record_nothing_for_the_group(self, world, as_viewer, person: str) -> None:
        with pytest.raises(Refused, match="business unit and the group"):
            operations.write_action(
                group=Group.objects.get(pk=world.groups["reviews"]),
                draft=ActionDraft(text="Mine"),
                by=as_viewer(person),
                at=AT,
            )

    def test_a_written_action_is_its_groups_and_its_owners_alone(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        draft = ActionDraft(
            text="Ask each ward for its list",
            measure="All wards",
            owner_organisation=world.organisations["charity"],
            due_on=date(2026, 5, 1),
        )
        action = operations.write_action(
            group=Group.objects.get(pk=world.groups["reviews"]), draft=draft, by=manager, at=AT
        )
        for person, sees in (("member", True), ("outsider", True), ("learning_chair", False), ("colleague", False)):
            as_viewer(person)
            assert Action.objects.filter(pk=action.pk).exists() is sees, person

    def test_a_thread_never_runs_backwards(self, world, as_viewer) -> None:
        manager = as_viewer("manager")
        product, source = (
            Record.objects.get(pk=world.records["product"]),
            Record.objects.get(pk=world.records["source"]),
        )
        with pytest.raises(Refused, match="does not lead"):
            operations.join(upstream=product, downstream=source, by=manager, at=AT)


class TestEvidence:
    @pytest.mark.parametrize(
        ("name", "content", "says"),
        [
            ("empty.pdf", b"", "empty"),
            ("tool.exe", b"MZ" + b"0" * 20, "not a kind of file"),
            ("page.pdf", b"<html><script>alert(1)</script>", "not a PDF inside"),
            ("notes.docx", b"PK\x03\x04 no archive", "not a Word document inside"),
            ("page.txt", b"<script>alert(1)</script>", "not a Plain text inside"),
        ],
    )
    def test_what_is_not_what_it_says_is_refused(self, world, as_viewer, name: str, content: bytes, says: str) -> None:
        owner = as_viewer("owner")
        with pytest.raises(NotAllowed, match=says):
            documents.add(
                record=Record.objects.get(pk=world.records["action"]), name=name, content=content, by=owner, at=AT
            )

    def test_the_same_file_twice_is_kept_once(self, world, as_viewer) -> None:
        owner = as_viewer("owner")
        record = Record.objects.get(pk=world.records["action"])
        first = documents.add(record=record, name="list.pdf", content=PDF, by=owner, at=AT)
        assert documents.add(record=record, name="list.pdf", content=PDF, by=owner, at=AT).pk == first.pk
