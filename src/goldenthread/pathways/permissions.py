"""Who may do what with pathways."""

from __future__ import annotations

from goldenthread.records.models import Record
from goldenthread.records.terms import RecordKind
from goldenthread.records.viewer import Viewer

CLOSE = frozenset({RecordKind.DEATH.value})
"""Kinds of records whose way tells the day and the hour of what happened, from which a child could be known: for those who keep it alone."""


def may_design(viewer: Viewer, partnership_id: int) -> bool:
    """Whether they write editions, relaxations and bank holidays: the business unit."""
    return viewer.in_unit(partnership_id)


def may_keep(viewer: Viewer, record: Record) -> bool:
    """Whether they record what happened on a record's way, hold and vary it: the business unit, and the chair of the record's group."""
    return viewer.in_unit(record.partnership_id) or viewer.chairs(record.group_id)


def may_see_way(viewer: Viewer, record: Record) -> bool:
    """Whether they see a record's way with its days, where they see the record."""
    return record.kind not in CLOSE or may_keep(viewer, record)
