"""The runtime roles have exactly the rights that the one table gives them."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from goldenthread.config.rights import RIGHTS, UNUSED
from goldenthread.database.installation import Installation, Role
from goldenthread.database.roles import UnsafeRole, check_role

LIBRARY = {"pghistory_context"}


def test_every_table_is_classified(owner_connection: psycopg.Connection) -> None:
    tables = {row[0] for row in owner_connection.execute("select tablename from pg_tables where schemaname = 'public'")}
    assert tables - set(RIGHTS) - UNUSED - LIBRARY == set()


def test_every_classified_table_exists(owner_connection: psycopg.Connection) -> None:
    tables = {row[0] for row in owner_connection.execute("select tablename from pg_tables where schemaname = 'public'")}
    assert set(RIGHTS) - tables == set()


def test_the_website_reads_no_table_at_all(owner_connection: psycopg.Connection, installation: Installation) -> None:
    granted = owner_connection.execute(
        "select count(*) from information_schema.role_table_grants where grantee = %s",
        [installation.role_name(Role.WEBSITE)],
    ).fetchone()
    assert granted == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "update history_event set sentence = ''",
        "delete from history_event",
        "truncate history_event",
        "delete from records_record",
        "drop table records_record",
        "alter table records_record disable row level security",
    ],
)
def test_the_web_role_cannot_rewrite_history_or_lift_the_policies(world, statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match=r"permission denied|must be owner"):
        cursor.execute(statement)


def test_the_owner_cannot_rewrite_history_either(owner_connection: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
        owner_connection.execute("update history_event set sentence = 'nothing happened'")


def test_the_runtime_roles_are_safe_and_the_others_are_refused(
    installation: Installation, database_name: str, world
) -> None:
    for role in (Role.WEB, Role.WORKER, Role.WEBSITE):
        with psycopg.connect(**installation.connection(role, database_name)) as runtime:
            check_role(runtime)
    with (
        psycopg.connect(**installation.connection(Role.OWNER, database_name)) as owner,
        pytest.raises(UnsafeRole, match="owns tables"),
    ):
        check_role(owner)
    with (
        psycopg.connect(**installation.administration(database_name)) as superuser,
        pytest.raises(UnsafeRole, match="superuser"),
    ):
        check_role(superuser)
