"""When things were due, as the pathways work it out."""

from __future__ import annotations

from datetime import date

from goldenthread.pathways.models import CourseStage


def _due(record_id: int, pathway: str, stage: str) -> date | None:
    return (  # type: ignore[no-any-return]
        CourseStage.objects.filter(record=record_id, course__pathway__key=pathway, key=stage)
        .values_list("due_on", flat=True)
        .first()
    )


def notification_due(record_id: int) -> date | None:
    """The last day of the five working days; None where the day of becoming aware is not known."""
    return _due(record_id, "serious_incident_notification", "notification")


def sent_due(record_id: int) -> date | None:
    """The last day of the fifteen working days, with what was agreed beside it; None where nothing was notified."""
    return _due(record_id, "rapid_review", "sent")
