"""The main job: Wakefield's published facts with fictional people and casework around them, served on this machine until stopped."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from goldenthread.commands.demonstration.cast import PASSWORD, PEOPLE, TODAY
from goldenthread.commands.environment import check_runtime_role, leave, open_installation, start_django
from goldenthread.commands.main import Failure, progress
from goldenthread.commands.serve import check_port, serve
from goldenthread.database.installation import Role

PACKAGE = Path(__file__).resolve().parents[1]
COPIED = ("database", "secrets", "files")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `demo`."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--data", metavar="DIR", help="where it keeps its data (default: a temporary folder, deleted at the end)"
    )
    parser.add_argument("--keep", action="store_true", help="keep the folder at the end")


def run(options: argparse.Namespace) -> int:
    """Make or copy the demonstration, and serve it."""
    check_port("127.0.0.1", options.port)
    folder = Path(options.data).absolute() if options.data else Path(tempfile.mkdtemp(prefix="goldenthread-demo-"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        return _serve(folder, options.port)
    finally:
        leave()
        if not options.data and not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
        elif options.keep:
            print(f"The demonstration's data stays in {folder}.")


def _serve(folder: Path, port: int) -> int:
    os.environ |= {
        "GOLDENTHREAD_DEMONSTRATION": "true",
        "GOLDENTHREAD_DEMONSTRATION_DAY": TODAY.isoformat(),
        "GOLDENTHREAD_ADDRESS": f"http://localhost:{port}",
    }
    os.environ.pop("GOLDENTHREAD_DATABASE_URL", None)
    if not (folder / "database" / "pgdata").exists():
        copy(made(), folder)
    installation = open_installation(str(folder))
    start_django(installation, Role.WEB)
    check_runtime_role()
    worker = subprocess.Popen(
        [sys.executable, "-m", "goldenthread", "worker", "--data", str(folder)],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        serve(installation, bind="127.0.0.1", port=port, workers=2, on_ready=lambda server: _welcome(port))
    except SystemExit as stop:
        return int(stop.code or 0)
    finally:
        worker.terminate()
        worker.wait(20)
    return 0


def _welcome(port: int) -> None:
    print(
        f"\nGolden Thread is at http://localhost:{port}\nIts people and casework are fictional; it stands at {TODAY.day} {TODAY:%B %Y}.\n"
    )
    print(f"Sign in with any of these, and the password {PASSWORD}:\n")
    for account, someone in PEOPLE.items():
        note = "  (second factor: ./goldenthread accounts --json has its secret)" if someone.second_factor else ""
        print(f"  {account + '@demo.example':<32} {someone.name}, {someone.title.lower()}{note}")
    print("\nStop it with Ctrl+C.", flush=True)


def made() -> Path:
    """The folder of the demonstration as this version of the program makes it: made once, then copied for each run."""
    root = Path(sys.prefix) / "demonstrations"
    if not os.access(sys.prefix, os.W_OK):
        root = Path(tempfile.gettempdir()) / f"goldenthread-demonstrations-{os.geteuid()}"
    wanted = root / f"{_version()}-{os.geteuid()}"
    if wanted.exists():
        return wanted
    root.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="making-", dir=_makers_folder(root)))
    fresh.chmod(0o755)
    progress("Making the demonstration, once for this version …")
    result = subprocess.run(
        [sys.executable, "-m", "goldenthread.commands.demonstration.building", str(fresh)],
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if result.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        raise Failure("The demonstration could not be made; what went wrong stands above.")
    for old in root.iterdir():
        if old != fresh:
            shutil.rmtree(old, ignore_errors=True)
    copy(fresh, wanted)
    shutil.rmtree(fresh, ignore_errors=True)
    return wanted


def _makers_folder(root: Path) -> Path:
    """Where the database's own account may work: as root it may not be able to enter the checkout."""
    return Path(tempfile.gettempdir()) if os.geteuid() == 0 else root


def _version() -> str:
    total = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".yaml", ".json"} and "tests" not in path.parts:
            total.update(path.read_bytes())
    return total.hexdigest()[:16]


def copy(source: Path, target: Path) -> None:
    """Copy a demonstration's folders, owners and modes kept, whole or not at all."""
    target.mkdir(parents=True, exist_ok=True)
    target.chmod(0o755)
    for name in COPIED:
        if (source / name).exists():
            result = subprocess.run(
                ["cp", "-a", str(source / name), str(target / name)], check=False, capture_output=True, text=True
            )
            if result.returncode:
                raise Failure(f"The demonstration could not be copied to {target}: {result.stderr.strip()}")
