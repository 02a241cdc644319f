"""Who may do what in the partners' tier."""

from __future__ import annotations

from goldenthread.partnership.terms import Role
from goldenthread.records.viewer import Viewer

OVERSEERS = frozenset({Role.SCRUTINEER, Role.SAFEGUARDING_PARTNER})


def may_lead(viewer: Viewer, partnership_id: int, group_id: int | None) -> bool:
    """Whether they write a group's highlight reports, risks and plan: the business unit, and its chair."""
    return viewer.in_unit(partnership_id) or viewer.chairs(group_id)


def oversees(viewer: Viewer, partnership_id: int) -> bool:
    """Whether they challenge and plan for the whole partnership: scrutineer, safeguarding partners, business unit."""
    return viewer.in_unit(partnership_id) or bool(viewer.roles(partnership_id) & OVERSEERS)


def may_challenge(viewer: Viewer, partnership_id: int, group_id: int | None) -> bool:
    """Whether they raise a challenge in a group: those who oversee, and whoever holds a seat in it."""
    return oversees(viewer, partnership_id) or (group_id is not None and bool(viewer.seat_in(group_id)))
