"""What a period's reviews say for themselves in a report."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from goldenthread.partnership.models import Group
from goldenthread.practice_reviews import operations
from goldenthread.practice_reviews.queries.telling import reviewed
from goldenthread.practice_reviews.rules.ages import Age
from goldenthread.practice_reviews.rules.telling import Reviewed, development_of, impacts_of, lines_of, subject_of
from goldenthread.practice_reviews.terms import Outcome, Reply
from goldenthread.practice_reviews.tests.conftest import WHY, child, incident, notified, ready
from goldenthread.testing.world import AT, TODAY


def a(**given_: Any) -> Reviewed:
    facts: dict[str, Any] = {
        "incident": True, "rapid": True, "local": False, "practice": False, "panel_agreed": False,
        "notified_in_time": None, "sent_in_time": None, "ages": (Age(3, 3),),
    }  # fmt: skip
    return Reviewed(**(facts | given_))


WAKEFIELD = [
    a(panel_agreed=True, ages=(Age(2, 2),)),
    a(panel_agreed=True, ages=(Age(4, 5),)),
    a(panel_agreed=True, ages=(Age(8, 8), Age(6, 11))),
    a(incident=False, rapid=False, local=True, ages=(Age(15 * 12, 15 * 12),)),
]
"""The shape of four practice reviews as Wakefield's report of 2020-21 counts them: four reviews, five children."""


def test_wakefields_four_practice_reviews_come_out_as_it_states_them() -> None:
    assert lines_of(WAKEFIELD) == [
        {"count": 2, "subject": "young baby", "age_group": "under 6 months"},
        {"count": 1, "subject": "teenager", "age_group": "teenager"},
        {"count": 1, "subject": "two infants", "age_group": "infant"},
    ]
    assert development_of(WAKEFIELD) == (
        "Considered three serious incidents and one referral below the threshold, and worked on three rapid reviews and"
        " one local learning review, for what several agencies can learn from them."
    )
    assert impacts_of(WAKEFIELD) == [
        "In three rapid reviews the national Panel agreed that no further review was needed."
    ]


def test_nothing_is_said_that_is_not_known() -> None:
    assert development_of([]) == ""
    assert impacts_of([a(), a()]) == []
    assert subject_of([None]) == ("child", "")
    assert subject_of([Age(5, 6)]) == ("child", "")
    assert subject_of([Age(3, 3), Age(40, 40)]) == ("two children", "")
    assert subject_of([Age(-3, -1)]) == ("child", "")
    assert subject_of([]) == ("a theme, without a child", "")


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ([True], "The one rapid review was in time."),
        ([False], "The one rapid review was late."),
        ([True, True], "All two rapid reviews were in time."),
        ([True, False, None], "One of two rapid reviews was in time."),
        ([False, False], "None of two rapid reviews was in time."),
    ],
)
def test_timeliness_in_words(times: list[bool | None], words: str) -> None:
    said = impacts_of([a(sent_in_time=each) for each in times])
    assert said == [words]


MONTHS = some.integers(-9, 300)
AGES = some.none() | some.tuples(MONTHS, MONTHS).map(lambda pair: Age(min(pair), max(pair)))


@given(some.lists(some.tuples(AGES, AGES)))
def test_20_lines_count_reviews_and_never_children(ages: list[tuple[Age | None, ...]]) -> None:
    made = lines_of([a(ages=pair) for pair in ages])
    assert sum(int(str(line["count"])) for line in made) == len(ages)


@given(AGES)
def test_21_an_age_group_is_named_only_where_every_day_lies_in_it(age: Age | None) -> None:
    _, group = subject_of([age])
    if group and age is not None:
        assert subject_of([Age(age.least, age.least)])[1] == subject_of([Age(age.most, age.most)])[1] == group


