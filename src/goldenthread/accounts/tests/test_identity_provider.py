"""Signing in with one's organisation: a real identity provider in a process of its own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from django.test import Client

from goldenthread.accounts import links
from goldenthread.accounts.models import Invitation, Person
from goldenthread.history.models import Event
from goldenthread.testing.world import AT, World

START = "/sign-in/with/organisation/"
STRONG = {"sub": "strong", "email": "administrator@north.example", "amr": ["pwd", "mfa"]}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The issuer of a running identity provider, where whoever comes says who they are."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--user-claims",
        json.dumps(STRONG),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"
    for _ in range(200):
        assert process.poll() is None
        try:
            requests.get(f"{issuer}/.well-known/openid-configuration", timeout=2)
            break
        except requests.ConnectionError:
            time.sleep(0.1)
    yield issuer
    process.terminate()
    process.wait(20)


@pytest.fixture(autouse=True)
def _configured(provider: str, settings: Any, db: None) -> None:
    settings.OIDC_URL, settings.OIDC_NAME = provider, "Northvale Council"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": "Northvale Council",
                    "client_id": "golden-thread",
                    "secret": "a secret",
                    "settings": {"server_url": provider},
                }
            ],
        }
    }


def go(client: Client, subject: str, *, action: str = "", process: str = "") -> Any:
    """Be sent to the provider, say who one is there, and come back."""
    sent = client.post(START + (f"?process={process}" if process else ""))
    assert sent.status_code == 302, sent.content
    form = {"action": action} if action else {"sub": subject}
    back = requests.post(sent["Location"], data=form, allow_redirects=False, timeout=10)
    came = urlsplit(back.headers["Location"])
    assert came.path == f"{START}back/"
    query = came.query
    if action:  # this provider leaves out the state of whom it refuses, which RFC 6749, 4.1.2.1, asks for
        (state,) = parse_qs(urlsplit(sent["Location"]).query)["state"]
        query += "&" + urlencode({"state": state})
    return client.get(f"{came.path}?{query}", follow=True)


def invited(world: World, name: str, minutes: int = 0) -> str:
    """An invitation's path for someone who has no password yet."""
    made_at = AT + timedelta(minutes=minutes)
    person = Person.objects.get(pk=world.people[name])
    person.set_unusable_password()
    person.save()
    token = links.token_for(person.pk, made_at)
    Invitation.objects.create(
        person=person, token_digest=links.digest_of(token), made_at=made_at, expires_at=AT + links.INVITATION_LASTS
    )
    return links.path_of(token)


def verbs() -> list[str]:
    return list(Event.objects.order_by("-pk").values_list("verb", flat=True)[:3])


def see(world: World, name: str) -> None:
    from goldenthread.database.viewer import set_viewer

    set_viewer(world.people[name], AT)


def test_the_pages_offer_it_only_where_there_is_one(client: Client, settings: Any) -> None:
    assert "Sign in with Northvale Council" in client.get("/sign-in/").content.decode()
    settings.OIDC_URL = ""
    assert "Northvale Council" not in client.get("/sign-in/").content.decode()


def test_an_invited_person_comes_in_by_their_identity_and_again_without_the_link(client: Client, world: World) -> None:
    path = invited(world, "outsider")
    assert "Use Northvale Council" in client.post(path).content.decode()
    page = go(client, "subject-of-outsider")
    assert page.redirect_chain[-1][0] == "/"
    assert client.session["_auth_user_id"] == str(world.people["outsider"])
    see(world, "outsider")
    assert {"person.identity_bound", "person.signed_in"} <= set(verbs())
    again = Client()
    assert go(again, "subject-of-outsider").status_code == 200
    assert again.session["_auth_user_id"] == str(world.people["outsider"])
    assert Client().post(path).status_code == 410, "the link works once"


def test_an_identity_with_a_known_address_opens_nothing_by_itself(client: Client, world: World) -> None:
    page = go(client, "outsider@north.example")
    assert page.status_code == 403
    assert "No account here is bound to this identity" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_invitation_left_half_way_binds_nobody_else(client: Client, world: World) -> None:
    client.post(invited(world, "outsider"))
    Invitation.objects.update(expires_at=AT)
    page = go(client, "someone")
    assert page.status_code == 403
    assert "older than 14 days" in page.content.decode()
    assert go(client, "someone").status_code == 403, "the token was used up"


def test_whoever_says_no_at_the_provider_is_not_signed_in(client: Client) -> None:
    page = go(client, "", action="deny")
    assert "You did not sign in" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_forged_return_is_a_sentence(client: Client) -> None:
    page = client.get(f"{START}back/?code=guessed&state=guessed")
    assert page.status_code == 403
    assert "did not confirm who you are" in page.content.decode()


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=world.people[name]))
    session = client.session
    session["second_factor_ready"] = True
    session.save()
    return client


def test_someone_signed_in_binds_it_and_lets_it_go(world: World) -> None:
    client = signed_in(world, "chair")
    assert "Not bound" in client.get("/account/").content.decode()
    assert "Bind it" in client.get("/account/identity/").content.decode()
    page = go(client, "subject-of-chair", process="connect")
    assert page.redirect_chain[-1][0] == "/account/"
    assert ">Bound<" in page.content.decode().replace("\n", "").replace("  ", "")
    stranger = go(signed_in(world, "member"), "subject-of-chair", process="connect")
    assert "bound" in stranger.content.decode().lower()
    assert client.post("/account/identity/", follow=True).status_code == 200
    assert "Not bound" in client.get("/account/").content.decode()
    assert go(Client(), "subject-of-chair").status_code == 403


def test_without_a_password_it_cannot_be_let_go(client: Client, world: World) -> None:
    client.post(invited(world, "outsider"))
    go(client, "subject-of-outsider")
    page = client.post("/account/identity/", follow=True).content.decode()
    assert "Without it you could not sign in" in page
    assert go(Client(), "subject-of-outsider").status_code == 200


def test_a_second_factor_that_the_provider_asserts_counts(client: Client, world: World) -> None:
    client.post(invited(world, "administrator"))
    go(client, "strong")
    assert client.get("/north/administration/people/").status_code == 200
    weak = Client()
    weak.post(invited(world, "administrator", minutes=1))
    go(weak, "weak")
    assert weak.get("/north/administration/people/")["Location"] == "/account/second-factor/app/"
