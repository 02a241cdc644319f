"""Live reviews and past decisions, read from a spreadsheet: what each row says, and everything that is wrong with it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Final

from goldenthread.core.dates import PartialDate
from goldenthread.pathways.rules.calendar import Calendar
from goldenthread.practice_reviews.rules.ages import Age, When, age_problem
from goldenthread.practice_reviews.rules.columns import (
    ABOUTS,
    BY_NAME,
    CARES,
    DECISIONS,
    DOORS,
    FIELDS,
    FURTHERS,
    NATURES,
    OUTCOMES,
    REPLIES,
    STATES,
    read_age,
)
from goldenthread.practice_reviews.terms import (
    Care,
    Door,
    Further,
    IncidentType,
    Nature,
    Opinion,
    Outcome,
    Reply,
    ReviewState,
)
from goldenthread.rendering.spreadsheets import Sheet
from goldenthread.thread.cells import Cells, key_of, parts, read_partial
from goldenthread.thread.importing import RowNote, plain_words

S = ReviewState
MOST_ROWS: Final = 1000
MOST_CHILDREN: Final = 20
TIME_ALLOWED: Final = {"notified_late_why": 5, "sent_late_why": 15}
"""Working days from awareness to the notification, and from it to the report. Source: Working Together 2023, chapter 5 (paragraphs to be checked)."""


@dataclass(frozen=True, slots=True)
class PastChild:
    """One child as a row tells of it: no more than the age at the incident and what became of it."""

    age: Age | None
    outcome: Outcome
    care: Care


@dataclass(frozen=True, slots=True)
class PastReview:
    """One row as a review."""

    row: int
    key: str
    name: str
    local_reference: str
    door: Door
    state: ReviewState
    nature: Nature
    about: IncidentType
    when: When = field(default_factory=When)
    aware_on: date | None = None
    told_on: date | None = None
    place_area: str = ""
    home_area: str = ""
    what: str = ""
    children: tuple[PastChild, ...] = ()
    decision: Opinion | None = None
    decision_why: str = ""
    decided_on: date | None = None
    notified_on: date | None = None
    notified_reference: str = ""
    notified_late_why: str = ""
    sent_on: date | None = None
    sent_late_why: str = ""
    further: Further | None = None
    further_why: str = ""
    further_on: date | None = None
    reply: Reply | None = None
    reply_on: date | None = None
    closed_on: date | None = None
    closed_why: str = ""

    @property
    def began_on(self) -> date | None:
        """The first day on which anyone here knew of it, as far as the file says; it is counted in that day's year where it was not notified."""
        known = (self.told_on, self.aware_on, self.decided_on, self.notified_on, self.closed_on)
        return next((day for day in known if day is not None), None)


@dataclass(frozen=True, slots=True)
class PastReviews:
    """What a sheet holds: reviews, what is wrong with it, and what its owner should know."""

    reviews: tuple[PastReview, ...] = ()
    problems: tuple[RowNote, ...] = ()
    remarks: tuple[RowNote, ...] = ()


def read_reviews(sheet: Sheet, columns: Mapping[str, int], today: date) -> PastReviews:
    """Every row as a review, under the given match of fields to columns."""
    missing = [each.label for each in FIELDS if each.required and each.name not in columns]
    if missing:
        return PastReviews(problems=tuple(RowNote(1, "", f"No column is matched to “{label}”.") for label in missing))
    if len(sheet.rows) > MOST_ROWS:
        return PastReviews(problems=(RowNote(1, "", f"There are more than {MOST_ROWS} rows: bring it in in parts."),))
    found, problems, remarks = [], [], []
    first: dict[str, int] = {}
    for row in sheet.rows:
        reading = _Row(row.number, sheet.header, columns, row.cells, today)
        review = reading.review()
        if review is not None and review.key in first:
            reading.problem("local_reference", f"Row {first[review.key]} has the same local reference.")
            review = None
        problems += reading.problems
        remarks += reading.remarks
        if review is not None:
            first[review.key] = row.number
            found.append(review)
    if not found and not problems:
        problems.append(RowNote(1, "", "There is no row under the headings."))
    return PastReviews(tuple(found), tuple(problems), tuple(remarks))


