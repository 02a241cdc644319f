"""Joiners, movers and leavers from a spreadsheet: what each row says, and what it would change. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from goldenthread.partnership.terms import Role
from goldenthread.rendering.spreadsheets import Sheet

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "full name", "person"),
    "email": ("email", "e mail", "email address", "e mail address", "address"),
    "organisation": ("organisation", "organization", "agency"),
    "role": ("role", "role in the partnership"),
    "group": ("group", "sub group", "seat"),
    "from": ("from", "start", "starts", "start date", "joins"),
    "until": ("until", "end", "ends", "end date", "leaves"),
}
LABELS: Final = {
    "name": "Name",
    "email": "E-mail",
    "organisation": "Organisation",
    "role": "Role",
    "group": "Group",
    "from": "From",
    "until": "Until",
}
NEEDED: Final = ("name", "email")
MOST_ROWS: Final = 500
EXCEL_BEGAN: Final = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Holding:
    """A post, or a seat where `group` is set, that someone holds or will hold. `ends` is the first day on which it no longer does."""

    id: int
    email: str
    organisation: int | None
    role: str
    group: int | None
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """What a row's words are matched with: organisations and groups by every name they go by, people by address, and what they hold."""

    organisations: Mapping[str, int]
    groups: Mapping[str, int]
    people: Mapping[str, str] = field(default_factory=dict)
    holdings: Sequence[Holding] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row: who, for whom, as what, in which group, from when. `ends` is the first day on which it no longer holds: the day after the sheet's last."""

    row: int
    name: str
    email: str
    organisation: int | None
    organisation_name: str
    role: Role
    group: int | None
    group_name: str
    starts: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class Step:
    """What a row would change: `invites` makes an account, `post` and `seat` give one, `end_posts` and `end_seats` end those on the row's last day."""

    wanted: Wanted
    invites: bool = False
    post: bool = False
    seat: bool = False
    end_posts: tuple[int, ...] = ()
    end_seats: tuple[int, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether it changes something."""
        return self.invites or self.post or self.seat or bool(self.end_posts or self.end_seats)

    @property
    def words(self) -> str:
        """What it does, in words."""
        said = []
        wanted = self.wanted
        if self.invites:
            said.append("is invited")
        if self.post:
            where = f" for {wanted.organisation_name}" if wanted.organisation_name else ""
            said.append(f"becomes {wanted.role.label.lower()}{where}")
        if self.seat:
            said.append(f"sits in {wanted.group_name}")
        if self.end_posts:
            said.append("leaves that post")
        if self.end_seats:
            said.append(f"leaves the seat in {wanted.group_name}")
        return ", ".join(said) or "nothing: it is so already"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sheet would change, row by row, and what is wrong with it."""

    steps: tuple[Step, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def changing(self) -> list[Step]:
        """The rows that change something."""
        return [step for step in self.steps if step.anything]

    @property
    def sign(self) -> str:
        """A short sign of all of it."""
        return hashlib.sha256(repr((self.steps, self.problems)).encode()).hexdigest()[:24]


def plain(text: object) -> str:
    """Text as it is compared: lower case, words alone."""
    return " ".join(re.findall(r"[a-z0-9]+", str(text or "").lower()))


ROLES: Final = {plain(word): role for role in Role for word in (role.value, role.label)}


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """The place of each column we read."""
    places = {plain(heading): place for place, heading in reversed(list(enumerate(header)))}
    return {
        name: next(places[word] for word in words if word in places)
        for name, words in COLUMNS.items()
        if set(words) & set(places)
    }


def read_people(sheet: Sheet, known: Known, today: date) -> Plan:
    """What a sheet would change among the people of a partnership."""
    at = columns_of(sheet.header)
    if missing := [LABELS[name] for name in NEEDED if name not in at]:
        return Plan(problems=(f"The file has no column “{'” and no column “'.join(missing)}”.",))
    if len(sheet.rows) > MOST_ROWS:
        return Plan(problems=(f"The file has more than {MOST_ROWS} rows: send it in parts.",))
    wanted: list[Wanted] = []
    problems: list[str] = []
    seen: dict[tuple[object, ...], int] = {}
    for row in sheet.rows:
        reading = _Reading(row.number, at, row.cells, known)
        found = reading.wanted()
        problems += reading.problems
        if found is None:
            continue
        key = (found.email, found.organisation, found.role, found.group)
        if key in seen:
            problems.append(f"Row {row.number}: says of the same person, post and group as row {seen[key]}.")
            continue
        seen[key] = row.number
        wanted.append(found)
    if not wanted and not problems:
        problems.append("There is no row under the headings.")
    return Plan(_steps(wanted, known, today), tuple(problems))


@dataclass(slots=True)
class _Reading:
    number: int
    at: Mapping[str, int]
    cells: Sequence[object]
    known: Known
    problems: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        place = self.at.get(name)
        value = self.cells[place] if place is not None and place < len(self.cells) else None
        return "" if value is None else " ".join(str(value).split())

    def note(self, name: str, message: str) -> None:
        self.problems.append(f"Row {self.number}, column “{LABELS[name]}”: {message}")

    def day(self, name: str) -> date | None:
        place = self.at.get(name)
        value = self.cells[place] if place is not None and place < len(self.cells) else None
        try:
            return read_day(value)
        except ValueError:
            self.note(name, f"“{self.text(name)[:30]}” is no date: write it as 31/03/2026.")
            return None

    def one_of(self, name: str, choices: Mapping[str, int]) -> int | None:
        given = self.text(name)
        if not given:
            return None
        if plain(given) not in choices:
            self.note(name, f"“{given[:60]}” is not here under that name.")
        return choices.get(plain(given))

    def wanted(self) -> Wanted | None:
        name, email = self.text("name")[:200], self.text("email").lower()
        if not name:
            self.note("name", "it is empty.")
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email) or len(email) > 254:
            self.note("email", f"“{email[:60]}” is no e-mail address." if email else "it is empty.")
        organisation, group = (
            self.one_of("organisation", self.known.organisations),
            self.one_of("group", self.known.groups),
        )
        role = ROLES.get(plain(self.text("role")) or plain(Role.MEMBER.value))
        if role is None:
            self.note(
                "role", f"“{self.text('role')[:40]}” is no role: choose from {', '.join(one.label for one in Role)}."
            )
        starts, ends = self.day("from"), self.day("until")
        if starts and ends and ends < starts:
            self.note("until", "it ends before it begins.")
        if self.problems or role is None:
            return None
        ends = ends + timedelta(days=1) if ends else None  # a sheet says the last day
        return Wanted(
            self.number,
            name,
            email,
            organisation,
            self.text("organisation"),
            role,
            group,
            self.text("group"),
            starts,
            ends,
        )


def _steps(rows: Sequence[Wanted], known: Known, today: date) -> tuple[Step, ...]:
    made: list[Step] = []
    invited, given = set(known.people), set()
    ended: set[int] = set()
    for row in rows:
        theirs = [held for held in known.holdings if held.email == row.email]
        posts = [
            held
            for held in theirs
            if held.group is None and (held.role, held.organisation) == (row.role.value, row.organisation)
        ]
        seats = [held for held in theirs if row.group is not None and held.group == row.group]
        key = (row.email, row.role, row.organisation)
        post = _lacks(posts, row, today) and key not in given
        seat = row.group is not None and _lacks(seats, row, today)
        end_posts = tuple(pk for pk in _ending(posts, row, today) if pk not in ended)
        if post:
            given.add(key)
        ended.update(end_posts)
        made.append(
            Step(row, row.email not in invited and (post or seat), post, seat, end_posts, _ending(seats, row, today))
        )
        if post or seat:
            invited.add(row.email)
    return tuple(made)


def _lacks(held: Sequence[Holding], row: Wanted, today: date) -> bool:
    """Whether a row asks for something that is neither held nor over."""
    start = max(row.starts or today, today)
    if row.ends is not None and row.ends <= start:
        return False
    return not any(one.ends is None or one.ends > start for one in held)


def _ending(held: Sequence[Holding], row: Wanted, today: date) -> tuple[int, ...]:
    """What of these has to end with the row and does not yet."""
    if row.ends is None:
        return ()
    return tuple(
        one.id
        for one in held
        if (one.ends is None or one.ends > today) and one.ends != row.ends and one.starts <= row.ends
    )


def read_day(value: object) -> date | None:
    """A cell as a day; None for nothing. Errors: ValueError."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and 20_000 < value < 80_000:
        return EXCEL_BEGAN + timedelta(days=int(value))
    for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(str(value).strip(), pattern).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    raise ValueError(str(value))
