"""States as one table: who may take a thing from one to the next, what must be true first, and what is written and told.

A room says its own parts, facts, states and table; the questions asked of every table are here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar


class Labelled(Protocol):
    """A state of some vocabulary: it has words for people."""

    @property
    def label(self) -> str:
        """Its words."""


class InState(Protocol):
    """What the rules know of a thing; its state among it."""

    @property
    def state(self) -> Any:
        """The state it is in."""


# Without slots: in Python 3.11 a frozen class with them cannot be made under the name a room gives it, `Condition[ItsFacts]`.
Facts = TypeVar("Facts", bound=InState)
Part = TypeVar("Part", bound=Enum)
State = TypeVar("State", bound=Labelled)
Event = TypeVar("Event")


@dataclass(frozen=True)
class Condition(Generic[Facts]):
    """Something that must be true, and the sentence that says it is not."""

    holds: Callable[[Facts], bool]
    otherwise: str


@dataclass(frozen=True)
class Transition(Generic[Facts, Part, Event]):
    """One way from a state: the button's words, who may, what must be true, the event written, and who is told."""

    label: str
    who: frozenset[Part]
    needs: tuple[Condition[Facts], ...]
    event: Event
    tells: frozenset[Part] = frozenset()
    asks_reason: bool = False


@dataclass(frozen=True)
class Choice(Generic[State]):
    """A transition offered on a page: its words, and what still stands in its way."""

    to: State
    label: str
    asks_reason: bool
    obstacles: tuple[str, ...]


@dataclass(frozen=True)
class StateTable(Generic[State, Facts, Part, Event]):
    """Every way from every state. `noun` begins a sentence about the thing: “An action”."""

    noun: str
    ways: Mapping[State, Mapping[State, Transition[Facts, Part, Event]]]

    def unmet(self, facts: Facts, to: State) -> list[str]:
        """Every reason, in sentences, why the thing cannot go there now; empty when it can. Who asks is not judged here."""
        transition = self.ways[facts.state].get(to)
        if transition is None:
            return [f"{self.noun} that is “{facts.state.label}” cannot become “{to.label}”."]
        return [condition.otherwise for condition in transition.needs if not condition.holds(facts)]

    def may(self, parts: frozenset[Part], state: State, to: State) -> bool:
        """Whether someone with these parts may take the thing from one state to another."""
        transition = self.ways[state].get(to)
        return transition is not None and bool(parts & transition.who)

    def choices(
        self,
        parts: frozenset[Part],
        facts: Facts,
        *,
        asked_for: tuple[str, ...] = ("reason_given",),
        offered: Callable[[State, Transition[Facts, Part, Event]], bool] = lambda to, transition: True,
    ) -> list[Choice[State]]:
        """What someone with these parts could do, with the obstacles said rather than hidden.

        The facts named in `asked_for` are asked for on the way, so their absence is no obstacle. `offered` leaves out what happens otherwise.
        """
        given = replace(facts, **dict.fromkeys(asked_for, True))  # type: ignore[type-var]
        return [
            Choice(to, transition.label, transition.asks_reason, tuple(self.unmet(given, to)))
            for to, transition in self.ways[facts.state].items()
            if parts & transition.who and offered(to, transition)
        ]
