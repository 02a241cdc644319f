"""The yearly round in a browser: asked, answered, carried out."""

from __future__ import annotations

import pytest

from journeys.pressing import goes, presses


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_agency_confirms_who_sits_where(comes, script: bool) -> None:
    manager = comes("manager", script=script)
    page = manager.opens("/north/administration/seats/")
    if "No round was started yet" in page.inner_text("main"):
        if script:
            manager.finds_nothing_wrong()
        presses(page, "Start the yearly round")
        if script:
            manager.finds_nothing_wrong()
        page.fill("input[name=due_on_day]", "30")
        page.fill("input[name=due_on_month]", "4")
        page.fill("input[name=due_on_year]", "2026")
        presses(page, "Ask every agency")
        assert "the agencies are asked" in page.inner_text("main")
    if script:
        manager.finds_nothing_wrong()
    member = comes("learning_chair", script=script, width=375)
    page = member.opens("/north/about/seats/")
    if script:
        member.finds_nothing_wrong()
    line = page.locator("fieldset", has_text="Chair of Learning Group").first
    line.locator("input[value=other]").check(force=True)
    presses(page, "Save")
    assert "Enter the name of whoever should be chair of learning group" in page.inner_text(".govuk-error-summary")
    member.faults.clear()
    if script:
        member.finds_nothing_wrong()
    page.locator("fieldset", has_text="Chair of Learning Group").first.locator("input[value=right]").check(force=True)
    presses(page, "Save")
    assert "saved" in page.inner_text("main") or "Nothing new" in page.inner_text("main")
    page = manager.opens("/north/administration/seats/")
    assert "Confirmed" in page.inner_text("main")
    goes(page, page.locator("main button", has_text="Remind those who have not answered"))
    assert "reminded" in page.inner_text("main")
    if script:
        manager.finds_nothing_wrong()
