"""The viewer: who is looking, on which day, and the circles they sit in. The first argument of every read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.partnership.terms import Role, SeatRole


@dataclass(frozen=True, slots=True)
class PostFact:
    """A post held on the day: where, for whom and as what."""

    partnership_id: int
    organisation_id: int | None
    role: Role


@dataclass(frozen=True, slots=True)
class PartnershipFact:
    """A partnership the viewer works with."""

    id: int
    key: str
    name: str
    short_name: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class SeatFact:
    """A seat held on the day."""

    group_id: int
    partnership_id: int
    role: SeatRole


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person on a day. `circles` are those they sit in; `opened` the records they hold by name or by break-glass; `excluded` those they may never see."""

    person_id: int
    name: str
    at: datetime
    day: date
    posts: tuple[PostFact, ...] = ()
    seats: tuple[SeatFact, ...] = ()
    circles: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()
    excluded: frozenset[int] = frozenset()
    notices: int = 0
    partnerships: tuple[PartnershipFact, ...] = ()

    def roles(self, partnership_id: int) -> frozenset[Role]:
        """The roles they hold in a partnership on the day."""
        return frozenset(post.role for post in self.posts if post.partnership_id == partnership_id)

    def organisations(self, partnership_id: int) -> frozenset[int]:
        """The organisations they hold a post for in a partnership."""
        return frozenset(
            post.organisation_id
            for post in self.posts
            if post.partnership_id == partnership_id and post.organisation_id
        )

    def works_for(self, partnership_id: int) -> frozenset[int]:
        """The same, without those they only keep the accounts for."""
        return frozenset(
            post.organisation_id
            for post in self.posts
            if post.partnership_id == partnership_id and post.organisation_id and post.role is not Role.ADMINISTRATOR
        )

    def seat_in(self, group_id: int) -> frozenset[SeatRole]:
        """The roles of the seats they hold in a group."""
        return frozenset(seat.role for seat in self.seats if seat.group_id == group_id)

    def partnership(self, key: str) -> PartnershipFact | None:
        """The partnership with this key, if the viewer works with it."""
        return next((fact for fact in self.partnerships if fact.key == key), None)

    def in_unit(self, partnership_id: int) -> bool:
        """Whether they work in the partnership's business unit."""
        return bool(self.roles(partnership_id) & {Role.BUSINESS_MANAGER, Role.BUSINESS_OFFICER})

    def chairs(self, group_id: int | None) -> bool:
        """Whether they chair the group, or stand in for its chair."""
        return group_id is not None and bool(self.seat_in(group_id) & {SeatRole.CHAIR, SeatRole.VICE_CHAIR})
