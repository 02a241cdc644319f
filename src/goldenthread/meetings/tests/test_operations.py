"""Each operation: its row, its event, its notice, its refusal."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from goldenthread.history.actor import Actor
from goldenthread.history.models import Event
from goldenthread.meetings import operations, proposals
from goldenthread.meetings.models import (
    AgendaItem,
    AgendaPlace,
    Conflict,
    Decision,
    Invitee,
    Issue,
    IssuedItem,
    IssueReader,
    ItemAction,
    Meeting,
    Paper,
)
from goldenthread.meetings.operations import ItemDraft, Slot
from goldenthread.meetings.papers import Writer
from goldenthread.meetings.proposals import Occasion
from goldenthread.meetings.terms import Answer, Attendance, ItemKind, MeetingState, PaperKind
from goldenthread.meetings.tests.conftest import DAY, ON_THE_DAY, Room
from goldenthread.partnership import operations as partnership
from goldenthread.partnership.models import GroupMeeting
from goldenthread.records.models import Exclusion, NamedSight, Record
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.testing.world import AT, PDF, TODAY
from goldenthread.thread.operations import ActionDraft

S = MeetingState


def verbs(record_id: int) -> list[str]:
    return list(Event.objects.filter(record_id=record_id).order_by("pk").values_list("verb", flat=True))


# --- The year -------------------------------------------------------------------------------------------------------------


def test_a_year_is_set_at_once_with_its_people(room: Room) -> None:
    by = room.as_("manager", AT)
    slots = [Slot(date(2026, month, 14), time(10), time(12), "Town Hall") for month in (4, 5, 7)]
    made = operations.schedule(group=room.group, slots=slots, by=by, at=AT)
    assert [meeting.state for meeting in made] == ["planned"] * 3
    assert GroupMeeting.objects.filter(group=room.group, meets_on=date(2026, 5, 14)).exists()
    invited = {row.person_id: row.capacity for row in Invitee.objects.filter(meeting=made[0])}
    assert invited == {
        room.person("chair"): "chair", room.person("member"): "member", room.person("excluded"): "member",
        room.person("both"): "member",
    }  # fmt: skip
    assert verbs(made[0].pk) == ["meeting.set"]
    assert made[0].record.title == "Meeting of Practice Review Group, 14 April 2026"


def test_all_or_none_of_a_year_is_set(room: Room) -> None:
    before = Meeting.objects.count()
    with pytest.raises(Refused, match="already meets on 12 March 2026"), transaction.atomic():
        operations.schedule(
            group=room.group, slots=[Slot(date(2026, 4, 14)), Slot(DAY)], by=room.as_("manager", AT), at=AT
        )
    assert Meeting.objects.count() == before


@pytest.mark.parametrize("person", ["chair", "member", "outsider", "south_manager"])
def test_only_the_unit_sets_meetings(room: Room, person: str) -> None:
    with pytest.raises(Refused, match="business unit"):
        operations.schedule(group=room.group, slots=[Slot(date(2026, 4, 14))], by=room.as_(person, AT), at=AT)


def test_an_end_before_the_start_is_refused(room: Room) -> None:
    slot = Slot(date(2026, 4, 14), time(12), time(10))
    with pytest.raises(Refused, match="end after it starts"):
        operations.schedule(group=room.group, slots=[slot], by=room.as_("manager", AT), at=AT)


def test_a_day_is_taken_up_once(room: Room) -> None:
    by = room.as_("manager", AT)
    assert operations.take_up(day_id=room.meeting().day_id, by=by, at=AT).pk == room.id


def test_a_meeting_moves_with_its_day_and_asks_again(room: Room) -> None:
    chair = room.as_("chair", AT)
    operations.answer(meeting_id=room.id, what=Answer.ACCEPTED, by=chair, at=AT)
    slot = Slot(DAY + timedelta(days=7), time(9), time(11), "Library")
    moved = operations.move_meeting(meeting_id=room.id, seen=None, slot=slot, by=room.as_("manager", AT), at=AT)
    assert GroupMeeting.objects.get(pk=moved.day_id).meets_on == DAY + timedelta(days=7)
    assert set(Invitee.objects.filter(meeting=room.id).values_list("answer", flat=True)) == {"none"}
    assert moved.record.title.endswith("19 March 2026")
    assert moved.sequence == 1
    assert "meeting.moved" in verbs(room.id)


def test_a_new_time_on_the_same_day_keeps_the_answers(room: Room) -> None:
    operations.answer(meeting_id=room.id, what=Answer.ACCEPTED, by=room.as_("chair", AT), at=AT)
    operations.move_meeting(meeting_id=room.id, seen=None, slot=Slot(DAY, time(9)), by=room.as_("manager", AT), at=AT)
    assert Invitee.objects.get(meeting=room.id, person=room.person("chair")).answer == "accepted"


def test_a_move_onto_another_meeting_is_refused(room: Room) -> None:
    other = room.next_meeting()
    with pytest.raises(Refused, match="already meets"):
        operations.move_meeting(
            meeting_id=room.id, seen=None, slot=Slot(other.meets_on), by=room.as_("manager", AT), at=AT
        )


def test_two_officers_saving_at_once(room: Room) -> None:
    by = room.as_("manager", AT)
    seen = room.meeting().record.version
    operations.move_meeting(meeting_id=room.id, seen=seen, slot=Slot(DAY, time(9)), by=by, at=AT)
    with pytest.raises(ChangedMeanwhile):
        operations.move_meeting(meeting_id=room.id, seen=seen, slot=Slot(DAY, time(10)), by=by, at=AT)


def test_a_cancelled_meeting_gives_its_day_back_and_its_matters_on(room: Room) -> None:
    later = room.next_meeting()
    with pytest.raises(Refused, match="Give the reason"):
        room.move(S.CANCELLED)
    cancelled = room.move(S.CANCELLED, "The chair is ill")
    assert cancelled.day is None
    assert not GroupMeeting.objects.filter(group=room.group, meets_on=DAY).exists()
    assert AgendaItem.objects.get(pk=room.item_id).state == "deferred"
    assert verbs(room.id)[-1] == "meeting.cancelled"
    fresh = room.next_meeting(60)
    carried = set(AgendaItem.objects.filter(meeting=fresh).values_list("carried_from", flat=True))
    assert room.item_id in carried
    assert later.state == "planned"


def test_a_day_with_an_agenda_is_not_taken_away_below(room: Room) -> None:
    by = room.as_("manager", AT)
    with pytest.raises(partnership.NotAllowed, match="has an agenda"):
        partnership.remove_meeting(group_id=room.group.pk, meets_on=DAY, by=Actor(by.name, by.person_id), at=AT)


# --- The agenda -----------------------------------------------------------------------------------------------------------


def test_what_is_due_is_proposed_and_goes_on_once(room: Room) -> None:
    by = room.as_("manager", AT)
    occasion = Occasion(room.meeting().partnership_id, room.group.pk, "Reviews", room.id, DAY)
    found = {one.key: one for one in proposals.gather(by, occasion)}
    assert {"actions:late", f"sign:{room.world.records['reported_action']}"} <= set(found)  # type: ignore[attr-defined]
    assert found["actions:late"].papers == (PaperKind.ACTION_LOG,)
    made = operations.accept_proposals(meeting_id=room.id, proposals=found.values(), by=by, at=AT)
    assert len(made) == len(found)
    with pytest.raises(Refused, match="not on the agenda yet"):
        operations.accept_proposals(meeting_id=room.id, proposals=found.values(), by=by, at=AT)


def test_another_room_offers_items(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "PROPOSERS", [])
    one = proposals.Proposal("late:returns", "Returns that are late", ItemKind.OTHER, proposals.Purpose.NOTE, "Two.")
    proposals.offer(lambda viewer, occasion: [one])
    occasion = Occasion(1, room.group.pk, "Reviews", room.id, DAY)
    assert proposals.gather(room.as_("manager", AT), occasion) == [one]


def test_a_decision_without_a_quorum_comes_back_to_be_confirmed(room: Room) -> None:
    room.open("chair")
    decision = room.decide()
    later = room.next_meeting()
    occasion = Occasion(later.partnership_id, room.group.pk, "Reviews", later.pk, later.meets_on)
    found = {one.key: one for one in proposals.gather(room.as_("manager"), occasion)}
    assert found[f"confirm:{decision.pk}"].about_id == room.item_id
    room.move(S.DRAFTED)
    found = {one.key: one for one in proposals.gather(room.as_("manager"), occasion)}
    assert found[f"minutes:{room.id}"].papers == (PaperKind.LAST_MINUTES,)


def test_items_move_and_their_places_stay_whole(room: Room) -> None:
    third = room.add("Any other business")
    operations.move_item(item_id=third.pk, by_places=-1, by=room.as_("manager", AT), at=AT)
    order = list(AgendaPlace.objects.filter(meeting=room.id).order_by("position").values_list("item_id", "position"))
    assert order == [(room.item_id, 1), (third.pk, 2), (room.closed_id, 3)]


def test_an_item_that_is_taken_off_leaves_its_record(room: Room) -> None:
    operations.remove_item(item_id=room.item_id, seen=None, by=room.as_("manager", AT), at=AT)
    assert room.item().state == "removed"
    assert list(AgendaPlace.objects.filter(meeting=room.id).values_list("item_id", "position")) == [(room.closed_id, 1)]


def test_an_item_with_a_decision_stays(room: Room) -> None:
    room.open("chair", "member", "both")
    room.decide()
    with pytest.raises(Refused, match="so it stays"):
        operations.remove_item(item_id=room.item_id, seen=None, by=room.as_("manager"), at=ON_THE_DAY)


def test_members_do_not_change_the_agenda(room: Room) -> None:
    with pytest.raises(Refused, match="chair do this"):
        operations.add_item(meeting_id=room.id, draft=ItemDraft("Mine"), by=room.as_("member", AT), at=AT)


def test_the_same_file_is_one_paper(room: Room) -> None:
    by = room.as_("manager", AT)
    for _ in range(2):
        operations.add_document(item_id=room.item_id, name="a.pdf", content=PDF, title="A", by=by, at=AT)
    assert Paper.objects.filter(item=room.item_id, kind="document").count() == 1


def test_an_item_put_off_goes_on_the_next_agenda_with_its_conflicts_and_papers(room: Room) -> None:
    later = room.next_meeting()
    room.open("chair", "member", "both")
    by = room.as_("manager")
    operations.add_paper(item_id=room.closed_id, kind=PaperKind.ACTION_LOG, title="", by=by, at=ON_THE_DAY)
    operations.defer_item(item_id=room.closed_id, seen=None, reason="No time", by=by, at=ON_THE_DAY)
    carried = AgendaItem.objects.get(meeting=later, carried_from=room.closed_id)
    assert Conflict.objects.filter(item=carried, person=room.person("excluded")).exists()
    assert Exclusion.objects.filter(record=carried.record, person=room.person("excluded")).exists()
    assert Paper.objects.filter(item=carried, kind="action_log").exists()
    assert "meeting.deferred" in verbs(room.closed_id)


# --- Issuing --------------------------------------------------------------------------------------------------------------


def test_issuing_keeps_what_went_out_and_to_whom(room: Room) -> None:
    issue = room.issue()
    assert room.meeting().state == "issued"
    assert issue.version == 1
    readers = set(IssueReader.objects.filter(issue=issue).values_list("person_id", flat=True))
    assert {room.person(name) for name in ("chair", "member", "excluded", "both", "manager", "officer")} == readers
    content = IssuedItem.objects.get(issue=issue, item=room.item_id).content
    assert content["title"] == "Safer sleep in every service"
    assert [paper["kind"] for paper in content["papers"]] == ["action_log", "learning"]
    assert "meeting.issued" in verbs(room.id)


@pytest.mark.parametrize(("at", "told"), [((22, 30), False), ((23, 30), True)])
def test_learning_since_the_last_meeting_counts_england_s_days(room: Room, at: tuple[int, int], told: bool) -> None:
    room.as_("manager", AT)
    summer = date(2026, 7, 10)
    Meeting.objects.filter(pk=room.id).update(meets_on=summer)
    later = room.next_meeting(150)
    held = Record.objects.filter(pk=room.world.records["learning"])
    held.update(opened_at=datetime(2026, 7, 9, *at, tzinfo=UTC))
    rows = Writer(later, room.as_("manager"))._learning()["rows"]
    assert (room.world.records["learning"] in [row["record"] for row in rows]) is told


def test_the_next_version_says_what_changed(room: Room) -> None:
    room.issue()
    with pytest.raises(Refused, match="what changed"):
        room.issue()
    room.add("Added since")
    assert room.issue("One item was added").version == 2
    assert Issue.objects.filter(meeting=room.id).count() == 2


def test_whoever_is_kept_out_of_an_item_does_not_issue_it(room: Room) -> None:
    operations.declare_conflict(item_id=room.item_id, reason="My team", by=room.as_("chair", AT), at=AT)
    with pytest.raises(Refused, match="kept out of an item"):
        operations.issue(meeting_id=room.id, seen=None, note="", by=room.as_("chair", AT), at=AT)


def test_an_empty_agenda_is_not_issued(room: Room) -> None:
    fresh = room.next_meeting()
    with pytest.raises(Refused, match="at least one item"):
        operations.issue(meeting_id=fresh.pk, seen=None, note="", by=room.as_("manager"), at=ON_THE_DAY)


def test_names_are_taken_out_where_the_group_asks(room: Room) -> None:
    operations.set_group(
        group=room.group, pseudonymise=True, standing=("Welcome",), item_minutes=5, by=room.as_("manager", AT), at=AT
    )
    issue = room.issue()
    text = str(IssuedItem.objects.get(issue=issue, item=room.item_id).content)
    assert "Agency member, Alder Park School" in text
    assert "Owner, Alder" not in text


def test_standing_items_begin_every_new_agenda(room: Room) -> None:
    operations.set_group(
        group=room.group, pseudonymise=False, standing=("Welcome", " "), item_minutes=5, by=room.as_("chair", AT), at=AT
    )
    fresh = room.next_meeting()
    assert [item.record.title for item in AgendaItem.objects.filter(meeting=fresh).select_related("record")] == [
        "Welcome"
    ]


# --- Answers --------------------------------------------------------------------------------------------------------------


def test_apologies_are_stored_and_the_unit_is_told(room: Room) -> None:
    row = operations.answer(meeting_id=room.id, what=Answer.APOLOGIES, note="Leave", by=room.as_("member", AT), at=AT)
    assert (row.answer, row.note) == ("apologies", "Leave")
    assert "meeting.answered" in verbs(room.id)
    room.as_("manager", AT)
    assert Event.objects.filter(record_id=room.id, verb="meeting.answered").get().sentence == "Apologies"


def test_nobody_answers_for_another_unless_they_lead(room: Room) -> None:
    with pytest.raises(Refused, match="chair do this"):
        operations.answer(
            meeting_id=room.id, what=Answer.ACCEPTED, for_person=room.person("chair"), by=room.as_("member", AT), at=AT
        )
    row = operations.answer(
        meeting_id=room.id, what=Answer.ACCEPTED, for_person=room.person("member"), by=room.as_("manager", AT), at=AT
    )
    assert row.answer == "accepted"


def test_whoever_is_not_invited_does_not_answer(room: Room) -> None:
    with pytest.raises(Refused, match="not invited"):
        operations.answer(meeting_id=room.id, what=Answer.ACCEPTED, by=room.as_("manager", AT), at=AT)


def test_a_deputy_sees_this_meeting_and_nothing_else(room: Room) -> None:
    before = set(Record.objects.visible_to(room.as_("learning_chair", AT)).values_list("pk", flat=True))  # type: ignore[attr-defined]
    operations.answer(
        meeting_id=room.id,
        what=Answer.DEPUTY,
        deputy_id=room.person("learning_chair"),
        by=room.as_("member", AT),
        at=AT,
    )
    deputy = room.as_("learning_chair", AT)
    seen = set(Record.objects.visible_to(deputy).values_list("pk", flat=True))  # type: ignore[attr-defined]
    assert seen - before == {room.id, room.item_id, room.closed_id}
    assert set(Record.objects.values_list("pk", flat=True)) == seen, "the database alone says otherwise"
    row = Invitee.objects.get(meeting=room.id, person=room.person("learning_chair"))
    assert (row.capacity, row.organisation_id) == ("deputy", room.world.organisations["trust"])  # type: ignore[attr-defined]
    later = room.as_("learning_chair", ON_THE_DAY + timedelta(days=40))
    assert not Record.objects.visible_to(later).filter(pk=room.id).exists()  # type: ignore[attr-defined]


def test_a_deputy_sees_what_is_added_later(room: Room) -> None:
    operations.answer(
        meeting_id=room.id,
        what=Answer.DEPUTY,
        deputy_id=room.person("learning_chair"),
        by=room.as_("member", AT),
        at=AT,
    )
    fresh = room.add("Added later")
    assert Record.objects.visible_to(room.as_("learning_chair")).filter(pk=fresh.pk).exists()  # type: ignore[attr-defined]


def test_a_deputy_who_is_not_needed_any_more_sees_nothing(room: Room) -> None:
    by = room.as_("member", AT)
    operations.answer(meeting_id=room.id, what=Answer.DEPUTY, deputy_id=room.person("learning_chair"), by=by, at=AT)
    operations.answer(meeting_id=room.id, what=Answer.ACCEPTED, by=room.as_("member", AT), at=AT)
    deputy = room.as_("learning_chair", AT)
    assert not Record.objects.visible_to(deputy).filter(pk=room.id).exists()  # type: ignore[attr-defined]
    assert NamedSight.objects.filter(person=room.person("learning_chair"), ends_on__gt=TODAY).count() == 0


@pytest.mark.parametrize(
    ("deputy", "words"),
    [("owner", "has to work for"), ("member", "someone else"), ("administrator", "has to work for")],
)
def test_a_deputy_works_for_the_same_organisation(room: Room, deputy: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        operations.answer(
            meeting_id=room.id, what=Answer.DEPUTY, deputy_id=room.person(deputy), by=room.as_("member", AT), at=AT
        )


def test_a_guest_is_asked_with_a_reason_and_sees_the_meeting(room: Room) -> None:
    by = room.as_("manager", AT)
    with pytest.raises(Refused, match="what they are asked for"):
        operations.invite_guest(meeting_id=room.id, person_id=room.person("owner"), reason=" ", by=by, at=AT)
    operations.invite_guest(meeting_id=room.id, person_id=room.person("owner"), reason="Item 1", by=by, at=AT)
    assert Record.objects.visible_to(room.as_("owner", AT)).filter(pk=room.item_id).exists()  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="invited already"):
        operations.invite_guest(
            meeting_id=room.id, person_id=room.person("owner"), reason="Item 1", by=room.as_("manager", AT), at=AT
        )


# --- On the day -----------------------------------------------------------------------------------------------------------


def test_a_meeting_is_not_opened_before_its_day(room: Room) -> None:
    with pytest.raises(Refused, match="on its day"):
        operations.move(meeting_id=room.id, seen=None, to=S.IN_SESSION, by=room.as_("manager", AT), at=AT)


def test_attendance_with_its_times(room: Room) -> None:
    room.open("member")
    row = Invitee.objects.get(meeting=room.id, person=room.person("member"))
    assert (row.attendance, row.arrived_at) == ("present", ON_THE_DAY)
    room.attend("member", Attendance.LEFT)
    row.refresh_from_db()
    assert (row.attendance, row.left_at) == ("left", ON_THE_DAY)
    with pytest.raises(Refused, match="can leave"):
        room.attend("both", Attendance.LEFT)
    room.attend("member")
    row.refresh_from_db()
    assert (row.attendance, row.left_at) == ("present", None)


def test_attendance_is_taken_while_it_is_held(room: Room) -> None:
    with pytest.raises(Refused, match="while the meeting is held"):
        room.attend("member")


def test_a_decision_with_a_quorum_stands(room: Room) -> None:
    room.open("chair", "member", "both")
    decision = room.decide(dissents={room.person("both"): "Too soon"})
    assert (decision.state, decision.missing) == ("made", "")
    assert [(row.person_id, row.words) for row in decision.dissents.all()] == [(room.person("both"), "Too soon")]  # type: ignore[attr-defined]
    assert "meeting.decided" in verbs(room.item_id)


def test_a_decision_without_a_quorum_is_provisional_until_it_is_settled(room: Room) -> None:
    room.open("member", "both")
    decision = room.decide()
    assert decision.state == "provisional"
    assert decision.missing == (
        "the chair or vice chair is not there; 1 more member needed; 1 more organisation needed; nobody from the sector police"
    )
    with pytest.raises(Refused, match="at which meeting"):
        operations.settle_decision(
            item_id=room.item_id, number=1, confirmed=True, how="", by=room.as_("manager"), at=ON_THE_DAY
        )
    operations.settle_decision(
        item_id=room.item_id, number=1, confirmed=True, how="in writing", by=room.as_("chair"), at=ON_THE_DAY
    )
    decision.refresh_from_db()
    assert (decision.state, decision.settled_how, decision.settled_on) == ("confirmed", "in writing", DAY)
    with pytest.raises(Refused, match="settled already"):
        operations.settle_decision(
            item_id=room.item_id, number=1, confirmed=False, how="again", by=room.as_("manager"), at=ON_THE_DAY
        )


def test_a_conflict_takes_a_member_out_of_the_quorum_of_that_item(room: Room) -> None:
    room.open("chair", "member", "both")
    operations.declare_conflict(item_id=room.item_id, reason="My own team", by=room.as_("member"), at=ON_THE_DAY)
    assert room.decide().state == "provisional"
    other = room.add("Another matter")
    made = operations.decide(item_id=other.pk, text="Yes", reasons="Clear", by=room.as_("manager"), at=ON_THE_DAY)
    assert made.state == "made"


@pytest.mark.parametrize(("text", "reasons"), [("", "because"), ("yes", " ")])
def test_a_decision_has_words_and_reasons(room: Room, text: str, reasons: str) -> None:
    room.open("chair")
    with pytest.raises(Refused, match="Write"):
        operations.decide(item_id=room.item_id, text=text, reasons=reasons, by=room.as_("manager"), at=ON_THE_DAY)


def test_a_member_does_not_record_decisions(room: Room) -> None:
    room.open("chair")
    with pytest.raises(Refused, match="chair do this"):
        room.decide(by="member")


def test_decisions_wait_for_the_meeting(room: Room) -> None:
    with pytest.raises(Refused, match="while the meeting is held"):
        room.decide()


def test_an_action_made_at_the_meeting_is_the_thread_s_and_keeps_the_conflict(room: Room) -> None:
    room.open("chair", "member", "both")
    action = operations.act(
        item_id=room.closed_id, draft=ActionDraft(text="Write the standard down"), by=room.as_("manager"), at=ON_THE_DAY
    )
    assert ItemAction.objects.get(item=room.closed_id).action_id == action.pk
    assert action.state == "draft"
    assert not Record.objects.visible_to(room.as_("excluded")).filter(pk=action.pk).exists()  # type: ignore[attr-defined]
    assert Record.objects.visible_to(room.as_("member")).filter(pk=action.pk).exists()  # type: ignore[attr-defined]


# --- Conflicts ------------------------------------------------------------------------------------------------------------


def test_access_ends_at_once_in_both_lines(room: Room) -> None:
    by = room.as_("member", AT)
    operations.add_document(
        item_id=room.item_id, name="a.pdf", content=PDF, title="A", by=room.as_("manager", AT), at=AT
    )
    issue = room.issue()
    by = room.as_("member", AT)
    assert IssuedItem.objects.filter(issue=issue, item=room.item_id).exists()
    operations.declare_conflict(item_id=room.item_id, reason="My own team", by=by, at=AT)
    member = room.as_("member", AT)
    assert not AgendaItem.objects.visible_to(member).filter(pk=room.item_id).exists()  # type: ignore[attr-defined]
    for model in (AgendaItem, Paper, IssuedItem, Conflict):
        column = "pk" if model is AgendaItem else "item"
        assert not model.objects.filter(**{column: room.item_id}).exists(), model
    assert AgendaPlace.objects.filter(item_id=room.item_id).exists(), "that there is an item stays known"
    room.as_("chair", AT)
    assert Conflict.objects.get(item=room.item_id, person=room.person("member")).reason == "My own team"
    assert "meeting.conflict" in verbs(room.item_id)


def test_a_conflict_goes_with_the_record_that_is_the_paper(room: Room) -> None:
    about = Record.objects.get(pk=room.world.records["source"]) if room.as_("manager", AT) else None  # type: ignore[attr-defined]
    item = operations.add_item(
        meeting_id=room.id,
        draft=ItemDraft("The review", kind=ItemKind.RECORD, about_id=about.pk),
        by=room.as_("manager", AT),
        at=AT,
    )
    operations.declare_conflict(item_id=item.pk, reason="A relative", by=room.as_("member", AT), at=AT)
    assert not Record.objects.visible_to(room.as_("member", AT)).filter(pk=about.pk).exists()  # type: ignore[attr-defined, union-attr]


def test_a_conflict_goes_with_the_matter_to_the_meeting_before(room: Room) -> None:
    later = room.next_meeting()
    room.open("chair", "member", "both")
    operations.defer_item(item_id=room.item_id, seen=None, reason="No time", by=room.as_("manager"), at=ON_THE_DAY)
    carried = AgendaItem.objects.get(meeting=later, carried_from=room.item_id)
    operations.declare_conflict(item_id=carried.pk, reason="A relative", by=room.as_("member"), at=ON_THE_DAY)
    seen = Record.objects.visible_to(room.as_("member")).filter(pk__in=[carried.pk, room.item_id])  # type: ignore[attr-defined]
    assert not seen.exists()


def test_a_conflict_is_declared_once_with_a_reason(room: Room) -> None:
    with pytest.raises(Refused, match="Say what the conflict is"):
        operations.declare_conflict(item_id=room.item_id, reason=" ", by=room.as_("member", AT), at=AT)
    with pytest.raises(Refused, match="declared already"):
        operations.declare_conflict(
            item_id=room.closed_id,
            reason="Again",
            for_person=room.person("excluded"),
            by=room.as_("manager", AT),
            at=AT,
        )
    with pytest.raises(Refused, match="invited to the meeting"):
        operations.declare_conflict(
            item_id=room.item_id, reason="Hm", for_person=room.person("outsider"), by=room.as_("manager", AT), at=AT
        )


# --- Minutes --------------------------------------------------------------------------------------------------------------


def test_from_planned_to_sealed(room: Room) -> None:
    sealed = room.to_sealed()
    assert sealed.state == "sealed"
    assert len(sealed.digest) == 64
    item = room.item()
    assert item.sealed["decisions"][0]["text"] == "Every service adopts the standard"
    assert item.digest in sealed.sealed["items"]  # type: ignore[index]
    assert [row["name"] for row in sealed.sealed["present"]] == ["Chair", "Both", "Member"]  # type: ignore[index]
    assert verbs(room.id)[-1] == "meeting.sealed"


@pytest.mark.parametrize(
    "statement",
    [
        "update meetings_meeting set place = 'Elsewhere' where record_id = %(meeting)s",
        "update meetings_meeting set sealed = null, digest = '', state = 'drafted' where record_id = %(meeting)s",
        "update meetings_agendaitem set minutes = 'Otherwise' where record_id = %(item)s",
        "update meetings_decision set text = 'No' where record_id = %(item)s",
        "update meetings_invitee set attendance = 'absent' where record_id = %(meeting)s",
        "update meetings_agendaplace set position = 9 where record_id = %(meeting)s",
    ],
)
def test_what_is_sealed_does_not_change(room: Room, statement: str) -> None:
    room.to_sealed()
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="do not change"), transaction.atomic():
        cursor.execute(statement, {"meeting": room.id, "item": room.item_id})


def test_a_provisional_decision_is_confirmed_after_the_seal(room: Room) -> None:
    room.open("chair")
    room.decide()
    room.move(S.DRAFTED)
    for item in (room.item_id, room.closed_id):
        operations.write_minutes(item_id=item, seen=None, text="Said.", by=room.as_("manager"), at=ON_THE_DAY)
    room.move(S.CIRCULATED)
    room.move(S.SEALED, "in writing")
    operations.settle_decision(
        item_id=room.item_id, number=1, confirmed=True, how="in writing", by=room.as_("manager"), at=ON_THE_DAY
    )
    assert Decision.objects.get(item=room.item_id).state == "confirmed"


def test_minutes_need_words_before_they_go_round(room: Room) -> None:
    room.open("chair")
    room.move(S.DRAFTED)
    AgendaItem.objects.filter(pk=room.item_id).update(minutes="")
    with pytest.raises(Refused, match="Write the minutes of every item"):
        room.move(S.CIRCULATED)


def test_a_meeting_nobody_came_to_is_not_closed(room: Room) -> None:
    room.open()
    with pytest.raises(Refused, match="Say who was present"):
        room.move(S.DRAFTED)


def test_approval_says_how(room: Room) -> None:
    room.open("chair", "member", "both")
    room.decide()
    room.move(S.DRAFTED)
    operations.write_minutes(item_id=room.closed_id, seen=None, text="Said.", by=room.as_("manager"), at=ON_THE_DAY)
    room.move(S.CIRCULATED)
    with pytest.raises(Refused, match="at which meeting, or how else"):
        room.move(S.SEALED)


def test_members_comment_while_the_minutes_are_out(room: Room) -> None:
    room.open("chair", "member", "both")
    room.decide()
    with pytest.raises(Refused, match="between the meeting and the approval"):
        operations.comment(item_id=room.item_id, text="Hm", by=room.as_("member"), at=ON_THE_DAY)
    room.move(S.DRAFTED)
    operations.write_minutes(item_id=room.closed_id, seen=None, text="Said.", by=room.as_("manager"), at=ON_THE_DAY)
    room.move(S.CIRCULATED)
    row = operations.comment(item_id=room.item_id, text="I said more", by=room.as_("member"), at=ON_THE_DAY)
    by = room.as_("manager")
    settled = operations.settle_comment(item_id=room.item_id, comment_id=row.pk, by=by, at=ON_THE_DAY)
    assert settled.settled_at == ON_THE_DAY
    with pytest.raises(Refused, match="not on this item"):
        operations.settle_comment(item_id=room.closed_id, comment_id=row.pk, by=by, at=ON_THE_DAY)


def test_whoever_is_kept_out_of_an_item_does_not_seal_it(room: Room) -> None:
    room.open("chair", "member", "both")
    room.decide()
    room.move(S.DRAFTED)
    operations.write_minutes(item_id=room.closed_id, seen=None, text="Said.", by=room.as_("manager"), at=ON_THE_DAY)
    operations.declare_conflict(item_id=room.item_id, reason="Mine", by=room.as_("chair"), at=ON_THE_DAY)
    room.move(S.CIRCULATED)
    with pytest.raises(Refused, match="kept out of an item"):
        room.move(S.SEALED, "in writing", by="chair")


def test_two_writers_of_the_same_minutes(room: Room) -> None:
    room.open("chair")
    seen = room.item().record.version
    operations.write_minutes(item_id=room.item_id, seen=seen, text="One", by=room.as_("manager"), at=ON_THE_DAY)
    with pytest.raises(ChangedMeanwhile):
        operations.write_minutes(item_id=room.item_id, seen=seen, text="Two", by=room.as_("officer"), at=ON_THE_DAY)
