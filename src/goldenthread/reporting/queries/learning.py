"""Learning of a report's period, proposed for its assurance part."""

from __future__ import annotations

from typing import Any

from goldenthread.records.viewer import Viewer
from goldenthread.reporting.models import Report
from goldenthread.thread.models import LearningPoint


def learning_of(viewer: Viewer, report: Report) -> list[dict[str, Any]]:
    """Learning points of the period as the exchange format gives them, by heading. One query."""
    rows = LearningPoint.objects.visible_to(viewer).filter(
        partnership=report.partnership_id, record__happened_on__range=(report.period_start, report.period_end)
    )  # type: ignore[attr-defined]
    return [
        {"category": row.heading, "text": row.text} | ({"parts": list(row.parts)} if row.parts else {})
        for row in rows.order_by("heading", "record__happened_on", "pk")[:200]
    ]
