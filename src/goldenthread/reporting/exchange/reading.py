"""A file as a document, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from ..document import FORMAT, Document
from .consistency import consistency_problems, consistency_warnings, text_problems
from .json_nodes import read_json
from .mapping import from_plain
from .nodes import Node
from .problems import NotReadable, Problem, path_text, quoted
from .schema import schema_problems, unknown_keys
from .yaml_nodes import read_yaml

MAXIMUM_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Either a document with its warnings, or no document and every problem, in the file's order."""

    document: Document | None = None
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(data: bytes) -> ReadResult:
    """Read ``partnership-report/1`` from the bytes of a YAML or JSON file (UTF-8, up to 10 MB).

    Never raises for bad input: what is wrong comes back as problems with path and line.
    """
    try:
        root, problems = _parse(_text(data))
    except NotReadable as stopped:
        return ReadResult(problems=(stopped.problem,))
    problems += _problems(root)
    if problems:
        return ReadResult(problems=_in_order(problems))
    document = from_plain(cast(dict[str, Any], root.plain()))
    return ReadResult(document=document, warnings=_in_order(list(_warnings(root))))


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _text(data: bytes) -> str:
    if len(data) > MAXIMUM_BYTES:
        raise NotReadable(1, f"The file is larger than {MAXIMUM_BYTES // 1024 // 1024} MB.")
    if (at := data.find(b"\0")) >= 0 and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotReadable(_line(data, at), f"Byte {at} is NUL, which text may not hold.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8: byte {error.start} (0x{data[error.start]:02X}) does not belong."
        raise NotReadable(_line(data, error.start), message) from error


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _parse(text: str) -> tuple[Node, list[Problem]]:
    """JSON where it is JSON; a mapping in braces that is not may still be YAML."""
    if not text.lstrip().startswith("{"):
        return read_yaml(text)
    try:
        return read_json(text)
    except NotReadable as not_json:
        try:
            return read_yaml(text)
        except NotReadable:
            raise not_json from None


def _problems(root: Node) -> list[Problem]:
    if not isinstance(root.value, dict):
        return [Problem("", root.line, "A report is a mapping that begins with “format: partnership-report/1”.")]
    plain = cast(dict[str, Any], root.plain())
    stated = plain.get("format")
    if isinstance(stated, str) and stated != FORMAT:
        # Another format's keys would all be wrong; the one sentence that matters is this.
        line = root.line_at(("format",))
        return [Problem("format", line, f"This must be {FORMAT}, but it is {quoted(stated)}.")]
    return [*schema_problems(root, plain), *consistency_problems(root, plain), *text_problems(root)]


def _warnings(root: Node) -> Iterator[Problem]:
    for path, line in unknown_keys(root):
        message = f"“{quoted(path[-1])}” is not part of the format: it is kept and given back, never published."
        if " " in str(path[-1]) and root.at(path).value is None:
            # {text: One thing, and another} is two keys to YAML; the author meant one text.
            message += " It reads like the end of a text with a comma in it: put the whole text in quotes."
        yield Problem(path_text(path), line, message)
    yield from consistency_warnings(root, cast(dict[str, Any], root.plain()))
