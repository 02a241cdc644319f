"""What is counted over the years, of the reviews a viewer sees."""

from __future__ import annotations

from goldenthread.core.clock import day_of
from goldenthread.pathways.models import CourseStage
from goldenthread.practice_reviews.models import Arrangement, Child, FurtherDecision, Review
from goldenthread.practice_reviews.rules.ages import Age, band
from goldenthread.practice_reviews.rules.years import USUAL_LEAST, Fact, reporting_year
from goldenthread.practice_reviews.terms import AgeBand
from goldenthread.records.models.record import visible
from goldenthread.records.viewer import Viewer

COUNTED = {("serious_incident_notification", "notification"), ("rapid_review", "sent")}


def least_shown(partnership_id: int) -> int:
    """Below what number this partnership keeps counts of children back. One query."""
    held = Arrangement.objects.filter(pk=partnership_id).values_list("least_shown", flat=True).first()
    return USUAL_LEAST if held is None else held


def facts(viewer: Viewer, partnership_id: int) -> list[Fact]:
    """Every review the viewer sees, as far as it is counted. Four queries."""
    rows = list(Review.objects.visible_to(viewer).filter(partnership=partnership_id).select_related("record"))  # type: ignore[attr-defined]
    bands: dict[int, list[AgeBand]] = {}
    held = Child.objects.filter(visible(viewer, "review_id"), review__partnership=partnership_id)
    for pk, least, most in held.values_list("review_id", "age_least", "age_most"):
        bands.setdefault(pk, []).append(band(Age(least, most) if least is not None and most is not None else None))
    times: dict[tuple[int, str], bool | None] = {}
    stages = CourseStage.objects.visible_to(viewer).filter(  # type: ignore[attr-defined]
        partnership=partnership_id, key__in=["notification", "sent"], state="done"
    )
    for pk, pathway, key, on_time in stages.values_list("record_id", "course__pathway__key", "key", "on_time"):
        if (pathway, key) in COUNTED:
            times[(pk, key)] = on_time
    decisions = dict(
        FurtherDecision.objects.filter(visible(viewer, "review_id"), review__partnership=partnership_id)
        .order_by("pk")
        .values_list("review_id", "decision")
    )
    return [
        Fact(
            reporting_year(day_of(row.notified_at) if row.notified_at else day_of(row.record.opened_at)),
            row.door,
            row.nature,
            row.incident_type,
            decisions.get(row.pk, ""),
            times.get((row.pk, "notification")) if row.notified_at else None,
            times.get((row.pk, "sent")) if row.sent_on else None,
            tuple(bands.get(row.pk, ())),
        )
        for row in rows
    ]
