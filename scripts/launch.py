"""Installs what the lock files name, once, and then becomes the program.

Only the standard library may be used here: it runs before anything is installed. A stamp beside the environment holds
the digest of the lock files that were installed, so later calls start at once and a changed lock installs again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
ASSET_SOURCES = (
    "package-lock.json",
    "scripts/build_assets.py",
    "src/goldenthread/design/styles",
    "src/goldenthread/design/scripts",
    "src/goldenthread/design/images",
)
BUILT_STYLE = ROOT / "src/goldenthread/design/static/goldenthread/goldenthread.css"


class InstallationFailed(Exception):
    """A step of the installation failed; the message is one sentence a person can act on."""


def digest(*names: str) -> str:
    """The digest of files and folders below the root, so that a change in any of them is seen."""
    total = hashlib.sha256(f"{sys.version_info[:2]}{ROOT}".encode())
    for name in names:
        path = ROOT / name
        files = sorted(item for item in path.rglob("*") if item.is_file()) if path.is_dir() else [path]
        for item in files:
            total.update(str(item.relative_to(ROOT)).encode() + item.read_bytes())
    return total.hexdigest()


def run(step: str, *command: str | Path) -> None:
    """Run one installation step, showing its output only when it fails."""
    if sys.stderr.isatty():
        print(f"{step} …", file=sys.stderr)
    result = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode:
        print(result.stdout[-4000:], file=sys.stderr)
        raise InstallationFailed(f"{step} failed; what it printed stands above.")


def stamped(name: str, value: str) -> bool:
    """Whether the step called `name` was done for exactly this digest."""
    stamp = ENVIRONMENT / f".{name}"
    return stamp.exists() and stamp.read_text(encoding="utf-8") == value


def stamp(name: str, value: str) -> None:
    """Remember that the step called `name` was done for this digest."""
    (ENVIRONMENT / f".{name}").write_text(value, encoding="utf-8")


def install_packages(lock: str) -> None:
    """Install one lock file with its hashes into the environment, unless that was done."""
    wanted = digest(f"requirements/{lock}.txt")
    if stamped(lock, wanted):
        return
    if not PYTHON.exists():
        try:
            run("Making a Python environment", sys.executable, "-m", "venv", ENVIRONMENT)
        except InstallationFailed:
            shutil.rmtree(ENVIRONMENT, ignore_errors=True)
            raise
    run(
        f"Installing the locked {lock} packages",
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        REQUIREMENTS / f"{lock}.txt",
    )
    stamp(lock, wanted)


def build_assets() -> None:
    """Build the style sheet and scripts from the locked npm packages, unless they are there for these sources."""
    wanted = digest(*ASSET_SOURCES)
    if stamped("assets", wanted) and BUILT_STYLE.exists():
        return
    npm = shutil.which("npm")
    if npm is None:
        install_packages("node")
        npm = str(ENVIRONMENT / "bin" / "npm")
    run("Building the style sheet and scripts", PYTHON, ROOT / "scripts/build_assets.py", "--npm", npm)
    stamp("assets", wanted)


def main(arguments: list[str]) -> None:
    """Install what is missing and replace this process by the program."""
    ENVIRONMENT.parent.mkdir(exist_ok=True)
    try:
        lock_path = ROOT / ".installing"
        with lock_path.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            install_packages("runtime")
            if arguments[:1] == ["test"]:
                install_packages("test")
            build_assets()
    except PermissionError as error:
        if not PYTHON.exists():
            raise InstallationFailed(
                f"{error.filename} cannot be written: run it once as the owner of this folder."
            ) from error
    os.environ["PYTHONPATH"] = str(ROOT / "src")
    os.execv(PYTHON, [str(PYTHON), "-m", "goldenthread", *arguments])


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except InstallationFailed as failure:
        print(f"goldenthread: {failure}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
