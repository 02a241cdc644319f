"""Responses written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import Person
from goldenthread.partnership.models import Group
from goldenthread.postvention import operations
from goldenthread.postvention.models import Death, Response
from goldenthread.postvention.operations import DeathDraft
from goldenthread.postvention.terms import AgeBand, Status
from goldenthread.testing.world import AT, TODAY

WHY = "The group met, went through what is known and was of one mind."


def response(world, by: Any, **given: Any) -> Response:  # type: ignore[no-untyped-def]
    """A response of the northern partnership, under surveillance."""
    facts: dict[str, Any] = {"name": "Rowan", "why_noticed": "Two settings told us within a week.", "noticed_on": TODAY}
    group = Group.objects.get(pk=world.groups["reviews"])
    return operations.begin(group=group, by=by, at=AT, **(facts | given))


def death(row: Response, by: Any, **given: Any) -> Death:
    """A death of a response."""
    facts: dict[str, Any] = {"age_band": AgeBand.TEENS, "happened": "2026-02", "setting": "A sixth form"}
    return operations.put_death(response_id=row.pk, draft=DeathDraft(**(facts | given)), by=by, at=AT)


def decide(row: Response, status: Status, by: Any, on: date = TODAY, **given: Any) -> Any:
    """A decision, with reasons."""
    facts: dict[str, Any] = {"why": WHY, "by_role": "Response group"} | given
    return operations.decide(response_id=row.pk, status=status, on=on, by=by, at=AT, **facts)


def active(world, by: Any) -> Response:  # type: ignore[no-untyped-def]
    """A response that is activated."""
    row = response(world, by)
    death(row, by)
    decide(row, Status.POSSIBLE, by)
    decide(row, Status.ACTIVE, by)
    return row


@pytest.fixture
def signs_in(world) -> Callable[[str], Client]:  # type: ignore[no-untyped-def]
    """One of the world's people, signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(Person.objects.get(pk=world.people[name]))
        session = client.session
        session["second_factor_ready"], session["last_seen"] = True, 4_000_000_000.0
        session.save()
        return client

    return sign_in
