"""Circles, and who sits in each by which rule."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.administration.rules import CircleShape, Held, Named, Sitter, sitters
from goldenthread.partnership.models import Post, Seat
from goldenthread.partnership.queries import current
from goldenthread.partnership.terms import Role, SeatRole
from goldenthread.records.models import Circle, CircleSeat, Exclusion
from goldenthread.records.terms import CircleKind
from goldenthread.records.viewer import Viewer


@dataclass(frozen=True, slots=True)
class CircleRow:
    """A circle with those in it. `key` is its place in addresses: `group-…`, `organisation-…` or `everyone`."""

    circle: Circle
    key: str
    name: str
    kind: CircleKind
    standing: tuple[Role, ...]
    sitters: tuple[Sitter, ...]

    @property
    def inside(self) -> tuple[Sitter, ...]:
        """Those who sit in it."""
        return tuple(sitter for sitter in self.sitters if not sitter.kept_out)


def circles(viewer: Viewer, partnership_id: int, key: str = "") -> list[CircleRow]:
    """Every circle of a partnership, or the one with this key. Five queries."""
    day = viewer.day
    found = list(Circle.objects.filter(partnership=partnership_id).select_related("group", "organisation"))
    if key:
        found = [circle for circle in found if _key(circle) == key]
    ids = [circle.pk for circle in found]
    posts = [
        Held(row.person_id, row.person.name, row.organisation_id, str(row.organisation or ""), row.role)
        for row in Post.objects.filter(current(day), partnership=partnership_id, person__is_active=True)
        .select_related("person", "organisation")
        .order_by("person__name")
    ]
    seats = [
        Held(
            row.person_id or 0,
            row.person.name if row.person else "",
            row.organisation_id,
            str(row.organisation or ""),
            SeatRole(row.role).label,
            row.group_id,
        )
        for row in Seat.objects.filter(current(day), group__partnership=partnership_id, person__is_active=True)
        .select_related("person", "organisation")
        .order_by("person__name")
    ]
    named = _named(CircleSeat.objects.filter(current(day), circle__in=ids).select_related("person"))
    barred = _named(Exclusion.objects.filter(current(day), circle__in=ids).select_related("person"))
    made = [_row(circle, posts, seats, named.get(circle.pk, []), barred.get(circle.pk, [])) for circle in found]
    order = {CircleKind.PARTNERSHIP: 0, CircleKind.GROUP: 1, CircleKind.ORGANISATION: 2}
    return sorted(made, key=lambda row: (order[row.kind], row.circle.group.number if row.circle.group else 0, row.name))


def find_circle(viewer: Viewer, partnership_id: int, key: str) -> CircleRow | None:
    """The circle with this key, or None."""
    return next(iter(circles(viewer, partnership_id, key)), None)


def _named(rows) -> dict[int, list[Named]]:  # type: ignore[no-untyped-def]
    held: dict[int, list[Named]] = {}
    for row in rows:
        held.setdefault(row.circle_id, []).append(Named(row.person_id, row.person.name, row.reason, row.starts_on))
    return held


def _key(circle: Circle) -> str:
    if circle.group:
        return f"group-{circle.group.key}"
    return f"organisation-{circle.organisation_id}" if circle.organisation_id else "everyone"


def _row(circle: Circle, posts: list[Held], seats: list[Held], named: list[Named], barred: list[Named]) -> CircleRow:
    shape = CircleShape(circle.kind, circle.group_id, circle.organisation_id, frozenset(circle.standing_roles))
    name = (
        circle.group.name
        if circle.group
        else circle.organisation.name
        if circle.organisation
        else "Everyone who works with the partnership"
    )
    return CircleRow(
        circle,
        _key(circle),
        name,
        CircleKind(circle.kind),
        tuple(role for role in Role if role.value in circle.standing_roles),
        tuple(sitters(shape, posts, seats, named, barred)),
    )
