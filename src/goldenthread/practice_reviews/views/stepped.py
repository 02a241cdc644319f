"""What a step's page is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from goldenthread.practice_reviews.models import Review
from goldenthread.records.web import Scope

Perform = Callable[[Scope, Review, dict[str, Any], Any], object]


def nothing(row: Review) -> dict[str, Any]:
    """A form that begins empty."""
    return {}


@dataclass(frozen=True, slots=True)
class Page:
    """One step's page: which form, under which words, what it begins with, and what it does."""

    step: str
    tab: str
    form: type[Any]
    title: str
    button: str
    said: str
    perform: Perform
    lede: str = ""
    begins: Callable[[Review], dict[str, Any]] = nothing


def told(scope: Scope) -> dict[str, Any]:
    """Who does it, and when."""
    return {"by": scope.viewer, "at": scope.viewer.at}
