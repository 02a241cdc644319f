"""Reads of the spine: the viewer, a record by its reference, and who sits in a circle."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from goldenthread.core.clock import day_of
from goldenthread.partnership.terms import Role, SeatRole
from goldenthread.records.models import Record
from goldenthread.records.viewer import PartnershipFact, PostFact, SeatFact, Viewer

# One query, and derived apart from the policies' own function, so that a fault in either shows as a difference in the tests.
VIEWER = """
with today as (select %(person)s::bigint as person, %(day)s::date as day, %(at)s::timestamptz as instant),
posts as (select p.* from partnership_post p, today where p.person_id = today.person and today.day >= p.starts_on and today.day < coalesce(p.ends_on, 'infinity')),
seats as (select s.*, g.partnership_id from partnership_seat s join partnership_group g on g.id = s.group_id, today
           where s.person_id = today.person and today.day >= s.starts_on and today.day < coalesce(s.ends_on, 'infinity')),
barred as (select e.* from records_exclusion e, today where e.person_id = today.person and today.day >= e.starts_on and today.day < coalesce(e.ends_on, 'infinity')),
readers as (select * from posts where role <> 'administrator'),
-- Looked up from what the person holds, and never sought among all circles of the country.
circles as (select c.id from records_circle c join seats s on s.group_id = c.group_id
   union select c.id from records_circle c join readers r on r.partnership_id = c.partnership_id
          where c.kind = 'partnership' or c.organisation_id = r.organisation_id or r.role = any (c.standing_roles)
   union select n.circle_id from records_circleseat n, today
          where n.person_id = today.person and today.day >= n.starts_on and today.day < coalesce(n.ends_on, 'infinity'))
select 'post', p.partnership_id, p.organisation_id, p.role, null, null from posts p
union all select 'seat', s.group_id, s.partnership_id, s.role, null, null from seats s
union all select 'circle', id, null, null, null, null from circles where id not in (select circle_id from barred where circle_id is not null)
union all select 'excluded', record_id, null, null, null, null from barred where record_id is not null
union all select 'opened', g.record_id, null, null, null, null from records_breakglass g, today where g.person_id = today.person and g.granted_at <= today.instant and g.ends_at > today.instant
union all select 'opened', s.record_id, null, null, null, null from records_namedsight s, today where s.person_id = today.person and today.day >= s.starts_on and today.day < s.ends_on
union all select 'notices', count(*), null, null, null, null from notices_notice n, today where n.person_id = today.person and n.read_at is null
union all select 'partnership', pa.id, pa.fictional::int, pa.key, pa.name, pa.short_name from partnership_partnership pa
   where pa.id in (select partnership_id from posts) or pa.id in (select partnership_id from seats)
"""
# The same, having first told the database who looks: the branches of a union of this kind are read one after another, so that those
# which a policy guards find the viewer set.
ENTER = VIEWER.replace(
    "select 'post'",
    "select 'entered', null::bigint, null::bigint, goldenthread_view(person, day, instant)::text, null, null from today\nunion all select 'post'",
    1,
)


class NotVisible(Exception):
    """There is no such record, or this viewer may not see it: the two are not told apart."""


def enter(person_id: int, name: str, at: datetime) -> Viewer:
    """Set the person as the viewer of the transaction that is open, and load them. One query."""
    return _asked(ENTER, person_id, name, at)


def load_viewer(person_id: int, name: str, at: datetime) -> Viewer:
    """The person as a viewer on the day of `at`. One query."""
    return _asked(VIEWER, person_id, name, at)


def _asked(query: str, person_id: int, name: str, at: datetime) -> Viewer:
    with connection.cursor() as cursor:
        cursor.execute(query, {"person": person_id, "day": day_of(at), "at": at})
        return _viewer(person_id, name, at, cursor.fetchall())


def _viewer(person_id: int, name: str, at: datetime, rows: list[tuple[Any, ...]]) -> Viewer:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for kind, *values in rows:
        found.setdefault(kind, []).append(tuple(values))
    return Viewer(
        person_id=person_id,
        name=name,
        at=at,
        day=day_of(at),
        posts=tuple(
            PostFact(partnership, organisation, Role(role))
            for partnership, organisation, role, *_ in found.get("post", [])
        ),
        seats=tuple(
            SeatFact(group, partnership, SeatRole(role)) for group, partnership, role, *_ in found.get("seat", [])
        ),
        circles=frozenset(row[0] for row in found.get("circle", [])),
        opened=frozenset(row[0] for row in found.get("opened", [])),
        excluded=frozenset(row[0] for row in found.get("excluded", [])),
        notices=found["notices"][0][0],
        partnerships=tuple(
            sorted(
                (PartnershipFact(row[0], row[2], row[3], row[4], bool(row[1])) for row in found.get("partnership", [])),
                key=lambda fact: fact.name,
            )
        ),
    )


def get_record(viewer: Viewer, partnership_id: int, reference: str) -> Record:
    """The record with this reference, with its group. Errors: NotVisible."""
    row = (
        Record.objects.visible_to(viewer)
        .select_related("group", "circle")
        .filter(partnership_id=partnership_id, reference=reference)
        .first()
    )  # type: ignore[attr-defined]
    if row is None:
        raise NotVisible(reference)
    return row
