"""A simulated practice review holds what its operations would have left: the same tables, the same columns filled, the same stages."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from goldenthread.commands.simulation.casework import Year, arranged
from goldenthread.commands.simulation.making import END, Rows, Simulated
from goldenthread.commands.simulation.reviewing import NOW, _aware, _incident
from goldenthread.commands.simulation.writing import COLUMNS
from goldenthread.core.dates import PartialDate
from goldenthread.core.encryption import decrypt
from goldenthread.pathways import operations as pathways
from goldenthread.practice_reviews import operations
from goldenthread.practice_reviews.terms import STATUTORY, Opinion, Reply
from goldenthread.practice_reviews.tests.conftest import WHY, child, incident, notified, ready
from goldenthread.testing.world import AT, TODAY

ELSEWHERE = {
    "search_entry": "filled at the end, for every record",
    "search_part": "filled at the end, for every record",
}
"""Tables that the operations write and the simulation leaves."""


@pytest.fixture
def made() -> Simulated:
    """A partnership as simulated, without its rows."""
    agencies = list(range(1, 11))
    people = [(person, person % 10) for person in range(40)]
    return Simulated(1, "sim-001", [1] * 6, [1] * 6, 2, agencies, agencies, people, 1)


def simulated(made: Simulated, stands: str, seed: int = 1) -> Rows:
    """The rows of one serious incident that stands so."""
    rows = Rows(random.Random(seed), {}, "")
    ways = arranged(rows, made, date(2025, 1, 1))
    year = Year(END - timedelta(days=365), 0, 1, 1, ways, [(900, END - timedelta(days=1))])
    _incident(rows, made, year, _aware(rows, year, stands), stands)
    return rows


def named(rows: Rows, table: str) -> list[dict[str, Any]]:
    """A table's simulated rows, by their columns."""
    names = COLUMNS[table].split(", ")
    return [dict(zip(names, row, strict=True)) for row in rows.held[table]]


def filled(rows: list[dict[str, Any]]) -> set[str]:
    """The columns in which any row says something."""
    return {name for row in rows for name, value in row.items() if value not in (None, "", "{}", [], {})}


KEYS = {"records_record": "id", "records_link": "upstream_id"}


def written(record: int) -> dict[str, set[str]]:
    """Every table that holds rows of a record, with the columns they fill; field history is made from the rows themselves."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.table_name from information_schema.columns c join pg_tables t on t.tablename = c.table_name"
            " where t.schemaname = 'public' and c.column_name = 'record_id'"
        )
        keys = {name: "record_id" for (name,) in cursor.fetchall()} | KEYS
        for table, column in keys.items():
            cursor.execute(f'select * from "{table}" where "{column}" = %s', [record])
            names = [each.name for each in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            if rows and "pgh_id" not in names:
                found[table] = filled(rows)
    return found


def of_simulation(rows: Rows, record: int) -> dict[str, set[str]]:
    """The same of what was simulated."""
    found = {}
    for table in rows.held:
        key = KEYS.get(table, "record_id")
        theirs = [row for row in named(rows, table) if row.get(key) == record]
        if theirs:
            found[table] = filled(theirs)
    return found


def test_the_same_tables_and_columns_are_filled_as_by_the_operations(world, as_viewer, made) -> None:
    manager = as_viewer("manager")
    row = incident(world, manager, happened=str(TODAY), told_on=TODAY, safety="Seen the same day.", processes="Police.")
    child(row, manager, nhs_number="9990000018")
    for partner in STATUTORY:
        operations.give_view(
            review_id=row.pk, partner=partner, opinion=Opinion.NOTIFY, why=WHY, by_role="R", on=TODAY, by=manager, at=AT
        )
    row = notified(row, manager)
    for key in ("partners_told", "executives_told", "set_up", "progress", "summaries"):
        pathways.report(record=row.record, key=key, on=PartialDate.of(TODAY), by=manager, at=AT)
    ready(row, manager)
    operations.send(review_id=row.pk, seen=None, on=TODAY, sent_by="Manager", late_why="", by=manager, at=AT)
    letter = operations.panel_letter(
        review_id=row.pk, reply=Reply.MORE, text="It asks for more than was sent.", on=TODAY, by=manager, at=AT
    )
    operations.answer_letter(letter_id=letter.pk, answer="What was asked for was sent.", on=TODAY, by=manager, at=AT)
    operations.close(review_id=row.pk, seen=None, why=WHY, by=manager, at=AT)

    rows = alike(made)
    real = {table: columns for table, columns in written(row.pk).items() if table not in ELSEWHERE}
    own = of_simulation(rows, named(rows, "practice_reviews_review")[0]["record_id"])
    own.pop("records_link")  # to what was learned from it
    own["history_event"].add("digest")  # made when it is written
    assert own == real


def alike(made: Simulated) -> Rows:
    """A closed incident that the Panel asked more about, of which everything is known and nothing was late."""
    for seed in range(2000):
        rows = simulated(made, "closed", seed)
        review, one = named(rows, "practice_reviews_review")[0], named(rows, "practice_reviews_child")[0]
        if (
            all(review[name] for name in ("safety", "processes"))
            and len(review["happened"]) == 10
            and not any(review[name] for name in ("notified_late_why", "sent_late_why"))
            and one["age_least"]
            and named(rows, "practice_reviews_panelletter")[0]["reply"] == "more"
        ):
            return rows
    raise AssertionError("no seed gives such a review")


def test_who_a_child_is_stands_sealed_and_the_age_is_that_at_the_incident(made) -> None:
    rows = alike(made)
    one, subject = named(rows, "practice_reviews_child")[0], named(rows, "records_subject")[0]
    assert decrypt(subject["name_sealed"]).endswith(" Fictional")
    assert decrypt(subject["nhs_number_sealed"]).startswith("999")
    assert subject["name_index"]
    assert subject["born_index"]
    born = PartialDate.parse(decrypt(subject["born_sealed"])).first_day
    day = date.fromisoformat(named(rows, "practice_reviews_review")[0]["happened"])
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    assert one["age_least"] <= months <= one["age_most"]


def test_every_standing_gives_a_review_that_stands_so(made) -> None:
    assert {stands: named(simulated(made, stands), "practice_reviews_review")[0]["state"] for stands in NOW} == {
        "considered": "considered",
        "rapid": "rapid",
        "followed": "followed",
        "local": "local",
        "withdrawn": "local",
        "closed": "closed",
    }


@pytest.mark.parametrize("stands", ["considered", "rapid", "followed", "local", "closed"])
def test_nothing_lies_after_the_last_day_and_whoever_waits_is_named(made, stands: str) -> None:
    for seed in range(30):
        rows = simulated(made, stands, seed)
        for event in named(rows, "history_event"):
            assert event["at"].date() <= END, (seed, event["sentence"])
        courses = {row["id"]: row for row in named(rows, "pathways_course")}
        open_stages = [row for row in named(rows, "pathways_coursestage") if row["state"] in ("waiting", "due", "held")]
        if stands in ("considered", "rapid"):
            assert any(courses[row["course_id"]]["is_open"] and row["waits_for"] for row in open_stages)
            assert all(row["check_on"] is None or row["check_on"] > END for row in courses.values())
