"""Reads of meetings."""

from goldenthread.meetings.queries.agenda import Line, Outcome, conflicts_of, get_item, lines, outcome_of, papers_of
from goldenthread.meetings.queries.attendance import AgencyRow, by_agency
from goldenthread.meetings.queries.facts import facts_from, facts_of
from goldenthread.meetings.queries.meetings import (
    DecisionFilter,
    MeetingFilter,
    MeetingRow,
    coming,
    decisions,
    get_meeting,
    invitees_of,
    latest_issue,
    meeting_page,
    meetings,
    next_of_group,
    setting_of,
    unset_days,
)
from goldenthread.meetings.queries.minutes import Minutes, minutes_of
from goldenthread.meetings.queries.quorum import present, quoracy_of, rule_for

__all__ = [
    "AgencyRow",
    "DecisionFilter",
    "Line",
    "MeetingFilter",
    "MeetingRow",
    "Minutes",
    "Outcome",
    "by_agency",
    "coming",
    "conflicts_of",
    "decisions",
    "facts_from",
    "facts_of",
    "get_item",
    "get_meeting",
    "invitees_of",
    "latest_issue",
    "lines",
    "meeting_page",
    "meetings",
    "minutes_of",
    "next_of_group",
    "outcome_of",
    "papers_of",
    "present",
    "quoracy_of",
    "rule_for",
    "setting_of",
    "unset_days",
]
