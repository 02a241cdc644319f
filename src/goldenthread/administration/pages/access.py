"""Circles and the access log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from goldenthread.administration.pages.words import person_link
from goldenthread.administration.queries import CircleRow, LogFilter, LogRow
from goldenthread.administration.rules import Sitter
from goldenthread.administration.terms import Sight
from goldenthread.design.components import (
    Column,
    Content,
    EmptyState,
    FilterField,
    FilterOption,
    FilterPanel,
    Lines,
    Link,
    Muted,
    Reference,
    Row,
    Table,
    Tag,
    TagKind,
)
from goldenthread.design.format import instant
from goldenthread.records import rules
from goldenthread.records.terms import CircleKind
from goldenthread.records.web import Scope
from goldenthread.rendering.spreadsheets.cells import Value

LOG_COLUMNS = ("When", "Who", "What", "Reference", "In words")
SHOWN_NAMES = 4


def circles_table(scope: Scope, rows: Sequence[CircleRow]) -> Table:
    """Every circle by its kind."""
    columns = (
        Column("Circle", "wide"),
        Column("People", "number"),
        Column("Who"),
        Column("By standing role"),
        Column("Kept out", "number"),
    )
    groups = tuple(
        (f"{kind.label}: {kind.definition.rstrip('.')}", tuple(_line(scope, row) for row in rows if row.kind is kind))
        for kind in (CircleKind.PARTNERSHIP, CircleKind.GROUP, CircleKind.ORGANISATION)
    )
    return Table(
        "Circles",
        columns,
        groups=tuple(group for group in groups if group[1]),
        empty=EmptyState("No circle yet", "A circle is made with each group and each organisation."),
    )


def _line(scope: Scope, row: CircleRow) -> Row:
    names = [sitter.name for sitter in row.inside]
    more = f" and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else ""
    who: Content = ", ".join(names[:SHOWN_NAMES]) + more if names else Muted("Nobody")
    standing: Content = ", ".join(role.label for role in row.standing) or Muted("None")
    return Row(
        (
            Link(row.name, scope.address("administration", "circles", row.key)),
            len(names),
            who,
            standing,
            len(row.sitters) - len(names),
        )
    )


@dataclass(frozen=True, slots=True)
class CirclePage:
    """One circle."""

    inside: Table
    out: Table
    standing: Table


def circle_page(scope: Scope, row: CircleRow) -> CirclePage:
    """Who sits in a circle, who is kept out, and which roles sit there by rule."""
    at = ("administration", "circles", row.key)
    inside = Table(
        "Who sits in it",
        (Column("Person", "wide"), Column("By which rule"), Column("As")),
        tuple(
            Row((_who(scope, sitter), ", ".join(rule.label for rule in sitter.rules), ", ".join(sitter.notes)))
            for sitter in row.inside
        ),
        empty=EmptyState("Nobody", "Nobody sits in this circle today, so nobody sees its records."),
    )
    out = Table(
        "Kept out",
        (Column("Person", "wide"), Column("Why"), Column("Change", hidden_label=True)),
        tuple(
            Row(
                (
                    _who(scope, sitter),
                    sitter.kept_out,
                    Link("Let back", scope.address(*at, "kept-out", str(sitter.person_id)), sitter.name),
                )
            )
            for sitter in row.sitters
            if sitter.kept_out
        ),
    )
    roles = () if row.kind is not CircleKind.GROUP else rules.STANDING
    standing = Table(
        "Standing roles",
        (Column("Role", "wide"), Column("Now"), Column("Change", hidden_label=True)),
        tuple(
            Row(
                (
                    role.label,
                    Tag("success", "Sits here by rule"),
                    Link("Take out", scope.address(*at, role.value, "take-out"), role.label.lower()),
                )
            )
            if role in row.standing
            else Row(
                (
                    role.label,
                    Tag("open", "Taken out"),
                    Link("Put back", scope.address(*at, role.value, "put-back"), role.label.lower()),
                )
            )
            for role in roles
        ),
    )
    return CirclePage(inside, out, standing)


def _who(scope: Scope, sitter: Sitter) -> Content:
    link = person_link(scope, sitter.person_id, sitter.name)
    return Lines((link, sitter.organisation)) if sitter.organisation else link


KINDS: dict[Sight, TagKind] = {
    Sight.REFUSED: "warning",
    Sight.SIGHT_REFUSED: "warning",
    Sight.GRANTED: "info",
    Sight.ASKED: "info",
    Sight.EXCLUDED: "neutral",
}


def log_table(rows: Sequence[LogRow]) -> Table:
    """The access log's answer."""
    columns = (Column("When"), Column("Who"), Column("What"), Column("Reference"), Column("In words", "wide"))
    made = tuple(
        Row(
            (
                instant(row.at),
                row.person,
                _what(row.what),
                Reference(row.reference) if row.reference else Muted("None"),
                row.why or Muted("Not yours to read"),
            )
        )
        for row in rows
    )
    return Table(
        "Access log",
        columns,
        made,
        dense=True,
        empty=EmptyState("Nothing answers", "Nobody did such a thing in these days. Take away a filter to see more."),
    )


def _what(sight: Sight) -> Content:
    return Tag(KINDS[sight], sight.label) if sight in KINDS else sight.label


def log_filters(base: str, asked: LogFilter) -> FilterPanel:
    """What the log may be asked."""
    labels = dict(Sight.choices()) | {asked.start: f"From {asked.start}", asked.end: f"Until {asked.end}"}
    taken = tuple(
        Link(
            labels.get(value, value),
            f"{base}?{urlencode({key: kept for key, kept in asked.query().items() if key != name})}",
        )
        for name, value in asked.query().items()
    )
    fields = (
        FilterField("reference", "Reference of the record", "text", value=asked.reference),
        FilterField("person", "Name of the person", "text", value=asked.person),
        FilterField("start", "From", "date", value=asked.start),
        FilterField("end", "Until", "date", value=asked.end),
        FilterField(
            "what",
            "What",
            "select",
            (
                FilterOption("", "Anything", not asked.what),
                *(FilterOption(code, label, code == asked.what) for code, label in Sight.choices()),
            ),
        ),
    )
    return FilterPanel(fields, base, taken, base if taken else "", title="Ask")


def log_export(rows: Iterable[LogRow]) -> Iterator[tuple[Value, ...]]:
    """The same rows for a spreadsheet."""
    for row in rows:
        yield row.at, row.person, row.what.label, row.reference, row.why
