"""Small numbers kept back so that no subtraction brings them back: across one table, across tables of the same children, and across editions.

Every number that may leave is a *quantity* with a name, and every way in which quantities add up is a *sum*: rows to their total, the cells
of age by modifiable factors to the rows of age and to the whole, single years to three of them. Two tables of the same children name the same total, so
all of them stand in one system and are judged together.

A reader of everything published knows each shown quantity and each sum, and that what is hidden is no zero. A hidden quantity is safe where there is
another whole set of counts, whole numbers too, that agrees with all of that and has another value there. `_witness` looks for such a set as a
*move*: some hidden quantities go up, others down, and every sum still holds. A quantity is called safe only with a move at hand that
can be checked by adding up; where none is found, more is hidden (the smallest shown quantity in a sum with it) and the search goes on. So the method may hide more
than it had to, and never less; where the search ends without a move, the whole edition is hidden and those after it. What was hidden beside and turns out to be told by what is shown is shown again.

Editions come one after another, the oldest first. What an earlier edition showed stays shown and what it hid stays safe, because the sums of a
later edition (three years against single years) are judged with all that went before; only what is new is hidden to that end. Figures that change
between editions, when a death comes to be known late, are beyond this: keep the document that was published.

Rounding comes after hiding: it takes from what is known and adds nothing, so what was safe stays safe.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import sqrt

Key = Hashable
WIDTH = 2
"""How far apart the least and the most that a hidden count could be have to lie: three values or more. Our own measure."""
LEAST_FOR_RATE = 10
"""A rate or a median of fewer than these says nothing and may tell of one child. Source: practice of public health statistics (to be checked)."""
PATIENCE = 40
"""Steps after which the search for a move gives up, and more is hidden instead. Our own measure."""
MANY = 40
"""Kinds of people with whom one is exchanged in the search. Our own measure."""
FAR = 50
"""As many times as a move is repeated to see how far it goes."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A quantity that is the sum of others."""

    whole: Key
    parts: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """All that stand in it."""
        return (self.whole, *self.parts)


@dataclass(frozen=True, slots=True)
class Edition:
    """What one edition adds: new counts, the sums they stand in, and those that are never shown alone, whatever their size."""

    counts: Mapping[Key, int]
    sums: tuple[Sum, ...] = ()
    never: frozenset[Key] = frozenset()
    people: tuple[frozenset[Key], ...] = ()
    """Where the counts are of people: for each kind of person counted, every quantity (sums of earlier editions aside) that one such person adds one to."""


