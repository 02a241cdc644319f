"""What a schema cannot say: numbers used twice, periods that end before they start, text no output can carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from goldenthread.core.dates import NotADate, PartialDate

from .nodes import Node
from .problems import Path, Problem, path_text, quoted

# Characters XML has no place for (so neither has a Word document), lone surrogates among them; PostgreSQL stores no NUL.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Found = tuple[Path, str]


def consistency_problems(root: Node, plain: Any) -> Iterator[Problem]:
    """Problems between values; tolerates a document of any shape, so that all problems come at once."""
    for path, message in [*_repeated(plain), *_periods(plain)]:
        yield Problem(path_text(path), root.line_at(path), message)


def consistency_warnings(root: Node, plain: Any) -> Iterator[Problem]:
    """What is allowed and yet probably not meant."""
    keys = {group.get("key") for _, group in _mappings(plain, ("groups",))}
    for path, figure in _mappings(plain, ("figures",)):
        if isinstance(name := figure.get("group"), str) and name not in keys:
            yield _problem(root, (*path, "group"), f"No group has the key “{quoted(name)}”.")
    for group_path, group in _mappings(plain, ("groups",)):
        for path, development in _mappings(group, ("developments",), group_path):
            yield from _misplaced(root, path, development)


def text_problems(node: Node, path: Path = ()) -> Iterator[Problem]:
    """Characters that a database or a Word document cannot hold."""
    if isinstance(node.value, str):
        if found := _FORBIDDEN.search(node.value):
            message = f"This holds the character U+{ord(found[0]):04X}, which no report can show."
            yield Problem(path_text(path), node.line, message)
    elif isinstance(node.value, list):
        for at, child in enumerate(node.value):
            yield from text_problems(child, (*path, at))
    elif isinstance(node.value, dict):
        for key, child in node.value.items():
            if _FORBIDDEN.search(key):
                yield Problem(path_text(path), node.key_lines[key], "A key holds a character no report can show.")
            else:
                yield from text_problems(child, (*path, key))


def _problem(root: Node, path: Path, message: str) -> Problem:
    return Problem(path_text(path), root.line_at(path), message)


def _misplaced(root: Node, path: Path, development: dict[str, Any]) -> Iterator[Problem]:
    number = development.get("number")
    for impact_path, impact in _mappings(development, ("impacts",), path):
        own = impact.get("number")
        if isinstance(own, str) and own.split(".")[0] != str(number):
            yield _problem(
                root, (*impact_path, "number"), f"Impact {quoted(own)} stands under development {quoted(number)}."
            )


def _mappings(data: Any, keys: tuple[str, ...], path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The mappings in the list found under ``keys``, with their paths; nothing where there is none."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
        path = (*path, key)
    for at, item in enumerate(data if isinstance(data, list) else ()):
        if isinstance(item, dict):
            yield (*path, at), item


def _repeated(plain: Any) -> Iterator[Found]:
    groups = list(_mappings(plain, ("groups",)))
    yield from _twice(groups, "key", "group key")
    for group_path, group in groups:
        developments = list(_mappings(group, ("developments",), group_path))
        yield from _twice(developments, "number", "development number")
        impacts = [found for path, each in developments for found in _mappings(each, ("impacts",), path)]
        yield from _twice(impacts, "number", "impact number")


def _twice(found: Iterable[tuple[Path, dict[str, Any]]], key: str, what: str) -> Iterator[Found]:
    first: dict[str, Path] = {}
    for path, item in found:
        value = item.get(key)
        if isinstance(value, bool) or not isinstance(value, str | int):
            continue
        here = (*path, key)
        if str(value) in first:
            yield here, f"The {what} {quoted(value)} is used twice: first at {path_text(first[str(value)])}."
        else:
            first[str(value)] = here


def _periods(plain: Any) -> Iterator[Found]:
    report = plain.get("report") if isinstance(plain, dict) else None
    candidates: list[tuple[Path, Any]] = []
    if isinstance(report, dict):
        candidates.append((("report", "period"), report.get("period")))
    candidates += [((*path, "period"), figure.get("period")) for path, figure in _mappings(plain, ("figures",))]
    for path, period in candidates:
        if isinstance(period, dict):
            yield from _backwards(path, period)


def _backwards(path: Path, period: dict[str, Any]) -> Iterator[Found]:
    try:
        start, end = (PartialDate.parse(period[key]) for key in ("start", "end"))
    except (NotADate, KeyError):
        return
    if end.last_day < start.first_day:
        yield (*path, "end"), f"The period ends ({end}) before it starts ({start})."
