"""The seats and posts of a partnership with what was said of them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection

from goldenthread.administration.models import ConfirmationRound
from goldenthread.administration.rules.confirming import Given, Place
from goldenthread.administration.terms import Answer
from goldenthread.core.clock import day_of
from goldenthread.partnership.terms import Role, SeatRole

PLACES = """
with held as (
    select 'seat:' || s.id as key, s.id as seat, null::bigint as post, s.organisation_id, s.person_id, s.starts_on, s.role, s.title,
        coalesce(nullif(g.short_name, ''), g.name) as group_name, g.key as group_key, 0 as kind, g.number
    from partnership_seat s join partnership_group g on g.id = s.group_id
    where g.partnership_id = %(partnership)s and s.starts_on <= %(day)s and (s.ends_on is null or s.ends_on > %(day)s)
    union all
    select 'post:' || p.id, null, p.id, p.organisation_id, p.person_id, p.starts_on, p.role, p.title, '', '', 1, 0
    from partnership_post p
    where p.partnership_id = %(partnership)s and p.starts_on <= %(day)s and (p.ends_on is null or p.ends_on > %(day)s)
)
select h.key, h.role, h.title, h.group_name, h.group_key, h.organisation_id, o.name, h.person_id, n.name, h.starts_on,
    c.id, c.answer, c.name, c.email, c.settled_at is not null, l.at, l.by_name
from held h
left join partnership_organisation o on o.id = h.organisation_id
left join accounts_person n on n.id = h.person_id
left join administration_confirmation c on c.round_id = %(round)s and (c.seat_id = h.seat or c.post_id = h.post)
left join lateral (
    select e.at, b.name as by_name from administration_confirmation e join accounts_person b on b.id = e.by_id
    where e.answer = 'right' and (e.seat_id = h.seat or e.post_id = h.post) order by e.at desc limit 1
) l on true
order by o.name nulls last, h.kind, h.number, n.name nulls last, h.key
"""


def newest_round(partnership_id: int) -> ConfirmationRound | None:
    """The round that counts, or None where none was ever started."""
    return (
        ConfirmationRound.objects.filter(partnership=partnership_id)
        .select_related("started_by")
        .order_by("-started_on")
        .first()
    )


def places(partnership_id: int, round_id: int | None, day: date) -> list[Place]:
    """Every seat and post of a day, by organisation, with its answer in the round and when it was last confirmed. One query."""
    with connection.cursor() as cursor:
        cursor.execute(PLACES, {"partnership": partnership_id, "round": round_id or 0, "day": day})
        return [_place(row) for row in cursor.fetchall()]


def _place(row: tuple[object, ...]) -> Place:
    key, role, title, group, group_key, organisation, named, person, person_name, starts = row[:10]
    pk, answer, name, email, settled, confirmed, by = row[10:]
    seat = str(key).startswith("seat:")
    label = SeatRole(role).label if seat else Role(role).label  # type: ignore[arg-type]
    words = f"{label} of {group}" if seat else label
    if title:
        words += f" ({title})"
    given = Given(int(str(pk)), Answer(answer), str(name), str(email), bool(settled)) if pk else None  # type: ignore[arg-type]
    return Place(
        str(key),
        words,
        organisation if isinstance(organisation, int) else None,
        str(named or "No organisation"),
        person if isinstance(person, int) else None,
        str(person_name or ""),
        starts if isinstance(starts, date) else date.min,
        str(role),
        str(group_key),
        given,
        day_of(confirmed) if isinstance(confirmed, datetime) else None,
        str(by or ""),
    )
