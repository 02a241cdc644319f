"""Signing in and out, the second factor, invitations and passwords."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.exceptions import ValidationError

from goldenthread.accounts import links, operations, queries
from goldenthread.accounts.models import Invitation, Person
from goldenthread.accounts.operations import NotAllowed
from goldenthread.history.actor import job
from goldenthread.testing.world import AT, PASSWORD

BY = job("test")


@pytest.fixture(autouse=True)
def _no_counts_left(db) -> None:  # type: ignore[no-untyped-def]
    from django.core.cache import cache

    cache.clear()


def code_for(secret: str) -> str:
    """What an authenticator app would show."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, world, name: str, password: str = PASSWORD, follow: bool = True):  # type: ignore[no-untyped-def]
    return client.post("/sign-in/", {"login": world.email(name), "password": password}, follow=follow)


def test_one_clear_sentence_when_it_fails(client, world) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(client, world, "chair", "wrong").content.decode()
    assert "This address and password do not belong together." in page
    unknown = client.post("/sign-in/", {"login": "stranger@north.example", "password": "wrong"}).content.decode()
    assert "do not belong together" in unknown  # the same for an address that is not known
    missing = client.post("/sign-in/", {"login": "", "password": ""}).content.decode()
    assert "Enter your address" in missing
    assert "Enter your password" in missing


def test_too_many_tries_are_stopped(client, world) -> None:  # type: ignore[no-untyped-def]
    for _ in range(5):
        sign_in(client, world, "chair", "wrong")
    assert "too many tries" in sign_in(client, world, "chair").content.decode().lower()


def test_signing_in_and_out_says_nothing_that_is_not_ours(client, world) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(client, world, "chair")
    assert page.redirect_chain[-1][0] == "/"
    assert "Successfully" not in page.content.decode()
    assert "Sign out" in client.get("/sign-out/").content.decode()
    out = client.post("/sign-out/", follow=True)
    assert out.redirect_chain[-1][0] == "/sign-in/"
    assert "You have" not in out.content.decode()
    assert Person.objects.get(pk=world.people["chair"]).last_login is not None


def test_where_one_was_going_is_kept(client, world) -> None:  # type: ignore[no-untyped-def]
    page = client.get("/north/actions/", follow=True).content.decode()
    assert 'name="next" value="/north/actions/"' in page
    assert (
        client.post("/sign-in/", {"login": world.email("chair"), "password": PASSWORD, "next": "/north/actions/"}).url
        == "/north/actions/"
    )
    client.post("/sign-out/")
    assert (
        client.post(
            "/sign-in/", {"login": world.email("chair"), "password": PASSWORD, "next": "https://elsewhere.example/"}
        ).url
        == "/"
    )


def test_a_closed_account_does_not_sign_in(client, world) -> None:  # type: ignore[no-untyped-def]
    operations.deactivate(person_id=world.people["chair"], by=BY, at=AT)
    assert "/" not in [place for place, _ in sign_in(client, world, "chair").redirect_chain]
    assert client.get("/").status_code == 302
    assert "This account is closed" in client.get("/sign-in/locked/").content.decode()


def test_an_administrator_sets_up_an_app_and_signs_in_with_it(client, world) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(client, world, "administrator")
    assert page.redirect_chain[-1][0].startswith("/account/confirm/")
    page = client.post("/account/confirm/", {"password": PASSWORD, "next": "/account/second-factor/app/"}, follow=True)
    shown = page.content.decode()
    assert '<svg role="img"' in shown
    assert "style=" not in shown
    secret = "".join(re.findall(r'<span class="gt-reference">([A-Z2-7]+)</span>', shown))
    wrong = client.post("/account/second-factor/app/", {"code": "000000"}).content.decode()
    assert "This code is not right" in wrong
    assert secret == "".join(
        re.findall(r'<span class="gt-reference">([A-Z2-7]+)</span>', wrong)
    )  # the same key as before
    codes = client.post("/account/second-factor/app/", {"code": code_for(secret)}, follow=True).content.decode()
    assert "10 of 10 are left" in codes
    one = re.search(r'<li><span class="gt-reference">([^<]+)', codes)[1]  # type: ignore[index]
    assert one in client.get("/account/second-factor/codes/download/").content.decode()
    assert "Set up" in client.get("/account/second-factor/").content.decode()
    assert client.get("/north/administration/people/").status_code == 200
    client.post("/sign-out/")
    step = sign_in(client, world, "administrator")
    assert step.redirect_chain[-1][0] == "/sign-in/second-factor/"
    assert client.get("/north/administration/people/").status_code == 302  # not in yet
    assert "This code is not right" in client.post("/sign-in/second-factor/", {"code": "000000"}).content.decode()
    assert client.post("/sign-in/second-factor/", {"code": one}).url == "/"
    assert client.get("/north/administration/people/").status_code == 200


