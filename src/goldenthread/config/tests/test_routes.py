"""Routes by roles: one table of who gets what, and no route that stands in no line of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from goldenthread.accounts.models import Person

EVERYONE, READERS, UNIT, WRITERS = "everyone", "readers", "unit", "writers"
KEEPERS, ANYONE_HERE = "keepers", "anyone here"
WHO = {
    # who gets 200 from a route of this kind, of: manager, chair, owner (no seat), outsider (other agency), administrator, a manager elsewhere
    EVERYONE: {"manager", "chair", "owner", "outsider", "administrator", "south_manager"},
    READERS: {"manager", "chair", "owner", "outsider"},
    WRITERS: {"manager", "chair"},
    UNIT: {"manager"},
    KEEPERS: {"manager", "administrator"},
    ANYONE_HERE: {"manager", "chair", "owner", "outsider", "administrator"},
}
ROUTES = {
    "/": EVERYONE,
    "/north/groups/": READERS,
    "/north/groups/reviews/": READERS,
    "/north/search/": READERS,
    "/north/search/?q=sleep&format=csv": READERS,
    "/account/calendar/": EVERYONE,
    "/north/actions/": READERS,
    "/north/learning/": READERS,
    "/north/products/": READERS,
    "/north/impact/": READERS,
    "/north/actions/new/": WRITERS,
    "/north/learning/new/": WRITERS,
    "/north/sources/new/": WRITERS,
    "/north/products/new/": WRITERS,
    "/north/impact/new/": WRITERS,
    "/north/actions/import/": UNIT,
    "/north/about/organisations/register/": UNIT,
    "/north/administration/seats/": KEEPERS,
    "/north/administration/people/import/": KEEPERS,
    "/north/about/seats/": ANYONE_HERE,
    "/north/administration/retention/": UNIT,
    "/north/administration/retention/holds/": UNIT,
    "/north/administration/retention/decisions/": UNIT,
    "/north/administration/retention/rules/": UNIT,
    "/north/administration/subject-access/": UNIT,
    "/north/administration/subject-access/new/": UNIT,
    "/north/administration/subject-access/withheld/": UNIT,
    "/north/administration/subject-access/law/": UNIT,
    "/north/administration/subject-access/law/third_party/": UNIT,
    "/north/meetings/": READERS,
    "/north/meetings/decisions/": READERS,
    "/north/meetings/attendance/": READERS,
    "/north/meetings/plan/": UNIT,
    "/north/oversight/": READERS,
    "/north/oversight/risks/": READERS,
    "/north/oversight/risks/new/": WRITERS,
    "/north/reviews/": READERS,
    "/north/reviews/refer/": READERS,
    "/north/reviews/years/": READERS,
    "/north/reviews/log/": READERS,
    "/north/reviews/new/": WRITERS,
    "/north/reviews/arrangements/": UNIT,
    "/north/postvention/": READERS,
    "/north/postvention/new/": WRITERS,
    "/north/postvention/arrangements/": UNIT,
    "/north/pathways/": READERS,
    "/north/pathways/rapid_review/": READERS,
    "/north/pathways/rapid_review/protocol/": READERS,
    "/north/pathways/calendar/": READERS,
    "/north/pathways/new/": UNIT,
    "/north/pathways/calendar/holiday/": UNIT,
    "/north/pathways/calendar/relaxation/": UNIT,
    "/north/actions/?format=csv": READERS,
    "/north/learning/?format=xlsx": READERS,
}
RECORDS = {
    # route with a record → who sees it
    "/north/actions/{action}/": {"manager", "chair", "owner"},
    "/north/thread/{action}/": {"manager", "chair", "owner"},
    "/north/thread/{source}/": {"manager", "chair"},
    "/north/thread/{impact}/": {"manager", "chair", "owner", "outsider"},
    "/north/reviews/{review}/": {"manager", "chair"},
    "/north/reviews/{review}/history/": {"manager", "chair"},
    "/north/reviews/referrals/{referral}/": {"manager", "chair", "outsider"},
    "/south/reviews/{review}/": set(),
    "/north/postvention/{response}/": {"manager", "chair"},
    "/north/postvention/{response}/plan/": {"manager", "chair"},
    "/north/postvention/{response}/notes/": {"manager", "chair"},
    "/south/postvention/{response}/": set(),
    "/north/records/{source}/way/": {"manager", "chair"},
    "/north/records/{source}/way/start/": {"manager", "chair"},
    "/north/records/{panel_action}/way/": {"manager"},
    "/south/records/{source}/way/": set(),
    "/north/records/{review}/family/": {"manager", "chair"},
    "/north/records/{review}/family/new/": {"manager", "chair"},
    "/north/records/{panel_action}/family/": {"manager"},
    "/south/records/{review}/family/": set(),
    "/north/actions/{panel_action}/": {"manager"},
    "/north/documents/{assured_document}/": {"manager", "chair", "owner"},
    "/north/actions/{action}/update/": {"manager", "chair", "owner"},
    "/north/actions/{south_action}/": set(),
    "/south/actions/{action}/": set(),
    "/north/actions/AC-222222/": set(),
}
PEOPLE = sorted(WHO[EVERYONE])


def ask(client: Client, world, person: str, address: str) -> int:
    client.force_login(Person.objects.get(pk=world.people[person]))
    session = client.session
    session["second_factor_ready"] = True
    session.save()
    response = client.get(address)
    if response.streaming and hasattr(response, "streaming_content"):
        b"".join(response.streaming_content)
    return response.status_code


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("address", ROUTES)
def test_pages(client: Client, world, address: str, person: str) -> None:
    assert ask(client, world, person, address) == (200 if person in WHO[ROUTES[address]] else 404)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("address", RECORDS)
def test_records(client: Client, world, address: str, person: str) -> None:
    assert ask(client, world, person, address.format(**world.references)) == (
        200 if person in RECORDS[address] else 404
    )


@pytest.mark.parametrize(
    "address", [*ROUTES, "/account/", "/north/reports/", "/north/about/", "/north/administration/"]
)
def test_whoever_is_not_signed_in_is_asked_to(client: Client, world, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, here)
        else:
            yield here, pattern.callback


def test_every_page_of_a_partnership_says_who_may_open_it() -> None:
    unguarded = [
        route
        for route, view in routes(get_resolver().url_patterns)
        if route.startswith("<slug:partnership>/")
        and not hasattr(view, "allowed")
        and not hasattr(getattr(view, "__wrapped__", None), "allowed")
    ]
    assert unguarded == []


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_needs_nobody(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 200


def test_pages_carry_a_strict_policy_and_no_inline_script_or_style(client: Client, world) -> None:
    client.force_login(Person.objects.get(pk=world.people["manager"]))
    response = client.get("/north/actions/")
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    body = response.content.decode()
    assert " style=" not in body
    assert "<script>" not in body
    assert " onclick=" not in body
