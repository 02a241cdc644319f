"""An import is brought in whole and once: killed in the middle, or beside another of the same document."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from .conftest import Copy

pytestmark = pytest.mark.xdist_group("command_line")

DOCUMENT = """format: partnership-report/1
partnership: {name: Fablemere Safeguarding Children Partnership, key: fablemere}
report: {kind: addendum, period: {start: 2024-04-01, end: 2025-03-31}}
groups:
"""
GROUP = """- key: group-%(group)d
  name: Group %(group)d
  developments:
"""
DEVELOPMENT = """  - number: %(number)d
    summary: Development %(number)d of group %(group)d
    impacts: [{number: "%(number)d.1", statement: It changed something}]
"""


@pytest.fixture
def document(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Eight groups with twenty developments each, of another partnership for each test."""
    text = DOCUMENT + "".join(
        GROUP % {"group": group} + "".join(DEVELOPMENT % {"group": group, "number": number} for number in range(1, 21))
        for group in range(8)
    )
    path = tmp_path / "report.yaml"
    path.write_text(text.replace("ablemere", f"ablemere{len(request.node.name)}"))
    return path


def wait_until(copy: Copy, query: str, *processes: subprocess.Popen[str]) -> None:
    """Until the database says so, while the processes are on their way; a minute at most."""
    ends = time.monotonic() + 60
    with copy.superuser() as connection:
        while connection.execute(query).fetchone() != (True,):
            assert not [each for each in processes if each.poll() is not None], "it ended before it came so far"
            assert time.monotonic() < ends, query
            time.sleep(0.02)


WRITTEN = "select exists (select 1 from pg_locks where relation = 'history_event'::regclass and not granted)"
IN_TURN = "select exists (select 1 from pg_locks where locktype = 'advisory' and not granted)"
GONE = "select not exists (select 1 from pg_stat_activity where usename = 'goldenthread_worker')"


def test_a_killed_import_leaves_nothing(shared: Copy, document: Path) -> None:
    before = shared.counts()
    with shared.superuser() as connection, connection.transaction():
        # Its last act, writing history, waits for this; everything else is written by then, and not committed.
        connection.execute("lock table history_event in share row exclusive mode")
        process = shared.start("import", str(document))
        wait_until(shared, WRITTEN, process)
        process.send_signal(signal.SIGKILL)
        process.wait()
    wait_until(shared, GONE)
    assert shared.counts() == before
    done = shared.command("import", str(document))
    assert done.returncode == 0, done.stderr
    assert "Safeguarding Children Partnership, 8 groups" in done.stdout
    assert shared.counts()["thread_development"] == before["thread_development"] + 160


def test_two_imports_at_once_bring_a_document_in_once(shared: Copy, document: Path) -> None:
    before = shared.counts()
    with shared.superuser() as connection, connection.transaction():
        connection.execute("lock table history_event in share row exclusive mode")
        first = shared.start("import", str(document))
        wait_until(shared, WRITTEN, first)
        second = shared.start("import", str(document))
        wait_until(shared, IN_TURN, first, second)
    said = [process.communicate(timeout=60) for process in (first, second)]
    assert [process.returncode for process in (first, second)] == [0, 0], said
    assert said[0][0].startswith("Brought in as RE-")
    assert "is here already" in said[1][0]
    after = shared.counts()
    assert after["reporting_report"] == before["reporting_report"] + 1
    assert after["thread_development"] == before["thread_development"] + 160
    assert after["partnership_group"] == before["partnership_group"] + 8


def test_a_document_with_a_fault_loads_nothing(shared: Copy, document: Path) -> None:
    document.write_text(document.read_text().replace("Development 20 of group 7", "''") + "  surprise: [1\n")
    before = shared.counts()
    done = shared.command("import", str(document))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"goldenthread import: {document} was not brought in")
    assert shared.counts() == before
