"""An agenda as a viewer sees it: every place, and the items they are not kept out of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from goldenthread.meetings.models import AgendaItem, AgendaPlace, Meeting, Paper
from goldenthread.meetings.rules.agenda import starts
from goldenthread.records.models.record import visible
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an agenda. `item` is None for someone who is kept out of it; `item_id` is known to nobody's page."""

    number: int
    item_id: int
    minutes: int
    starts_at: time | None
    item: AgendaItem | None


def lines(viewer: Viewer, meeting: Meeting) -> list[Line]:
    """The agenda in its order. Two queries."""
    places = list(AgendaPlace.objects.filter(meeting=meeting).order_by("position", "pk"))
    items = (
        AgendaItem.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(meeting=meeting)
        .exclude(state="removed")
        .select_related("record", "about")
        .in_bulk()
    )
    times = starts(meeting.starts_at, [place.minutes for place in places])
    return [
        Line(number, place.item_id, place.minutes, begins, items.get(place.item_id))
        for number, (place, begins) in enumerate(zip(places, times, strict=True), start=1)
    ]


def get_item(viewer: Viewer, partnership_id: int, reference: str) -> AgendaItem:
    """An agenda item with its meeting, papers, conflicts, decisions, actions and comments. Errors: NotVisible."""
    found = (
        AgendaItem.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(partnership=partnership_id, record__reference=reference)
        .select_related("record", "meeting__record", "meeting__group", "about", "place")
        .first()
    )
    if found is None:
        raise NotVisible(reference)
    return found  # type: ignore[no-any-return]


def papers_of(viewer: Viewer, item_ids: Iterable[int]) -> dict[int, list[Paper]]:
    """The papers of some items, by item. One query."""
    found: dict[int, list[Paper]] = {}
    rows = Paper.objects.filter(visible(viewer, "item_id"), item__in=[0, *item_ids]).select_related("document")
    for paper in rows.order_by("position", "pk"):
        found.setdefault(paper.item_id, []).append(paper)
    return found
