"""Page times, query counts, bytes and exports, measured in this process as the web role."""

from __future__ import annotations

import gzip
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections
from django.test import Client

from goldenthread.accounts.models import Person

ROUNDS = 15


@dataclass(frozen=True, slots=True)
class Measured:
    """One page for one person: its median server time in seconds, its queries, and its bytes."""

    seconds: float
    queries: int
    size: int


def session_of(person: Person) -> str:
    """A signed-in session of a person, as sign-in would leave it."""
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY], store[HASH_SESSION_KEY] = (
        str(person.pk),
        "allauth.account.auth_backends.AuthenticationBackend",
        person.get_session_auth_hash(),
    )
    store["second_factor_ready"] = True
    store["last_seen"] = time.time()
    store.create()
    return str(store.session_key)


def client_of(person: Person) -> Client:
    """A client signed in as this person."""
    client = Client(headers={"host": "localhost"})
    client.cookies["golden_thread"] = session_of(person)
    return client


def page(client: Client, address: str, rounds: int = ROUNDS) -> Measured:
    """A page's median time over some rounds, after two that warm it. Errors: AssertionError when it does not answer 200."""
    for _ in range(2):
        response = client.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
    asked: list[str] = []

    def counted(execute: Callable[..., object], statement: str, *rest: object) -> object:
        asked.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(counted):
        client.get(address)
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        response = client.get(address)
        times.append(time.perf_counter() - started)
    return Measured(
        statistics.median(times),
        sum(not statement.startswith(("SAVEPOINT", "RELEASE")) for statement in asked),
        len(response.content),
    )


def bare(client: Client, like: Measured, rounds: int = ROUNDS) -> Measured:
    """The bare view with as many bytes as a page."""
    empty = len(client.get("/bare/?bytes=0").content)
    return page(client, f"/bare/?bytes={max(0, like.size - empty)}", rounds)


def first_load(client: Client, address: str, static: Callable[[str], bytes]) -> int:
    """Bytes over the wire of a first visit: the page and its style sheet and scripts, compressed."""
    body = client.get(address).content
    total = len(gzip.compress(body))
    for name in ("goldenthread.css", "goldenthread.js", "govuk-frontend.js", "moj-multi-select.js"):
        total += len(gzip.compress(static(name), 9))
    return total


def export(client: Client, address: str) -> tuple[float, int, float]:
    """Seconds, rows and megabytes of memory that a CSV export took beyond what was in use."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, lines = time.perf_counter(), 0
    response = client.get(address)
    for chunk in response.streaming_content:  # type: ignore[attr-defined]
        lines += chunk.count(b"\n")
    return (
        time.perf_counter() - started,
        lines - 1,
        (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
    )


def use_database(name: str) -> None:
    """Point this process's connections at another database of the same server."""
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
