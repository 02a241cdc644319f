"""Writes of meetings."""

from goldenthread.meetings.operations.agenda import (
    ItemDraft,
    accept_proposals,
    add_document,
    add_item,
    add_paper,
    defer_item,
    edit_item,
    move_item,
    remove_item,
    remove_paper,
)
from goldenthread.meetings.operations.day import act, decide, declare_conflict, settle_decision
from goldenthread.meetings.operations.issuing import issue, opened
from goldenthread.meetings.operations.lifecycle import move
from goldenthread.meetings.operations.minutes import comment, settle_comment, write_minutes
from goldenthread.meetings.operations.people import answer, invite_guest, take_attendance
from goldenthread.meetings.operations.replies import Taken, answer_by_calendar
from goldenthread.meetings.operations.scheduling import Slot, move_meeting, schedule, set_group, take_up

__all__ = [
    "ItemDraft",
    "Slot",
    "Taken",
    "accept_proposals",
    "act",
    "add_document",
    "add_item",
    "add_paper",
    "answer",
    "answer_by_calendar",
    "comment",
    "decide",
    "declare_conflict",
    "defer_item",
    "edit_item",
    "invite_guest",
    "issue",
    "move",
    "move_item",
    "move_meeting",
    "opened",
    "remove_item",
    "remove_paper",
    "schedule",
    "set_group",
    "settle_comment",
    "settle_decision",
    "take_attendance",
    "take_up",
    "write_minutes",
]
