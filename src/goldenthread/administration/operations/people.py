"""People join, hold posts and seats, and leave. Nothing they own stays unassigned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from goldenthread.accounts import operations as accounts
from goldenthread.accounts.links import NOTICE
from goldenthread.accounts.models import Person
from goldenthread.accounts.operations import Invited
from goldenthread.administration.operations.shared import actor, require_keeper, worded
from goldenthread.administration.queries.people import find_member, open_actions_of
from goldenthread.core.clock import day_of
from goldenthread.messages import operations as messages
from goldenthread.partnership import operations as partnership
from goldenthread.partnership.models import Group, Partnership, Post, Seat
from goldenthread.partnership.queries import current
from goldenthread.partnership.terms import Role, SeatRole
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer


@transaction.atomic
def invite_person(
    *,
    partnership_id: int,
    email: str,
    name: str,
    role: Role,
    organisation_id: int | None,
    groups: Sequence[Group],
    by: Viewer,
    at: datetime,
) -> Invited:
    """Invite a person with a post and seats as a member of some groups. Whoever signs in already only gets those. Errors: Refused."""
    require_keeper(by, partnership_id)
    fact = Partnership.objects.get(pk=partnership_id)
    with worded():
        invited = accounts.invite(email=email, name=name, by=actor(by), at=at, fictional=fact.fictional)
        partnership.give_post(
            partnership_id=partnership_id,
            person_id=invited.person.pk,
            role=role,
            organisation_id=organisation_id,
            on=day_of(at),
            by=actor(by),
            at=at,
        )
        for group in groups:
            partnership.add_seat(
                group_id=group.pk,
                role=SeatRole.MEMBER,
                organisation_id=organisation_id,
                person_id=invited.person.pk,
                on=day_of(at),
                by=actor(by),
                at=at,
            )
    if invited.path:
        _tell(
            invited.person.pk,
            partnership_id,
            NOTICE,
            f"{by.name} invites you to {fact.name}: set a password to begin",
            "/account/",
            at,
        )
    else:
        _tell(
            invited.person.pk,
            partnership_id,
            "welcome",
            f"You now work with {fact.name} here as well",
            f"/{fact.key}/",
            at,
        )
    return invited


@transaction.atomic
def send_new_link(*, partnership_id: int, person_id: int, by: Viewer, at: datetime) -> str | None:
    """Mail a person a fresh link to set a password. Its path is given back only for someone who never had one: else it goes to its owner alone."""
    require_keeper(by, partnership_id)
    person = _member(by, partnership_id, person_id)
    known = person.has_usable_password()
    with worded():
        path = accounts.send_link(person=person, by=actor(by), at=at)
    _tell(person_id, partnership_id, NOTICE, "Here is a new link to set your password", "/account/", at)
    return None if known else path


@transaction.atomic
def correct(*, partnership_id: int, person_id: int, name: str, email: str, by: Viewer, at: datetime) -> Person:
    """Put a person's name right, and an address that nobody has signed in with yet. Errors: Refused."""
    before = _member(by, partnership_id, person_id).email
    with worded():
        person = accounts.correct(person_id=person_id, name=name, email=email, by=actor(by), at=at)
        if person.email.lower() != before.lower():
            accounts.send_link(person=person, by=actor(by), at=at)
            _tell(person_id, partnership_id, NOTICE, "Here is a new link to set your password", "/account/", at)
    return person


@transaction.atomic
def give_post(
    *,
    partnership_id: int,
    person_id: int,
    role: Role,
    organisation_id: int | None,
    title: str,
    by: Viewer,
    at: datetime,
) -> Post:
    """Give someone who is here another post, from today. Errors: Refused."""
    _member(by, partnership_id, person_id)
    with worded():
        return partnership.give_post(
            partnership_id=partnership_id,
            person_id=person_id,
            role=role,
            organisation_id=organisation_id,
            title=title,
            on=day_of(at),
            by=actor(by),
            at=at,
        )


@transaction.atomic
def end_post(*, partnership_id: int, post_id: int, by: Viewer, at: datetime) -> None:
    """End a post today. Errors: Refused, also when it is the last thing held by someone who owns open actions."""
    row = Post.objects.filter(pk=post_id, partnership=partnership_id).first()
    if row is None:
        raise Refused("There is no such post here.")
    _leaves_nothing(partnership_id, row.person_id, at, ending=row)
    with worded():
        partnership.end_post(post_id=post_id, on=day_of(at), by=actor(by), at=at)


