"""What asks for someone: over every partnership a person works with, and for one group."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q

from goldenthread.records.models import Link
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Action, LearningPoint
from goldenthread.thread.queries.actions import RELATED
from goldenthread.thread.rules.states import OPEN, RUNNING

RUNNING_VALUES = [state.value for state in RUNNING]
LIMIT = 30


def mine(viewer: Viewer) -> list[Action]:
    """Every running action this person owns, owns for nobody in particular, signs off, is offered, or wrote a request for. One query."""
    chaired = [seat.group_id for seat in viewer.seats if viewer.chairs(seat.group_id)]
    organisations = [post.organisation_id for post in viewer.posts if post.organisation_id]
    units = [post.partnership_id for post in viewer.posts if viewer.in_unit(post.partnership_id)]
    asked = (
        Q(owner_person=viewer.person_id, state__in=RUNNING_VALUES)
        | Q(owner_person__isnull=True, owner_organisation__in=organisations, state="agreed")
        | Q(offered_to__in=chaired)
        | Q(origin__in=chaired, state="reported")
        | Q(record__group__in=chaired, state__in=RUNNING_VALUES)
        | Q(lines__organisation__in=organisations, lines__state="asked", state__in=RUNNING_VALUES, owner_person__isnull=False)
    )
    if units:
        asked |= Q(partnership__in=units, state__in=RUNNING_VALUES, due_on__lt=viewer.day)
    rows = Action.objects.visible_to(viewer).filter(asked).select_related(*RELATED, "partnership").order_by("due_on", "pk").distinct()  # type: ignore[attr-defined]
    return list(rows[:400])


@dataclass(frozen=True, slots=True)
class GroupWork:
    """What needs a group now."""

    late: list[Action] = field(default_factory=list)
    to_accept: list[Action] = field(default_factory=list)
    to_sign_off: list[Action] = field(default_factory=list)
    delivered: list[Action] = field(default_factory=list)
    unanswered_learning: list[LearningPoint] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def waiting_for_group(viewer: Viewer, partnership_id: int, group_id: int) -> GroupWork:
    """What needs a group now: late, offered to it, waiting for its sign-off, delivered with no impact, learning with no action. Three queries."""
    visible = Action.objects.visible_to(viewer).filter(partnership=partnership_id)  # type: ignore[attr-defined]
    concern = Q(record__group=group_id) & (Q(state__in=RUNNING_VALUES, due_on__lt=viewer.day) | Q(state="delivered")) | Q(offered_to=group_id) | Q(origin=group_id, state="reported")
    rows = list(visible.filter(concern).select_related(*RELATED).order_by("due_on", "pk")[: LIMIT * 10])
    open_states = [state.value for state in OPEN]
    counts = visible.filter(record__group=group_id).aggregate(
        open=Count("pk", filter=Q(state__in=open_states)), late=Count("pk", filter=Q(state__in=RUNNING_VALUES, due_on__lt=viewer.day)),
        delivered=Count("pk", filter=Q(state="delivered")), assured=Count("pk", filter=Q(state="assured")),
    )
    answered = Exists(Link.objects.filter(upstream=OuterRef("pk")))
    learned = LearningPoint.objects.visible_to(viewer).filter(~answered, partnership=partnership_id, record__group=group_id, nature="development").select_related("record")  # type: ignore[attr-defined]
    return GroupWork(
        late=[row for row in rows if row.record.group_id == group_id and row.state in RUNNING_VALUES and row.due_on and row.due_on < viewer.day],
        to_accept=[row for row in rows if row.offered_to_id == group_id],
        to_sign_off=[row for row in rows if row.origin_id == group_id and row.state == "reported"],
        delivered=[row for row in rows if row.record.group_id == group_id and row.state == "delivered"],
        unanswered_learning=list(learned.order_by("-record__happened_on", "pk")[:LIMIT]), counts=counts,
    )


def open_counts(viewer: Viewer, partnership_id: int) -> dict[int, tuple[int, int]]:
    """For each group, how many open actions it holds and how many of them are late, as far as the viewer sees."""
    rows = (
        Action.objects.visible_to(viewer).filter(partnership=partnership_id, state__in=[state.value for state in OPEN]).values("record__group")  # type: ignore[attr-defined]
        .annotate(open=Count("pk"), late=Count("pk", filter=Q(state__in=RUNNING_VALUES, due_on__lt=viewer.day)))
    )
    return {row["record__group"]: (row["open"], row["late"]) for row in rows}
