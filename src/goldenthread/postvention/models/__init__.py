"""A response, its deaths under pseudonyms, its decisions and its plan. No table lists people at risk, and no column holds how somebody died."""

from goldenthread.postvention.models.plan import MindDate, Setting, Task
from goldenthread.postvention.models.response import (
    AreaTold,
    Arrangement,
    Death,
    Finding,
    Response,
    SealedNote,
    StatusDecision,
)

__all__ = [
    "AreaTold", "Arrangement", "Death", "Finding", "MindDate", "Response", "SealedNote", "Setting", "StatusDecision",
    "Task",
]  # fmt: skip
