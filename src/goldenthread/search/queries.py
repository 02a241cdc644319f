"""Finding records by their words, as far as the viewer sees them; organisations and people by nearly right names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from django.db.models import BooleanField, FloatField
from django.db.models.expressions import RawSQL
from django.utils.dateparse import parse_date

from goldenthread.database.statements import Slot, Statement
from goldenthread.partnership import queries as partnership
from goldenthread.records.models import Record
from goldenthread.records.models.record import ANYONE, sight
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.search.models import Entry
from goldenthread.search.rules import Name, beginnings, nearest, plain

SIZE, MANY = 25, 1000
KINDS = {kind.value for kind in RecordKind}


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What is searched for. Every field is text, as it stands in the address; `since` and `until` are days."""

    q: str = ""
    kind: str = ""
    group: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> SearchFilter:
        """The search that an address asks for; what it does not know is left out."""
        given = {field.name: plain(query.get(field.name, "")) for field in fields(cls)}
        if given["kind"] not in KINDS:
            given["kind"] = ""
        for name in ("since", "until"):
            given[name] = given[name] if _day(given[name]) else ""
        return cls(**given)

    def query(self) -> dict[str, str]:
        """The search as an address holds it, empty fields left out."""
        return {field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)}

    def without(self, name: str) -> SearchFilter:
        """The same search with one field empty."""
        return replace(self, **{name: ""})


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


class FoundRecord(NamedTuple):
    """A record as a list of what was found shows it."""

    kind: str
    reference: str
    title: str
    group: str
    happened: str
    happened_on: date | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, and how many there are of each kind in all."""

    rows: list[FoundRecord]
    counts: dict[str, int]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; one even of nothing."""
        return max(1, -(-self.total // SIZE))


# Written once for the process (docs/adr/0008). The words asked for are made into one query once, and not again for every row.
WORDS = "(select websearch_to_tsquery('english', %s) || coalesce(to_tsquery('english', nullif(%s, '')), ''::tsquery))"
NAMED_RECORD = "search_entry.record_id = (select r.id from records_record r where r.reference = upper(%s))"
ASKED = f"""
((%s = '' or search_entry.words @@ {WORDS} or {NAMED_RECORD})
 and (%s = '' or search_entry.group_id = (select g.id from partnership_group g where g.partnership_id = any(%s::bigint[]) and g.key = %s))
 and (%s::date is null or search_entry.day >= %s::date) and (%s::date is null or search_entry.day <= %s::date))
"""


@cache
def _found() -> Statement:
    asked = ("q", "q", "begun", "q", "group", "partnerships", "group", "since", "since", "until", "until")
    filtered = RawSQL(ASKED, [Slot(name) for name in asked], output_field=BooleanField())  # noqa: S611 - values are parameters
    rows = Entry.objects.visible_to(ANYONE).filter(filtered, partnership_id__any_of=Slot("partnerships"))  # type: ignore[attr-defined]
    exact = RawSQL(f"coalesce({NAMED_RECORD}, false)", [Slot("q")], output_field=BooleanField())  # noqa: S611
    rank = RawSQL(f"ts_rank(search_entry.words, {WORDS})", [Slot("q"), Slot("begun")], output_field=FloatField())  # noqa: S611
    return Statement(
        rows.annotate(exact=exact, rank=rank).order_by("-exact", "-rank", "-day", "-pk").values_list("pk", "kind")
    )


def _keys(viewer: Viewer, partnership_id: int, asked: SearchFilter) -> list[tuple[int, str]]:
    """Key and kind of everything a search finds of any kind, of records this viewer sees and no others. One query.

    The best first: a reference, then the words of a title before those within, then the newest.
    """
    rows = _found().rows(
        **sight(viewer),
        partnerships=[partnership_id],
        q=asked.q,
        begun=beginnings(asked.q),
        group=asked.group,
        since=_day(asked.since),
        until=_day(asked.until),
    )
    return [(pk, kind) for pk, kind, *_ in rows]


@cache
def _rows() -> Statement:
    rows = Record.objects.visible_to(ANYONE).filter(pk__any_of=Slot("keys"))  # type: ignore[attr-defined, arg-type]
    columns = ("pk", "kind", "reference", "title", "named_group", "happened", "happened_on", "opened_at")
    return Statement(rows.annotate(named_group=partnership.short("group")).values_list(*columns))


def _records(viewer: Viewer, keys: list[int]) -> list[FoundRecord]:
    held = {pk: FoundRecord(*rest) for pk, *rest in _rows().rows(**sight(viewer), keys=keys)}
    return [held[pk] for pk in keys if pk in held]


def search(viewer: Viewer, partnership_id: int, asked: SearchFilter, page: int = 1) -> Found:
    """A page of what a search finds. Two queries: the keys of everything it finds, which tell how many of each kind there are, and the page's records.

    Words are matched once: to count the kinds and to cut the page apart would match them twice, and that is what takes long.
    """
    found = _keys(viewer, partnership_id, asked)
    counts = dict(Counter(kind for _, kind in found))
    keys = [pk for pk, kind in found if not asked.kind or kind == asked.kind]
    page = min(max(page, 1), max(1, -(-len(keys) // SIZE)))
    return Found(_records(viewer, keys[(page - 1) * SIZE : page * SIZE]), counts, len(keys), page)


def every(viewer: Viewer, partnership_id: int, asked: SearchFilter) -> Iterator[FoundRecord]:
    """Everything a search finds, with its groups, the best first: to be taken away, a thousand read at a time."""
    keys = [pk for pk, kind in _keys(viewer, partnership_id, asked) if not asked.kind or kind == asked.kind]
    for start in range(0, len(keys), MANY):
        yield from _records(viewer, keys[start : start + MANY])


def names(viewer: Viewer, partnership_id: int, text: str) -> tuple[list[Name], list[Name]]:
    """Organisations and people of the partnership whose names are near to a text. One query."""
    organisations, people = partnership.names(partnership_id, viewer.day)
    return (
        nearest(text, [Name((row.name, row.short_name), row.name, row.note, str(row.key)) for row in organisations]),
        nearest(text, [Name((row.name,), row.name, row.note, str(row.key)) for row in people]),
    )
