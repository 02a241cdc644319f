"""A request from design to export: an officer, an organisation on a phone with a link, one with nothing to tell, one that declines."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from journeys.conftest import ROOT
from journeys.pressing import goes, presses

PHONE = 375


@pytest.fixture(scope="module")
def worker(served: str, worker_id: str) -> Iterator[subprocess.Popen[str]]:
    """The worker of the served database, which does a round when it is sent a line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "journeys.working", f"goldenthread_journeys_{worker_id}"],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "GOLDENTHREAD_DEMONSTRATION": "true",
            "GOLDENTHREAD_DEMONSTRATION_DAY": "2026-03-02",
            "GOLDENTHREAD_ADDRESS": served,
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.communicate(timeout=30)
    assert process.returncode == 0


@pytest.fixture
def letters(worker: subprocess.Popen[str]) -> Callable[[], list[dict[str, str]]]:
    """Let the worker do its round once; every mail it sent in this journey, the newest last."""
    kept: list[dict[str, str]] = []

    def work() -> list[dict[str, str]]:
        assert worker.stdin is not None
        assert worker.stdout is not None
        print(file=worker.stdin, flush=True)
        kept.extend(json.loads(worker.stdout.readline()))
        return kept

    return work


@pytest.fixture
def arrives(browser: Browser, served: str, letters) -> Iterator[Callable[..., Page]]:  # type: ignore[no-untyped-def]
    """Someone without an account opens the link in their mail, asks for a code and gives it."""
    contexts = []

    def arrive(email: str, *, script: bool, width: int = PHONE) -> Page:
        link = re.findall(
            r"https?://\S+/respond/\S+", next(each["body"] for each in reversed(letters()) if each["to"] == email)
        )[0]
        context = browser.new_context(
            base_url=served, java_script_enabled=script, viewport={"width": width, "height": 800}
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(link)
        assert "Answer a request" in page.inner_text("h1")
        assert "Northvale" not in page.inner_text("main")
        presses(page, "Send me a code")
        mailed = next(each for each in reversed(letters()) if each["to"] == email and "Your code is" in each["body"])
        page.fill("input[name=code]", re.findall(r"Your code is (\d{6})", mailed["body"])[0])
        presses(page, "Go on")
        return page

    yield arrive
    for context in contexts:
        context.close()


def save(page: Page) -> None:
    presses(page, "Save and go on")


def design(page: Page, name: str) -> None:
    """A questionnaire of two sections, the second asked only of those who say yes."""
    page.goto("/north/questionnaires/")
    presses(page, "Design a questionnaire")
    page.fill("input[name=name]", name)
    presses(page, "Begin the draft")
    for title in ("Your service", "What you saw"):
        presses(page, "Add a section")
        page.fill("input[name=title]", title)
        presses(page, "Save the section")
    goes(page, page.locator("section", has_text="Your service").get_by_text("Add a question").first)
    page.fill("input[name=text]", "Did you work with families in the area?")
    page.select_option("select[name=type]", "yes_no")
    page.check("input[name=required]")
    presses(page, "Save the question")
    goes(page, page.locator("section", has_text="What you saw").get_by_text("Add a question").first)
    page.fill("input[name=text]", "What did you see?")
    page.check("input[name=required]")
    page.locator("input[name=only_if][value$='=yes']").check()
    presses(page, "Save the question")
    goes(page, page.locator("section", has_text="What you saw").get_by_text("Add a question").first)
    page.fill("input[name=text]", "When?")
    page.select_option("select[name=type]", "table")
    page.fill("textarea[name=columns]", "Day | date\nWhat happened")
    presses(page, "Save the question")
    page.goto(f"{page.url.split('#')[0]}preview/")
    page.locator("input[name^=q-did_you][value=no]").check()
    presses(page, "Try it")
    assert "2 questions would be asked" in page.inner_text("main")
    goes(page, page.get_by_role("link", name="Draft", exact=True))
    presses(page, "Publish it")
    presses(page, "Publish it")
    assert "It is published." in page.inner_text("main")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_design_to_export(comes, arrives, letters, script: bool) -> None:
    mark = "by script" if script else "by hand"
    officer = comes("officer", script=script)
    page = officer.page
    design(page, f"Survey {mark}")

    presses(page, "Ask with it")
    page.select_option("select[name=group]", "reviews")
    page.fill("input[name=title]", f"What was seen, {mark}")
    page.fill("input[name=theme]", "Neglect")
    page.fill("textarea[name=message]", "Please tell us what your service saw.")
    for part, value in (("day", "16"), ("month", "3"), ("year", "2026")):
        page.fill(f"input[name=due_on_{part}]", value)
    presses(page, "Save and name the organisations")
    people = {
        "Alder Park School": "sam",
        "Lantern Families": "lee",
        "Northvale Hospitals Trust": "nia",
        "Vale Police": "pat",
    }
    for organisation, name in people.items():
        row = page.locator("li.gt-recipient", has_text=organisation)
        row.locator("input[type=checkbox]").check()
        row.locator("input[name^=name-]").fill(name.title())
        row.locator("input[name^=email-]").fill(f"{name}.{'s' if script else 'h'}@answers.example")
    presses(page, "Save the organisations")
    address = page.url
    presses(page, "Send it to 4 organisations")
    assert "by link" in page.inner_text("main")
    presses(page, "Send it")
    assert "0 of 4 organisations answered" in page.inner_text("main")
    if script:
        officer.finds_nothing_wrong()

    suffix = f"{'s' if script else 'h'}@answers.example"
    school = arrives(f"sam.{suffix}", script=script)
    assert f"What was seen, {mark}" in school.inner_text("h1")
    assert "Lantern" not in school.content()
    goes(school, school.get_by_role("link", name="Your service", exact=True))
    school.locator("input[name^=q-did_you][value=yes]").check()
    save(school)
    school.fill("textarea[name=q-what_did_you_see]", "A child who came without a coat.")
    if script:
        school.get_by_text("Saved", exact=True).wait_for()
        school.reload()
        assert school.input_value("textarea[name=q-what_did_you_see]") == "A child who came without a coat."
    school.fill("input[name=q-when-0-day]", "2 March 2026")
    school.fill("textarea[name=q-when-0-what_happened]", "Seen at the gate")
    save(school)
    assert "Seen at the gate" in school.inner_text("main")
    assert "2 March 2026" in school.inner_text("main")
    school.check("input[name=sure]")
    presses(school, "Send it in")
    assert "Thank you" in school.inner_text("h1")
    assert "/1" in school.inner_text("main")

    charity = arrives(f"lee.{suffix}", script=script)
    goes(charity, charity.get_by_text("declare a nil return"))
    charity.fill("textarea[name=reason]", "We have no families there.")
    presses(charity, "Declare a nil return")
    assert "Nil return" in charity.inner_text("main")

    trust = arrives(f"nia.{suffix}", script=script, width=1280)
    goes(trust, trust.get_by_text("We decline to answer"))
    trust.fill("textarea[name=reason]", "We need the legal basis first.")
    presses(trust, "Decline to answer")
    assert "Refused" in trust.inner_text("main")

    page.goto(address)
    main = page.inner_text("main")
    assert "3 of 4 organisations answered" in main
    for words in ("Returned on 2 March 2026", "Nil return on 2 March 2026", "Refused on 2 March 2026"):
        assert words in main
    page.locator("tr", has_text="Vale Police").locator("input[type=checkbox]").check(force=True)
    presses(page, "Remind those ticked")
    assert "1 organisation reminded" in page.inner_text("main")
    assert sum(each["to"] == f"pat.{suffix}" for each in letters()) == 2

    goes(page, page.get_by_role("link", name="Alder Park School", exact=True))
    presses(page, "Reopen it")
    page.fill("textarea[name=reason]", "Was a parent told?")
    presses(page, "Reopen it")
    assert "Reopened: Was a parent told?" in page.inner_text("main")
    page.goto(address)
    goes(page, page.get_by_role("link", name="Answers side by side"))
    assert "A child who came without a coat." in page.inner_text("main")
    if script:
        officer.finds_nothing_wrong()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    text = download.value.path().read_text("utf-8-sig")
    assert "A child who came without a coat." in text
    assert "We need the legal basis first." in text


def test_a_colleague_answers_their_section_and_a_forwarded_link_leads_nowhere(
    comes, arrives, letters, browser: Browser, served: str
) -> None:
    officer = comes("manager")
    names = {"school": "Alder Park School"}
    page = officer.opens("/north/requests/?standing=all&q=Summary of involvement")
    goes(page, page.get_by_role("link", name="Summary of involvement for a rapid review").last)
    goes(page, page.get_by_role("link", name=names["school"], exact=True))
    presses(page, "Send a fresh link")
    owner = arrives("registrar@school.example", script=True)
    goes(owner, owner.locator("a[href$='pass/alongside/']"))
    owner.fill("input[name=name]", "Ash")
    owner.fill("input[name=email]", "ash@school.example")
    presses(owner, "Send them the link")
    assert "ash@school.example" in owner.inner_text("main")
    colleague = arrives("ash@school.example", script=False)
    assert "Your involvement" not in colleague.inner_text("main")
    goes(colleague, colleague.get_by_role("link", name="What else is going on"))
    colleague.check("input[name=q-proceedings][value=coroner]")
    save(colleague)
    assert "Your answers are saved" in colleague.inner_text("main")

    # Forwarded: whoever opens it asks for a code, and it goes to the address the link was made for.
    before = len(letters())
    link = re.findall(
        r"https?://\S+/respond/\S+", next(each["body"] for each in letters() if each["to"] == "ash@school.example")
    )[0]
    stranger = browser.new_context(base_url=served).new_page()
    stranger.goto(link)
    presses(stranger, "Send me a code")
    assert {each["to"] for each in letters()[before:]} == {"ash@school.example"}
    stranger.fill("input[name=code]", "000000")
    presses(stranger, "Go on")
    assert "That is not the code" in stranger.inner_text("main")
    stranger.context.close()


PAGES = [
    "/north/requests/?standing=all", "/north/requests/new/", "/north/requests/{request}/", "/north/requests/{request}/answers/",
    "/north/requests/{request}/recipients/", "/north/returns/", "/north/returns/{school_return}/", "/north/returns/{school_return}/extend/",
    "/north/returns/{school_return}/address/", "/north/questionnaires/", "/north/questionnaires/{questionnaire}/",
    "/north/questionnaires/{questionnaire}/versions/1/", "/north/questionnaires/new/",
]  # fmt: skip
ANSWERING = ["", "section/involvement/", "section/alongside/", "check/", "nil/", "refuse/", "pass/involvement/"]


@pytest.mark.parametrize("width", [1280, PHONE])
def test_the_manager_opens_each(comes, names, width: int) -> None:
    comes("manager", width=width).finds_nothing_wrong_on(path.format(**names.references) for path in PAGES)


@pytest.mark.parametrize("width", [1280, PHONE])
def test_whoever_answers_by_account_opens_each(comes, names, width: int) -> None:
    here = f"/north/returns/{names.references['charity_return']}/answer/"
    comes("outsider", width=width).finds_nothing_wrong_on(f"{here}{step}" for step in ANSWERING)
