"""A test that tampers with history does so as the superuser, inside the worker's transaction; all of it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from goldenthread.database.installation import Installation, Role


@pytest.fixture
def tamper(worker: None, installation: Installation) -> Callable[..., None]:
    """Run statements as a superuser whom no trigger stops."""

    def change(*statements: str) -> None:
        with as_superuser(installation):
            run("set constraints all immediate")
            run("alter table history_event disable trigger user")
            run("alter table history_seal disable trigger user")
            for statement in statements:
                run(statement)
            run("set constraints all immediate")
            run("alter table history_event enable trigger user")
            run("alter table history_seal enable trigger user")

    return change


@contextmanager
def as_superuser(installation: Installation) -> Iterator[None]:
    run("reset session authorization")
    yield
    run(f"set session authorization {installation.role_name(Role.WORKER)}")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
