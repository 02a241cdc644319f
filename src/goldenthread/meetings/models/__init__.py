"""Meetings, their agendas and papers, their people, and what came of them."""

from goldenthread.meetings.models.agenda import AgendaItem, AgendaPlace, Conflict, Paper
from goldenthread.meetings.models.meeting import GroupSetting, Meeting
from goldenthread.meetings.models.outcomes import Comment, Decision, Dissent, ItemAction
from goldenthread.meetings.models.people import Invitee, Issue, IssuedItem, IssueReader

__all__ = [
    "AgendaItem",
    "AgendaPlace",
    "Comment",
    "Conflict",
    "Decision",
    "Dissent",
    "GroupSetting",
    "Invitee",
    "Issue",
    "IssueReader",
    "IssuedItem",
    "ItemAction",
    "Meeting",
    "Paper",
]
