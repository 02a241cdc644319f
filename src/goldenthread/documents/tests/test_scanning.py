"""Quarantine: a real ClamAV daemon with a signature file of the tests' own, and what happens where there is none."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goldenthread.database.viewer import set_viewer
from goldenthread.documents import operations, scanning
from goldenthread.documents.jobs import scan
from goldenthread.documents.models import Document
from goldenthread.documents.operations import store
from goldenthread.documents.scanning import NoAnswer, Verdict, ask
from goldenthread.history.models import Event
from goldenthread.messages.models import Notice
from goldenthread.records.models import Record
from goldenthread.testing.world import AT, World

# The industry's test file, in two halves so that no scanner takes this one for it (eicar.org).
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = "44d88612fea8a8f36de82e1278abb02f:68:Tests-Eicar\n"


@pytest.fixture(scope="module")
def clamd() -> Iterator[str]:
    """The socket of a running daemon that knows the test file and nothing else."""
    program = shutil.which("clamd") or "/usr/sbin/clamd"
    with tempfile.TemporaryDirectory(prefix="clamd-") as name:
        folder = Path(name)
        (folder / "signatures").mkdir()
        (folder / "signatures" / "tests.hdb").write_text(SIGNATURE)
        settings = (
            f"DatabaseDirectory {folder}/signatures\nLocalSocket {folder}/socket\nForeground yes\nStreamMaxLength 30M\n"
        )
        (folder / "clamd.conf").write_text(settings)
        with (folder / "log").open("w") as log:
            process = subprocess.Popen([program, "-c", f"{folder}/clamd.conf"], stdout=log, stderr=log)
        address = f"{folder}/socket"
        for _ in range(300):
            assert process.poll() is None, (folder / "log").read_text()
            try:
                ask(address, b"hello")
                break
            except NoAnswer:
                time.sleep(0.1)
        yield address
        process.terminate()
        process.wait(30)


@pytest.fixture
def add(worker: None, world: World, settings, tmp_path: Path) -> Callable[[str, bytes], Document]:  # type: ignore[no-untyped-def]
    """Add a file to an action as its owner, whose session is the worker's here, so that its rounds can be run."""
    settings.FILES_URL = f"file://{tmp_path}"

    def given(name: str, content: bytes) -> Document:
        set_viewer(world.people["owner"], AT)
        record = Record.objects.get(pk=world.records["action"])
        viewer = world.viewer("owner")
        document = operations.add(record=record, name=name, content=content, by=viewer, at=AT)
        set_viewer(None, AT)
        return document

    return given


def seen(world: World, document: Document) -> Document:
    set_viewer(world.people["owner"], AT)
    return Document.objects.get(pk=document.pk)


def test_the_daemon_tells_the_test_file_from_others(clamd: str) -> None:
    assert ask(clamd, b"hello").is_clean
    assert ask(clamd, EICAR).found.startswith("Tests-Eicar")
    assert ask(clamd, b"x" * (scanning.CHUNK * 3 + 1)).is_clean


def test_a_clean_file_leaves_quarantine(clamd: str, add, world: World, settings) -> None:  # type: ignore[no-untyped-def]
    settings.CLAMD = clamd
    document = add("notes.txt", b"What was agreed.")
    assert document.state == "quarantined"
    assert scan(AT) == 1
    assert scan(AT) == 0
    assert seen(world, document).state == "clean"
    assert Event.objects.order_by("-pk")[0].verb == "document.checked"


def test_an_infected_file_is_destroyed_and_whoever_added_it_is_told(clamd: str, add, world: World, settings) -> None:  # type: ignore[no-untyped-def]
    settings.CLAMD = clamd
    document = add("notes.txt", EICAR)
    assert scan(AT) == 1
    found = seen(world, document)
    assert found.state == "infected"
    assert found.found.startswith("Tests-Eicar")
    with pytest.raises(FileNotFoundError):
        store().open(found.stored_as)
    event = Event.objects.order_by("-pk")[0]
    assert (event.verb, event.actor_name) == ("document.refused", "Virus scanner")
    notice = Notice.objects.filter(person=world.people["owner"]).order_by("-pk")[0]
    assert (notice.kind, notice.urgent, notice.reference) == ("document.refused", True, world.references["action"])
    assert "notes" not in notice.subject, "a file's name may say too much for a mail"


def test_where_nobody_answers_the_file_stays_in_quarantine(add, world: World, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.CLAMD = str(tmp_path / "nobody")
    document = add("notes.txt", EICAR)
    assert scan(AT) == 0
    assert seen(world, document).state == "quarantined"


@pytest.mark.parametrize(
    "said", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OK but not quite\0", b"OK\0"]
)
def test_an_answer_that_is_no_verdict_is_none(said: bytes, tmp_path: Path) -> None:
    address = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen(1)

        def answer() -> None:
            line, _ = listening.accept()
            with line:
                heard = b""
                while not heard.endswith(bytes(4)):
                    heard += line.recv(4096)
                line.sendall(said)

        other = threading.Thread(target=answer)
        other.start()
        with pytest.raises(NoAnswer):
            ask(address, b"hello")
        other.join()


def test_a_file_whose_bytes_are_gone_is_never_clean(clamd: str, add, world: World, settings) -> None:  # type: ignore[no-untyped-def]
    settings.CLAMD = clamd
    document = add("notes.txt", b"hello")
    store().remove(document.stored_as)
    assert scan(AT) == 1
    assert seen(world, document).state == "infected"


def test_without_a_scanner_a_file_is_clean_once_its_content_fits_its_kind(add) -> None:  # type: ignore[no-untyped-def]
    assert add("notes.txt", b"hello").state == "clean"
    assert scan(AT) == 0
    assert Verdict("").is_clean


def test_the_worker_sees_that_files_wait_and_none_other(clamd: str, add, settings) -> None:  # type: ignore[no-untyped-def]
    add("clean.txt", b"clean")
    settings.CLAMD = clamd
    waiting = add("waiting.txt", b"waiting")
    assert set(Document.objects.values_list("pk", flat=True)) == {waiting.pk}
