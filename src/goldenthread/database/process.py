"""The database connection of this process, chosen once before Django starts."""

from __future__ import annotations

from goldenthread.database.installation import InstallationIncomplete, Role, here

_chosen: dict[str, str | int] | None = None


def use(parameters: dict[str, str | int]) -> None:
    """Let this process connect with these parameters. Called by a command before Django reads its settings."""
    global _chosen
    _chosen = parameters


def parameters() -> dict[str, str | int]:
    """The parameters chosen, else the installation's web role; none where there is no installation yet (type checks, docs)."""
    if _chosen is not None:
        return _chosen
    try:
        return here().connection(Role.WEB)
    except (InstallationIncomplete, OSError, Exception):
        return {"host": "/nonexistent", "port": 5432, "dbname": "goldenthread", "user": "none"}
