"""What is due for a group's next meeting, as agenda items someone may accept. Later rooms add their own by `offer`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.meetings.terms import ItemKind, PaperKind, Purpose
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


def offer(proposer: Proposer) -> None:
    """Let a room propose items for every agenda. Called once, when Django starts."""
    if proposer not in PROPOSERS:
        PROPOSERS.append(proposer)


def gather(viewer: Viewer, occasion: Occasion) -> list[Proposal]:
    """Everything that is due, each once, in the order the rooms were tied in."""
    found: dict[str, Proposal] = {}
    for proposer in PROPOSERS:
        for proposal in proposer(viewer, occasion):
            found.setdefault(proposal.key, proposal)
    return list(found.values())
