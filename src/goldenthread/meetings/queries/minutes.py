"""The minutes of a meeting as plain data: from what was recorded, or as they were sealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from goldenthread.core.dates import day_in_words
from goldenthread.design.format import clock, day
from goldenthread.meetings.models import (
    AgendaItem,
    AgendaPlace,
    Conflict,
    Decision,
    Dissent,
    Invitee,
    ItemAction,
    Meeting,
)
from goldenthread.meetings.terms import Attendance, Capacity, DecisionState, ItemState
from goldenthread.records.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes for one reader: who was there, and each item's text; None stands for an item they are kept out of."""

    head: dict[str, Any]
    items: tuple[dict[str, Any] | None, ...]
    sealed: bool
    digest: str = ""


def minutes_of(viewer: Viewer, meeting: Meeting) -> Minutes:
    """A meeting's minutes as this viewer may read them. Six queries, however many items there are."""
    places = list(
        AgendaPlace.objects.filter(meeting=meeting).order_by("position", "pk").values_list("item_id", flat=True)
    )
    held = (
        AgendaItem.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(pk__in=[0, *places])
        .select_related("record", "about")
        .prefetch_related(*_parts())
        .in_bulk()
    )
    rows = [
        (held[pk].sealed if held[pk].sealed is not None else item_of(held[pk])) if pk in held else None for pk in places
    ]
    head = meeting.sealed if meeting.sealed is not None else head_of(meeting, meeting.people)  # type: ignore[attr-defined]
    return Minutes(head, tuple(rows), meeting.sealed is not None, meeting.digest)


def _parts() -> list[Prefetch[Any]]:
    dissents = Prefetch("dissents", Dissent.objects.select_related("person").order_by("pk"))
    return [
        Prefetch("decisions", Decision.objects.order_by("number").prefetch_related(dissents)),
        Prefetch(
            "actions",
            ItemAction.objects.select_related(
                "action__record", "action__owner_organisation", "action__owner_person"
            ).order_by("pk"),
        ),
        Prefetch("conflicts", Conflict.objects.select_related("person").order_by("pk")),
    ]


def item_of(item: AgendaItem) -> dict[str, Any]:
    """One item's minutes as plain data."""
    return {
        "reference": item.record.reference,
        "title": item.record.title,
        "state": ItemState(item.state).label,
        "text": item.minutes,
        "conflicts": [
            f"{one.person.name} declared a conflict of interest and took no part."
            for one in item.conflicts.all()  # type: ignore[attr-defined]
        ],
        "decisions": [_decision(one) for one in item.decisions.all()],  # type: ignore[attr-defined]
        "actions": [_action(one) for one in item.actions.all()],  # type: ignore[attr-defined]
    }


def _decision(one: Decision) -> dict[str, Any]:
    state = DecisionState(one.state)
    standing = f"Provisional, taken without a quorum: {one.missing}." if one.missing else ""
    if state in {DecisionState.CONFIRMED, DecisionState.FELL} and one.settled_on is not None:
        standing += f" {state.label} on {day_in_words(one.settled_on)}: {one.settled_how}"
    return {
        "number": one.number,
        "text": one.text,
        "reasons": one.reasons,
        "standing": standing.strip(),
        "dissents": [
            f"{row.person.name} did not agree{f': {row.words}' if row.words else '.'}"
            for row in one.dissents.all()  # type: ignore[attr-defined]
        ],
    }


def _action(row: ItemAction) -> dict[str, Any]:
    action = row.action
    owner = " of ".join(str(part) for part in (action.owner_person, action.owner_organisation) if part)
    return {
        "reference": action.record.reference,
        "text": action.text,
        "owner": action.owner_person.name if action.owner_person else "",
        "organisation": str(action.owner_organisation or ""),
        "due": day(action.due_on) if action.due_on else "",
        "words": f"{owner or 'Nobody yet'}{f', by {day(action.due_on)}' if action.due_on else ''}",
    }


def head_of(meeting: Meeting, invitees: Iterable[Invitee]) -> dict[str, Any]:
    """When, where and who, as plain data."""
    rows = [row for row in invitees if row.withdrawn_at is None]
    order = [Capacity.CHAIR, Capacity.VICE_CHAIR, Capacity.MEMBER, Capacity.DEPUTY, Capacity.ADVISER, Capacity.GUEST]
    rows.sort(key=lambda row: (order.index(Capacity(row.capacity)), row.person.name))
    return {
        "reference": meeting.record.reference,
        "title": meeting.record.title,
        "group": meeting.group.name,
        "day": day_in_words(meeting.meets_on),
        "place": meeting.place,
        "opened": clock(meeting.opened_at) if meeting.opened_at else "",
        "closed": clock(meeting.closed_at) if meeting.closed_at else "",
        "present": [
            _person(row) for row in rows if row.attendance in {Attendance.PRESENT.value, Attendance.LEFT.value}
        ],
        "apologies": [_person(row) for row in rows if _away(row)],
        "absent": [_person(row) for row in rows if row.attendance == Attendance.ABSENT.value and not _away(row)],
    }


def _away(row: Invitee) -> bool:
    there = row.attendance in {Attendance.PRESENT.value, Attendance.LEFT.value}
    return not there and (
        row.attendance == Attendance.APOLOGIES.value
        or (row.attendance == Attendance.UNKNOWN.value and row.answer in {"apologies", "deputy"})
    )


def _person(row: Invitee) -> dict[str, str]:
    capacity = Capacity(row.capacity)
    words = (
        capacity.label
        if capacity is not Capacity.DEPUTY or not row.deputy_for
        else f"deputy for {row.deputy_for.person.name}"
    )
    if row.attendance == Attendance.LEFT.value and row.left_at:
        words += f", until {clock(row.left_at)}"
    return {
        "name": row.person.name,
        "organisation": str(row.organisation or ""),
        "as": words,
    }
