"""What an official register would change, as a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.administration.operations import Ticked
from goldenthread.core.clock import day_of
from goldenthread.design.components import Card, Column, Content, Lines, Link, ListItem, Muted, Row, Table, Tag
from goldenthread.design.format import counted, day, instant, short_day
from goldenthread.partnership.models import RegisterArea, RegisterEntry
from goldenthread.partnership.rules.layouts import Layout, layouts
from goldenthread.partnership.rules.register_files import Entry
from goldenthread.partnership.rules.registers import DETAILS, Comparison, Held
from goldenthread.records.web import Scope

SHOWN = 400
"""How many rows of one list a page shows; the rest can be taken over all together, or when the same file is opened again."""


@dataclass(frozen=True, slots=True)
class Part:
    """One list of changes: the field its boxes send, what it is called, and how many more there are than it shows."""

    field: str
    title: str
    note: str
    table: Table
    total: int
    all_label: str
    all_ticked: bool

    @property
    def more(self) -> int:
        """How many are not shown."""
        return max(0, self.total - SHOWN)


@dataclass(frozen=True, slots=True)
class Question:
    """An organisation here, and an entry that may be it."""

    number: str
    ours: Content
    theirs: str
    facts: str
    answer: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A comparison."""

    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    absent: tuple[str, ...]
    problems: tuple[str, ...]
    more_problems: int
    sign: str
    asks_capacity: bool
    anything: bool


def check_page(scope: Scope, layout: Layout, found: Comparison, ticked: Ticked, all_of: frozenset[str]) -> CheckPage:
    """The lists of a comparison, with what was ticked before still ticked."""
    parts = (
        _part(
            "succeeded",
            "Go on under another number",
            "A school turned academy is one: the successor takes its place with its seats and posts, and its history stays under its own name.",
            (Column("Now", "wide"), Column("Becomes"), Column("From"), Column("Seen by")),
            tuple(
                Row(
                    (
                        _ours(scope, row.held, layout),
                        Lines((row.entry.name, _numbered(layout, row.entry))),
                        short_day(row.entry.opened or row.closed.closed, "today"),
                        row.how,
                    ),
                    value=row.held.number,
                    name=row.held.name,
                    ticked=row.held.number in ticked.succeeded,
                )
                for row in found.succeeded[:SHOWN]
            ),
            len(found.succeeded),
            all_of,
        ),
        _part(
            "changed",
            "Changed in the register",
            "",
            (Column("Organisation", "wide"), Column("Before and after", "wide")),
            tuple(
                Row(
                    (
                        _ours(scope, row.held, layout),
                        Lines(
                            tuple(
                                f"{change.label}: {change.before or 'nothing'} → {change.after or 'nothing'}"
                                for change in row.changes
                            )
                        ),
                    ),
                    value=row.held.number,
                    name=row.held.name,
                    ticked=row.held.number in ticked.changed,
                )
                for row in found.changed[:SHOWN]
            ),
            len(found.changed),
            all_of,
        ),
        _part(
            "closed",
            "Closed",
            "Each is recorded as ended on that day. Its history stays.",
            (Column("Organisation", "wide"), Column("Closed on"), Column("Because", "wide")),
            tuple(
                Row(
                    (
                        _ours(scope, row.held, layout),
                        short_day(row.on, "not said"),
                        Lines(
                            tuple(filter(None, (row.entry.closed_because, _perhaps(layout, row.perhaps), row.blocked)))
                        )
                        if row.entry.closed_because or row.perhaps or row.blocked
                        else "",
                    ),
                    value="" if row.blocked else row.held.number,
                    name=row.held.name,
                    ticked=row.held.number in ticked.closed,
                )
                for row in found.closed[:SHOWN]
            ),
            len(found.closed),
            all_of,
        ),
        _part(
            "new",
            "Not here yet",
            "",
            (
                Column("Name", "wide"),
                Column(layout.number_label),
                Column("Kind"),
                Column("Where"),
                Column("Open since"),
            ),
            tuple(
                Row(
                    (
                        Lines((row.entry.name, Tag("neutral", "Known here already"))) if row.known else row.entry.name,
                        row.entry.number,
                        row.entry.kind,
                        Lines(tuple(filter(None, (row.entry.address, row.entry.postcode))))
                        if row.entry.address or row.entry.postcode
                        else "",
                        short_day(row.entry.opened, ""),
                    ),
                    value=row.entry.number,
                    name=row.entry.name,
                    ticked=row.entry.number in ticked.new,
                )
                for row in found.new[:SHOWN]
            ),
            len(found.new),
            all_of,
        ),
    )
    questions = tuple(
        Question(
            row.entry.number,
            Link(row.held.name, scope.address("about", "organisations", str(row.held.id))),
            row.entry.name,
            "; ".join(
                filter(None, (_numbered(layout, row.entry), row.entry.kind, row.entry.address, row.entry.postcode))
            ),
            "same" if row.entry.number in ticked.same else "another" if row.entry.number in ticked.another else "",
        )
        for row in found.candidates[:SHOWN]
    )
    return CheckPage(
        tuple(part for part in parts if part.total),
        questions,
        tuple(f"{one.name} ({layout.number_label} {one.number})" for one in found.absent),
        found.problems[:100],
        max(0, len(found.problems) - 100),
        found.sign,
        bool(found.new or found.candidates),
        found.anything,
    )


