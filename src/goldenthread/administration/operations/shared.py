"""What the operations of administration share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from goldenthread.accounts.operations import NotAllowed as AccountsRefused
from goldenthread.history.actor import Actor
from goldenthread.partnership.operations import NotAllowed as PartnershipRefused
from goldenthread.partnership.terms import Role
from goldenthread.records.operations import Refused
from goldenthread.records.viewer import Viewer

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.BUSINESS_MANAGER})


def actor(by: Viewer) -> Actor:
    """The viewer as the doer of an operation."""
    return Actor(by.name, by.person_id)


@contextmanager
def worded() -> Iterator[None]:
    """What a floor below refuses is refused here, with the same sentence. Errors: Refused."""
    try:
        yield
    except (AccountsRefused, PartnershipRefused) as problem:
        raise Refused(str(problem)) from problem


def require_keeper(by: Viewer, partnership_id: int) -> None:
    """Errors: Refused for anyone who does not administer the partnership."""
    if not by.roles(partnership_id) & KEEPERS:
        raise Refused("The administrators and the business manager do this.")
