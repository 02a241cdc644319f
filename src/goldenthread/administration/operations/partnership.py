"""A partnership's groups and organisations with their circles, and the first administrator."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from goldenthread.accounts import operations as accounts
from goldenthread.administration.operations.shared import actor, worded
from goldenthread.core.clock import day_of
from goldenthread.history.actor import job
from goldenthread.partnership import operations as partnership
from goldenthread.partnership.models import Group, Organisation, Partnership, Post
from goldenthread.partnership.operations import GroupDraft, OrganisationDraft, Replacement
from goldenthread.partnership.queries import current
from goldenthread.partnership.terms import Capacity, Role
from goldenthread.records import operations as records
from goldenthread.records.operations import Refused
from goldenthread.records.terms import CircleRole
from goldenthread.records.viewer import Viewer
from goldenthread.thread import queries as thread


@transaction.atomic
def add_group(*, partnership_id: int, draft: GroupDraft, by: Viewer, at: datetime) -> Group:
    """A new group and its circle. Errors: Refused."""
    with worded():
        group = partnership.add_group(partnership_id=partnership_id, draft=draft, by=actor(by), at=at)
    records.group_circle(group)
    return group


@transaction.atomic
def end_group(*, group: Group, on: date, by: Viewer, at: datetime) -> None:
    """End a group that holds no open action. Errors: Refused."""
    held, _ = thread.open_counts(by, group.partnership_id).get(group.pk, (0, 0))
    if held:
        raise Refused(
            f"{group.name} still holds open actions ({held}): finish them, or offer them to another group first."
        )
    with worded():
        partnership.end_group(group_id=group.pk, on=on, by=actor(by), at=at)


@transaction.atomic
def add_organisation(
    *,
    partnership_id: int,
    draft: OrganisationDraft,
    capacity: Capacity,
    on: date,
    by: Viewer,
    at: datetime,
    number: int = 0,
) -> Organisation:
    """An organisation begins to work with the partnership, and has a circle. Errors: Refused."""
    with worded():
        row = partnership.add_organisation(
            partnership_id=partnership_id, draft=draft, capacity=capacity, on=on, number=number, by=actor(by), at=at
        )
    records.organisation_circle(partnership_id, row.pk)
    return row


@transaction.atomic
def replace_organisation(
    *,
    partnership_id: int,
    organisation_id: int,
    on: date,
    by: Viewer,
    at: datetime,
    draft: OrganisationDraft | None = None,
    successor_id: int | None = None,
) -> Replacement:
    """A successor takes an organisation's place: part, seats, posts and sight of what the organisation could see. Errors: Refused."""
    with worded():
        done = partnership.replace_organisation(
            partnership_id=partnership_id,
            organisation_id=organisation_id,
            on=on,
            draft=draft,
            successor_id=successor_id,
            by=actor(by),
            at=at,
        )
    circle = records.organisation_circle(partnership_id, done.successor.pk)
    # Organisations are given sight of actions alone: those they own or have a part in. One rule finds both.
    for action in thread.action_rows(
        by, partnership_id, thread.ActionFilter(standing="all", agency=str(organisation_id))
    ).select_related("record"):
        records.share(record=action.record, circles=[circle], role=CircleRole.CONTRIBUTOR)
    return done


@transaction.atomic
def first_administrator(*, partnership: str, key: str, email: str, name: str, at: datetime) -> str | None:
    """The first partnership and its administrator, for `setup`. Returns the address of the invitation, None when the person signs in already.

    Errors: Refused, when the key is another partnership's or cannot stand in an address.
    """
    by = job("setup")
    row = Partnership.objects.filter(key=key).first()
    if row is not None and row.name != partnership:
        raise Refused(f"The key “{key}” is that of {row.name} already: choose another, or give that name.")
    with worded():
        if row is None:
            row = _founded(partnership, key, at)
        records.partnership_circle(row.pk)
        invited = accounts.invite(email=email, name=name, by=by, at=at)
        held = Post.objects.filter(
            current(day_of(at)), partnership=row, person=invited.person, role=Role.ADMINISTRATOR.value
        )
        if not held.exists():
            _give(row.pk, invited.person.pk, at)
    return f"{settings.ADDRESS.rstrip('/')}{invited.path}" if invited.path else None


def _founded(name: str, key: str, at: datetime) -> Partnership:
    return partnership.make_partnership(key=key, name=name, by=job("setup"), at=at)


def _give(partnership_id: int, person_id: int, at: datetime) -> None:
    partnership.give_post(
        partnership_id=partnership_id,
        person_id=person_id,
        role=Role.ADMINISTRATOR,
        organisation_id=None,
        on=day_of(at),
        by=job("setup"),
        at=at,
    )
