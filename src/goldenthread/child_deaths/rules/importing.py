"""Open and past deaths, read from a spreadsheet: what each row says, and everything that is wrong with it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, ClassVar, Final

from goldenthread.child_deaths.rules.ages import Age, age_at_death
from goldenthread.child_deaths.rules.analysis import (
    Scored,
    category_problem,
    factor_problem,
    modifiable_problem,
    ordered,
)
from goldenthread.child_deaths.rules.columns import (
    BY_NAME,
    CATEGORIES,
    EXPECTEDS,
    FIELDS,
    LIMBS,
    MEETINGS,
    MODIFIABLES,
    PLACES,
    RESPONSES,
    SCOPES,
    SEXES,
    STATES,
    TRACKS,
    Lived,
    PastFactor,
    day_before,
    read_age,
    read_count,
    read_ethnicity,
    read_factor,
    read_time,
)
from goldenthread.child_deaths.rules.intake import days_problem, number_state
from goldenthread.child_deaths.terms import (
    OPEN,
    AgeBand,
    Category,
    DeathState,
    Explained,
    InScope,
    Known,
    Limb,
    MeetingKind,
    Modifiable,
    Place,
    ScopeReason,
    Sex,
    TrackKind,
)
from goldenthread.core.dates import PartialDate
from goldenthread.core.terms import Vocabulary
from goldenthread.rendering.spreadsheets import Sheet
from goldenthread.thread.cells import Cells, key_of, read_partial
from goldenthread.thread.importing import RowNote, plain_words

S = DeathState
MOST_ROWS: Final = 1000
PRESENT_SCALE: Final = date(2019, 4, 1)
"""Since when factors are scored 0 to 2. Source: national forms of April 2019 (edition to be checked)."""
DAYS: Final = (
    "died_on", "known_on", "database_on", "asked_on", "forms_on", "met_on", "ready_on", "panel_on", "finalised_on", "closed_on",
)  # fmt: skip
ORDER: Final = (
    ("asked_on", "forms_on"), ("known_on", "asked_on"), ("met_on", "panel_on"), ("ready_on", "panel_on"), ("panel_on", "finalised_on"),
    ("panel_on", "closed_on"), ("finalised_on", "closed_on"), ("known_on", "closed_on"),
)  # fmt: skip
BY_DAYS: Final = (("closed_on", S.CLOSED), ("panel_on", S.REVIEWED), ("ready_on", S.READY), ("met_on", S.MET), ("forms_on", S.GATHERING), ("asked_on", S.GATHERING))  # fmt: skip
"""Where a death stands, by the last of its days."""
CONCLUDED: Final = frozenset({S.REVIEWED, S.CLOSED})
RUNNING: Final = frozenset(OPEN) - CONCLUDED
OVER: Final = frozenset({S.CLOSED, S.OUT, S.TRANSFERRED})


@dataclass(frozen=True, slots=True)
class PastDeath:
    """One row as a death."""

    row: int
    key: str
    local_reference: str
    state: DeathState
    died_on: date
    lived: Lived
    died_at: time | None = None
    born: PartialDate | None = None
    sex: Sex = Sex.UNKNOWN
    number: str = ""
    name: str = ""
    home_area: str = ""
    place: Place = Place.UNKNOWN
    expected: Known = Known.NOT_ASKED
    response: Known | None = None
    limbs: tuple[Limb, ...] = ()
    what: str = ""
    cause: str = ""
    scope: tuple[InScope, ScopeReason] | None = None
    other_area: str = ""
    met_kind: MeetingKind = MeetingKind.OTHER
    waits: tuple[TrackKind, ...] = ()
    theme: str = ""
    categories: tuple[Category, ...] = ()
    hierarchy_kept: bool = False
    modifiable: Modifiable | None = None
    factors: tuple[PastFactor, ...] = ()
    ethnicity: str = ""
    deprivation: int | None = None
    deprivation_edition: str = ""
    gestation: int | None = None
    weight: int | None = None
    known_on: date | None = None
    database_on: date | None = None
    asked_on: date | None = None
    forms_on: date | None = None
    met_on: date | None = None
    ready_on: date | None = None
    panel_on: date | None = None
    finalised_on: date | None = None
    closed_on: date | None = None

    @property
    def concluded_on(self) -> date | None:
        """The day of the panel; of what is closed without one, the day on which it was closed stands for it."""
        return (self.panel_on or self.closed_on) if self.state in CONCLUDED else None

    @property
    def explained(self) -> Explained:
        """Whether a sudden death was explained, as far as the category says: 10 is unexplained, and any other names a cause."""
        if Category.UNEXPLAINED in self.categories:
            return Explained.UNEXPLAINED
        return Explained.NOT_SUDDEN if self.expected is Known.YES else Explained.EXPLAINED

    @property
    def is_old_scale(self) -> bool:
        """Whether its factors were scored before April 2019."""
        return day_before(self.concluded_on, PRESENT_SCALE)


@dataclass(frozen=True, slots=True)
class PastDeaths:
    """What a sheet holds: deaths, what is wrong with it, and what its owner should know."""

    deaths: tuple[PastDeath, ...] = ()
    problems: tuple[RowNote, ...] = ()
    remarks: tuple[RowNote, ...] = ()


def read_deaths(sheet: Sheet, columns: Mapping[str, int], today: date) -> PastDeaths:
    """Every row as a death, under the given match of fields to columns."""
    missing = [each.label for each in FIELDS if each.required and each.name not in columns]
    if missing:
        return PastDeaths(problems=tuple(RowNote(1, "", f"No column is matched to “{label}”.") for label in missing))
    if len(sheet.rows) > MOST_ROWS:
        return PastDeaths(problems=(RowNote(1, "", f"There are more than {MOST_ROWS:,} rows: bring it in in parts."),))
    found, problems, remarks = [], [], []
    references: dict[str, int] = {}
    numbers: dict[str, int] = {}
    births: dict[tuple[str, date], int] = {}
    for row in sheet.rows:
        reading = _Row(row.number, sheet.header, columns, row.cells, today)
        death = reading.death()
        if death is not None and death.key in references:
            reading.problem("local_reference", f"Row {references[death.key]} has the same local reference.")
            death = None
        problems += reading.problems
        if death is not None:
            references[death.key] = row.number
            birth = (str(death.born or ""), death.died_on)
            if death.number in numbers:
                reading.remark("number", f"Row {numbers[death.number]} has the same NHS number: this row is left out.")
                remarks += reading.remarks
                continue
            if birth[0] and birth in births:
                reading.remark("born", f"Row {births[birth]} has the same birth and day of death: both come in, as twins do. If they are one child, take one row out.")  # fmt: skip
            births.setdefault(birth, row.number)
            if death.number:
                numbers[death.number] = row.number
            found.append(death)
        remarks += reading.remarks
    if not found and not problems:
        problems.append(RowNote(1, "", "There is no row under the headings."))
    return PastDeaths(tuple(found), tuple(problems), tuple(remarks))


@dataclass(slots=True)
class _Row(Cells):
    labels: ClassVar[Mapping[str, str]] = {each.name: each.label for each in FIELDS}
    days: dict[str, date | None] = field(default_factory=dict)

    def read(self, name: str, reader: Any, *given: Any) -> Any:
        """What a reader makes of a cell; None where it says what is wrong with it."""
        try:
            return reader(*given)
        except ValueError as error:
            self.problem(name, str(error))
            return None

    def listed(self, name: str, words: Mapping[str, Any]) -> tuple[Any, ...]:
        """Each of the words that a cell lists, once."""
        found = []
        for part in filter(None, (part.strip() for part in re.split(r"[;\n]", self.text(name).removesuffix(".0")))):
            if plain_words(part) not in words:
                labels = list(dict.fromkeys(term.label for term in words.values()))
                self.problem(name, f"“{part[:40]}” is none of: {'; '.join(labels)}.")
            else:
                found.append(words[plain_words(part)])
        return tuple(dict.fromkeys(found))

    def death(self) -> PastDeath | None:
        """The row as a death; None where a problem was found."""
        reference = self.text("local_reference", 60)
        if not plain_words(reference):
            self.problem("local_reference", "It is empty: without it a second import would make a second death.")
        self.days = {name: self.day(name) for name in DAYS}
        if self.days["died_on"] is None:
            self.problem("died_on", "It is empty, and nothing can be counted without it.")
        born = self.read("born", read_partial, self.cell("born"))
        died = self.days.pop("died_on") or self.today
        at = self.read("died_at", read_time, self.cell("died_at"))
        scope, state = self._scope(), self.word("state", STATES)
        given: dict[str, Any] = self.days | self._analysed()
        read = PastDeath(
            row=self.number, key=key_of(reference), local_reference=reference, died_on=died, died_at=at, born=born,
            state=state or self._stands(scope), lived=self._lived(born, died, at), sex=self._or("sex", SEXES, Sex.UNKNOWN),
            number="".join(self.text("number", 40).removesuffix(".0").split()), name=" ".join(self.text("name", 200).split()),
            home_area=self.text("home_area", 120), place=self._or("place", PLACES, Place.UNKNOWN),
            expected=self._or("expected", EXPECTEDS, Known.NOT_ASKED), response=self.word("jar", RESPONSES),
            limbs=self.listed("limb", LIMBS), what=self.text("what"), cause=self.text("cause"), scope=scope,
            other_area=self.text("other_area", 160), met_kind=self._or("met_kind", MEETINGS, MeetingKind.OTHER),
            waits=self.listed("waits", TRACKS), theme=" ".join(self.text("theme", 80).split()),
            ethnicity=self.read("ethnicity", read_ethnicity, self.text("ethnicity")) or "",
            deprivation=self.read("deprivation", read_count, self.cell("deprivation"), "fifth", 1, 5),
            deprivation_edition=self.text("deprivation_edition", 40).removesuffix(".0"),
            gestation=self.read("gestation", read_count, self.cell("gestation"), "number of weeks", 10, 45),
            weight=self.read("weight", read_count, self.cell("weight"), "weight in grams", 100, 9000), **given,
        )  # fmt: skip
        self._whole(read)
        self._stands_so(read)
        self._in_order(read)
        self._odd(read)
        return None if self.problems else read

    def _or(self, name: str, words: Mapping[str, Any], otherwise: Vocabulary) -> Any:
        return self.word(name, words) or otherwise

    def _scope(self) -> tuple[InScope, ScopeReason] | None:
        given = self.text("scope")
        found = SCOPES.get(plain_words(given))
        if given and found is None and plain_words(given) not in {"not decided yet", "open"}:
            self.problem("scope", f"“{given[:40]}” is not clear: write In scope, or why it is out, such as Stillbirth or Eighteen or over at death.")  # fmt: skip
        return found

    def _stands(self, scope: tuple[InScope, ScopeReason] | None) -> DeathState:
        """Where it stands, by what else the row says."""
        if scope is not None and scope[0] is InScope.NO:
            return S.OUT
        if self.text("other_area"):
            return S.TRANSFERRED
        last = next((state for name, state in BY_DAYS if self.days[name]), None)
        return last or (S.GATHERING if scope else S.NOTIFIED)

    def _lived(self, born: PartialDate | None, died: date, at: time | None) -> Lived:
        """The age, from the birth where it is known to the day, else as it is written."""
        given = self.cell("age")
        text = str(int(given)) if isinstance(given, float) and given.is_integer() else self.text("age")
        told = self.read("age", read_age, text) if text else None
        if born is None or born.first_day > died:
            return told or Lived()
        if born.day is None:
            first, last = Age(*_between(min(born.last_day, died), died)), Age(*_between(born.first_day, died))
            return told or Lived(first.years if first.years == last.years else None, band=first.band if first.band is last.band else AgeBand.UNKNOWN)  # fmt: skip
        age = age_at_death(born.first_day, died)
        if told is not None and told.years is not None and told.years != age.years:
            self.remark("age", "It is not what the date of birth says: the date counts.")
        return Lived(age.years, age.days, told.minutes if told and age.days < 2 else None, age.band)

    def _analysed(self) -> dict[str, Any]:
        """Categories, factors and what was said of them."""
        found = self.listed("category", CATEGORIES)
        factors: dict[tuple[str, str], PastFactor] = {}
        for part in filter(None, (part.strip() for part in re.split(r"[;\n]", self.text("factors")))):
            each = self.read("factors", read_factor, part)
            if each is None:
                continue
            if (wrong := factor_problem(Scored(each.domain, each.name, each.relevance, each.modifiable))) or (
                (each.domain.value, plain_words(each.name)) in factors
            ):
                self.problem("factors", wrong or f"“{each.name}” stands there twice.")
            factors[each.domain.value, plain_words(each.name)] = each
        if any(each.old_score == "3" for each in factors.values()):
            self.remark("factors", "A 3 of the scale before April 2019 comes in as a 2, and the 3 is kept beside it.")
        if any(each.old_score == "1*" for each in factors.values()):
            self.remark("factors", "A 1* of the scale before April 2019 comes in as a 1, and the 1* is kept beside it.")
        kept = bool(found) and ordered(found)[0] is not found[0]
        if kept:
            self.remark("category", "The lowest number that applies is the first by the form: the order of the file is kept.")  # fmt: skip
        return {
            "categories": found, "hierarchy_kept": kept, "factors": tuple(factors.values()),
            "modifiable": self.word("modifiable", MODIFIABLES),
        }  # fmt: skip

    def _whole(self, read: PastDeath) -> None:
        """What belongs together, and what cannot be."""
        if wrong := days_problem(born=read.born.first_day if read.born else None, died=read.died_on, today=self.today):
            self.problem("born" if "birth" in wrong else "died_on", wrong)
        adult = read.lived.years is not None and read.lived.years >= 18
        reason = read.scope[1] if read.scope else None
        said_out = read.scope is not None and read.scope[0] is InScope.NO
        for column, wrong_, message in (
            ("scope", adult and not said_out and read.state is not S.TRANSFERRED, "They were 18 or over at death: out of scope. Check the dates or the age."),
            ("scope", reason is ScopeReason.ADULT and read.lived.years is not None and not adult, "They were under 18 at death: check the dates or the age."),
            ("jar", read.limbs and read.response is not Known.YES, "A criterion is given: then a Joint Agency Response was met with Yes."),
            ("deprivation_edition", read.deprivation is not None and not read.deprivation_edition, "Say of which edition the fifth of deprivation is, such as 2025."),
            ("category", read.factors and not read.categories, "Factors are given: give the category too."),
            ("category", read.modifiable and not read.categories, "Modifiable factors are answered: give the category too."),
            ("met_on", read.met_kind is not MeetingKind.OTHER and not read.met_on, "The kind of the review meeting is given: give its day too."),
        ):  # fmt: skip
            if wrong_:
                self.problem(column, message)
        if read.categories:
            wrong = category_problem(
                primary=read.categories[0], secondary=read.categories[1:], hierarchy_why="The order of the file is kept.",
                sudden=Known.NOT_ASKED, explained=read.explained,
            )  # fmt: skip
            if wrong:
                self.problem("category", wrong)
        scored = [Scored(each.domain, each.name, each.relevance, each.modifiable) for each in read.factors]
        if any(each.modifiable for each in scored) and (wrong := modifiable_problem(read.modifiable or Modifiable.INADEQUATE, scored)):  # fmt: skip
            self.problem("modifiable", wrong)

    def _stands_so(self, read: PastDeath) -> None:
        state, label = read.state, read.state.label
        said_out = read.scope is not None and read.scope[0] is InScope.NO
        done = state in CONCLUDED
        for column, wrong, message in (
            ("closed_on", state is S.CLOSED and not read.closed_on, "What is closed needs the day on which it was."),
            ("state", state in OPEN and read.closed_on, f"It has a day on which it was closed, and stands at “{label}”."),
            ("scope", state is S.OUT and not said_out, "Say why it is out of scope: Stillbirth, for one."),
            ("state", said_out and state is not S.OUT, f"It is out of scope, and stands at “{label}”."),
            ("other_area", state is S.TRANSFERRED and not read.other_area, "Say which area reviews it."),
            ("state", read.other_area and state is not S.TRANSFERRED, f"Another area reviews it, and it stands at “{label}”."),
            ("panel_on", state is S.REVIEWED and not read.panel_on, f"“{label}” needs the day of the panel."),
            ("category", state is S.REVIEWED and not read.categories, f"“{label}” needs the category."),
            ("state", read.panel_on and not done, f"The panel concluded, and it stands at “{label}”."),
            ("finalised_on", read.finalised_on and not done, f"It is finalised, and stands at “{label}”."),
            ("met_on", state is S.MET and not read.met_on, f"“{label}” needs the day of the meeting."),
            ("waits", read.waits and state not in RUNNING, f"At “{label}” the panel waits for nothing: leave it empty."),
            ("theme", read.theme and state not in RUNNING, f"At “{label}” no panel is waited for: leave it empty."),
        ):  # fmt: skip
            if wrong:
                self.problem(column, message)

    def _in_order(self, read: PastDeath) -> None:
        """Days that come before what they follow."""
        for before, after in ORDER:
            if day_before(getattr(read, after), getattr(read, before)):
                self.problem(after, f"It comes before “{BY_NAME[before].label}”.")
        for name in DAYS[1:]:
            if day_before(getattr(read, name), read.died_on):
                self.problem(name, "It comes before the day of death.")

    def _odd(self, read: PastDeath) -> None:
        """What is missing or doubtful is remarked: it comes in all the same."""
        for column, odd, message in (
            ("number", number_state(read.number) is False, "It does not add up: it is kept as it came, and flagged."),
            ("known_on", read.known_on is None, "It is not given: the day of death stands for it, and whether the notification was in time is not counted."),
            ("limb", read.response is Known.YES and not read.limbs, "Which criterion was met is not given."),
            ("died_on", read.lived.band is AgeBand.UNKNOWN, "Neither a date of birth nor an age says how old the child was: it is counted as not known."),
            ("panel_on", read.state is S.CLOSED and read.panel_on is None, "It is not given: the day on which it was closed stands for the panel’s."),
            ("category", read.state is S.CLOSED and not read.categories, "It is not given: it comes in without an analysis, and is counted as not known."),
            ("modifiable", read.state in CONCLUDED and read.categories and read.modifiable is None, "It is not said whether modifiable factors were found: it comes in as “not enough information to say”."),
            ("database_on", read.state in OPEN and read.database_on is None, "It is not given: the step to the national database is still to be done."),
        ):  # fmt: skip
            if odd:
                self.remark(column, message)


def _between(born: date, died: date) -> tuple[int, int]:
    age = age_at_death(born, died)
    return age.years, age.days


def counted_states(deaths: Iterable[PastDeath]) -> dict[DeathState, int]:
    """How many come in at each stage, in the stages' order."""
    held = [death.state for death in deaths]
    return {state: held.count(state) for state in S if state in held}
