"""Signing the world's people in, and the clock of the room's views."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from goldenthread.accounts.models import Person
from goldenthread.testing.world import World


@pytest.fixture
def signed_in(world: World) -> Callable[[str], Client]:
    """A browser in which one of the world's people is signed in, their second factor aside."""

    def enter(name: str) -> Client:
        browser = Client()
        browser.force_login(Person.objects.get(pk=world.people[name]))
        session = browser.session
        session["second_factor_ready"] = True
        session.save()
        return browser

    return enter


@pytest.fixture
def send() -> Callable[..., str]:
    """Send a form and follow it; returns the page that says how it went."""

    def answer(browser: Client, address: str, status: int = 200, **fields: object) -> str:
        form = {"submission": str(uuid4()), **fields}
        response = browser.post(address, form, follow=status == 200)
        assert response.status_code == status, (address, response.status_code, response.content.decode()[:3000])
        return response.content.decode()

    return answer
