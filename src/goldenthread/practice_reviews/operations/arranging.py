"""A partnership's arrangements for reviews."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.history import operations as history
from goldenthread.history.operations import About
from goldenthread.partnership.models import Group
from goldenthread.practice_reviews import permissions
from goldenthread.practice_reviews.models import Arrangement
from goldenthread.practice_reviews.rules.years import USUAL_LEAST
from goldenthread.practice_reviews.terms import Event
from goldenthread.records import operations as records
from goldenthread.records.operations import ChangedMeanwhile
from goldenthread.records.operations.casework import actor, require
from goldenthread.records.viewer import Viewer


@transaction.atomic
def arrange(
    *,
    group: Group,
    area: str,
    door_name: str,
    door_phone: str,
    door_hours: str,
    least_shown: int = USUAL_LEAST,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Arrangement:
    """Say which group holds reviews, which area is this partnership's own, the front door's number, and below what count of children a table keeps back. Errors: Refused, ChangedMeanwhile."""
    require(permissions.may_arrange(by, group.partnership_id), "The business unit says this.")
    for words, sentence in (
        (area, "Name the local authority area."),
        (door_name, "Say what the front door is called."),
        (door_phone, "Give the front door’s number: it stands first on every referral."),
    ):
        require(bool(words.strip()), sentence)
    require(2 <= least_shown <= 20, "Keep back counts below a number from 2 to 20.")
    records.group_circle(group)
    row = Arrangement.objects.select_for_update().filter(pk=group.partnership_id).first()
    if row is not None and seen is not None and row.version != seen:
        raise ChangedMeanwhile("This page", seen, row.version)
    row = row or Arrangement(partnership_id=group.partnership_id, version=0)
    row.group, row.area, row.door_name = group, area.strip(), door_name.strip()
    row.door_phone, row.door_hours, row.checked_on = door_phone.strip(), door_hours.strip(), by.day
    row.least_shown = least_shown
    row.version += 1
    row.save()
    history.write(
        verb=Event.ARRANGED,
        sentence=f"Reviews are held by {group}; the front door is {row.door_name}, {row.door_phone}; counts below {least_shown} are kept back",
        by=actor(by),
        at=at,
        about=About(group.partnership_id, None, ""),
    )
    return row