@dataclass(slots=True)
class _System:
    """All that was said so far."""

    least: int
    width: int
    counts: dict[Key, int] = field(default_factory=dict)
    hidden: set[Key] = field(default_factory=set)
    fixed: set[Key] = field(default_factory=set)
    sums: list[Sum] = field(default_factory=list)
    of: dict[Key, list[tuple[int, int]]] = field(default_factory=dict)  # key -> (sum, +1 for the whole, -1 for a part)
    moves: dict[Key, dict[Key, int]] = field(default_factory=dict)
    small: set[Key] = field(default_factory=set)  # hidden for its own sake
    must: set[Key] = field(default_factory=set)  # hidden, and to stay so
    told: set[Key] = field(default_factory=set)
    people: dict[Key, list[frozenset[Key]]] = field(default_factory=dict)
    beside: dict[Key, tuple[frozenset[Key], ...]] = field(default_factory=dict)
    new: set[Key] = field(default_factory=set)
    gave_up: bool = False  # an edition was hidden whole: those after it are too, without a search
    before: dict[Key, dict[Key, int]] = field(default_factory=dict)  # moves of an earlier edition, to be carried on

    def floor(self, key: Key) -> int:
        """The least that a reader knows a hidden quantity to be: zeros are shown, so what is hidden counts somebody."""
        return 1 if self.counts[key] else 0

    def add(self, edition: Edition) -> None:
        self.counts.update(edition.counts)
        self.new = {key for key, count in edition.counts.items() if count}
        for kind in edition.people:
            for key in kind:
                self.people.setdefault(key, []).append(kind)
                self.beside[key] = edition.people[:MANY]
        new = range(len(self.sums), len(self.sums) + len(edition.sums))
        self.sums += edition.sums
        for number in new:
            one = self.sums[number]
            self.of.setdefault(one.whole, []).append((number, 1))
            for part in one.parts:
                self.of.setdefault(part, []).append((number, -1))
        small = {key for key, count in edition.counts.items() if 0 < count < self.least} | edition.never
        self.small |= small
        self.must |= small
        self.hidden |= small
        # a move of an earlier edition may not hold in the sums of this one
        for key, move in list(self.moves.items()):
            if any(sum(sign * move.get(each, 0) for sign, each in _signed(self.sums[number])) for number in new):
                self.before[key] = self.moves.pop(key)

    def settle(self) -> None:
        """Hide until everything hidden is safe."""
        if self.gave_up:
            self.hidden |= self.new
        waiting = [key for key in self.hidden if self.counts[key] and key not in self.moves and not self.gave_up]
        waiting.sort(key=lambda key: (key in self.must, self.counts[key], repr(key)))
        while waiting:
            key = waiting[-1]
            if key in self.moves:
                waiting.pop()
                continue
            move = (
                self._carried(self.before.get(key, {key: 1}), key)
                or self._carried({key: 1}, key)
                or self._exchanged(key)
                or self._witness(key, 1)
                or self._witness(key, -1)
            )
            if move is not None:
                waiting.pop()
                for each in move:
                    if each not in self.moves and self._goes(move, each) >= self._wide(each):
                        self.moves[each] = move
                continue
            if key not in self.must:  # it helps nobody, and what is shown tells it anyway
                self.hidden.discard(key)
                self.told.add(key)
                waiting.pop()
                continue
            more = self._next(key)
            if more is None:
                # With all of an edition hidden any other set of people agrees with it, and what was safe before stays so.
                self.hidden |= self.new
                self.gave_up = True
                break
            self.hidden.add(more)
            waiting.insert(0, more)
        self.fixed |= self.counts.keys() - self.hidden
        self.must |= self.hidden

    def _wide(self, key: Key) -> int:
        """How far apart its values have to lie: what had to be hidden more than what was hidden beside it."""
        return self.width if key in self.small else 1

    def _goes(self, move: Mapping[Key, int], key: Key) -> int:
        """How many values a quantity can take along a move, both ways, less one."""
        step = abs(move.get(key, 0))
        return step * (self._times(move, 1) + self._times(move, -1))

    def _times(self, move: Mapping[Key, int], way: int) -> int:
        falls = [
            (self.counts[key] - self.floor(key)) // -(change * way) for key, change in move.items() if change * way < 0
        ]
        return min([FAR, *falls])

    def _exchanged(self, key: Key) -> dict[Key, int] | None:
        """One more person of a kind that was counted, or one in the place of another: a move where all that changes is hidden."""
        kinds = self.people.get(key, ())
        for kind in kinds:
            if found := self._carried(dict.fromkeys(kind, 1), key):
                return found
        for kind in kinds:
            for other in self.beside[key]:
                changed = kind ^ other
                if key in changed and changed <= self.hidden:
                    start = {each: 1 if each in kind else -1 for each in changed}
                    if found := self._carried(start, key):
                        return found
        return None

    def _carried(self, start: Mapping[Key, int], key: Key) -> dict[Key, int] | None:
        """A move carried on to every whole above it; None where a whole that is shown would have to change."""
        move = dict(start)
        for _ in range(12):
            sums = {number for each in move for number, _ in self.of.get(each, ())}
            changed = False
            for number in sums:
                one = self.sums[number]
                value = sum(move.get(part, 0) for part in one.parts)
                if move.get(one.whole, 0) != value:
                    move[one.whole], changed = value, True
            if not changed:
                break
        else:
            return None
        move = {each: change for each, change in move.items() if change}
        is_whole = key in move and all(each in self.hidden for each in move)
        return move if is_whole and self._goes(move, key) >= self._wide(key) else None

    def _witness(self, key: Key, change: int) -> dict[Key, int] | None:
        """A move in which a quantity changes and every sum still holds, that goes far enough; None where none was found."""
        steps = [PATIENCE]
        return self._balanced({key: change}, key, steps)

    def _balanced(self, move: dict[Key, int], key: Key, steps: list[int]) -> dict[Key, int] | None:
        if steps[0] <= 0:
            return None
        steps[0] -= 1
        worst: tuple[int, int, list[tuple[Key, int]]] | None = None
        seen: set[int] = set()
        for moved in move:
            for number, _ in self.of.get(moved, ()):
                if number in seen:
                    continue
                seen.add(number)
                over = sum(sign * move.get(each, 0) for sign, each in _signed(self.sums[number]))
                if not over:
                    continue
                ways = [
                    (each, -over * sign)
                    for sign, each in _signed(self.sums[number])
                    if each in self.hidden and each not in move
                ]
                if not ways:
                    return None
                if worst is None or len(ways) < worst[0]:
                    worst = (len(ways), number, ways)
        if worst is None:
            return dict(move) if self._goes(move, key) >= self._wide(key) else None
        # what has the most room first, and what stands in the fewest sums
        ways = sorted(
            worst[2],
            key=lambda way: (
                way[1] < 0 and self.counts[way[0]] - self.floor(way[0]) < self.width,
                len(self.of[way[0]]),
                -self.counts[way[0]],
                repr(way[0]),
            ),
        )
        for each, change in ways:
            if change < 0 and self.counts[each] + change < self.floor(each) and self._starts_down(move, each):
                continue
            move[each] = change
            if (found := self._balanced(move, key, steps)) is not None:
                return found
            del move[each]
        return None

    def _starts_down(self, move: Mapping[Key, int], each: Key) -> bool:
        """Whether a move that takes this quantity down can go neither way: something that goes up is at its floor too."""
        return any(change > 0 and self.counts[key] <= self.floor(key) for key, change in move.items())

    def _next(self, key: Key) -> Key | None:
        """What is hidden besides: the smallest that adds up with what cannot be made safe, a part before a whole."""
        tried: set[Key] = set()
        edge = [key]
        while edge:
            beyond: list[Key] = []
            found: list[tuple[bool, int, str, Key]] = []
            for each in edge:
                tried.add(each)
                for number, _ in self.of.get(each, ()):
                    one = self.sums[number]
                    for other in one.keys:
                        if other in tried or not self.counts[other]:
                            continue
                        if other in self.hidden:
                            beyond.append(other)
                        elif other not in self.fixed and other not in self.told:
                            found.append((other == one.whole, self.counts[other], repr(other), other))
            if found:
                return min(found)[3]
            edge = list(dict.fromkeys(beyond))
        return None


