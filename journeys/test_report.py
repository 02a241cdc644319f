"""A report's life: started, written, linked to its evidence, read by others, sealed, taken away, and begun anew."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from journeys.pressing import goes, presses

TOLD = "The group agreed one safer sleep standard and taught it to every service"
CHANGED = "Families hear the same advice from every service"
TYPES = {
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
    "yaml": ("application/yaml", b"format"),
}
WIDTHS = pytest.mark.parametrize("width", [1280, 375])


@dataclass(frozen=True, slots=True)
class Sealed:
    """A report that was signed off, and the development it tells."""

    address: str
    development: str


def starts(page: Page, title: str, month: int) -> str:
    """Start a yearly report from a month of 2025 on, as no two drafts have one period; gives the builder's address."""
    presses(page, "Start a report")
    page.check("input[name=kind][value=annual_report]")
    for name, day in (("start", f"1 {month} 2025"), ("end", "31 3 2026")):
        for part, value in zip(("day", "month", "year"), day.split(), strict=True):
            page.fill(f"input[name={name}_{part}]", value)
    page.fill("input[name=title]", title)
    presses(page, "Start the report")
    assert title in page.inner_text("h1")
    return page.url


def tells(page: Page, told: str) -> None:
    """Write a development of the review group, with its impact; both stand in the report at once."""
    goes(page, page.locator(".gt-report-part").get_by_role("link", name="Practice Review Group"))
    presses(page, "Write a development")
    page.fill("textarea[name=summary]", told)
    page.fill("textarea[name=impacts]", CHANGED)
    presses(page, "Save the development")
    paper = page.inner_text(".gt-paper")
    assert told in paper
    assert CHANGED in paper


def links(page: Page, told: str, impact: str) -> None:
    """Say which recorded impact stands behind the words beside a development."""
    pair = page.locator(".gt-told", has_text=told)
    goes(page, pair.get_by_role("link", name=CHANGED))
    presses(page, "Link it to its evidence")
    page.check(f"input[name=impact][value={impact}]")
    presses(page, "Save the link")
    behind = page.inner_text("#in-hand")
    assert impact in behind
    assert "Evidence: moderate" in behind


def sends(page: Page, address: str) -> None:
    """Ask the scrutineer and the chair to read it."""
    page.goto(address)
    presses(page, "Send it for review")
    for person in ("Scrutineer", "Chair"):
        page.get_by_label(f"{person} (", exact=False).first.check()
    presses(page, "Send it for review")
    assert "In review" in page.inner_text(".gt-head")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_the_first_line_to_a_second_version(comes, names, script: bool) -> None:
    way = "by script" if script else "by hand"
    title, told = f"Yearly report {way}", f"{TOLD}, {way}"
    manager = comes("manager", script=script)
    page = manager.opens("/north/reports/")
    address = starts(page, title, 4 if script else 5)
    tells(page, told)
    links(page, told, names.references["impact"])
    sends(page, address)

    scrutineer = comes("scrutineer", script=script, width=375)
    page = scrutineer.opens("/")
    assert "ready for you to read" in page.inner_text("main")
    page.goto(address)
    goes(page, page.get_by_role("link", name=told))
    page.fill("textarea[name=text]", "How many services is every service?")
    presses(page, "Comment")
    assert "How many services is every service?" in page.inner_text("#in-hand")
    assert page.get_by_role("button", name="Change its words").count() == 0

    page = manager.opens(address)
    assert "How many services is every service?" in page.inner_text("#in-hand")
    presses(page, "Settle it")
    assert "settled" in page.inner_text(".gt-comment")

    page = (scrutineer if script else manager).opens(address)
    presses(page, "Sign it off")
    if not script:
        page.fill("input[name=on_behalf_of]", "the three safeguarding partners, who agreed it on 1 March 2026")
    presses(page, "Sign it off")
    assert "Signed off on 2 March 2026" in page.inner_text(".gt-head")
    assert "Sealed under the digest" in page.inner_text("main")
    assert page.get_by_role("button", name="Change its words").count() == 0

    page = manager.opens(f"{address}read/")
    assert told in page.inner_text("main")
    assert CHANGED in page.inner_text("main")
    for kind, (media, begins) in TYPES.items():
        answer = page.context.request.get(f"{address}download/{kind}/")
        assert answer.status == 200, kind
        assert answer.headers["content-type"].split(";")[0] == media
        assert f"-v1.{kind}" in answer.headers["content-disposition"]
        assert answer.body().startswith(begins), answer.body()[:40]

    page = manager.opens(address)
    presses(page, "Start a new version")
    assert page.url != address
    assert "Version 2" in page.inner_text(".gt-head")
    assert "Draft" in page.inner_text(".gt-head")
    assert told in page.inner_text(".gt-paper")
    page.goto("/north/reports/")
    assert page.locator("main tr", has_text=title).count() == 2


