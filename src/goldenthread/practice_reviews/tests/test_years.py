"""Counting over the years: the database counts as the rules do, and no review costs a query."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.partnership.models import Group
from goldenthread.pathways.models import CourseStage
from goldenthread.practice_reviews.models import Child, FurtherDecision, Review
from goldenthread.practice_reviews.queries.years import counts
from goldenthread.practice_reviews.rules.ages import BANDS, Age, band
from goldenthread.practice_reviews.rules.years import reporting_year
from goldenthread.practice_reviews.terms import AgeBand, Door, Further
from goldenthread.practice_reviews.tests.conftest import child, decide_further, incident, notified
from goldenthread.testing.world import AT, TODAY
from goldenthread.thread import operations as thread
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.terms import LearningHeading, LearningNature

PLACE = "north"


@pytest.fixture
def manager(as_viewer):  # type: ignore[no-untyped-def]
    return as_viewer("manager")


def of(viewer):  # type: ignore[no-untyped-def]
    return counts(viewer, viewer.partnerships[0].id)


def test_ages_fall_into_the_bands_of_the_rules(world, manager) -> None:
    row = incident(world, manager)
    edges = [-1, 0, *(end + step for end, _ in BANDS for step in (-1, 0)), 299]
    ages: list[Age | None] = [Age(least, least) for least in edges] + [Age(*pair) for pair in pairwise(edges)] + [None]
    before = Counter(of(manager).bands)
    for place, age in enumerate(ages):
        made = child(row, manager, name=f"Child {place}")
        least, most = (age.least, age.most) if age else (None, None)
        Child.objects.filter(pk=made.pk).update(age_least=least, age_most=most)
    after = of(manager)
    assert Counter(after.bands) - before == Counter(band(age) for age in ages)
    assert sum(year.children for year in after.years) == sum(after.bands.values())
    assert set(after.bands) == set(AgeBand)


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 31, 22, 59, tzinfo=UTC),
        datetime(2026, 3, 31, 23, 0, tzinfo=UTC),  # summer time has begun: it is 1 April in England
        datetime(2025, 4, 1, 0, 0, tzinfo=UTC),
        datetime(2026, 1, 1, 0, 0, tzinfo=UTC),
        datetime(2025, 12, 31, 23, 59, tzinfo=UTC),
    ],
)
def test_a_year_is_that_of_the_notification_and_else_of_writing_it_down(world, manager, at: datetime) -> None:
    before = {year.year: year.reviews for year in of(manager).years}
    opened, told = incident(world, manager), incident(world, manager, name="Alder")
    for row in (opened, told):
        row.record.opened_at = datetime(2019, 6, 1, tzinfo=UTC) if row is told else at
        row.record.save(update_fields=["opened_at"])
    Review.objects.filter(pk=told.pk).update(decision="notify", notified_at=at, notified_reference="SIN-9")
    after = {year.year: year.reviews for year in of(manager).years}
    year = reporting_year(day_of(at))
    assert after == before | {year: before.get(year, 0) + 2}


def test_timeliness_counts_what_was_done_with_a_day_and_the_last_decision_alone(world, manager) -> None:
    before = of(manager)
    row = incident(world, manager, aware_on=date(2026, 2, 16))
    child(row, manager)
    row = notified(row, manager, late_why="The hospital told the council late.")
    decide_further(row, manager, decision=Further.OTHER)
    decide_further(row, manager, decision=Further.NO_REVIEW)
    after = of(manager)

    def total(held, name: str) -> int:  # type: ignore[no-untyped-def]
        return sum(getattr(year, name) for year in held.years)

    assert (total(after, "notified") - total(before, "notified"), total(after, "notified_in_time")) == (1, total(before, "notified_in_time"))  # fmt: skip
    assert (total(after, "sent"), total(after, "sent_in_time")) == (
        total(before, "sent"),
        total(before, "sent_in_time"),
    )
    assert after.decisions - before.decisions == Counter({Further.NO_REVIEW.value: 1})
    assert after.abouts.total() == Review.objects.count()
    assert total(after, "incidents") == Review.objects.filter(door=Door.INCIDENT.value).count()
    assert CourseStage.objects.filter(record=row.pk, key="notification", on_time=False).exists()
    assert FurtherDecision.objects.filter(review=row).count() == 2


def test_one_query_however_many_reviews_and_nothing_for_whoever_is_kept_out(world, as_viewer, manager) -> None:
    for name in ("Alder", "Wren", "Rowan"):
        child(incident(world, manager, AT, name=name, aware_on=TODAY), manager)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        held = of(manager)
    assert len(asked) == 1
    assert sum(year.reviews for year in held.years) >= 4
    assert of(as_viewer("excluded")).abouts.total() == Review.objects.visible_to(as_viewer("excluded")).count()


def test_a_theme_is_counted_once_for_each_review_it_was_learned_from(world, manager) -> None:
    place = Place(Group.objects.get(pk=world.groups["reviews"]), PartialDate.of(TODAY))

    def learned(themes: list[str], *sources: Review) -> None:
        thread.record_learning(
            place=place, text=f"About {themes}", nature=LearningNature.DEVELOPMENT, heading=LearningHeading.PRACTICE,
            themes=themes, sources=[row.record for row in sources], by=manager, at=AT,
        )  # fmt: skip

    first, second = incident(world, manager, name="Kestrel"), incident(world, manager, name="Plover")
    learned(["Sharing", "Sleep"], first, second)
    learned(["Sharing"], first)
    found = of(manager).themes
    assert [(theme, counts.total()) for theme, counts in found.items()] == [("Sharing", 2), ("Sleep", 2)]
    assert found["Sleep"][reporting_year(TODAY)] == 2


def test_themes_of_years_stand_on_the_page(world, signs_in) -> None:
    assert "Themes of what was learned" in signs_in("member").get("/north/reviews/years/").content.decode()
