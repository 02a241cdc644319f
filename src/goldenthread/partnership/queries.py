"""Reads of the partnership: what is no secret to those who work with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BooleanField, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, JSONObject, NullIf

from goldenthread.database.statements import Slot, Statement
from goldenthread.partnership.models import (
    AreaOfFocus,
    Group,
    GroupMeeting,
    MoneyLine,
    Organisation,
    Partnership,
    PartnershipOrganisation,
    Post,
    Priority,
    RegisterArea,
    RegisterEntry,
    Seat,
    TermsOfReference,
)
from goldenthread.partnership.rules.registers import Held
from goldenthread.partnership.terms import MoneyKind, Role


def second_factor_required(posts: Iterable[object]) -> bool:
    """Whether any of these posts' partnerships requires a second factor of its role. One query, asked once a session."""
    held: dict[int, set[str]] = {}
    for post in posts:
        held.setdefault(post.partnership_id, set()).add(post.role.value)  # type: ignore[attr-defined]
    required = Partnership.objects.filter(pk__in=held).values_list("pk", "second_factor_roles")
    return any(held[pk] & set(roles) for pk, roles in required)


def current(day: date, prefix: str = "") -> Q:
    """The filter for posts or seats that hold on a day."""
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": day})
    )


def groups(partnership_id: int, day: date | None = None) -> list[Group]:
    """A partnership's groups in their order; with a day, only those that stand on it."""
    rows = Group.objects.filter(partnership=partnership_id).order_by("number", "name")
    if day is not None:
        rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
    return list(rows)


class GroupName(NamedTuple):
    """A group as lists and their filters name it."""

    pk: int
    key: str
    name: str
    ends_on: date | None

    def stands(self, day: date) -> bool:
        """Whether it is a group still on a day."""
        return self.ends_on is None or self.ends_on > day


@cache
def _group_names() -> Statement:
    named = Coalesce(NullIf(F("short_name"), Value("")), F("name"))
    rows = Group.objects.filter(partnership__any_of=Slot("partnerships")).annotate(named=named)
    return Statement(rows.order_by("number", "name").values_list("pk", "key", "named", "ends_on"))


def group_names(partnership_id: int) -> list[GroupName]:
    """Every group of a partnership by its short name, in their order, those that ended too: they still hold records. One query."""
    return [GroupName(*row) for row in _group_names().rows(partnerships=[partnership_id])]


def short(path: str) -> Coalesce:
    """The short name of the group or organisation a path leads to, else its name; empty text where there is neither. Part of another query."""
    return Coalesce(NullIf(F(f"{path}__short_name"), Value("")), F(f"{path}__name"), Value(""))


class Choice(NamedTuple):
    """One choice of a filter: what stands in the address, and what a reader sees."""

    value: str
    label: str


CHOICES = """
select 'group', g.key, coalesce(nullif(g.short_name, ''), g.name), g.number, g.name from partnership_group g where g.partnership_id = %(partnership)s
union all
select 'organisation', o.id::text, coalesce(nullif(o.short_name, ''), o.name), 0, o.name from partnership_organisation o
 where o.id in (select organisation_id from partnership_partnershiporganisation where partnership_id = %(partnership)s)
order by 4, 5
"""


def choices(partnership_id: int) -> tuple[list[Choice], list[Choice]]:
    """A partnership's groups in their order and its organisations by name, as the filters of lists offer them. One query."""
    with connection.cursor() as cursor:
        cursor.execute(CHOICES, {"partnership": partnership_id})
        rows = cursor.fetchall()
    groups = [Choice(value, label) for kind, value, label, *_ in rows if kind == "group"]
    return groups, [Choice(value, label) for kind, value, label, *_ in rows if kind == "organisation"]


def find_group(partnership_id: int, key: str) -> Group | None:
    """The group with this key, or None."""
    return Group.objects.filter(partnership=partnership_id, key=key).first()


def organisations(partnership_id: int) -> list[Organisation]:
    """The organisations of a partnership, by name."""
    return list(Organisation.objects.filter(partnerships__partnership=partnership_id).distinct().order_by("name"))


def memberships(partnership_id: int) -> list[PartnershipOrganisation]:
    """How each organisation belongs to a partnership: safeguarding partners first, in their order."""
    rows = PartnershipOrganisation.objects.filter(partnership=partnership_id).select_related("organisation__successor")
    return sorted(rows, key=lambda row: (row.capacity != "safeguarding_partner", row.number, row.organisation.name))


def people(partnership_id: int, day: date) -> QuerySet[Post]:
    """The posts held in a partnership on a day, with their people and organisations."""
    return (
        Post.objects.filter(current(day), partnership=partnership_id)
        .select_related("person", "organisation")
        .order_by("person__name")
    )


