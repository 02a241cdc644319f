"""Returns that ask for someone: those of a person's own organisations, and late ones of whoever they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from goldenthread.database.statements import Slot, Statement
from goldenthread.partnership.queries import short
from goldenthread.records.models.record import ANYONE, sight
from goldenthread.records.viewer import Viewer
from goldenthread.returns.models import Return
from goldenthread.returns.rules.states import WAITING, is_late, is_silent
from goldenthread.returns.terms import ReturnState

MOST = 200
# Written out as the thread's own question is: it stands on the page that everyone opens first.
ASKS = """
(returns_return.organisation_id = any(%s::bigint[]) and returns_return.partnership_id || '/' || returns_return.organisation_id = any(%s)
 or returns_return.senior_person_id = %s and returns_return.state = 'with_senior'
 or returns_return.due_on < %s and (returns_return.partnership_id = any(%s::bigint[])
    or exists (select 1 from records_record r where r.id = returns_return.record_id and r.group_id = any(%s::bigint[]))))
"""
COLUMNS = ("record__reference", "record__title", "partnership_id", "group_name", "agency_name", "due_on", "state", "organisation_id", "senior_person_id", "contact_person_id")  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedReturn:
    """One return that waits for an answer. `words` is what a button says to this person; empty where they wait for someone else."""

    reference: str
    title: str
    partnership_id: int
    group: str
    organisation: str
    due_on: date
    state: ReturnState
    late: bool
    silent: bool
    words: str


@cache
def _asking() -> Statement:
    slots = ("organisations", "posts", "person", "day", "units", "chaired")
    asks = RawSQL(ASKS, [Slot(name) for name in slots], output_field=BooleanField())  # noqa: S611 - values are parameters
    rows = (
        Return.objects.visible_to(ANYONE)  # type: ignore[attr-defined, arg-type]
        .filter(asks, state__in=[state.value for state in WAITING], record__group__isnull=False)
        .filter(partnership__any_of=Slot("partnerships"))
        .annotate(group_name=short("record__group"), agency_name=short("organisation"))
        .order_by("due_on", "pk")
    )
    return Statement(rows.values_list(*COLUMNS)[:MOST])


def waiting_returns(viewer: Viewer) -> list[AskedReturn]:
    """What this person's organisations still have to answer, and what those they ask for are late with, over every partnership; late first. One query.

    The business unit sees every late return of its partnership, a chair those of the group: those who chase. A member is not told of other agencies'.
    """
    posts = [post for post in viewer.posts if post.organisation_id]
    rows = _asking().rows(
        **sight(viewer),
        organisations={post.organisation_id for post in posts},
        posts={f"{post.partnership_id}/{post.organisation_id}" for post in posts},
        person=viewer.person_id,
        day=viewer.day,
        units={post.partnership_id for post in viewer.posts if viewer.in_unit(post.partnership_id)},
        chaired={seat.group_id for seat in viewer.seats if viewer.chairs(seat.group_id)},
        partnerships={fact.id for fact in viewer.partnerships},
    )
    return [_asked(viewer, row) for row in rows]


def _asked(viewer: Viewer, row: tuple[Any, ...]) -> AskedReturn:
    reference, title, partnership, group, agency, due_on, value, organisation, senior, contact = row
    state = ReturnState(value)
    return AskedReturn(
        reference,
        title,
        partnership,
        group,
        agency,
        due_on,
        state,
        is_late(state, due_on, viewer.day),
        is_silent(state, due_on, viewer.day),
        _words(viewer, partnership, state, organisation=organisation, senior=senior, contact=contact),
    )


def _words(
    viewer: Viewer, partnership: int, state: ReturnState, *, organisation: int, senior: int | None, contact: int | None
) -> str:
    """What the return asks of this person, as a button's words; empty where it waits for someone else."""
    if state is ReturnState.WITH_SENIOR:
        return "Sign it off" if senior == viewer.person_id else ""
    if organisation not in viewer.organisations(partnership):
        return ""
    return "Answer it" if contact in (None, viewer.person_id) else ""