def test_the_secret_lies_encrypted(client, world) -> None:  # type: ignore[no-untyped-def]
    secret = generate_totp_secret()
    made = TOTP.activate(Person.objects.get(pk=world.people["chair"]), secret)
    assert secret not in str(made.instance.data)
    assert queries.second_factors(world.people.values()) == {world.people["chair"]}


@pytest.mark.parametrize(
    "address",
    [
        "/account/second-factor/",
        "/account/second-factor/passkeys/",
        "/account/second-factor/passkeys/add/",
        "/account/second-factor/codes/new/",
        "/account/second-factor/app/",
        "/account/confirm/",
        "/account/password/",
    ],
)
def test_every_page_about_signing_in_shows(client, world, address: str) -> None:  # type: ignore[no-untyped-def]
    sign_in(client, world, "chair")
    client.post("/account/confirm/", {"password": PASSWORD})
    page = client.get(address, follow=True)
    assert page.status_code == 200
    for word in ("style=", "onclick", "<script>", "allauth"):
        assert word not in page.content.decode()


def test_the_page_for_the_lost_and_scanned(client, world) -> None:  # type: ignore[no-untyped-def]
    assert "not complete" in client.get("/invitation/nonsense/").content.decode()
    assert client.get("/invitation/nonsense/").status_code == 404


def test_a_link_works_once_for_two_weeks(world) -> None:  # type: ignore[no-untyped-def]
    invited = operations.invite(email="new@north.example", name="New Example", by=BY, at=AT)
    assert invited.new
    row = Invitation.objects.get(person=invited.person)
    token = links.token_for(invited.person.pk, row.made_at)
    assert invited.path == links.path_of(token) == queries.invitation_path(invited.person.pk, AT)
    assert token not in row.token_digest
    assert queries.find_invitation(token) == row
    late = AT + timedelta(days=14)
    assert "older than 14 days" in operations.invitation_problem(row, late)
    assert queries.invitation_path(invited.person.pk, late) is None
    for weak in ("short", "password12345", "new@north.example"):
        with pytest.raises(ValidationError):
            operations.accept(invitation_id=row.pk, password=weak, at=AT)
    operations.accept(invitation_id=row.pk, password="three odd teapots", at=AT)
    with pytest.raises(NotAllowed, match="used already"):
        operations.accept(invitation_id=row.pk, password="three odd teapots", at=AT)
    assert operations.invite(email="NEW@north.example", name="Whoever", by=BY, at=AT).path is None


def test_a_newer_link_replaces_an_older_one(client, world) -> None:  # type: ignore[no-untyped-def]
    first = operations.invite(email="new@north.example", name="New Example", by=BY, at=AT - timedelta(hours=1))
    again = operations.invite(email="new@north.example", name="New Example", by=BY, at=AT)
    assert again.path != first.path
    assert client.get(first.path).status_code == 410


def test_two_passwords_that_differ_are_sent_back(client, world) -> None:  # type: ignore[no-untyped-def]
    path = operations.invite(email="new@north.example", name="New Example", by=BY, at=AT).path
    page = client.post(path, {"new": "three odd teapots", "again": "four odd teapots"})
    assert page.status_code == 422
    assert "The two passwords are not the same" in page.content.decode()


def test_one_changes_one_s_own_password(client, world) -> None:  # type: ignore[no-untyped-def]
    sign_in(client, world, "chair")
    form = {"current": "wrong", "new": "three odd teapots", "again": "three odd teapots"}
    assert "The current password is not right" in client.post("/account/password/", form).content.decode()
    assert (
        "use at least 12 characters"
        in client.post(
            "/account/password/", form | {"current": PASSWORD, "new": "short", "again": "short"}
        ).content.decode()
    )
    assert client.post("/account/password/", form | {"current": PASSWORD}).url == "/account/"
    assert client.get("/account/").status_code == 200
    assert Person.objects.get(pk=world.people["chair"]).check_password("three odd teapots")
