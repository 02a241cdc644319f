"""An existing action log, read from a spreadsheet: which column is which, and what each row says. Pure, without database."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from rapidfuzz import fuzz

from goldenthread.core.dates import NotADate, PartialDate
from goldenthread.rendering.spreadsheets import Sheet
from goldenthread.thread.terms import ActionState, Brag

SURE: Final = 82
"""How like a heading has to be to one of a field's words, out of 100, to be matched without being asked."""
NEAR: Final = 90
EXCEL_BEGAN: Final = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Field:
    """Something we keep of a row, and the headings that files give it."""

    name: str
    label: str
    words: tuple[str, ...]
    required: bool = False


FIELDS: Final = (
    Field(
        "text",
        "The action",
        (
            "action",
            "actions",
            "recommendation",
            "action required",
            "agreed action",
            "what will be done",
            "task",
            "smart action",
            "action description",
            "description",
        ),
        required=True,
    ),
    Field(
        "owner_organisation",
        "Owning organisation",
        (
            "agency",
            "organisation",
            "lead agency",
            "responsible agency",
            "owning organisation",
            "owner organisation",
            "service",
            "partner",
        ),
    ),
    Field(
        "owner_person",
        "Owner",
        (
            "owner",
            "lead",
            "lead officer",
            "responsible person",
            "named lead",
            "action owner",
            "who",
            "person responsible",
        ),
    ),
    Field(
        "due_on",
        "Due date",
        ("due", "due date", "deadline", "target date", "by when", "timescale", "completion date", "date due", "when"),
    ),
    Field("state", "Status", ("status", "state", "progress status", "action status", "complete")),
    Field("brag", "BRAG", ("brag", "rag", "brag rating", "rag rating", "rag status", "brag status", "rating")),
    Field(
        "measure",
        "How anyone will know",
        (
            "measure",
            "success measure",
            "success criteria",
            "outcome measure",
            "how will we know",
            "evidence of success",
            "expected outcome",
            "intended outcome",
            "outcome",
            "expected impact",
        ),
    ),
    Field(
        "last_update",
        "Last update",
        ("update", "latest update", "progress", "progress update", "comments", "notes", "commentary"),
    ),
    Field(
        "source",
        "Where it comes from",
        ("source", "review", "origin", "from", "audit", "case", "review or audit", "source of action", "meeting"),
    ),
    Field("themes", "Themes", ("theme", "themes", "topic", "category", "priority")),
)
BY_NAME: Final = {each.name: each for each in FIELDS}

STATES: Final[Mapping[str, ActionState]] = {
    **dict.fromkeys(("draft", "proposed", "to be agreed"), ActionState.DRAFT),
    **dict.fromkeys(
        ("not started", "agreed", "new", "open", "outstanding", "to do", "not yet started"), ActionState.AGREED
    ),
    **dict.fromkeys(
        (
            "in progress",
            "started",
            "ongoing",
            "on going",
            "underway",
            "on track",
            "at risk",
            "off track",
            "overdue",
            "delayed",
            "accepted",
            "partially complete",
            "partly complete",
        ),
        ActionState.ACCEPTED,
    ),
    **dict.fromkeys(
        ("awaiting sign off", "waiting for sign off", "for sign off", "reported", "reported done", "awaiting closure"),
        ActionState.REPORTED,
    ),
    **dict.fromkeys(
        ("complete", "completed", "closed", "done", "delivered", "implemented", "finished", "achieved", "yes"),
        ActionState.DELIVERED,
    ),
    **dict.fromkeys(
        ("withdrawn", "superseded", "cancelled", "no longer required", "not required", "abandoned"),
        ActionState.WITHDRAWN,
    ),
}
BRAGS: Final[Mapping[str, Brag]] = {
    **dict.fromkeys(("b", "blue", "complete"), Brag.BLUE),
    **dict.fromkeys(("r", "red", "off track"), Brag.RED),
    **dict.fromkeys(("a", "amber", "yellow", "at risk"), Brag.AMBER),
    **dict.fromkeys(("g", "green", "on track"), Brag.GREEN),
    **dict.fromkeys(("grey", "white", "none", "not started", "not rated", "n a"), Brag.UNSET),
}
NO_DATE: Final = frozenset(
    {"", "tbc", "tba", "ongoing", "on going", "n a", "none", "not set", "to be confirmed", "to be agreed", "asap"}
)
BOUND: Final = frozenset({ActionState.REPORTED, ActionState.DELIVERED})


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of the partnership under every name it may be called by."""

    id: int
    name: str
    names: frozenset[str]

    @classmethod
    def of(cls, pk: int, name: str, short_name: str) -> Organisation:
        """The organisation with its names as they are compared."""
        return cls(pk, name, frozenset({plain_words(name), plain_words(short_name)} - {""}))


@dataclass(frozen=True, slots=True)
class Known:
    """What a log's names are matched against."""

    organisations: Sequence[Organisation]
    people: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowNote:
    """Something about one cell: row and column as the file's owner sees them. A problem stops the import; a remark does not."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"Row {self.row}, {self.column}: {self.message}" if self.column else f"Row {self.row}: {self.message}"


@dataclass(frozen=True, slots=True)
class LoggedAction:
    """One row as an action."""

    row: int
    key: str
    text: str
    state: ActionState
    brag: Brag = Brag.UNSET
    measure: str = ""
    owner_organisation: int | None = None
    owner_person: int | None = None
    contributors: tuple[int, ...] = ()
    due_on: date | None = None
    last_update: str = ""
    source: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Log:
    """What a sheet holds: actions, what is wrong with it, and what its owner should know."""

    actions: tuple[LoggedAction, ...] = ()
    problems: tuple[RowNote, ...] = ()
    remarks: tuple[RowNote, ...] = ()


def plain_words(text: object) -> str:
    """Text as it is compared: lower case, words alone."""
    return " ".join(re.findall(r"[a-z0-9]+", str(text or "").lower()))


def match_columns(header: Sequence[str], fields: Sequence[Field] = FIELDS) -> dict[str, int]:
    """The column of each field whose heading is near enough; each column serves one field, the likest first."""
    scored = sorted(
        (-max(_likeness(plain_words(heading), word) for word in each.words), order, at, each.name)
        for order, each in enumerate(fields)
        for at, heading in enumerate(header)
        if plain_words(heading)
    )
    matched: dict[str, int] = {}
    for score, _, at, name in scored:
        if -score >= SURE and name not in matched and at not in matched.values():
            matched[name] = at
    return matched


def _likeness(heading: str, word: str) -> float:
    """From 0 to 100; a heading that holds all of a field's words and others too is nearly sure."""
    return max(fuzz.token_sort_ratio(heading, word), 0.9 * fuzz.token_set_ratio(heading, word))


