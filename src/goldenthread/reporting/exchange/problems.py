"""What is wrong, or odd, in a document: where, and in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """``path`` reads ``groups[2].developments[0].number``; ``line`` counts from 1."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"Line {self.line}, {self.path}: {self.message}" if self.path else f"Line {self.line}: {self.message}"


class NotReadable(Exception):
    """The file cannot be read at all; carries the one problem that stopped the reading."""

    def __init__(self, line: int, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.problem = Problem(path_text(path), line, message)


def path_text(path: Path) -> str:
    """``('groups', 2, 'key')`` as ``groups[2].key``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{quoted(step)}" if text else quoted(step)
    return text


def quoted(value: object, longest: int = 60) -> str:
    """A value fit to stand in a sentence: one line, cut when long."""
    text = " ".join(str(value).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
