"""Answers that come back from people's calendars by mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.accounts.models import Person
from goldenthread.database.viewer import viewing
from goldenthread.meetings.calendars import NotAReply, read_reply
from goldenthread.meetings.models import Invitee, Meeting
from goldenthread.meetings.operations.people import answer
from goldenthread.records.operations import Refused
from goldenthread.records.queries import load_viewer

UNKNOWN = "This answers no invitation of ours."


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a reply, in a sentence for the ledger; `taken` says whether it was stored."""

    taken: bool
    sentence: str


def answer_by_calendar(*, text: str, sender: str, at: datetime) -> Taken:
    """Take an iCalendar REPLY that came by mail from `sender`, as that person and with their eyes.

    It counts only when the address it came from, the attendee it names and the person invited are the same, and it
    carries the key that only that invitation held. Anything else is refused in the same words.
    """
    try:
        reply = read_reply(text)
    except NotAReply as refusal:
        return Taken(False, str(refusal))
    person = Person.objects.filter(email__iexact=sender.strip(), is_active=True).first()
    if person is None or reply.address != sender.strip().lower():
        return Taken(False, UNKNOWN)
    with viewing(person.pk, at):
        meeting = Meeting.objects.filter(record__reference=reply.reference).first()
        row = (
            Invitee.objects.filter(meeting=meeting, person=person, calendar_key=reply.key, withdrawn_at__isnull=True)
            if meeting is not None
            else Invitee.objects.none()
        ).first()
        if meeting is None or row is None:
            return Taken(False, UNKNOWN)
        if row.answer == "deputy" and reply.answer.value == "apologies":
            return Taken(True, f"{reply.reference}: a deputy is named already.")
        try:
            answer(
                meeting_id=meeting.pk,
                what=reply.answer,
                by=load_viewer(person.pk, person.name, at),
                at=at,
                by_calendar=True,
            )
        except Refused as refusal:
            return Taken(False, str(refusal))
    return Taken(True, f"{reply.reference}: {reply.answer.label.lower()}.")
