"""Who may do what in child death review."""

from __future__ import annotations

from goldenthread.records.viewer import Viewer


def may_lead(viewer: Viewer, partnership_id: int, group_id: int | None) -> bool:
    """Whether they write down, decide and send: the business unit, and the chair of the group that reviews child deaths."""
    return viewer.in_unit(partnership_id) or viewer.chairs(group_id)


def may_arrange(viewer: Viewer, partnership_id: int) -> bool:
    """Whether they say which group reviews child deaths and what the public page says."""
    return viewer.in_unit(partnership_id)


def may_see_identity(viewer: Viewer, partnership_id: int, group_id: int | None) -> bool:
    """Whether they may be shown who a child was, with a reason that is written down: those who lead, and no member besides."""
    return may_lead(viewer, partnership_id, group_id)
