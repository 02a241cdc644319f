"""An official register compared with the organisations of a partnership: what is new, changed, closed, succeeded or perhaps the same. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rapidfuzz import fuzz

from goldenthread.partnership.rules.register_files import Entry

ALIKE: Final = 86
"""How like two names have to be, out of 100, for a person to be asked whether they are one organisation."""
SAME_PLACE_DAYS: Final = 366
"""How far a closing and an opening may lie apart for the same property to mean the same school."""

DETAILS: Final[Mapping[str, str]] = {
    "kind": "Kind",
    "phase": "Phase",
    "address": "Address",
    "postcode": "Postcode",
    "telephone": "Telephone",
    "website": "Website",
    "area": "Area",
    "establishment": "Establishment number",
    "uprn": "Property number (UPRN)",
}
"""What is kept of an entry beside its name and its days."""


def details_of(entry: Entry) -> dict[str, str]:
    """What is kept of an entry beside its name and its days."""
    return {
        **{name: str(getattr(entry, name)) for name in DETAILS if name != "area"},
        "area": f"{entry.area} {entry.area_name}".strip(),
    }


@dataclass(frozen=True, slots=True)
class Held:
    """An organisation as the partnership has it. `number` is that of this register; `numbered` says whether any register names it."""

    id: int
    name: str
    sector: str
    number: str = ""
    numbered: bool = False
    opened: date | None = None
    closed: date | None = None
    here: bool = True
    since: date | None = None
    seats: int = 0
    posts: int = 0
    succeeded: bool = False
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class New:
    """An open entry that is not here. `known` is the organisation where another partnership has it already, or where it was here before."""

    entry: Entry
    known: int | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """An organisation of which the register says something else."""

    held: Held
    entry: Entry
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """An organisation that the register says has closed, without a successor. `blocked` says why it cannot be recorded yet."""

    held: Held
    entry: Entry
    on: date | None
    blocked: str = ""
    perhaps: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Succeeded:
    """An organisation that goes on under another number: a school turned academy. `how` says how that was seen."""

    held: Held
    closed: Entry
    entry: Entry
    how: str
    known: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation here without a number, and an entry of nearly the same name: a person says whether they are one."""

    held: Held
    entry: Entry
    likeness: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a register would change. `sign` is the same as long as neither the file nor the organisations change."""

    new: tuple[New, ...] = ()
    changed: tuple[Changed, ...] = ()
    closed: tuple[Closed, ...] = ()
    succeeded: tuple[Succeeded, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    unchanged: int = 0
    absent: tuple[Held, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def sign(self) -> str:
        """A short sign of everything it says."""
        said = [self.new, self.changed, self.closed, self.succeeded, self.candidates, self.unchanged]
        return hashlib.sha256(json.dumps(repr(said)).encode()).hexdigest()[:24]

    @property
    def anything(self) -> bool:
        """Whether there is anything to take over or to answer."""
        return bool(self.new or self.changed or self.closed or self.succeeded or self.candidates)


def compare(
    entries: Iterable[Entry], held: Sequence[Held], *, sector: str, elsewhere: Mapping[str, int] | None = None
) -> Comparison:
    """What a register's entries would change among a partnership's organisations. `elsewhere` are the numbers that other partnerships know."""
    rows = list(entries)
    usable = [entry for entry in rows if not entry.problem]
    elsewhere = elsewhere or {}
    by_number = {entry.number: entry for entry in usable}
    known = {one.number: one for one in held if one.number}
    follows = _successors(usable)
    changed: list[Changed] = []
    closed: list[Closed] = []
    succeeded: list[Succeeded] = []
    unchanged, taken = 0, set()
    for number, one in sorted(known.items()):
        entry = by_number.get(number)
        if entry is None or one.closed or one.succeeded or not one.here:
            continue
        if entry.status == "closed":
            after, how, perhaps = _chain(entry, follows)
            if after is not None:
                other = known.get(after.number)
                succeeded.append(Succeeded(one, entry, after, how, other.id if other else elsewhere.get(after.number)))
                taken.add(after.number)
            else:
                closed.append(Closed(one, entry, entry.closed, _blocked(one), perhaps))
        elif differences := differing(one, entry):
            changed.append(Changed(one, entry, differences))
        else:
            unchanged += 1
    fresh = [
        entry
        for entry in usable
        if entry.status == "open"
        and entry.number not in taken
        and not (entry.number in known and (known[entry.number].here or known[entry.number].closed))
    ]
    asked = {entry.number: (one, like) for entry, one, like in _alike(fresh, held, sector, elsewhere)}
    return Comparison(
        new=tuple(
            New(entry, known[entry.number].id if entry.number in known else elsewhere.get(entry.number))
            for entry in sorted(fresh, key=lambda entry: (entry.name.casefold(), entry.number))
            if entry.number not in asked
        ),
        changed=tuple(sorted(changed, key=lambda row: (row.held.name.casefold(), row.held.id))),
        closed=tuple(sorted(closed, key=lambda row: (row.held.name.casefold(), row.held.id))),
        succeeded=tuple(sorted(succeeded, key=lambda row: (row.held.name.casefold(), row.held.id))),
        candidates=tuple(
            Candidate(one, by_number[number], like)
            for number, (one, like) in sorted(asked.items(), key=lambda item: (item[1][0].name.casefold(), item[0]))
        ),
        unchanged=unchanged,
        absent=tuple(
            one
            for number, one in sorted(known.items())
            if number not in by_number and one.here and not one.closed and not one.succeeded
        ),
        problems=tuple(entry.problem for entry in rows if entry.problem),
    )


def differing(held: Held, entry: Entry) -> tuple[FieldChange, ...]:
    """Where an entry says something else than we keep. Capitals and spaces alone are no difference, and an empty day takes nothing away."""
    found: list[FieldChange] = []
    if plain(held.name) != plain(entry.name):
        found.append(FieldChange("Name", held.name, entry.name))
    if entry.opened and held.opened != entry.opened:
        found.append(FieldChange("Opened on", _day(held.opened), _day(entry.opened)))
    said = details_of(entry)
    found += [
        FieldChange(label, held.details.get(name, ""), said[name])
        for name, label in DETAILS.items()
        if _compared(name, held.details.get(name, "")) != _compared(name, said[name])
    ]
    return tuple(found)


def _day(value: date | None) -> str:
    return f"{value.day} {value:%B %Y}" if value else ""


def _compared(name: str, value: str) -> str:
    if name == "telephone":
        return re.sub(r"\D", "", value)
    if name == "postcode":
        return re.sub(r"\s", "", value).upper()
    return plain(value)


def plain(text: str) -> str:
    """Text as it is compared: its words, without capitals."""
    return " ".join(text.casefold().replace("’", "'").split())


def _blocked(held: Held) -> str:
    if not held.seats and not held.posts:
        return ""
    return f"It still has seats ({held.seats}) and posts ({held.posts}) here: end them, or replace it by its successor, on its page first."


Following = Callable[[Entry], tuple[list[Entry], str]]


def _successors(entries: Sequence[Entry]) -> Following:
    """A way to find what came after a closed entry: by its establishment number, by what a later entry says it was before, by the property."""
    by: dict[str, dict[str, list[Entry]]] = {name: defaultdict(list) for name in ("establishment", "previous", "uprn")}
    for entry in entries:
        for name, found in by.items():
            if key := getattr(entry, name):
                found[key].append(entry)

    def later(entry: Entry, others: Iterable[Entry], *, near: bool = False) -> list[Entry]:
        return [
            other
            for other in others
            if other.number != entry.number and other.status != "proposed" and _after(entry, other, near)
        ]

    def find(entry: Entry) -> tuple[list[Entry], str]:
        if not entry.establishment:
            found: list[Entry] = []
        elif found := later(entry, by["establishment"][entry.establishment]):
            return found, f"the same establishment number {entry.establishment}"
        elif found := later(entry, by["previous"][entry.establishment]):
            return found, f"it had the establishment number {entry.establishment} before"
        if entry.uprn and (found := later(entry, by["uprn"][entry.uprn], near=True)):
            return found, f"the same property (UPRN {entry.uprn})"
        return [], ""

    return find


def _after(entry: Entry, other: Entry, near: bool) -> bool:
    """Whether another entry began as this one ended, or later. What is nowhere said is taken to fit, unless it must be near."""
    if entry.closed is None or other.opened is None:
        return not near
    if other.opened < entry.closed and (entry.closed - other.opened).days > SAME_PLACE_DAYS:
        return False
    if entry.opened is not None and other.opened <= entry.opened:
        return False
    return not near or abs((other.opened - entry.closed).days) <= SAME_PLACE_DAYS


def _chain(entry: Entry, follows: Following) -> tuple[Entry | None, str, tuple[Entry, ...]]:
    """The open entry that an ended one goes on as, through others that ended too; or those it may go on as, when they are several."""
    seen, now, first = {entry.number}, entry, ""
    while True:
        found, how = follows(now)
        found = [one for one in found if one.number not in seen]
        standing = [one for one in found if one.status != "closed"]
        first = first or how
        if len(standing) == 1:
            return standing[0], first, ()
        if len(standing) > 1:
            return None, "", tuple(sorted(standing, key=lambda one: one.number))
        if len(found) != 1:
            return None, "", ()
        now = found[0]
        seen.add(now.number)


def _alike(
    fresh: Sequence[Entry], held: Sequence[Held], sector: str, elsewhere: Mapping[str, int]
) -> list[tuple[Entry, Held, int]]:
    """Each organisation without a number beside the entry most like it in name, each entry once, the likest first."""
    without = [
        one
        for one in held
        if one.sector == sector and not one.numbered and not one.closed and not one.succeeded and one.here
    ]
    scored = sorted(
        (
            (-round(like), one.id, entry.number, entry, one)
            for one in without
            for entry in fresh
            if entry.number not in elsewhere and (like := likeness(one.name, entry.name)) >= ALIKE
        ),
        key=lambda row: row[:3],
    )
    taken_entries: set[str] = set()
    taken_held: set[int] = set()
    found = []
    for like, pk, number, entry, one in scored:
        if number not in taken_entries and pk not in taken_held:
            taken_entries.add(number)
            taken_held.add(pk)
            found.append((entry, one, -like))
    return found


def likeness(ours: str, theirs: str) -> float:
    """How like two names are, from 0 to 100; words in another order do not matter."""
    return float(fuzz.token_sort_ratio(_words(ours), _words(theirs)))


def _words(name: str) -> str:
    plainer = re.sub(r"['’.]", "", name.casefold()).replace("&", " and ")
    plainer = re.sub(r"\b(saint)\b", "st", plainer)
    plainer = re.sub(r"\bc ?of ?e\b|\bchurch of england\b", "ce", plainer)
    return " ".join(re.findall(r"[a-z0-9]+", plainer))
