"""The four database roles: made by `setup`, given exactly what each process needs, and checked before every start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import psycopg
from psycopg import sql

from goldenthread.database.installation import Installation, Role

RUNTIME = (Role.WEB, Role.WORKER, Role.WEBSITE)


class UnsafeRole(Exception):
    """The process's database role could pass the policies; the message says how."""


def make_roles(installation: Installation) -> None:
    """Make the roles and the database, or bring their passwords and limits up to date. Repeatable."""
    with psycopg.connect(**installation.administration("postgres"), autocommit=True) as administrator:  # type: ignore[arg-type]
        for role in Role:
            _make_role(administrator, installation.role_name(role), installation.keep_secret(f"{role}.password"))
        name, owner = installation.server().name, installation.role_name(Role.OWNER)
        if not administrator.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()[0]:  # type: ignore[index]
            administrator.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(owner)))
        if not administrator.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            administrator.execute(
                sql.SQL("create database {} owner {} template template0 encoding 'UTF8'").format(
                    sql.Identifier(name), sql.Identifier(owner)
                )
            )
        for role in RUNTIME:
            _limit(administrator, installation.role_name(role), name)
        administrator.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(name)))
        for role in RUNTIME:
            administrator.execute(
                sql.SQL("grant connect on database {} to {}").format(
                    sql.Identifier(name), sql.Identifier(installation.role_name(role))
                )
            )
    with psycopg.connect(**installation.administration(), autocommit=True) as administrator:  # type: ignore[arg-type]
        administrator.execute(sql.SQL("alter schema public owner to {}").format(sql.Identifier(owner)))
        administrator.execute("revoke create on schema public from public")


def _make_role(administrator: psycopg.Connection, name: str, password: str) -> None:
    if not administrator.execute("select 1 from pg_roles where rolname = %s", [name]).fetchone():
        administrator.execute(sql.SQL("create role {}").format(sql.Identifier(name)))
    administrator.execute(
        sql.SQL("alter role {} login nosuperuser nocreatedb nocreaterole password {}").format(
            sql.Identifier(name), sql.Literal(password)
        )
    )


def _limit(administrator: psycopg.Connection, name: str, database: str) -> None:
    """A forgotten transaction or a runaway query of a runtime role ends by itself."""
    for setting, value in (
        ("statement_timeout", "60s"),
        ("idle_in_transaction_session_timeout", "120s"),
        ("lock_timeout", "15s"),
    ):
        administrator.execute(
            sql.SQL("alter role {} in database {} set {} = {}").format(
                sql.Identifier(name), sql.Identifier(database), sql.Identifier(setting), sql.Literal(value)
            )
        )


def grant_rights(
    installation: Installation, rights: Mapping[str, Mapping[Role, str]], database: str | None = None
) -> None:
    """Give each runtime role what the table of rights says, and take away everything else.

    `rights` maps a table's name to the rights of each role (such as "select, insert"); a table that is not in it gives
    the runtime roles nothing. Sequences follow the right to insert.
    """
    with psycopg.connect(**installation.connection(Role.OWNER, database), autocommit=False) as owner:  # type: ignore[arg-type]
        tables = [row[0] for row in owner.execute("select tablename from pg_tables where schemaname = 'public'")]
        for role in RUNTIME:
            name = sql.Identifier(installation.role_name(role))
            owner.execute(sql.SQL("grant usage on schema public to {}").format(name))
            owner.execute(sql.SQL("revoke all on all tables in schema public from {}").format(name))
            owner.execute(sql.SQL("revoke all on all sequences in schema public from {}").format(name))
            for table in tables:
                if given := rights.get(table, {}).get(role):
                    owner.execute(
                        sql.SQL("grant {} on table {} to {}").format(sql.SQL(given), sql.Identifier(table), name)
                    )  # type: ignore[arg-type]
                    if "insert" in given:
                        _grant_sequences(owner, table, name)


def _grant_sequences(owner: psycopg.Connection, table: str, role: sql.Identifier) -> None:
    found: Iterable[tuple[str]] = owner.execute(
        """select distinct pg_get_serial_sequence(quote_ident(table_name), column_name) from information_schema.columns
           where table_schema = 'public' and table_name = %s
             and pg_get_serial_sequence(quote_ident(table_name), column_name) is not null""",
        [table],
    ).fetchall()
    for (sequence,) in found:
        schema, name = sequence.replace('"', "").split(".")
        owner.execute(sql.SQL("grant usage, select on sequence {} to {}").format(sql.Identifier(schema, name), role))


def check_role(connection: psycopg.Connection) -> None:
    """Refuse a runtime role that policies would not hold. Errors: UnsafeRole."""
    row = connection.execute(
        """select current_user, rolsuper, rolbypassrls, rolcreaterole,
                  exists (select 1 from pg_class where relowner = pg_roles.oid and relkind in ('r', 'p')),
                  exists (select 1 from pg_class c where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                          and c.relowner <> pg_roles.oid and pg_has_role(pg_roles.oid, c.relowner, 'member'))
           from pg_roles where rolname = current_user"""
    ).fetchone()
    assert row is not None
    name, superuser, bypass, creates, owner, member = row
    faults = [
        text
        for is_so, text in (
            (superuser, "is a superuser"),
            (bypass, "may bypass row-level security"),
            (creates, "may make roles"),
            (owner, "owns tables"),
            (member, "is a member of the role that owns the tables"),
        )
        if is_so
    ]
    if faults:
        raise UnsafeRole(
            f"The database role {name} {' and '.join(faults)}: row-level security would not hold. Run as the role that `goldenthread setup` made."
        )
