"""A backup brings everything back, and what is no whole backup of this installation changes nothing."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.commands import archive
from goldenthread.database.installation import Installation

from .conftest import Copy

pytestmark = pytest.mark.xdist_group("command_line")


@pytest.fixture(scope="module")
def kept(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the original, for the tests that only need one to spoil."""
    installation = Installation(original)
    cluster = installation.cluster
    cluster.acquire()
    target = tmp_path_factory.mktemp("kept") / "kept.backup"
    archive.write(installation, target)
    cluster.release()
    return target


def test_what_was_backed_up_comes_back(copy: Copy, tmp_path: Path) -> None:
    assert copy.command("worker", "--once").returncode == 0
    target = tmp_path / "a backup"
    done = copy.command("backup", str(target))
    assert done.returncode == 0, done.stderr
    assert re.search(r"the database and 2 documents, [\d.]+ MB, verified", done.stdout)
    counts, documents = copy.counts(), copy.documents()
    records = copy.rows("select id, reference, title, version from records_record order by id")
    assert len(documents) == 2
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert b"Rapid review" not in target.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["a backup"]
    assert not list(copy.folder.glob(".backup-*"))

    with copy.superuser() as connection:
        connection.execute("update records_record set title = 'Overwritten'")
        connection.execute("delete from reporting_comment; delete from thread_actionline")
        connection.execute(
            """insert into history_event (at, verb, sentence, actor_kind, actor_name, reference, details, digest)
               select at, verb, sentence, actor_kind, actor_name, reference, details, digest from history_event limit 1"""
        )
    for path in copy.installation.files.rglob("*"):
        if path.is_file():
            path.write_bytes(b"lost")
    assert copy.command("worker", "--once").returncode == 0  # the chain's head moves on

    done = copy.command("restore", str(target))
    assert done.returncode == 0, done.stderr
    assert "27 records and 2 documents" in done.stdout
    assert copy.counts() == counts
    assert copy.rows("select id, reference, title, version from records_record order by id") == records
    assert copy.documents() == documents
    assert copy.rows("select datname from pg_database where datname like 'goldenthread%' order by 1") == [
        ("goldenthread",),
        ("goldenthread_before_restore",),
    ]
    assert not list(copy.folder.glob(".restore-*"))
    told = copy.command("doctor")
    assert told.returncode == 0, told.stdout


def test_a_backup_never_replaces_a_file(shared: Copy, tmp_path: Path) -> None:
    target = tmp_path / "there"
    target.write_text("mine")
    assert "exists already" in shared.refused("backup", str(target))
    assert "There is no folder" in shared.refused("backup", str(tmp_path / "nowhere" / "x"))
    assert target.read_text() == "mine"


def test_a_backup_is_restored_into_an_empty_folder_that_has_the_keys(kept: Path, copied: Callable[..., Copy]) -> None:
    copy = copied("fresh", only="secrets")
    done = copy.command("restore", str(kept))
    assert done.returncode == 0, done.stderr
    assert "27 records and 2 documents" in done.stdout
    assert len(copy.documents()) == 2
    told = copy.command("doctor")
    assert told.returncode == 0, told.stdout + told.stderr


def spoiled(content: bytes) -> dict[str, bytes]:
    middle = len(content) // 2
    first = len(archive.MAGIC) + 4
    return {
        "damaged": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        "cut in the middle": content[:middle],
        "cut by a byte": content[:-1],
        "with its first part alone": content[: first + 4 + int.from_bytes(content[first : first + 4], "big")],
        "with only its head": content[:first],
        "with something after it": content + b"\0",
        "something else": b"PK\x03\x04" + content,
        "empty": b"",
    }


def test_what_is_not_whole_is_refused_and_nothing_changes(
    shared: Copy, kept: Path, original: Path, tmp_path: Path
) -> None:
    shared.installation.keep_secret(archive.KEY, Installation(original).read_secret(archive.KEY))
    before, documents = shared.counts(), shared.documents()
    databases = shared.rows("select oid, datname from pg_database order by 1")
    for name, content in spoiled(kept.read_bytes()).items():
        if name == "with its first part alone" and len(content) == kept.stat().st_size:
            continue  # the whole of it fits into one part
        spoilt = tmp_path / name
        spoilt.write_bytes(content)
        with pytest.raises(archive.Failure, match=r"damaged|not a backup"):
            archive.restore(shared.installation, spoilt, archive.datetime.min)
    for name in ("damaged", "cut in the middle", "empty"):
        sentence = shared.refused("restore", str(tmp_path / name))
        assert "damaged" in sentence or "not a backup" in sentence
    assert "There is no file" in shared.refused("restore", str(tmp_path / "nowhere"))
    assert (shared.counts(), shared.documents()) == (before, documents)
    assert shared.rows("select oid, datname from pg_database order by 1") == databases
    assert not list(shared.folder.glob(".restore-*"))


def test_another_installations_backup_is_refused_and_nothing_changes(copy: Copy, kept: Path) -> None:
    key = copy.installation.secrets / archive.KEY
    key.unlink(missing_ok=True)
    before = copy.counts()
    assert "There is no backup key" in copy.refused("restore", str(kept))
    assert not key.exists(), "and none is made, which would open nothing"
    copy.installation.keep_secret(archive.KEY, "another installation's key")
    assert "another installation's key" in copy.refused("restore", str(kept))
    assert copy.counts() == before


def test_a_swap_that_cannot_be_made_changes_nothing(shared: Copy) -> None:
    """The second renaming fails: the first is taken back with it, and no data is without its name."""
    before = shared.counts()
    with pytest.raises(archive.psycopg.errors.InvalidCatalogName):
        archive._swap(shared.installation, shared.installation.server().name, "goldenthread_that_is_not_there")
    assert shared.counts() == before
    assert shared.rows("select count(*) from pg_database where datname = 'goldenthread_before_restore'") == [(0,)]
