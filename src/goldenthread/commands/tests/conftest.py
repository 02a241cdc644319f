"""The command line's own installation: made once, stopped, and copied for each test that needs one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from goldenthread.database.installation import Installation

ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("GOLDENTHREAD_")}


@dataclass(frozen=True, slots=True)
class Copy:
    """An installation of the test's own, whose server the test holds, so that each command finds it running."""

    installation: Installation

    @property
    def folder(self) -> Path:
        return self.installation.data

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """A command on its way."""
        return subprocess.Popen(
            [sys.executable, "-m", "goldenthread", *arguments, "--data", str(self.folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**ENVIRONMENT, **environment},
        )

    def command(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """A command that has ended."""
        process = self.start(*arguments, **environment)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def refused(self, *arguments: str, **environment: str) -> str:
        """The one sentence of a command that must fail with exit status 1."""
        done = self.command(*arguments, **environment)
        assert done.returncode == 1, done.stdout + done.stderr
        assert re.fullmatch(rf"goldenthread {arguments[0]}: .+\n", done.stderr), done.stderr
        return done.stderr

    def superuser(self) -> psycopg.Connection:
        """The database, as its superuser."""
        return psycopg.connect(**self.installation.administration(), autocommit=True)

    def rows(self, query: str) -> list[tuple]:  # type: ignore[type-arg]
        """What a query gives."""
        with self.superuser() as connection:
            return connection.execute(query).fetchall()

    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        with self.superuser() as connection:
            tables = connection.execute(
                "select tablename from pg_tables where schemaname = 'public' order by 1"
            ).fetchall()
            return {table: connection.execute(f'select count(*) from "{table}"').fetchone()[0] for (table,) in tables}  # type: ignore[index]

    def documents(self) -> dict[str, bytes]:
        """Every file of the documents, by its name."""
        files = self.installation.files
        return {str(path.relative_to(files)): path.read_bytes() for path in files.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def original() -> Iterator[Path]:
    """The tests' world in a stopped installation with a space in its path; as root, the database's account must be able to enter it."""
    with tempfile.TemporaryDirectory(prefix="golden thread ") as name:
        Path(name).chmod(0o755)
        place = Path(name) / "original"
        place.mkdir(mode=0o755)
        subprocess.run([sys.executable, "-m", "goldenthread.commands.test", str(place)], check=True, env=ENVIRONMENT)
        yield place


@pytest.fixture
def copied(original: Path) -> Iterator[Callable[..., Copy]]:
    """Copies of the installation, by name; each is held while the test runs, and removed."""
    held: list[Copy] = []

    def make(name: str, only: str = ".") -> Copy:
        place = original.with_name(name)
        place.mkdir(mode=0o755)
        subprocess.run(["cp", "-a", "--reflink=auto", f"{original}/{only}", str(place)], check=True)
        held.append(Copy(Installation(place)))
        leases.append(held[-1].installation.cluster)
        leases[-1].acquire()
        return held[-1]

    leases: list = []  # type: ignore[type-arg]
    yield make
    for copy, lease in zip(held, leases, strict=True):
        lease.release()
        shutil.rmtree(copy.folder)


@pytest.fixture
def copy(copied: Callable[..., Copy], request: pytest.FixtureRequest) -> Copy:
    """One copy."""
    return copied(re.sub(r"\W+", " ", request.node.name)[:60])
