"""Many people answer at the same moment, each by a link of their own, and nothing is lost. Their transactions really commit."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
from django.db import connections, transaction

from goldenthread.database.installation import Installation, Role
from goldenthread.returns import links, operations
from goldenthread.returns.rules.answering import NOTHING, Given
from goldenthread.returns.terms import AnswerState
from goldenthread.returns.tests.conftest import said
from goldenthread.testing.world import AT, World

PEOPLE = 40
MOST_TRIES = 200


def make_links(owner: psycopg.Connection, return_id: int) -> None:
    """A link for each, whose code was given already."""
    for number in range(PEOPLE):
        digest = links.digest_of(f"token {number}")
        row = owner.execute(
            """insert into returns_answerlink (record_id, kind, section, name, email, message_key, digest, made_by, made_at, expires_at)
               values (%s, 'recipient', '', %s, 's@x.example', '', %s, 'Manager', %s, %s) returning id""",
            [return_id, f"Person {number}", digest, AT, AT + timedelta(days=20)],
        ).fetchone()
        assert row
        owner.execute(
            """insert into returns_answercode (link_id, message_key, digest, made_at, expires_at, attempts, session_digest, used_at)
               values (%s, '', 'x', %s, %s, 1, %s, %s)""",
            [row[0], AT, AT + timedelta(minutes=15), links.digest_of(f"key {number}"), AT],
        )


def test_forty_people_answer_the_same_question_at_the_same_moment(
    installation: Installation, committing_database: str, world: World, django_db_blocker
) -> None:  # type: ignore[no-untyped-def]
    return_id = world.records["school_return"]
    with psycopg.connect(**installation.connection(Role.OWNER, committing_database), autocommit=True) as owner:
        make_links(owner, return_id)
    together = threading.Barrier(PEOPLE)
    role = installation.connection(Role.WEB, committing_database)

    def answer(number: int) -> int:
        """Answer; where someone else was faster, be told what they said, and answer again knowing it. How often that was."""
        mine = connections.create_connection("default")
        mine.settings_dict = {
            **mine.settings_dict, "NAME": committing_database, "USER": role["user"], "PASSWORD": role["password"]
        }  # fmt: skip
        connections["default"] = mine
        seen, told = NOTHING, 0
        try:
            together.wait(30)
            for _ in range(MOST_TRIES):
                with transaction.atomic():
                    came = operations.let_in(token=f"token {number}", key=f"key {number}", at=AT)
                    assert came is not None
                    assert came.return_id == return_id
                    saved = operations.save_answers(
                        return_id=return_id,
                        changes={"worked_well": said(f"Answer {number}", seen)},
                        by=came.answerer,
                        at=AT,
                    )
                if saved.stored:
                    return told
                told, seen = told + 1, saved.meanwhile["worked_well"].given
            raise AssertionError("never got through")
        finally:
            mine.close()

    with django_db_blocker.unblock(), ThreadPoolExecutor(PEOPLE) as pool:
        told = list(pool.map(answer, range(PEOPLE)))
    with psycopg.connect(**installation.connection(Role.OWNER, committing_database)) as owner:
        kept = owner.execute("select value from returns_answerevent where question = 'worked_well'").fetchall()
        last = owner.execute("select value, by_name from returns_answer where question = 'worked_well'").fetchall()
        state = owner.execute("select state from returns_return where record_id = %s", [return_id]).fetchone()
    assert sorted(value for (value,) in kept) == sorted(f"Answer {number}" for number in range(PEOPLE))
    assert sum(told) > 0, "nobody was told of anyone: they did not meet"
    assert len(last) == 1
    assert state == ("in_progress",)
    assert Given(AnswerState.VALUE, last[0][0]) != NOTHING
