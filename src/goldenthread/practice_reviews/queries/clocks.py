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


PRACTICE = "child_safeguarding_practice_review"


def published_due(record_id: int) -> date | None:
    """The last day of the six months, with what was agreed beside it."""
    return _due(record_id, PRACTICE, "published")


def public_until(record_id: int) -> date | None:
    """Until when what was published has to be public at least."""
    return _due(record_id, PRACTICE, "taken_down")


def must_have_by(record_id: int) -> date | None:
    """The last day on which the Panel and the Secretary of State should have the report; None where no day of publication is set."""
    return _due(record_id, PRACTICE, "sent")
