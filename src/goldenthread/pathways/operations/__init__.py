"""Writes of pathways. What a room calls stands in `courses` and `beside`; what officers change in `editions` and `reference`; the worker's part in `looking`."""

from goldenthread.pathways.operations.beside import hold, lift, vary
from goldenthread.pathways.operations.bringing_in import bring_in
from goldenthread.pathways.operations.courses import correct, happened, not_needed, report, settle, start, strike
from goldenthread.pathways.operations.editions import (
    edit_draft,
    new_pathway,
    publish,
    retire,
    start_draft,
    take_newer,
    take_shipped,
)
from goldenthread.pathways.operations.looking import look
from goldenthread.pathways.operations.reference import add_holiday, relax, withdraw

__all__ = [
    "add_holiday",
    "bring_in",
    "correct",
    "edit_draft",
    "happened",
    "hold",
    "lift",
    "look",
    "new_pathway",
    "not_needed",
    "publish",
    "relax",
    "report",
    "retire",
    "settle",
    "start",
    "start_draft",
    "strike",
    "take_newer",
    "take_shipped",
    "vary",
    "withdraw",
]
