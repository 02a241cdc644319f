"""Who is looking, told to PostgreSQL for one transaction: policies compare with what `goldenthread_view` leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connections, transaction

from goldenthread.core.clock import day_of


def set_viewer(person_id: int | None, at: datetime, *, using: str = "default") -> None:
    """Set the viewer for the transaction that is open now; they are forgotten when it ends. One query.

    The policies never read the server's clock: the day is England's on the instant given.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("select goldenthread_view(%s, %s, %s)", [person_id, day_of(at), at])


@contextmanager
def viewing(person_id: int | None, at: datetime, *, using: str = "default") -> Iterator[None]:
    """A transaction in which `person_id` is the viewer: for jobs, commands and streamed exports."""
    with transaction.atomic(using=using):
        set_viewer(person_id, at, using=using)
        yield


@contextmanager
def working_in(partnership_id: int, at: datetime) -> Iterator[None]:
    """A transaction of a named job in one partnership; only a worker's database role gets its circles."""
    with transaction.atomic():
        _setting("job_partnership", partnership_id)
        set_viewer(None, at)
        yield


@contextmanager
def reporting_on(partnership_id: int) -> Iterator[None]:
    """Let the reporting actor read what a report of this partnership is made of, inside the transaction that is open or a new one."""
    with transaction.atomic():
        _setting("reporting", partnership_id)
        yield
        _setting("reporting", "")


def _setting(name: str, value: int | str) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("select set_config(%s, %s, true)", [f"goldenthread.{name}", str(value)])
