"""The worker's rounds. The rooms above register theirs when Django starts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Round = Callable[[datetime], object]
ROUNDS: list[tuple[str, Round]] = []


def every_few_seconds(name: str, work: Round) -> None:
    """Let the worker call `work` with the instant, every few seconds, on one thread."""
    ROUNDS.append((name, work))
