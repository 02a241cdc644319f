"""The action log: one filter object serves the page, its total and its exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Window

from goldenthread.database.statements import Slot, Statement
from goldenthread.partnership.queries import short
from goldenthread.records.models import Link
from goldenthread.records.models.record import ANYONE, sight
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Action, ActionLine, ActionUpdate
from goldenthread.thread.returned import Known
from goldenthread.thread.rules.states import OPEN, RUNNING

STANDINGS = {
    "open": "Open",
    "late": "Late",
    "due_soon": "Due in 28 days",
    "waiting_owner": "Waiting for its owner",
    "waiting_sign_off": "Waiting for sign-off",
    "delivered": "Delivered, impact not shown",
    "assured": "Impact assured",
    "ended": "Withdrawn or merged",
    "all": "All",
}
SORTS = {"due": "due_on", "reference": "record__reference", "update": "last_update_at", "opened": "record__opened_at"}
SOON = 28
TIMELESS = STANDINGS.keys() - {"late", "due_soon"}
"""Standings that ask no day."""


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """What the action log is narrowed to. Every field is text, as it stands in the address."""

    standing: str = "open"
    group: str = ""
    agency: str = ""
    owner: str = ""
    theme: str = ""
    brag: str = ""
    q: str = ""
    sort: str = "due"

    @classmethod
    def of(cls, query: Mapping[str, str]) -> ActionFilter:
        """The filter that an address asks for; what it does not know is left at its default."""
        given = {field.name: query.get(field.name, "")[:120].strip() for field in fields(cls) if query.get(field.name)}
        made = cls(**given)
        if made.standing not in STANDINGS:
            made = replace(made, standing="open")
        return made if made.sort.removeprefix("-") in SORTS else replace(made, sort="due")

    def query(self) -> dict[str, str]:
        """The filter as an address holds it, defaults left out."""
        default = ActionFilter()
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != getattr(default, field.name)
        }

    def apply(self, rows: QuerySet[Action], day: date) -> QuerySet[Action]:
        """The rows it leaves, in its order."""
        rows = rows.filter(self._standing(day))
        if self.group:
            rows = rows.filter(record__group__key=self.group)
        if self.agency.isdigit():
            contributes = Exists(ActionLine.objects.filter(action=OuterRef("pk"), organisation=int(self.agency)))
            rows = rows.filter(Q(owner_organisation=int(self.agency)) | contributes)
        if self.owner.isdigit():
            rows = rows.filter(owner_person=int(self.owner))
        if self.theme:
            rows = rows.filter(themes__contains=[self.theme])
        if self.brag:
            rows = rows.filter(brag=self.brag)
        if self.q:
            rows = rows.filter(
                Q(text__icontains=self.q) | Q(record__reference__iexact=self.q) | Q(source_text__icontains=self.q)
            )
        name = SORTS[self.sort.removeprefix("-")]
        order = F(name).desc(nulls_last=True) if self.sort.startswith("-") else F(name).asc(nulls_last=True)
        return rows.order_by(order, "pk")

    def _standing(self, day: date) -> Q:
        running = [state.value for state in RUNNING]
        return {
            "open": Q(state__in=[state.value for state in OPEN]),
            "late": Q(state__in=running, due_on__lt=day),
            "due_soon": Q(state__in=running, due_on__gte=day, due_on__lte=date.fromordinal(day.toordinal() + SOON)),
            "waiting_owner": Q(state="agreed"),
            "waiting_sign_off": Q(state="reported"),
            "delivered": Q(state="delivered"),
            "assured": Q(state="assured"),
            "ended": Q(state__in=["withdrawn", "merged"]),
            "all": Q(),
        }[self.standing]


class Named(NamedTuple):
    """A person as a list shows them."""

    name: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as a list shows it: values, not rows, since a page holds hundreds and an export tens of thousands."""

    pk: int
    reference: str
    partnership_id: int
    text: str
    measure: str
    state: str
    brag: str
    due_on: date | None
    first_due_on: date | None
    delivered_on: date | None
    themes: list[str]
    source_text: str
    last_update: str
    last_update_at: datetime | None
    group: str
    origin: str
    origin_id: int
    offered_to_id: int | None
    owner_organisation: str
    owner_organisation_id: int | None
    owner_person: Named | None
    owner_person_id: int | None


VALUES = (
    "pk", "record__reference", "partnership_id", "text", "measure", "state", "brag", "due_on", "first_due_on", "delivered_on", "themes", "source_text", "last_update", "last_update_at",
    "group_name", "origin_name", "origin_id", "offered_to_id", "agency_name", "owner_organisation_id", "owner_person__name", "owner_person_id",
)  # fmt: skip


