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
from pathlib import Path

from goldenthread.commands.environment import make_secrets, open_installation, start_django
from goldenthread.commands.main import Failure
from goldenthread.commands.migrate import migrate
from goldenthread.database import roles
from goldenthread.database.installation import Installation, Role

ROOT = Path(__file__).resolve().parents[3]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `test`."""
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="PYTEST ARGUMENTS")


def run(options: argparse.Namespace) -> int:
    """Run what was asked for, or everything; 1 when anything failed or could not be run."""
    started = time.monotonic()
    failed: list[str] = []
    python = sys.executable
    given = [argument for argument in options.arguments if argument != "--"]
    if not given:
        for name, command in {
            "style": [python, "-m", "ruff", "check", "."],
            "format": [python, "-m", "ruff", "format", "--check", "--quiet", "."],
            "import contracts": [str(Path(python).with_name("lint-imports")), "--no-cache"],
            "types": [python, "-m", "mypy", "--no-incremental" if os.environ.get("CI") else "--incremental"],
        }.items():
            failed += _step(name, command)
        _install_chromium()
    with tempfile.TemporaryDirectory(prefix="goldenthread-test-") as folder:
        Path(folder).chmod(0o755)  # as root, the database runs as another account
        _prepare(Path(folder))
        print(
            f"— a migrated database with the tests' world is ready after {time.monotonic() - started:.0f} s", flush=True
        )
        environment = {
            "GOLDENTHREAD_DATA": folder,
            "GOLDENTHREAD_SECURE": "false",
            "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        }
        # The browser's event loop stays in the process that drives it: journeys run in processes of their own.
        parts = (
            {"tests": given}
            if given
            else {"tests": ["src", "-n", "2", "-q"], "journeys": ["journeys", "-n", "2", "-q"]}
        )
        for name, arguments in parts.items():
            failed += _step(name, [python, "-m", "pytest", *arguments], **environment)
    if failed:
        raise Failure(f"These did not pass: {', '.join(failed)}.")
    print(f"Everything passed in {time.monotonic() - started:.0f} s.")
    return 0


def _step(name: str, command: list[str], **environment: str) -> list[str]:
    print(f"— {name}", flush=True)
    result = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment}, check=False
    )
    return [name] if result.returncode else []


def _prepare(folder: Path) -> None:
    """A child process makes the template database, so that this one never holds a connection to it."""
    result = subprocess.run(
        [sys.executable, "-m", "goldenthread.commands.test", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    if result.returncode:
        raise Failure("The tests' database could not be made.")


def prepare(folder: Path) -> None:
    """Secrets, roles, schema and world in a fresh folder."""
    os.environ["GOLDENTHREAD_DEMONSTRATION"] = "true"
    os.environ.pop("GOLDENTHREAD_DATABASE_URL", None)
    installation: Installation = open_installation(str(folder))
    make_secrets(installation)
    roles.make_roles(installation)
    start_django(installation, Role.OWNER)
    migrate(installation)
    from goldenthread.testing import world

    world.build(folder)


def _install_chromium() -> None:
    """Chromium from Debian's packages where the machine has none."""
    if any(shutil.which(name) for name in CHROMIUM):
        return
    print("— installing Chromium", flush=True)
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"],
    ):
        subprocess.run(
            [*prefix, *command],
            check=False,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    if not any(shutil.which(name) for name in CHROMIUM):
        raise Failure("The browser tests could not be run: Chromium is not installed and apt-get could not install it.")


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
