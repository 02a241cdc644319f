"""JSON text as nodes with their lines. PyYAML reads most JSON, but not all of it, and not exactly."""

from __future__ import annotations

import re
from bisect import bisect_right
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from .nodes import MAXIMUM_DEPTH, MAXIMUM_NODES, Node, Scalar, decimal_number, whole_number
from .problems import NotReadable, Path, Problem, path_text, quoted

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None}


def read_json(text: str) -> tuple[Node, list[Problem]]:
    """The document's root node, and the problems that did not stop the reading.

    Raises ``NotReadable`` for what does: bad syntax, too many or too deep nodes.
    """
    reader = _Reader(text)
    root = reader.value(())
    reader.space()
    if reader.at < len(text):
        raise reader.wrong("something follows the end of the document")
    return root, reader.problems


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.made = text, 0, 0
        self.problems: list[Problem] = []
        self.line_ends = [match.start() for match in re.finditer("\n", text)]

    def line(self, at: int | None = None) -> int:
        return bisect_right(self.line_ends, (self.at if at is None else at) - 1) + 1

    def wrong(self, what: str) -> NotReadable:
        return NotReadable(self.line(), f"This is not JSON: {what}.")

    def space(self) -> str:
        """Skips white space; the next character, empty at the end."""
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def value(self, path: Path) -> Node:
        mark = self.space()
        self.made += 1
        if self.made > MAXIMUM_NODES:
            raise NotReadable(self.line(), f"The document holds more than {MAXIMUM_NODES:,} values.", path)
        if len(path) > MAXIMUM_DEPTH:
            raise NotReadable(self.line(), f"This is nested more than {MAXIMUM_DEPTH} deep.", path)
        if mark == "{":
            return self._mapping(path)
        if mark == "[":
            return self._sequence(path)
        line = self.line()
        return Node(line, self._string() if mark == '"' else self._word_or_number())

    def _mapping(self, path: Path) -> Node:
        node = Node(self.line(), entries := {})
        self.at += 1
        while self._more("}", first=not node.key_lines):
            if self.space() != '"':
                raise self.wrong("a key in double quotes belongs here")
            line, key = self.line(), self._string()
            if self.space() != ":":
                raise self.wrong("a colon belongs here")
            self.at += 1
            child = self.value((*path, key))
            if key in entries:
                message = f"“{quoted(key)}” stands twice; the first is on line {node.key_lines[key]}."
                self.problems.append(Problem(path_text((*path, key)), line, message))
                continue
            entries[key], node.key_lines[key] = child, line
        return node

    def _sequence(self, path: Path) -> Node:
        items: list[Node] = []
        node = Node(self.line(), items)
        self.at += 1
        while self._more("]", first=not items):
            items.append(self.value((*path, len(items))))
        return node

    def _more(self, end: str, *, first: bool) -> bool:
        """Whether another entry follows; consumes the comma before it or the end."""
        mark = self.space()
        if mark == end:
            self.at += 1
            return False
        if not first:
            if mark != ",":
                raise self.wrong(f"a comma or {end} belongs here")
            self.at += 1
        return True

    def _string(self) -> str:
        try:
            text, self.at = scanstring(self.text, self.at + 1, True)
        except JSONDecodeError as error:
            raise NotReadable(self.line(error.pos), f"This is not JSON: {error.msg}.") from error
        return str(text)

    def _word_or_number(self) -> Scalar:
        for word, value in _WORDS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        match = _NUMBER.match(self.text, self.at)
        if match is None:
            raise self.wrong("a value belongs here")
        self.at = match.end()
        return whole_number(match[0]) if match[2] is None and match[3] is None else decimal_number(match[0])
