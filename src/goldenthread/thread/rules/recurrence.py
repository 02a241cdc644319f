"""Recurrence: learning that comes again on a theme whose action was signed off as having made the difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.thread.terms import LearningNature


@dataclass(frozen=True, slots=True)
class Assured:
    """An assured action: its reference, themes, and the day it was assured."""

    reference: str
    themes: frozenset[str]
    assured_on: date


def recurs(
    *, nature: LearningNature, themes: Iterable[str], learned_on: date, assured: Iterable[Assured]
) -> list[Assured]:
    """The assured actions that this learning asks to reopen or explain. Good practice never does.

    Source: chapter Reviews and learning A2.3, recurrence is a first-class signal.
    """
    if nature is LearningNature.GOOD_PRACTICE:
        return []
    wanted = {theme.casefold() for theme in themes}
    return [
        action
        for action in assured
        if action.assured_on <= learned_on and wanted & {theme.casefold() for theme in action.themes}
    ]
