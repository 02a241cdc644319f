"""A record set on a pathway, roles to act in, and people signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from goldenthread.accounts.models import Person
from goldenthread.core.dates import PartialDate
from goldenthread.core.working_days import bank_holidays
from goldenthread.database.installation import Installation, Role
from goldenthread.database.viewer import set_viewer
from goldenthread.partnership.models import Partnership
from goldenthread.pathways import operations, queries
from goldenthread.pathways.models import Course
from goldenthread.records.models import Record
from goldenthread.testing.world import AT

RAPID = "rapid_review"
NOTIFIED = PartialDate.parse("2026-02-23")  # a Monday, a week before the world's day


def source(world) -> Record:  # type: ignore[no-untyped-def]
    """The record that follows a pathway here: the rapid review of the world."""
    return Record.objects.get(pk=world.records["source"])


def begin(world, viewer, pathway: str = RAPID, **events: str) -> Course:  # type: ignore[no-untyped-def]
    """Set it on a pathway, with events on days."""
    days = events or {"notified": str(NOTIFIED)}
    return operations.start(
        record=source(world),
        pathway=pathway,
        by=viewer,
        at=AT,
        events={key: (PartialDate.parse(day), None) for key, day in days.items()},
    )


def stands(world, viewer, key: str, pathway: str = RAPID, at: Any = None) -> Any:  # type: ignore[no-untyped-def]
    """Where a stage stands."""
    return queries.get_way(viewer, source(world), pathway, at).way.stage(key)


@pytest.fixture(autouse=True, scope="session")
def _years_are_known() -> None:
    """Years by rule are worked out once, before the properties, which measure time."""
    for year in range(2010, 2045):
        bank_holidays(year)


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


@pytest.fixture
def north(world) -> int:  # type: ignore[no-untyped-def]
    """The northern partnership."""
    return Partnership.objects.get(key="north").pk


@pytest.fixture
def signs_in(world) -> Callable[[str], Client]:  # type: ignore[no-untyped-def]
    """One of the world's people, signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(Person.objects.get(pk=world.people[name]))
        session = client.session
        session["second_factor_ready"], session["last_seen"] = True, 4_000_000_000.0
        session.save()
        return client

    return sign_in
