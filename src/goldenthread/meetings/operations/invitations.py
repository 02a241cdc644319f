"""Invitations to people's calendars: a message for each, which the worker mails."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings

from goldenthread.core.dates import day_in_words
from goldenthread.meetings.calendars import invitation
from goldenthread.meetings.models import Invitee, Meeting
from goldenthread.messages import operations as messages
from goldenthread.partnership.models import Partnership


def address_of(meeting: Meeting, key: str) -> str:
    """The whole address of a meeting's page."""
    return f"{settings.ADDRESS}{path_of(meeting, key)}"


def path_of(meeting: Meeting, key: str) -> str:
    """Where a meeting's page is."""
    return f"/{key}/meetings/{meeting.record.reference}/"


def organiser() -> str:
    """The address that calendars answer to."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def send_invitations(meeting: Meeting, rows: Iterable[Invitee], at: datetime, *, subject: str = "") -> int:
    """Put the meeting, as it stands now, into the calendars of those invited; returns how many messages that is."""
    key = Partnership.objects.values_list("key", flat=True).get(pk=meeting.partnership_id)
    count = 0
    for row in rows:
        messages.mail(
            to=row.person.email,
            name=row.person.name,
            kind="meeting.invitation",
            subject=subject or f"{meeting.group}: meeting of {day_in_words(meeting.meets_on)}",
            words="The calendar file that comes with this message puts the meeting into your calendar, and can answer for you.",
            address=path_of(meeting, key),
            partnership_id=meeting.partnership_id,
            reference=meeting.record.reference,
            at=at,
            urgent=False,
            calendar=invitation(meeting, row, address=address_of(meeting, key), organiser=organiser(), at=at).decode(),
            person_id=row.person_id,
        )
        count += 1
    return count
