"""What becomes of a review's actions after it, by the numbers of the domain's list: stepped across, handed over, refused, disproved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from goldenthread.core.dates import PartialDate
from goldenthread.documents import operations as documents
from goldenthread.history.queries import events_of
from goldenthread.partnership.models import Group
from goldenthread.practice_reviews import operations
from goldenthread.practice_reviews.models import Child, Review
from goldenthread.practice_reviews.queries import learning_of
from goldenthread.practice_reviews.terms import Care, Outcome, Plan, Sex
from goldenthread.practice_reviews.tests.conftest import WHY, child, incident
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.testing.world import AT, PDF, TODAY
from goldenthread.thread import operations as thread
from goldenthread.thread.models import Action
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.terms import ActionState, LearningHeading, LearningNature


@pytest.fixture
def manager(as_viewer):  # type: ignore[no-untyped-def]
    return as_viewer("manager")


@pytest.fixture
def row(world, manager) -> Review:  # type: ignore[no-untyped-def]
    return incident(world, manager)


def group(world: Any, key: str = "reviews") -> Group:
    return Group.objects.get(pk=world.groups[key])


def agreed(world: Any, row: Review, by: Any, owner: str = "school", text: str = "Change the form") -> Action:
    """An action from a review, agreed by the group and waiting for its owner."""
    draft = thread.ActionDraft(
        text=text, measure="Twenty forms name everyone", due_on=TODAY + timedelta(days=30),
        owner_organisation=world.organisations[owner],
    )  # fmt: skip
    made = thread.write_action(group=group(world), draft=draft, by=by, at=AT, comes_from=[row.record])
    return thread.move(action_id=made.pk, seen=None, to=ActionState.AGREED, by=by, at=AT)


def again(action: Action) -> Action:
    return Action.objects.select_related("record").get(pk=action.pk)


def test_16_stepped_across_bounced_back_and_the_review_still_shows_it(world, row, manager) -> None:
    action = agreed(world, row, manager)
    thread.offer(action_id=action.pk, seen=None, receiver=group(world, "learning"), reason="It is training", by=manager, at=AT)  # fmt: skip
    thread.answer_step(action_id=action.pk, seen=None, accepted=False, reason="There is no course for it", by=manager, at=AT)  # fmt: skip
    assert again(action).record.group_id == world.groups["reviews"]
    thread.offer(action_id=action.pk, seen=None, receiver=group(world, "learning"), reason="Now there is one", by=manager, at=AT)  # fmt: skip
    thread.answer_step(action_id=action.pk, seen=None, accepted=True, reason="", by=manager, at=AT)
    assert again(action).record.group_id == world.groups["learning"]
    assert [each.pk for each in learning_of(manager, row)[1]] == [action.pk]
    assert any("There is no course for it" in event.sentence for event in events_of(action.pk))


def test_16_nothing_steps_across_to_a_group_that_has_ended_and_its_name_stays(world, row, manager) -> None:
    action, ended = agreed(world, row, manager), group(world, "learning")
    ended.ends_on = TODAY
    with pytest.raises(Refused, match="has ended"):
        thread.offer(action_id=action.pk, seen=None, receiver=ended, reason="It is training", by=manager, at=AT)


def test_17_an_agency_that_merges_hands_over_its_actions_at_once_with_their_history(world, row, manager) -> None:
    held = [agreed(world, row, manager, text=f"Change form {number}") for number in range(3)]
    thread.reassign(
        action_ids=[each.pk for each in held], owner_person=None, owner_organisation=world.organisations["trust"],
        reason="The school became part of a trust", by=manager, at=AT,
    )  # fmt: skip
    for each in held:
        assert again(each).owner_organisation_id == world.organisations["trust"]
        assert any("became part of a trust" in event.sentence for event in events_of(each.pk))


def test_18_done_without_evidence_is_not_done_and_evidence_after_closing_stays(world, row, manager, as_viewer) -> None:
    action = agreed(world, row, manager)
    owner = as_viewer("owner")
    thread.move(action_id=action.pk, seen=None, to=ActionState.ACCEPTED, by=owner, at=AT)
    with pytest.raises(Refused, match="evidence"):
        thread.move(action_id=action.pk, seen=None, to=ActionState.REPORTED, by=owner, at=AT)
    documents.add(record=action.record, name="form.pdf", content=PDF, by=owner, at=AT)
    thread.move(action_id=action.pk, seen=None, to=ActionState.REPORTED, by=owner, at=AT)
    thread.move(action_id=action.pk, seen=None, to=ActionState.DELIVERED, by=as_viewer("chair"), at=AT)
    documents.add(record=action.record, name="later.txt", content=b"Twenty forms, all of them named.", by=as_viewer("manager"), at=AT)  # fmt: skip
    assert again(action).state == ActionState.DELIVERED.value


def test_18_an_action_whose_effect_did_not_last_is_taken_up_again_with_the_reason(
    world, row, manager, as_viewer
) -> None:
    action = agreed(world, row, manager)
    owner = as_viewer("owner")
    thread.move(action_id=action.pk, seen=None, to=ActionState.ACCEPTED, by=owner, at=AT)
    documents.add(record=action.record, name="form.pdf", content=PDF, by=owner, at=AT)
    thread.move(action_id=action.pk, seen=None, to=ActionState.REPORTED, by=owner, at=AT)
    chair = as_viewer("chair")
    thread.move(action_id=action.pk, seen=None, to=ActionState.DELIVERED, by=chair, at=AT)
    thread.move(action_id=action.pk, seen=None, to=ActionState.ACCEPTED, reason="The same theme was seen again", by=chair, at=AT)  # fmt: skip
    assert again(action).state == ActionState.ACCEPTED.value
    assert any("The same theme was seen again" in event.sentence for event in events_of(action.pk))


def test_19_an_agency_refuses_with_reasons_and_not_without(world, row, manager, as_viewer) -> None:
    action = agreed(world, row, manager)
    owner = as_viewer("owner")
    with pytest.raises(Refused, match="reason"):
        thread.move(action_id=action.pk, seen=None, to=ActionState.DRAFT, by=owner, at=AT)
    thread.move(action_id=action.pk, seen=None, to=ActionState.DRAFT, reason="The form is set nationally", by=owner, at=AT)  # fmt: skip
    assert again(action).state == ActionState.DRAFT.value
    assert any("The form is set nationally" in event.sentence for event in events_of(action.pk))


def test_15_one_action_for_two_reviews_and_closing_one_review_leaves_it_open(world, row, manager) -> None:
    other = incident(world, manager, name="Plover")
    into, gone = agreed(world, row, manager), agreed(world, other, manager, text="Change that form too")
    thread.merge(into_id=into.pk, action_ids=[gone.pk], by=manager, at=AT)
    for each in (row, other):
        assert into.pk in {action.pk for action in learning_of(manager, each)[1]}
    operations.decide(review_id=other.pk, seen=None, notifies=False, why=WHY, decided_by="Director", on=TODAY, by=manager, at=AT)  # fmt: skip
    operations.close(review_id=other.pk, seen=None, why=WHY, by=manager, at=AT)
    assert again(into).state == ActionState.AGREED.value


def test_22_not_known_is_neither_no_nor_none_and_what_was_recorded_stays_as_it_was_written(world, row, manager) -> None:
    held = child(row, manager, ethnicity="White British (2021 list)", care=Care.UNKNOWN, plan=Plan.UNKNOWN)
    assert (held.sex, held.care, held.plan) == (Sex.UNKNOWN.value, Care.UNKNOWN.value, Plan.UNKNOWN.value)
    assert Care.UNKNOWN is not Care.NO
    assert Plan.UNKNOWN is not Plan.NONE
    draft = operations.ChildDraft("Child A", Outcome.HARMED, sex=Sex.FEMALE, ethnicity="White British (2021 list)")
    operations.edit_child(child_id=held.pk, seen=None, draft=draft, by=manager, at=AT)
    assert Child.objects.get(pk=held.pk).ethnicity == "White British (2021 list)"


def test_learning_from_a_review_is_on_the_thread_with_the_review_above_it(world, row, manager) -> None:
    point = thread.record_learning(
        place=Place(group(world), PartialDate.of(TODAY)), text="Ask who lives there", nature=LearningNature.GOOD_PRACTICE,
        heading=LearningHeading.PRACTICE, themes=[], sources=[row.record], by=manager, at=AT,
    )  # fmt: skip
    assert [each.pk for each in learning_of(manager, row)[0]] == [point.pk]
    assert Record.objects.get(pk=row.pk).kind == "review"
