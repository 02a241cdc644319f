"""The environment and the pages that these tests render; no database."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import django
import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader

from goldenthread.design.environment import PageEnvironment, environment
from goldenthread.design.page import Frame, Head, NavItem, PartnershipChoice

TEMPLATES = Path(__file__).resolve().parent.parent / "jinja2"

if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
    settings.configure(SECRET_KEY="only for these tests", STATIC_URL="/static/", INSTALLED_APPS=["goldenthread.design"])
    django.setup()


class Pages:
    """Renders templates written in a test, beside the room's own."""

    def __init__(self) -> None:
        self.written: dict[str, str] = {}
        loader = ChoiceLoader([FileSystemLoader(TEMPLATES), DictLoader(self.written)])
        self.environment: PageEnvironment = environment(loader=loader)
        # Static addresses depend on the installation's storage, which is not what these tests are about.
        self.environment.globals["static"] = lambda path: f"/static/{path}"

    def html(self, source: str, **context: Any) -> str:
        """The rendered text of ``source``."""
        self.written["test.html"] = source
        self.environment.cache.clear() if self.environment.cache is not None else None
        return self.environment.get_template("test.html").render(**context)

    def soup(self, source: str, **context: Any) -> BeautifulSoup:
        """The same, read back."""
        return BeautifulSoup(self.html(source, **context), "lxml")


def one(within: Tag, selector: str) -> Tag:
    """The first element that ``selector`` finds; a failed test where there is none."""
    found = within.select_one(selector)
    assert found is not None, f"nothing at {selector}"
    return found


@pytest.fixture
def pages() -> Pages:
    """A renderer of its own for each test."""
    return Pages()


@pytest.fixture
def frame() -> Frame:
    """A frame with everything in it."""
    here = PartnershipChoice("Fairwater Safeguarding Children Partnership", "fairwater", "/fairwater/")
    other = PartnershipChoice("Otherley Safeguarding Children Partnership", "otherley", "/otherley/")
    rooms = (NavItem("My work", "/", current=True), NavItem("Groups", "/g/", children=(NavItem("One group", "/g/1/"),)))
    return Frame(
        person="Pat Pretend",
        nav=rooms,
        partnership=here,
        partnerships=(here, other),
        search_url="/search/",
        demonstration=True,
        accent_url="/fairwater/accent.css",
    )


@pytest.fixture
def head() -> Head:
    """A head with a title only."""
    return Head("Work that waits")
