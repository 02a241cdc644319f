"""Where an installation keeps what it owns, and how each of its processes reaches the database.

A process has one of four database roles. Their passwords lie in files that only the installation's user can read, outside
the database and outside the backup; a machine that only serves needs neither the owner's nor the superuser's.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from goldenthread.database.embedded import SUPERUSER, Cluster

DATABASE = "goldenthread"


class Role(StrEnum):
    """The four database roles of an installation."""

    OWNER = "owner"
    WEB = "web"
    WORKER = "worker"
    WEBSITE = "website"


class InstallationIncomplete(Exception):
    """Something `setup` makes is missing; the message names it and what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where PostgreSQL is: a host (or socket folder), port and database, and who may administer it."""

    host: str
    port: int
    name: str
    administrator: str
    password: str | None
    options: dict[str, str]

    def parameters(self, user: str, password: str | None, database: str | None = None) -> dict[str, str | int]:
        """Connection parameters for psycopg."""
        given: dict[str, str | int] = {
            "host": self.host,
            "port": self.port,
            "dbname": database or self.name,
            "user": user,
            **self.options,
        }
        return given | ({"password": password} if password else {})


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation: its data folder, and the database URL when the server is not the embedded one."""

    data: Path
    url: str | None = None

    @property
    def secrets(self) -> Path:
        """Passwords and keys: never in the database, never in a backup."""
        return self.data / "secrets"

    @property
    def files(self) -> Path:
        """Uploaded documents, when they are kept on this disk."""
        return self.data / "files"

    @property
    def cluster(self) -> Cluster:
        """The embedded server of this data folder."""
        return Cluster(self.data / "database", self.secrets / "superuser.password")

    def server(self, name: str | None = None) -> Server:
        """Where the database is now. Errors: ClusterFailed when the embedded server does not run."""
        if self.url is None:
            return Server(self.cluster.socket_folder(), 5432, name or DATABASE, SUPERUSER, self.cluster.password(), {})
        parts = urlsplit(self.url)
        options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        host = options.pop("host", parts.hostname or "localhost")
        return Server(
            host,
            parts.port or 5432,
            name or parts.path.lstrip("/") or DATABASE,
            unquote(parts.username or SUPERUSER),
            unquote(parts.password) if parts.password else None,
            options,
        )

    def role_name(self, role: Role) -> str:
        """The role's name on the server: roles belong to a whole server, so they carry the database's name."""
        name = DATABASE if self.url is None else (urlsplit(self.url).path.lstrip("/") or DATABASE)
        return f"{name}_{role}"

    def role_password(self, role: Role) -> str:
        """The role's password. Errors: InstallationIncomplete where this machine has none."""
        given = os.environ.get(f"GOLDENTHREAD_DATABASE_PASSWORD_{role.upper()}")
        return given or self.read_secret(f"{role}.password")

    def read_secret(self, name: str) -> str:
        """One secret. Errors: InstallationIncomplete when it is not there."""
        path = self.secrets / name
        try:
            return path.read_text(encoding="utf-8").strip()
        except FileNotFoundError as error:
            raise InstallationIncomplete(f"{path} is missing: run `goldenthread setup` here first.") from error

    def keep_secret(self, name: str, value: str | None = None) -> str:
        """The secret called `name`, made and kept (readable by this user alone) when it is not there yet."""
        path = self.secrets / name
        self.secrets.mkdir(parents=True, exist_ok=True)
        self.secrets.chmod(0o700)
        if path.exists() and value is None:
            return path.read_text(encoding="utf-8").strip()
        content = value or secrets.token_urlsafe(48)
        descriptor, temporary = tempfile.mkstemp(dir=self.secrets)  # made 0600 by mkstemp, named only when whole
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).rename(path)
        return content

    def connection(self, role: Role, database: str | None = None) -> dict[str, str | int]:
        """Connection parameters of one of the four roles."""
        return self.server(database).parameters(self.role_name(role), self.role_password(role))

    def administration(self, database: str | None = None) -> dict[str, str | int]:
        """Connection parameters for making roles and databases; only `setup`, tests and restores use them."""
        server = self.server(database)
        return server.parameters(server.administrator, server.password)


def here() -> Installation:
    """The installation that the environment names: `GOLDENTHREAD_DATA` and `GOLDENTHREAD_DATABASE_URL`."""
    data = os.environ.get("GOLDENTHREAD_DATA")
    if not data:
        home = (
            Path("/var/lib")
            if os.geteuid() == 0
            else Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
        )
        data = str(home / "goldenthread")
    return Installation(Path(data).absolute(), _setting("GOLDENTHREAD_DATABASE_URL"))


def _setting(name: str) -> str | None:
    if file := os.environ.get(f"{name}_FILE"):
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name) or None
