"""What was found, as frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from goldenthread.core.clock import day_of
from goldenthread.design.components import FilterField, FilterOption, FilterPanel, Link, ListItem, Pagination, Tag
from goldenthread.design.format import counted, partial_day, sentence, short_day
from goldenthread.design.page import Head
from goldenthread.partnership.queries import Choice
from goldenthread.partnership.terms import Role, Sector
from goldenthread.records.terms import RecordKind
from goldenthread.records.web import Scope
from goldenthread.rendering.spreadsheets.cells import Value
from goldenthread.search.queries import SIZE, Found, FoundRecord, SearchFilter
from goldenthread.search.rules import Name

COLUMNS = ("Reference", "Kind", "Title", "Group", "Day")
NAMED = {"since": "from", "until": "until"}


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page: a box for words, filters, records, and beside them organisations and people."""

    head: Head
    text: str
    address: str
    kept: tuple[tuple[str, str], ...]
    panel: FilterPanel
    items: tuple[ListItem, ...]
    asked: bool
    organisations: tuple[ListItem, ...]
    people: tuple[ListItem, ...]
    pagination: Pagination
    downloads: tuple[Link, ...]


def exported(record: FoundRecord) -> tuple[Value, ...]:
    """One line of what is taken away."""
    day = record.happened_on or day_of(record.opened_at)
    return (record.reference, RecordKind(record.kind).label, record.title, record.group, day)


def search_page(
    scope: Scope,
    asked: SearchFilter,
    found: Found,
    organisations: Iterable[Name],
    people: Iterable[Name],
    groups: Iterable[Choice],
) -> SearchPage:
    """What a search found for this person; the totals are of what they may see."""
    base, chosen = scope.address("search"), asked.query()
    address = f"{base}?{urlencode(chosen)}" if chosen else base
    joiner = "&" if chosen else "?"
    groups = list(groups)
    narrowed = {name: value for name, value in chosen.items() if name != "q"}
    panel = FilterPanel(
        _fields(asked, found, groups),
        base,
        tuple(
            Link(_words(name, value, groups), f"{base}?{urlencode(asked.without(name).query())}")
            for name, value in narrowed.items()
        ),
        f"{base}?{urlencode({'q': asked.q})}" if narrowed else "",
        (("q", asked.q),) if asked.q else (),
    )
    first = min(found.total, (found.page - 1) * SIZE + 1)
    return SearchPage(
        Head("Search", lede=_lede(asked, found)),
        asked.q,
        base,
        tuple(narrowed.items()),
        panel,
        tuple(_item(scope, record) for record in found.rows),
        bool(chosen),
        tuple(_organisation(scope, name) for name in organisations),
        tuple(_person(scope, name) for name in people),
        Pagination(found.page, found.pages, found.total, first, min(found.total, found.page * SIZE), address, "record"),
        (Link("Excel", f"{address}{joiner}format=xlsx"), Link("CSV", f"{address}{joiner}format=csv")),
    )


def _lede(asked: SearchFilter, found: Found) -> str:
    if not asked.query():
        return "Type words, a name or a reference. You find what you may see, and nothing else is counted."
    return sentence(f"{counted(found.total, 'record')} that you may see{f' with “{asked.q}”' if asked.q else ''}.")


def _fields(asked: SearchFilter, found: Found, groups: list[Choice]) -> tuple[FilterField, ...]:
    kinds = tuple(
        FilterOption(kind.value, kind.label, asked.kind == kind.value, found.counts.get(kind.value, 0))
        for kind in RecordKind
        if found.counts.get(kind.value) or asked.kind == kind.value
    )
    held = tuple(FilterOption(key, label, asked.group == key) for key, label in groups)
    return (
        FilterField("kind", "Kind", "select", (FilterOption("", "Every kind", not asked.kind), *kinds)),
        FilterField("group", "Group", "select", (FilterOption("", "Every group", not asked.group), *held)),
        FilterField("since", "From", "date", value=asked.since),
        FilterField("until", "Until", "date", value=asked.until),
    )


def _words(name: str, value: str, groups: list[Choice]) -> str:
    if name == "kind":
        return RecordKind(value).label
    if name == "group":
        return next((choice.label for choice in groups if choice.value == value), value)
    return f"{NAMED[name]} {value}"


def _item(scope: Scope, record: FoundRecord) -> ListItem:
    when = partial_day(record.happened) if record.happened else short_day(record.opened_at)
    return ListItem(
        Link(record.title, scope.address(RecordKind(record.kind).place, record.reference)),
        tuple(part for part in (record.reference, record.group, when) if part),
        (Tag("neutral", RecordKind(record.kind).label),),
    )


def _organisation(scope: Scope, name: Name) -> ListItem:
    return ListItem(Link(name.label, scope.address("about", "organisations", name.key)), (Sector(name.note).label,))


def _person(scope: Scope, name: Name) -> ListItem:
    """A person leads to their page for whoever keeps it, and to their actions for everyone else."""
    keeps = scope.viewer.roles(scope.partnership.id) & {Role.ADMINISTRATOR, Role.BUSINESS_MANAGER}
    place = (
        scope.address("administration", "people", name.key) if keeps else f"{scope.address('actions')}?owner={name.key}"
    )
    return ListItem(Link(name.label, place), (name.note,) if name.note else ())
