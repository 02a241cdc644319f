"""Child deaths, the worker’s part, in the world as it comes: a death that came without an account begins its way; forms move it on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from goldenthread.child_deaths import operations
from goldenthread.child_deaths.jobs import look_at_deaths
from goldenthread.child_deaths.models import Death
from goldenthread.child_deaths.terms import Channel
from goldenthread.child_deaths.tests.conftest import north, stage, taken_up
from goldenthread.database.installation import Installation, Role
from goldenthread.database.viewer import set_viewer
from goldenthread.pathways.models import Course
from goldenthread.returns import operations as returns
from goldenthread.testing.deaths import notice
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


def test_a_death_without_an_account_begins_its_way_once(acting, world) -> None:  # type: ignore[no-untyped-def]
    reference = operations.notify(
        partnership_id=north(), notice=notice(name="Kit Fictional", channel=Channel.LINK), by=None, at=AT
    )
    assert not Death.objects.exists() or not Course.objects.exists()
    acting(Role.WORKER)
    assert look_at_deaths(AT) == 1
    assert look_at_deaths(AT) == 0
    acting(Role.WEB)
    set_viewer(world.people["manager"], AT)
    row = Death.objects.get(record__reference=reference)
    assert stage(row, "notified").state == "done"
    assert stage(row, "database_notified").state == "due"


def test_forms_that_went_out_are_told_to_the_way(acting, world) -> None:  # type: ignore[no-untyped-def]
    set_viewer(world.people["manager"], AT)
    manager = world.viewer("manager")
    row = taken_up(manager, name="Kit Fictional")
    request = operations.ask_agencies(
        death_id=row.pk, questionnaire="child_death_reporting", organisations=[world.organisations["school"]],
        due_on=TODAY + timedelta(days=21), title="Child death review", message="x", by=manager, at=AT,
    )  # fmt: skip
    recipient = returns.Recipient(world.organisations["school"], "Owner", "owner@north.example")
    returns.set_recipients(request_id=request.pk, seen=None, recipients=[recipient], by=manager, at=AT)
    returns.send(request_id=request.pk, seen=None, by=manager, at=AT)
    acting(Role.WORKER)
    assert look_at_deaths(AT) == 1
    assert look_at_deaths(AT) == 0
    acting(Role.WEB)
    set_viewer(world.people["manager"], AT)
    assert stage(row, "asked").state == "done"
    assert stage(row, "forms").state == "due"
