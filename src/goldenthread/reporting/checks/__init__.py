"""The checklist of what a yearly report must hold, read from an editable file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from goldenthread.core.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Item:
    """One thing the report must hold. ``verified`` is false until checked against the guidance itself."""

    key: str
    text: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """The items an edition of the guidance asks for, with where and when they were read."""

    key: str
    name: str
    source: str
    reporting: str
    in_force_from: PartialDate
    in_force_to: PartialDate | None
    last_checked: PartialDate
    items: tuple[Item, ...]

    @property
    def unverified(self) -> tuple[Item, ...]:
        """The items that still have to be checked."""
        return tuple(item for item in self.items if not item.verified)


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """Every edition of the checklist, oldest first."""
    text = files(__package__).joinpath("yearly_report.yaml").read_text("utf-8")
    # BaseLoader gives text throughout, so that a month stays the month that was written.
    return tuple(_edition(plain) for plain in yaml.load(text, Loader=yaml.BaseLoader)["editions"])  # noqa: S506 - it makes nothing but text


def edition_on(day: PartialDate) -> Edition:
    """The edition that applied when a period ended on ``day``: the latest in force by then, else the oldest."""
    begun = [edition for edition in editions() if edition.in_force_from.first_day <= day.last_day]
    return begun[-1] if begun else editions()[0]


def _edition(plain: dict[str, Any]) -> Edition:
    ends = plain.get("in_force_to")
    return Edition(
        key=plain["key"],
        name=plain["name"],
        source=plain["source"],
        reporting=plain["reporting"],
        in_force_from=PartialDate.parse(plain["in_force_from"]),
        in_force_to=PartialDate.parse(ends) if ends else None,
        last_checked=PartialDate.parse(plain["last_checked"]),
        items=tuple(Item(each["key"], each["text"], each["verified"] == "true") for each in plain["items"]),
    )
