"""Simulated data: the same for the same seed, whole, verified like any other, and never beside real data."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Copy

pytestmark = pytest.mark.xdist_group("command_line")

SMALL = ("simulate", "--partnerships", "2", "--years", "1")
SAMPLES = (
    "select reference, kind, title, happened, opened_at from records_record order by id",
    "select key, name, fictional from partnership_partnership order by id",
    "select email, name, fictional from accounts_person order by id",
    "select record_id, text, state, brag, due_on, owner_person_id from thread_action order by record_id",
    "select upstream_id, downstream_id from records_link order by id",
    "select role, circle_id, record_id from records_recordcircle order by id",
    "select record_id, state, door, nature, happened, aware_on, decision, notified_at, sent_on from practice_reviews_review order by record_id",
    "select record_id, state, died_on, age_days, final_category, concluded_on, finalised_on from child_deaths_death order by record_id",
    "select record_id, name, relevance, modifiable from child_deaths_factor order by id",
    "select record_id, number, age_least, age_most, outcome from practice_reviews_child order by id",
    "select course_id, key, state, due_on, waits_for, on_time from pathways_coursestage order by id",
)
STAGES = "select id, key, name, number, state, due_on, waits_for, side, done_on, on_time, calendar from pathways_coursestage order by id"


def test_the_same_seed_gives_the_same_data_and_another_gives_other(copied: Callable[..., Copy]) -> None:
    first, second, other = (copied(f"simulated {number}") for number in (1, 2, 3))
    for copy, seed in ((first, "3"), (second, "3"), (other, "4")):
        done = copy.command(*SMALL, "--seed", seed)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(
            "2 partnerships, 870 records, 120 actions, 12 practice reviews, 46 child deaths, "
        )
        assert done.stderr == "", "quiet when it does not write to a terminal"
    for query in SAMPLES:
        assert first.rows(query) == second.rows(query), query
    assert first.counts() == second.counts()
    references = "select reference from records_record where partnership_id > 2 order by id"
    assert first.rows(references) != other.rows(references)

    assert first.rows("select count(*) from accounts_person where not fictional") == [(0,)]
    missing = (
        "select count(*) from records_record r left join search_entry e on e.record_id = r.id where e.record_id is null"
    )
    assert first.rows(missing) == [(0,)], "search finds what was simulated"
    assert first.rows("select count(*) > 0 from search_entry where kind = 'action' and body <> ''") == [(True,)]
    assert "already: nothing was written" in first.refused(*SMALL, "--seed", "3")
    assert first.counts() == second.counts()
    standing = first.rows(STAGES)
    assert first.command("worker", "--once").returncode == 0
    assert first.rows(STAGES) == standing, "each stage stands as the worker works it out"
    states = "select distinct state from practice_reviews_review r join partnership_partnership p on p.id = r.partnership_id where p.key like 'sim-%' order by 1"
    assert [state for (state,) in first.rows(states)] == [
        "closed",
        "considered",
        "followed",
        "local",
        "rapid",
        "screening",
    ]
    of_deaths = states.replace("practice_reviews_review", "child_deaths_death")
    assert [state for (state,) in first.rows(of_deaths)] == [
        "closed", "gathering", "met", "notified", "out", "ready", "reviewed", "transferred",
    ]  # fmt: skip
    assert first.rows("select count(*) > 0 from search_entry where kind = 'review' and body <> ''") == [(True,)]
    told = first.command("doctor")
    assert told.returncode == 0, told.stdout


def test_it_never_touches_real_data(copy: Copy) -> None:
    with copy.superuser() as connection:
        connection.execute("update partnership_partnership set fictional = false where key = 'south'")
        connection.execute("delete from django_migrations where app = 'reporting'")
        connection.execute("revoke select on partnership_group from goldenthread_web")
    before = copy.counts()
    assert "not fictional: nothing was written" in copy.refused(*SMALL)
    assert copy.counts() == before
    assert copy.rows("select has_table_privilege('goldenthread_web', 'partnership_group', 'select')") == [(False,)], (
        "not even the schema and the rights were brought up to date"
    )
