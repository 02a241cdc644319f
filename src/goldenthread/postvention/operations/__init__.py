"""Writes of responses."""

from goldenthread.postvention.operations.planning import (
    STAGES,
    change_task,
    do_task,
    done,
    drop_task,
    end_support,
    make_ready,
    mind,
    put_task,
    speak,
    support,
)
from goldenthread.postvention.operations.responding import (
    DeathDraft,
    arrange,
    begin,
    decide,
    find,
    put_death,
    rotate_notes,
    seal,
    show,
    tell_area,
)

__all__ = [
    "STAGES", "DeathDraft", "arrange", "begin", "change_task", "decide", "do_task", "done", "drop_task", "end_support", "find", "make_ready", "mind",
    "put_death", "put_task", "rotate_notes", "seal", "show", "speak", "support", "tell_area",
]  # fmt: skip
