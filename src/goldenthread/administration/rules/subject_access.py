"""Requests about one's own data: by when they are answered, and when an answer is complete.

UK GDPR article 12(3): without undue delay and within one month of receipt, which may be extended by two further months. Article 12(6) and
article 12A (Data (Use and Access) Act 2025, section 76): the month begins when what is needed to know who asks has come, and the days of
waiting for a needed clarification do not count. The Information Commissioner's guidance: until the corresponding date of the next month,
else its last day, and where that is no working day until the next. The provisions themselves stand as dated rows, to be checked.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.administration.terms import Mark, Source, WaitKind
from goldenthread.core.working_days import is_working_day

MONTHS, EXTENDED_MONTHS = 1, 3
SHORTEST = 10
MOST_VARIANTS = 20


@dataclass(frozen=True, slots=True)
class Wait:
    """Something awaited from whoever asked, from the day it was asked for until the day it came; None while it has not."""

    kind: WaitKind
    since: date
    until: date | None = None


def corresponding(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def working(day: date) -> date:
    """The day itself, or the next working day in England."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def begins_on(received: date, waits: Iterable[Wait], today: date) -> date:
    """The day from which the month runs: receipt, or the day on which who asks could be known."""
    came = [wait.until or max(today, wait.since) for wait in waits if wait.kind is WaitKind.IDENTITY]
    return max([received, *came])


def due_on(received: date, waits: Iterable[Wait], *, extended: bool, today: date) -> date:
    """By which day the answer is due. While something is awaited: the day it would be if it came today."""
    held = list(waits)
    start = begins_on(received, held, today)
    lost: set[date] = set()
    for wait in held:
        if wait.kind is WaitKind.CLARIFICATION:
            until = wait.until or max(today, wait.since)
            first = max(wait.since, start)
            lost.update(first + timedelta(days=each) for each in range((until - first).days))
    months = EXTENDED_MONTHS if extended else MONTHS
    return working(corresponding(start, months) + timedelta(days=len(lost)))


def waiting(waits: Iterable[Wait]) -> bool:
    """Whether time stands still."""
    return any(wait.until is None for wait in waits)


def variants(name: str, more: Iterable[str] = ()) -> tuple[str, ...]:
    """The names under which someone is looked for: as given, the family name first, without middle names, and those added by hand."""
    found: dict[str, str] = {}
    for given in (name, *more):
        words = re.sub(r"[,\s]+", " ", given).strip().split(" ")
        if words == [""]:
            continue
        forms = [words]
        if len(words) > 1:
            forms += [[words[-1], *words[:-1]], [words[0], words[-1]]]
        for form in forms:
            plain = " ".join(form)
            found.setdefault(plain.casefold(), plain)
    return tuple(found.values())[: MOST_VARIANTS * 3]


NAMED_ONLY = frozenset({Source.SUBJECT, Source.WORDS})
"""Where a finding only points at a page: the words that are given are written down from there."""


def mark_problem(mark: Mark, source: Source, *, text: str, reason: str, exemptions: Iterable[str]) -> str:
    """What is missing from a decision about one thing found; empty when nothing is."""
    if mark is Mark.PART and not text.strip():
        return "Write the words that are given."
    if mark is Mark.DISCLOSE and source in NAMED_ONLY and not text.strip():
        return "Write the words that are given: the record's own page holds them."
    if mark in {Mark.PART, Mark.WITHHOLD}:
        if not list(exemptions):
            return "Choose the exemption under which the rest is withheld."
        if len(reason.strip()) < SHORTEST:
            return "Give the reason for withholding in a sentence."
    if mark is Mark.NOT_THEM and len(reason.strip()) < SHORTEST:
        return "Say in a sentence how you know that it is about someone else."
    return ""


def submission_problem(
    *,
    access: bool,
    searched: bool,
    undecided: int,
    elsewhere: int,
    elsewhere_note: str,
    identified: bool,
    paused: bool,
    decision: str,
) -> str:
    """Why a request cannot go to the second person yet; empty when it can."""
    if not identified:
        return "Write down first how it was checked who asks."
    if paused:
        return "Something is still awaited from whoever asked."
    if access and not searched:
        return "Look for what is held first."
    if undecided:
        return f"{undecided} of the things found {'is' if undecided == 1 else 'are'} not decided yet."
    if access and elsewhere and len(elsewhere_note.strip()) < SHORTEST:
        return "Something may be held in circles you do not sit in: ask their chairs, and write down what came back."
    if not access and len(decision.strip()) < SHORTEST:
        return "Write down what is decided, and why."
    return ""


def approval_problem(*, submitted_by: int | None, person: int, hidden: int) -> str:
    """Why this person cannot approve; empty when they can."""
    if submitted_by == person:
        return "A second person approves this: you decided it yourself."
    if hidden:
        return "Some of what was found lies in records that you may not see: someone who sees all of it approves."
    return ""
