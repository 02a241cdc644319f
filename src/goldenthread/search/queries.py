"""Finding records by their words, as far as the viewer sees them; organisations and people by nearly right names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When
from django.utils.dateparse import parse_date

from goldenthread.partnership import queries as partnership
from goldenthread.partnership.models import Group, PartnershipOrganisation
from goldenthread.records.models import Record
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer
from goldenthread.search.models import Entry
from goldenthread.search.rules import Name, beginnings, nearest, plain

SIZE = 25
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


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, and how many there are of each kind in all."""

    rows: list[Record]
    counts: dict[str, int]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; one even of nothing."""
        return max(1, -(-self.total // SIZE))


def matching(viewer: Viewer, partnership_id: int, asked: SearchFilter) -> QuerySet[Entry]:
    """The entries a search leaves, of records this viewer sees and no others."""
    rows = Entry.objects.visible_to(viewer).filter(partnership_id=partnership_id)  # type: ignore[attr-defined]
    if asked.q:
        rows = rows.filter(_holds(asked.q))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.group:
        rows = rows.filter(group_id__in=Group.objects.filter(partnership=partnership_id, key=asked.group).values("pk"))
    if since := _day(asked.since):
        rows = rows.filter(day__gte=since)
    if until := _day(asked.until):
        rows = rows.filter(day__lte=until)
    return rows  # type: ignore[no-any-return]


def _named(text: str) -> Q:
    """The record with this reference: looked up once, and not compared with every record."""
    return Q(record_id__in=Record.objects.filter(reference=text.upper()).values("pk"))


def _holds(text: str) -> Q:
    held = Q(words=SearchQuery(text, config="english", search_type="websearch")) | _named(text)
    begun = beginnings(text)
    return held | Q(words=SearchQuery(begun, config="english", search_type="raw")) if begun else held


def ranked(rows: QuerySet[Entry], text: str) -> QuerySet[Entry]:
    """The best first: a reference, then the words of a title before those within, then the newest."""
    if not text:
        return rows.order_by("-day", "-pk")
    exact = Case(When(_named(text), then=Value(True)), default=Value(False), output_field=BooleanField())
    begun = beginnings(text)
    query = (
        SearchQuery(begun, config="english", search_type="raw")
        if begun
        else SearchQuery(text, config="english", search_type="websearch")
    )
    return rows.annotate(exact=exact, rank=SearchRank(F("words"), query)).order_by("-exact", "-rank", "-day", "-pk")


def search(viewer: Viewer, partnership_id: int, asked: SearchFilter, page: int = 1) -> Found:
    """A page of what a search finds. Two queries: how many of each kind, and the page itself."""
    every = matching(viewer, partnership_id, asked.without("kind"))
    counts = dict(every.order_by().values_list("kind").annotate(count=Count("pk")))
    total = counts.get(asked.kind, 0) if asked.kind else sum(counts.values())
    page = min(max(page, 1), max(1, -(-total // SIZE)))
    rows = ranked(matching(viewer, partnership_id, asked), asked.q).select_related("record__group")
    return Found([entry.record for entry in rows[(page - 1) * SIZE : page * SIZE]], counts, total, page)


def every(viewer: Viewer, partnership_id: int, asked: SearchFilter) -> QuerySet[Entry]:
    """Everything a search finds, with records and groups, the best first: to be taken away."""
    return ranked(matching(viewer, partnership_id, asked), asked.q).select_related("record__group")


def names(viewer: Viewer, partnership_id: int, text: str) -> tuple[list[Name], list[Name]]:
    """Organisations and people of the partnership whose names are near to a text. Two queries."""
    held = PartnershipOrganisation.objects.filter(partnership=partnership_id).values_list(
        "organisation_id", "organisation__name", "organisation__short_name", "organisation__sector"
    )
    organisations = [
        Name((name, short), name, sector, str(pk)) for pk, name, short, sector in dict.fromkeys(held.order_by())
    ]
    people: dict[int, Name] = {}
    for post in partnership.people(partnership_id, viewer.day):
        people.setdefault(
            post.person_id,
            Name((post.person.name,), post.person.name, str(post.organisation or ""), str(post.person_id)),
        )
    return nearest(text, organisations), nearest(text, people.values())