@transaction.atomic
def give_seat(
    *,
    partnership_id: int,
    person_id: int,
    group_key: str,
    role: SeatRole,
    organisation_id: int | None,
    by: Viewer,
    at: datetime,
) -> Seat:
    """Give someone a seat in a group, from today: a vacant seat of the same role and agency where there is one. Errors: Refused."""
    require_keeper(by, partnership_id)
    _member(by, partnership_id, person_id)
    group = Group.objects.filter(partnership=partnership_id, key=group_key).first()
    if group is None:
        raise Refused("There is no such group here.")
    day = day_of(at)
    vacant = Seat.objects.filter(
        current(day), group=group, role=role.value, organisation=organisation_id, person__isnull=True
    ).first()
    with worded():
        if vacant:
            return partnership.hand_over_seat(seat_id=vacant.pk, person_id=person_id, on=day, by=actor(by), at=at)
        return partnership.add_seat(
            group_id=group.pk,
            role=role,
            organisation_id=organisation_id,
            person_id=person_id,
            on=day,
            by=actor(by),
            at=at,
        )


def end_seat(*, partnership_id: int, seat_id: int, keep_vacant: bool, by: Viewer, at: datetime) -> None:
    """End someone's seat today, leaving it vacant for their agency or not at all. Errors: Refused."""
    leave_seat(partnership_id=partnership_id, seat_id=seat_id, keep_vacant=keep_vacant, on=day_of(at), by=by, at=at)


@transaction.atomic
def leave_seat(*, partnership_id: int, seat_id: int, keep_vacant: bool, on: date, by: Viewer, at: datetime) -> None:
    """The same, from any day. Errors: Refused, also when it is the last thing held by someone who owns open actions."""
    row = Seat.objects.filter(pk=seat_id, group__partnership=partnership_id).first()
    if row is None:
        raise Refused("There is no such seat here.")
    if row.person_id:
        _leaves_nothing(partnership_id, row.person_id, at, ending=row)
    with worded():
        if keep_vacant and row.person_id:
            partnership.hand_over_seat(seat_id=seat_id, person_id=None, on=on, by=actor(by), at=at)
        else:
            partnership.end_seat(seat_id=seat_id, on=on, by=actor(by), at=at)


@transaction.atomic
def close_here(*, partnership_id: int, person_id: int, by: Viewer, at: datetime) -> bool:
    """End everything a person holds here; seats stay vacant. Their account closes when nothing is left elsewhere; returns whether it did. Errors: Refused."""
    require_keeper(by, partnership_id)
    if person_id == by.person_id:
        raise Refused("You cannot close your own account: ask another administrator, or the business manager.")
    _member(by, partnership_id, person_id)
    day = day_of(at)
    if count := open_actions_of(partnership_id, person_id):
        raise Refused(owned_words(count))
    with worded():
        for seat in Seat.objects.filter(current(day), person=person_id, group__partnership=partnership_id):
            partnership.hand_over_seat(seat_id=seat.pk, person_id=None, on=day, by=actor(by), at=at)
        for post in Post.objects.filter(current(day), person=person_id, partnership=partnership_id):
            partnership.end_post(post_id=post.pk, on=day, by=actor(by), at=at)
        if (
            Post.objects.filter(current(day), person=person_id).exists()
            or Seat.objects.filter(current(day), person=person_id).exists()
        ):
            return False
        accounts.deactivate(person_id=person_id, by=actor(by), at=at)
    return True


def owned_words(count: int) -> str:
    """Why someone cannot leave yet."""
    actions = "1 open action" if count == 1 else f"{count} open actions"
    return f"They own {actions} here: give each another owner first."


def _leaves_nothing(partnership_id: int, person_id: int, at: datetime, *, ending: Post | Seat) -> None:
    """Refuse to end the last thing that lets the owner of open actions see them."""
    day = day_of(at)
    posts = Post.objects.filter(current(day), person=person_id, partnership=partnership_id)
    seats = Seat.objects.filter(current(day), person=person_id, group__partnership=partnership_id)
    left = (posts.exclude(pk=ending.pk) if isinstance(ending, Post) else posts).exists() or (
        seats.exclude(pk=ending.pk) if isinstance(ending, Seat) else seats
    ).exists()
    if not left and (count := open_actions_of(partnership_id, person_id)):
        raise Refused(owned_words(count))


def _member(by: Viewer, partnership_id: int, person_id: int) -> Person:
    require_keeper(by, partnership_id)
    found = find_member(by, partnership_id, person_id)
    if found is None:
        raise Refused("This person does not work with the partnership.")
    return found[0].person


def _tell(person_id: int, partnership_id: int, kind: str, subject: str, address: str, at: datetime) -> None:
    messages.notify(
        people=[person_id],
        kind=kind,
        subject=subject,
        partnership_id=partnership_id,
        address=address,
        at=at,
        urgent=True,
    )
