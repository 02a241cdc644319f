"""The read interface: the same sight as the pages, for the bearer of a token that works, in its partnership and parts, and fuzzed against its own description."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from schemathesis import openapi

from goldenthread.accounts.models import Person
from goldenthread.api import operations, queries
from goldenthread.api.models import Token
from goldenthread.api.terms import Part
from goldenthread.config.wsgi import application
from goldenthread.history.models import Event
from goldenthread.partnership.models import Partnership
from goldenthread.records.operations import Refused
from goldenthread.testing.world import AT, World

BASE = "/api/v1/north/"
EVERYTHING = tuple(Part)


@pytest.fixture
def token_of(as_viewer: Callable[..., Any]) -> Callable[..., str]:
    """A working token of one of the world's people, by name."""

    def make(name: str, parts: tuple[Part, ...] = EVERYTHING, partnership: str = "north", days: int = 30) -> str:
        viewer = as_viewer(name)
        made = operations.make_token(
            partnership_id=Partnership.objects.get(key=partnership).pk,
            name="The council's Power BI",
            parts=parts,
            ends_at=AT + timedelta(days=days),
            by=viewer,
            at=AT,
        )
        with connection.cursor() as cursor:
            cursor.execute("select goldenthread_view(null, '2026-03-02', now())")
        return made.secret

    return make


def ask(path: str, secret: str = "") -> Any:
    return Client().get(path, headers={"Authorization": f"Bearer {secret}"} if secret else {})


PEOPLE = {
    # person → which of the world's actions their program reads
    "manager": {"draft_action", "action", "reported_action", "assured_action", "panel_action", "kept_from"},
    "chair": {"draft_action", "action", "reported_action", "assured_action", "kept_from"},
    "excluded": {"draft_action", "action", "reported_action", "assured_action", "panel_action"},
    "owner": {"draft_action", "action", "reported_action", "assured_action"},
    "outsider": set(),
}


@pytest.mark.parametrize("person", PEOPLE)
def test_a_program_reads_what_its_person_sees(token_of: Callable[..., str], world: World, person: str) -> None:
    answer = ask(f"{BASE}actions/?size=500", token_of(person)).json()
    named = {reference: name for name, reference in world.references.items()}
    found = {named[item["reference"]] for item in answer["items"] if item["reference"] in named}
    assert (
        found
        & {"draft_action", "action", "reported_action", "assured_action", "panel_action", "kept_from", "south_action"}
        == PEOPLE[person]
    )
    assert answer["total"] == len(answer["items"])


def test_every_part_answers_as_it_is_described(token_of: Callable[..., str]) -> None:
    secret = token_of("manager")
    for part in Part:
        assert ask(f"{BASE}{part.value}/", secret).status_code == 200, part
    action = next(item for item in ask(f"{BASE}actions/", secret).json()["items"] if item["state"] == "accepted")
    assert action["days_overdue"] == 12
    assert action["owner"] == "Owner"
    (indicator,) = ask(f"{BASE}indicators/", secret).json()
    assert len(indicator["readings"]) == 24


@pytest.mark.parametrize("secret", ["", "gt_guessed", "x" * 5000, "ä"])
def test_without_a_token_that_works_there_is_one_answer(world: World, secret: str) -> None:
    answer = ask(f"{BASE}actions/", secret)
    assert (answer.status_code, answer.json()) == (
        401,
        {"detail": "This token does not work: it is wrong, over, or was ended."},
    )


