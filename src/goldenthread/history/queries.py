"""Reading history. The policies decide what a viewer sees of it."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from goldenthread.history.models import Event


def events_of(record_id: int, limit: int = 200) -> list[Event]:
    """What was done to a record and who looked at it, newest first."""
    return list(Event.objects.filter(record_id=record_id).order_by("-at", "-pk")[:limit])


def events_in(partnership_id: int) -> QuerySet[Event]:
    """All a viewer may see of a partnership's history, newest first."""
    return Event.objects.filter(partnership_id=partnership_id).order_by("-at", "-pk")


def group_events(partnership_id: int, group_id: int, since: date, limit: int = 12) -> list[Event]:
    """What changed in a group's records since a day, newest first; sights and notices of refusals are left out."""
    rows = Event.objects.filter(partnership_id=partnership_id, at__date__gte=since, record_id__isnull=False).exclude(
        verb__in=["record.viewed", "record.refused", "thread.linked"]
    )
    held = RawSQL("select id from records_record where group_id = %s", [group_id])
    return list(rows.filter(record_id__in=held).order_by("-at", "-pk")[:limit])
