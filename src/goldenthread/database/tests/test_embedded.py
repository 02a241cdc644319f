"""The embedded server: private, shared by whoever needs it, stopped by the last to leave, and whole after any death."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from goldenthread.database.embedded import SUPERUSER, Cluster
from goldenthread.database.programs import SYSTEM_ACCOUNT, ClusterFailed, server_account

pytestmark = pytest.mark.xdist_group("embedded")
SMALL = (("shared_buffers", "16MB"), ("maintenance_work_mem", "16MB"))
HOLDER = """
import sys
from pathlib import Path
from goldenthread.database.embedded import Cluster
cluster = Cluster(Path(sys.argv[1]), Path(sys.argv[2]), (("shared_buffers", "16MB"), ("maintenance_work_mem", "16MB")))
cluster.acquire()
print(cluster.data.joinpath("postmaster.pid").read_text().splitlines()[0], flush=True)
sys.stdin.read()
cluster.release()
"""


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A folder with a space in its name, in which a cluster was made once; as root, the database's account must be able to enter it."""
    with tempfile.TemporaryDirectory(prefix="golden thread ") as name:
        folder = Path(name)
        folder.chmod(0o755)
        first = at(folder / "a first")
        first.acquire()
        with superuser(first) as connection:
            connection.execute("create table kept (word text)")
            connection.execute("insert into kept values ('committed')")
        first.release()
        yield folder


