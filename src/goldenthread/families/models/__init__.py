"""Family members of a record, and rows beside them that are added and never changed."""

from goldenthread.families.models.beside import (
    Contact,
    Effect,
    Reply,
    Restriction,
    RestrictionNote,
    RestrictionReview,
    Said,
    Told,
)
from goldenthread.families.models.member import FamilyMember

__all__ = [
    "Contact",
    "Effect",
    "FamilyMember",
    "Reply",
    "Restriction",
    "RestrictionNote",
    "RestrictionReview",
    "Said",
    "Told",
]
