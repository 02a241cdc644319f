"""Every page that a role reaches: nothing for axe to find, nothing too wide, nothing the browser refuses, at both widths."""

from __future__ import annotations

import pytest

from journeys.pressing import goes

PARTS = 4  # windows that the pages are opened in, so that two processes share the work

MANAGER = [
    "/",
    "/north/groups/",
    "/north/groups/reviews/",
    "/north/actions/",
    "/north/actions/?by=group&standing=all",
    "/north/actions/new/",
    "/north/actions/import/",
    "/north/actions/returned/",
    "/north/learning/",
    "/north/learning/new/",
    "/north/sources/new/",
    "/north/products/",
    "/north/products/new/",
    "/north/impact/",
    "/north/impact/new/",
    "/north/indicators/",
    "/north/indicators/unsafe_sleep_deaths/",
    "/north/indicators/unsafe_sleep_deaths/readings/new/",
    "/north/search/?q=safer",
    "/north/reviews/",
    "/north/reviews/new/",
    "/north/reviews/refer/",
    "/north/reviews/years/",
    "/north/reviews/arrangements/",
    "/north/reviews/import/",
    "/north/child-deaths/import/",
    "/north/pathways/",
    "/north/pathways/new/",
    "/north/pathways/rapid_review/?on_day=2&on_month=4&on_year=2026",
    "/north/pathways/child_safeguarding_practice_review/",
    "/north/pathways/calendar/",
    "/north/pathways/calendar/holiday/",
    "/north/pathways/calendar/relaxation/",
    "/north/reports/",
    "/north/about/",
    "/north/about/money/",
    "/north/about/money/new/",
    "/north/administration/",
    "/north/administration/mail/",
    "/account/",
    "/account/mail/",
    "/account/tokens/",
    "/account/tokens/new/",
    "/demonstration/mail/",
    "/account/second-factor/",
]
RECORDS = [
    "/north/actions/{action}/",
    "/north/actions/{action}/edit/",
    "/north/actions/{action}/update/",
    "/north/actions/{action}/due/",
    "/north/actions/{action}/offer/",
    "/north/actions/{reported_action}/",
    "/north/actions/{assured_action}/",
    "/north/thread/{impact}/",
    "/north/thread/{source}/",
    "/north/thread/{action}/join/",
    "/north/reviews/{review}/",
    "/north/reviews/{review}/notification/",
    "/north/reviews/{review}/agencies/",
    "/north/reviews/{review}/learning/",
    "/north/reviews/{review}/report/",
    "/north/reviews/{review}/history/",
    "/north/reviews/{review}/edit/",
    "/north/reviews/{review}/children/new/",
    "/north/reviews/{review}/do/view/",
    "/north/reviews/{review}/do/decide/",
    "/north/reviews/referrals/{referral}/",
    "/north/records/{source}/way/",
    "/north/records/{source}/way/start/",
    "/north/records/{review}/family/",
    "/north/records/{review}/family/new/",
]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("part", range(PARTS))
def test_the_manager_opens_each(comes, names, part: int, width: int) -> None:
    paths = [path.format(**names.references) for path in [*MANAGER, *RECORDS][part::PARTS]]
    comes("manager", width=width).finds_nothing_wrong_on(paths)


@pytest.mark.parametrize("person", ["chair", "owner", "scrutineer", "administrator", "both", "nobody"])
def test_others_open_my_work(comes, person: str) -> None:
    someone = comes(person)
    someone.opens("/" if person != "administrator" else "/account/second-factor/app/")
    someone.finds_nothing_wrong()


def test_signing_in_is_accessible_and_wrong_passwords_get_one_sentence(browser, served: str) -> None:
    page = browser.new_context(base_url=served).new_page()
    page.goto("/sign-in/")
    page.fill("input[name=login]", "manager@north.example")
    page.fill("input[name=password]", "not this one")
    goes(page, "main button[type=submit]")
    assert page.locator(".govuk-error-summary").count() == 1
    assert page.input_value("input[name=login]") == "manager@north.example"
