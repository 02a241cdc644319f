"""Deaths notified, and people signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import Person
from goldenthread.child_deaths import operations
from goldenthread.child_deaths.models import Death
from goldenthread.child_deaths.operations import AnalysisDraft
from goldenthread.child_deaths.terms import (
    AreaLead,
    Category,
    Explained,
    InScope,
    MeetingKind,
    Modifiable,
    ScopeReason,
)
from goldenthread.partnership.models import Partnership
from goldenthread.pathways.models import CourseStage
from goldenthread.testing.deaths import notice
from goldenthread.testing.world import AT, TODAY

WHY = "The group went through what is known and was of one mind."


def north() -> int:
    """The northern partnership."""
    return Partnership.objects.get(key="north").pk


def told(by: Any, at: datetime = AT) -> dict[str, Any]:
    """Who does it, and when."""
    return {"by": by, "at": at}


def death(by: Any, at: datetime = AT, **given: Any) -> Death:
    """A death that was notified, with its clocks."""
    reference = operations.notify(partnership_id=north(), notice=notice(**given), **told(by, at))
    return Death.objects.select_related("record__group").get(record__reference=reference)


def taken_up(by: Any, at: datetime = AT, **given: Any) -> Death:
    """In scope and reviewed here: information is gathered."""
    row = death(by, at, **given)
    scope(row, by, at)
    area(row, by, at)
    row.refresh_from_db()
    return row


def scope(row: Death, by: Any, at: datetime = AT, **given: Any) -> Any:
    """A decision on scope."""
    facts: dict[str, Any] = {
        "in_scope": InScope.YES,
        "reason": ScopeReason.CHILD,
        "why": WHY,
        "by_role": "Designated doctor",
        "on": at.date(),
    }
    return operations.decide_scope(death_id=row.pk, **(facts | given), **told(by, at))


def area(row: Death, by: Any, at: datetime = AT, **given: Any) -> Any:
    """A decision on the area."""
    facts: dict[str, Any] = {"lead": AreaLead.HERE, "area": "", "why": WHY, "agreed_by": "", "on": at.date()}
    return operations.decide_area(death_id=row.pk, **(facts | given), **told(by, at))


def met(row: Death, by: Any, at: datetime = AT, **given: Any) -> Any:
    """A review meeting."""
    facts: dict[str, Any] = {
        "kind": MeetingKind.HOSPITAL,
        "convened_by": "Trust",
        "on": at.date(),
        "present": "Consultant, nurse",
        "said": WHY,
    }
    return operations.hold_meeting(death_id=row.pk, **(facts | given), **told(by, at))


def draft(**given: Any) -> AnalysisDraft:
    """What somebody writes of an analysis."""
    facts: dict[str, Any] = {
        "summary": "A baby was found not breathing in the morning.", "cause": "Unascertained", "primary": Category.UNEXPLAINED,
        "sudden_explained": Explained.UNEXPLAINED, "modifiable": Modifiable.NO,
    }  # fmt: skip
    return AnalysisDraft(**(facts | given))


def conclude(row: Death, by: Any, at: datetime = AT, **given: Any) -> Any:
    """A panel's conclusion."""
    words = {name: given.pop(name) for name in list(given) if name in AnalysisDraft.__slots__}
    facts: dict[str, Any] = {"on": at.date(), "panel_name": "Panel", "quorate": True, "final": True, "themed": False}
    return operations.conclude(death_id=row.pk, draft=draft(**words), **(facts | given), **told(by, at))


def concluded(by: Any, at: datetime = AT, **given: Any) -> Death:
    """A death on which the panel concluded."""
    row = taken_up(by, at, **given)
    met(row, by, at)
    conclude(row, by, at)
    row.refresh_from_db()
    return row


def stage(row: Death, key: str, pathway: str = "child_death_review") -> CourseStage:
    """A stage of the review's way, as it stands."""
    return CourseStage.objects.get(record=row.pk, key=key, course__pathway__key=pathway)


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


__all__ = ["TODAY"]
