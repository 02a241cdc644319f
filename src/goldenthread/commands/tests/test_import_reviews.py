"""Reviews brought in from the command line: whole, once, and with every fault named."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from .conftest import Copy

pytestmark = pytest.mark.xdist_group("command_line")

HEADER = "Code name,Local reference,What happened,Local authority aware on,Children,Ages,Notified on,National reference,Report sent on,Stage,Closed on\n"
ROWS = "".join(
    f"Bird {number},SI-{number},Serious harm,02/03/2020,1,{number % 17} years,05/03/2020,SIN-{number},24/03/2020,Closed,01/06/2020\n"
    for number in range(1, 13)
)
HERE = ("--as", "reviews", "--partnership", "north")
MADE = "select count(*) from practice_reviews_broughtin"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "reviews.csv"
    path.write_text(HEADER + ROWS)
    return path


def test_a_dry_run_says_how_it_reads_and_the_same_file_twice_makes_no_second(copy: Copy, file: Path) -> None:
    before = copy.counts()
    dry = copy.command("import", str(file), *HERE, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "Local reference: column “Local reference”" in dry.stdout
    assert "12 reviews for" in dry.stdout
    assert "(12 Closed)" in dry.stdout
    assert copy.counts() == before
    notices = copy.rows("select count(*) from notices_notice")
    done = copy.command("import", str(file), *HERE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("12 reviews brought in for ")
    after = copy.counts()
    again = copy.command("import", str(file), *HERE)
    assert again.stdout.startswith("0 reviews brought in for ")
    assert "12 were here already." in again.stdout
    assert copy.counts() == after
    assert copy.rows(MADE) == [(12,)]
    assert copy.rows("select count(*) from notices_notice") == notices, "nobody is told of the past"
    assert copy.rows("select count(*) from pathways_course where is_open and record_id in (select record_id from practice_reviews_broughtin)") == [(0,)]  # fmt: skip
    assert copy.command("worker", "--once").returncode == 0
    late = "select count(*) from history_event where verb = 'way.late' and record_id in (select record_id from practice_reviews_broughtin)"
    assert copy.rows(late) == [(0,)]
    assert copy.rows("select count(*) from history_event where verb = 'review.imported' and actor_kind = 'job'") == [(12,)]  # fmt: skip


def test_a_file_with_a_fault_loads_nothing_and_names_it(shared: Copy, file: Path) -> None:
    file.write_text(HEADER + ROWS + "Wren,SI-99,Harm,March 2020,1,teenager,,,,Rapid review,\n")
    before = shared.counts()
    done = shared.command("import", str(file), *HERE)
    assert done.returncode == 1
    for words in ("Row 14, column “Local authority aware on”", "Row 14, column “Ages”", "Row 14, column “Notified on”"):
        assert words in done.stderr
    assert "was not brought in" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert shared.counts() == before


def test_a_killed_import_leaves_nothing(shared: Copy, file: Path) -> None:
    before = shared.counts()
    waits = "select exists (select 1 from pg_locks where relation = 'practice_reviews_child'::regclass and not granted)"
    gone = "select not exists (select 1 from pg_stat_activity where usename = 'goldenthread_worker')"

    def until(query: str, process: subprocess.Popen[str] | None = None) -> None:
        ends = time.monotonic() + 60
        while shared.rows(query) != [(True,)]:
            assert process is None or process.poll() is None, "it ended before it came so far"
            assert time.monotonic() < ends, query
            time.sleep(0.02)

    with shared.superuser() as connection, connection.transaction():
        connection.execute("lock table practice_reviews_child in share row exclusive mode")
        process = shared.start("import", str(file), *HERE)
        until(waits, process)
        process.send_signal(signal.SIGKILL)
        process.wait()
    until(gone)
    assert shared.counts() == before
    done = shared.command("import", str(file), *HERE)
    assert done.stdout.startswith("12 reviews brought in for "), done.stderr


def test_it_says_whose_they_are_and_no_group(shared: Copy, file: Path) -> None:
    for arguments in (("--as", "reviews"), (*HERE, "--group", "reviews")):
        done = shared.command("import", str(file), *arguments)
        assert done.returncode == 2
        assert "Reviews need --partnership KEY, and no --group" in done.stderr
    assert "which group holds practice reviews" in shared.refused("import", str(file), "--as", "reviews", "--partnership", "south")  # fmt: skip
