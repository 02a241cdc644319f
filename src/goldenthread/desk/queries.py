"""The days of one person: meetings they are invited to, returns they answer, actions they own, stages that wait for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, Q, Subquery

from goldenthread.desk.models import CalendarLink
from goldenthread.meetings.calendars import uid_of
from goldenthread.meetings.models import Invitee, Meeting
from goldenthread.meetings.terms import MeetingState
from goldenthread.pathways.queries import waiting_for
from goldenthread.records.viewer import Viewer
from goldenthread.returns.models import Return
from goldenthread.returns.rules.states import WAITING
from goldenthread.thread.models import Action
from goldenthread.thread.rules.states import RUNNING

BACK = timedelta(days=90)
MOST = 500
HERE = "calendar.goldenthread"


@dataclass(frozen=True, slots=True)
class Day:
    """One entry of a person's calendar: a reference and a group's name, and never what a record says."""

    uid: str
    reference: str
    title: str
    place: str
    partnership_id: int
    at: str
    on: date
    starts: time | None
    ends: time | None
    sequence: int
    cancelled: bool
    made_at: datetime


def calendar_of(person_id: int) -> CalendarLink | None:
    """The person's own calendar address, without its secret part."""
    return CalendarLink.objects.filter(person_id=person_id).first()


def days_of(viewer: Viewer) -> list[Day]:
    """Everything that stands in a person's calendar, from ninety days back. Four queries."""
    return [*_meetings(viewer), *_returns(viewer), *_actions(viewer), *_stages(viewer)]


def _meetings(viewer: Viewer) -> list[Day]:
    asked = Invitee.objects.filter(meeting=OuterRef("pk"), person=viewer.person_id, withdrawn_at__isnull=True)
    rows = (
        Meeting.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .annotate(calendar_key=Subquery(asked.values("calendar_key")[:1]))
        .filter(calendar_key__isnull=False, meets_on__gte=viewer.day - BACK)
    )
    return [
        Day(
            uid_of(row.record.reference, row.calendar_key),
            row.record.reference,
            f"{row.group.name} ({row.record.reference})",
            row.place or row.link,
            row.partnership_id,
            f"meetings/{row.record.reference}/",
            row.meets_on,
            row.starts_at,
            row.ends_at,
            row.sequence,
            row.state == MeetingState.CANCELLED.value,
            row.record.opened_at,
        )
        for row in rows.select_related("record", "group").order_by("meets_on", "pk")[:MOST]
    ]


def _returns(viewer: Viewer) -> list[Day]:
    answering = Q()
    for fact in viewer.partnerships:
        answering |= Q(partnership=fact.id, organisation__in=viewer.organisations(fact.id))
    mine = Q(contact_person__isnull=True) | Q(contact_person=viewer.person_id)
    rows = (
        Return.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(answering & mine if viewer.partnerships else Q(pk__in=[]))
        .filter(state__in=[state.value for state in WAITING], due_on__gte=viewer.day - BACK)
        .select_related("record__group")
        .order_by("due_on", "pk")
    )
    return [_due(row, "returns", f"{row.record.reference} to answer", row.due_on) for row in rows[:MOST]]


def _actions(viewer: Viewer) -> list[Day]:
    rows = (
        Action.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(owner_person=viewer.person_id, state__in=[state.value for state in RUNNING])
        .filter(due_on__gte=viewer.day - BACK)
        .select_related("record__group")
        .order_by("due_on", "pk")
    )
    return [_due(row, "actions", f"{row.record.reference} due", row.due_on) for row in rows[:MOST] if row.due_on]


def _stages(viewer: Viewer) -> list[Day]:
    # A telephone shows them while it is locked: the stage's name is the pathway's own, and the record's title stays out.
    return [
        Day(
            f"{row.reference}.{row.pathway_key}.{row.stage_key}@{HERE}",
            row.reference,
            f"{row.reference}: {row.stage}",
            "",
            row.partnership_id,
            f"records/{row.reference}/way/",
            row.due_on,
            None,
            None,
            row.version,
            False,
            row.opened_at,
        )
        for row in waiting_for(viewer, since=viewer.day - BACK, most=MOST)
        if row.due_on
    ]


def _due(row: Return | Action, place: str, words: str, on: date) -> Day:
    record = row.record
    group = f" ({record.group.name})" if record.group else ""
    address = f"{place}/{record.reference}/"
    return Day(
        f"{record.reference}@{HERE}",
        record.reference,
        words + group,
        "",
        record.partnership_id,
        address,
        on,
        None,
        None,
        record.version,
        False,
        record.opened_at,
    )
