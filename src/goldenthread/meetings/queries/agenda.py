"""An agenda as a viewer sees it: every place, and the items they are not kept out of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from goldenthread.meetings.models import (
    AgendaItem,
    AgendaPlace,
    Comment,
    Conflict,
    Decision,
    Dissent,
    ItemAction,
    Meeting,
    Paper,
)
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
        .annotate(
            outcome=Exists(Decision.objects.filter(item=OuterRef("pk")))
            | Exists(ItemAction.objects.filter(item=OuterRef("pk")))
        )
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an item's page shows beside its words."""

    conflicts: list[Conflict]
    decisions: list[Decision]
    actions: list[ItemAction]
    comments: list[Comment]


def outcome_of(viewer: Viewer, item: AgendaItem, *, with_comments: bool = True) -> Outcome:
    """Conflicts, decisions with dissent (`disagreed`), actions the viewer sees, and comments. Four queries, or three."""
    dissents = Dissent.objects.filter(decision=OuterRef("pk")).order_by("pk")
    held = Decision.objects.annotate(
        disagreed=ArraySubquery(dissents.values(said=JSONObject(name="person__name", words="words")))
    )
    actions = ItemAction.objects.filter(visible(viewer, "action_id"), item=item).select_related(
        "action__record", "action__owner_organisation", "action__owner_person"
    )
    return Outcome(
        list(Conflict.objects.filter(item=item).select_related("person").order_by("pk")),
        list(held.filter(item=item).order_by("number")),
        list(actions.order_by("pk")),
        list(Comment.objects.filter(item=item).select_related("by").order_by("at", "pk")) if with_comments else [],
    )


def conflicts_of(viewer: Viewer, item_ids: Iterable[int]) -> dict[int, list[Conflict]]:
    """The conflicts declared in some items, by item. One query."""
    found: dict[int, list[Conflict]] = {}
    rows = Conflict.objects.filter(visible(viewer, "item_id"), item__in=[0, *item_ids]).select_related("person")
    for row in rows.order_by("pk"):
        found.setdefault(row.item_id, []).append(row)
    return found
