from __future__ import annotations

from dataclasses import replace

import pytest
from jinja2 import UndefinedError

from goldenthread.design.components import Button, Link, Notice, SubNavItem, Tag
from goldenthread.design.environment import with_query
from goldenthread.design.page import Frame, Head, PlainFrame
from goldenthread.design.tests.conftest import Pages, one

PAGE = '{% extends "design/page.html" %}{% block content %}<p>Body</p>{% endblock %}'
ERRORS = (400, 403, 404, 409, 429, 500, 503)


def test_a_page_has_its_frame(pages: Pages, frame: Frame, head: Head) -> None:
    soup = pages.soup(PAGE, frame=frame, head=head)
    assert one(soup, "html")["lang"] == "en-GB"
    assert soup.title is not None
    assert soup.title.text.strip().startswith("Work that waits – Fairwater")
    assert [tag.text for tag in soup.select("h1")] == ["Work that waits"]
    assert one(soup, "a.govuk-skip-link")["href"] == "#main-content"
    assert soup.select_one("main#main-content") is not None
    assert "people and casework are fictional" in soup.text
    assert soup.select_one("link[href='/fairwater/accent.css']") is not None
    assert one(soup, "form[action='/sign-out/']")["method"] == "post"
    assert len(soup.select("link[rel=stylesheet]")) == 2
    assert soup.select_one("aside") is None


def test_a_page_shows_its_head(pages: Pages, frame: Frame) -> None:
    head = Head(
        "A rapid review",
        reference="RR-7K4Q",
        tags=(Tag("warning", "Due in 4 working days"),),
        breadcrumbs=(Link("Reviews", "/reviews/"),),
        lede="With the panel until Thursday 12 March.",
        action=Button("Record the decision", "/decide/"),
        others=(Link("Move the date", "/move/"),),
        subnav=(SubNavItem("Overview", "/", current=True), SubNavItem("Agencies", "/a/", note="7 of 9")),
    )
    framed = replace(frame, messages=(Notice("success", "Stored."),), demonstration=False)
    source = PAGE + "{% block aside %}<p>Beside</p>{% endblock %}"
    soup = pages.soup(source, frame=framed, head=head)
    text = " ".join(soup.text.split())
    for words in ("RR-7K4Q", "Due in 4 working days", "Move the date", "Agencies 7 of 9", "With the panel", "Stored."):
        assert words in text
    assert one(soup, "aside p").text == "Beside"
    assert one(soup, "nav [aria-current=page]").text == "Overview"
    assert "fictional" not in text


def test_our_templates_stop_at_an_undefined_name(pages: Pages, frame: Frame, head: Head) -> None:
    with pytest.raises(UndefinedError):
        pages.html("{{ nothing_of_the_kind }}")
    with pytest.raises(UndefinedError):
        pages.html(PAGE + "{% block lede %}{{ head.leed }}{% endblock %}", frame=frame, head=head)


def test_the_govuk_macros_let_missing_options_pass(pages: Pages) -> None:
    source = '{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}'
    assert "Go on" in pages.html(source + '{{ govukButton({"text": "Go on"}) }}')


def test_text_is_escaped_in_ours_and_in_theirs(pages: Pages) -> None:
    source = '{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}'
    assert "<b>" not in pages.html(source + '{{ word }}{{ govukButton({"text": word}) }}', word="<b>")


@pytest.mark.parametrize("status", ERRORS)
def test_error_pages_need_nothing_and_say_what_to_do(pages: Pages, status: int) -> None:
    html = pages.environment.get_template(f"design/errors/{status}.html").render()
    assert "<h1" in html
    assert "govuk-body" in html
    assert str(status) not in html


def test_a_plain_page_takes_a_frame(pages: Pages) -> None:
    source = '{% extends "design/plain.html" %}{% block title %}Sign in{% endblock %}'
    soup = pages.soup(source, frame=PlainFrame(demonstration=True))
    assert soup.title is not None
    assert soup.title.text == "Sign in – Golden Thread"
    assert "fictional" in soup.text


def test_with_query_changes_only_what_it_is_told() -> None:
    assert with_query("/a/?q=one+two&page=3", {"page": 4}) == "/a/?q=one+two&page=4"
    assert with_query("/a/?q=x&page=3", {"page": None, "sort": "due"}) == "/a/?q=x&sort=due"
