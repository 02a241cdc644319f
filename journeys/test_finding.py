"""Finding things: search, what asks for one, a calendar of one's own; with script and without, on a phone and on a desk."""

from __future__ import annotations

import pytest

from journeys.pressing import goes


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("script", [True, False])
def test_search_from_words_to_the_record(comes, names, script: bool, width: int) -> None:
    manager = comes("manager", script=script, width=width)
    page = manager.opens("/north/search/")
    page.fill("#search-words", "northvale hosptials")
    goes(page, "main form[role=search] button")
    assert "Northvale Hospitals Trust" in page.locator("main").inner_text()
    page.fill("#search-words", "safer sleep")
    goes(page, "main form[role=search] button")
    assert names.references["product"] in page.locator("main").inner_text()
    if script:
        manager.finds_nothing_wrong()
    page = manager.opens("/north/search/?q=safer+sleep&kind=product")
    if script:
        manager.finds_nothing_wrong()
    goes(page, "main .gt-item a")
    assert names.references["product"] in page.locator("main").inner_text()


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("script", [True, False])
def test_a_calendar_is_made_shown_once_and_ended(comes, script: bool, width: int) -> None:
    member = comes("member", script=script, width=width)
    page = member.opens("/account/calendar/")
    if script:
        member.finds_nothing_wrong()
    goes(page, "main button[value=make]")
    address = page.locator("#calendar-address").input_value()
    assert address.endswith(".ics")
    if script:
        member.finds_nothing_wrong()
    page = member.opens("/account/calendar/")
    assert page.locator("#calendar-address").count() == 0
    goes(page, "main button[value=end]")
    assert "You have no address yet" in page.locator("main").inner_text()


def test_a_return_stands_in_my_work(comes, names) -> None:
    owner = comes("owner", script=True, width=375)
    page = owner.opens("/")
    owner.finds_nothing_wrong()
    assert names.references["school_return"] in page.locator("main").inner_text()
