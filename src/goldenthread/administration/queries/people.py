"""The people of a partnership, with their posts, seats and how they sign in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.accounts import queries as accounts
from goldenthread.accounts.models import Person
from goldenthread.partnership.models import Post, Seat
from goldenthread.partnership.queries import current
from goldenthread.partnership.terms import Role
from goldenthread.records.viewer import Viewer
from goldenthread.thread.rules.states import OPEN

SIZE = 50


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What the list of people is narrowed to; text, as it stands in the address."""

    q: str = ""
    organisation: str = ""
    role: str = ""
    factor: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> PeopleFilter:
        """The filter that an address asks for."""
        return cls(
            **{field.name: query.get(field.name, "")[:120].strip() for field in fields(cls) if query.get(field.name)}
        )

    def query(self) -> dict[str, str]:
        """The filter as an address holds it."""
        return {field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with what they hold today."""

    person: Person
    posts: tuple[Post, ...]
    seats: tuple[Seat, ...]
    second_factor: bool
    invited: bool


def _members(partnership_id: int, day: date, chosen: PeopleFilter) -> QuerySet[Person]:
    posts = Post.objects.filter(current(day), person=OuterRef("pk"), partnership=partnership_id)
    seats = Seat.objects.filter(current(day), person=OuterRef("pk"), group__partnership=partnership_id)
    rows = Person.objects.filter(Exists(posts) | Exists(seats))
    if chosen.q:
        rows = rows.filter(Q(name__icontains=chosen.q) | Q(email__icontains=chosen.q))
    if chosen.organisation.isdigit():
        rows = rows.filter(
            Exists(posts.filter(organisation=int(chosen.organisation)))
            | Exists(seats.filter(organisation=int(chosen.organisation)))
        )
    if chosen.role in {role.value for role in Role}:
        rows = rows.filter(Exists(posts.filter(role=chosen.role)))
    if chosen.factor in {"on", "off"}:
        held = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=accounts.FACTORS))
        rows = rows.filter(held if chosen.factor == "on" else ~held)
    return rows.order_by("name", "pk")


def _filled(partnership_id: int, day: date, at: datetime, found: list[Person]) -> list[PersonRow]:
    ids = [person.pk for person in found]
    posts: dict[int, list[Post]] = {}
    seats: dict[int, list[Seat]] = {}
    for post in (
        Post.objects.filter(current(day), partnership=partnership_id, person__in=ids)
        .select_related("organisation")
        .order_by("pk")
    ):
        posts.setdefault(post.person_id, []).append(post)
    for seat in (
        Seat.objects.filter(current(day), group__partnership=partnership_id, person__in=ids)
        .select_related("group", "organisation")
        .order_by("group__number", "pk")
    ):
        seats.setdefault(seat.person_id or 0, []).append(seat)
    factors, invited = accounts.second_factors(ids), accounts.waiting_invitations(ids, at)
    return [
        PersonRow(
            person,
            tuple(posts.get(person.pk, ())),
            tuple(seats.get(person.pk, ())),
            person.pk in factors,
            person.pk in invited,
        )
        for person in found
    ]


def people_page(
    viewer: Viewer, partnership_id: int, chosen: PeopleFilter, number: int
) -> tuple[list[PersonRow], int, int]:
    """One page of a partnership's people: the rows, how many there are, and the page given. Six queries."""
    rows = _members(partnership_id, viewer.day, chosen)
    total = rows.count()
    page = max(1, min(number, -(-total // SIZE)))
    return _filled(partnership_id, viewer.day, viewer.at, list(rows[(page - 1) * SIZE : page * SIZE])), total, page


def people(viewer: Viewer, partnership_id: int, chosen: PeopleFilter) -> Iterator[PersonRow]:
    """Every one of them, a few hundred at a time."""
    rows, start = _members(partnership_id, viewer.day, chosen), 0
    while found := list(rows[start : start + 500]):
        yield from _filled(partnership_id, viewer.day, viewer.at, found)
        start += 500


def find_member(viewer: Viewer, partnership_id: int, person_id: int) -> tuple[PersonRow, list[Post], list[Seat]] | None:
    """A person who works or worked with the partnership, with every post and seat they ever held here, newest first; or None."""
    posts = list(
        Post.objects.filter(partnership=partnership_id, person=person_id)
        .select_related("organisation", "person")
        .order_by("-starts_on", "-pk")
    )
    seats = list(
        Seat.objects.filter(group__partnership=partnership_id, person=person_id)
        .select_related("organisation", "group", "person")
        .order_by("-starts_on", "-pk")
    )
    if not posts and not seats:
        return None
    person: Any = (posts or seats)[0].person

    def holds(row: Any) -> bool:
        return row.starts_on <= viewer.day and (row.ends_on is None or viewer.day < row.ends_on)

    row = PersonRow(
        person,
        tuple(post for post in posts if holds(post)),
        tuple(seat for seat in seats if holds(seat)),
        bool(accounts.second_factors([person_id])),
        bool(accounts.waiting_invitations([person_id], viewer.at)),
    )
    return row, posts, seats


def open_actions_of(partnership_id: int, person_id: int) -> int:
    """How many open actions a person owns in a partnership, as far as it is administered by whoever is told to the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select goldenthread_owned_actions(%s, %s, %s)",
            [partnership_id, person_id, [state.value for state in OPEN]],
        )
        return int(cursor.fetchone()[0])
