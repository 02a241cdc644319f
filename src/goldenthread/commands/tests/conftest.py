"""The command line's own installation: made once, stopped, and copied for each test that needs one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from goldenthread.commands.test import STOPPED
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
        stopped = Path(os.environ["GOLDENTHREAD_DATA"]).with_name(STOPPED)
        subprocess.run(["cp", "-a", "--reflink=auto", str(stopped), str(place)], check=True)
        yield place


@contextmanager
def copy_of(original: Path, name: str, only: str = ".") -> Iterator[Copy]:
    """A copy of the installation, or of one folder of it, held until it is removed."""
    place = original.with_name(name)
    place.mkdir(mode=0o755)
    subprocess.run(["cp", "-a", "--reflink=auto", f"{original}/{only}", str(place)], check=True)
    copy = Copy(Installation(place))
    cluster = copy.installation.cluster
    cluster.acquire()
    try:
        yield copy
    finally:
        cluster.release()
        shutil.rmtree(place)


@pytest.fixture
def copied(original: Path) -> Iterator[Callable[..., Copy]]:
    """Copies of the test's own, by name."""
    with ExitStack() as held:
        yield lambda name, only=".": held.enter_context(copy_of(original, name, only))


@pytest.fixture
def copy(original: Path) -> Iterator[Copy]:
    """One copy of the test's own."""
    with copy_of(original, "a copy") as found:
        yield found


@pytest.fixture(scope="module")
def shared(original: Path) -> Iterator[Copy]:
    """One copy for the tests of a module that leave in it nothing that another would stumble over."""
    with copy_of(original, "a shared copy") as found:
        yield found
