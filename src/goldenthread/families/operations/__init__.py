"""Writes of families: members, restrictions, contacts, what was said and what followed, who was told; identities and letters."""

from goldenthread.families.operations.contacts import correct_contact, record_contact
from goldenthread.families.operations.hearing import correct_said, hear, record_effect, reply
from goldenthread.families.operations.looking import look
from goldenthread.families.operations.members import (
    MemberDraft,
    add_member,
    change_member,
    name_contact,
    restrict,
    review_restriction,
)
from goldenthread.families.operations.sealed import Drafted, Reach, draft_letter, rotate_contacts, show_member
from goldenthread.families.operations.shared import strike
from goldenthread.families.operations.telling import correct_told, record_told

__all__ = [
    "Drafted",
    "MemberDraft",
    "Reach",
    "add_member",
    "change_member",
    "correct_contact",
    "correct_said",
    "correct_told",
    "draft_letter",
    "hear",
    "look",
    "name_contact",
    "record_contact",
    "record_effect",
    "record_told",
    "reply",
    "restrict",
    "review_restriction",
    "rotate_contacts",
    "show_member",
    "strike",
]
