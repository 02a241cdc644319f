"""What the thread's operations share: loading under lock, checking, writing history, telling people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Q

from goldenthread.history import operations as history
from goldenthread.history.actor import Actor
from goldenthread.messages import operations as messages
from goldenthread.partnership.models import Group, Partnership, Post, Seat
from goldenthread.records import operations as records
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Action
from goldenthread.thread.rules.states import Part
from goldenthread.thread.terms import Event


def actor(by: Viewer) -> Actor:
    """The viewer as the doer of an operation."""
    return Actor(by.name, by.person_id)


def locked_action(action_id: int, seen: int | None = None) -> Action:
    """The action with its record locked. Errors: ChangedMeanwhile."""
    record = records.lock(action_id, seen)
    action = Action.objects.prefetch_related("lines").get(pk=action_id)
    action.record = record
    return action


def written(
    *, record: Record, verb: Event, sentence: str, by: Actor, at: datetime, details: Mapping[str, object] | None = None
) -> None:
    """Add an event about a record."""
    history.write(verb=verb, sentence=sentence, by=by, at=at, about=records.about(record), details=details)


def evidence_of(action: Action) -> int:
    """How many clean documents lie with an action."""
    return action.record.documents.filter(state="clean").count()  # type: ignore[no-any-return, attr-defined]


def impacts_shown(action: Action) -> int:
    """How many tested impacts this action, or a product it led to, has."""
    tested = Q(impact__tested_on__isnull=False) & ~Q(impact__method="")
    near = Q(upstream_links__upstream=action.pk) | Q(upstream_links__upstream__upstream_links__upstream=action.pk)
    shown = Record.objects.filter(tested, near, kind="impact").aggregate(count=Count("pk", distinct=True))
    return int(shown["count"])


def people_with(action: Action, parts: Iterable[Part], at: datetime) -> set[int]:
    """The people who have one of these parts in an action today."""
    wanted, day, found = set(parts), at.date(), set()
    if Part.OWNER in wanted and action.owner_person_id:
        found.add(action.owner_person_id)
    if Part.OWNER_ORGANISATION in wanted and action.owner_organisation_id and not action.owner_person_id:
        found |= set(
            _posts(action.partnership_id, day)
            .filter(organisation=action.owner_organisation_id)
            .values_list("person_id", flat=True)
        )
    if Part.UNIT in wanted:
        found |= set(
            _posts(action.partnership_id, day)
            .filter(role__in=["business_manager", "business_officer"])
            .values_list("person_id", flat=True)
        )
    groups = {
        group
        for part, group in (
            (Part.CHAIR, action.record.group_id),
            (Part.ORIGIN_CHAIR, action.origin_id),
            (Part.RECEIVER_CHAIR, action.offered_to_id),
        )
        if part in wanted and group is not None
    }
    if groups:
        seats = Seat.objects.filter(
            group__in=groups, role__in=["chair", "vice_chair"], person__isnull=False, starts_on__lte=day
        )
        found |= set(seats.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day)).values_list("person_id", flat=True))
    return found


def _posts(partnership_id: int, day: object):  # type: ignore[no-untyped-def]
    held = Post.objects.filter(partnership=partnership_id, starts_on__lte=day)
    return held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


def tell(
    *,
    action: Action,
    people: Iterable[int],
    kind: str,
    subject: str,
    by: Viewer | None,
    at: datetime,
    urgent: bool = False,
) -> None:
    """Leave a notice about an action, for everyone but the one who did it."""
    key = Partnership.objects.values_list("key", flat=True).get(pk=action.partnership_id)
    messages.notify(
        people=set(people) - ({by.person_id} if by else set()),
        kind=kind,
        subject=subject,
        partnership_id=action.partnership_id,
        reference=action.record.reference,
        address=f"/{key}/actions/{action.record.reference}/",
        at=at,
        urgent=urgent,
    )


def require(is_allowed: bool, sentence: str) -> None:
    """Refuse with the sentence unless allowed. Errors: Refused."""
    if not is_allowed:
        raise Refused(sentence)


def group_name(group_id: int) -> str:
    """A group's short name, else its name."""
    return str(Group.objects.get(pk=group_id))