def _values(rows: QuerySet[Action]) -> Any:
    names = {"group_name": "record__group", "origin_name": "origin", "agency_name": "owner_organisation"}
    named = rows.annotate(**{name: short(path) for name, path in names.items()})
    return named.values_list(*VALUES)


def _row(values: Sequence[Any]) -> ActionRow:
    held = dict(zip(ActionRow.__slots__, values, strict=True))
    return ActionRow(**held | {"owner_person": Named(held["owner_person"]) if held["owner_person_id"] else None})


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One page of the log: its rows, where it stands, and how many there are in all."""

    rows: list[ActionRow]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.size))


RELATED = ("record__group", "owner_organisation", "owner_person", "offered_to", "origin")


def action_rows(viewer: Viewer, partnership_id: int, chosen: ActionFilter) -> QuerySet[Action]:
    """The actions this viewer may see, narrowed: for pages, totals and exports alike."""
    rows = Action.objects.visible_to(viewer).filter(partnership=partnership_id)  # type: ignore[attr-defined]
    return chosen.apply(rows, viewer.day)


def exported_actions(viewer: Viewer, partnership_id: int, chosen: ActionFilter) -> Iterator[ActionRow]:
    """The same actions one after another, however many, a thousand read at a time."""
    return map(_row, _values(action_rows(viewer, partnership_id, chosen)).iterator(1000))


def action_page(viewer: Viewer, partnership_id: int, chosen: ActionFilter, page: int, size: int = 50) -> ActionPage:
    """One page of the log, with its names. Two queries, however many rows there are; a page past the end costs two more, and becomes the last."""
    page = max(page, 1)
    if page == 1 and chosen == ActionFilter(standing=chosen.standing, sort=chosen.sort) and chosen.standing in TIMELESS:
        found = _front(chosen, size).rows(**sight(viewer), partnerships=[partnership_id])
    else:
        rows = action_rows(viewer, partnership_id, chosen)
        found = list(_numbered(rows)[(page - 1) * size : page * size])
        if not found and page > 1:
            return action_page(viewer, partnership_id, chosen, max(1, -(-rows.count() // size)), size)
    return ActionPage(load([pk for pk, _ in found]), found[0][1] if found else 0, page, size)


def _numbered(rows: QuerySet[Action]) -> Any:
    return rows.annotate(total=Window(Count("pk"))).values_list("pk", "total")


@cache
def _front(chosen: ActionFilter, size: int) -> Statement:
    """The first page of a log that is narrowed to a standing alone, which is what most people open."""
    rows = Action.objects.visible_to(ANYONE).filter(partnership__any_of=Slot("partnerships"))  # type: ignore[attr-defined]
    return Statement(_numbered(chosen.apply(rows, date.min))[:size])


@cache
def _loading() -> Statement:
    return Statement(_values(Action.objects.filter(pk__any_of=Slot("ids"))))


def load(ids: Sequence[int]) -> list[ActionRow]:
    """These actions in this order. One query, which joins the names: the page was cut before."""
    rows = {values[0]: _row(values) for values in _loading().rows(ids=ids)}
    return [rows[pk] for pk in ids if pk in rows]


def get_action(viewer: Viewer, partnership_id: int, reference: str) -> Action:
    """The action with this reference, with what its page shows. Errors: NotVisible."""
    found = (
        Action.objects.visible_to(viewer)
        .filter(partnership=partnership_id, record__reference=reference)
        .select_related(*RELATED, "merged_into__record", "priority")
    )  # type: ignore[attr-defined]
    action = (
        found.prefetch_related(
            Prefetch("lines", ActionLine.objects.select_related("organisation")),
            Prefetch("updates", ActionUpdate.objects.select_related("by")),
        )
        .annotate(evidence_count=Count("record__documents", filter=Q(record__documents__state="clean")))
        .first()
    )
    if action is None:
        raise NotVisible(reference)
    return action  # type: ignore[no-any-return]


def answerable(viewer: Viewer, partnership_id: int) -> dict[str, Known]:
    """Every action the viewer sees, by reference, with what a returned spreadsheet is compared with. One query."""
    rows = Action.objects.visible_to(viewer).filter(partnership=partnership_id)  # type: ignore[attr-defined]
    still = {state.value for state in OPEN}
    return {
        reference: Known(pk, text, last, brag, state in still)
        for reference, pk, text, last, brag, state in rows.values_list(
            "record__reference", "pk", "text", "last_update", "brag", "state"
        )
    }


def lines_of(action: Action) -> list[ActionLine]:
    """The contributing organisations' lines, by name."""
    return sorted(action.lines.all(), key=lambda line: str(line.organisation))


def upstream_kinds(action_ids: list[int]) -> dict[int, int]:
    """How many records led to each of these actions."""
    rows = Link.objects.filter(downstream__any_of=action_ids).values("downstream").annotate(count=Count("pk"))
    return {row["downstream"]: row["count"] for row in rows}
