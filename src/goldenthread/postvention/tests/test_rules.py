"""The rules, by example and by property."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.postvention.rules.response import (
    FOLLOWS,
    LEAVE_OUT,
    counts,
    due_of,
    method_problem,
    reason_problem,
    shipped_tasks,
    shipped_words,
    shown,
    status_problem,
    step_down_problem,
)
from goldenthread.postvention.terms import Confirmation, Phase, Status


@pytest.mark.parametrize(
    "text", ["An OVERDOSE, it is said", "he was found\n hanged.", "jumped   off something", "Ligature"]
)
def test_words_of_how_are_refused_and_never_repeated(text: str) -> None:
    assert method_problem(["Kind words", text], shipped_words()) == LEAVE_OUT
    assert text not in LEAVE_OUT


@pytest.mark.parametrize(
    "text", ["", "The school changed its timetable", "Hanging baskets at the gate", "A noosed word"]
)
def test_other_words_pass(text: str) -> None:
    assert method_problem([text], shipped_words()) is None


@given(
    st.sampled_from(shipped_words()), st.sampled_from(["", "We heard ", "x. "]), st.sampled_from(["", ".", " today"])
)
def test_no_shipped_word_passes_wherever_it_stands(word: str, before: str, after: str) -> None:
    assert method_problem([before + word.upper() + after], shipped_words()) == LEAVE_OUT


@given(st.text(max_size=60))
def test_an_empty_list_refuses_nothing(text: str) -> None:
    assert method_problem([text], ["", "  "]) is None


@given(st.sampled_from(Status), st.sampled_from(Status))
def test_a_status_follows_only_as_the_table_says(now: Status, then: Status) -> None:
    assert (status_problem(now, then) is None) == (then in FOLLOWS[now])
    assert now not in FOLLOWS[now]


def test_every_status_has_its_way_on_and_each_end_can_be_activated_again() -> None:
    assert set(FOLLOWS) == set(Status)
    for ended in (Status.STEPPED_DOWN, Status.NOT_CLUSTER, Status.CLOSED):
        assert Status.ACTIVE in FOLLOWS[ended]
    assert status_problem(Status.SURVEILLANCE, Status.STEPPED_DOWN) == "“Stepped down” does not follow “Surveillance”."


def test_open_support_keeps_a_step_down_back() -> None:
    assert step_down_problem(0) is None
    assert str(step_down_problem(1)).startswith("1 setting’s support is still open.")
    assert str(step_down_problem(2)).startswith("The support of 2 settings is still open.")


def test_a_death_found_otherwise_counts_no_more() -> None:
    assert counts([Confirmation.ACCIDENT, Confirmation.SUSPECTED])
    assert not counts([Confirmation.ACCIDENT, Confirmation.NARRATIVE, Confirmation.OTHER])


def test_the_plan_begins_with_a_task_for_every_phase() -> None:
    tasks = shipped_tasks()
    assert {each.phase for each in tasks} == set(Phase)
    assert all(each.words and each.owner for each in tasks)
    assert [due_of(each, date(2026, 3, 1)) for each in (Phase.DAY, Phase.WEEK, Phase.LATER)] == [
        date(2026, 3, 2), date(2026, 3, 8), None,
    ]  # fmt: skip


@given(st.integers(min_value=0, max_value=50))
def test_small_counts_are_kept_back(count: int) -> None:
    assert shown(count, 5) == ("Fewer than 5" if 0 < count < 5 else str(count))


def test_a_word_is_no_reason() -> None:
    assert reason_problem("Agreed.")
    assert reason_problem("The group went through it together.") is None
