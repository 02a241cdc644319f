"""The reviews of a period, for a report that is being written."""

from __future__ import annotations

from datetime import date

from django.db.models.functions import Coalesce, TruncDate

from goldenthread.core.clock import ENGLAND
from goldenthread.pathways.models import CourseStage
from goldenthread.practice_reviews.models import Child, Commission, FurtherDecision, PanelLetter, Review
from goldenthread.practice_reviews.rules.ages import Age
from goldenthread.practice_reviews.rules.telling import Reviewed
from goldenthread.practice_reviews.terms import Door, Further, Outcome, Reply, Screening
from goldenthread.records.models.record import visible
from goldenthread.records.viewer import Viewer

LOCAL = {Screening.LOCAL.value, Screening.APPRECIATIVE.value}
HARMED = {Outcome.DIED.value, Outcome.HARMED.value}


def reviewed(viewer: Viewer, partnership_id: int, group_id: int, start: date, end: date) -> list[Reviewed]:
    """The reviews of a group that belong to a period, as far as the viewer sees them: notified in it, or else written down in it. Six queries.

    The period is any: seven months as well as a year. What was withdrawn counts as a local learning review, not as a rapid one.
    """
    rows = list(
        Review.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(partnership=partnership_id, record__group=group_id)
        .select_related("record")
        .annotate(belongs_on=TruncDate(Coalesce("notified_at", "record__opened_at"), tzinfo=ENGLAND))
        .filter(
            belongs_on__gte=start,
            belongs_on__lte=end,
        )
        .order_by("pk")
    )
    held = [row.pk for row in rows]
    ages: dict[int, list[tuple[bool, int, Age | None]]] = {}
    children = Child.objects.filter(visible(viewer, "review_id"), review_id__in=held)
    for pk, number, outcome, least, most in children.values_list(
        "review_id", "number", "outcome", "age_least", "age_most"
    ):
        age = Age(least, most) if least is not None and most is not None else None
        ages.setdefault(pk, []).append((outcome not in HARMED, number, age))
    letters = PanelLetter.objects.filter(visible(viewer, "review_id"), review_id__in=held).order_by("pk")
    last_letter = dict(letters.values_list("review_id", "reply"))
    further = FurtherDecision.objects.filter(visible(viewer, "review_id"), review_id__in=held).order_by("pk")
    last_decision = dict(further.values_list("review_id", "decision"))
    begun = set(
        Commission.objects.filter(visible(viewer, "review_id"), review_id__in=held).values_list("pk", flat=True)
    )
    stages = CourseStage.objects.visible_to(viewer).filter(  # type: ignore[attr-defined]
        record__in=held, state="done", key__in=["notification", "sent"],
        course__pathway__key__in=["serious_incident_notification", "rapid_review"],
    )  # fmt: skip
    in_time = {(pk, key): on_time for pk, key, on_time in stages.values_list("record_id", "key", "on_time")}
    return [
        Reviewed(
            incident=row.door == Door.INCIDENT.value or (row.aware_on is not None and row.decision != ""),
            rapid=row.notified_at is not None and row.withdrawn_on is None,
            local=row.withdrawn_on is not None or row.decision == "not_notify" or row.screening in LOCAL,
            practice=row.pk in begun,
            panel_agreed=last_letter.get(row.pk) == Reply.AGREES.value
            and last_decision.get(row.pk) == Further.NO_REVIEW.value,
            notified_in_time=in_time.get((row.pk, "notification")),
            sent_in_time=in_time.get((row.pk, "sent")),
            ages=_principal(ages.get(row.pk, [])),
        )
        for row in rows
    ]


def _principal(children: list[tuple[bool, int, Age | None]]) -> tuple[Age | None, ...]:
    """The children who died or were harmed; where nobody is said to have been, all of them."""
    ordered = sorted(children, key=lambda each: each[:2])
    harmed = [age for unhurt, _, age in ordered if not unhurt]
    return tuple(harmed or [age for _, _, age in ordered])
