"""A file of an official register, read row by row: decoded, recognised, each row an entry or a sentence that says why not."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import BinaryIO, Final

from goldenthread.partnership.rules.layouts import Layout, layouts

MOST_BYTES: Final = 120_000_000
MOST_ROWS: Final = 200_000
CHUNK: Final = 1 << 20
SMALL: Final = frozenset({"and", "of", "the", "for", "in", "at", "on", "by"})
KEPT_CAPITALS: Final = frozenset({"nhs", "gp", "gpc", "uk", "hmp", "ii", "iii", "iv", "pms", "apms", "ooh"})


class RegisterUnreadable(Exception):
    """The file is of no register that can be read; the text is one sentence for its sender."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a register. `problem` says in a sentence why it cannot be used; then only its place and areas count."""

    row: int
    number: str = ""
    name: str = ""
    status: str = ""
    group: str = ""
    group_name: str = ""
    kind: str = ""
    areas: tuple[str, ...] = ()
    area_name: str = ""
    establishment: str = ""
    previous: str = ""
    uprn: str = ""
    opened: date | None = None
    closed: date | None = None
    closed_because: str = ""
    phase: str = ""
    address: str = ""
    postcode: str = ""
    telephone: str = ""
    website: str = ""
    problem: str = ""

    @property
    def area(self) -> str:
        """The area that the register itself names first."""
        return self.areas[0] if self.areas else ""


def encoding_of(file: BinaryIO) -> str:
    """UTF-8 where every byte allows it (with a mark at its beginning or without), else Windows-1252. Leaves the file at its beginning. Errors: RegisterUnreadable."""
    decoder, plain = codecs.getincrementaldecoder("utf-8")(), True
    file.seek(0)
    while piece := file.read(CHUNK):
        if b"\0" in piece:
            raise RegisterUnreadable("The file is no text: choose the register as a CSV file, unpacked.")
        if plain:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                plain = False
    if plain:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            plain = False
    file.seek(0)
    return "utf-8-sig" if plain else "windows-1252"


def _lines(file: BinaryIO) -> Iterator[str]:
    encoding, first = encoding_of(file), True
    for line in file:
        try:
            text = line.decode("utf-8" if encoding == "utf-8-sig" else encoding)
        except UnicodeDecodeError:
            raise RegisterUnreadable(
                "The file's characters cannot be read: choose it as it was downloaded, or save it as CSV UTF-8."
            ) from None
        yield text.removeprefix("\ufeff") if first else text
        first = False


def open_register(file: BinaryIO) -> tuple[Layout, Iterator[Entry]]:
    """Which register a file is, and its entries, one at a time as they are read. Errors: RegisterUnreadable, at once or while reading."""
    rows = _rows(csv.reader(_lines(file)))
    first = next(rows, None)
    if first is None:
        raise RegisterUnreadable("The file is empty.")
    layout, at = recognise(first[1])
    return layout, _entries(layout, at, rows if layout.heading_row else _again(first, rows))


def _again(
    first: tuple[int, Sequence[str]], rows: Iterator[tuple[int, Sequence[str]]]
) -> Iterator[tuple[int, Sequence[str]]]:
    yield first
    yield from rows


