"""From the command line to a working Django: the installation, its database server, and the role this process runs as."""

from __future__ import annotations

import atexit
import gc
import os
from datetime import date
from pathlib import Path

from cryptography.fernet import Fernet

from goldenthread.database import process, roles
from goldenthread.database.embedded import Cluster
from goldenthread.database.installation import Installation, Role, here


def open_installation(data: str | None = None) -> Installation:
    """The installation that the options and the environment name, with its embedded server (if it has one) held until this process ends."""
    if data is not None:
        os.environ["GOLDENTHREAD_DATA"] = str(Path(data).absolute())
    installation = here()
    installation.data.mkdir(parents=True, exist_ok=True)
    if installation.url is None:
        cluster = installation.cluster
        cluster.acquire()
        _held.append((cluster, os.getpid()))
    return installation


def make_secrets(installation: Installation) -> None:
    """The keys that `setup` makes once and nobody ever sees."""
    installation.keep_secret("secret.key")
    installation.keep_secret("index.key")
    installation.keep_secret("seal.key")
    if not (installation.secrets / "field.keys").exists():
        installation.keep_secret("field.keys", Fernet.generate_key().decode())


def start_django(installation: Installation, role: Role, database: str | None = None) -> None:
    """Set Django up, connected as one of the four roles. Errors: InstallationIncomplete before `setup` was run."""
    process.use(installation.connection(role, database))
    os.environ["GOLDENTHREAD_DATA"] = str(installation.data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    import django

    django.setup()
    # What is loaded by now stays for good: looking through it for rubbish again and again takes a tenth of a page's time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    if day := os.environ.get("GOLDENTHREAD_DEMONSTRATION_DAY"):
        from goldenthread.core import clock

        clock.stand_at(date.fromisoformat(day), at=clock.now())


def check_runtime_role() -> None:
    """Refuse to go on as a role that row-level security would not hold. Errors: UnsafeRole."""
    from django.db import connection

    connection.ensure_connection()
    roles.check_role(connection.connection)


_held: list[tuple[Cluster, int]] = []


@atexit.register
def leave() -> None:
    """Let go of the embedded servers that this process took. A forked worker of the web server inherits the list and leaves it alone."""
    while _held:
        cluster, taker = _held.pop()
        if os.getpid() == taker:
            cluster.release()
