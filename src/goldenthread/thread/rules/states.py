"""The states of an action: one table of who may take it where, what must be true, and what is told to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from goldenthread.core import states
from goldenthread.thread.terms import ActionState, Event


class Part(Enum):
    """The part a person has in an action; one person may have several."""

    UNIT = "the business unit"
    CHAIR = "the chair of the group that holds it"
    ORIGIN_CHAIR = "the chair of the group it came from"
    RECEIVER_CHAIR = "the chair of the group it is offered to"
    OWNER = "its owner"
    OWNER_ORGANISATION = "the owning organisation"
    CONTRIBUTOR = "a contributing organisation"
    MEMBER = "a member of the group that holds it"


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """What the rules need to know of an action."""

    state: ActionState
    has_measure: bool = False
    has_due: bool = False
    has_owner_organisation: bool = False
    has_owner_person: bool = False
    evidence: int = 0
    open_lines: int = 0
    offered: bool = False
    impacts_shown: int = 0
    reason_given: bool = False


Condition = states.Condition[ActionFacts]
OWNED = Condition(lambda facts: facts.has_owner_organisation, "Name the organisation that owns it.")
DATED = Condition(lambda facts: facts.has_due, "Give it a due date.")
MEASURED = Condition(lambda facts: facts.has_measure, "Say how anyone will know that it is done and works.")
EVIDENCED = Condition(lambda facts: facts.evidence > 0, "Add evidence that it was done.")
LINES_ANSWERED = Condition(
    lambda facts: facts.open_lines == 0,
    "Every contributing organisation has to answer for its part first; a “does not apply” counts.",
)
NOT_OFFERED = Condition(
    lambda facts: not facts.offered, "It is offered to another group, which has to accept or return it first."
)
IMPACT_SHOWN = Condition(
    lambda facts: facts.impacts_shown > 0, "Link at least one impact that was tested, with its method and date."
)
REASONED = Condition(lambda facts: facts.reason_given, "Give the reason.")


Transition = states.Transition[ActionFacts, Part, Event]
Choice = states.Choice[ActionState]

S = ActionState
RUNNING = frozenset({S.AGREED, S.ACCEPTED, S.REPORTED})
"""Agreed and not yet signed off: what can be late."""
OPEN = RUNNING | {S.DRAFT}
"""Not ended and not signed off."""
OWNERS = frozenset({Part.OWNER, Part.OWNER_ORGANISATION})
LEADERS = frozenset({Part.UNIT, Part.CHAIR})
SIGNERS = frozenset({Part.ORIGIN_CHAIR})

_withdraw = Transition("Withdraw it", LEADERS, (REASONED, NOT_OFFERED), Event.WITHDRAWN, OWNERS, asks_reason=True)
_merge = Transition("Merge it into a like action", frozenset({Part.UNIT}), (NOT_OFFERED,), Event.MERGED, OWNERS)
_reopen = Transition("Reopen it", LEADERS | SIGNERS, (REASONED,), Event.REOPENED, OWNERS, asks_reason=True)

TRANSITIONS: Mapping[ActionState, Mapping[ActionState, Transition]] = {
    S.DRAFT: {
        S.AGREED: Transition("Agree it", LEADERS, (OWNED, DATED, MEASURED), Event.AGREED, OWNERS),
        S.WITHDRAWN: _withdraw,
        S.MERGED: _merge,
    },
    S.AGREED: {
        S.ACCEPTED: Transition(
            "Accept it for your organisation", OWNERS | {Part.UNIT}, (), Event.ACCEPTED, frozenset({Part.CHAIR})
        ),
        S.DRAFT: Transition(
            "Decline it", OWNERS, (REASONED,), Event.DECLINED, frozenset({Part.CHAIR, Part.UNIT}), asks_reason=True
        ),
        S.WITHDRAWN: _withdraw,
        S.MERGED: _merge,
    },
    S.ACCEPTED: {
        S.REPORTED: Transition(
            "Report it done",
            OWNERS | {Part.UNIT},
            (EVIDENCED, LINES_ANSWERED, NOT_OFFERED),
            Event.REPORTED_DONE,
            frozenset({Part.ORIGIN_CHAIR, Part.CHAIR}),
        ),
        S.WITHDRAWN: _withdraw,
        S.MERGED: _merge,
    },
    S.REPORTED: {
        S.DELIVERED: Transition(
            "Sign it off as delivered", SIGNERS, (EVIDENCED, LINES_ANSWERED), Event.DELIVERED, OWNERS | {Part.CHAIR}
        ),
        S.ACCEPTED: Transition(
            "Return it to its owner", SIGNERS | {Part.CHAIR}, (REASONED,), Event.RETURNED, OWNERS, asks_reason=True
        ),
    },
    S.DELIVERED: {
        S.ASSURED: Transition(
            "Sign off that it made a difference", SIGNERS, (IMPACT_SHOWN,), Event.ASSURED, OWNERS | {Part.CHAIR}
        ),
        S.ACCEPTED: _reopen,
    },
    S.ASSURED: {S.ACCEPTED: _reopen},
    S.WITHDRAWN: {
        S.DRAFT: Transition("Take it up again", LEADERS, (REASONED,), Event.REOPENED, OWNERS, asks_reason=True)
    },
    S.MERGED: {},
}
"""Source: Architecture, The golden thread; two closures and final sign-off by the origin, chapter Reviews and learning A2.2."""


TABLE = states.StateTable("An action", TRANSITIONS)
unmet, may = TABLE.unmet, TABLE.may


def choices(parts: frozenset[Part], facts: ActionFacts) -> list[Choice]:
    """What someone with these parts could do with an action; merging has a page of its own."""
    return TABLE.choices(parts, facts, offered=lambda to, _: to is not S.MERGED)
