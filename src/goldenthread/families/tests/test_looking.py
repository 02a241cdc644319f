"""The worker's part: a restriction is told on its day to be looked at again, and once for each such day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from goldenthread.database.installation import Installation, Role
from goldenthread.database.viewer import set_viewer, working_in
from goldenthread.families import operations
from goldenthread.families.jobs import look_at_restrictions
from goldenthread.families.terms import RestrictionKind
from goldenthread.families.tests.conftest import add, named, restricted
from goldenthread.history.models import Event
from goldenthread.messages.models import Notice
from goldenthread.partnership.models import Partnership
from goldenthread.records.models import Record
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


def test_a_restriction_is_told_on_its_day_once_and_again_on_the_next(acting, world) -> None:
    north = Partnership.objects.get(key="north").pk
    set_viewer(world.people["manager"], AT)
    manager = world.viewer("manager")
    row = add(world, manager)
    named(row, world, manager, "member")
    held = restricted(row, manager, RestrictionKind.POLICE, review_on=TODAY + timedelta(days=3))
    told: list[int] = []
    for days in range(12):
        if days == 5:
            acting(Role.WEB)
            at = AT + timedelta(days=days)
            set_viewer(world.people["manager"], at)
            operations.review_restriction(
                member_id=row.pk, restriction_id=held.pk, on=at.date(), review_on=at.date() + timedelta(days=2),
                words="The officer asks for two more days", by=world.viewer("manager", at), at=at,
            )  # fmt: skip
        acting(Role.WORKER)
        at = AT + timedelta(days=days)
        if look_at_restrictions(at):
            told.append(days)
        assert look_at_restrictions(at) == 0
    assert told == [3, 7]
    with working_in(north, AT):
        assert Event.objects.filter(verb="family.due").count() == 2
    acting(Role.WEB)
    for person, count in (("manager", 2), ("chair", 2), ("member", 2), ("both", 0), ("excluded", 0)):
        set_viewer(world.people[person], AT)
        assert Notice.objects.filter(kind="family.due").count() == count, person


def test_what_has_ended_or_is_of_a_closed_record_is_not_told(acting, world) -> None:
    set_viewer(world.people["manager"], AT)
    manager = world.viewer("manager")
    row, other = add(world, manager), add(world, manager, "Aunt")
    held = restricted(row, manager, review_on=TODAY + timedelta(days=1))
    operations.review_restriction(
        member_id=row.pk,
        restriction_id=held.pk,
        on=TODAY,
        review_on=None,
        words="The court lifted it",
        by=manager,
        at=AT,
    )
    acting(Role.WORKER)
    assert look_at_restrictions(AT + timedelta(days=9)) == 0
    acting(Role.WEB)
    set_viewer(world.people["manager"], AT)
    restricted(other, manager, review_on=TODAY + timedelta(days=1))
    Record.objects.filter(pk=world.records["review"]).update(closed_on=TODAY)
    acting(Role.WORKER)
    assert look_at_restrictions(AT + timedelta(days=9)) == 0


def test_the_web_process_is_told_of_nobody(world, as_viewer) -> None:
    manager = as_viewer("manager")
    restricted(add(world, manager), manager, review_on=TODAY + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from goldenthread_families_due(%s)", [TODAY + timedelta(days=9)])
        assert cursor.fetchone() == (0,)
