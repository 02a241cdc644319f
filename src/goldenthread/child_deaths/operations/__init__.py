"""Writes of child death review."""

from goldenthread.child_deaths.operations.analysing import (
    AnalysisDraft,
    answered,
    close,
    conclude,
    drop_factor,
    inform,
    learn,
    put_factor,
    recommend,
    reopen,
    write_analysis,
)
from goldenthread.child_deaths.operations.bringing_in import Loaded, import_deaths
from goldenthread.child_deaths.operations.deciding import (
    decide_area,
    decide_first,
    decide_scope,
    merge,
    part,
    raise_concern,
    relate,
)
from goldenthread.child_deaths.operations.handing import make_handover, record_answer, record_sent
from goldenthread.child_deaths.operations.notifying import (
    Facts,
    Notice,
    Sender,
    Who,
    add_name,
    arrange,
    edit,
    notify,
    notify_again,
    put_child,
    rotate_sealed,
    show_child,
    show_notification,
)
from goldenthread.child_deaths.operations.running import (
    NARROW,
    accept,
    add_result,
    ask_agencies,
    begin_track,
    catch_up,
    change_track,
    claim,
    defer,
    disclose,
    end_track,
    hold_meeting,
    make_ready,
    not_ready,
    put_to_panel,
    record_step,
    take_claim,
)

__all__ = [
    "NARROW", "AnalysisDraft", "Facts", "Loaded", "Notice", "Sender", "Who", "accept", "add_name", "add_result", "answered", "arrange",
    "ask_agencies", "begin_track", "catch_up", "change_track", "claim", "close", "conclude", "decide_area", "decide_first",
    "decide_scope", "defer", "disclose", "drop_factor", "edit", "end_track", "hold_meeting", "import_deaths", "inform", "learn",
    "make_handover", "make_ready", "merge", "not_ready", "notify", "notify_again", "part", "put_child", "put_factor",
    "put_to_panel", "raise_concern", "recommend", "record_answer", "record_sent", "record_step", "relate", "reopen", "rotate_sealed",
    "show_child", "show_notification", "take_claim", "write_analysis",
]  # fmt: skip
