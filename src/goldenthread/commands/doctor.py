"""Check the installation: role rights, migrations, history's seals, mail, disk, clock, bank holidays, notices waiting. Exit status 1 where something is wrong."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import psycopg

from goldenthread.commands.environment import open_installation, start_django
from goldenthread.config.rights import RIGHTS
from goldenthread.database import roles
from goldenthread.database.installation import Installation, Role

LEAST_FREE = 1_000_000_000  # bytes
CLOCK_DRIFT = timedelta(seconds=30)
LATE_MAIL = timedelta(hours=2)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `doctor`."""
    parser.add_argument("--data", metavar="DIR", help="the data folder (default: GOLDENTHREAD_DATA)")


def run(options: argparse.Namespace) -> int:
    """Run every check; print what is well and what is not."""
    installation = open_installation(options.data)
    start_django(installation, Role.OWNER)
    wrong = 0
    for name, check in CHECKS:
        problems = check(installation)
        wrong += bool(problems)
        print(f"{'well ' if not problems else 'WRONG'}  {name}")
        for problem in problems:
            print(f"       {problem}")
    return 1 if wrong else 0


def _roles(installation: Installation) -> list[str]:
    found = []
    for role in (Role.WEB, Role.WORKER, Role.WEBSITE):
        try:
            with psycopg.connect(**installation.connection(role)) as runtime:  # type: ignore[arg-type]
                roles.check_role(runtime)
        except (roles.UnsafeRole, psycopg.Error) as error:
            found.append(f"{role}: {error}")
    return found


def _migrations(installation: Installation) -> list[str]:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    waiting = sorted(".".join(key) for key in set(loader.disk_migrations) - set(loader.applied_migrations))
    return [f"Not applied: {', '.join(waiting)}. Run setup."] if waiting else []


def _policies(installation: Installation) -> list[str]:
    """Every policy and every protected table that the migrations make, and no table of a record without."""
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.operations import RunSQL

    made = " ".join(
        str(operation.sql)
        for migration in MigrationLoader(None).disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, RunSQL)
    )
    with psycopg.connect(**installation.connection(Role.OWNER)) as owner:  # type: ignore[arg-type]
        held = set(
            owner.execute("select policyname, tablename from pg_policies where schemaname = 'public'").fetchall()
        )
        tables = owner.execute(
            """select c.relname, c.relrowsecurity, exists (select 1 from pg_attribute a
                      where a.attrelid = c.oid and a.attname = 'record_id' and not a.attisdropped)
                 from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by c.relname"""
        ).fetchall()
    wanted = set(re.findall(r"alter table (\w+) enable row level security", made))
    return [
        f"The table {table} has no row-level security."
        for table, enabled, of_record in tables
        if not enabled and (of_record or table in wanted)
    ] + [
        f"The table {table} has lost its policy “{policy}”."
        for policy, table in sorted(set(re.findall(r"create policy (\w+) on (\w+)", made)) - held)
    ]


def _rights(installation: Installation) -> list[str]:
    """What the runtime roles may do beyond the table of rights, or may not do of it."""
    names = {installation.role_name(role): role for role in roles.RUNTIME}
    with psycopg.connect(**installation.connection(Role.OWNER)) as owner:  # type: ignore[arg-type]
        rows = owner.execute(
            """select r.rolname, c.relname, array_agg(lower(p.name)) from pg_roles r, pg_class c,
                      unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) p (name)
                where r.rolname = any (%s) and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
                  and has_table_privilege(r.oid, c.oid, p.name) group by 1, 2""",
            [list(names)],
        ).fetchall()
    held = {(names[role], table): set(rights) for role, table, rights in rows}
    found = []
    for role, table in sorted(held.keys() | {(role, table) for table, given in RIGHTS.items() for role in given}):
        # A right to some columns, as the worker's to an event's seal, is not one to the table.
        given = {each.strip() for each in RIGHTS.get(table, {}).get(role, "").split(",") if each and "(" not in each}
        if given != held.get((role, table), set()):
            found.append(f"The role {role} has other rights to {table} than it should. Run setup.")
    return found


