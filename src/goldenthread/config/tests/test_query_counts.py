"""Queries a page: twelve or fewer, and as many for one role as for another, with few rows or with many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import Person
from goldenthread.partnership.models import Group
from goldenthread.testing.world import AT, TODAY
from goldenthread.thread import operations
from goldenthread.thread.operations import ActionDraft

MOST = 12
PAGES = [
    "/",
    "/north/groups/",
    "/north/groups/reviews/",
    "/north/actions/",
    "/north/actions/?standing=all&by=agency",
    "/north/learning/",
    "/north/products/",
    "/north/impact/",
    "/north/search/?q=sleep",
    "/north/actions/{action}/",
    "/north/thread/{action}/",
    "/north/reviews/",
    "/north/pathways/",
    "/north/pathways/rapid_review/",
]


def count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return sum(
        not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT"))
        for query in captured.captured_queries
    )


def sign_in(client: Client, world, person: str) -> None:
    client.force_login(Person.objects.get(pk=world.people[person]))
    session = client.session
    session["second_factor_ready"], session["last_seen"] = True, 4_000_000_000.0
    session.save()


@pytest.mark.parametrize("address", PAGES)
def test_no_more_than_twelve_and_the_same_for_all(client: Client, world, address: str) -> None:
    counts = {}
    for person in ("manager", "chair", "owner"):
        sign_in(client, world, person)
        counts[person] = count(client, address.format(**world.references))
    assert max(counts.values()) <= MOST, counts
    assert len(set(counts.values())) == 1, counts


@pytest.mark.parametrize("address", PAGES[:8])
def test_more_rows_ask_no_more(client: Client, world, as_viewer, address: str) -> None:
    sign_in(client, world, "manager")
    before = count(client, address)
    manager = as_viewer("manager")
    group = Group.objects.get(pk=world.groups["reviews"])
    for number in range(12):
        draft = ActionDraft(
            text=f"Count the wards of floor {'abcdefghijkl'[number]}",
            owner_organisation=world.organisations["trust"],
            owner_person=world.people["member"],
            due_on=TODAY,
        )
        operations.write_action(group=group, draft=draft, by=manager, at=AT)
    assert count(client, address) == before