@dataclass(slots=True)
class _Row(Cells):
    labels: ClassVar[Mapping[str, str]] = {each.name: each.label for each in FIELDS}

    def when(self) -> When:
        """When it happened: one cell with a day, a month, a year or a range; or the range's end in a column of its own."""
        value, until = self.cell("happened"), self.cell("happened_until")
        if isinstance(value, str) and len(ends := re.split(r"\s+(?:to|until|-|–)\s+", value.strip())) == 2:
            value, until = ends
        found: dict[str, PartialDate | None] = {}
        for name, given in (("happened", value), ("happened_until", until)):
            try:
                found[name] = read_partial(given)
            except ValueError as error:
                self.problem(name, str(error))
                found[name] = None
        start, end = found["happened"], found["happened_until"]
        if start is None and end is not None:
            self.problem("happened", "Give the beginning of the range too.")
        elif start is not None and start.first_day > self.today:
            self.problem("happened", "It lies in days to come.")
        elif start is not None and end is not None and end.last_day < start.first_day:
            self.problem("happened_until", "The end of the range comes before its beginning.")
        return When(start, end)

    def children(self, nature: Nature) -> tuple[PastChild, ...]:
        if isinstance(self.cell("ages"), datetime | date):
            self.problem("ages", "The spreadsheet has made a date of it: write “2 to 3 years” in words.")
            return ()
        given = self.cell("ages")
        said = parts(str(int(given)) if isinstance(given, float) and given.is_integer() else self.text("ages"))
        ages: list[Age | None] = []
        for part in said:
            try:
                ages.append(read_age(part))
            except ValueError as error:
                self.problem("ages", str(error))
        count = self._count(len(said))
        care = self.word("care", CARES) or Care.UNKNOWN
        outcomes = self._outcomes(count, nature)
        ages += [None] * (count - len(ages))
        for age in ages:
            if (wrong := age_problem(age, care)) and care is not Care.LEAVER:
                self.problem("ages", wrong)
            elif wrong:
                self.problem("care", wrong)
        if count and not said:
            self.remark("ages", "No age is given: it is counted as not known.")
        return tuple(PastChild(age, outcome, care) for age, outcome in zip(ages, outcomes, strict=False))

    def _count(self, ages: int) -> int:
        given = self.text("children").removesuffix(".0")
        if not given:
            return ages
        if not (given.isascii() and given.isdigit()) or int(given) > MOST_CHILDREN:
            self.problem("children", f"“{given[:20]}” is no number from 0 to {MOST_CHILDREN}.")
            return ages
        if int(given) < ages:
            self.problem("ages", f"There are {ages} ages for {given} children.")
            return ages
        return int(given)

    def _outcomes(self, count: int, nature: Nature) -> list[Outcome]:
        """Each child's outcome; one for all, or where the column says nothing and there is one child, what happened."""
        said = parts(self.text("outcomes"))
        found = [OUTCOMES.get(plain_words(part)) for part in said]
        if unknown := [part for part, outcome in zip(said, found, strict=True) if outcome is None]:
            self.problem("outcomes", f"“{unknown[0][:40]}” is none of: {'; '.join(term.label for term in Outcome)}.")
        if len(said) > max(count, 1):
            self.problem("outcomes", f"There are {len(said)} outcomes for {count} children.")
        told = [each or Outcome.UNKNOWN for each in found]
        if len(told) == 1:
            return told * count
        usual = {Nature.DEATH: Outcome.DIED, Nature.HARM: Outcome.HARMED}.get(nature, Outcome.UNKNOWN)
        return (told or [usual if count == 1 else Outcome.UNKNOWN] * count) + [Outcome.UNKNOWN] * (count - len(told))

    def review(self) -> PastReview | None:
        """The row as a review; None where a problem was found."""
        name, reference = " ".join(self.text("name", 120).split()), self.text("local_reference", 60)
        if not name:
            self.problem("name", "It is empty.")
        if not plain_words(reference):
            self.problem("local_reference", "It is empty: without it a second import would make a second review.")
        door = self.word("door", DOORS) or Door.INCIDENT
        nature = self.word("nature", NATURES) or (Nature.NONE if door is Door.REFERRAL else Nature.OTHER)
        days = {
            each: self.day(each)
            for each in ("aware_on", "told_on", "decided_on", "notified_on", "sent_on", "further_on", "reply_on", "closed_on")
        }  # fmt: skip
        decision = self.word("decision", DECISIONS) or (Opinion.NOTIFY if days["notified_on"] else None)
        when = self.when()
        read = PastReview(
            row=self.number,
            key=key_of(reference),
            name=name,
            local_reference=reference,
            door=door,
            state=self._state(door, decision, days),
            nature=nature,
            about=self.word("about", ABOUTS) or IncidentType.OTHER,
            when=when,
            place_area=self.text("place_area", 120),
            home_area=self.text("home_area", 120),
            what=self.text("what"),
            children=self.children(nature),
            decision=decision,
            decision_why=self.text("decision_why"),
            notified_reference=self.text("notified_reference", 60),
            notified_late_why=self.text("notified_late_why"),
            sent_late_why=self.text("sent_late_why"),
            further=self.word("further", FURTHERS),
            further_why=self.text("further_why"),
            reply=self.word("reply", REPLIES),
            closed_why=self.text("closed_why"),
            **days,
        )
        self._whole(read)
        self._in_order(read)
        self._in_time(read)
        return None if self.problems else read

    def _state(self, door: Door, decision: Opinion | None, days: Mapping[str, date | None]) -> ReviewState:
        """Where it says it stands; else as follows from its days."""
        told = self.word("state", STATES)
        if told is not None:
            return told
        if days["closed_on"]:
            return S.CLOSED
        if days["sent_on"]:
            return S.FOLLOWED
        if days["notified_on"]:
            return S.RAPID
        if decision is Opinion.NOT_NOTIFY:
            return S.LOCAL
        return S.SCREENING if door is Door.REFERRAL and decision is None else S.CONSIDERED

    def _whole(self, read: PastReview) -> None:
        """What a row needs for where it stands, and what it cannot have there."""
        self._standing(read)
        self._notified(read)
        for one, other in (("reply", "reply_on"), ("reply_on", "reply")):
            if getattr(read, one) and not getattr(read, other):
                self.problem(other, "The Panel’s reply and its day belong together.")
        if read.reply and read.sent_on is None:
            self.problem("sent_on", "The Panel replied: give the day on which the report was sent.")
        if read.further is not None and not (read.further_on or read.sent_on):
            self.problem("further_on", "Give the day of the decision on a further review.")

    def _standing(self, read: PastReview) -> None:
        state, label = read.state, read.state.label
        for column, wrong, message in (
            ("closed_on", state is S.CLOSED and not read.closed_on, "What is closed needs the day on which it was."),
            ("state", state is not S.CLOSED and read.closed_on, f"It has a day on which it was closed, and stands at “{label}”."),
            ("notified_on", state in {S.RAPID, S.FOLLOWED} and not read.notified_on, f"“{label}” needs the day of the notification."),
            ("state", state in {S.SCREENING, S.CONSIDERED, S.LOCAL} and read.notified_on, f"It was notified, and stands at “{label}”: write where it stands since."),
            ("state", state is S.SCREENING and read.door is not Door.REFERRAL, "Only a referral below the threshold is screened."),
            ("state", state is S.RAPID and read.sent_on, "Its report was sent: it stands at “Panel’s reply” or is closed."),
            ("sent_on", state is S.FOLLOWED and not read.sent_on, "“Panel’s reply” needs the day on which the report was sent."),
        ):  # fmt: skip
            if wrong:
                self.problem(column, message)

    def _notified(self, read: PastReview) -> None:
        told = read.notified_on is not None
        for column, wrong, message in (
            ("decision", told and read.decision is Opinion.NOT_NOTIFY, "It says not to notify, and it was notified."),
            ("notified_reference", told and not read.notified_reference, "Give the national reference, or write “not known”."),
            ("children", told and not read.children, "Say how many children it was about."),
            ("notified_on", not told and read.sent_on, "Its report was sent: give the day of the notification too."),
        ):  # fmt: skip
            if wrong:
                self.problem(column, message)

    def _in_order(self, read: PastReview) -> None:
        """Days that come before what they follow."""
        order = (
            ("aware_on", "notified_on"), ("aware_on", "decided_on"), ("decided_on", "notified_on"), ("notified_on", "sent_on"),
            ("sent_on", "reply_on"), ("aware_on", "closed_on"), ("notified_on", "closed_on"), ("sent_on", "closed_on"),
            ("reply_on", "closed_on"), ("notified_on", "further_on"), ("further_on", "closed_on"),
        )  # fmt: skip
        for before, after in order:
            first, then = getattr(read, before), getattr(read, after)
            if first is not None and then is not None and then < first:
                self.problem(after, f"It comes before “{BY_NAME[before].label}”.")
        if read.when.first_day is not None:
            for name in ("aware_on", "notified_on", "closed_on"):
                day = getattr(read, name)
                if day is not None and day < read.when.first_day:
                    self.problem(name, "It comes before it happened.")

    def _in_time(self, read: PastReview) -> None:
        """What was late without a reason, and what cannot be said, is remarked: it comes in all the same."""
        for late, start, end in (
            ("notified_late_why", "aware_on", "notified_on"),
            ("sent_late_why", "notified_on", "sent_on"),
        ):
            first, then = getattr(read, start), getattr(read, end)
            if then is not None and first is None:
                self.remark(start, "It is not given: whether the notification was in time is not counted.")
            elif then is not None and then > Calendar().add(first, TIME_ALLOWED[late]) and not getattr(read, late):
                self.remark(late, f"It was late, and no reason is given ({TIME_ALLOWED[late]} working days).")


def counted_states(reviews: Iterable[PastReview]) -> dict[ReviewState, int]:
    """How many come in at each stage, in the stages' order."""
    held = [review.state for review in reviews]
    return {state: held.count(state) for state in ReviewState if state in held}
