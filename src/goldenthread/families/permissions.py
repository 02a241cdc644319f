"""Who may do what with the family of a record."""

from __future__ import annotations

from typing import Protocol

from goldenthread.records.models import Record
from goldenthread.records.viewer import Viewer


class Named(Protocol):
    """Whoever has a named contact, and a cover for when that person is away."""

    contact_person_id: int | None
    cover_id: int | None


def may_keep(viewer: Viewer, record: Record) -> bool:
    """Whether they write down the family and everything about it: the business unit, and the chair of the record's group."""
    return viewer.in_unit(record.partnership_id) or viewer.chairs(record.group_id)


def is_named(viewer: Viewer, member: Named) -> bool:
    """Whether they are the family member's named contact, or cover for them."""
    return viewer.person_id in {member.contact_person_id, member.cover_id}


def may_record(viewer: Viewer, record: Record, member: Named) -> bool:
    """Whether they write down contacts with one family member, and are shown how to reach them: those who keep the family, and the named contact.

    That they see the record is asked before, by whoever reads it for them.
    """
    return may_keep(viewer, record) or is_named(viewer, member)
