"""A simulated child's death holds what its operations would have left: where it stands follows, and nothing lies in days to come."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from goldenthread.child_deaths import operations
from goldenthread.child_deaths.tests.conftest import concluded, told
from goldenthread.commands.simulation.casework import Year, arranged
from goldenthread.commands.simulation.dying import NATIONAL, NOW, SINCE, _death, died
from goldenthread.commands.simulation.making import END, Rows, Simulated
from goldenthread.core.dates import PartialDate
from goldenthread.core.encryption import decrypt
from goldenthread.pathways import operations as pathways
from goldenthread.testing.world import AT, TODAY

from .test_simulated_reviews import ELSEWHERE, filled, made, named, of_simulation, written

__all__ = ["made"]

STATES = {
    "notified": "notified", "gathering": "gathering", "met": "met", "held": "met", "ready": "ready", "reviewed": "reviewed",
    "closed": "closed", "out": "out", "elsewhere": "transferred",
}  # fmt: skip
BY_CHOICE = {
    "child_deaths_death": {
        "gestation_weeks", "birth_weight", "limbs", "ethnicity", "home_area", "deprivation", "deprivation_edition", "expected", "sudden", "explained",
    },
    "records_subject": {"address_sealed"},
    "child_deaths_notification": set(), "child_deaths_factor": {"modifiable"}, "child_deaths_recommendation": set(),
}  # fmt: skip
"""Columns that the one fills and the other may leave, by what was said of a death."""


def simulated(made: Simulated, stands: str, seed: int = 1) -> Rows:
    """The rows of one death that stands so."""
    rows = Rows(random.Random(seed), {}, "")
    year = Year(
        END - timedelta(days=365), 0, 1, 1, arranged(rows, made, date(2025, 1, 1)), [(900, END - timedelta(days=1))]
    )
    least, most = SINCE.get(stands, (320, 360))
    _death(rows, made, year, END - timedelta(days=rows.chance.randint(least, most)), stands)
    return rows


@pytest.mark.parametrize("stands", NOW)
def test_every_standing_gives_a_death_that_stands_so_and_nothing_lies_after_the_last_day(made, stands: str) -> None:
    for seed in range(20):
        rows = simulated(made, stands, seed)
        (row,) = named(rows, "child_deaths_death")
        assert row["state"] == STATES[stands]
        for event in named(rows, "history_event"):
            assert event["at"].date() <= END, (seed, event["sentence"])
        courses = named(rows, "pathways_course")
        stages = named(rows, "pathways_coursestage")
        left = {each["key"] for each in stages if each["state"] not in {"done", "not_needed"}}
        if stands == "closed":
            assert left == {"looked_again"}, "it waits for nothing but being opened again"
        else:
            assert courses[0]["is_open"] == (stands not in {"out", "elsewhere"})
        assert all(each["check_on"] is None or each["check_on"] > END for each in courses)
        states = {
            each["key"]: each["state"]
            for each in named(rows, "pathways_coursestage")
            if each["course_id"] == courses[0]["id"]
        }
        assert (states["panel"] == "held") == (stands == "held")
        assert (states["panel"] == "done") == (stands in {"reviewed", "closed"})
        (record,) = named(rows, "records_record")
        assert (record["kind"], record["retention_class"], record["closed_on"] is None) == (
            "child_death", "child_death", stands in {"notified", "gathering", "met", "held", "ready", "reviewed"},
        )  # fmt: skip


def test_there_are_as_many_in_a_year_as_in_england(made) -> None:
    counts = []
    for number in range(1, 151):
        place = Simulated(number, f"sim-{number:03d}", [1] * 6, [1] * 6, 2, [1], [1], [(1, 1)] * 6, 1)
        held = Rows(random.Random(1), {}, "")
        year = Year(END - timedelta(days=365), 0, 1, 1, {}, [])
        counts.append(_count(held, place, year))
    assert sum(counts) == NATIONAL
    assert {min(counts), max(counts)} == {23, 24}


def _count(rows: Rows, place: Simulated, year: Year) -> int:
    from unittest.mock import patch

    with patch("goldenthread.commands.simulation.dying._death") as one:
        died(rows, place, year)
    return one.call_count


def test_who_a_child_was_stands_sealed_and_the_age_follows(made) -> None:
    rows = simulated(made, "closed")
    (row,), (subject,) = named(rows, "child_deaths_death"), named(rows, "records_subject")
    assert decrypt(subject["name_sealed"]).endswith(" Fictional")
    assert decrypt(subject["nhs_number_sealed"]).startswith("999")
    assert (row["died_on"] - date.fromisoformat(decrypt(subject["born_sealed"]))).days == row["age_days"]


def test_the_same_tables_and_columns_are_filled_as_by_the_operations(world, as_viewer, made) -> None:
    manager = as_viewer("manager")
    row = concluded(manager)
    operations.decide_first(
        death_id=row.pk, question=operations.deciding.Question.JAR, answer=operations.deciding.Immediate.NO, why="None is met.",
        by_role="Consultant", decided_at=AT, **told(manager),
    )  # fmt: skip
    for key in ("database_notified", "asked", "forms", "ready", "finalised", "feedback"):
        pathways.report(record=row.record, key=key, on=PartialDate.of(TODAY), by=manager, at=AT)
    real = {table: columns for table, columns in written(row.pk).items() if table not in ELSEWHERE}
    rows = simulated(made, "closed")
    own = of_simulation(rows, named(rows, "child_deaths_death")[0]["record_id"])
    missing: dict[str, Any] = {
        table: columns - own.get(table, set()) - BY_CHOICE.get(table, set()) for table, columns in real.items()
    }
    assert {table: columns for table, columns in missing.items() if columns} == {"history_event": {"digest"}}
    assert filled([{"a": "", "b": 1}]) == {"b"}
