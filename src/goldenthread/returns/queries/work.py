"""Returns that ask for someone: those of a person's own organisations, and late ones of whoever they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from goldenthread.records.viewer import Viewer
from goldenthread.returns.models import Return
from goldenthread.returns.rules.states import WAITING, is_late, is_silent
from goldenthread.returns.terms import ReturnState

MOST = 200
# Written out as the thread's own question is: it stands on the page that everyone opens first.
ASKS = """
(returns_return.organisation_id = any(%s::bigint[])
 or returns_return.senior_person_id = %s and returns_return.state = 'with_senior'
 or returns_return.due_on < %s and (returns_return.partnership_id = any(%s::bigint[]) or records_record.group_id = any(%s::bigint[])))
"""


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


def waiting_returns(viewer: Viewer) -> list[AskedReturn]:
    """What this person's organisations still have to answer, and what those they ask for are late with, over every partnership; late first. One query.

    The business unit sees every late return of its partnership, a member of a group those of the group, as far as the record is theirs to see.
    """
    answering = {(post.partnership_id, post.organisation_id) for post in viewer.posts if post.organisation_id}
    units = [post.partnership_id for post in viewer.posts if viewer.in_unit(post.partnership_id)]
    asks = RawSQL(  # noqa: S611 - values are parameters
        ASKS,
        [
            [organisation for _, organisation in answering],
            viewer.person_id,
            viewer.day,
            units,
            [seat.group_id for seat in viewer.seats],
        ],
        output_field=BooleanField(),
    )
    rows = (
        Return.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(asks, state__in=[state.value for state in WAITING], record__group__isnull=False)
        .filter(partnership__any_of=[fact.id for fact in viewer.partnerships])
        .select_related("record__group", "organisation")
        .order_by("due_on", "pk")
    )
    return [
        _asked(viewer, row)
        for row in rows[:MOST]
        if (row.partnership_id, row.organisation_id) in answering
        or row.senior_person_id == viewer.person_id
        or is_late(ReturnState(row.state), row.due_on, viewer.day)
    ]


def _asked(viewer: Viewer, row: Return) -> AskedReturn:
    state = ReturnState(row.state)
    return AskedReturn(
        row.record.reference,
        row.record.title,
        row.partnership_id,
        str(row.record.group),
        str(row.organisation),
        row.due_on,
        state,
        is_late(state, row.due_on, viewer.day),
        is_silent(state, row.due_on, viewer.day),
        _words(viewer, row, state),
    )


def _words(viewer: Viewer, row: Return, state: ReturnState) -> str:
    """What the return asks of this person, as a button's words; empty where it waits for someone else."""
    if state is ReturnState.WITH_SENIOR:
        return "Sign it off" if row.senior_person_id == viewer.person_id else ""
    if row.organisation_id not in viewer.organisations(row.partnership_id):
        return ""
    return "Answer it" if row.contact_person_id in (None, viewer.person_id) else ""