class TestOfAPeriod:
    def north(self, world: Any) -> Group:
        return Group.objects.get(pk=world.groups["reviews"])

    def told(self, world: Any, by: Any, start: date, end: date) -> list[Reviewed]:
        group = self.north(world)
        return reviewed(by, group.partnership_id, group.pk, start, end)

    def test_23_any_period_and_only_what_belongs_to_it(self, world, as_viewer) -> None:
        by = as_viewer("manager")
        held = self.told(world, by, date(2025, 9, 1), date(2026, 3, 31))
        assert len(held) == 1
        assert (held[0].incident, held[0].rapid, held[0].notified_in_time) == (True, True, True)
        assert held[0].ages == (Age(32, 33),)
        assert self.told(world, by, date(2025, 9, 1), date(2026, 2, 19)) == []

    def test_a_reply_that_agrees_and_what_was_withdrawn(self, world, as_viewer) -> None:
        by = as_viewer("manager")
        row = incident(world, by, name="Kestrel", happened="2026-02-10")
        child(row, by, born="2025-12-01", outcome=Outcome.DIED)
        child(row, by, name="Child B", born="2020-01-01", outcome=Outcome.UNHURT)
        notified(row, by)
        ready(row, by)
        operations.send(review_id=row.pk, seen=None, on=TODAY, sent_by="Manager", late_why="", by=by, at=AT)
        operations.panel_letter(review_id=row.pk, reply=Reply.AGREES, text=WHY, on=TODAY, by=by, at=AT)
        held = self.told(world, by, TODAY, TODAY)
        assert [(each.panel_agreed, each.sent_in_time, each.ages) for each in held] == [(True, True, (Age(2, 2),))]
        operations.withdraw(review_id=row.pk, seen=None, on=TODAY, why=WHY, by=by, at=AT)
        held = self.told(world, by, TODAY, TODAY)
        assert [(each.rapid, each.local) for each in held] == [(False, True)]

    def test_whoever_is_kept_out_of_a_review_is_told_nothing_of_it(self, world, as_viewer) -> None:
        assert self.told(world, as_viewer("excluded"), date(2020, 1, 1), date(2030, 1, 1)) == []

    def test_24_a_day_at_midnight_in_england_belongs_to_the_day_it_is_there(self, world, as_viewer) -> None:
        """Notified at 23:30 UTC on 31 March is 00:30 on 1 April, British Summer Time: the next reporting year."""
        at = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
        by = as_viewer("manager", at)
        row = incident(world, by, at, name="Kestrel", aware_on=date(2026, 3, 30))
        child(row, by, at)
        notified(row, by, at)
        type(row).objects.filter(pk=row.pk).update(notified_at=datetime(2026, 3, 31, 23, 30, tzinfo=UTC))
        assert len(self.told(world, by, date(2026, 4, 1), date(2026, 4, 1))) == 1
        assert len(self.told(world, by, date(2026, 3, 31), date(2026, 3, 31))) == 0


class TestInTheBuilder:
    def report(self, world: Any, as_viewer: Any) -> Any:
        from goldenthread.reporting.operations import start_report
        from goldenthread.reporting.terms import ReportKind

        group = Group.objects.get(pk=world.groups["reviews"])
        by = as_viewer("manager")
        return start_report(
            partnership_id=group.partnership_id, kind=ReportKind.ADDENDUM, start=date(2025, 9, 1),
            end=date(2026, 3, 31), title="Addendum", groups=[group], by=by, at=AT,
        )  # fmt: skip

    def test_the_group_that_holds_reviews_is_offered_a_beginning_and_another_is_not(
        self, world, as_viewer, signs_in
    ) -> None:
        report = self.report(world, as_viewer)
        browser = signs_in("manager")
        page = browser.get(f"/north/reports/{report.reference}/?at=reviews").content.decode()
        assert "Begin from the reviews of the period" in page
        here = f"/north/groups/reviews/developments/new/?report={report.reference}"
        begun = browser.get(f"{here}&from=reviews").content.decode()
        assert "Considered one serious incident, and worked on one rapid review" in begun
        assert "The one serious incident notification was in time." in begun
        assert "Considered one" not in browser.get(here).content.decode()
        other = f"/north/groups/learning/developments/new/?report={report.reference}&from=reviews"
        assert "Considered one" not in browser.get(other).content.decode()

    def test_the_assurance_part_is_filled_in_and_nothing_is_taken_in_before_it_is_saved(
        self, world, as_viewer, signs_in
    ) -> None:
        report = self.report(world, as_viewer)
        page = signs_in("manager").get(f"/north/reports/{report.reference}/assurance/").content.decode()
        assert "1 | young child | 1 to 4" in page
        assert "Small numbers can tell who someone is" in page
        kept = signs_in("manager").get(f"/north/reports/{report.reference}/").content.decode()
        assert "young child" not in kept


def test_nothing_is_told_where_nobody_has_said_which_group_holds_reviews(world, as_viewer) -> None:
    from goldenthread.reporting.queries.proposing import told_of_reviews

    group = Group.objects.get(pk=world.groups["south_reviews"])
    assert told_of_reviews(as_viewer("south_manager"), group, date(2020, 1, 1), date(2030, 1, 1)) == {}
