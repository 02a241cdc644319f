"""The partnership's own pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from goldenthread.administration.pages.registers import register_rows
from goldenthread.administration.pages.words import span
from goldenthread.design.components import (
    Card,
    Column,
    Content,
    EmptyState,
    Lines,
    Link,
    ListItem,
    Muted,
    Row,
    SummaryRow,
    Table,
    Tag,
)
from goldenthread.design.format import day, partial_day, short_day, weekday_day
from goldenthread.partnership.models import (
    AreaOfFocus,
    Group,
    GroupMeeting,
    Organisation,
    Partnership,
    PartnershipOrganisation,
    Priority,
    RegisterEntry,
    Seat,
    TermsOfReference,
)
from goldenthread.partnership.terms import Capacity, GroupKind, SeatRole, Sector
from goldenthread.records.web import Scope
from goldenthread.rendering.spreadsheets.cells import Value

ORGANISATION_COLUMNS = ("Name", "Short name", "Sector", "Capacity", "Since", "Until", "Followed by")


@dataclass(frozen=True, slots=True)
class AboutPage:
    """A partnership at a glance."""

    facts: tuple[SummaryRow, ...]
    partners: Card
    groups: Card
    priorities: Card


def about_page(
    scope: Scope,
    row: Partnership,
    memberships: Sequence[PartnershipOrganisation],
    groups: Sequence[Group],
    priorities: Sequence[Priority],
) -> AboutPage:
    """Facts, safeguarding partners, groups and the newest year's priorities."""
    agencies = sum(
        1 for held in memberships if held.capacity == Capacity.RELEVANT_AGENCY.value and held.ends_on is None
    )
    facts = [
        SummaryRow("Area", row.area or Muted("Not written yet")),
        SummaryRow("Established", partial_day(row.established, "Not known")),
        SummaryRow(
            "Relevant agencies",
            Lines(
                (
                    row.relevant_agencies or f"{agencies} agencies",
                    Link("See every organisation", scope.address("about", "organisations")),
                )
            ),
        ),
        SummaryRow(
            "Neighbouring partnerships", Lines(tuple(row.neighbouring)) if row.neighbouring else Muted("None named")
        ),
    ]
    partners = tuple(
        ListItem(
            held.organisation.name,
            (Sector(held.organisation.sector).label, span(held.starts_on, held.ends_on)),
            (Tag("neutral", "Former"),) if held.ends_on else (),
            text=_followed(held.organisation),
        )
        for held in memberships
        if held.capacity == Capacity.SAFEGUARDING_PARTNER.value
    )
    standing = tuple(
        ListItem(
            Link(group.name, scope.address("about", "groups", group.key)),
            (GroupKind(group.kind).label,),
            text=group.function[:160],
        )
        for group in groups
        if not group.ends_on or group.ends_on > scope.viewer.day
    )
    year = priorities[0].year if priorities else ""
    first = tuple(
        ListItem(f"{plan.number}. {plan.text}", (str(plan.group),) if plan.group else ())
        for plan in priorities
        if plan.year == year
    )
    return AboutPage(
        tuple(facts),
        Card(
            "Safeguarding partners",
            partners,
            "None is named yet.",
            Link("Every organisation, with its history", scope.address("about", "organisations")),
        ),
        Card("Groups", standing, "No group stands yet.", count=len(standing) or None),
        Card(
            f"Priorities {year}".strip(),
            first,
            "None is set yet.",
            Link("Priorities of every year", scope.address("about", "priorities")),
        ),
    )


def _followed(organisation: Organisation) -> str:
    return f"Followed by {organisation.successor.name}" if organisation.successor else ""


def organisations_table(scope: Scope, rows: Sequence[PartnershipOrganisation]) -> Table:
    """Every organisation by how it belongs, former ones last."""
    columns = (Column("Organisation", "wide"), Column("Sector"), Column("Here"), Column("Followed by"))

    def line(held: PartnershipOrganisation) -> Row:
        row = held.organisation
        name: Content = Link(row.name, scope.address("about", "organisations", str(row.pk)))
        state = (
            Lines((span(held.starts_on, held.ends_on), Tag("neutral", "Former")))
            if held.ends_on
            else span(held.starts_on, held.ends_on)
        )
        successor: Content = (
            Link(row.successor.name, scope.address("about", "organisations", str(row.successor.pk)))
            if row.successor
            else ""
        )
        return Row(
            (
                Lines((name, row.short_name)) if row.short_name and row.short_name != row.name else name,
                Sector(row.sector).label,
                state,
                successor,
            )
        )

    groups = tuple(
        (
            capacity.label,
            tuple(
                line(held)
                for held in sorted(
                    (held for held in rows if held.capacity == capacity.value),
                    key=lambda held: held.ends_on is not None,
                )
            ),
        )
        for capacity in Capacity
    )
    return Table(
        "Organisations",
        columns,
        groups=tuple(group for group in groups if group[1]),
        empty=EmptyState(
            "No organisation yet",
            "Begin with the safeguarding partners: the local authority, the police and the health commissioner.",
        ),
    )


