"""What is due for a group's next meeting, as agenda items someone may accept. Later rooms add their own by `offer`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from goldenthread.meetings.terms import ItemKind, PaperKind, Purpose
from goldenthread.partnership.models import Group
from goldenthread.records.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Occasion:
    """The meeting an agenda is drafted for: whose, on which day, and when the group last met."""

    partnership_id: int
    group_id: int
    group_name: str
    meeting_id: int
    meets_on: date
    last_met: date | None = None
    read: Mapping[str, Any] = field(default_factory=dict)
    """What was read of the group for the proposers, under the names they gave it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item that is due. `key` is the same each time it is proposed, so that it stands on an agenda once."""

    key: str
    title: str
    kind: ItemKind
    purpose: Purpose
    because: str
    text: str = ""
    presenter: str = ""
    minutes: int = 10
    about_id: int | None = None
    papers: tuple[PaperKind, ...] = ()


Proposer = Callable[[Viewer, Occasion], Iterable[Proposal]]
PROPOSERS: list[Proposer] = []
READS: dict[str, Callable[[Viewer, Occasion], Any]] = {}
"""Subqueries of the group (`OuterRef("pk")`), by the name under which a proposer finds what they held."""


def offer(proposer: Proposer, **reads: Callable[[Viewer, Occasion], Any]) -> None:
    """Let a room propose items for every agenda. What it reads of the group is read for all rooms in one query. Called once, when Django starts."""
    if proposer not in PROPOSERS:
        PROPOSERS.append(proposer)
        READS.update(reads)


def gather(viewer: Viewer, occasion: Occasion) -> list[Proposal]:
    """Everything that is due, each once, in the order the rooms were tied in."""
    found: dict[str, Proposal] = {}
    asked = {name: read(viewer, occasion) for name, read in READS.items()}
    row = Group.objects.filter(pk=occasion.group_id).annotate(**asked).values(*asked).first() if asked else None
    occasion = replace(occasion, read=row or {})
    for proposer in PROPOSERS:
        for proposal in proposer(viewer, occasion):
            found.setdefault(proposal.key, proposal)
    return list(found.values())
