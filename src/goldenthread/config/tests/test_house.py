"""The rules of the house that no other tool can see: read from the syntax tree, with a list of exceptions that only shrinks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.commands import docs

PACKAGE = Path(__file__).resolve().parents[2]
ROOT = PACKAGE.parents[1]
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("timezone", "now"), ("datetime", "today")}
EXCEPTIONS = {
    # path → why it may read a clock
    "core/clock.py": "the one reader of the clock",
    "config/middleware.py": "how long a session stood idle is a fact of the machine, not of the day the house stands at",
    "commands/doctor.py": "checks the machine's own clock",
}


def sources() -> Iterator[Path]:
    yield from (
        path for path in sorted(PACKAGE.rglob("*.py")) if "tests" not in path.parts and "migrations" not in path.parts
    )


def reads_clock(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id, node.func.attr) in CLOCKS
        for node in ast.walk(tree)
    )


def test_nothing_but_the_clock_reads_the_clock() -> None:
    found = {str(path.relative_to(PACKAGE)) for path in sources() if reads_clock(path)}
    assert found - set(EXCEPTIONS) == set()
    assert set(EXCEPTIONS) - found == set(), "an exception that is no longer needed"


def test_no_file_passes_five_hundred_lines() -> None:
    assert [
        str(path.relative_to(ROOT)) for path in sources() if len(path.read_text(encoding="utf-8").splitlines()) > 500
    ] == []


def test_nothing_is_a_catch_all() -> None:
    names = {"utils.py", "helpers.py", "common.py", "misc.py", "manager.py"}
    assert [str(path) for path in sources() if path.name in names] == []


def test_signals_save_overrides_and_generic_keys_are_not_used() -> None:
    for path in sources():
        text = path.read_text(encoding="utf-8")
        assert "GenericForeignKey" not in text, path
        assert "ModelForm" not in text, path
        assert not re.search(r"def save\(self", text), path
        assert "@receiver" not in text or "accounts" in path.parts, path


def test_every_room_says_what_it_is_for() -> None:
    rooms = [
        path
        for path in PACKAGE.iterdir()
        if (path / "__init__.py").exists() and path.name not in {"config", "commands", "testing"}
    ]
    missing = [room.name for room in rooms if not (room / "README.md").exists()]
    assert missing == []


def test_the_reference_pages_are_fresh() -> None:
    stale = [
        name
        for name, text in docs.pages().items()
        if not (docs.REFERENCE / name).exists() or (docs.REFERENCE / name).read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run ./goldenthread docs"


def test_every_setting_that_is_read_is_described() -> None:
    described = " ".join(name for name, _, _ in docs.SETTINGS)
    read = {
        name for path in sources() for name in re.findall(r"GOLDENTHREAD_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    unknown = {
        name
        for name in read
        if name.removesuffix("_FILE") not in described
        and not any(
            name.startswith(stem)
            for stem in (
                "GOLDENTHREAD_DATABASE_PASSWORD",
                "GOLDENTHREAD_DEMONSTRATION",
                "GOLDENTHREAD_ROLE",
                "GOLDENTHREAD_OIDC",
            )
        )
    }
    assert unknown == set()


@pytest.mark.parametrize(
    "pattern", ["requirements/*.txt", "package-lock.json", "package.json", ".npmrc", "pyproject.toml"]
)
def test_no_lock_names_a_registry(pattern: str) -> None:
    for path in ROOT.glob(pattern):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"index-url|\"resolved\"|registry\.|pypi\.org|files\.pythonhosted", text), path


def test_decision_records_are_numbered_once_each() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "adr").glob("*.md"))]
    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]