def read_log(sheet: Sheet, columns: Mapping[str, int], known: Known) -> Log:
    """Every row as an action, under the given match of fields to columns."""
    if "text" not in columns:
        return Log(problems=(RowNote(1, "", "No column is matched to the action itself."),))
    actions, problems, remarks = [], [], []
    first: dict[str, int] = {}
    for row in sheet.rows:
        reading = _Row(row.number, sheet.header, columns, row.cells)
        action = reading.action(known)
        problems += reading.problems
        remarks += reading.remarks
        if action is None:
            continue
        if action.key in first:
            remarks.append(RowNote(row.number, "", f"It says the same as row {first[action.key]} and comes in once."))
            continue
        first[action.key] = row.number
        actions.append(action)
    if not actions and not problems:
        problems.append(RowNote(1, "", "There is no row under the headings."))
    return Log(tuple(actions), tuple(problems), tuple(remarks))


@dataclass(slots=True)
class _Row:
    number: int
    header: Sequence[str]
    columns: Mapping[str, int]
    cells: Sequence[object]
    problems: list[RowNote] = field(default_factory=list)
    remarks: list[RowNote] = field(default_factory=list)

    def cell(self, name: str) -> object:
        at = self.columns.get(name)
        return self.cells[at] if at is not None and at < len(self.cells) else None

    def text(self, name: str) -> str:
        value = self.cell(name)
        if isinstance(value, datetime | date):
            return value.strftime("%d/%m/%Y")
        return "" if value is None else str(value).strip()

    def note(self, held: list[RowNote], name: str, message: str) -> None:
        at = self.columns.get(name)
        heading = (
            self.header[at] if at is not None and at < len(self.header) and self.header[at] else BY_NAME[name].label
        )
        held.append(RowNote(self.number, f"column “{heading}”", message))

    def action(self, known: Known) -> LoggedAction | None:
        """The row as an action; None where a problem was found."""
        text = " ".join(self.text("text").split())
        if not text:
            self.note(self.problems, "text", "The action is empty.")
        if len(text) > 2000:
            self.note(self.problems, "text", "The action is longer than 2,000 characters.")
        owners = self._owners(known)
        due = self._due()
        brag = self._word("brag", BRAGS, Brag.UNSET)
        state = self._state(bool(owners), due)
        person = known.people.get(plain_words(self.text("owner_person")))
        if person is None and self.text("owner_person"):
            self.note(
                self.remarks,
                "owner_person",
                f"“{self.text('owner_person')[:60]}” has no account here; the organisation owns the action.",
            )
        if self.problems:
            return None
        identity = "|".join(
            plain_words(part)
            for part in (text, self.text("owner_organisation"), self.text("source"), due.isoformat() if due else "")
        )
        return LoggedAction(
            row=self.number,
            key=hashlib.sha256(identity.encode()).hexdigest(),
            text=text,
            state=state,
            brag=brag,
            measure=self.text("measure")[:1000],
            owner_organisation=owners[0] if owners else None,
            owner_person=person,
            contributors=tuple(owners[1:]),
            due_on=due,
            last_update=self.text("last_update")[:2000],
            source=self.text("source")[:300],
            themes=_themes(self.text("themes")),
        )

    def _owners(self, known: Known) -> list[int]:
        given = self.text("owner_organisation")
        if not given:
            return []
        whole = find_organisation(given, known.organisations)
        if whole is not None:
            return [whole.id]
        found: list[int] = []
        for part in filter(None, (part.strip() for part in re.split(r"[/;,&\n]| and ", given))):
            one = find_organisation(part, known.organisations)
            if one is None:
                self.note(self.problems, "owner_organisation", _unknown(part, known.organisations))
            elif one.id not in found:
                found.append(one.id)
        return found

    def _due(self) -> date | None:
        value = self.cell("due_on")
        try:
            found = read_day(value)
        except ValueError as error:
            self.note(self.problems, "due_on", str(error))
            return None
        if found is None and self.text("due_on"):
            self.note(
                self.remarks, "due_on", f"“{self.text('due_on')[:40]}” is no date; the action comes in without one."
            )
        return found

    def _word(self, name: str, words: Mapping[str, Brag], otherwise: Brag) -> Brag:
        given = plain_words(self.text(name))
        if not given:
            return otherwise
        if given in words:
            return words[given]
        one = next((words[part] for part in given.split() if part in words), None)
        if one is None:
            self.note(self.problems, name, f"“{self.text(name)[:40]}” is no rating: write blue, red, amber or green.")
        return one or otherwise

    def _state(self, owned: bool, due: date | None) -> ActionState:
        given = plain_words(self.text("state"))
        if given and given not in STATES:
            self.note(
                self.problems,
                "state",
                f"“{self.text('state')[:40]}” is no status: write not started, in progress, awaiting sign-off, complete or withdrawn.",
            )
        state = STATES.get(given, ActionState.AGREED)
        if state in (ActionState.DRAFT, ActionState.WITHDRAWN) or (owned and due):
            return state
        missing = "owning organisation" if not owned else "due date"
        if state in BOUND:
            self.note(
                self.problems,
                "due_on" if owned else "owner_organisation",
                f"An action that is “{self.text('state')}” needs its {missing}.",
            )
        else:
            self.remarks.append(RowNote(self.number, "", f"It comes in as a draft, because it has no {missing}."))
        return ActionState.DRAFT


