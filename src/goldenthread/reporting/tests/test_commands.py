"""The command line from outside: import, report and export in an installation of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .test_exchange import DEMONSTRATION, plain

pytestmark = pytest.mark.xdist_group("commands")
PERIOD = ("--kind", "addendum", "--from", "2020-09-01", "--to", "2021-03-31")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """An installation with a space in its path, set up. As root the database runs as another account, which must be able to enter it."""
    with tempfile.TemporaryDirectory(prefix="golden thread ") as name:
        found = Path(name)
        found.chmod(0o755)
        done = command("setup", "--data", name)
        assert done.returncode == 0, done.stderr
        yield found


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GOLDENTHREAD_")}
    return subprocess.run(
        [sys.executable, "-m", "goldenthread", *arguments], capture_output=True, text=True, check=False, env=environment
    )


def test_what_comes_in_goes_out_equal(folder: Path) -> None:
    where = ("--data", str(folder))
    first = command("import", str(DEMONSTRATION), *where)
    assert first.returncode == 0, first.stderr
    again = command("import", str(DEMONSTRATION), *where)
    assert "nothing was changed" in again.stdout
    out = folder / "out.yaml"
    told = command("report", "--partnership", "wscp", *PERIOD, "--format", "yaml", "--output", str(out), *where)
    assert told.returncode == 0, told.stderr
    assert "draft" in told.stderr
    assert plain(out.read_text("utf-8")) == plain(DEMONSTRATION.read_text("utf-8"))
    pdf = folder / "out.pdf"
    assert (
        command("report", "--partnership", "WSCP", *PERIOD, "--format", "pdf", "--output", str(pdf), *where).returncode
        == 0
    )
    assert pdf.read_bytes().startswith(b"%PDF-")
    archive = folder / "all.zip"
    taken = command("export", "--partnership", "wscp", str(archive), *where)
    assert taken.returncode == 0, taken.stderr
    with zipfile.ZipFile(archive) as held:
        assert held.testzip() is None
        assert len([name for name in held.namelist() if name.startswith("lists/")]) > 25
        (report,) = [name for name in held.namelist() if name.startswith("reports/")]
        assert plain(held.read(report)) == plain(DEMONSTRATION.read_text("utf-8"))
    log = folder / "log.csv"
    log.write_text("Action,Agency,Due,Status\nTeach it,Wakefield Council,1/2/2027,In progress\n", "utf-8")
    for made in (1, 0):
        brought = command("import", str(log), "--as", "actions", "--partnership", "wscp", "--group", "csprg", *where)
        assert f"{made} actions brought in" in brought.stdout, brought.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("import", "nowhere.yaml"), 2, "There is no file"),
        (("import", "x.csv", "--as", "actions"), 2, "--partnership"),
        (("report", "--partnership", "wscp", "--kind", "addendum"), 2, "required"),
        (
            (
                "report",
                "--partnership",
                "x",
                "--kind",
                "addendum",
                "--from",
                "2021",
                "--to",
                "2020",
                "--format",
                "yaml",
                "--output",
                "-",
            ),
            2,
            "ends before",
        ),
    ],
)
def test_bad_use_is_a_sentence(arguments: tuple[str, ...], status: int, words: str) -> None:
    done = command(*arguments)
    assert done.returncode == status
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            b"format: partnership-report/1\npartnership: {}\nreport: {kind: weekly, period: {start: 2021-02-30, end: 2021}}\n",
            ("Line 2, partnership.name", "report.kind", "report.period.start"),
        ),
        (b"\xff\xfe\x00bad", ("Line 1",)),
        (b"a: &a [*a, *a]\n", ("Line 1",)),
        (b"[1, 2", ("not YAML",)),
    ],
)
def test_a_dry_run_names_every_problem(tmp_path: Path, content: bytes, words: tuple[str, ...]) -> None:
    file = tmp_path / "bad.yaml"
    file.write_bytes(content)
    done = command("import", str(file), "--dry-run")
    assert done.returncode == 1
    for each in words:
        assert each in done.stdout
    assert "Traceback" not in done.stderr
