"""The names that an action log brought in from outside is matched against."""

from __future__ import annotations

from datetime import date

from goldenthread.partnership import queries as partnership
from goldenthread.thread.importing import Known, Organisation, plain_words


def names_known(partnership_id: int, day: date) -> Known:
    """A partnership's organisations and the people who hold posts on a day, by name. Two queries."""
    held = [Organisation.of(row.pk, row.name, row.short_name) for row in partnership.organisations(partnership_id)]
    return Known(
        held, {plain_words(post.person.name): post.person_id for post in partnership.people(partnership_id, day)}
    )
