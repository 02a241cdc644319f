"""The hour is asked of the clock each time: a name bound when its module was first loaded would keep whatever clock stood then."""

from __future__ import annotations

import ast
from pathlib import Path

PROGRAM = Path(__file__).parents[2]


def test_nobody_keeps_the_clock_s_hour_under_a_name_of_their_own() -> None:
    kept = [
        f"{path.relative_to(PROGRAM)}:{node.lineno}"
        for path in PROGRAM.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module == "goldenthread.core.clock"
        and any(name.name == "now" for name in node.names)
    ]
    assert kept == []
