"""The worker's own database role for tests of imports and of the command line's reports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from goldenthread.database.installation import Installation, Role


@contextmanager
def connected_as(installation: Installation, name: str, role: Role) -> Iterator[None]:
    """Django's connection as another role; put back afterwards."""
    from django.db import connections

    connection = connections["default"]
    before = {key: connection.settings_dict[key] for key in ("NAME", "USER", "PASSWORD")}
    parameters = installation.connection(role, name)
    connection.close()
    connection.settings_dict.update(NAME=name, USER=parameters["user"], PASSWORD=parameters["password"])
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@pytest.fixture
def committing_worker(
    django_db_setup: None, django_db_blocker, installation: Installation, committing_database: str
) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """The worker's role, whose transactions really commit, in a database of the test's own."""
    with django_db_blocker.unblock(), connected_as(installation, committing_database, Role.WORKER):
        yield


@pytest.fixture
def worker(django_db_setup: None, django_db_blocker, installation: Installation, database_name: str) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """The worker's role in a transaction that is rolled back."""
    from django.db import transaction

    with (
        django_db_blocker.unblock(),
        connected_as(installation, database_name, Role.WORKER),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)
