"""Administration in a browser: a second factor, an invitation from both ends, break-glass, and every page of both rooms."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyotp
import pytest
from playwright.sync_api import Page

from goldenthread.testing.world import PASSWORD
from journeys.pressing import goes, presses

WIDTHS = pytest.mark.parametrize("width", [1280, 375])
CHOSEN = "three fictional lanterns"
ADMINISTRATION = [
    "/north/administration/people/",
    "/north/administration/people/?q=chair",
    "/north/administration/people/invite/",
    "/north/administration/people/import/",
    "/north/administration/people/{person}/",
    "/north/administration/people/{person}/change/",
    "/north/administration/people/{person}/posts/new/",
    "/north/administration/people/{person}/seats/new/",
    "/north/administration/people/{person}/link/",
    "/north/administration/people/{person}/close/",
    "/north/administration/people/{person}/leaving/",
    "/north/administration/second-factor/",
    "/north/administration/seats/",
    "/north/administration/circles/",
    "/north/administration/conflicts/new/",
    "/north/administration/access-log/",
    "/north/break-glass/",
    "/north/break-glass/requests/",
]
ABOUT = [
    "/north/about/",
    "/north/about/change/",
    "/north/about/organisations/",
    "/north/about/organisations/new/",
    "/north/about/organisations/register/",
    "/north/about/organisations/{organisation}/",
    "/north/about/organisations/{organisation}/change/",
    "/north/about/organisations/{organisation}/replace/",
    "/north/about/organisations/{organisation}/close/",
    "/north/about/groups/",
    "/north/about/groups/new/",
    "/north/about/groups/reviews/",
    "/north/about/groups/reviews/change/",
    "/north/about/groups/reviews/end/",
    "/north/about/groups/reviews/terms/new/",
    "/north/about/groups/reviews/seats/new/",
    "/north/about/groups/reviews/meetings/new/",
    "/north/about/priorities/",
    "/north/about/priorities/new/",
    "/north/about/focus/",
    "/north/about/focus/new/",
]
OWN = [
    "/account/",
    "/account/password/",
    "/account/second-factor/",
    "/account/second-factor/app/",
    "/account/second-factor/passkeys/",
    "/account/second-factor/passkeys/add/",
    "/accessibility/",
]
# A page linked from one of the rooms' lists, found there: where to look, and what its address looks like.
LINKED = [
    ("/north/administration/circles/", r"/administration/circles/[-a-z0-9]+/$"),
    ("/north/administration/people/{person}/", r"/posts/\d+/end/$"),
    ("/north/administration/people/{person}/", r"/seats/\d+/end/$"),
    ("/north/about/groups/reviews/", r"/seats/\d+/$"),
    ("/north/about/priorities/", r"/priorities/\d+/$"),
]


def confirms(page: Page) -> None:
    """Say again who one is, when asked before seeing how one signs in."""
    if "/account/confirm/" in page.url:
        page.fill("input[name=password]", PASSWORD)
        presses(page, "Confirm")


@dataclass(slots=True)
class App:
    """An authenticator app, and the code it showed last: no code works twice."""

    secret: str = ""


@pytest.fixture(scope="module")
def app() -> App:
    """The administrator's authenticator app."""
    return App()


@pytest.fixture
def administrator(comes, app: App):
    """The administrator, who may do nothing before a second factor is set up, and everything of theirs after."""

    def come(width: int = 1280):
        someone = comes("administrator", width=width)
        page = someone.opens("/")
        if not app.secret:
            page = someone.opens("/north/administration/people/")
            confirms(page)
            assert page.url.endswith("/account/second-factor/app/")
            someone.finds_nothing_wrong()
            page.fill("input[name=code]", "000000")
            presses(page, "Set it up")
            assert "This code is not right" in page.inner_text(".govuk-error-summary")
            app.secret = re.sub(r"\s", "", page.inner_text(".gt-summary dd >> nth=0"))
            page.fill("input[name=code]", pyotp.TOTP(app.secret).now())
            presses(page, "Set it up")
            assert "Your authenticator app is set up" in page.inner_text("main")
            someone.finds_nothing_wrong()
        return someone

    return come