NAMES = """
select 'organisation', o.id, o.name, o.short_name, o.sector from partnership_organisation o
 where o.id in (select organisation_id from partnership_partnershiporganisation where partnership_id = %(partnership)s)
union all
select * from (
    select distinct on (p.person_id) 'person', p.person_id, a.name, '', coalesce(nullif(o.short_name, ''), o.name, '')
      from partnership_post p join accounts_person a on a.id = p.person_id left join partnership_organisation o on o.id = p.organisation_id
     where p.partnership_id = %(partnership)s and p.starts_on <= %(day)s and (p.ends_on is null or p.ends_on > %(day)s)
     order by p.person_id, p.id) people
"""


class Called(NamedTuple):
    """An organisation with its sector, or a person with the organisation they work for: the `note`."""

    key: int
    name: str
    short_name: str
    note: str


def names(partnership_id: int, day: date) -> tuple[list[Called], list[Called]]:
    """Every organisation of a partnership, and everyone who holds a post in it on a day, each once. One query."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES, {"partnership": partnership_id, "day": day})
        rows = cursor.fetchall()
    found: dict[str, list[Called]] = {"organisation": [], "person": []}
    for kind, *row in rows:
        found[kind].append(Called(*row))
    return found["organisation"], found["person"]


def seats(group_id: int, day: date) -> list[Seat]:
    """A group's seats on a day, the chair first; a vacant one has no person."""
    return in_order(Seat.objects.filter(current(day), group=group_id).select_related("person", "organisation"))


def priorities(partnership_id: int, year: str | None = None) -> list[Priority]:
    """A partnership's priorities, by year and number."""
    rows = Priority.objects.filter(partnership=partnership_id).select_related("group").order_by("-year", "number")
    return list(rows.filter(year=year) if year else rows)


def money(partnership_id: int) -> list[MoneyLine]:
    """A partnership's money, the newest year first, in the order of its kinds."""
    order = {kind.value: place for place, kind in enumerate(MoneyKind)}
    rows = MoneyLine.objects.filter(partnership=partnership_id).select_related("organisation")
    return sorted(rows.order_by("pk"), key=lambda row: (_newest_first(row.year), order[row.kind], row.pk))


def _newest_first(year: str) -> int:
    return -int(year[:4])


def areas_of_focus(partnership_id: int) -> list[AreaOfFocus]:
    """A partnership's areas of focus, by year and number."""
    return list(AreaOfFocus.objects.filter(partnership=partnership_id).order_by("-year", "number"))


@dataclass(frozen=True, slots=True)
class Meeting:
    """A day on which a group meets, and where."""

    meets_on: date
    place: str


def group_with_seats(partnership_id: int, key: str, day: date, **beside: Subquery) -> Group | None:
    """A group with today's seats, its terms of reference in force (`terms_now`) and the meetings around the day (`next_meeting`, `last_meeting`), or None. Two queries.

    `beside` lets a floor above ask for something of its own in the same query.
    """
    seats_today = Prefetch("seats", Seat.objects.filter(current(day)).select_related("person", "organisation"))
    meeting = JSONObject(meets_on="meets_on", place="place")
    terms = (
        TermsOfReference.objects.filter(group=OuterRef("pk"), in_force_from__lte=day)
        .order_by("-version")
        .values(held=JSONObject(version="version", in_force_from="in_force_from", quorum="quorum"))[:1]
    )
    meets = GroupMeeting.objects.filter(group=OuterRef("pk"))
    found = (
        Group.objects.filter(partnership=partnership_id, key=key)
        .prefetch_related(seats_today)
        .annotate(
            terms_now=Subquery(terms),
            following=Subquery(meets.filter(meets_on__gte=day).order_by("meets_on").values(held=meeting)[:1]),
            before=Subquery(meets.filter(meets_on__lt=day).order_by("-meets_on").values(held=meeting)[:1]),
            **beside,
        )
        .first()
    )
    if found is not None:
        found.next_meeting = _meeting(found.following)  # type: ignore[attr-defined]
        found.last_meeting = _meeting(found.before)  # type: ignore[attr-defined]
    return found


def _meeting(held: dict[str, str] | None) -> Meeting | None:
    return Meeting(date.fromisoformat(held["meets_on"]), held["place"]) if held else None


def reads_nothing(roles: frozenset[Role]) -> bool:
    """Whether these roles read no records at all: an administrator of the software who is nothing else."""
    return roles <= {Role.ADMINISTRATOR}


class GroupDay(NamedTuple):
    """A day on which a group meets, as a list shows it."""

    pk: int
    partnership_id: int
    group_key: str
    group: str
    meets_on: date
    place: str