def _part(
    field: str,
    title: str,
    note: str,
    columns: tuple[Column, ...],
    rows: tuple[Row, ...],
    total: int,
    all_of: frozenset[str],
) -> Part:
    return Part(
        field,
        title,
        note,
        Table(title, columns, rows, select=field, dense=True),
        total,
        f"All {total} of this list" if total > 1 else "",
        field in all_of,
    )


def _ours(scope: Scope, held: Held, layout: Layout) -> Content:
    return Lines(
        (
            Link(held.name, scope.address("about", "organisations", str(held.id))),
            Muted(f"{layout.number_label} {held.number}"),
        )
    )


def _numbered(layout: Layout, entry: Entry) -> str:
    return f"{layout.number_label} {entry.number}"


def _perhaps(layout: Layout, entries: Sequence[Entry]) -> str:
    if not entries:
        return ""
    named = " or ".join(f"{entry.name} ({_numbered(layout, entry)})" for entry in entries[:3])
    return f"It may go on as {named}: replace it on its own page if so."


def lede(found: Comparison, file: str, areas: Sequence[str]) -> str:
    """What was compared, and how many organisations the register says nothing new of."""
    said = f"{file}, {', '.join(areas)}."
    if not found.unchanged:
        return said
    same = counted(found.unchanged, "organisation") + (" is" if found.unchanged == 1 else " are")
    return f"{said} {same} as the register says."


def compared_card(areas: dict[str, RegisterArea]) -> Card:
    """When each register was compared last."""
    items = tuple(
        ListItem(
            layout.name,
            (
                (
                    f"compared on {instant(held.compared_at)}",
                    f"with {held.compared_with}",
                    f"by {held.compared_by.name}" if held.compared_by else "",
                )
                if (held := areas.get(layout.key))
                else ("never compared here",)
            ),
            text=layout.publisher,
        )
        for layout in layouts().values()
    )
    return Card("The registers", items)


def register_rows(entry: RegisterEntry) -> list[tuple[str, Content]]:
    """What a register says of an organisation, for its page."""
    layout = layouts()[entry.register]
    rows: list[tuple[str, Content]] = [(layout.number_label, entry.number)]
    rows += [
        (label, entry.details[name]) for name, label in DETAILS.items() if entry.details.get(name) and name != "website"
    ]
    if site := entry.details.get("website"):
        rows.append(("Website", site))
    rows.append(("As of", f"{layout.name}, taken over on {day(day_of(entry.taken_at))}"))
    return rows
