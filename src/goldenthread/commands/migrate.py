"""Bring a database to the program's schema and its roles to their rights."""

from __future__ import annotations

from goldenthread.config.rights import RIGHTS
from goldenthread.database import roles
from goldenthread.database.installation import Installation

MIGRATION_LOCK = 7_042_019  # any number, the same in every process: two set-ups take turns


def migrate(installation: Installation, database: str | None = None) -> None:
    """Apply every migration as the owner, under a lock, and then give each role its rights. Django must run as the owner."""
    from django.core.management import call_command
    from django.db import connection

    from goldenthread.database.migrating import few_pictures

    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            with few_pictures():
                call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [MIGRATION_LOCK])
    roles.grant_rights(installation, RIGHTS, database)
