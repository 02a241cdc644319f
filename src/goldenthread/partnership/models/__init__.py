"""Partnerships, organisations, groups, and who sits where."""

from goldenthread.partnership.models.group import Group, GroupMeeting, Seat, TermsOfReference
from goldenthread.partnership.models.money import MoneyLine
from goldenthread.partnership.models.organisation import (
    Organisation,
    PartnershipOrganisation,
    RegisterArea,
    RegisterEntry,
)
from goldenthread.partnership.models.partnership import AreaOfFocus, Partnership, Post, Priority

__all__ = [
    "AreaOfFocus",
    "Group",
    "GroupMeeting",
    "MoneyLine",
    "Organisation",
    "Partnership",
    "PartnershipOrganisation",
    "Post",
    "Priority",
    "RegisterArea",
    "RegisterEntry",
    "Seat",
    "TermsOfReference",
]
