"""What a group's own work puts on its next agenda: minutes, provisional decisions, actions, learning, impact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from goldenthread.design.format import counted, day
from goldenthread.meetings.models import Decision, Meeting
from goldenthread.meetings.proposals import Occasion, Proposal
from goldenthread.meetings.terms import ItemKind, PaperKind, Purpose
from goldenthread.pathways import queries as pathways
from goldenthread.pathways.queries import Soon
from goldenthread.records.models.record import visible
from goldenthread.records.viewer import Viewer
from goldenthread.returns import queries as returns
from goldenthread.returns.rules.states import is_silent
from goldenthread.thread import queries as thread
from goldenthread.thread.queries.actions import ActionRow

LISTED = 12


def unapproved(viewer: Viewer, occasion: Occasion) -> Any:
    """Earlier meetings of the group whose minutes are not approved. Part of another query."""
    last = (
        Meeting.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(group=OuterRef("pk"), meets_on__lt=occasion.meets_on, state__in=["drafted", "circulated"])
        .order_by("meets_on")
        .values(held=JSONObject(pk="pk", on="meets_on"))[:3]
    )
    return ArraySubquery(last)


def unconfirmed(viewer: Viewer, occasion: Occasion) -> Any:
    """Decisions that were taken without a quorum. Part of another query."""
    waiting = (
        Decision.objects.filter(
            visible(viewer, "item_id"),
            item__meeting__group=OuterRef("pk"),
            item__meeting__meets_on__lt=occasion.meets_on,
            state="provisional",
        )
        .order_by("at")
        .values(
            held=JSONObject(
                pk="pk", item="item_id", text="text", reasons="reasons", missing="missing", on="item__meeting__meets_on"
            )
        )[:LISTED]
    )
    return ArraySubquery(waiting)


def stages_due(viewer: Viewer, occasion: Occasion) -> Any:
    """Stages of the group's records that are late or due until it meets. Part of another query."""
    return pathways.soon_of_group(viewer, occasion.meets_on)


def from_meetings(viewer: Viewer, occasion: Occasion) -> Iterator[Proposal]:
    """Minutes to approve, decisions taken without a quorum to confirm, and stages of pathways that are late or due."""
    for meeting in occasion.read.get("unapproved", ()):
        yield Proposal(
            f"minutes:{meeting['pk']}",
            f"Minutes of {day(date.fromisoformat(meeting['on']))}",
            ItemKind.MINUTES,
            Purpose.DECIDE,
            "They are not approved yet.",
            "Are they a true record?",
            minutes=5,
            about_id=meeting["pk"],
            papers=(PaperKind.LAST_MINUTES,),
        )
    for decision in occasion.read.get("unconfirmed", ()):
        on = day(date.fromisoformat(decision["on"]))
        yield Proposal(
            f"confirm:{decision['pk']}",
            f"To confirm: {decision['text'][:300]}",
            ItemKind.CONFIRM,
            Purpose.DECIDE,
            f"Taken on {on} without a quorum: {decision['missing']}.",
            f"Decided on {on} without a quorum. Reasons given: {decision['reasons']}",
            minutes=5,
            about_id=decision["item"],
        )
    yield from _stages(pathways.soon(viewer, occasion.read.get("stages_due", [])))


def from_thread(viewer: Viewer, occasion: Occasion) -> Iterator[Proposal]:
    """Actions that wait for the group or are late, learning with no action, delivery with no impact shown."""
    work = thread.waiting_for_group(viewer, occasion.partnership_id, occasion.group_id)
    for rows, words, because in (
        (work.to_accept, "Accept or return", "Another group offered it."),
        (work.to_sign_off, "Sign off or return", "It was reported done."),
    ):
        for action in rows[:LISTED]:
            yield Proposal(
                f"{'accept' if rows is work.to_accept else 'sign'}:{action.pk}",
                f"{words}: {action.text[:300]}",
                ItemKind.ACTIONS,
                Purpose.DECIDE,
                because,
                minutes=5,
                about_id=action.pk,
            )
    if work.late:
        count = work.counts["late"]
        yield Proposal(
            "actions:late",
            "Late actions",
            ItemKind.ACTIONS,
            Purpose.DISCUSS,
            "One action past its day." if count == 1 else f"{count} actions past their day.",
            "\n".join(
                f"{agency.name or 'Nobody'}: {counted(agency.actions, 'action')}, the oldest due on {day(agency.oldest)}"
                for agency in work.late[:LISTED]
            ),
            minutes=15,
            papers=(PaperKind.ACTION_LOG,),
        )
    if work.delivered:
        yield Proposal(
            "actions:impact",
            "Delivered, with no impact shown yet",
            ItemKind.IMPACT,
            Purpose.DISCUSS,
            f"{counted(work.counts['delivered'], 'action')} delivered without evidence of what changed.",
            _listed(work.delivered),
        )
    if work.unanswered_learning:
        yield Proposal(
            "learning:unanswered",
            "Learning with no action yet",
            ItemKind.LEARNING,
            Purpose.DECIDE,
            f"{counted(len(work.unanswered_learning), 'learning point')} led to nothing so far.",
            "\n".join(f"{point.record.reference}: {point.text}" for point in work.unanswered_learning[:LISTED]),
            minutes=15,
            papers=(PaperKind.LEARNING,),
        )


def from_returns(viewer: Viewer, occasion: Occasion) -> Iterator[Proposal]:
    """Answers that organisations owe the group and are late with. One query."""
    late = returns.late_returns(viewer, occasion.group_id)
    if late:
        silent = sum(is_silent(row.state, row.due_on, viewer.day) for row in late)
        yield Proposal(
            "returns:late",
            "Answers that are late",
            ItemKind.OTHER,
            Purpose.DISCUSS,
            f"{counted(len(late), 'answer')} past their day"
            + (f", {silent} of them with nothing heard." if silent else "."),
            "\n".join(f"{row.reference}: {row.organisation}, due on {day(row.due_on)}" for row in late[:LISTED]),
        )


def _stages(rows: list[Soon]) -> Iterator[Proposal]:
    """Stages of the group's records that are late, or due until it meets."""
    if rows:
        late = sum(row.late for row in rows)
        yield Proposal(
            "pathways:due",
            "Timescales that are late or fall due",
            ItemKind.OTHER,
            Purpose.DISCUSS,
            f"{counted(len(rows), 'stage')} due by the meeting" + (f", {late} of them late now." if late else "."),
            "\n".join(
                f"{row.reference}: {row.stage} ({row.pathway}), due on {day(row.due_on)}" for row in rows[:LISTED]
            ),
        )


def _listed(actions: Iterable[ActionRow]) -> str:
    return "\n".join(f"{action.reference}: {action.text}" for action in list(actions)[:LISTED])
