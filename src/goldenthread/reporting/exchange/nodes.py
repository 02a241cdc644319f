"""Plain data that remembers the line each part stood on."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .problems import Path

# A real report has about a thousand nodes; a hundred times that is still read in seconds.
MAXIMUM_NODES = 100_000
MAXIMUM_DEPTH = 30
MAXIMUM_DIGITS = 18

Scalar = str | int | Decimal | bool | None


@dataclass(slots=True)
class Node:
    """A value of a document; lists and mappings hold nodes. ``size`` counts the nodes in it."""

    line: int
    value: Scalar | list[Node] | dict[str, Node]
    size: int = 1
    key_lines: dict[str, int] = field(default_factory=dict)

    def plain(self) -> object:
        """The value without its lines."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def at(self, path: Path) -> Node:
        """The node at a path that exists."""
        node = self
        for step in path:
            entries: Any = node.value
            node = entries[step]
        return node

    def line_at(self, path: Path) -> int:
        """The line where ``path`` stands; the nearest line above it where it is absent."""
        node, line = self, self.line
        for step in path:
            if isinstance(node.value, dict) and isinstance(step, str) and step in node.value:
                line, node = node.key_lines[step], node.value[step]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.line
            else:
                break
        return line


def whole_number(text: str) -> int | str:
    """A whole number, or the text itself where it is too long to be one anyone meant."""
    return int(text) if len(text) <= MAXIMUM_DIGITS + 1 else text


def decimal_number(text: str) -> Decimal | str:
    """A number given exactly, or the text itself where its size is absurd."""
    if len(text) > 2 * MAXIMUM_DIGITS:
        return text
    try:
        number = Decimal(text)
    except ArithmeticError:
        return text
    too_fine = isinstance(exponent := number.as_tuple().exponent, int) and exponent < -MAXIMUM_DIGITS
    return text if too_fine or abs(number) >= 10**MAXIMUM_DIGITS else number
