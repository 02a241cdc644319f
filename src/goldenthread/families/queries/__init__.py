"""Reads of families, as far as a viewer sees their records."""

from goldenthread.families.queries.family import (
    Earlier,
    Family,
    Held,
    StillToTell,
    get_member,
    of_record,
    told_before_publication,
)
from goldenthread.families.queries.measure import RecordOffer, offers, restrictions_due
from goldenthread.families.queries.people import candidates

__all__ = [
    "Earlier",
    "Family",
    "Held",
    "RecordOffer",
    "StillToTell",
    "candidates",
    "get_member",
    "of_record",
    "offers",
    "restrictions_due",
    "told_before_publication",
]
