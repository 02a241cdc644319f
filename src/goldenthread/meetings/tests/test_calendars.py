"""Invitations that calendars read, and replies that count only from whom they were meant for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from goldenthread.meetings import operations
from goldenthread.meetings.calendars import NotAReply, invitation, read_reply, uid
from goldenthread.meetings.models import Invitee
from goldenthread.meetings.operations import Slot, answer_by_calendar
from goldenthread.meetings.terms import Answer, MeetingState
from goldenthread.meetings.tests.conftest import DAY, ON_THE_DAY, Room
from goldenthread.testing.world import AT

REPLY = """BEGIN:VCALENDAR
PRODID:-//Somebody//Calendar//EN
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20260302T093000Z
DTSTART:20260312T140000Z
SEQUENCE:0
ATTENDEE;PARTSTAT={status};CN=Somebody:MAILTO:{address}
END:VEVENT
END:VCALENDAR
"""


def reply(key: str, *, address: str = "member@north.example", status: str = "ACCEPTED", method: str = "REPLY") -> str:
    return REPLY.format(uid=key, address=address, status=status, method=method).replace("\n", "\r\n")


@pytest.fixture
def key(room: Room) -> str:
    room.as_("manager", AT)
    row = Invitee.objects.get(meeting=room.id, person=room.person("member"))
    return uid(room.meeting(), row)


def made(room: Room) -> Calendar:
    row = Invitee.objects.select_related("person").get(meeting=room.id, person=room.person("member"))
    content = invitation(room.meeting(), row, address="https://one.example/x/", organiser="us@one.example", at=AT)
    return Calendar.from_ical(content)


def test_an_invitation_says_when_and_where_and_nothing_of_what(room: Room, key: str) -> None:
    room.as_("manager", AT)
    calendar = made(room)
    event = calendar.walk("VEVENT")[0]
    assert str(calendar["method"]) == "REQUEST"
    assert str(event["uid"]) == key
    assert str(event["summary"]) == f"Practice Review Group ({room.meeting().record.reference})"
    assert "Safer sleep" not in calendar.to_ical().decode()
    assert event["attendee"].params["rsvp"] == "TRUE"
    assert str(event["organizer"]).lower() == "mailto:us@one.example"
    assert event.decoded("dtstart") == DAY


def test_a_time_is_england_s_and_changes_are_counted(room: Room) -> None:
    from datetime import time

    by = room.as_("manager", AT)
    slot = Slot(DAY + timedelta(days=30), time(14), time(16), "Town Hall")
    operations.move_meeting(meeting_id=room.id, seen=None, slot=slot, by=by, at=AT)
    event = made(room).walk("VEVENT")[0]
    assert event["sequence"] == 1
    assert event.decoded("dtstart").isoformat() == "2026-04-11T14:00:00+01:00"
    assert event.decoded("dtend").hour == 16
    assert str(event["location"]) == "Town Hall"


def test_a_cancelled_meeting_is_taken_out_of_calendars(room: Room) -> None:
    room.move(MeetingState.CANCELLED, "No chair")
    assert str(made(room)["method"]) == "CANCEL"


@pytest.mark.parametrize(
    ("status", "answer"), [("ACCEPTED", "accepted"), ("DECLINED", "apologies"), ("TENTATIVE", "tentative")]
)
def test_a_reply_is_an_answer(room: Room, key: str, status: str, answer: str) -> None:
    taken = answer_by_calendar(text=reply(key, status=status), sender="Member@North.example", at=AT)
    assert taken.taken
    room.as_("manager", AT)
    row = Invitee.objects.get(meeting=room.id, person=room.person("member"))
    assert (row.answer, row.by_calendar) == (answer, True)


@pytest.mark.parametrize(
    ("change", "sender"),
    [
        ({}, "both@north.example"),  # another person's mailbox sends it on
        ({"address": "both@north.example"}, "both@north.example"),  # and even answers in its own name
        ({"address": "both@north.example"}, "member@north.example"),
        ({}, "nobody@elsewhere.example"),
    ],
)
def test_a_reply_counts_only_from_whom_it_was_meant_for(room: Room, key: str, change: dict, sender: str) -> None:
    taken = answer_by_calendar(text=reply(key, **change), sender=sender, at=AT)
    assert not taken.taken
    assert taken.sentence == "This answers no invitation of ours."
    room.as_("manager", AT)
    assert set(Invitee.objects.filter(meeting=room.id).values_list("answer", flat=True)) == {"none"}


def test_a_guessed_key_answers_nothing(room: Room, key: str) -> None:
    guessed = key.replace(key.split(".")[1][:16], "0" * 16)
    assert not answer_by_calendar(text=reply(guessed), sender="member@north.example", at=AT).taken


def test_it_is_too_late_once_the_meeting_is_over(room: Room, key: str) -> None:
    room.open("chair")
    room.move(MeetingState.DRAFTED)
    taken = answer_by_calendar(text=reply(key), sender="member@north.example", at=ON_THE_DAY)
    assert not taken.taken
    assert "too late" in taken.sentence


def test_a_named_deputy_is_not_withdrawn_by_a_calendar_that_declines(room: Room, key: str) -> None:
    operations.answer(
        meeting_id=room.id,
        what=Answer.DEPUTY,
        deputy_id=room.person("learning_chair"),
        by=room.as_("member", AT),
        at=AT,
    )
    assert answer_by_calendar(text=reply(key, status="DECLINED"), sender="member@north.example", at=AT).taken
    room.as_("manager", AT)
    assert Invitee.objects.get(meeting=room.id, person=room.person("member")).answer == "deputy"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no calendar file|not an answer"),
        ("Hello, I am coming.", "no calendar file|not an answer"),
        (reply("x", method="REQUEST"), "not an answer"),
        (reply("someone-elses-meeting@elsewhere"), "no invitation of ours"),
        (reply("ME-222222.0123456789abcdef@goldenthread", status="DELEGATED"), "neither yes, no nor perhaps"),
        ("x" * 300_000, "too long"),
    ],
)
def test_what_is_no_reply_says_so(text: str, words: str) -> None:
    with pytest.raises(NotAReply, match=words):
        read_reply(text)


@given(st.text(max_size=400))
def test_no_text_is_more_than_no_reply(text: str) -> None:
    with pytest.raises(NotAReply):
        read_reply(text)


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_line_inside_one_either(line: str, status: str) -> None:
    text = reply("ME-222222.0123456789abcdef@goldenthread").replace("SEQUENCE:0", f"SEQUENCE:0\r\n{line}:{status}")
    try:
        read_reply(text)
    except NotAReply:
        return


def test_everyone_invited_gets_it_into_their_calendar(room: Room, owner_connection) -> None:
    from goldenthread.messages.models import Message

    room.next_meeting()
    found = Message.objects.filter(kind="meeting.invitation")
    assert found.count() == 4
    assert all("METHOD:REQUEST" in row.calendar for row in found)
