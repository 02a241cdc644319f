"""What is asked at the door: scope, numbers, days, and which notifications may tell of one death."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from nhs_number.validate import is_valid

from goldenthread.child_deaths.rules.ages import Age
from goldenthread.child_deaths.rules.steps import reason_problem
from goldenthread.child_deaths.terms import IN_REASONS, OPEN_REASONS, OUT_REASONS, AreaLead, InScope, ScopeReason

EARLIEST = date(2008, 4, 1)
"""Child deaths have been reviewed in every area since April 2008. Source: Working Together 2006, chapter 7 (to be checked)."""
SAME_WITHIN = timedelta(days=7)
"""Days of death that differ by no more than this may be one death told twice with a slip. Our own measure."""


def scope_problem(*, in_scope: InScope, reason: ScopeReason, why: str, age: Age | None) -> str | None:
    """Why a decision on scope does not hold together, or None. Source: guidance on deaths in scope (paragraph to be checked).

    Age that is unsure is a child's until shown otherwise; eighteen at death is out, wherever the event began.
    """
    allowed = {InScope.YES: IN_REASONS, InScope.OPEN: OPEN_REASONS, InScope.NO: OUT_REASONS}[in_scope]
    if reason not in allowed:
        return f"“{reason.label}” is no reason for “{in_scope.label.lower()}”."
    if reason is ScopeReason.CHILD and age is not None and not age.is_child:
        return "By the dates that are written down they were 18 or over at death. Check the dates, or decide “out of scope”."
    if reason is ScopeReason.ADULT and age is not None and age.is_child:
        return "By the dates that are written down they were under 18 at death. Check the dates first."
    return reason_problem(why) and "Say in a sentence what it rests on."


def area_problem(*, lead: AreaLead, area: str, agreed_by: str, why: str) -> str | None:
    """Why a decision on the area does not hold together, or None. Source: Children Act 2004, section 16M(1) and (2)."""
    if lead is not AreaLead.HERE and not area.strip():
        return "Name the other area."
    if lead not in {AreaLead.HERE, AreaLead.OPEN} and not agreed_by.strip():
        return "Say who agreed on both sides, by role."
    return reason_problem(why)


def number_state(number: str) -> bool | None:
    """Whether a number adds up; None where there is none. One that does not is kept as it came, and flagged."""
    digits = "".join(number.split())
    return is_valid(digits) if digits else None


def is_test_number(number: str) -> bool:
    """Whether a number is of the range that is never issued: 999. Such a death never reaches the national database."""
    return "".join(number.split()).startswith("999")


def days_problem(*, born: date | None, died: date, today: date) -> str | None:
    """Why the dates cannot be, or None."""
    if died > today:
        return "The day of death has not come yet."
    if died < EARLIEST:
        return f"Child deaths have been reviewed since {EARLIEST.day} April {EARLIEST.year}: check the day of death."
    if born is not None and born > died:
        return "The date of birth comes after the day of death."
    return None


@dataclass(frozen=True, slots=True)
class Sign:
    """What a notification is known by: keyed digests of number, names and birth, and the day of death."""

    number: str
    names: frozenset[str]
    born: str
    died: date


def likeness(one: Sign, other: Sign) -> str:
    """Why two notifications may tell of one death, in words; empty where they do not seem to.

    The number decides. Without it a birth and a day of death, or a name and a day of death near by, are enough to ask a person: twins share a
    birth and may share a day, so nothing is ever joined by the program alone.
    """
    if one.number and one.number == other.number:
        return "The same NHS number"
    near = abs(one.died - other.died) <= SAME_WITHIN
    if one.number and other.number:
        return (
            "A similar name and day, with different NHS numbers"
            if near and one.names & other.names and one.born == other.born
            else ""
        )
    if near and one.born and one.born == other.born:
        return "The same date of birth, and a day of death near by"
    if near and one.names & other.names:
        return "The same name, and a day of death near by"
    return ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a death's readiness for a panel rests on."""

    has_met: bool
    is_open: bool
    holding: tuple[str, ...]
    returns_open: int
    theme: str


def missing(what: Waiting) -> list[str]:
    """What a panel would still wait for, in words; nothing where it can be taken."""
    found = [] if what.has_met else ["The review meeting has not been held"]
    if what.returns_open:
        found.append(
            "A reporting form is out" if what.returns_open == 1 else f"{what.returns_open} reporting forms are out"
        )
    found += [f"Waits for: {name.lower()}" for name in what.holding]
    if what.theme:
        found.append(f"Waits for the themed panel on {what.theme}")
    return found


def can_be_taken(what: Waiting) -> bool:
    """Whether a panel could take it."""
    return what.is_open and not missing(what)


def same_children(numbers: Iterable[str]) -> bool:
    """Whether the numbers given, empty ones aside, are all one."""
    return len({number for number in numbers if number}) <= 1
