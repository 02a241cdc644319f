"""Two hundred people at once: each opens a page every five seconds, a tenth of the visits write."""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

PAUSE = 5.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="(\d+)"')


@dataclass(slots=True)
class Result:
    """What the visitors saw."""

    times: list[float] = field(default_factory=list)
    writes: int = 0
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class Visitor:
    """One person: their session, the pages they open, and an action they own."""

    session: str
    pages: tuple[str, ...]
    action: str


def visit(port: int, visitors: list[Visitor], seconds: float) -> Result:
    """Let them all visit for some seconds; times are those of whole answers."""
    result, stop = Result(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=_stay, args=(port, visitor, stop, result, number))
        for number, visitor in enumerate(visitors)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return result


def _stay(port: int, visitor: Visitor, stop: float, result: Result, number: int) -> None:
    chance = random.Random(number)  # noqa: S311 - which page comes next is no secret
    time.sleep(chance.random() * PAUSE)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.monotonic() < stop:
        started = time.monotonic()
        try:
            if (
                visitor.action and chance.random() < 0.2
            ):  # a write is a visit to the form and one that sends it: a tenth of all visits
                _write(connection, visitor, result)
            else:
                _ask(connection, visitor, "GET", chance.choice(visitor.pages), result)
        except (OSError, http.client.HTTPException) as error:
            with result.lock:
                result.errors.append(repr(error))
            connection.close()
        time.sleep(max(0.0, PAUSE - (time.monotonic() - started)))


def _ask(
    connection: http.client.HTTPConnection,
    visitor: Visitor,
    method: str,
    address: str,
    result: Result,
    body: str = "",
    cookies: str = "",
) -> tuple[str, str]:
    headers = {
        "Cookie": f"golden_thread={visitor.session}{cookies}",
        "Host": "localhost",
        "Accept-Encoding": "identity",
    }
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    started = time.perf_counter()
    connection.request(method, address, body or None, headers)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    taken = time.perf_counter() - started
    with result.lock:
        result.times.append(taken)
        if answer.status not in (200, 302):
            result.errors.append(f"{method} {address}: {answer.status}")
    return text, answer.headers.get("Set-Cookie", "")


def _write(connection: http.client.HTTPConnection, visitor: Visitor, result: Result) -> None:
    text, cookie = _ask(connection, visitor, "GET", f"{visitor.action}update/", result)
    token, version, sent = TOKEN.search(text), VERSION.search(text), re.search(r"csrftoken=([^;]+)", cookie)
    if not (token and version and sent):
        with result.lock:
            result.errors.append(f"{visitor.action}: no form")
        return
    body = urlencode(
        {"csrfmiddlewaretoken": token[1], "version": version[1], "text": "It goes on as planned.", "brag": "green"}
    )
    time.sleep(PAUSE)
    _ask(connection, visitor, "POST", f"{visitor.action}update/", result, body, f"; csrftoken={sent[1]}")
    with result.lock:
        result.writes += 1
