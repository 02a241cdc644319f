"""Deaths brought in from the command line: whole, once, and with every fault named."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Copy

pytestmark = pytest.mark.xdist_group("command_line")

HEADER = (
    "Local reference,Date of death,Date of birth,Sex,Date notified,CDOP date,Category,Modifiable,Factors,Date closed\n"
)
ROWS = "".join(
    f"CD-{number},0{number}/03/2012,0{number}/0{number % 2 + 1}/2009,Female,04/05/2012,12/11/2012,{number},Yes,Care given {number % 4},01/12/2012\n"
    for number in range(1, 10)
)
HERE = ("--as", "deaths", "--partnership", "north")
BROUGHT = "(select record_id from child_deaths_broughtin)"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "deaths.csv"
    path.write_text(HEADER + ROWS)
    return path


def test_a_dry_run_says_how_it_reads_and_the_same_file_twice_makes_no_second(copy: Copy, file: Path) -> None:
    before = copy.counts()
    dry = copy.command("import", str(file), *HERE, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "Day of death: column “Date of death”" in dry.stdout
    assert "A 3 of the scale before April 2019 comes in as a 2" in dry.stdout
    assert "(9 Closed)" in dry.stdout
    assert copy.counts() == before
    notices = copy.rows("select count(*) from notices_notice")
    done = copy.command("import", str(file), *HERE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("9 deaths brought in for ")
    after = copy.counts()
    again = copy.command("import", str(file), *HERE)
    assert again.stdout.startswith("0 deaths brought in for ")
    assert "9 were here already; 0 left out" in again.stdout
    assert copy.counts() == after
    renamed = file.with_name("renamed.csv")
    renamed.write_text(HEADER + ROWS.replace("CD-", "other "))
    other = copy.command("import", str(renamed), *HERE)
    assert "0 were here already; 9 left out, as their deaths seem to be here." in other.stdout
    assert "has the same birth and day of death: this row is left out." in other.stderr
    assert copy.rows("select count(*) from notices_notice") == notices, "nobody is told of the past"
    assert copy.rows(f"select count(*) from pathways_course where is_open and record_id in {BROUGHT}") == [(0,)]
    assert copy.command("worker", "--once").returncode == 0
    late = f"select count(*) from history_event where verb = 'way.late' and record_id in {BROUGHT}"
    assert copy.rows(late) == [(0,)]
    assert copy.rows("select count(*) from history_event where verb = 'death.imported' and actor_kind = 'job'") == [
        (9,)
    ]


def test_a_file_with_a_fault_loads_nothing_and_names_it(shared: Copy, file: Path) -> None:
    file.write_text(HEADER + ROWS + "CD-99,March 2012,01/01/2030,Robot,,,Eleven,,,\n")
    before = shared.counts()
    done = shared.command("import", str(file), *HERE)
    assert done.returncode == 1
    for words in ("Row 11, column “Date of death”", "Row 11, column “Sex”", "Row 11, column “Category”"):
        assert words in done.stderr
    assert "was not brought in" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert shared.counts() == before


def test_it_says_whose_they_are_and_no_group(shared: Copy, file: Path) -> None:
    for arguments in (("--as", "deaths"), (*HERE, "--group", "panel")):
        done = shared.command("import", str(file), *arguments)
        assert done.returncode == 2
        assert "Deaths need --partnership KEY, and no --group" in done.stderr
    assert "which group reviews child deaths" in shared.refused(
        "import", str(file), "--as", "deaths", "--partnership", "south"
    )