def test_the_administrator_sets_up_a_second_factor_and_is_asked_for_it(
    browser, served, administrator, app: App
) -> None:
    administrator().opens("/north/administration/people/")
    page = browser.new_context(base_url=served, java_script_enabled=False).new_page()
    page.goto("/sign-in/")
    page.fill("input[name=login]", "administrator@north.example")
    page.fill("input[name=password]", PASSWORD)
    goes(page, "main button[type=submit]")
    assert "Second step" in page.inner_text("h1")
    page.goto("/north/administration/people/")
    assert "People" not in page.inner_text("h1")
    page.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_invited_person_comes_in_and_sees_only_what_they_may(browser, served, administrator, names, script) -> None:
    name = "Invited With Script" if script else "Invited By Hand"
    email = f"{name.lower().replace(' ', '.')}@north.example"
    someone = administrator()
    page = someone.opens("/north/administration/people/")
    presses(page, "Invite a person")
    page.fill("input[name=email]", email)
    page.fill("input[name=name]", name)
    page.select_option("select[name=organisation]", label="Lantern Families")
    page.check("input[name=role][value=member]")
    page.check("input[name=groups][value=learning]")
    presses(page, "Invite")
    assert f"{name} is invited" in page.inner_text("h1")
    link = page.input_value("#link")
    someone.finds_nothing_wrong()
    page.reload()
    assert page.locator("#link").count() == 0

    page = browser.new_context(base_url=served, java_script_enabled=script).new_page()
    page.goto(link)
    assert page.locator("input[name=new]").count() == 0
    presses(page, "Set my password")
    page.fill("input[name=new]", "short")
    page.fill("input[name=again]", "short")
    presses(page, "Set my password")
    assert "at least 12 characters" in page.inner_text(".govuk-error-summary")
    page.fill("input[name=new]", CHOSEN)
    page.fill("input[name=again]", CHOSEN)
    presses(page, "Set my password")
    assert "Your password is set" in page.inner_text("main")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", CHOSEN)
    presses(page, "Sign in")
    assert "Sign in" not in page.inner_text("h1")
    rooms = page.inner_text("header")
    assert "Administration" not in rooms
    for path, status in (
        ("/north/groups/learning/", 200),
        (f"/north/thread/{names.references['impact']}/", 200),
        (f"/north/actions/{names.references['panel_action']}/", 404),
        ("/north/administration/people/", 404),
        ("/south/actions/", 404),
    ):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == status, path
    answer = page.goto(link)
    assert answer is not None
    assert answer.status == 410
    page.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_record_is_shown_for_some_hours_once_its_chair_says_so(comes, names, script: bool) -> None:
    reference = names.references["action" if script else "draft_action"]
    outsider = comes("outsider", script=script)
    address = f"/north/actions/{reference}/"
    answer = outsider.page.goto(address)
    assert answer is not None
    assert answer.status == 404
    presses(outsider.page, "Ask to see a record outside your groups")
    page = outsider.page
    assert page.url.endswith("/north/break-glass/")
    page.fill("input[name=reference]", reference)
    page.fill("textarea[name=reason]", "A practitioner waits for its words at a meeting this morning.")
    presses(page, "Ask")
    assert "It is asked" in page.inner_text("main")
    assert "Waiting" in page.inner_text("main")

    told = comes("manager", script=script).opens("/")
    assert f"asks to see {reference}" in told.inner_text("main")

    chair = comes("chair", script=script, width=375)
    page = chair.opens("/north/break-glass/requests/")
    goes(page, page.locator(".gt-item", has_text=reference).get_by_text("Answer").first)
    assert "A practitioner waits" in page.inner_text("main")
    if script:
        chair.finds_nothing_wrong()
    presses(page, r"(Grant|Let them see).*")
    presses(page, r"Grant it for \d+ hours")
    assert "Granted" in page.inner_text("main")

    page = outsider.opens("/")
    assert f"You can see {reference} until" in page.inner_text("main")
    outsider.opens(address)
    page = comes("scrutineer", script=script).opens("/")
    assert reference in page.inner_text("main")


def test_the_last_step_of_a_request_can_be_a_refusal(comes, names) -> None:
    reference = names.references["panel_action"]
    outsider = comes("outsider")
    page = outsider.opens(f"/north/break-glass/?reference={reference}")
    outsider.finds_nothing_wrong()
    page.fill("textarea[name=reason]", "I would like to read it.")
    presses(page, "Ask")
    manager = comes("manager")
    page = manager.opens("/north/break-glass/requests/")
    manager.finds_nothing_wrong()
    goes(page, page.locator(".gt-item", has_text=reference).get_by_text("Answer").first)
    manager.finds_nothing_wrong()
    goes(page, page.locator("main :is(a, button)", has_text="Refuse").first)
    manager.finds_nothing_wrong()
    page.fill("textarea[name=reason]", "The group's minutes say what you need.")
    presses(page, "Refuse")
    page = outsider.opens("/")
    assert "The group's minutes say what you need." in page.inner_text("main")
    assert outsider.page.goto(f"/north/actions/{reference}/").status == 404


@WIDTHS
@pytest.mark.parametrize("pages", [ADMINISTRATION, ABOUT], ids=["administration", "about"])
def test_the_manager_opens_each(comes, names, pages: list[str], width: int) -> None:
    person, organisation = names.people["chair"], names.organisations["trust"]
    comes("manager", width=width).finds_nothing_wrong_on(
        path.format(person=person, organisation=organisation) for path in pages
    )


@WIDTHS
def test_the_manager_follows_each_link(comes, names, width: int) -> None:
    someone, linked = comes("manager", width=width), []
    for path, pattern in LINKED:
        page = someone.opens(path.format(person=names.people["chair"]))
        found = page.eval_on_selector_all("main a[href]", "links => links.map(link => link.getAttribute('href'))")
        address = next((each for each in found if re.search(pattern, each)), None)
        assert address, (path, found)
        linked.append(address)
    someone.finds_nothing_wrong_on(linked)


@WIDTHS
def test_the_administrators_own_pages(administrator, names, width: int) -> None:
    someone = administrator(width)
    own = ("/account/second-factor/codes/", "/account/second-factor/codes/new/", "/account/second-factor/app/remove/")
    for path in (*(path for path in ADMINISTRATION[:13] if "conflicts" not in path), *OWN[:3], *own):
        confirms(someone.opens(path.format(person=names.people["chair"])))
        someone.finds_nothing_wrong()


@WIDTHS
def test_ones_own_account(comes, width: int) -> None:
    someone = comes("officer", width=width)
    someone.opens("/account/confirm/")
    someone.finds_nothing_wrong()
    for path in OWN:
        confirms(someone.opens(path))
        assert "/confirm/" not in someone.page.url
        someone.finds_nothing_wrong()


@WIDTHS
def test_the_pages_of_signing_in(browser, served: str, comes, width: int) -> None:
    someone = comes("nobody", width=width)
    someone.opens("/sign-out/")
    someone.finds_nothing_wrong()
    someone.context.clear_cookies()
    someone.opens("/sign-in/")
    someone.finds_nothing_wrong()
    presses(someone.page, "Sign in")
    someone.finds_nothing_wrong()
    someone.opens("/sign-in/locked/")
    someone.finds_nothing_wrong()
