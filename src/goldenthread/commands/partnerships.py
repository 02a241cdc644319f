"""The partnership a command names: by its key, else its short name in lower case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goldenthread.commands.main import Failure

if TYPE_CHECKING:
    from goldenthread.partnership.models import Group, Partnership


def named_partnership(key: str) -> Partnership:
    """The partnership. Errors: Failure with the keys there are."""
    from goldenthread.partnership.models import Partnership

    rows = list(Partnership.objects.order_by("key"))
    for found in (
        [row for row in rows if row.key == key],
        [row for row in rows if row.key.lower() == key.lower()],
        [row for row in rows if row.short_name.lower() == key.lower()],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise Failure(
                f"Several partnerships are called “{key}”: name one of {', '.join(row.key for row in found)}."
            )
    there = (
        f"There is {', '.join(row.key for row in rows[:12])}{' and others' if len(rows) > 12 else ''}."
        if rows
        else "There is none yet: bring a report in, or run setup."
    )
    raise Failure(f"There is no partnership “{key}” here. {there}")


def named_group(partnership: Partnership, key: str) -> Group:
    """A group of the partnership. Errors: Failure with the keys there are."""
    from goldenthread.partnership.models import Group

    rows = {group.key: group for group in Group.objects.filter(partnership=partnership).order_by("number", "name")}
    if key not in rows:
        there = f"It has {', '.join(rows)}." if rows else "It has no groups yet."
        raise Failure(f"{partnership.name} has no group “{key}”. {there}")
    return rows[key]