def test_only_those_who_may_sign_are_offered_it_and_a_chair_only_comments(comes) -> None:
    manager = comes("manager")
    address = starts(manager.opens("/north/reports/"), "A report nobody else writes", 6)
    chair = comes("chair")
    page = chair.opens(address)
    assert page.get_by_role("button", name="Comment", exact=True).count() == 0
    sends(manager.page, address)
    page = chair.opens(address)
    assert page.get_by_role("button", name="Comment", exact=True).count() == 1
    assert "Sign it off" not in page.inner_text("main")
    answer = page.goto(f"{address}sign-off/")
    assert answer is not None
    assert answer.status == 404


@pytest.fixture(scope="module")
def sealed(browser, served: str, names) -> Sealed:
    """A sealed report for the pages to be looked at."""
    from journeys.conftest import Someone

    manager = Someone(browser, served, "manager")
    told = f"{TOLD}, to be looked at"
    address = starts(manager.opens("/north/reports/"), "A report to look at", 7)
    tells(manager.page, told)
    links(manager.page, told, names.references["impact"])
    manager.opens(f"{address}sign-off/")
    manager.page.fill("input[name=on_behalf_of]", "the three safeguarding partners, who agreed it on 1 March 2026")
    presses(manager.page, "Sign it off")
    manager.leaves()
    return Sealed(address, told)


@WIDTHS
def test_the_sealed_report_and_the_list(comes, sealed: Sealed, width: int) -> None:
    someone = comes("manager", width=width)
    for path in ("/north/reports/", sealed.address, f"{sealed.address}read/", f"{sealed.address}checklist/"):
        someone.opens(path)
        someone.finds_nothing_wrong()


@WIDTHS
def test_a_draft_in_the_builder_and_its_forms(comes, names, width: int) -> None:
    someone = comes("manager", width=width)
    told = f"{TOLD}, at {width} pixels"
    someone.opens("/north/reports/new/")
    someone.finds_nothing_wrong()
    address = starts(someone.opens("/north/reports/"), f"A draft at {width} pixels", 8 if width > 400 else 9)
    someone.finds_nothing_wrong()
    tells(someone.page, told)
    links(someone.page, told, names.references["impact"])
    someone.finds_nothing_wrong()
    goes(someone.page, someone.page.locator(".gt-told__development").get_by_role("link", name=told))
    someone.finds_nothing_wrong()
    group = someone.page.locator(".gt-report-steps a").first.get_attribute("href")
    someone.opens(group or "")
    someone.finds_nothing_wrong()
    for path in ("details/", "assurance/", "focus/", "figures/", "checklist/", "review/", "sign-off/", "read/"):
        someone.opens(f"{address}{path}")
        someone.finds_nothing_wrong()
    someone.opens(f"{address}checklist/")
    goes(someone.page, someone.page.locator(".gt-item__action a").first)
    someone.finds_nothing_wrong()
