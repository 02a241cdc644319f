"""What the interface answers, field by field: the description is made of these."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from ninja import Field, Schema

REFERENCE = Field(description="The record's reference, which never changes.", examples=["AC-7K4QWX"])


class Problem(Schema):
    """What went wrong, in one sentence."""

    detail: str


class GroupOut(Schema):
    """A group of the partnership."""

    key: str
    name: str
    short_name: str
    kind: str
    function: str


class ActionOut(Schema):
    """An action as the log shows it."""

    reference: str = REFERENCE
    text: str
    measure: str
    group: str
    origin: str = Field(description="The group that agreed it and keeps the final sign-off.")
    owner_organisation: str
    owner: str
    due_on: date | None
    first_due_on: date | None
    delivered_on: date | None
    state: str
    brag: str = Field(description="People's judgement: blue, red, amber, green or unset.")
    days_overdue: int
    themes: list[str]
    last_update: str
    last_update_at: datetime | None


class LearningOut(Schema):
    """A learning point."""

    reference: str = REFERENCE
    text: str
    heading: str
    nature: str
    themes: list[str]
    group: str
    happened: str = Field(description="A year, a year and month, or a day, as precise as it is known.")


class ProductOut(Schema):
    """Something that was made."""

    reference: str = REFERENCE
    title: str
    kind: str
    group: str
    happened: str
    summary: str


class ImpactOut(Schema):
    """Something that changed, and how that is known."""

    reference: str = REFERENCE
    statement: str
    question: str
    strength: str
    indicator: str | None
    group: str
    happened: str
    method: str
    tested_on: date | None
    caveat: str


class ReadingOut(Schema):
    """One value of an indicator, from its first day up to and without `until`."""

    starts_on: date
    until: date
    value: Decimal


class IndicatorOut(Schema):
    """What is counted, with every reading."""

    key: str
    name: str
    definition: str
    unit: str
    polarity: str
    source: str
    counts_people: bool
    readings: list[ReadingOut]
