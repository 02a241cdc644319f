"""Who may do what in a response."""

from __future__ import annotations

from goldenthread.records.viewer import Viewer


def may_lead(viewer: Viewer, partnership_id: int, group_id: int | None) -> bool:
    """Whether they write down and decide, and may be shown a sealed note: the business unit, and the chair of the response group."""
    return viewer.in_unit(partnership_id) or viewer.chairs(group_id)


def may_arrange(viewer: Viewer, partnership_id: int) -> bool:
    """Whether they say which group leads responses."""
    return viewer.in_unit(partnership_id)