@cache
def _days(limit: int) -> Statement:
    from_day = RawSQL("partnership_groupmeeting.meets_on >= %s", [Slot("day")], output_field=BooleanField())
    rows = GroupMeeting.objects.filter(from_day, group__any_of=Slot("groups")).annotate(named=short("group"))
    columns = ("pk", "group__partnership", "group__key", "named", "meets_on", "place")
    return Statement(rows.order_by("meets_on", "pk").values_list(*columns)[:limit])


def meetings_of(group_ids: Iterable[int], day: date, limit: int = 12) -> list[GroupDay]:
    """The next meetings of some groups, soonest first. One query, for no group too: a page asks as much for everyone."""
    return [GroupDay(*row) for row in _days(limit).rows(groups=list(group_ids), day=day)]


def in_order(rows: Iterable[Seat]) -> list[Seat]:
    """Seats in the order a page lists them: the chair first."""
    order = {"chair": 0, "vice_chair": 1, "member": 2, "adviser": 3}
    return sorted(rows, key=lambda seat: (order.get(seat.role, 9), str(seat.organisation or ""), seat.pk))


def held_by(person_id: int, day: date) -> tuple[list[Post], list[Seat]]:
    """Everything a person holds on a day, over every partnership. Two queries."""
    posts = Post.objects.filter(current(day), person=person_id).select_related("organisation").order_by("pk")
    return list(posts), list(
        Seat.objects.filter(current(day), person=person_id)
        .select_related("group", "organisation")
        .order_by("group__number", "pk")
    )


def seats_of_organisation(partnership_id: int, organisation_id: int, day: date) -> list[Seat]:
    """An organisation's seats in a partnership's groups on a day, by group."""
    rows = Seat.objects.filter(
        current(day), group__partnership=partnership_id, organisation=organisation_id
    ).select_related("group", "person")
    return list(rows.order_by("group__number", "pk"))


def past_seats(group_id: int, day: date) -> list[Seat]:
    """A group's seats that ended by a day, newest first."""
    return list(
        Seat.objects.filter(group=group_id, ends_on__lte=day)
        .select_related("person", "organisation")
        .order_by("-ends_on", "-pk")[:40]
    )


def meetings_from(group_id: int, day: date) -> list[GroupMeeting]:
    """A group's meetings from a day on, soonest first."""
    return list(GroupMeeting.objects.filter(group=group_id, meets_on__gte=day).order_by("meets_on"))


REGISTERED = """
select o.id, o.name, o.sector, case when e.register = %(register)s then e.number else '' end, e.id is not null, o.opened_on, o.closed_on,
    t.here, t.since, (select count(*) from partnership_seat s join partnership_group g on g.id = s.group_id
        where s.organisation_id = o.id and g.partnership_id = %(partnership)s and s.starts_on <= %(day)s and (s.ends_on is null or s.ends_on > %(day)s)),
    (select count(*) from partnership_post p where p.organisation_id = o.id and p.partnership_id = %(partnership)s and p.starts_on <= %(day)s
        and (p.ends_on is null or p.ends_on > %(day)s)), o.successor_id is not null, coalesce(e.details, '{}'::jsonb)
from (select organisation_id, bool_or(ends_on is null) as here, min(starts_on) as since from partnership_partnershiporganisation
        where partnership_id = %(partnership)s group by organisation_id) t
join partnership_organisation o on o.id = t.organisation_id
left join partnership_registerentry e on e.organisation_id = o.id
order by o.id
"""


def registered(partnership_id: int, register: str, day: date) -> list[Held]:
    """A partnership's organisations as a register is compared with them. One query."""
    with connection.cursor() as cursor:
        cursor.execute(REGISTERED, {"partnership": partnership_id, "register": register, "day": day})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [Held(*(*row[:12], _read(row[12]))) for row in rows]


def _read(details: Any) -> dict[str, str]:
    """JSON, which the connection may hand over as text."""
    return dict(json.loads(details) if isinstance(details, str) else details)


def numbers_elsewhere(partnership_id: int, register: str, numbers: Iterable[str]) -> dict[str, int]:
    """Which of these numbers belong to organisations that are not, and never were, this partnership's. One query."""
    rows = RegisterEntry.objects.filter(register=register, number__in=list(numbers)).exclude(
        organisation__partnerships__partnership=partnership_id
    )
    return dict(rows.values_list("number", "organisation_id"))


def register_areas(partnership_id: int) -> dict[str, RegisterArea]:
    """What of each register a partnership compared itself with last, by the register's key."""
    rows = RegisterArea.objects.filter(partnership=partnership_id).select_related("compared_by")
    return {row.register: row for row in rows}


def register_entry(organisation_id: int) -> RegisterEntry | None:
    """What a register says of an organisation, or None."""
    return RegisterEntry.objects.filter(organisation=organisation_id).first()
