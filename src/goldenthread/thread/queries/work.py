"""What asks for someone: over every partnership a person works with, and for one group."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from django.db.models import BooleanField, Count, Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from goldenthread.database.statements import Slot, Statement
from goldenthread.partnership.queries import short
from goldenthread.records.models import Link
from goldenthread.records.models.record import ANYONE, sight
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Action, LearningPoint
from goldenthread.thread.queries.actions import ActionRow, load
from goldenthread.thread.rules.states import OPEN, RUNNING

RUNNING_VALUES = [state.value for state in RUNNING]
LIMIT = 30
FIRST = 8


# Written out: the page that everyone opens first asks this, and building it from parts each time took longer than its answer.
ASKS = """
(thread_action.state = any(%s) and (
    thread_action.owner_person_id = %s
    or thread_action.owner_person_id is null and thread_action.state = 'agreed' and thread_action.owner_organisation_id = any(%s::bigint[])
    or thread_action.state = 'reported' and thread_action.origin_id = any(%s::bigint[])
    or exists (select 1 from records_record r where r.id = thread_action.record_id and r.group_id = any(%s::bigint[]))
    or thread_action.due_on < %s and thread_action.partnership_id = any(%s::bigint[])
    or exists (select 1 from thread_actionline line where line.record_id = thread_action.record_id and line.state = 'asked' and line.organisation_id = any(%s::bigint[]))
) or thread_action.offered_to_id = any(%s::bigint[]))
"""


@cache
def _asked() -> Statement:
    asks = RawSQL(  # noqa: S611 - values are parameters
        ASKS,
        [
            RUNNING_VALUES,
            *map(Slot, ("person", "organisations", "chaired", "chaired", "day", "units", "organisations", "chaired")),
        ],
        output_field=BooleanField(),
    )
    rows = Action.objects.visible_to(ANYONE).filter(asks, partnership__any_of=Slot("partnerships"))  # type: ignore[attr-defined]
    return Statement(rows.order_by("due_on", "pk").values_list(*AskedAction._fields)[:200])


class AskedAction(NamedTuple):
    """What decides where an action stands in someone's work; its words are read only for those that are shown."""

    pk: int
    partnership_id: int
    state: str
    due_on: date | None
    origin_id: int
    offered_to_id: int | None
    owner_person_id: int | None
    owner_organisation_id: int | None


def mine(viewer: Viewer) -> list[AskedAction]:
    """Every running action this person owns, signs off, is offered, or has a part in that waits for them; for the business unit every late one. One query.

    The two hundred due first. `load` reads those that a page shows.
    """
    found = _asked().rows(
        **sight(viewer),
        person=viewer.person_id,
        day=viewer.day,
        organisations={post.organisation_id for post in viewer.posts if post.organisation_id},
        chaired={seat.group_id for seat in viewer.seats if viewer.chairs(seat.group_id)},
        units={post.partnership_id for post in viewer.posts if viewer.in_unit(post.partnership_id)},
        partnerships={fact.id for fact in viewer.partnerships},
    )
    return [AskedAction(*row) for row in found]


class LateAgency(NamedTuple):
    """How many actions of a group an agency is late with, and since when the oldest is."""

    organisation_id: int | None
    name: str
    actions: int
    oldest: date


@dataclass(frozen=True, slots=True)
class GroupWork:
    """What needs a group now. The lists hold the first few; `counts` says how many there are of each."""

    late: list[LateAgency] = field(default_factory=list)
    to_accept: list[ActionRow] = field(default_factory=list)
    to_sign_off: list[ActionRow] = field(default_factory=list)
    delivered: list[ActionRow] = field(default_factory=list)
    unanswered_learning: list[LearningPoint] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


class _Fact(NamedTuple):
    pk: int
    state: str
    due_on: date | None
    holder: int | None
    offered_to: int | None
    origin: int
    agency_id: int | None
    agency: str

    def is_late(self, day: date) -> bool:
        return self.due_on is not None and self.due_on < day and self.state in RUNNING_VALUES


FACTS = ("pk", "state", "due_on", "record__group", "offered_to", "origin", "owner_organisation", "agency_name")


def waiting_for_group(viewer: Viewer, partnership_id: int, group_id: int) -> GroupWork:
    """What needs a group now: late, offered to it, waiting for its sign-off, delivered with no impact, learning with no action. Three queries."""
    concern = (
        Q(record__group=group_id, state__in=[*(state.value for state in OPEN), "delivered", "assured"])
        | Q(offered_to=group_id)
        | Q(origin=group_id, state="reported")
    )
    found = Action.objects.visible_to(viewer).filter(concern, partnership=partnership_id).order_by("due_on", "pk")  # type: ignore[attr-defined]
    facts = [_Fact(*row) for row in found.annotate(agency_name=short("owner_organisation")).values_list(*FACTS)]
    held = [fact for fact in facts if fact.holder == group_id]
    late = [fact for fact in held if fact.is_late(viewer.day)]
    wanted = {
        "to_accept": [fact.pk for fact in facts if fact.offered_to == group_id],
        "to_sign_off": [fact.pk for fact in facts if fact.origin == group_id and fact.state == "reported"],
        "delivered": [fact.pk for fact in held if fact.state == "delivered"],
    }
    shown = {row.pk: row for row in load(sorted({pk for ids in wanted.values() for pk in ids[:FIRST]}))}
    answered = Exists(Link.objects.filter(upstream=OuterRef("pk")))
    learned = (
        LearningPoint.objects.visible_to(viewer)
        .filter(~answered, partnership=partnership_id, record__group=group_id, nature="development")
        .select_related("record")
    )  # type: ignore[attr-defined]
    open_values = {state.value for state in OPEN}
    return GroupWork(
        late=_by_agency(late),
        **{name: [shown[pk] for pk in ids[:FIRST] if pk in shown] for name, ids in wanted.items()},
        unanswered_learning=list(learned.order_by("-record__happened_on", "pk")[:LIMIT]),
        counts={
            "open": sum(fact.state in open_values for fact in held),
            "late": len(late),
            "assured": sum(fact.state == "assured" for fact in held),
        }
        | {name: len(ids) for name, ids in wanted.items()},
    )


def _by_agency(late: list[_Fact]) -> list[LateAgency]:
    """Late actions, which come oldest first, by who owns them: the agency with the most first."""
    held: dict[tuple[int | None, str], list[date]] = {}
    for fact in late:
        held.setdefault((fact.agency_id, fact.agency), []).append(fact.due_on or date.max)
    rows = [LateAgency(pk, name, len(days), min(days)) for (pk, name), days in held.items()]
    return sorted(rows, key=lambda row: (-row.actions, row.name))


@cache
def _open_counts() -> Statement:
    late = RawSQL(
        "thread_action.state = any(%s) and thread_action.due_on < %s",
        [RUNNING_VALUES, Slot("day")],
        output_field=BooleanField(),
    )
    rows = Action.objects.visible_to(ANYONE).filter(  # type: ignore[attr-defined]
        partnership__any_of=Slot("partnerships"), state__in=[state.value for state in OPEN]
    )
    return Statement(rows.values_list("record__group").annotate(open=Count("pk"), late=Count("pk", filter=Q(late))))


def open_counts(viewer: Viewer, partnership_id: int) -> dict[int, tuple[int, int]]:
    """For each group, how many open actions it holds and how many of them are late, as far as the viewer sees. One query."""
    rows = _open_counts().rows(**sight(viewer), partnerships=[partnership_id], day=viewer.day)
    return {group: (actions, late) for group, actions, late in rows}
