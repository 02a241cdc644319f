"""YAML text as nodes, from the parser's events: bounded, without constructing anything.

Scalars follow YAML 1.2's core schema: ``yes``, ``no``, ``on`` and ``off`` are words, dates are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from .nodes import MAXIMUM_DEPTH, MAXIMUM_NODES, Node, Scalar, decimal_number, whole_number
from .problems import NotReadable, Path, Problem, path_text, quoted

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(
    r"[-+]?(?:0|[1-9][0-9]*)?\.[0-9]+(?:[eE][-+]?[0-9]+)?|[-+]?(?:0|[1-9][0-9]*)(?:\.?[eE][-+]?[0-9]+|\.)"
)
_WORDS: dict[str, Scalar] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_PLAIN_TAGS = {None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"}


def read_yaml(text: str) -> tuple[Node, list[Problem]]:
    """The document's root node, and the problems that did not stop the reading.

    Raises ``NotReadable`` for what does: bad syntax, several documents, too many or too deep nodes.
    """
    events = yaml.parse(text, Loader=_LOADER)
    try:
        return _Builder(events).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise NotReadable(line, f"This is not YAML: {error.problem or error.context}.") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise NotReadable(line, "This holds a control character, which text may not.") from error
    except yaml.YAMLError as error:
        raise NotReadable(1, f"This is not YAML: {quoted(error)}.") from error


class _Builder:
    """Builds nodes from events; counts what aliases would expand to before anyone expands it."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.anchors: dict[str, Node | None] = {}
        self.problems: list[Problem] = []
        self.made = 0

    def document(self) -> tuple[Node, list[Problem]]:
        self._next()
        start = self._next()
        if isinstance(start, yaml.StreamEndEvent):
            raise NotReadable(1, "The file is empty.")
        root = self._node(self._next(), ())
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise NotReadable(_line(after), "A second document begins here; a file holds one.")
        return root, self.problems

    def _next(self) -> Any:
        return next(self.events)

    def _node(self, event: Any, path: Path) -> Node:
        if len(path) > MAXIMUM_DEPTH:
            raise NotReadable(_line(event), f"This is nested more than {MAXIMUM_DEPTH} deep.", path)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path)
        self._count(1, event, path)
        self._check_tag(event, path)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        if isinstance(event, yaml.MappingStartEvent):
            node = self._mapping(event, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._sequence(event, path)
        else:
            node = Node(_line(event), _scalar(event))
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def _alias(self, event: Any, path: Path) -> Node:
        if event.anchor not in self.anchors:
            raise NotReadable(_line(event), f"*{quoted(event.anchor)} refers to nothing before it.", path)
        node = self.anchors[event.anchor]
        if node is None:
            raise NotReadable(_line(event), f"*{quoted(event.anchor)} stands inside itself.", path)
        self._count(node.size, event, path)
        return node

    def _mapping(self, event: Any, path: Path) -> Node:
        node = Node(_line(event), entries := {})
        while not isinstance(key_event := self._next(), yaml.MappingEndEvent):
            key = self._key(key_event, path)
            if key is None:
                child = self._node(self._next(), (*path, "?"))
                continue
            child = self._node(self._next(), (*path, key))
            node.size += child.size
            if key in entries:
                message = f"“{quoted(key)}” stands twice; the first is on line {node.key_lines[key]}."
                self._problem(key_event, (*path, key), message)
                continue
            entries[key] = child
            node.key_lines[key] = _line(key_event)
        return node

    def _sequence(self, event: Any, path: Path) -> Node:
        items: list[Node] = []
        node = Node(_line(event), items)
        while not isinstance(item := self._next(), yaml.SequenceEndEvent):
            child = self._node(item, (*path, len(items)))
            node.size += child.size
            items.append(child)
        return node

    def _key(self, event: Any, path: Path) -> str | None:
        """A key that is text; otherwise None, with the problem noted and the key's events consumed."""
        key = self._node(event, path).value
        if isinstance(key, str) and not (key == "<<" and event.implicit[0]):
            return key
        what = "A merge (<<)" if key == "<<" else "A key that is not text"
        self._problem(event, path, f"{what} has no place in this format.")
        return None

    def _check_tag(self, event: Any, path: Path) -> None:
        if event.tag not in _PLAIN_TAGS:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._problem(event, path, f"The tag {quoted(shown)} has no place in this format; leave it out.")

    def _count(self, more: int, event: Any, path: Path) -> None:
        self.made += more
        if self.made > MAXIMUM_NODES:
            raise NotReadable(_line(event), f"The document holds more than {MAXIMUM_NODES:,} values.", path)

    def _problem(self, event: Any, path: Path, message: str) -> None:
        self.problems.append(Problem(path_text(path), _line(event), message))


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _scalar(event: Any) -> Scalar:
    text: str = event.value
    quoted_or_tagged = not event.implicit[0] or event.tag is not None
    return text if quoted_or_tagged else plain_scalar(text)


def plain_scalar(text: str) -> Scalar:
    """What an unquoted scalar means in YAML 1.2's core schema."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return whole_number(text)
    return decimal_number(text) if _DECIMAL.fullmatch(text) else text
