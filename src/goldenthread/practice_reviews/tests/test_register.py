"""The register: pages, totals, and what runs for what is closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.pathways.models import CourseStage
from goldenthread.practice_reviews import queries
from goldenthread.practice_reviews.models import Review
from goldenthread.practice_reviews.queries import Filter
from goldenthread.practice_reviews.queries.register import SIZE
from goldenthread.practice_reviews.terms import ReviewState
from goldenthread.practice_reviews.tests.conftest import child, incident
from goldenthread.testing.world import AT


@pytest.fixture
def manager(as_viewer):  # type: ignore[no-untyped-def]
    return as_viewer("manager")


def page(viewer, number: int, chosen: Filter | None = None):  # type: ignore[no-untyped-def]
    return queries.page_of(viewer, viewer.partnerships[0].id, chosen or Filter(), number)


def test_each_review_stands_on_one_page_and_a_page_past_the_end_is_the_last(world, manager) -> None:
    there = page(manager, 1)[1]
    for number in range(SIZE):
        incident(world, manager, AT, name=f"Bird {number}")
    pages = [page(manager, number) for number in (1, 2, 9)]
    assert [(total, number) for _, total, number in pages] == [(SIZE + there, 1), (SIZE + there, 2), (SIZE + there, 2)]
    shown = [row.pk for rows, *_ in pages[:2] for row in rows]
    assert sorted(shown) == sorted(Review.objects.exclude(state="closed").values_list("pk", flat=True))
    assert pages[1][0] == pages[2][0]


@pytest.mark.parametrize(
    "chosen", [Filter("all", door="incident"), Filter("late"), Filter(state="rapid"), Filter(about="neglect")]
)
def test_the_written_statement_finds_what_the_queryset_finds(world, manager, chosen: Filter) -> None:
    incident(world, manager)
    rows, total, _ = page(manager, 1, chosen)
    asked = queries.reviews(manager, manager.partnerships[0].id, chosen)
    assert [row.pk for row in rows] == list(asked.values_list("pk", flat=True))
    assert total == asked.count()


def test_nobody_sees_more_by_the_written_statement(world, as_viewer, manager) -> None:
    held, place = world.records["review"], manager.partnerships[0].id
    for name, sees in (("member", True), ("excluded", False), ("outsider", False)):
        found = queries.page_of(as_viewer(name), place, Filter("all"), 1)[0]
        assert (held in {each.pk for each in found}) is sees, name


def test_what_is_closed_has_no_clock_and_is_not_marked_late(world, manager) -> None:
    row = incident(world, manager)
    child(row, manager)
    CourseStage.objects.filter(record=row.pk, state="due").update(due_on=AT.date() - timedelta(days=30))
    (late,) = queries.listed(manager, [Review.objects.get(pk=row.pk)])
    assert late.late
    assert late.stage is not None
    assert late.children == 1
    Review.objects.filter(pk=row.pk).update(state=ReviewState.CLOSED.value)
    (closed,) = queries.listed(manager, [Review.objects.get(pk=row.pk)])
    assert (closed.late, closed.stage, closed.children) == (0, None, 1)
