"""The spine: records, circles and who sits in them."""

from goldenthread.records.models.access import BreakGlass, Exclusion, NamedSight
from goldenthread.records.models.circle import Circle, CircleSeat, RecordCircle
from goldenthread.records.models.record import Link, Record, RecordQuerySet
from goldenthread.records.models.retention import (
    Disposal,
    DisposalStep,
    LegalHold,
    RetentionRule,
    RetentionWarning,
)
from goldenthread.records.models.subject import Subject

__all__ = [
    "BreakGlass",
    "Circle",
    "CircleSeat",
    "Disposal",
    "DisposalStep",
    "Exclusion",
    "LegalHold",
    "Link",
    "NamedSight",
    "Record",
    "RecordCircle",
    "RecordQuerySet",
    "RetentionRule",
    "RetentionWarning",
    "Subject",
]
