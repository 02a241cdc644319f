"""What the rows of a spreadsheet of people are matched with."""

from __future__ import annotations

from goldenthread.administration.rules.movers import Holding, Known, plain
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.models import Post, Seat


def known_people(partnership_id: int) -> Known:
    """The organisations and groups of a partnership by their names, its people by address, and what they hold. Four queries."""
    organisations = {
        plain(name): row.pk
        for row in partnership.organisations(partnership_id)
        if not row.closed_on
        for name in (row.short_name, row.name)
        if name
    }
    groups = {
        plain(name): row.pk
        for row in partnership.groups(partnership_id)
        if not row.ends_on
        for name in (row.key, row.short_name, row.name)
        if name
    }
    posts = Post.objects.filter(partnership=partnership_id).select_related("person")
    seats = Seat.objects.filter(group__partnership=partnership_id, person__isnull=False).select_related("person")
    holdings = [
        Holding(row.pk, row.person.email.lower(), row.organisation_id, row.role, None, row.starts_on, row.ends_on)
        for row in posts
    ]
    people = {row.person.email.lower(): row.person.name for row in posts}
    for row in seats:
        if row.person is not None:
            people[row.person.email.lower()] = row.person.name
            holdings.append(
                Holding(
                    row.pk,
                    row.person.email.lower(),
                    row.organisation_id,
                    row.role,
                    row.group_id,
                    row.starts_on,
                    row.ends_on,
                )
            )
    return Known(
        organisations, groups, people, tuple(sorted(holdings, key=lambda one: (one.group is not None, one.id)))
    )
