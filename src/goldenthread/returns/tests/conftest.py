"""The world's request and returns, roles to act in, and a way in by link."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client

from goldenthread.accounts.models import Person
from goldenthread.database.installation import Installation, Role
from goldenthread.database.viewer import set_viewer, working_in
from goldenthread.partnership.models import Partnership
from goldenthread.returns import links
from goldenthread.returns.models import AnswerCode, AnswerLink, Return
from goldenthread.returns.permissions import Answerer
from goldenthread.returns.rules.answering import NOTHING, Given, fingerprint
from goldenthread.returns.rules.states import Part
from goldenthread.returns.terms import AnswerState
from goldenthread.testing.world import AT

SAM = Answerer("Sam Registrar", frozenset({Part.RECIPIENT}))
LOCAL = "django.core.mail.backends.locmem.EmailBackend"


@dataclass(frozen=True, slots=True)
class WayIn:
    """A link's token, the code that opens it, and its row."""

    token: str
    code: str
    link_id: int


def said(value: object, seen: Given = NOTHING):  # type: ignore[no-untyped-def]
    """A change of an answer, made from what a form showed."""
    from goldenthread.returns.operations import Change

    given = value if isinstance(value, Given) else Given(AnswerState.VALUE, value)
    return Change(given, fingerprint(seen))


def load(world, name: str = "school_return") -> Return:  # type: ignore[no-untyped-def]
    """One of the world's returns, as whoever is the viewer sees it now."""
    return Return.objects.select_related("record__group", "organisation", "version", "partnership").get(
        pk=world.records[name]
    )


@pytest.fixture
def acting(worker: None, installation: Installation, settings) -> Callable[[Role], None]:  # type: ignore[no-untyped-def]
    """Change the database role inside the test's one transaction, and be nobody there; it begins as the web process."""
    settings.EMAIL_BACKEND = LOCAL

    def act(role: Role) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"set session authorization {installation.role_name(role)}")
            cursor.execute("select set_config('goldenthread.job_partnership', '', true)")
        set_viewer(None, AT)

    act(Role.WEB)
    return act


@pytest.fixture
def north(world) -> int:  # type: ignore[no-untyped-def]
    """The northern partnership."""
    return Partnership.objects.get(key="north").pk


@pytest.fixture
def way_in(world, acting, north: int) -> Callable[..., WayIn]:  # type: ignore[no-untyped-def]
    """Make a link and its code, as the worker does when it sends their mails."""

    def make(name: str = "school_return", *, kind: str = "recipient", section: str = "", code: str = "123456") -> WayIn:
        token = links.new_token()
        acting(Role.WORKER)
        with working_in(north, AT):
            link = AnswerLink.objects.create(
                answer_to_id=world.records[name],
                kind=kind,
                section=section,
                name="Sam Registrar",
                email="registrar@school.example",
                digest=links.digest_of(token),
                made_by="Manager",
                made_at=AT,
                expires_at=AT + links.LINK_LASTS_AFTER_DUE,
            )
            AnswerCode.objects.create(
                link=link,
                message_key=secrets.token_urlsafe(8),
                digest=links.code_digest(link.digest or "", code),
                made_at=AT,
                expires_at=AT + links.CODE_LASTS,
            )
        acting(Role.WEB)
        return WayIn(token, code, link.pk)

    return make


@pytest.fixture
def enters(client: Client, way_in) -> Callable[..., tuple[Client, str]]:  # type: ignore[no-untyped-def]
    """Someone with a link gives the code and is in: the client, and the address everything lies below."""

    def enter(name: str = "school_return", *, kind: str = "recipient", section: str = "") -> tuple[Client, str]:
        way = way_in(name, kind=kind, section=section)
        fresh = Client()
        answer = fresh.post(f"/respond/{way.token}/code/", {"code": way.code})
        assert answer.status_code == 302, answer.content.decode()
        return fresh, f"/respond/{way.token}/return/"

    return enter


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