def organisations_export(rows: Iterable[PartnershipOrganisation]) -> Iterator[tuple[Value, ...]]:
    """The same rows for a spreadsheet."""
    for held in rows:
        row = held.organisation
        yield (
            row.name,
            row.short_name,
            Sector(row.sector).label,
            Capacity(held.capacity).label,
            held.starts_on,
            held.ends_on,
            row.successor.name if row.successor else "",
        )


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """One organisation."""

    facts: tuple[SummaryRow, ...]
    history: Card
    people: Card


def organisation_page(
    scope: Scope,
    row: Organisation,
    memberships: Sequence[PartnershipOrganisation],
    seats: Sequence[Seat],
    edits: bool,
    entry: RegisterEntry | None = None,
) -> OrganisationPage:
    """An organisation with its part in the partnership, what it came from and became, and its seats."""
    facts = [
        SummaryRow("Sector", Sector(row.sector).label),
        SummaryRow("Opened", day(row.opened_on, "Not known")),
        *((SummaryRow("Ended", day(row.closed_on)),) if row.closed_on else ()),
        *(
            (
                SummaryRow(
                    "Followed by",
                    Link(row.successor.name, scope.address("about", "organisations", str(row.successor.pk))),
                ),
            )
            if row.successor
            else ()
        ),
    ]
    before = list(row.predecessors.all())
    if before:
        facts.append(
            SummaryRow(
                "Took the place of",
                Lines(tuple(Link(one.name, scope.address("about", "organisations", str(one.pk))) for one in before)),
            )
        )
    if entry is not None:
        facts += [SummaryRow(label, value) for label, value in register_rows(entry)]
    ways = tuple(
        ListItem(
            Capacity(held.capacity).label,
            (span(held.starts_on, held.ends_on),),
            (Tag("neutral", "Former"),) if held.ends_on else (),
            Link(
                "End",
                scope.address("about", "organisations", str(row.pk), held.capacity, "end"),
                Capacity(held.capacity).label,
            )
            if edits and not held.ends_on
            else None,
        )
        for held in memberships
    )
    sitting = tuple(
        ListItem(
            Link(seat.group.name, scope.address("about", "groups", seat.group.key)),
            (SeatRole(seat.role).label, seat.person.name if seat.person else "vacant"),
            () if seat.person else (Tag("warning", "Vacant"),),
        )
        for seat in seats
    )
    return OrganisationPage(
        tuple(facts),
        Card("In this partnership", ways),
        Card("Its seats today", sitting, "It has no seat in any group.", count=len(sitting) or None),
    )


