"""The list of people, and one person's page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from goldenthread.administration.models import Departure
from goldenthread.administration.pages.words import factor_tag, person_link, post_words, seat_words, span, stacked
from goldenthread.administration.queries import PeopleFilter, PersonRow
from goldenthread.administration.queries.people import SIZE
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
    Pagination,
    Row,
    SummaryRow,
    Table,
    Tag,
)
from goldenthread.design.format import instant, short_day
from goldenthread.messages.models import Message
from goldenthread.partnership.models import Organisation, Post, Seat
from goldenthread.partnership.terms import Role
from goldenthread.records.web import Scope
from goldenthread.rendering.spreadsheets.cells import Value

COLUMNS = ("Name", "Address", "Organisations", "Roles", "Seats", "Second factor", "Last sign-in", "State")
FACTORS = (("", "Any"), ("on", "On"), ("off", "Off"))


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The list of people."""

    table: Table
    filters: FilterPanel
    pagination: Pagination
    downloads: tuple[Link, ...]


def people_page(
    scope: Scope,
    chosen: PeopleFilter,
    rows: Sequence[PersonRow],
    total: int,
    page: int,
    organisations: Sequence[Organisation],
) -> PeoplePage:
    """The list as the filter leaves it."""
    base = scope.address("administration", "people")
    address = f"{base}?{urlencode(chosen.query())}" if chosen.query() else base
    columns = (
        Column("Person", "wide"),
        Column("Post"),
        Column("Seats"),
        Column("Second factor"),
        Column("Last sign-in"),
    )
    table = Table(
        "People",
        columns,
        tuple(_row(scope, row) for row in rows),
        empty=EmptyState(
            "Nobody matches",
            "Take away a filter, or invite the person.",
            Link("Invite a person", scope.address("administration", "people", "invite")),
        ),
    )
    return PeoplePage(
        table,
        _filters(base, chosen, organisations),
        Pagination(
            page,
            max(1, -(-total // SIZE)),
            total,
            min(total, (page - 1) * SIZE + 1),
            min(total, page * SIZE),
            address,
            "person",
            "people",
        ),
        tuple(
            Link(label, f"{base}?{urlencode(chosen.query() | {'format': kind})}")
            for kind, label in (("xlsx", "Excel"), ("csv", "CSV"))
        ),
    )


def _row(scope: Scope, row: PersonRow) -> Row:
    person = row.person
    cells: tuple[Content, ...] = (
        Lines((person_link(scope, person.pk, person.name), person.email)),
        stacked(post_words(post) for post in row.posts),
        stacked(seat_words(seat) for seat in row.seats),
        factor_tag(row.second_factor),
        sign_in_words(row),
    )
    return Row(cells, name=person.name)


def sign_in_words(row: PersonRow) -> Content:
    """When they last signed in, or where they stand before that."""
    if not row.person.is_active:
        return Tag("neutral", "Closed")
    if row.person.last_login:
        return short_day(row.person.last_login)
    if row.person.has_usable_password():
        return Muted("Not yet")
    return Tag("info", "Invited") if row.invited else Tag("warning", "Invitation over")


def _filters(base: str, chosen: PeopleFilter, organisations: Sequence[Organisation]) -> FilterPanel:
    def choices(pairs: Iterable[tuple[str, str]], value: str) -> tuple[FilterOption, ...]:
        return tuple(FilterOption(code, label, code == value) for code, label in pairs)

    named = [(str(row.pk), str(row)) for row in organisations]
    words = dict(named) | dict(Role.choices()) | {"on": "Second factor on", "off": "Second factor off"}
    taken = tuple(
        Link(
            words.get(value, value),
            f"{base}?{urlencode({key: kept for key, kept in chosen.query().items() if key != name})}",
        )
        for name, value in chosen.query().items()
    )
    fields = (
        FilterField("q", "Name or address", "text", value=chosen.q),
        FilterField("organisation", "Organisation", "select", choices([("", "Any"), *named], chosen.organisation)),
        FilterField("role", "Role", "select", choices([("", "Any"), *Role.choices()], chosen.role)),
        FilterField("factor", "Second factor", "select", choices(FACTORS, chosen.factor)),
    )
    return FilterPanel(fields, base, taken, base if taken else "")


def export_rows(rows: Iterable[PersonRow]) -> Iterator[tuple[Value, ...]]:
    """The same rows for a spreadsheet."""
    for row in rows:
        organisations = dict.fromkeys(str(post.organisation) for post in row.posts if post.organisation)
        state = (
            "Closed"
            if not row.person.is_active
            else "Signs in"
            if row.person.has_usable_password()
            else "Invited"
            if row.invited
            else "Invitation over"
        )
        yield (
            row.person.name,
            row.person.email,
            ", ".join(organisations),
            ", ".join(Role(post.role).label for post in row.posts),
            ", ".join(seat_words(seat) for seat in row.seats),
            "On" if row.second_factor else "Off",
            row.person.last_login.date() if row.person.last_login else None,
            state,
        )


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person."""

    facts: tuple[SummaryRow, ...]
    posts: Table
    seats: Table
    owned: int
    owned_url: str


def person_page(
    scope: Scope,
    row: PersonRow,
    posts: Sequence[Post],
    seats: Sequence[Seat],
    owned: int,
    returned: Message | None = None,
    leaving: Departure | None = None,
) -> PersonPage:
    """A person with everything they hold and held here."""
    person, day = row.person, scope.viewer.day
    base = ("administration", "people", str(person.pk))
    facts = (
        SummaryRow("Address", person.email),
        *(
            (
                SummaryRow(
                    "Mail",
                    Lines(
                        (
                            Tag("danger", "Came back"),
                            f"{short_day(returned.ended_at or returned.made_at)}: {returned.problem}",
                        )
                    ),
                ),
            )
            if returned
            else ()
        ),
        *((SummaryRow("Leaves", _leaving(scope, leaving)),) if leaving else ()),
        SummaryRow("Second factor", factor_tag(row.second_factor)),
        SummaryRow("Last sign-in", instant(person.last_login) if person.last_login else sign_in_words(row)),
        SummaryRow("Open actions here", owned),
    )

    def line(held: Post | Seat, words: Content, place: str) -> Row:
        now = _holds(held, day)
        end = Link("End", scope.address(*base, place, str(held.pk), "end"), f": {words}") if now else Muted("Ended")
        return Row((words if now else Muted(str(words)), span(held.starts_on, held.ends_on), end))

    columns = (Column("What", "wide"), Column("Held"), Column("Change", hidden_label=True))
    return PersonPage(
        facts,
        Table(
            "Posts",
            columns,
            tuple(line(post, post_words(post), "posts") for post in posts),
            empty=EmptyState("No post", "Without a post they see only the groups they sit in."),
        ),
        Table(
            "Seats",
            columns,
            tuple(
                line(seat, f"{seat_words(seat)}{f', {seat.organisation}' if seat.organisation else ''}", "seats")
                for seat in seats
            ),
            empty=EmptyState("No seat", "They sit in no group."),
        ),
        owned,
        f"{scope.address('actions')}?owner={person.pk}" if scope.reads else "",
    )


def _leaving(scope: Scope, row: Departure) -> Content:
    """When they leave and who takes over, or what is in the way."""
    page = Link("See what is planned", scope.address("administration", "people", str(row.person_id), "leaving"))
    when = f"on {short_day(row.on)}"
    said = f"{when}; {row.successor.name} takes over" if row.successor else when
    return Lines((Tag("danger", "Held up"), row.problem, page) if row.problem else (said, page))


def _holds(row: Post | Seat, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or day < row.ends_on)
