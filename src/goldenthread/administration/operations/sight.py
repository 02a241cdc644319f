"""Break-glass: asked with a reason, granted or refused by a second person who can see the record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.administration.operations.shared import actor
from goldenthread.core.clock import day_of
from goldenthread.core.references import PATTERN, normalise
from goldenthread.design.format import instant
from goldenthread.history import operations as history
from goldenthread.history.operations import About
from goldenthread.messages import operations as messages
from goldenthread.partnership.models import Partnership, Post, Seat
from goldenthread.partnership.queries import current
from goldenthread.partnership.terms import Role, SeatRole
from goldenthread.records import operations as records
from goldenthread.records.models import BreakGlass, Record
from goldenthread.records.operations import Refused
from goldenthread.records.terms import Event
from goldenthread.records.viewer import Viewer

CHAIRS = (SeatRole.CHAIR.value, SeatRole.VICE_CHAIR.value)


@transaction.atomic
def ask(*, partnership_id: int, reference: str, reason: str, by: Viewer, at: datetime) -> BreakGlass:
    """Ask to see one record. Whoever runs the partnership's work is told. Errors: Refused; the answer never says whether the record exists."""
    wanted = normalise(reference)
    if not PATTERN.match(wanted):
        raise Refused("A reference looks like AC-7K4QWP: two letters, a dash, six letters and figures.")
    if Record.objects.visible_to(by).filter(partnership=partnership_id, reference=wanted).exists():  # type: ignore[attr-defined]
        raise Refused(f"You see {wanted} already.")
    if BreakGlass.objects.filter(
        partnership=partnership_id,
        reference=wanted,
        person=by.person_id,
        granted_at__isnull=True,
        refused_at__isnull=True,
    ).exists():
        raise Refused(f"You have asked for {wanted} already; nobody has answered yet.")
    partnership = Partnership.objects.get(pk=partnership_id)
    row = records.ask_for_sight(partnership=partnership, reference=wanted, reason=reason, by=actor(by), at=at)
    messages.notify(
        people=_answerers(partnership_id, by.person_id, at),
        kind="sight_asked",
        subject=f"{by.name} asks to see {wanted} for a few hours",
        partnership_id=partnership_id,
        reference=wanted,
        address=f"/{partnership.key}/break-glass/requests/",
        at=at,
        urgent=True,
    )
    return row


def _answerers(partnership_id: int, asker: int, at: datetime) -> list[int]:
    """The business managers; where the asker is the only one, the chairs."""
    day = day_of(at)
    managers = set(
        Post.objects.filter(current(day), partnership=partnership_id, role=Role.BUSINESS_MANAGER.value).values_list(
            "person_id", flat=True
        )
    ) - {asker}
    if managers:
        return sorted(managers)
    chairs = Seat.objects.filter(
        current(day), group__partnership=partnership_id, role__in=CHAIRS, person__isnull=False
    ).values_list("person_id", flat=True)
    return sorted({pk for pk in chairs if pk is not None} - {asker})


@transaction.atomic
def grant(*, partnership_id: int, glass_id: int, by: Viewer, at: datetime) -> BreakGlass:
    """Let the asker see the record for a few hours. Only its group's chair or the business manager, who sees it. Errors: Refused."""
    row = _waiting(partnership_id, glass_id)
    record = _answered_by(by, row)
    if record is None:
        raise Refused(
            f"Only someone who can see {row.reference}, its group's chair or the business manager, can grant this."
        )
    roles = frozenset(
        Role(role)
        for role in Post.objects.filter(
            current(day_of(at)), partnership=partnership_id, person=row.person_id
        ).values_list("role", flat=True)
    )
    if Seat.objects.filter(current(day_of(at)), group__partnership=partnership_id, person=row.person_id).exists():
        roles |= {Role.MEMBER}
    if not roles:
        raise Refused(f"{row.person.name} no longer works with the partnership.")
    granted = records.grant_sight(glass_id=glass_id, record=record, asker_roles=roles, by=actor(by), at=at)
    _tell_asker(
        granted,
        f"You can see {row.reference} until {instant(granted.ends_at)}",
        f"/{row.partnership.key}/thread/{row.reference}/",
        at,
    )
    return granted


@transaction.atomic
def refuse(*, partnership_id: int, glass_id: int, reason: str, by: Viewer, at: datetime) -> BreakGlass:
    """Refuse a request, with the reason. The asker is told. Errors: Refused."""
    row = _waiting(partnership_id, glass_id)
    if row.person_id == by.person_id:
        raise Refused("A second person has to answer this.")
    if _answered_by(by, row) is None and Role.BUSINESS_MANAGER not in by.roles(partnership_id):
        raise Refused("The record's chair or the business manager answers this.")
    if not reason.strip():
        raise Refused("Give the reason.")
    row.refused_at = at
    row.save(update_fields=["refused_at"])
    history.write(
        verb=Event.SIGHT_REFUSED,
        sentence=f"{by.name} did not let {row.person.name} see {row.reference}: {reason.strip()}",
        by=actor(by),
        at=at,
        about=About(partnership_id, None, row.reference),
    )
    _tell_asker(
        row,
        f"You were not given sight of {row.reference}: {reason.strip()}",
        f"/{row.partnership.key}/break-glass/",
        at,
    )
    return row


def _waiting(partnership_id: int, glass_id: int) -> BreakGlass:
    row = (
        BreakGlass.objects.select_for_update(of=("self",))
        .select_related("person", "partnership")
        .filter(pk=glass_id, partnership=partnership_id)
        .first()
    )
    if row is None:
        raise Refused("There is no such request.")
    if row.granted_at or row.refused_at:
        raise Refused("This was answered already.")
    return row


def _answered_by(by: Viewer, row: BreakGlass) -> Record | None:
    """The record asked for, when this viewer sees it and may answer for it."""
    if row.person_id == by.person_id:
        return None
    record = Record.objects.visible_to(by).filter(partnership=row.partnership_id, reference=row.reference).first()  # type: ignore[attr-defined]
    if record is None or not (Role.BUSINESS_MANAGER in by.roles(row.partnership_id) or by.chairs(record.group_id)):
        return None
    return record  # type: ignore[no-any-return]


def _tell_asker(row: BreakGlass, subject: str, address: str, at: datetime) -> None:
    messages.notify(
        people=[row.person_id],
        kind="sight_answered",
        subject=subject,
        partnership_id=row.partnership_id,
        reference=row.reference,
        address=address,
        at=at,
        urgent=True,
    )
