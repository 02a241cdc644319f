"""Who may do what in practice reviews."""

from __future__ import annotations

from goldenthread.records.viewer import Viewer


def may_lead(viewer: Viewer, partnership_id: int, group_id: int | None) -> bool:
    """Whether they write down, decide and send: the business unit, and the chair of the group that holds reviews."""
    return viewer.in_unit(partnership_id) or viewer.chairs(group_id)


def may_arrange(viewer: Viewer, partnership_id: int) -> bool:
    """Whether they say which group holds reviews and what the front door's number is."""
    return viewer.in_unit(partnership_id)


def may_see_identity(viewer: Viewer, partnership_id: int, group_id: int | None) -> bool:
    """Whether they may be shown who a child is, with a reason that is written down: those who lead, and no member besides."""
    return may_lead(viewer, partnership_id, group_id)