def _signed(one: Sum) -> Iterable[tuple[int, Key]]:
    yield 1, one.whole
    for part in one.parts:
        yield -1, part


def kept_back(editions: Sequence[Edition], least: int, *, width: int = WIDTH) -> frozenset[Key]:
    """The quantities that are not shown, for editions in their order. Counts from one to below `least` and what is never shown alone are
    among them, and whatever else has to be so that none of them can be worked out. Errors: ValueError where a sum does not add up.
    """
    held = _System(least, width)
    for edition in editions:
        held.add(edition)
        for one in edition.sums:
            if held.counts[one.whole] != sum(held.counts[part] for part in one.parts):
                raise ValueError(f"It does not add up: {one.whole}")
        held.settle()
    return frozenset(held.hidden)


def shown(count: int, *, is_hidden: bool, rounded_to: int) -> int | None:
    """A count as it leaves: None where it is kept back, else to the nearest of what is rounded to (halves go up; 0 and 1 round nothing)."""
    if is_hidden:
        return None
    return count if rounded_to < 2 else (2 * count + rounded_to) // (2 * rounded_to) * rounded_to


def share(part: int | None, whole: int | None) -> int | None:
    """A percentage of what is shown; None where either is kept back or there is nothing to share."""
    if part is None or not whole:
        return None
    return (200 * part + whole) // (2 * whole)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with its interval of 95%."""

    value: Decimal
    low: Decimal
    high: Decimal


def rate(count: int | None, population: int, per: int = 100_000) -> Rate | None:
    """A rate by Byar's approximation to the exact Poisson interval; None below ten, where the count is kept back, or nobody is counted against.

    Source: Byar's method as public health statistics in England use it (to be checked).
    """
    if count is None or count < LEAST_FOR_RATE or population <= 0:
        return None

    def limit(of: int, sign: int) -> float:
        return of * (1 - 1 / (9 * of) + sign * 1.959964 / (3 * sqrt(of))) ** 3

    def told(value: float) -> Decimal:
        return Decimal(str(round(value * per / population, 1)))

    return Rate(told(count), told(limit(count, -1)), told(limit(count + 1, 1)))
