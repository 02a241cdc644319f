"""Agencies are asked for the forms of child death review: one answers on a phone, one has no record, and the office sets their words side by side."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from journeys.pressing import goes, presses
from journeys.test_returns import PHONE, arrives, letters, save, worker  # noqa: F401 - fixtures

AGENCIES = {"Alder Park School": "sal", "Northvale Hospitals Trust": "ned", "Lantern Families": "lou"}


def decide(page: Page, here: str) -> None:
    """In scope and reviewed here: only then is what agencies say weighed."""
    page.goto(f"{here}do/scope/")
    page.check("input[name=in_scope][value=yes]")
    page.locator("[name=reason][value=child]").check()
    page.fill("textarea[name=why]", "The child was born alive and was four months old.")
    page.fill("input[name=by_role]", "Designated doctor")
    presses(page, "Record the decision")
    page.goto(f"{here}do/area/")
    page.check("input[name=lead][value=here]")
    page.fill("textarea[name=why]", "The family lives in the area of the partnership.")
    presses(page, "Record the decision")


def ask(page: Page, names, suffix: str) -> None:  # type: ignore[no-untyped-def]
    """The office writes the request for the form that is offered first, names each reader and sends it."""
    page.goto(f"/north/child-deaths/{names.references['death']}/ask/")
    assert "The forms that fit come first" in page.inner_text("main")
    page.check("input[name=form][value=child_death_reporting]")
    for name in AGENCIES:
        page.get_by_label(name, exact=True).check()
    presses(page, "Write the request")
    page.goto(f"{page.url.split('#')[0]}recipients/")
    for name, who in AGENCIES.items():
        row = page.locator("li.gt-recipient", has_text=name)
        row.locator("input[name^=name-]").fill(who.title())
        row.locator("input[name^=email-]").fill(f"{who}.{suffix}")
    presses(page, "Save the organisations")
    presses(page, "Send it to 3 organisations")
    presses(page, "Send it")
    assert "0 of 3 organisations answered" in page.inner_text("main")


def answer(page: Page, seen_at: str) -> None:
    """Somebody on a phone who holds something on the circumstances alone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    goes(page, page.get_by_role("link", name="Whether you knew the child", exact=True))
    page.check("input[name=q-knew][value=child]")
    page.fill("input[name=q-author]", "Safeguarding lead")
    page.check("input[name=q-holds][value=circumstances]")
    save(page)
    assert "The circumstances" in page.inner_text("main")
    page.fill("textarea[name=q-narrative]", "The child was well at bedtime and was found in the morning.")
    page.fill("input[name=q-found_at]", seen_at)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    for _ in range(2):  # the circumstances, and learning
        save(page)
    page.check("input[name=q-offered][value=no]")
    save(page)
    save(page)
    page.check("input[name=sure]")
    presses(page, "Send it in")
    assert "Thank you" in page.inner_text("h1")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_answered_on_a_phone_nil_by_another_and_compared(comes, arrives, names, script: bool) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    suffix = f"{'s' if script else 'h'}@forms.example"
    manager = comes("manager", script=script)
    page = manager.page
    decide(page, f"/north/child-deaths/{names.references['death']}/")
    ask(page, names, suffix)
    first, second = ("06:10", "05:40") if script else ("07:20", "07:50")
    answer(arrives(f"sal.{suffix}", script=script), first)
    answer(arrives(f"ned.{suffix}", script=script), second)
    charity = arrives(f"lou.{suffix}", script=script)
    goes(charity, charity.get_by_text("declare a nil return"))
    charity.fill("textarea[name=reason]", "No record of the child.")
    presses(charity, "Declare a nil return")
    assert "Nil return" in charity.inner_text("main")

    page.goto(f"/north/child-deaths/{names.references['death']}/information/")
    presses(page, "Compare what was said")
    words = page.inner_text("main")
    assert "No record of the child: Lantern Families" in words
    assert words.index("They differ") < words.index("They agree")
    assert first in words
    assert second in words
    if script:
        manager.finds_nothing_wrong()
        page.set_viewport_size({"width": PHONE, "height": 800})
        manager.finds_nothing_wrong()
    button = page.locator("section", has_text="At what time was the child found").locator("button").first
    goes(page, button)
    assert "It stands beside what the others say." in page.inner_text("body")
    assert "Taken" in page.inner_text("main")
    page.goto(f"/north/child-deaths/{names.references['death']}/information/")
    assert page.locator("main", has_text="At what time was the child found, or fell gravely ill?").count() == 1
    assert any(time in page.inner_text("main") for time in (first, second))
