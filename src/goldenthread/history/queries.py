"""Reading history. The policies decide what a viewer sees of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from goldenthread.core.clock import begins
from goldenthread.history.models import Event


def events_of(record_id: int, limit: int = 200) -> list[Event]:
    """What was done to a record and who looked at it, newest first."""
    return list(Event.objects.filter(record_id=record_id).order_by("-at", "-pk")[:limit])


def events_in(partnership_id: int) -> QuerySet[Event]:
    """All a viewer may see of a partnership's history, newest first."""
    return Event.objects.filter(partnership_id=partnership_id).order_by("-at", "-pk")


# Steps on the way to what a group wants to hear of.
ROUTINE = (
    "thread.linked",
    "document.downloaded",
    "document.checked",
    "meeting.set",
    "meeting.agenda_changed",
    "meeting.paper_added",
    "meeting.pack_opened",
    "meeting.invited",
    "meeting.answered",
    "meeting.attended",
    "meeting.minuted",
    "return.addressed",
    "return.opened",
    "return.begun",
    "return.answered",
    "return.delegated",
    "return.chased",
    "return.reminded",
    "return.link_sent",
    "return.link_ended",
    "return.code_sent",
    "return.entered",
)


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a record: the record's reference, kind (as `records.RecordKind` has it) and title, and who did it when."""

    sentence: str
    reference: str
    kind: str
    title: str
    by: str
    at: datetime


def group_events(partnership_id: int, group_id: int, since: date, limit: int = 12) -> list[Change]:
    """What changed in a group's records since a day in England, newest first.

    Who may see or saw a record, how long it is kept, and routine steps are left out.
    """
    rows = Event.objects.filter(partnership_id=partnership_id, at__gte=begins(since), record_id__isnull=False).exclude(
        Q(verb__regex=r"^(record|retention|hold)\.") | Q(verb__in=ROUTINE)
    )
    held = RawSQL("select id from records_record where group_id = %s", [group_id])
    told = rows.filter(record_id__in=held).annotate(
        kind=RawSQL("(select held.kind from records_record held where held.id = history_event.record_id)", []),
        title=RawSQL("(select held.title from records_record held where held.id = history_event.record_id)", []),
    )
    return [
        Change(**row)
        for row in told.order_by("-at", "-pk").values(
            "sentence", "reference", "kind", "title", "at", by=F("actor_name")
        )[:limit]
    ]