def find_organisation(given: str, organisations: Iterable[Organisation]) -> Organisation | None:
    """The organisation of this name or short name, else the only one whose name holds these words or is so near that a slip of the pen explains the rest."""
    words = plain_words(given)
    rows = list(organisations)
    exact = [row for row in rows if words in row.names]
    if exact:
        return exact[0]
    holding = [row for row in rows if words and any(set(words.split()) <= set(name.split()) for name in row.names)]
    if len(holding) == 1:
        return holding[0]
    near = [row for row in rows if max((fuzz.ratio(words, name) for name in row.names), default=0) >= NEAR]
    return near[0] if len(near) == 1 else None


def _unknown(given: str, organisations: Sequence[Organisation]) -> str:
    words = plain_words(given)
    near = max(
        organisations,
        key=lambda row: max((fuzz.token_set_ratio(words, name) for name in row.names), default=0),
        default=None,
    )
    like = max((fuzz.token_set_ratio(words, name) for name in near.names), default=0) if near else 0
    hint = f" Is it “{near.name}”?" if near and like >= 60 else " Add it to the partnership first, or correct its name."
    return f"There is no organisation “{given[:60]}” in this partnership.{hint}"


def read_day(value: object) -> date | None:
    """A cell as a day: a date, Excel's day count, 31/03/2021, 2021-03-31 or 31 March 2021; a month alone is its last day. None for none.

    Raises ValueError with a sentence for anything else.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value is None:
        return value
    text = str(value).strip()
    if plain_words(text) in NO_DATE:
        return None
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and 20_000 <= float(text) <= 80_000:
        return EXCEL_BEGAN + timedelta(days=int(float(text)))
    try:
        return PartialDate.parse(text.removesuffix(" 00:00:00")).last_day
    except NotADate:
        pass
    cleaned = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text.replace(",", " "), flags=re.IGNORECASE)
    joined = " ".join(re.split(r"[\s/.\-]+", cleaned.strip()))
    for shape in ("%d %m %Y", "%d %m %y", "%d %B %Y", "%d %b %Y", "%d %b %y"):
        try:
            return datetime.strptime(joined, shape).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    for shape in ("%B %Y", "%b %Y", "%b %y", "%m %Y"):
        try:
            month = datetime.strptime(joined, shape).date()  # noqa: DTZ007
        except ValueError:
            continue
        return PartialDate(month.year, month.month).last_day
    raise ValueError(f"“{text[:40]}” is not a date: write 31/03/2021.")


def _themes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip().lower()[:80] for part in re.split(r"[,;\n]", text) if part.strip()))
