"""The tests' database: a copy of the prepared one for each process, reached as the runtime role, never as a superuser."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql

from goldenthread.database.embedded import Cluster
from goldenthread.database.installation import Installation, Role, here

# How long an example takes depends on what else the machine does: speed is measured by `benchmark`, and by no test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Say plainly how the tests are run, when they are not run so."""
    if not os.environ.get("GOLDENTHREAD_DATA") or not (here().data / "world.json").exists():
        raise pytest.UsageError("Run the tests with ./goldenthread test (arguments are pytest's).")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses the database uses both its connections."""
    for item in items:
        if {"db", "client", "world", "as_viewer"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(databases=["default", "witness"]))


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    """The tests' installation, its server held for this process."""
    found = here()
    if found.url:  # another's server, which is held by whoever started it
        yield found
        return
    cluster: Cluster = found.cluster
    cluster.acquire()
    yield found
    cluster.release()


@contextmanager
def database_copy(installation: Installation, name: str) -> Iterator[str]:
    """A database copied from the prepared one under this name, dropped at the end."""

    def drop(administrator: psycopg.Connection) -> None:
        administrator.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    with psycopg.connect(**installation.administration("postgres"), autocommit=True) as administrator:
        drop(administrator)
        administrator.execute(
            sql.SQL("create database {} template {} owner {}").format(
                sql.Identifier(name),
                sql.Identifier(installation.server().name),
                sql.Identifier(installation.role_name(Role.OWNER)),
            )
        )
    yield name
    with psycopg.connect(**installation.administration("postgres"), autocommit=True) as administrator:
        drop(administrator)


@pytest.fixture(scope="session")
def database_name(installation: Installation, worker_id: str) -> Iterator[str]:
    """A database of this process's own. Its tests leave nothing behind: each rolls back what it wrote."""
    with database_copy(installation, f"goldenthread_test_{worker_id}") as name:
        yield name


@pytest.fixture
def committing_database(installation: Installation, worker_id: str) -> Iterator[str]:
    """A database of the test's own, for tests whose transactions really commit."""
    with database_copy(installation, f"goldenthread_committing_{worker_id}") as name:
        yield name


@pytest.fixture(scope="session")
def django_db_setup(database_name: str, installation: Installation, django_db_blocker) -> None:  # type: ignore[no-untyped-def]
    """Point both connections at this process's database, as the web role."""
    from django.db import connections

    parameters = installation.connection(Role.WEB, database_name)
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict.update(
            NAME=database_name,
            USER=parameters["user"],
            PASSWORD=parameters["password"],
            HOST=parameters["host"],
            PORT=parameters["port"],
        )


@pytest.fixture
def world(db: None):  # type: ignore[no-untyped-def]
    """The small fictional world: its people, groups and records by name."""
    from goldenthread.testing.world import load

    return load(here().data)


@pytest.fixture
def as_viewer(world) -> Callable[..., object]:  # type: ignore[no-untyped-def]
    """Become one of the world's people: told to the database for this test's transaction, and given back as a Viewer."""
    from goldenthread.database.viewer import set_viewer
    from goldenthread.testing.world import AT

    def become(name: str, at: datetime = AT):  # type: ignore[no-untyped-def]
        set_viewer(world.people[name], at)
        return world.viewer(name, at)

    return become


@pytest.fixture
def owner_connection(installation: Installation, database_name: str) -> Iterator[psycopg.Connection]:
    """The owner's eyes, for what a test must see behind the policies."""
    with psycopg.connect(**installation.connection(Role.OWNER, database_name), autocommit=True) as connection:
        yield connection


@pytest.fixture
def worker(world, installation: Installation, database_name: str, tmp_path: Path, settings) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """The worker's rights, inside one transaction, over this process's database, and a folder of the test's own for the chain's head."""
    settings.INSTALLATION = dataclasses.replace(installation, data=tmp_path)
    (tmp_path / "secrets").mkdir()
    from django.db import connections, transaction

    before, fresh = connections["default"], connections.create_connection("default")
    parameters = installation.administration(database_name)
    fresh.settings_dict = {**before.settings_dict, "USER": parameters["user"], "PASSWORD": parameters["password"]}
    connections["default"] = fresh
    try:
        with transaction.atomic():
            with fresh.cursor() as cursor:
                cursor.execute(f"set session authorization {installation.role_name(Role.WORKER)}")
            yield
            transaction.set_rollback(True)
    finally:
        fresh.close()
        connections["default"] = before


@pytest.fixture(scope="session")
def keeps(django_db_setup: None, django_db_blocker) -> Callable[..., object]:  # type: ignore[no-untyped-def]
    """What several tests begin from, made once: a module's or class's fixture says `with keeps(make) as made: yield made`.

    `make(world, become)` writes as the people of the world do. What it wrote stays until the fixture ends; each test
    rolls back to it. Rows are read again by each test: what is handed over are ids.
    """
    from goldenthread.core import clock
    from goldenthread.database.viewer import set_viewer
    from goldenthread.testing.world import AT, load

    @contextmanager
    def keep(make: Callable[..., object]) -> Iterator[object]:
        from django.db import connections, transaction

        world = load(here().data)

        def become(name: str, at: datetime = AT):  # type: ignore[no-untyped-def]
            set_viewer(world.people[name], at)
            return world.viewer(name, at)

        opened = [transaction.atomic(using=alias) for alias in connections]
        with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
            patch.setattr(clock, "now", lambda: AT)
            for each in opened:
                each.__enter__()
            made = make(world, become)
            set_viewer(None, AT)
        yield made
        with django_db_blocker.unblock():
            for each in reversed(opened):
                transaction.set_rollback(True, using=each.using)
                each.__exit__(None, None, None)

    return keep


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Views and jobs read the world's day."""
    from goldenthread.core import clock
    from goldenthread.testing.world import AT

    monkeypatch.setattr(clock, "now", lambda: AT)