@pytest.fixture
def cluster(made: Path, request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """A stopped cluster of the test's own, copied from the first."""
    place = made / request.node.name
    subprocess.run(["cp", "-a", str(made / "a first"), str(place)], check=True)
    found = at(place)
    yield found
    found.acquire()  # whatever the test left running is held and so stopped
    found.release()
    shutil.rmtree(place)


def at(place: Path) -> Cluster:
    return Cluster(place / "database", place / "secrets" / "superuser.password", SMALL)


def superuser(cluster: Cluster, password: str | None = None) -> psycopg.Connection:
    return psycopg.connect(
        host=cluster.socket_folder(),
        port=5432,
        dbname="postgres",
        user=SUPERUSER,
        password=password or cluster.password(),
        autocommit=True,
    )


def number(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


def holder(cluster: Cluster) -> tuple[subprocess.Popen[str], int]:
    """Another process that holds the server, and the server's number as it sees it."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(cluster.folder), str(cluster.secret)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline())


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate("")
    assert process.returncode == 0


def kill_server(cluster: Cluster) -> None:
    """The server and its processes die as in a power cut. Its children see that it is gone and go too."""
    found = number(cluster)
    os.kill(found, signal.SIGKILL)
    while Path(f"/proc/{found}").exists() and "Z" not in Path(f"/proc/{found}/stat").read_text().split(")")[1][:3]:
        pass


def test_it_is_private_and_durable(cluster: Cluster) -> None:
    cluster.acquire()
    with superuser(cluster) as connection:
        said = {
            name: connection.execute("select current_setting(%s)", [name]).fetchone()[0]
            for name in ("data_checksums", "fsync", "full_page_writes", "listen_addresses", "log_statement")
        }
        rules = connection.execute("select distinct auth_method from pg_hba_file_rules").fetchall()
        stored = connection.execute("select rolpassword from pg_authid where rolname = %s", [SUPERUSER]).fetchone()
    assert said == {
        "data_checksums": "on",
        "fsync": "on",
        "full_page_writes": "on",
        "listen_addresses": "",
        "log_statement": "none",
    }
    assert rules == [("scram-sha-256",)]
    assert stored[0].startswith("SCRAM-SHA-256")
    cluster.release()


def test_only_its_account_can_reach_it(cluster: Cluster) -> None:
    cluster.acquire()
    account = server_account()
    for folder in (Path(cluster.socket_folder()), cluster.data, cluster.folder):
        found = folder.stat()
        assert stat.S_IMODE(found.st_mode) == 0o700, folder
        assert found.st_uid == account.uid, folder
    assert Path(f"/proc/{number(cluster)}").stat().st_uid == account.uid != 0
    assert stat.S_IMODE(cluster.secret.stat().st_mode) == 0o600
    cluster.release()


def test_it_listens_on_no_network_address(cluster: Cluster) -> None:
    cluster.acquire()
    links = [str(link.readlink()) for link in Path(f"/proc/{number(cluster)}/fd").iterdir()]
    own = {link for link in links if link.startswith("socket:")}
    network = {
        f"socket:[{line.split()[9]}]"
        for name in ("tcp", "tcp6")
        if (table := Path("/proc/net") / name).exists()
        for line in table.read_text().splitlines()[1:]
    }
    assert own, "the server's own socket was found"
    assert own & network == set()
    cluster.release()


def test_a_wrong_password_is_refused(cluster: Cluster) -> None:
    cluster.acquire()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        superuser(cluster, "not the password")
    cluster.release()


def test_a_second_holder_shares_it_and_the_last_stops_it(cluster: Cluster) -> None:
    second = Cluster(cluster.folder, cluster.secret, SMALL)
    cluster.acquire()
    first_number = number(cluster)
    second.acquire()
    third, seen = holder(cluster)
    assert number(second) == seen == first_number
    sockets = Path(cluster.socket_folder())
    second.release()
    cluster.release()
    assert cluster.running(), "the other process still holds it"
    leave(third)
    assert not cluster.running()
    assert not sockets.exists()
    with pytest.raises(ClusterFailed, match="is not running"):
        cluster.socket_folder()


def test_two_that_start_at_once_start_one_server(cluster: Cluster) -> None:
    command = [sys.executable, "-c", HOLDER, str(cluster.folder), str(cluster.secret)]
    both = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)
        for _ in range(2)
    ]
    numbers = {process.stdout.readline() for process in both if process.stdout}
    assert len(numbers) == 1
    for process in both:
        leave(process)
    assert not cluster.running()


def test_a_killed_holder_leaves_no_lock(cluster: Cluster) -> None:
    process, seen = holder(cluster)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert cluster.running(), "the server outlives the killed process"
    cluster.acquire()
    assert number(cluster) == seen, "and is taken over, not started again"
    cluster.release()
    assert not cluster.running()


def test_after_a_power_cut_what_was_committed_is_there(cluster: Cluster) -> None:
    process, _ = holder(cluster)
    with superuser(cluster) as connection:
        connection.execute("insert into kept values ('just before')")
    old_sockets = Path(cluster.socket_folder())
    kill_server(cluster)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert (cluster.data / "postmaster.pid").exists(), "the killed server's file is still there"
    assert not cluster.running()
    cluster.acquire()
    with superuser(cluster) as connection:
        assert connection.execute("select word from kept").fetchall() == [("committed",), ("just before",)]
    assert not old_sockets.exists(), "the dead server's socket folder is not left behind"
    cluster.release()


def test_a_pid_file_whose_number_another_program_has_is_not_taken_for_a_server(cluster: Cluster) -> None:
    account = server_account()
    other = subprocess.Popen(
        ["tail", "-f", "/dev/null"], cwd="/", user=account.uid if account.switch else None, stdin=subprocess.DEVNULL
    )
    left = [str(other.pid), str(cluster.data), "1700000000", "5432", "/tmp/gt-of-a-dead-server", "", "0 0", "ready"]
    (cluster.data / "postmaster.pid").write_text("\n".join(left) + "\n")
    os.chown(cluster.data / "postmaster.pid", account.uid, account.gid)
    try:
        assert not cluster.running()
        cluster.acquire()
        assert number(cluster) != other.pid
        with superuser(cluster) as connection:
            assert connection.execute("select word from kept").fetchall() == [("committed",)]
        cluster.release()
    finally:
        other.kill()
        other.wait()


def test_a_folder_copied_with_its_server_running_does_not_lead_to_the_other(cluster: Cluster, made: Path) -> None:
    cluster.acquire()
    place = made / "a copy"
    subprocess.run(["cp", "-a", str(cluster.folder.parent), str(place)], check=True)
    copy = at(place)
    assert not copy.running()
    copy.acquire()
    assert copy.socket_folder() != cluster.socket_folder()
    assert number(copy) != number(cluster)
    copy.release()
    assert cluster.running(), "the first server was left alone"
    cluster.release()


@pytest.mark.parametrize(
    "content", ["", "not a number\n", "999999999\n/nowhere\n"], ids=["empty", "words", "a number that nobody has"]
)
def test_a_pid_file_that_says_nothing_useful_is_passed_over(cluster: Cluster, content: str) -> None:
    (cluster.data / "postmaster.pid").write_text(content)
    assert not cluster.running()


def test_a_socket_folder_that_was_cleared_away_is_made_anew_once_nobody_holds_the_server(cluster: Cluster) -> None:
    cluster.acquire()
    shutil.rmtree(cluster.socket_folder())
    other = at(cluster.folder.parent)
    with pytest.raises(ClusterFailed, match="stop `serve` and `worker`"):
        other.acquire()
    cluster._lease.close()  # type: ignore[union-attr] # as a killed process would
    cluster._lease = None
    other.acquire()
    with superuser(other) as connection:
        assert connection.execute("select word from kept").fetchone() == ("committed",)
    other.release()


def test_a_half_made_folder_is_not_taken_for_a_cluster(made: Path) -> None:
    half = at(made / "half made")
    (half.folder / "pgdata.new").mkdir(parents=True)
    (half.folder / "pgdata.new" / "PG_VERSION").write_text("18\n")
    half.acquire()
    assert not (half.folder / "pgdata.new").exists()
    with superuser(half) as connection:
        assert connection.execute("select count(*) from pg_class where relname = 'kept'").fetchone() == (0,)
    half.release()


def test_a_password_file_is_never_half_written(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = at(made / "no password")
    cluster.secret.parent.mkdir(parents=True)
    made_up = []

    def interrupted(length: int) -> str:
        made_up.append(length)
        raise KeyboardInterrupt

    monkeypatch.setattr("goldenthread.database.embedded.secrets.token_urlsafe", interrupted)
    with pytest.raises(KeyboardInterrupt):
        cluster.acquire()
    assert made_up
    assert not cluster.secret.exists()


def test_as_root_a_folder_its_account_cannot_enter_is_refused_in_a_sentence(made: Path) -> None:
    closed = made / "closed"
    closed.mkdir(mode=0o700)
    cluster = at(closed)
    if os.geteuid():
        cluster.acquire()
        cluster.release()
        return
    with pytest.raises(ClusterFailed, match=f"{SYSTEM_ACCOUNT}, which cannot enter .*: give --data"):
        cluster.acquire()