def _history(installation: Installation) -> list[str]:
    from goldenthread.history.jobs import head_agrees
    from goldenthread.history.operations import verify

    return verify() + (
        []
        if head_agrees()
        else [
            "The chain of seals does not hold the head that is kept outside the database: history was cut or replaced."
        ]
    )


def _mail(installation: Installation) -> list[str]:
    from goldenthread.core import clock
    from goldenthread.messages.models import UNSENT, Message

    late = Message.objects.filter(state__in=UNSENT, made_at__lt=clock.now() - LATE_MAIL).count()
    return (
        [
            f"{late} messages have waited for more than two hours to be mailed: does the worker run, and does the mail server answer?"
        ]
        if late
        else []
    )


def _mailbox(installation: Installation) -> list[str]:
    """Returned mail and calendars' answers are read from a mailbox, where one is configured. What a server says is not told: it may hold the password."""
    import imaplib

    from django.conf import settings

    from goldenthread.messages.mailboxes import Folder, NotAMailbox, mailbox

    if not settings.MAIL_IN_URL:
        return []
    try:
        with mailbox(settings.MAIL_IN_URL) as box:
            if isinstance(box, Folder) and not box.path.is_dir():
                return [f"The folder for incoming mail, {box.path}, is not there."]
            next(iter(box.waiting()), None)
    except NotAMailbox as problem:
        return [str(problem)]
    except imaplib.IMAP4.error:
        return [
            "The server of the mailbox for incoming mail answers, and refuses the name, the password or the folder."
        ]
    except OSError as problem:
        return [f"The mailbox for incoming mail cannot be reached ({type(problem).__name__})."]
    return []


def _scanner(installation: Installation) -> list[str]:
    """A scanner that is configured and does not answer keeps every new file from being opened."""
    from django.conf import settings

    from goldenthread.documents.scanning import NoAnswer, ask

    if not settings.CLAMD:
        return []
    try:
        ask(settings.CLAMD, b"doctor")
    except NoAnswer as silent:
        return [f"{silent} Files that are added stay in quarantine until it does."]
    return []


def _disk(installation: Installation) -> list[str]:
    free = shutil.disk_usage(installation.data).free
    return [f"Only {free / 1e9:.1f} GB are free in {installation.data}."] if free < LEAST_FREE else []


def _clock(installation: Installation) -> list[str]:
    with psycopg.connect(**installation.connection(Role.OWNER)) as owner:  # type: ignore[arg-type]
        row = owner.execute("select clock_timestamp()").fetchone()
    drift = abs(datetime.now(UTC) - row[0]) if row else timedelta(0)
    return (
        [f"This machine's clock and the database's differ by {drift.total_seconds():.0f} seconds."]
        if drift > CLOCK_DRIFT
        else []
    )


def _bank_holidays(installation: Installation) -> list[str]:
    from goldenthread.core.working_days import bank_holidays

    year = datetime.now(UTC).year
    return [f"No bank holidays are known for {each}." for each in range(year, year + 4) if len(bank_holidays(each)) < 8]


def _keys(installation: Installation) -> list[str]:
    from django.conf import settings

    found = [
        f"{path} is open to other users of this machine."
        for path in (installation.secrets, *sorted(installation.secrets.iterdir()))
        if path.stat().st_mode & 0o077
    ]
    return found + ([] if settings.FIELD_KEYS else ["There is no key for identifying fields."])


CHECKS: tuple[tuple[str, Callable[[Installation], list[str]]], ...] = (
    ("database roles", _roles),
    ("migrations", _migrations),
    ("row-level security", _policies),
    ("rights to tables", _rights),
    ("history and its seals", _history),
    ("keys", _keys),
    ("mail", _mail),
    ("incoming mail", _mailbox),
    ("virus scanner", _scanner),
    ("disk", _disk),
    ("clock", _clock),
    ("bank holidays", _bank_holidays),
)
