"""Who can be named as a family member's contact: whoever sees the record by the place they hold, or by name."""

from __future__ import annotations

from datetime import date

from goldenthread.accounts.models import Person
from goldenthread.partnership.models import Post, Seat
from goldenthread.partnership.queries import current
from goldenthread.records.models import Exclusion, NamedSight, Record


def candidates(record: Record, day: date) -> list[Person]:
    """The business unit, the group's seats and whoever is let in by name, on a day; nobody who is kept out. By name. One query."""
    unit = Post.objects.filter(
        current(day), partnership=record.partnership_id, role__in=["business_manager", "business_officer"]
    )
    seats = Seat.objects.filter(current(day), group=record.group_id or 0, person__isnull=False)
    named = NamedSight.objects.filter(record=record, starts_on__lte=day, ends_on__gt=day)
    found = Person.objects.filter(pk__in=unit.values("person")) | Person.objects.filter(pk__in=seats.values("person"))
    found |= Person.objects.filter(pk__in=named.values("person"))
    out = Exclusion.objects.filter(current(day), record=record) | Exclusion.objects.filter(
        current(day), circle=record.circle_id
    )
    return list(found.exclude(pk__in=out.values("person")).order_by("name", "pk"))
