"""What rooms' records say for themselves of a report's period, for somebody to change and take in."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.partnership.models import Group
from goldenthread.practice_reviews.queries import arrangement
from goldenthread.practice_reviews.queries.telling import reviewed
from goldenthread.practice_reviews.rules.telling import development_of, impacts_of, lines_of
from goldenthread.records.viewer import Viewer
from goldenthread.reporting.models import Report


def reviews_told(viewer: Viewer, report: Report) -> list[dict[str, Any]]:
    """The practice reviews of a report's period as the exchange format holds them. Seven queries."""
    held = arrangement(report.partnership_id)
    if held is None:
        return []
    return lines_of(reviewed(viewer, report.partnership_id, held.group_id, report.period_start, report.period_end))


def told_of_reviews(viewer: Viewer, group: Group, start: date, end: date) -> dict[str, Any]:
    """A development and its impacts, proposed from the reviews that a group holds; nothing where it holds none. Seven queries."""
    held = arrangement(group.partnership_id)
    if held is None or held.group_id != group.pk:
        return {}
    found = reviewed(viewer, group.partnership_id, group.pk, start, end)
    words = development_of(found)
    return {"summary": words, "impacts": "\n".join(impacts_of(found))} if words else {}


def holds_reviews(partnership_id: int) -> int | None:
    """The group that holds practice reviews, where somebody has said so. One query."""
    held = arrangement(partnership_id)
    return held.group_id if held else None
