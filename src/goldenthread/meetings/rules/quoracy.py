"""Whether those present make a quorum under the terms of reference in force, and exactly what is missing.

Advisers and guests do not count; a deputy counts for the member and the organisation they stand in for; whoever has a
conflict of interest in an item does not count for it. More people never make a meeting less quorate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from goldenthread.meetings.terms import Capacity

COUNTING = frozenset({Capacity.CHAIR, Capacity.VICE_CHAIR, Capacity.MEMBER, Capacity.DEPUTY})
CHAIRS = frozenset({Capacity.CHAIR, Capacity.VICE_CHAIR})


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """What the terms of reference ask for. Names are carried along so that what is missing can be said."""

    least_members: int | None = None
    least_agencies: int | None = None
    needed_sectors: Mapping[str, str] = field(default_factory=dict)
    """Code → how the sector is called."""
    needed_organisations: Mapping[int, str] = field(default_factory=dict)
    needs_chair: bool = False

    @property
    def asks(self) -> bool:
        """Whether anything is asked for that can be counted."""
        return bool(
            self.least_members
            or self.least_agencies
            or self.needed_sectors
            or self.needed_organisations
            or self.needs_chair
        )


@dataclass(frozen=True, slots=True)
class Present:
    """Someone in the room. A deputy carries the organisation of the member they stand in for."""

    person_id: int
    capacity: Capacity
    organisation_id: int | None = None
    sector: str = ""

    @property
    def counts(self) -> bool:
        """Whether they count towards quoracy."""
        return self.capacity in COUNTING


@dataclass(frozen=True, slots=True)
class Quoracy:
    """The answer. `quorate` is None when the terms of reference name nothing that can be counted."""

    quorate: bool | None
    members: int
    agencies: int
    missing: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The answer in one sentence."""
        if self.quorate is None:
            return "The terms of reference name no quorum that can be counted."
        if self.quorate:
            return f"Quorate: {_count(self.members, 'member')} from {_count(self.agencies, 'organisation')}."
        return f"Not quorate: {'; '.join(self.missing)}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def quoracy(rule: QuorumRule, present: Iterable[Present], conflicted: frozenset[int] = frozenset()) -> Quoracy:
    """Whether those present, less those with a conflict in the matter, are enough; each person counts once."""
    counted = {one.person_id: one for one in present if one.counts and one.person_id not in conflicted}.values()
    agencies = {one.organisation_id for one in counted if one.organisation_id is not None}
    sectors = {one.sector for one in counted if one.sector}
    if not rule.asks:
        return Quoracy(None, len(counted), len(agencies))
    missing: list[str] = []
    if rule.needs_chair and not any(one.capacity in CHAIRS for one in counted):
        missing.append("the chair or vice chair is not there")
    if rule.least_members and len(counted) < rule.least_members:
        missing.append(f"{_count(rule.least_members - len(counted), 'more member')} needed")
    if rule.least_agencies and len(agencies) < rule.least_agencies:
        missing.append(f"{_count(rule.least_agencies - len(agencies), 'more organisation')} needed")
    missing += [f"nobody from {name}" for pk, name in rule.needed_organisations.items() if pk not in agencies]
    missing += [
        f"nobody from the sector {name.lower()}" for code, name in rule.needed_sectors.items() if code not in sectors
    ]
    return Quoracy(not missing, len(counted), len(agencies), tuple(missing))
