"""The states of a meeting: one table of who may take it where, what must be true, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from goldenthread.meetings.terms import Event, MeetingState


class Part(Enum):
    """The part a person has in a meeting; one person may have several."""

    UNIT = "the business unit"
    CHAIR = "the chair or vice chair of the group"
    MEMBER = "a member of the group"
    INVITED = "someone invited to this meeting"


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the rules need to know of a meeting."""

    state: MeetingState
    items: int = 0
    invited: int = 0
    present: int = 0
    unminuted: int = 0
    approval_given: bool = False
    reason_given: bool = False
    day_has_come: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must be true, and the sentence that says it is not."""

    holds: Callable[[MeetingFacts], bool]
    otherwise: str


HAS_AGENDA = Condition(lambda facts: facts.items > 0, "Put at least one item on the agenda.")
HAS_PEOPLE = Condition(lambda facts: facts.invited > 0, "Nobody is invited: give the group seats, or invite a guest.")
DAY_HAS_COME = Condition(lambda facts: facts.day_has_come, "It can be opened on its day, not before.")
ATTENDED = Condition(lambda facts: facts.present > 0, "Say who was present.")
MINUTED = Condition(lambda facts: facts.unminuted == 0, "Write the minutes of every item that was taken.")
APPROVED = Condition(
    lambda facts: facts.approval_given, "Say at which meeting, or how else, the minutes were approved as a true record."
)
REASONED = Condition(lambda facts: facts.reason_given, "Give the reason.")


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from a state: the button's words, who may, what must be true, the event written, and who is told."""

    label: str
    who: frozenset[Part]
    needs: tuple[Condition, ...]
    event: Event
    tells: frozenset[Part] = frozenset()
    asks_reason: bool = False


S = MeetingState
LEADERS = frozenset({Part.UNIT, Part.CHAIR})
ALL_INVITED = frozenset({Part.INVITED})
EDITABLE = frozenset({S.PLANNED, S.ISSUED, S.IN_SESSION})
"""While the agenda can change."""
MINUTING = frozenset({S.IN_SESSION, S.DRAFTED})
"""While decisions and minutes are written."""
HELD = frozenset({S.IN_SESSION, S.DRAFTED, S.CIRCULATED, S.SEALED})
ENDED = frozenset({S.SEALED, S.CANCELLED})

_cancel = Transition("Cancel the meeting", LEADERS, (REASONED,), Event.CANCELLED, ALL_INVITED, asks_reason=True)
_open = Transition("Open the meeting", LEADERS, (HAS_AGENDA, HAS_PEOPLE, DAY_HAS_COME), Event.OPENED)

TRANSITIONS: Mapping[MeetingState, Mapping[MeetingState, Transition]] = {
    S.PLANNED: {
        S.ISSUED: Transition(
            "Issue the agenda and papers", LEADERS, (HAS_AGENDA, HAS_PEOPLE), Event.ISSUED, ALL_INVITED
        ),
        S.IN_SESSION: _open,
        S.CANCELLED: _cancel,
    },
    S.ISSUED: {S.IN_SESSION: _open, S.CANCELLED: _cancel},
    S.IN_SESSION: {
        S.DRAFTED: Transition("Close the meeting and draft its minutes", LEADERS, (ATTENDED,), Event.CLOSED),
    },
    S.DRAFTED: {
        S.CIRCULATED: Transition(
            "Circulate the draft minutes", LEADERS, (ATTENDED, MINUTED), Event.CIRCULATED, ALL_INVITED
        ),
        S.IN_SESSION: Transition("Open it again", LEADERS, (REASONED,), Event.REOPENED, asks_reason=True),
    },
    S.CIRCULATED: {
        S.SEALED: Transition("Approve and seal the minutes", LEADERS, (APPROVED,), Event.SEALED, ALL_INVITED),
        S.DRAFTED: Transition(
            "Take the minutes back to draft", LEADERS, (REASONED,), Event.TAKEN_BACK, asks_reason=True
        ),
    },
    S.SEALED: {},
    S.CANCELLED: {},
}
"""Source: Practice of partnerships' terms of reference; minutes are a true record once the next meeting approves them."""


def unmet(facts: MeetingFacts, to: MeetingState) -> list[str]:
    """Every reason, in sentences, why the meeting cannot go there now; empty when it can. Who asks is not judged here."""
    transition = TRANSITIONS[facts.state].get(to)
    if transition is None:
        return [f"A meeting that is “{facts.state.label}” cannot become “{to.label}”."]
    return [condition.otherwise for condition in transition.needs if not condition.holds(facts)]


def may(parts: frozenset[Part], state: MeetingState, to: MeetingState) -> bool:
    """Whether someone with these parts may take a meeting from one state to another."""
    transition = TRANSITIONS[state].get(to)
    return transition is not None and bool(parts & transition.who)


@dataclass(frozen=True, slots=True)
class Choice:
    """A transition offered on a page: its words, and what still stands in its way."""

    to: MeetingState
    label: str
    obstacles: tuple[str, ...]


def choices(parts: frozenset[Part], facts: MeetingFacts) -> list[Choice]:
    """What someone with these parts could do with a meeting, with the obstacles said rather than hidden.

    Reasons and approvals are asked for on the way, so their absence is no obstacle here.
    """
    given = MeetingFacts(
        **{
            **{name: getattr(facts, name) for name in MeetingFacts.__slots__},
            "reason_given": True,
            "approval_given": True,
        }
    )
    return [
        Choice(to, transition.label, tuple(unmet(given, to)))
        for to, transition in TRANSITIONS[facts.state].items()
        if parts & transition.who
    ]
