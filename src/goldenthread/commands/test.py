"""Everything that must pass: style, types, import contracts, unit, database, browser and accessibility tests, on a throw-away database.

With arguments, only pytest runs, with those arguments.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from goldenthread.commands.environment import make_secrets, open_installation, start_django
from goldenthread.commands.main import Failure
from goldenthread.commands.migrate import migrate
from goldenthread.database import roles
from goldenthread.database.embedded import SUPERUSER, Cluster
from goldenthread.database.installation import Installation, Role

ROOT = Path(__file__).resolve().parents[3]
OLDEST = 15  # the oldest PostgreSQL the program runs on: Debian 12's
SERVER_TESTS = [
    f"src/goldenthread/{room}"
    for room in ("config/tests/test_rights.py", "documents", "history", "indicators", "messages", "records", "reporting/tests/test_importing.py", "thread")
]  # fmt: skip
STOPPED = "stopped"  # beside the tests' installation: a copy of it that nobody runs, for the command line's tests
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `test`."""
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="PYTEST ARGUMENTS")


def run(options: argparse.Namespace) -> int:
    """Run what was asked for, or everything; 1 when anything failed or could not be run."""
    started = time.monotonic()
    failed: list[str] = []
    given = [argument for argument in options.arguments if argument != "--"]
    if not given:
        _install("PostgreSQL", "postgresql", lambda: bool(_server_programs()))
    with _folder() as folder, ExitStack() as open_:
        # Making a database keeps one processor busy: what reads the program, and the other database, go on meanwhile.
        wait = open_.enter_context(_preparing(folder))
        if not given:
            url, other, wait_for_other = open_.enter_context(_another_server())
            for name, command in _checks().items():
                failed += _step(name, command)
            _install("ClamAV's daemon", "clamav-daemon", lambda: shutil.which("clamd") is not None)
            _install("Chromium", "chromium", lambda: any(shutil.which(name) for name in CHROMIUM))
            wait_for_other()
        wait()
        subprocess.run(["cp", "-a", "--reflink=auto", str(folder), str(folder.with_name(STOPPED))], check=True)
        print(
            f"— a migrated database with the tests' world is ready after {time.monotonic() - started:.0f} s", flush=True
        )
        # The browser's event loop stays in the process that drives it: journeys run in processes of their own.
        parts = (
            {"tests": given}
            if given
            else {"tests": ["src", "-n", "2", "-q"], "journeys": ["journeys", "-n", "2", "-q"]}
        )
        for name, arguments in parts.items():
            failed += _pytest(name, folder, arguments)
        if not given:
            name = f"tests on PostgreSQL {str(_server_programs()[0]).split('/')[4]}"
            failed += _pytest(name, other, [*SERVER_TESTS, "-n", "2", "-q"], GOLDENTHREAD_DATABASE_URL=url)
    if failed:
        raise Failure(f"These did not pass: {', '.join(failed)}.")
    print(f"Everything passed in {time.monotonic() - started:.0f} s.")
    return 0


def _checks() -> dict[str, list[str]]:
    """What reads the program without running it."""
    python = sys.executable
    return {
        "style": [python, "-m", "ruff", "check", "."],
        "format": [python, "-m", "ruff", "format", "--check", "--quiet", "."],
        "import contracts": [str(Path(python).with_name("lint-imports")), "--no-cache"],
        "types": [python, "-m", "mypy", "--no-incremental" if os.environ.get("CI") else "--incremental"],
    }


def _pytest(name: str, folder: Path, arguments: list[str], **environment: str) -> list[str]:
    environment |= {
        "GOLDENTHREAD_DATA": str(folder),
        "GOLDENTHREAD_SECURE": "false",
        "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        # Tests start many commands: what was compiled once is read by the others, wherever the program lies.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder.with_name("compiled")),
    }
    return _step(name, [sys.executable, "-m", "pytest", *arguments], **environment)


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for an installation, with room beside it; as root, the database runs as another account."""
    with tempfile.TemporaryDirectory(prefix="goldenthread-test-") as name:
        folder = Path(name) / "installation"
        folder.mkdir()
        for each in (Path(name), folder):
            each.chmod(0o755)
        yield folder


@contextmanager
def _another_server() -> Iterator[tuple[str, Path, Callable[[], None]]]:
    """Debian's PostgreSQL by URL, as an installation with a server of its own would have it: its URL, a folder that is being prepared on it, and how to wait for that."""
    with _folder() as folder:
        secret = folder / "server-secrets" / "password"
        cluster = Cluster(folder / "server", secret, programs=_server_programs()[0])
        cluster.acquire()
        try:
            url = f"postgresql://{SUPERUSER}:{cluster.password()}@/goldenthread?host={cluster.socket_folder()}"
            with _preparing(folder, url) as wait:
                yield url, folder, wait
        finally:
            cluster.release()


def _server_programs() -> list[Path]:
    """The folders of Debian's PostgreSQL servers from 15 on, the oldest first."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin/initdb") if int(path.parts[4]) >= OLDEST]
    return sorted((path.parent for path in found), key=lambda path: int(path.parts[4]))


def _step(name: str, command: list[str], **environment: str) -> list[str]:
    print(f"— {name}", flush=True)
    result = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment}, check=False
    )
    return [name] if result.returncode else []


@contextmanager
def _preparing(folder: Path, url: str = "") -> Iterator[Callable[[], None]]:
    """A child process makes the template database, so that this one never holds a connection to it: how to wait until it is there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "goldenthread.commands.test", str(folder), url],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )

    def wait() -> None:
        if process.wait():
            raise Failure("The tests' database could not be made.")

    try:
        yield wait
    finally:
        process.wait()


def prepare(folder: Path, url: str = "") -> None:
    """Secrets, roles, schema and world in a fresh folder, on its own server or on the one of a URL."""
    os.environ["GOLDENTHREAD_DEMONSTRATION"] = "true"
    os.environ.pop("GOLDENTHREAD_DATABASE_URL", None)
    if url:
        os.environ["GOLDENTHREAD_DATABASE_URL"] = url
    installation: Installation = open_installation(str(folder))
    make_secrets(installation)
    roles.make_roles(installation)
    start_django(installation, Role.OWNER)
    migrate(installation)
    from goldenthread.testing import world

    world.build(folder)


def _install(what: str, package: str, is_there: Callable[[], bool]) -> None:
    """A program that tests need, from Debian's packages where the machine has none. Errors: Failure."""
    if is_there():
        return
    print(f"— installing {what}", flush=True)
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", package],
    ):
        subprocess.run(
            [*prefix, *command],
            check=False,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    if not is_there():
        raise Failure(
            f"The tests that need {what} could not be run: it is not installed, and apt-get could not install {package}."
        )


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), *sys.argv[2:])
