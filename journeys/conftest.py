"""A served copy of the tests' world, a browser, and people who sign in as anyone would."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, StorageState, sync_playwright
from psycopg import sql

from goldenthread.database.installation import DATABASE, Installation, Role, here
from goldenthread.testing.world import PASSWORD, load
from journeys.pressing import goes

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "build" / "axe" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = (
    "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations']}"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them: each process that runs some has a server and a browser of its own."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def served(installation: Installation, worker_id: str) -> Iterator[str]:
    """The address of a server on a copy of the world of its own."""
    with serving(installation, f"goldenthread_journeys_{worker_id}") as address:
        yield address


@contextmanager
def serving(installation: Installation, name: str) -> Iterator[str]:
    """A server on a copy of the world under a name, and then neither: its address."""
    with psycopg.connect(**installation.administration("postgres"), autocommit=True) as administrator:
        administrator.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        administrator.execute(
            sql.SQL("create database {} template {} owner {}").format(
                sql.Identifier(name), sql.Identifier(DATABASE), sql.Identifier(installation.role_name(Role.OWNER))
            )
        )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "GOLDENTHREAD_DEMONSTRATION": "true",
        "GOLDENTHREAD_DEMONSTRATION_DAY": "2026-03-02",
        "GOLDENTHREAD_SECURE": "false",
        "GOLDENTHREAD_ADDRESS": address,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "journeys.serving", name, str(port)],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )
    _wait(f"{address}/readyz", process)
    yield address
    process.terminate()
    process.wait(30)
    with psycopg.connect(**installation.administration("postgres"), autocommit=True) as administrator:
        administrator.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _wait(address: str, process: subprocess.Popen) -> None:  # type: ignore[type-arg]
    for _ in range(600):  # a machine may have much else to do
        assert process.poll() is None, "the server ended before it served"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.15)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "Chromium is not installed"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def names(installation: Installation):  # type: ignore[no-untyped-def]
    """The world's people and records by name."""
    return load(here().data)


# Whoever signed in once at a server stays signed in for the other journeys there: signing in has journeys of its own.
SIGNED_IN: dict[str, StorageState] = {}


class Someone:
    """A person at a browser."""

    def __init__(self, browser: Browser, address: str, name: str, *, script: bool = True, width: int = 1280) -> None:
        self.context: BrowserContext = browser.new_context(
            base_url=address,
            java_script_enabled=script,
            viewport={"width": width, "height": 900},
            storage_state=SIGNED_IN.get(f"{address} {name}"),
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.script = script
        self.faults: list[str] = []
        self.page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        if f"{address} {name}" not in SIGNED_IN:
            self.page.goto("/sign-in/")
            self.page.fill("input[name=login]", f"{name}@north.example")
            self.page.fill("input[name=password]", PASSWORD)
            goes(self.page, "main button[type=submit]")
            SIGNED_IN[f"{address} {name}"] = self.context.storage_state()

    def opens(self, path: str) -> Page:
        """Go to a page, which must answer."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        return self.page

    def finds_nothing_wrong(self) -> None:
        """Axe finds nothing on the page, nothing overflows, and the browser refused nothing."""
        assert self.script, "axe needs script"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, f"{self.page.url} is {wide} pixels too wide"
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            f"axe.run(document, {RULES}).then(result => result.violations.map(each => each.id + ': ' + each.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')))"
        )
        assert found == [], f"{self.page.url}: {found}"
        assert self.faults == [], self.faults

    def finds_nothing_wrong_on(self, paths: Iterable[str]) -> None:
        """Open each of these pages anew, at this width; every one on which something is wrong is named at the end."""
        wrong: list[str] = []
        for path in paths:
            self.faults.clear()
            try:
                self.opens(path)
                self.finds_nothing_wrong()
            except (AssertionError, Error) as problem:
                wrong.append(f"{path}: {problem}")
        assert not wrong, "\n".join(wrong)

    def leaves(self) -> None:
        """Close the browser's window."""
        self.context.close()


@pytest.fixture
def comes(browser: Browser, served: str) -> Iterator[object]:
    """Let someone sign in: `comes("manager")`."""
    present: list[Someone] = []

    def come(name: str, *, script: bool = True, width: int = 1280) -> Someone:
        present.append(Someone(browser, served, name, script=script, width=width))
        return present[-1]

    yield come
    for someone in present:
        someone.leaves()


@pytest.fixture(autouse=True)
def _still_clock() -> None:
    """Journeys run against a server of their own, whose clock stands on the world's day."""
