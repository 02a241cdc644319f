"""What asks for someone: over every partnership a person works with, and for one group."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q

from goldenthread.records.models import Link
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Action, ActionLine, LearningPoint
from goldenthread.thread.queries.actions import ActionRow, load
from goldenthread.thread.rules.states import OPEN, RUNNING

RUNNING_VALUES = [state.value for state in RUNNING]
LIMIT = 30


def mine(viewer: Viewer) -> list[ActionRow]:
    """Every running action this person owns, signs off, is offered, or has a part in that waits for them. Two queries."""
    chaired = [seat.group_id for seat in viewer.seats if viewer.chairs(seat.group_id)]
    organisations = [post.organisation_id for post in viewer.posts if post.organisation_id]
    units = [post.partnership_id for post in viewer.posts if viewer.in_unit(post.partnership_id)]
    asked_line = Exists(ActionLine.objects.filter(action=OuterRef("pk"), organisation__in=organisations, state="asked"))
    asked = (
        Q(owner_person=viewer.person_id, state__in=RUNNING_VALUES)
        | Q(owner_person__isnull=True, owner_organisation__in=organisations, state="agreed")
        | Q(offered_to__in=chaired)
        | Q(origin__in=chaired, state="reported")
        | Q(record__group__in=chaired, state__in=RUNNING_VALUES)
        | Q(asked_line, state__in=RUNNING_VALUES)
    )
    if units:
        asked |= Q(partnership__in=units, state__in=RUNNING_VALUES, due_on__lt=viewer.day)
    open_rows = Q(state__in=RUNNING_VALUES) | Q(offered_to__in=chaired)
    mine_first = Action.objects.visible_to(viewer).filter(
        open_rows, asked, partnership__in=[fact.id for fact in viewer.partnerships]
    )  # type: ignore[attr-defined]
    return load(list(mine_first.order_by("due_on", "pk").values_list("pk", flat=True)[:200]))


@dataclass(frozen=True, slots=True)
class GroupWork:
    """What needs a group now."""

    late: list[ActionRow] = field(default_factory=list)
    to_accept: list[ActionRow] = field(default_factory=list)
    to_sign_off: list[ActionRow] = field(default_factory=list)
    delivered: list[ActionRow] = field(default_factory=list)
    unanswered_learning: list[LearningPoint] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def waiting_for_group(viewer: Viewer, partnership_id: int, group_id: int) -> GroupWork:
    """What needs a group now: late, offered to it, waiting for its sign-off, delivered with no impact, learning with no action. Three queries."""
    concern = (
        Q(record__group=group_id, state__in=[*(state.value for state in OPEN), "delivered", "assured"])
        | Q(offered_to=group_id)
        | Q(origin=group_id, state="reported")
    )
    found = Action.objects.visible_to(viewer).filter(concern, partnership=partnership_id).order_by("due_on", "pk")  # type: ignore[attr-defined]
    facts = list(found.values_list("pk", "state", "due_on", "record__group", "offered_to", "origin"))
    held = [
        (pk, state, bool(due_on and due_on < viewer.day and state in RUNNING_VALUES))
        for pk, state, due_on, holder, _, _ in facts
        if holder == group_id
    ]
    wanted = {
        "late": [pk for pk, _, late in held if late],
        "to_accept": [row[0] for row in facts if row[4] == group_id],
        "to_sign_off": [row[0] for row in facts if row[5] == group_id and row[1] == "reported"],
        "delivered": [pk for pk, state, _ in held if state == "delivered"],
    }
    shown = {row.pk: row for row in load(sorted({pk for ids in wanted.values() for pk in ids[: LIMIT * 4]}))}
    answered = Exists(Link.objects.filter(upstream=OuterRef("pk")))
    learned = (
        LearningPoint.objects.visible_to(viewer)
        .filter(~answered, partnership=partnership_id, record__group=group_id, nature="development")
        .select_related("record")
    )  # type: ignore[attr-defined]
    open_values = {state.value for state in OPEN}
    return GroupWork(
        **{name: [shown[pk] for pk in ids[: LIMIT * 4] if pk in shown] for name, ids in wanted.items()},
        unanswered_learning=list(learned.order_by("-record__happened_on", "pk")[:LIMIT]),
        counts={
            "open": sum(state in open_values for _, state, _ in held),
            "late": sum(late for _, _, late in held),
            "delivered": len(wanted["delivered"]),
            "assured": sum(state == "assured" for _, state, _ in held),
        },
    )


def open_counts(viewer: Viewer, partnership_id: int) -> dict[int, tuple[int, int]]:
    """For each group, how many open actions it holds and how many of them are late, as far as the viewer sees."""
    rows = (
        Action.objects.visible_to(viewer)
        .filter(partnership=partnership_id, state__in=[state.value for state in OPEN])
        .values("record__group")  # type: ignore[attr-defined]
        .annotate(open=Count("pk"), late=Count("pk", filter=Q(state__in=RUNNING_VALUES, due_on__lt=viewer.day)))
    )
    return {row["record__group"]: (row["open"], row["late"]) for row in rows}
