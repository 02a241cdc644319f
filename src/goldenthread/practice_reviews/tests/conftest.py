"""People signed in, incidents written down, and agencies that answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import Person
from goldenthread.partnership.models import Group
from goldenthread.pathways.models import CourseStage
from goldenthread.practice_reviews import operations
from goldenthread.practice_reviews.models import Review
from goldenthread.practice_reviews.operations import ChildDraft, IncidentDraft
from goldenthread.practice_reviews.operations.incident import begin_notification
from goldenthread.practice_reviews.rules.deciding import PARTS
from goldenthread.practice_reviews.terms import (
    STATUTORY,
    Care,
    Criterion,
    Further,
    IncidentType,
    Nature,
    Outcome,
    Sex,
)
from goldenthread.testing.world import AT, TODAY

WHY = "The criteria were gone through one by one."
WHAT = "A child came to serious harm at home."


def incident(world, by: Any, at: datetime = AT, **given: Any) -> Review:  # type: ignore[no-untyped-def]
    """A serious incident of the northern partnership."""
    facts: dict[str, Any] = {
        "name": "Kestrel", "nature": Nature.HARM, "incident_type": IncidentType.PHYSICAL, "what": WHAT,
        "aware_on": TODAY, "place_area": "Northvale", "home_area": "Northvale",
    }  # fmt: skip
    group = Group.objects.get(pk=world.groups["reviews"])
    return operations.open_incident(group=group, draft=IncidentDraft(**(facts | given)), by=by, at=at)


def child(row: Review, by: Any, at: datetime = AT, name: str = "Child A", **given: Any) -> Any:
    """A child of a review, whose made-up name is sealed."""
    facts: dict[str, Any] = {"outcome": Outcome.HARMED, "born": "2020-05-04", "name": "Avery Fictional"}
    return operations.put_child(review_id=row.pk, seen=None, draft=ChildDraft(name, **(facts | given)), by=by, at=at)


def notified(row: Review, by: Any, at: datetime = AT, sent_at: datetime | None = None, late_why: str = "") -> Review:
    """Decided and notified."""
    day = (sent_at or at).date()
    operations.decide(review_id=row.pk, seen=None, notifies=True, why=WHY, decided_by="Director", on=day, by=by, at=at)
    return operations.notify(
        review_id=row.pk, seen=None, sent_at=sent_at or at, reference="SIN-1", sent_by="Director", late_why=late_why,
        by=by, at=at,
    )  # fmt: skip


def ready(row: Review, by: Any, at: datetime = AT, on: date = TODAY) -> None:
    """Written, decided and signed: it can be sent."""
    operations.write_report(review_id=row.pk, seen=None, parts=dict.fromkeys(PARTS, "Words."), by=by, at=at)
    decide_further(row, by, at, on=on)
    for partner in STATUTORY:
        operations.sign_off(review_id=row.pk, partner=partner, by_role="Delegated partner", on=on, by=by, at=at)


def decide_further(row: Review, by: Any, at: datetime = AT, on: date = TODAY, **given: Any) -> Any:
    """No further review, each criterion considered."""
    facts: dict[str, Any] = {
        "decision": Further.NO_REVIEW, "criteria": dict.fromkeys(Criterion, False), "why": WHY, "dissent": "",
    }  # fmt: skip
    return operations.decide_further(review_id=row.pk, seen=None, on=on, by=by, at=at, **(facts | given))


def due(row: Review, key: str, pathway: str = "serious_incident_notification") -> CourseStage:
    """A stage of a review's way, as it stands."""
    return CourseStage.objects.get(record=row.pk, key=key, course__pathway__key=pathway)


def queries_of(browser: Client, address: str) -> int:
    """How many queries a page takes that was read before."""
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200, address
    quiet = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
    return sum(not query["sql"].startswith(quiet) for query in captured.captured_queries)


FIRST: dict[str, Any] = {"born": "2023-05-04", "nhs_number": "9990000018", "sex": Sex.FEMALE, "care": Care.NO}


@pytest.fixture(scope="module")
def _rapid(keeps) -> Iterator[None]:  # type: ignore[no-untyped-def]
    def make(world: Any, become: Callable[..., Any]) -> None:
        manager = become("manager")
        row = Review.objects.select_related("record__group").get(pk=world.records["review"])
        begin_notification(row, manager, AT)
        child(row, manager, **FIRST)
        child(row, manager, name="Child B", born="2026-08", outcome=Outcome.UNHURT)
        notified(row, manager, sent_at=datetime(2026, 2, 20, 15, 0, tzinfo=UTC))

    with keeps(make):
        yield


@pytest.fixture
def world(_rapid: None, world):  # type: ignore[no-untyped-def]
    """The world, whose review has gone on to a rapid review of two children, one of them unborn."""
    return world


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
