"""Several people begin and record the same thing at the same moment: it is there once. Their transactions really commit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
from django.db import connections, transaction

from goldenthread.core.dates import PartialDate
from goldenthread.database.installation import Installation, Role
from goldenthread.database.viewer import set_viewer
from goldenthread.pathways import operations
from goldenthread.pathways.tests.conftest import RAPID, source
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer
from goldenthread.testing.world import AT, World

PEOPLE = ("manager", "officer", "chair") * 4


def test_it_is_stored_once(
    installation: Installation, committing_database: str, world: World, django_db_blocker
) -> None:  # type: ignore[no-untyped-def]
    role = installation.connection(Role.WEB, committing_database)

    def together(work: Callable[[Viewer], object]) -> int:
        """How many of them got it stored; the others are refused, and nothing else goes wrong."""
        gate = threading.Barrier(len(PEOPLE))

        def one(name: str) -> bool:
            mine = connections.create_connection("default")
            mine.settings_dict = {
                **mine.settings_dict, "NAME": committing_database, "USER": role["user"], "PASSWORD": role["password"]
            }  # fmt: skip
            connections["default"] = mine
            try:
                gate.wait(30)
                with transaction.atomic():
                    set_viewer(world.people[name], AT)
                    work(world.viewer(name))
                return True
            except Refused:
                return False
            finally:
                mine.close()

        with django_db_blocker.unblock(), ThreadPoolExecutor(len(PEOPLE)) as pool:
            return sum(pool.map(one, PEOPLE))

    notified = {"notified": (PartialDate.parse("2026-02-23"), None)}
    assert (
        together(
            lambda viewer: operations.start(record=source(world), pathway=RAPID, events=notified, by=viewer, at=AT)
        )
        == 1
    )
    done = PartialDate.parse("2026-02-24")
    assert (
        together(
            lambda viewer: operations.happened(
                record=source(world), pathway=RAPID, key="set_up", on=done, by=viewer, at=AT
            )
        )
        == 1
    )
    assert (
        together(
            lambda viewer: operations.not_needed(
                record=source(world), pathway=RAPID, stage="progress", reason="Every summary is in", by=viewer, at=AT
            )
        )
        == 1
    )
    with psycopg.connect(**installation.connection(Role.OWNER, committing_database)) as owner:
        assert owner.execute("select count(*) from pathways_course").fetchone() == (1,)
        assert owner.execute("select key, said from pathways_courseevent order by id").fetchall() == [
            ("notified", "happened"),
            ("set_up", "happened"),
            ("progress", "not_needed"),
        ]
        assert owner.execute("select count(*) from pathways_edition").fetchone() == (1,)
        assert owner.execute("select count(*) from pathways_coursestage").fetchone() == (9,)
