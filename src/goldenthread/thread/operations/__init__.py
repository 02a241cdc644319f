"""Writes of the thread."""

from goldenthread.thread.operations.impact import assure_impact, record_impact
from goldenthread.thread.operations.importing import Loaded, import_actions
from goldenthread.thread.operations.knots import join, part, record_learning, record_product, record_source
from goldenthread.thread.operations.lifecycle import move
from goldenthread.thread.operations.progress import (
    answer_line,
    chase,
    give_update,
    give_updates,
    merge,
    move_due_date,
    reassign,
)
from goldenthread.thread.operations.steps import answer_step, offer
from goldenthread.thread.operations.writing import ActionDraft, edit_action, write_action

__all__ = [
    "ActionDraft",
    "Loaded",
    "answer_line",
    "answer_step",
    "assure_impact",
    "chase",
    "edit_action",
    "give_update",
    "give_updates",
    "import_actions",
    "join",
    "merge",
    "move",
    "move_due_date",
    "offer",
    "part",
    "reassign",
    "record_impact",
    "record_learning",
    "record_product",
    "record_source",
    "write_action",
]
