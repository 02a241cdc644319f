"""Practice reviews, the worker’s part, in the world as it comes: what goes out and comes back in requests moves the review’s way on, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from goldenthread.database.installation import Installation, Role
from goldenthread.database.viewer import set_viewer
from goldenthread.practice_reviews import operations
from goldenthread.practice_reviews.jobs import look_at_answers
from goldenthread.practice_reviews.tests.conftest import child, due, incident, notified
from goldenthread.returns import operations as returns
from goldenthread.returns.models import Return
from goldenthread.returns.terms import ReturnState
from goldenthread.testing.world import AT, TODAY


@pytest.fixture
def acting(worker: None, installation: Installation) -> Callable[[Role], None]:
    """Change the database role inside the test's one transaction, and be nobody there; it begins as the web process."""

    def act(role: Role) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"set session authorization {installation.role_name(role)}")
            cursor.execute("select set_config('goldenthread.job_partnership', '', true)")
        set_viewer(None, AT)

    act(Role.WEB)
    return act


def test_letters_that_went_out_and_summaries_that_came_in_are_told_to_the_way_once(acting, world) -> None:
    def become(name: str):  # type: ignore[no-untyped-def]
        acting(Role.WEB)
        set_viewer(world.people[name], AT)
        return world.viewer(name)

    manager = become("manager")
    row = incident(world, manager)
    child(row, manager)
    notified(row, manager)
    request = operations.ask_agencies(review_id=row.pk, organisations=[world.organisations["school"]], due_on=TODAY + timedelta(days=9), message="x", sign_off=False, by=manager, at=AT)  # fmt: skip
    acting(Role.WORKER)
    assert look_at_answers(AT) == 0
    manager = become("manager")
    returns.set_recipients(request_id=request.pk, seen=None, recipients=[returns.Recipient(world.organisations["school"], "Owner", "owner@north.example")], by=manager, at=AT)  # fmt: skip
    returns.send(request_id=request.pk, seen=None, by=manager, at=AT)
    acting(Role.WORKER)
    assert look_at_answers(AT) == 1
    assert look_at_answers(AT) == 0
    become("manager")
    assert due(row, "set_up", "rapid_review").state == "done"
    assert due(row, "summaries", "rapid_review").state == "due"
    held = Return.objects.get(request=request)
    owner = become("owner")
    returns.move(
        return_id=held.pk, seen=None, to=ReturnState.NIL, reason="We do not know this family.", by=owner, at=AT
    )
    acting(Role.WORKER)
    assert look_at_answers(AT) == 1
    become("manager")
    assert due(row, "summaries", "rapid_review").state == "done"


def test_the_web_process_is_told_of_none(acting, world) -> None:
    acting(Role.WEB)
    assert look_at_answers(AT) == 0
