"""What is counted over the years, of the reviews a viewer sees. The database counts: how many reviews there are costs the page nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Max, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from goldenthread.core.clock import ENGLAND
from goldenthread.pathways.models import CourseStage
from goldenthread.practice_reviews.models import Arrangement, Child, FurtherDecision, Review
from goldenthread.practice_reviews.rules.ages import BANDS, one_band
from goldenthread.practice_reviews.rules.years import USUAL_LEAST, Year, by_year, counted_bands, year_from
from goldenthread.practice_reviews.terms import AgeBand
from goldenthread.records.models.record import visible
from goldenthread.records.viewer import Viewer

NOTIFIED = Q(key="notification", course__pathway__key="serious_incident_notification")
SENT = Q(key="sent", course__pathway__key="rapid_review")


@dataclass(frozen=True, slots=True)
class Counts:
    """What the years come to: by year, by the last decision on a further review, by what it was about, and by age at the incident."""

    years: list[Year]
    decisions: Counter[str]
    abouts: Counter[str]
    bands: dict[AgeBand, int]


def least_shown(partnership_id: int) -> int:
    """Below what number this partnership keeps counts of children back. One query."""
    held = Arrangement.objects.filter(pk=partnership_id).values_list("least_shown", flat=True).first()
    return USUAL_LEAST if held is None else held


def _year(before: str = "") -> Combinable:
    """The year in England in which a reporting year began: of the notification, else of when it was written down."""
    day = Coalesce(f"{before}notified_at", f"{before}record__opened_at")
    year = ExtractYear(day, tzinfo=ENGLAND)
    return Case(When(Q(month__gte=4), then=year), default=year - 1)


def _month(before: str = "") -> Combinable:
    return ExtractMonth(Coalesce(f"{before}notified_at", f"{before}record__opened_at"), tzinfo=ENGLAND)


def _band(column: str) -> Combinable:
    """The band of an age in months, as the rules have it; not known where there is none."""
    known = [When(**{f"{column}__lt": end, "then": Value(band.value)}) for end, band in ((0, AgeBand.UNBORN), *BANDS)]
    unknown = When(**{f"{column}__isnull": True, "then": Value(AgeBand.UNKNOWN.value)})
    return Case(unknown, *known, default=Value(AgeBand.ADULT.value), output_field=CharField())


def counts(viewer: Viewer, partnership_id: int) -> Counts:
    """Every review the viewer sees, counted. Four queries."""
    reviews = (
        Review.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(partnership=partnership_id)
        .annotate(month=_month())
        .annotate(year=_year())
        .values_list("year", "door", "incident_type")
        .annotate(count=Count("pk"))
        .order_by()
    )
    stages = (
        CourseStage.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .filter(
            Q(record__review__notified_at__isnull=False),
            partnership=partnership_id,
            state="done",
            on_time__isnull=False,
        )
        .filter(NOTIFIED | SENT & Q(record__review__sent_on__isnull=False))
        .annotate(month=_month("record__review__"))
        .annotate(year=_year("record__review__"))
        .values_list("year", "key")
        .annotate(count=Count("pk"), in_time=Count("pk", filter=Q(on_time=True)))
        .order_by()
    )
    children = (
        Child.objects.filter(visible(viewer, "review_id"), review__partnership=partnership_id)
        .annotate(month=_month("review__"))
        .annotate(year=_year("review__"), first=_band("age_least"), last=_band("age_most"))
        .values_list("year", "first", "last")
        .annotate(count=Count("pk"))
        .order_by()
    )
    decided = FurtherDecision.objects.filter(visible(viewer, "review_id"), review__partnership=partnership_id)
    last = decided.order_by().values("review").annotate(last=Max("pk")).values("last")
    decisions = (
        FurtherDecision.objects.filter(pk__in=last).values_list("decision").annotate(count=Count("pk")).order_by()
    )
    held, aged = list(reviews), list(children)
    abouts: Counter[str] = Counter()
    for _, _, about, count in held:
        abouts[about] += count
    return Counts(
        by_year(
            ((year_from(year), door, count) for year, door, _, count in held),
            ((year_from(year), key, count, in_time) for year, key, count, in_time in stages),
            ((year_from(year), count) for year, _, _, count in aged),
        ),
        Counter(dict(decisions)),
        abouts,
        counted_bands((one_band(AgeBand(first), AgeBand(last)), count) for _, first, last, count in aged),
    )
