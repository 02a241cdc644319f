"""The states of a return: one table of who may take it where, what must be true, and who is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from goldenthread.core import states
from goldenthread.returns.terms import Event, ReturnState


class Part(Enum):
    """The part someone has in a return; one person may have several."""

    UNIT = "the business unit"
    CHAIR = "the chair of the group that asks"
    RECIPIENT = "whoever answers for the organisation"
    DELEGATE = "a colleague who answers a section"
    SENIOR = "the organisation's senior"


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """What the rules need to know of a return."""

    state: ReturnState
    addressed: bool = False
    dated: bool = False
    published: bool = False
    senior_named: bool = False
    sign_off: bool = False
    missing: int = 0
    reason_given: bool = False


Condition = states.Condition[ReturnFacts]
ADDRESSED = Condition(lambda facts: facts.addressed, "Name the person who is asked, with an email address.")
DATED = Condition(lambda facts: facts.dated, "Say by which day it is due.")
PUBLISHED = Condition(lambda facts: facts.published, "Publish the questionnaire first.")
SENIOR_NAMED = Condition(
    lambda facts: facts.senior_named or not facts.sign_off, "Name the senior who signs it off, with an email address."
)
COMPLETE = Condition(
    lambda facts: facts.missing == 0, "Some questions that need an answer have none yet; “not known” is an answer."
)
NO_SIGN_OFF = Condition(lambda facts: not facts.sign_off, "A senior of your organisation has to sign it off first.")
SIGN_OFF = Condition(lambda facts: facts.sign_off, "This request asks for no sign-off: send it in.")
REASONED = Condition(lambda facts: facts.reason_given, "Give the reason.")


Transition = states.Transition[ReturnFacts, Part, Event]
Choice = states.Choice[ReturnState]

S = ReturnState
ASKERS = frozenset({Part.UNIT, Part.CHAIR})
ANSWERERS = frozenset({Part.RECIPIENT, Part.DELEGATE})
UNHEARD = frozenset({S.SENT, S.OPENED})
"""Asked, and nothing was said yet: silent once the day is past."""
ANSWERABLE = UNHEARD | {S.IN_PROGRESS, S.REOPENED}
"""Answers can be given."""
WAITING = ANSWERABLE | {S.WITH_SENIOR}
"""Asked and not answered: what can be late, is reminded and chased."""
ANSWERED = frozenset({S.RETURNED, S.NIL, S.REFUSED})
"""An answer came, whatever it says."""

_open = Transition("Open it", ANSWERERS, (), Event.OPENED)
_begin = Transition("Begin", ANSWERERS, (), Event.BEGUN)
_return = Transition(
    "Send it in", frozenset({Part.RECIPIENT}), (COMPLETE, NO_SIGN_OFF), Event.RETURNED, frozenset({Part.UNIT})
)
_to_senior = Transition(
    "Send it for sign-off",
    frozenset({Part.RECIPIENT}),
    (SIGN_OFF, SENIOR_NAMED, COMPLETE),
    Event.TO_SENIOR,
    frozenset({Part.SENIOR}),
)
_nil = Transition(
    "Declare a nil return",
    frozenset({Part.RECIPIENT}),
    (REASONED,),
    Event.NIL,
    frozenset({Part.UNIT}),
    asks_reason=True,
)
_refuse = Transition(
    "Decline to answer",
    frozenset({Part.RECIPIENT}),
    (REASONED,),
    Event.REFUSED,
    frozenset({Part.UNIT, Part.CHAIR}),
    asks_reason=True,
)
_withdraw = Transition(
    "Withdraw it", ASKERS, (REASONED,), Event.WITHDRAWN, frozenset({Part.RECIPIENT}), asks_reason=True
)
_reopen = Transition("Reopen it", ASKERS, (REASONED,), Event.REOPENED, frozenset({Part.RECIPIENT}), asks_reason=True)

TRANSITIONS: Mapping[ReturnState, Mapping[ReturnState, Transition]] = {
    S.DRAFT: {
        S.SENT: Transition(
            "Send it", ASKERS, (ADDRESSED, DATED, PUBLISHED, SENIOR_NAMED), Event.SENT, frozenset({Part.RECIPIENT})
        ),
        S.WITHDRAWN: Transition("Do not ask them", ASKERS, (), Event.WITHDRAWN),
    },
    S.SENT: {S.OPENED: _open, S.IN_PROGRESS: _begin, S.NIL: _nil, S.REFUSED: _refuse, S.WITHDRAWN: _withdraw},
    S.OPENED: {
        S.IN_PROGRESS: _begin,
        S.WITH_SENIOR: _to_senior,
        S.RETURNED: _return,
        S.NIL: _nil,
        S.REFUSED: _refuse,
        S.WITHDRAWN: _withdraw,
    },
    S.IN_PROGRESS: {
        S.WITH_SENIOR: _to_senior,
        S.RETURNED: _return,
        S.NIL: _nil,
        S.REFUSED: _refuse,
        S.WITHDRAWN: _withdraw,
    },
    S.WITH_SENIOR: {
        S.RETURNED: Transition(
            "Sign it off and send it in",
            frozenset({Part.SENIOR}),
            (COMPLETE,),
            Event.RETURNED,
            frozenset({Part.UNIT, Part.RECIPIENT}),
        ),
        S.IN_PROGRESS: Transition(
            "Send it back for changes",
            frozenset({Part.SENIOR, Part.RECIPIENT}),
            (REASONED,),
            Event.SENT_BACK,
            frozenset({Part.RECIPIENT}),
            asks_reason=True,
        ),
        S.WITHDRAWN: _withdraw,
    },
    S.RETURNED: {S.REOPENED: _reopen},
    S.NIL: {S.REOPENED: _reopen},
    S.REFUSED: {S.REOPENED: _reopen},
    S.REOPENED: {
        S.IN_PROGRESS: _begin,
        S.WITH_SENIOR: _to_senior,
        S.RETURNED: _return,
        S.NIL: _nil,
        S.REFUSED: _refuse,
        S.WITHDRAWN: _withdraw,
    },
    S.WITHDRAWN: {
        S.SENT: Transition(
            "Ask them after all",
            ASKERS,
            (REASONED, ADDRESSED, DATED, PUBLISHED, SENIOR_NAMED),
            Event.SENT,
            frozenset({Part.RECIPIENT}),
            asks_reason=True,
        )
    },
}
"""Source: Architecture, returns; sign-off by a senior, nil return and chasing, chapters Reviews and learning and Child death review 2.7."""


TABLE = states.StateTable("A return", TRANSITIONS)
unmet, may = TABLE.unmet, TABLE.may


def choices(parts: frozenset[Part], facts: ReturnFacts) -> list[Choice]:
    """What someone with these parts could do with a return; opening and beginning happen by themselves."""
    quiet = {Event.OPENED, Event.BEGUN}
    return TABLE.choices(parts, facts, offered=lambda _, transition: transition.event not in quiet)


def is_late(state: ReturnState, due_on: date | None, today: date) -> bool:
    """Whether an answer should have come by now and has not."""
    return state in WAITING and due_on is not None and due_on < today


def is_silent(state: ReturnState, due_on: date | None, today: date) -> bool:
    """Whether the day is past and nothing at all was heard. It is never stored, so that nothing can hide it."""
    return state in UNHEARD and is_late(state, due_on, today)
