"""Who may open which page, and how many questions a page asks the database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

KEEPERS = (
    "",
    "people/",
    "people/invite/",
    "circles/",
    "circles/group-reviews/",
    "circles/group-reviews/keep-out/",
    "circles/everyone/",
    "circles/group-reviews/scrutineer/take-out/",
    "access-log/",
    "second-factor/",
)
ABOUT = ("", "organisations/", "groups/", "groups/reviews/", "priorities/", "focus/")
EDITS = (
    "change/",
    "organisations/new/",
    "groups/new/",
    "groups/reviews/change/",
    "groups/reviews/end/",
    "groups/reviews/terms/new/",
    "groups/reviews/seats/new/",
    "groups/reviews/meetings/new/",
    "priorities/new/",
    "focus/new/",
)
BUDGET = 12


@pytest.mark.parametrize("name", ["manager", "administrator"])
@pytest.mark.parametrize("place", KEEPERS)
def test_those_who_keep_a_partnership_enter(signed_in, name: str, place: str) -> None:  # type: ignore[no-untyped-def]
    assert signed_in(name).get(f"/north/administration/{place}", follow=True).status_code == 200


@pytest.mark.parametrize("name", ["officer", "chair", "scrutineer", "south_manager", "nobody"])
@pytest.mark.parametrize("place", KEEPERS)
def test_nobody_else_does(signed_in, name: str, place: str) -> None:  # type: ignore[no-untyped-def]
    assert signed_in(name).get(f"/north/administration/{place}").status_code == 404


@pytest.mark.parametrize("place", ABOUT)
def test_everyone_reads_what_the_partnership_says_of_itself(signed_in, place: str) -> None:  # type: ignore[no-untyped-def]
    for name in ("manager", "chair", "outsider", "administrator"):
        assert signed_in(name).get(f"/north/about/{place}").status_code == 200
    assert signed_in("south_manager").get(f"/north/about/{place}").status_code == 404


@pytest.mark.parametrize("place", EDITS)
def test_the_business_unit_changes_it(signed_in, place: str) -> None:  # type: ignore[no-untyped-def]
    assert signed_in("officer").get(f"/north/about/{place}").status_code == 200
    for name in ("chair", "administrator", "scrutineer"):
        assert signed_in(name).get(f"/north/about/{place}").status_code == 404


def test_an_administrator_sees_no_record(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("administrator")
    for address in (
        "/north/actions/",
        "/north/groups/",
        "/north/break-glass/",
        "/north/administration/conflicts/new/",
        f"/north/actions/{world.references['action']}/",
    ):
        assert browser.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/north/administration/people/",
        "/north/administration/circles/",
        "/north/administration/circles/group-reviews/",
        "/north/administration/access-log/",
        "/north/break-glass/requests/",
        "/north/about/",
        "/north/about/organisations/",
        "/north/about/groups/",
        "/north/about/groups/reviews/",
        "/north/about/priorities/",
        "/account/",
    ],
)
def test_pages_stay_within_the_budget(signed_in, address: str) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= BUDGET


def test_lists_are_taken_away(signed_in) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    for address in (
        "/north/administration/people/",
        "/north/administration/access-log/",
        "/north/about/organisations/",
    ):
        csv = browser.get(f"{address}?format=csv")
        assert b"".join(csv.streaming_content).count(b"\n") >= 1
        assert browser.get(f"{address}?format=xlsx").status_code == 200


def test_a_partnership_sets_its_colour(client, world) -> None:  # type: ignore[no-untyped-def]
    sheet = client.get("/accent/north.css")
    assert (sheet.status_code, sheet["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert sheet.content == b""  # the colour every partnership begins with adds nothing


def test_the_accessibility_statement_is_open(client, world) -> None:  # type: ignore[no-untyped-def]
    assert "Web Content Accessibility Guidelines" in client.get("/accessibility/").content.decode()
