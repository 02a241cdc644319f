"""Invitations as calendars read them, and the answers calendars send back (iCalendar, RFC 5545 and 5546).

A title carries the group and a reference, never what the meeting is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

from goldenthread.core.clock import ENGLAND
from goldenthread.meetings.models import Invitee, Meeting
from goldenthread.meetings.terms import Answer, MeetingState

UID = re.compile(r"^(?P<reference>ME-[0-9A-Z]{6})\.(?P<key>[0-9a-f]{16})@goldenthread\Z")
PARTSTAT = {"ACCEPTED": Answer.ACCEPTED, "DECLINED": Answer.APOLOGIES, "TENTATIVE": Answer.TENTATIVE}
BACK = {"accepted": "ACCEPTED", "apologies": "DECLINED", "deputy": "DECLINED", "tentative": "TENTATIVE"}
HOUR = timedelta(hours=2)
"""How long a meeting is taken to be, where nobody said when it ends."""
MOST = 200_000  # characters of one reply: a calendar's own is a few hundred


class NotAReply(Exception):
    """The text is not an answer to one of our invitations; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a calendar answered: to which meeting, by the key of which invitation, from which address."""

    reference: str
    key: str
    address: str
    answer: Answer


def uid(meeting: Meeting, invitee: Invitee) -> str:
    """What names one person's invitation in their calendar. Its key is known to nobody else."""
    return uid_of(meeting.record.reference, invitee.calendar_key)


def uid_of(reference: str, key: str) -> str:
    """The same of a reference and a key. Whatever else shows the person their meeting gives it this name, so that a calendar holds it once.

    Which of two entries with one name is the newer, calendars tell by the meeting's `sequence` (RFC 5546, 2.1.5).
    """
    return f"{reference}.{key}@goldenthread"


def invitation(meeting: Meeting, invitee: Invitee, *, address: str, organiser: str, at: datetime) -> bytes:
    """One person's invitation, or its withdrawal where the meeting is cancelled. `organiser` is where replies go."""
    cancelled = meeting.state == MeetingState.CANCELLED.value or invitee.withdrawn_at is not None
    calendar = Calendar()
    calendar.add("prodid", "-//Golden Thread//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    event = Event()
    event.add("uid", uid(meeting, invitee))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at)
    event.add("summary", f"{meeting.group.name} ({meeting.record.reference})")
    event.add("url", address)
    event.add("description", f"Agenda, papers and answer: {address}")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if meeting.place or meeting.link:
        event.add("location", meeting.place or meeting.link)
    if meeting.starts_at is None:
        event.add("dtstart", meeting.meets_on)
        event.add("dtend", meeting.meets_on + timedelta(days=1))
    else:
        starts = datetime.combine(meeting.meets_on, meeting.starts_at, ENGLAND)
        event.add("dtstart", starts)
        event.add("dtend", _ends(meeting, starts))
    organizer = vCalAddress(f"MAILTO:{organiser}")
    organizer.params["cn"] = vText(meeting.group.name)
    event["organizer"] = organizer
    attendee = vCalAddress(f"MAILTO:{invitee.person.email}")
    attendee.params["cn"] = vText(invitee.person.name)
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    attendee.params["partstat"] = vText(BACK.get(invitee.answer, "NEEDS-ACTION"))
    attendee.params["rsvp"] = vText("TRUE")
    event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _ends(meeting: Meeting, starts: datetime) -> datetime:
    until: time | None = meeting.ends_at
    return datetime.combine(meeting.meets_on, until, ENGLAND) if until else starts + HOUR


def read_reply(text: str) -> Reply:
    """What a calendar's reply says. Errors: NotAReply."""
    if len(text) > MOST:
        raise NotAReply("This is too long for a calendar's answer.")
    try:
        calendar = Calendar.from_ical(text)
        events = list(calendar.walk("VEVENT"))
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise NotAReply("This is no calendar file.") from error
    if str(calendar.get("method", "")).upper() != "REPLY":
        raise NotAReply("This calendar file is not an answer.")
    if len(events) != 1:
        raise NotAReply("An answer is about one meeting.")
    found = UID.match(str(events[0].get("uid", "")))
    if found is None:
        raise NotAReply("This answers no invitation of ours.")
    attendees = events[0].get("attendee")
    held = attendees if isinstance(attendees, list) else [attendees]
    if len(held) != 1 or held[0] is None:
        raise NotAReply("An answer comes from one person.")
    status = str(getattr(held[0], "params", {}).get("partstat", "")).upper()
    if status not in PARTSTAT:
        raise NotAReply("The answer says neither yes, no nor perhaps.")
    address = re.sub(r"^mailto:", "", str(held[0]), flags=re.IGNORECASE).strip().lower()
    return Reply(found["reference"], found["key"], address, PARTSTAT[status])
