"""Rules of administration, free of the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.administration.terms import Rule
from goldenthread.partnership.terms import Role


@dataclass(frozen=True, slots=True)
class Held:
    """A post or a seat held today, as far as a circle asks. `group_id` is None for a post."""

    person_id: int
    name: str
    organisation_id: int | None
    organisation: str
    role: str
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A person added to a circle, or kept out of it, by name."""

    person_id: int
    name: str
    reason: str
    since: date


@dataclass(frozen=True, slots=True)
class CircleShape:
    """What decides who sits in a circle: its kind, whom it is made of, and the roles that sit in it by rule."""

    kind: str
    group_id: int | None
    organisation_id: int | None
    standing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sitter:
    """A person in a circle, and every rule by which they sit there. `kept_out` gives the reason why they do not."""

    person_id: int
    name: str
    organisation: str
    rules: tuple[Rule, ...]
    notes: tuple[str, ...] = ()
    kept_out: str = ""


def sitters(
    shape: CircleShape, posts: Iterable[Held], seats: Iterable[Held], named: Iterable[Named], barred: Iterable[Named]
) -> list[Sitter]:
    """Everyone who sits in a circle, with the rules; those kept out last, with the reason. The same rule as the database's own."""
    found: dict[int, list[tuple[Rule, str]]] = {}
    names: dict[int, tuple[str, str]] = {}

    def put(person_id: int, name: str, organisation: str, rule: Rule, note: str = "") -> None:
        names.setdefault(person_id, (name, organisation))
        found.setdefault(person_id, []).append((rule, note))

    for seat in seats:
        if shape.group_id is not None and seat.group_id == shape.group_id:
            put(seat.person_id, seat.name, seat.organisation, Rule.SEAT, seat.role)
    for post in posts:
        if post.role == Role.ADMINISTRATOR.value:
            continue
        if shape.kind == "partnership":
            put(post.person_id, post.name, post.organisation, Rule.POST, Role(post.role).label)
        elif shape.organisation_id is not None and post.organisation_id == shape.organisation_id:
            put(post.person_id, post.name, post.organisation, Rule.ORGANISATION, Role(post.role).label)
        if post.role in shape.standing:
            put(post.person_id, post.name, post.organisation, Rule.STANDING, Role(post.role).label)
    for row in named:
        put(row.person_id, row.name, "", Rule.NAMED, row.reason)
    out = {row.person_id: row for row in barred}
    for row in out.values():
        names.setdefault(row.person_id, (row.name, ""))
    made = [
        Sitter(
            pk,
            name,
            organisation,
            tuple(dict.fromkeys(rule for rule, _ in found.get(pk, []))) if pk not in out else (Rule.KEPT_OUT,),
            tuple(dict.fromkeys(note for _, note in found.get(pk, []) if note)),
            out[pk].reason if pk in out else "",
        )
        for pk, (name, organisation) in names.items()
    ]
    return sorted(made, key=lambda sitter: (bool(sitter.kept_out), sitter.name))


@dataclass(frozen=True, slots=True)
class Thing:
    """Something a person holds that someone else can take over. `needs` says that it may not be without a holder; `asked` that it goes to nobody unless someone is chosen for it alone."""

    key: str
    label: str
    kind: str
    needs: bool
    address: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Unassigned(Exception):
    """Things that nobody would hold."""

    things: tuple[Thing, ...]

    def __str__(self) -> str:
        first = self.things[0]
        more = f", and for {len(self.things) - 1} more" if len(self.things) > 1 else ""
        return f"Choose who takes over “{first.label}”{more}: nothing may be left without anyone."


def hand_over(
    things: Sequence[Thing], chosen: Mapping[str, int | None], successor: int | None, leaver: int
) -> dict[str, int | None]:
    """Who takes over each thing: whoever was chosen for it, else the successor of everything. Errors: Unassigned, for what may not be without a holder."""
    settled = {thing.key: chosen.get(thing.key, None if thing.asked else successor) for thing in things}
    settled = {key: None if person == leaver else person for key, person in settled.items()}
    if lost := tuple(thing for thing in things if thing.needs and settled[thing.key] is None):
        raise Unassigned(lost)
    return settled
