"""A database with one simulated partnership, made afresh beside the one that is measured."""

from __future__ import annotations

import os
import sys

import psycopg
from psycopg import sql

from goldenthread.commands.environment import open_installation, start_django
from goldenthread.commands.migrate import migrate
from goldenthread.database.installation import Role


def make(data: str, name: str) -> None:
    """Drop, create, migrate, simulate."""
    os.environ["GOLDENTHREAD_DATA"] = data
    installation = open_installation(data)
    with psycopg.connect(**installation.administration("postgres"), autocommit=True) as administrator:  # type: ignore[arg-type]
        administrator.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        administrator.execute(
            sql.SQL("create database {} owner {} template template0 encoding 'UTF8'").format(
                sql.Identifier(name), sql.Identifier(installation.role_name(Role.OWNER))
            )
        )
    with psycopg.connect(**installation.administration(name), autocommit=True) as administrator:  # type: ignore[arg-type]
        administrator.execute(
            sql.SQL("alter schema public owner to {}").format(sql.Identifier(installation.role_name(Role.OWNER)))
        )
    start_django(installation, Role.OWNER, name)
    migrate(installation, name)
    from django.db import connection

    from goldenthread.commands.simulation.writing import simulate

    with connection.cursor() as cursor:
        simulate(cursor.connection, partnerships=1, years=10, seed=1, told=lambda text: None)


if __name__ == "__main__":
    make(sys.argv[1], sys.argv[2])