def test_a_token_ends_on_its_day_when_it_is_ended_and_with_its_persons_account(
    token_of: Callable[..., str], as_viewer: Callable[..., Any], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = token_of("chair", days=1)
    assert ask(f"{BASE}actions/", secret).status_code == 200
    monkeypatch.setattr("goldenthread.core.clock.now", lambda: AT + timedelta(days=2))
    assert ask(f"{BASE}actions/", secret).status_code == 401
    monkeypatch.undo()
    other = token_of("chair")
    chair = as_viewer("chair")
    operations.end_token(token_id=Token.objects.order_by("-pk")[0].pk, by=chair, at=AT)
    assert Event.objects.order_by("-pk")[0].verb == "token.ended"
    assert ask(f"{BASE}actions/", other).status_code == 401
    Person.objects.filter(pk=world.people["chair"]).update(is_active=False)
    assert ask(f"{BASE}actions/", secret).status_code == 401


def test_a_token_is_for_one_partnership_and_its_parts(token_of: Callable[..., str]) -> None:
    secret = token_of("both", parts=(Part.LEARNING,))
    assert ask(f"{BASE}learning/", secret).status_code == 200
    assert ask(f"{BASE}actions/", secret).status_code == 403
    assert ask("/api/v1/south/learning/", secret).status_code == 404
    assert ask("/api/v1/nowhere/learning/", secret).status_code == 404


def test_the_administrator_of_the_software_reads_nothing_by_program_either(token_of: Callable[..., str]) -> None:
    assert ask(f"{BASE}actions/", token_of("administrator")).status_code == 404


def test_what_is_asked_wrongly_is_one_sentence_that_names_the_field(token_of: Callable[..., str]) -> None:
    answer = ask(f"{BASE}actions/?size=0", token_of("manager"))
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("size: ")


def test_too_many_requests_in_a_minute_are_stopped(
    token_of: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goldenthread.api.views.MOST_A_MINUTE", 2)
    secret = token_of("manager")
    assert [ask(f"{BASE}groups/", secret).status_code for _ in range(3)] == [200, 200, 429]


def test_a_token_is_made_within_bounds_or_not_at_all(as_viewer: Callable[..., Any]) -> None:
    chair = as_viewer("chair")
    north = Partnership.objects.get(key="north").pk
    given = {"partnership_id": north, "name": "x", "by": chair, "at": AT}
    for parts, days, said in (
        ((), 1, "at least one"),
        (EVERYTHING, 400, "within a year"),
        (EVERYTHING, 0, "within a year"),
    ):
        with pytest.raises(Refused, match=said):
            operations.make_token(parts=parts, ends_at=AT + timedelta(days=days), **given)
    with pytest.raises(Refused, match="do not work"):
        operations.make_token(
            parts=EVERYTHING,
            ends_at=AT + timedelta(days=1),
            **{**given, "partnership_id": Partnership.objects.get(key="south").pk},
        )


def test_only_its_digest_is_kept_and_only_its_person_sees_it(
    token_of: Callable[..., str], as_viewer: Callable[..., Any], world: World
) -> None:
    secret = token_of("chair")
    as_viewer("manager")
    assert Token.objects.count() == 0
    as_viewer("chair")
    (row,) = queries.tokens_of(world.people["chair"])
    assert secret not in str(vars(row))
    assert queries.find_bearer(secret, AT).person_id == world.people["chair"]  # type: ignore[union-attr]


def test_a_list_costs_the_same_however_long_its_page(token_of: Callable[..., str]) -> None:
    secret, counts = token_of("manager"), []
    for size in (1, 500):
        ask(f"{BASE}actions/?size={size}", secret)
        with CaptureQueriesContext(connection) as captured:
            ask(f"{BASE}actions/?size={size}", secret)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12


def test_making_and_ending_one_in_the_browser(world: World) -> None:
    client = Client()
    client.force_login(Person.objects.get(pk=world.people["chair"]))
    session = client.session
    session["second_factor_ready"] = True
    session.save()
    assert "No program reads for you" in client.get("/account/tokens/").content.decode()
    day = {"ends_on_day": "1", "ends_on_month": "6", "ends_on_year": "2026"}
    wrong = client.post("/account/tokens/new/", {"name": "BI", "partnership": "north", **day})
    assert wrong.status_code == 422
    made = client.post("/account/tokens/new/", {"name": "BI", "partnership": "north", "parts": ["learning"], **day})
    secret = made.content.decode().split("gt-secret")[1].split(">")[1].split("<")[0]
    assert made["Cache-Control"].count("no-store")
    assert ask(f"{BASE}learning/", secret).status_code == 200
    page = client.get("/account/tokens/").content.decode()
    assert secret not in page
    number = next(part.split("/end/")[0] for part in page.split("/account/tokens/") if "/end/" in part)
    assert client.post(f"/account/tokens/{number}/end/").status_code == 302
    assert ask(f"{BASE}learning/", secret).status_code == 401


def test_the_description_is_served_to_anyone(world: World) -> None:
    described = Client().get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {f"/api/v1/{{key}}/{part.value}/" for part in Part}
    assert described["components"]["securitySchemes"]


@pytest.fixture
def secret(token_of: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> str:
    """A token that may read everything as often as it likes."""
    monkeypatch.setattr("goldenthread.api.views.MOST_A_MINUTE", 1_000_000)
    return token_of("manager")


@pytest.fixture
def described(world: World) -> Iterator[Any]:
    """The interface by its own description. The end of a request leaves the test's connection open, as with Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("part", Part, ids=lambda part: part.value)
def test_whatever_is_asked_the_answer_is_as_described(described: Any, secret: str, part: Part) -> None:
    """Asked what the description allows and what it does not, it answers as it says there, and never with a fault."""

    @given(described[f"/api/v1/{{key}}/{part.value}/"]["GET"].as_strategy())
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def asks(case: schemathesis.Case) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {secret}", "Host": "localhost"})

    asks()
