"""The states of a meeting: one table of who may take it where, what must be true, and who is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from goldenthread.core import states
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


Condition = states.Condition[MeetingFacts]
HAS_AGENDA = Condition(lambda facts: facts.items > 0, "Put at least one item on the agenda.")
HAS_PEOPLE = Condition(lambda facts: facts.invited > 0, "Nobody is invited: give the group seats, or invite a guest.")
DAY_HAS_COME = Condition(lambda facts: facts.day_has_come, "It can be opened on its day, not before.")
ATTENDED = Condition(lambda facts: facts.present > 0, "Say who was present.")
MINUTED = Condition(lambda facts: facts.unminuted == 0, "Write the minutes of every item that was taken.")
APPROVED = Condition(
    lambda facts: facts.approval_given, "Say at which meeting, or how else, the minutes were approved as a true record."
)
REASONED = Condition(lambda facts: facts.reason_given, "Give the reason.")


Transition = states.Transition[MeetingFacts, Part, Event]
Choice = states.Choice[MeetingState]

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


TABLE = states.StateTable("A meeting", TRANSITIONS)
unmet, may = TABLE.unmet, TABLE.may


def choices(parts: frozenset[Part], facts: MeetingFacts) -> list[Choice]:
    """What someone with these parts could do with a meeting; reasons and approvals are asked for on the way."""
    return TABLE.choices(parts, facts, asked_for=("reason_given", "approval_given"))
