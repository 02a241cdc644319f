"""Whether this process, and what it stands on, can serve."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, JsonResponse


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when this process can serve; says nothing else."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and its schema is the program's, else 503 with the reason."""
    try:
        connection.ensure_connection()
        loader = MigrationLoader(connection)
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "reason": "The database does not answer."}, status=503)
    waiting = set(loader.disk_migrations) - set(loader.applied_migrations)
    if waiting:
        return JsonResponse(
            {"status": "unavailable", "reason": "The database's schema is older than the program: run setup."},
            status=503,
        )
    return JsonResponse({"status": "ready"})
