"""The embedded PostgreSQL: started, shared and stopped by whoever needs it, and reachable by nobody else.

The server programs come from a wheel; this supervisor is ours because the wheel's own fails on a path with a space,
trusts every user who reaches its socket and, as root, leaves the data readable (docs/adr/0003). Every process that uses
the server holds a shared lock on the data folder; the last one to leave stops it, and a killed process leaves no lock.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import socket
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from goldenthread.database.programs import SYSTEM_ACCOUNT, Account, ClusterFailed, programs, server_account

SUPERUSER = "postgres"
START_SECONDS = 120
BUILTIN_LOCALE = ("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8")  # from PostgreSQL 17 on
SOCKET_PATH_LIMIT = 90  # a Unix socket's address holds 107 bytes; the file's own name takes the rest


@dataclass(slots=True)
class Cluster:
    """One embedded server on one folder.

    `folder` holds `pgdata`, the server's log and the lock files; `secret` is the superuser's password file, outside it.
    `programs` are those of another PostgreSQL than the wheel's: the tests run on Debian's as well.
    """

    folder: Path
    secret: Path
    settings: tuple[tuple[str, str], ...] = ()
    programs: Path | None = None
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
            account = server_account()
            if not (self.data / "PG_VERSION").exists():
                self._initialise(account)
            if self.running() and not _answers(Path(self.socket_folder())):
                self._restart(account)
            elif not self.running():
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
                self._stop(server_account())

    def running(self) -> bool:
        """Whether this folder's server runs now; a pid file left by a killed one, or copied with the folder, does not count."""
        try:
            number = int(self._pid_file()[0])
        except (IndexError, ValueError):
            return False
        return _serves(number, self.data)

    def _pid_file(self) -> list[str]:
        """The lines the server wrote about itself; none where it wrote none. The fifth is its socket folder."""
        try:
            return (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return []

    def _clear_remains(self) -> None:
        """Take away what a killed server left: PostgreSQL refuses to start while another program has the number in the pid file."""
        lines = self._pid_file()
        if len(lines) > 4 and Path(lines[4]).name.startswith("gt-") and not _answers(Path(lines[4])):
            shutil.rmtree(lines[4], ignore_errors=True)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def socket_folder(self) -> str:
        """The private folder the running server listens in. Errors: ClusterFailed when it is not running."""
        lines = self._pid_file()
        if len(lines) < 5:
            raise ClusterFailed(f"The embedded database in {self.folder} is not running.")
        return lines[4]

    def password(self) -> str:
        """The superuser's password, for setting up roles and nothing else."""
        return self.secret.read_text(encoding="utf-8").strip()

    def _prepare_folder(self) -> None:
        account = server_account()
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
            descriptor, temporary = tempfile.mkstemp(dir=self.secret.parent)  # made 0600, named only when whole
            with open(descriptor, "w", encoding="utf-8") as file:
                file.write(secrets.token_urlsafe(32))
            Path(temporary).rename(self.secret)
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
                *(BUILTIN_LOCALE if self.programs is None else ("--locale", "C.UTF-8")),
                "--data-checksums",
                "--no-instructions",
            )
        # A folder that a killed process left half made is never taken for a cluster: it gets its name last.
        fresh.rename(self.data)

    def _start(self, account: Account) -> None:
        self._clear_remains()
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

    def _restart(self, account: Account) -> None:
        """Start a server anew whose socket folder was cleared away: nobody reaches it any more. Errors: ClusterFailed while someone still holds it."""
        with (self.folder / "users.lock").open("a") as lease:
            try:
                fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ClusterFailed(
                    f"The embedded database in {self.folder} runs, but the folder of its socket was cleared away: stop `serve` and `worker`, and start them again."
                ) from None
        self._stop(account)
        self._start(account)

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
                [str((self.programs or programs(account)) / program), *map(str, arguments)],
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


def _serves(number: int, data: Path) -> bool:
    """Whether the process of this number is the server of this very folder, and not another program that has the number today."""
    command = Path(f"/proc/{number}/cmdline")
    try:
        if Path("/proc/self/cmdline").exists():
            words = command.read_bytes().decode(errors="replace").split("\0")
            folder = words[words.index("-D") + 1]
            return Path(words[0]).name == "postgres" and os.path.realpath(folder) == os.path.realpath(data)
        shown = subprocess.run(["ps", "-p", str(number), "-o", "command="], capture_output=True, text=True, check=False)
        return f"-D {data}" in shown.stdout
    except (OSError, ValueError, IndexError):
        return False


def _answers(sockets: Path) -> bool:
    """Whether a server listens in a socket folder."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(sockets / ".s.PGSQL.5432")) == 0


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
