"""How long a record is kept, from which day, and when it may be disposed of. Free of the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.records.terms import CountedFrom, RetentionClass, Standing

WARNED_MONTHS = 3
"""How long before a record falls due the business manager is told."""

GONE_TITLE = "Content disposed of"
"""What a record is called once its content is gone; database.disposal writes it."""

LONGEST_YEARS = 200


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the rule for a class: how long, from when, why, in force from which day, and who last looked."""

    retention_class: RetentionClass
    years: int
    counted_from: CountedFrom
    source: str
    standing: Standing
    in_force_from: date
    number: int = 0  # 0 is the edition that comes with the program
    last_checked_on: date | None = None
    checked_by: str = ""

    @property
    def words(self) -> str:
        """The rule in a line."""
        time = "1 year" if self.years == 1 else f"{self.years} years"
        return f"{time} from {self.counted_from.label[0].lower()}{self.counted_from.label[1:]}"


BEGINNING = date(1900, 1, 1)
SHIPPED: tuple[Edition, ...] = (
    Edition(
        RetentionClass.BUSINESS,
        6,
        CountedFrom.CLOSING,
        "Limitation Act 1980, sections 2 and 5: six years for most claims",
        Standing.UNCHECKED,
        BEGINNING,
    ),
    Edition(
        RetentionClass.REVIEW,
        25,
        CountedFrom.CLOSING,
        "No national period is set; a starting point for the partnership's own schedule",
        Standing.UNCHECKED,
        BEGINNING,
    ),
    Edition(
        RetentionClass.CHILD,
        26,
        CountedFrom.BIRTH,
        "Records Management Code of Practice 2021, Appendix II: children's records until the 25th birthday, or the 26th where the child was 17 at the end",
        Standing.GUIDANCE,
        BEGINNING,
    ),
    Edition(
        RetentionClass.DEATH,
        25,
        CountedFrom.EVENT,
        "No single national period is set for panels; a starting point for the partnership's own schedule",
        Standing.UNCHECKED,
        BEGINNING,
    ),
    Edition(
        RetentionClass.EXPLOITATION,
        75,
        CountedFrom.CLOSING,
        "Independent Inquiry into Child Sexual Abuse, final report 2022, recommendation on access to records: 75 years with reviews",
        Standing.UNCHECKED,
        BEGINNING,
    ),
)


def in_force(editions: Iterable[Edition], wanted: RetentionClass, on: date) -> Edition:
    """The edition that applies to a record closed on a day: the partnership's newest of that day, or else the one that comes with the program."""
    known = [each for each in (*SHIPPED, *editions) if each.retention_class is wanted and each.in_force_from <= on]
    return max(known, key=lambda each: (each.number > 0, each.in_force_from, each.number))


def years_after(day: date, years: int) -> date:
    """The same day of a later year; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")


def falls_due(
    edition: Edition, *, closed_on: date, happened_on: date | None, born: Sequence[date | None]
) -> date | None:
    """The day from which a closed record may be disposed of, never before the day after its closing; None where the day it is counted from is not known."""
    if edition.counted_from is CountedFrom.BIRTH:
        if not born or None in born:
            return None
        youngest = max(day for day in born if day is not None)
        due = date(youngest.year + edition.years + 1, 1, 1)
    elif edition.counted_from is CountedFrom.EVENT:
        if happened_on is None:
            return None
        due = years_after(happened_on, edition.years)
    else:
        due = years_after(closed_on, edition.years)
    return max(due, closed_on)


def decision_problem(*, due_on: date | None, today: date, held: bool, waiting: bool, reason: str) -> str | None:
    """Why a record may not be put down for disposal, in a sentence, or None."""
    if held:
        return "A legal hold stops disposal of this record. Lift the hold first, with its reason."
    if waiting:
        return "Its disposal is decided already."
    if due_on is None:
        return "The day it is kept until cannot be worked out: it is not closed, or the day that counts is not known."
    if due_on > today:
        return f"It is kept until {due_on.day} {due_on:%B %Y}."
    if len(reason.strip()) < 10:
        return "Give the reason in a sentence."
    return None


def confirmation_problem(*, decided_by: int, person: int, held: bool) -> str | None:
    """Why a decision may not be confirmed, in a sentence, or None."""
    if decided_by == person:
        return "A second person confirms this."
    if held:
        return "A legal hold stops disposal of this record."
    return None


def rule_problem(*, years: int, in_force_from: date, today: date, source: str) -> str | None:
    """Why an edition may not come into force, in a sentence, or None. It never reaches back: a record closed before keeps its edition."""
    if not 1 <= years <= LONGEST_YEARS:
        return f"Give a number of years from 1 to {LONGEST_YEARS}."
    if in_force_from < today:
        return "It comes into force today or later: records closed before keep the rule that applied to them."
    if len(source.strip()) < 5:
        return "Say which law, guidance or decision it rests on."
    return None
