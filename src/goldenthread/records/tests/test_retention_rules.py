"""How long a record is kept: by example, and for any days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.records.rules import retention as rules
from goldenthread.records.rules.retention import SHIPPED, Edition, falls_due, in_force
from goldenthread.records.terms import CountedFrom, RetentionClass, Standing

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
YEARS = st.integers(1, 100)


def edition(counted_from: CountedFrom, years: int = 6, since: date = date(2020, 1, 1), number: int = 1) -> Edition:
    return Edition(
        RetentionClass.BUSINESS, years, counted_from, "The partnership's own schedule", Standing.LOCAL, since, number
    )


def test_every_class_comes_with_one_rule_and_its_source() -> None:
    assert [each.retention_class for each in SHIPPED] == list(RetentionClass)
    assert all(each.source and each.number == 0 for each in SHIPPED)


@pytest.mark.parametrize(
    ("counted_from", "years", "due"),
    [
        (CountedFrom.CLOSING, 6, date(2030, 2, 28)),
        (CountedFrom.EVENT, 25, date(2045, 3, 1)),  # 29 February 2020, and 2045 has none
        (CountedFrom.BIRTH, 26, date(2046, 1, 1)),  # the youngest was born in 2019: the first of January after
    ],
)
def test_when_a_record_falls_due(counted_from: CountedFrom, years: int, due: date) -> None:
    born = [date(2016, 5, 4), date(2019, 5, 4)]
    found = falls_due(
        edition(counted_from, years), closed_on=date(2024, 2, 28), happened_on=date(2020, 2, 29), born=born
    )
    assert found == due


def test_a_day_that_is_not_known_is_never_guessed() -> None:
    closed = date(2024, 2, 28)
    birth = edition(CountedFrom.BIRTH)
    assert falls_due(birth, closed_on=closed, happened_on=None, born=[]) is None
    assert falls_due(birth, closed_on=closed, happened_on=None, born=[date(2019, 1, 1), None]) is None
    assert falls_due(edition(CountedFrom.EVENT), closed_on=closed, happened_on=None, born=[]) is None


@given(closed=DAYS, happened=DAYS, born=st.lists(DAYS, min_size=1, max_size=4), years=YEARS)
def test_nothing_falls_due_early_and_no_birthday_shows(
    closed: date, happened: date, born: list[date], years: int
) -> None:
    for counted_from, start in (
        (CountedFrom.CLOSING, closed),
        (CountedFrom.EVENT, happened),
        (CountedFrom.BIRTH, max(born)),
    ):
        due = falls_due(edition(counted_from, years), closed_on=closed, happened_on=happened, born=born)
        assert due is not None
        assert due >= closed
        assert due >= start + timedelta(days=365 * years)
        if counted_from is CountedFrom.BIRTH and due != closed:
            assert (due.month, due.day) == (1, 1)


@given(closed=DAYS, starts=st.lists(DAYS, unique=True, max_size=5))
def test_an_old_record_keeps_the_edition_that_applied(closed: date, starts: list[date]) -> None:
    own = [edition(CountedFrom.CLOSING, 10 + place, day, place + 1) for place, day in enumerate(sorted(starts))]
    applied = in_force(own, RetentionClass.BUSINESS, closed)
    before = [each for each in own if each.in_force_from <= closed]
    assert applied == (before[-1] if before else SHIPPED[0])
    later = edition(CountedFrom.CLOSING, 99, closed + timedelta(days=1), 9)
    assert in_force([*own, later], RetentionClass.BUSINESS, closed) == applied


@given(day=DAYS, months=st.integers(0, 120))
def test_months_after_lands_in_the_month_meant(day: date, months: int) -> None:
    later = rules.months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_what_stands_in_the_way_of_a_disposal_is_said() -> None:
    good = {"due_on": date(2026, 1, 1), "today": date(2026, 1, 1), "held": False, "waiting": False}
    why = "It was kept for six years and nobody asked for it."
    assert rules.decision_problem(**good, reason=why) is None
    for change, word in (
        ({"held": True}, "hold"),
        ({"waiting": True}, "already"),
        ({"due_on": None}, "worked out"),
        ({"due_on": date(2026, 1, 2)}, "2 January 2026"),
    ):
        assert word in (rules.decision_problem(**{**good, **change}, reason=why) or "")
    assert "reason" in (rules.decision_problem(**good, reason="no") or "")
    assert "second person" in (rules.confirmation_problem(decided_by=1, person=1, held=False) or "")
    assert "hold" in (rules.confirmation_problem(decided_by=1, person=2, held=True) or "")
    assert rules.confirmation_problem(decided_by=1, person=2, held=False) is None


def test_a_new_edition_never_reaches_back() -> None:
    today = date(2026, 3, 2)
    assert rules.rule_problem(years=6, in_force_from=today, today=today, source="Own schedule") is None
    assert "today or later" in (
        rules.rule_problem(years=6, in_force_from=date(2026, 3, 1), today=today, source="Own schedule") or ""
    )
    assert "number of years" in (rules.rule_problem(years=0, in_force_from=today, today=today, source="Own") or "")
    assert "rests on" in (rules.rule_problem(years=6, in_force_from=today, today=today, source=" ") or "")