def groups_table(scope: Scope, rows: Sequence[Group]) -> Table:
    """Every group, those that ended last."""
    names = {row.pk: row.name for row in rows}
    columns = (Column("Group", "wide"), Column("Kind"), Column("Part of"), Column("Stands"))
    made = tuple(
        Row(
            (
                Lines((Link(row.name, scope.address("about", "groups", row.key)), row.function[:140]))
                if row.function
                else Link(row.name, scope.address("about", "groups", row.key)),
                GroupKind(row.kind).label,
                names.get(row.parent_id or 0, ""),
                span(row.starts_on, row.ends_on),
            )
        )
        for row in sorted(rows, key=lambda row: row.ends_on is not None)
    )
    return Table(
        "Groups",
        columns,
        made,
        empty=EmptyState(
            "No group yet", "A group has a function, terms of reference, seats for agencies and days on which it meets."
        ),
    )


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One group."""

    facts: tuple[SummaryRow, ...]
    seats: Table
    vacant: int
    past: tuple[ListItem, ...]
    terms: TermsOfReference | None
    earlier: tuple[TermsOfReference, ...]
    meetings: Card
    priorities: tuple[Priority, ...]


def group_page(
    scope: Scope,
    row: Group,
    seats: Sequence[Seat],
    past: Sequence[Seat],
    terms: Sequence[TermsOfReference],
    meetings: Sequence[GroupMeeting],
    priorities: Sequence[Priority],
    edits: bool,
) -> GroupPage:
    """A group with its seats, terms of reference and meeting days."""
    today = scope.viewer.day
    facts = [
        SummaryRow("Kind", GroupKind(row.kind).label),
        *(
            (SummaryRow("Part of", Link(row.parent.name, scope.address("about", "groups", row.parent.key))),)
            if row.parent
            else ()
        ),
        SummaryRow("Function", row.function or Muted("Not written yet")),
        *((SummaryRow("Stands", span(row.starts_on, row.ends_on)),) if row.starts_on or row.ends_on else ()),
    ]
    columns = (
        Column("Seat"),
        Column("Agency"),
        Column("Held by"),
        Column("Since"),
        *((Column("Change", hidden_label=True),) if edits else ()),
    )

    def line(seat: Seat) -> Row:
        holder: Content = seat.person.name if seat.person else Tag("warning", "Vacant")
        cells: tuple[Content, ...] = (
            SeatRole(seat.role).label,
            str(seat.organisation or "None"),
            Lines((holder, seat.title)) if seat.title else holder,
            short_day(seat.starts_on),
        )
        change = Link(
            "Fill" if not seat.person else "Change",
            scope.address("about", "groups", row.key, "seats", str(seat.pk)),
            f"{SeatRole(seat.role).label}, {seat.organisation or ''}",
        )
        return Row((*cells, change) if edits else cells)

    coming = tuple(
        ListItem(
            weekday_day(meeting.meets_on),
            tuple(part for part in (clock_words(meeting), meeting.place) if part),
            action=Link(
                "Take away",
                scope.address("about", "groups", row.key, "meetings", meeting.meets_on.isoformat(), "remove"),
                weekday_day(meeting.meets_on),
            )
            if edits
            else None,
        )
        for meeting in sorted(meetings, key=lambda meeting: meeting.meets_on)
        if meeting.meets_on >= today
    )
    newest = sorted(terms, key=lambda version: -version.version)
    force = next((version for version in newest if version.in_force_from <= today), newest[0] if newest else None)
    return GroupPage(
        tuple(facts),
        Table(
            "Seats",
            columns,
            tuple(line(seat) for seat in seats),
            empty=EmptyState(
                "No seat", "An adviser's group may have none; others have a chair and a seat for each agency."
            ),
        ),
        sum(seat.person_id is None for seat in seats),
        tuple(
            ListItem(
                seat.person.name,
                (SeatRole(seat.role).label, str(seat.organisation or ""), span(seat.starts_on, seat.ends_on)),
            )
            for seat in past
            if seat.person
        ),
        force,
        tuple(version for version in newest if version is not force),
        Card("Next meetings", coming[:12], "No day is set.", count=len(coming) or None),
        tuple(priorities),
    )


def clock_words(meeting: GroupMeeting) -> str:
    """The time of a meeting; a plain time of day has no zone."""
    return f"{meeting.starts_at:%H:%M}" if meeting.starts_at else ""


def plans_groups(
    scope: Scope, rows: Sequence[Priority] | Sequence[AreaOfFocus], place: str, indicators: dict[str, str], edits: bool
) -> tuple[Card, ...]:
    """Priorities or areas of focus, a card for each year, newest first."""
    years = sorted({row.year for row in rows}, reverse=True)

    def line(row: Priority | AreaOfFocus) -> ListItem:
        meta: list[Content] = []
        text = ""
        if isinstance(row, Priority):
            meta = [
                *(
                    [Link(str(row.group), scope.address("groups", row.group.key))]
                    if row.group
                    else ["The whole partnership"]
                ),
                *(
                    [f"Measured by: {indicators.get(row.indicator_key, row.indicator_key)}"]
                    if row.indicator_key
                    else []
                ),
            ]
        else:
            text = "; ".join(row.parts)
        return ListItem(
            f"{row.number}. {row.text}",
            tuple(meta),
            action=Link("Change", scope.address("about", place, str(row.pk)), f"{row.year} {row.number}")
            if edits
            else None,
            text=text,
        )

    return tuple(Card(year, tuple(line(row) for row in rows if row.year == year)) for year in years)