def _rows(reader: Iterable[list[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows that hold anything, each with the number of the line it begins on."""
    before = 0
    try:
        for cells in reader:
            number, before = before + 1, reader.line_num  # type: ignore[attr-defined]
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        raise RegisterUnreadable(f"Line {before + 1} is not CSV: {error}.") from error


def recognise(first: Sequence[str]) -> tuple[Layout, dict[str, int]]:
    """The register whose columns these are, and the place of each column that we use. Errors: RegisterUnreadable, with what is missing."""
    headings = {cell.strip().casefold(): place for place, cell in reversed(list(enumerate(first)))}
    nearest: tuple[int, Layout, list[str]] | None = None
    for layout in layouts().values():
        if layout.heading_row:
            missing = [name for name in layout.needed_headings if name.casefold() not in headings]
            if not missing:
                return layout, {
                    name: headings[heading.casefold()]
                    for name, heading in layout.columns.items()
                    if heading.casefold() in headings
                }
            if len(missing) < len(layout.needed) and (nearest is None or len(missing) < nearest[0]):
                nearest = (len(missing), layout, missing)
        elif len(first) in layout.seen_columns and first[layout.columns["status"] - 1].strip() in layout.statuses:
            return layout, {name: place - 1 for name, place in layout.columns.items()}
    if nearest:
        named = ", ".join(f"“{name}”" for name in nearest[2])
        raise RegisterUnreadable(
            f"This looks like the {nearest[1].name.lower()}, but {'a column is' if nearest[0] == 1 else 'columns are'} missing: {named}."
        )
    raise RegisterUnreadable(
        "The columns are of no register that can be read: choose the establishment file of Get Information about Schools, or epraccur of the NHS."
    )


def _entries(layout: Layout, at: Mapping[str, int], rows: Iterator[tuple[int, Sequence[str]]]) -> Iterator[Entry]:
    seen: dict[str, int] = {}
    for count, (number, cells) in enumerate(rows):
        if count >= MOST_ROWS:
            raise RegisterUnreadable(f"The file holds more than {MOST_ROWS:,} rows.")
        entry = read_entry(layout, at, number, cells)
        if not entry.problem and entry.number in seen:
            entry = _unusable(
                entry, f"the {layout.number_label} {entry.number} stands in row {seen[entry.number]} already"
            )
        elif not entry.problem:
            seen[entry.number] = number
        yield entry


def _unusable(entry: Entry, why: str) -> Entry:
    return Entry(
        entry.row,
        entry.number,
        entry.name,
        group=entry.group,
        areas=entry.areas,
        problem=f"Row {entry.row}: {why}.",
    )


def read_entry(layout: Layout, at: Mapping[str, int], number: int, cells: Sequence[str]) -> Entry:
    """A row as an entry, with a `problem` where it cannot be one."""

    def text(name: str) -> str:
        place = at.get(name)
        value = " ".join(cells[place].split()) if place is not None and place < len(cells) else ""
        return "" if value.casefold() in layout.nothing else value

    code, areas = text("number").upper(), _areas(layout, text)
    group = text("group").lstrip("0") or ("0" if text("group") else "")
    entry = Entry(number, code[:20], text("name")[:200], group=group, areas=areas)
    status = text("status").upper()
    for wrong, why in (
        (not re.fullmatch(layout.number_pattern, code), f"“{code[:20]}” is no {layout.number_label}"),
        (not entry.name, "the name is empty"),
        (
            status.lstrip("0") not in layout.statuses,
            f"the status “{status[:20]}” is none of {', '.join(layout.statuses)}",
        ),
    ):
        if wrong:
            return _unusable(entry, why)
    days: dict[str, date | None] = {}
    for name, words in (("opened", "opening day"), ("closed", "closing day")):
        try:
            days[name] = read_day(text(name), layout.dates)
        except ValueError:
            return _unusable(entry, f"“{text(name)[:20]}” is no {words}")
    opened, closed = days["opened"], days["closed"]
    if opened and closed and closed < opened:
        return _unusable(entry, f"it closed on {closed:%d/%m/%Y}, before it opened on {opened:%d/%m/%Y}")
    area, establishment = text("area"), text("establishment")
    earlier = (text("previous_area"), text("previous_establishment"))
    return Entry(
        row=number,
        number=code,
        name=readable(entry.name),
        status=layout.statuses[status.lstrip("0")],
        group=group,
        group_name=text("group_name") or layout.groups.get(group, f"Setting {group}" if group else ""),
        kind=text("kind") or layout.groups.get(group, ""),
        areas=areas,
        area_name=text("area_name"),
        establishment=f"{area}/{establishment}" if area and establishment else "",
        previous="/".join(earlier) if all(earlier) else "",
        uprn=text("uprn") if re.fullmatch(r"\d{6,12}", text("uprn")) else "",
        opened=opened,
        closed=closed,
        closed_because=text("closed_because")[:100],
        phase=text("phase")[:100],
        address=", ".join(filter(None, (text(f"address_{line}") for line in range(1, 6))))[:300],
        postcode=text("postcode").upper()[:10],
        telephone=text("telephone")[:30],
        website=text("website")[:200],
    )


def _areas(layout: Layout, text) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    """Every area by which a row can be chosen: the register's own, and for a register without headings its wider geography and the first half of its postcode."""
    outward = text("postcode").upper().rpartition(" ")[0]
    more = () if layout.heading_row else (text("geography"), outward)
    return tuple(dict.fromkeys(filter(None, (text("area"), *more))))


def read_day(text: str, patterns: Sequence[str]) -> date | None:
    """A day as the register writes it; None for nothing. Errors: ValueError."""
    if not text:
        return None
    for pattern in patterns:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    raise ValueError(text)


def readable(name: str) -> str:
    """A name written in capitals alone, as one would write it; any other as it stands."""
    if not name.isupper() or len(name) < 5:
        return name

    def word(place: int, found: str) -> str:
        lower = found.lower()
        if lower in KEPT_CAPITALS:
            return found
        if place and lower in SMALL:
            return lower
        return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda match: match[0].capitalize(), lower)

    return " ".join(word(place, found) for place, found in enumerate(name.split()))


def to_line(entry: Entry) -> bytes:
    """An entry as a line of a kept file."""
    return json.dumps(asdict(entry), default=str, separators=(",", ":")).encode() + b"\n"


def from_line(line: bytes) -> Entry:
    """The entry of a line."""
    held = json.loads(line)
    held["areas"] = tuple(held["areas"])
    for name in ("opened", "closed"):
        held[name] = date.fromisoformat(held[name]) if held[name] else None
    return Entry(**held)
