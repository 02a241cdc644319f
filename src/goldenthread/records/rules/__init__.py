"""Rules of the spine, free of the database."""

from __future__ import annotations

from datetime import datetime, timedelta

from goldenthread.partnership.terms import Role

STANDING = (Role.BUSINESS_MANAGER, Role.BUSINESS_OFFICER, Role.SCRUTINEER, Role.SAFEGUARDING_PARTNER)
"""Who sits in a new group's circle by rule; each circle lists its own and can lose any of them."""

UNIT = frozenset({Role.BUSINESS_MANAGER, Role.BUSINESS_OFFICER})
"""The business unit."""

GLASS = timedelta(hours=4)
"""How long a broken glass stays open."""


def glass_problem(
    *, asker_roles: frozenset[Role], excluded: bool, reason: str, asker_id: int, granter_id: int
) -> str | None:
    """Why break-glass may not be granted, in a sentence, or None. Source: Architecture, The spine."""
    if asker_id == granter_id:
        return "A second person has to grant this."
    if excluded:
        return "This person has a conflict of interest with the record."
    if asker_roles <= {Role.ADMINISTRATOR}:
        return "An administrator of the software is not a reader of records."
    if len(reason.strip()) < 20:
        return "Give the reason in a full sentence."
    return None


def glass_ends(granted_at: datetime) -> datetime:
    """When a sight granted at this instant ends."""
    return granted_at + GLASS
