"""Who may do what with reports."""

from __future__ import annotations

from goldenthread.partnership.terms import Role
from goldenthread.records.viewer import Viewer

SIGNERS = frozenset({Role.SAFEGUARDING_PARTNER, Role.SCRUTINEER})


def may_edit(viewer: Viewer, partnership_id: int) -> bool:
    """The business unit starts and writes reports."""
    return viewer.in_unit(partnership_id)


def may_comment(viewer: Viewer, partnership_id: int) -> bool:
    """Everyone who works with the partnership, its software's administrators aside, may say what they think of a report in review."""
    return bool(viewer.roles(partnership_id) - {Role.ADMINISTRATOR})


def may_sign(viewer: Viewer, partnership_id: int) -> bool:
    """A safeguarding partner or the scrutineer signs off; the business manager may on behalf of those who agreed, naming them."""
    return bool(viewer.roles(partnership_id) & (SIGNERS | {Role.BUSINESS_MANAGER}))


def signs_for_another(viewer: Viewer, partnership_id: int) -> bool:
    """Whether a signature of theirs is on someone's behalf."""
    return not viewer.roles(partnership_id) & SIGNERS


def may_write_development(viewer: Viewer, partnership_id: int, group_id: int) -> bool:
    """The business unit, and whoever holds a seat in the group."""
    return viewer.in_unit(partnership_id) or bool(viewer.seat_in(group_id))
