"""A request to 240 organisations: two hundred answer at the same moment, the rest are reminded in one click, and the answers are taken away.

It has a server of its own: nobody else's lists should be as long.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser

from goldenthread.database.installation import Installation, Role
from journeys.conftest import ROOT, Someone, serving
from journeys.pressing import goes, presses

PEOPLE, SILENT = 200, 40
FIELDS = re.compile(r'name="(seen-[a-z0-9_]+|version|csrfmiddlewaretoken)" value="([^"]*)"')


@dataclass
class Answerer:
    """Someone with a link that they have opened, and their own connection to the server."""

    address: str
    token: str
    session: str
    answer_to: int
    cookies: dict[str, str] = field(default_factory=dict)

    def asks(self, method: str, step: str, form: dict[str, Any] | None = None) -> tuple[int, str]:
        """Status and body of one request."""
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
        held = {"golden_thread": self.session} | self.cookies
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in held.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self.address,
        }
        try:
            body = urlencode(form, doseq=True) if form else None
            connection.request(method, f"/respond/{self.token}/return/{step}", body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for name, value in re.findall(r"(\w+)=([^;]+)", "; ".join(response.headers.get_all("Set-Cookie") or [])):
            if "csrf" in name:
                self.cookies[name] = value
        return response.status, text


@pytest.fixture
def database(worker_id: str) -> str:
    """The name of this file's own copy of the world."""
    return f"goldenthread_at_once_{worker_id}"


@pytest.fixture
def alone(installation: Installation, database: str) -> Iterator[str]:
    """The address of a server of one's own."""
    with serving(installation, database) as address:
        yield address


def asked(address: str, database: str) -> dict[str, Any]:
    """The request, and what lets someone of each organisation in."""
    made = subprocess.run(
        [sys.executable, "-m", "journeys.asking", database, str(PEOPLE + SILENT)],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "GOLDENTHREAD_DEMONSTRATION": "true",
            "GOLDENTHREAD_DEMONSTRATION_DAY": "2026-03-02",
            "GOLDENTHREAD_ADDRESS": address,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    return found


def test_two_hundred_people_answer_one_request_at_the_same_moment(
    installation: Installation, database: str, alone: str, browser: Browser
) -> None:
    request = asked(alone, database)
    answerers = [Answerer(alone, way["token"], way["session"], way["return"]) for way in request["ways"]]
    silent = [someone.answer_to for someone in answerers[PEOPLE:]]
    answerers = answerers[:PEOPLE]
    together = threading.Barrier(PEOPLE)

    def answer(someone: Answerer) -> list[int]:
        found, page = someone.asks("GET", "section/involvement/")
        form = dict(FIELDS.findall(page)) | {
            "q-involved": "no",
            "q-records_checked": ["child", "siblings"],
            "q-author_role": f"Head of school {someone.answer_to}",
        }
        together.wait(180)
        saved, _ = someone.asks("POST", "section/involvement/", form)
        checked, page = someone.asks("GET", "check/")
        together.wait(180)
        sent, _ = someone.asks("POST", "check/", dict(FIELDS.findall(page)) | {"sure": "yes"})
        return [found, saved, checked, sent]

    with ThreadPoolExecutor(PEOPLE) as pool:
        statuses = list(pool.map(answer, answerers))
    assert {tuple(each) for each in statuses} == {(200, 302, 200, 302)}
    keys = [someone.answer_to for someone in answerers]
    with psycopg.connect(**installation.connection(Role.OWNER, database)) as owner:
        given = owner.execute(
            "select record_id, value #>> '{}' from returns_answer where question = 'author_role' and record_id = any(%s)",
            [keys],
        ).fetchall()
        sent = owner.execute(
            "select record_id, count(*), min(answers) from returns_submission where record_id = any(%s) group by 1",
            [keys],
        ).fetchall()
        states = owner.execute(
            "select state, count(*) from returns_return where record_id = any(%s) group by 1", [keys]
        ).fetchall()
    assert sorted(given) == sorted((key, f"Head of school {key}") for key in keys)
    assert sorted(sent) == sorted((key, 1, 3) for key in keys)
    assert states == [("returned", PEOPLE)]

    with psycopg.connect(**installation.connection(Role.OWNER, database)) as owner:  # their day goes by
        owner.execute("update returns_return set due_on = date '2026-03-01' where record_id = any(%s)", [silent])
    officer = Someone(browser, alone, "officer")
    page = officer.opens(f"/north/requests/{request['request']}/")
    assert f"{PEOPLE} of {PEOPLE + SILENT} organisations answered" in page.inner_text("main")
    officer.finds_nothing_wrong()
    presses(page, f"Remind the {SILENT} organisations that are silent")
    assert f"{SILENT} organisations reminded" in page.inner_text("main")
    goes(page, page.get_by_role("link", name="Answers side by side"))
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    text = download.value.path().read_text("utf-8-sig")
    assert {int(key) for key in re.findall(r"Head of school (\d+)", text)} == set(keys)
    officer.leaves()
    with psycopg.connect(**installation.connection(Role.OWNER, database)) as owner:
        reminded = owner.execute(
            "select chased, count(*) from returns_return where record_id = any(%s) group by 1", [silent]
        ).fetchall()
    assert reminded == [(1, SILENT)]
