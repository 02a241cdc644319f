"""A record's way along a pathway, and the next edition of one: with a script at a desk, and on a phone without."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page

from journeys.pressing import goes, presses


def fill_day(page: Page, name: str, day: date) -> None:
    for part in ("day", "month", "year"):
        page.fill(f"input[name={name}_{part}]", str(getattr(day, part)))


def link(page: Page, words: str, about: str) -> None:
    """Press a link whose hidden words say which stage it is about."""
    goes(page, page.locator("main a", has_text=f"{words}: {about}").first)


@pytest.mark.parametrize(
    ("script", "width", "pathway", "event", "stage", "later"),
    [
        (True, 1280, "Rapid review", "The notification was sent to the Panel", "Letters and templates go to agencies", "The report goes to the Panel"),
        (False, 375, "Review below the threshold", "The referral arrived", "Acknowledge it", "Screen it, and choose how to learn from it"),
    ],
)  # fmt: skip
def test_a_record_goes_its_way(
    comes, names, script: bool, width: int, pathway: str, event: str, stage: str, later: str
) -> None:
    chair = comes("chair", script=script, width=width)
    address = f"/north/records/{names.references['source']}/way/"

    def is_right() -> None:
        if script:
            chair.finds_nothing_wrong()

    page = chair.opens(address + "start/")
    is_right()
    page.get_by_label(pathway, exact=True).check()
    presses(page, "Begin it")
    is_right()
    assert "It waits for what starts it." in page.inner_text("main")

    link(page, "It happened", event)
    fill_day(page, "on", date(2026, 2, 23))
    is_right()
    presses(page, "Record it")
    text = page.inner_text("main")
    assert "working days late" in text
    assert "Waits for" in text
    is_right()

    link(page, "It is done", stage)
    fill_day(page, "on", date(2026, 2, 24))
    page.fill("textarea[name=note]", "By secure mail")
    presses(page, "Record it")
    assert "Done 24 February 2026, by its day" in page.inner_text("main")

    link(page, "Correct", stage)
    fill_day(page, "on", date(2026, 2, 26))
    presses(page, "Correct it")
    assert "Say why it is corrected" in page.inner_text("main")  # refused, with what was typed kept
    assert page.input_value("input[name=on_day]") == "26"
    assert all("422" in fault for fault in chair.faults)  # the browser's own word for a form that was refused
    chair.faults.clear()
    is_right()
    page.fill("textarea[name=reason]", "The mail says the 26th")
    presses(page, "Correct it")
    assert "Done 26 February 2026" in page.inner_text("main")

    link(page, "Put on hold", pathway)
    page.fill("textarea[name=reason]", "The police ask to wait")
    fill_day(page, "review_on", date(2026, 3, 16))
    is_right()
    presses(page, "Put it on hold")
    assert "to be looked at again on 16 March 2026" in page.inner_text("main")
    link(page, "Lift it", "Every stage")
    page.fill("textarea[name=reason]", "They agree to go on")
    presses(page, "Lift it")
    assert "ended 2 March 2026" in page.inner_text("main")

    link(page, "Another day was agreed", later)
    page.fill("input[name=more]", "2")
    page.fill("textarea[name=reason]", "Another agency was found")
    page.fill("input[name=authority]", "The group, at its meeting")
    is_right()
    presses(page, "Record what was agreed")
    page.locator("summary", has_text=f"How this day came about: {later}").click()
    assert "agreed by The group, at its meeting on 2 March 2026" in page.inner_text("main")
    is_right()

    member = comes("member", script=script, width=width)
    read = member.opens(address).inner_text("main")
    assert "Waits for" in read
    assert "It is done" not in read
    outsider = comes("outsider", script=script, width=width)
    assert outsider.page.goto(address).status == 404


@pytest.mark.parametrize(
    ("script", "width", "key"),
    [(True, 1280, "suicide_cluster_response"), (False, 375, "serious_incident_notification")],
)
def test_an_officer_writes_the_next_edition(comes, script: bool, width: int, key: str) -> None:
    manager = comes("manager", script=script, width=width)
    page = manager.opens(f"/north/pathways/{key}/")

    def is_right() -> None:
        if script:
            manager.finds_nothing_wrong()

    presses(page, "Write the next edition")
    assert "Draft of edition 2" in page.inner_text("main")
    is_right()
    presses(page, "Add a stage")
    page.fill("input[name=name]", "Tell the scrutineer")
    page.locator("input[name=after]").first.check()
    page.select_option("select[name=leads]", index=1)
    page.fill("input[name=count]", "2")
    is_right()
    presses(page, "Save it")
    assert "Tell the scrutineer" in page.inner_text("main")
    goes(page, page.locator("main button", has_text="Up: Tell the scrutineer"))
    presses_menu(page, "Change title, source and day of checking")
    fill_day(page, "checked_on", date(2026, 3, 1))
    presses(page, "Save it")
    presses(page, "Publish it")
    page.fill("textarea[name=what_changed]", "The scrutineer is told")
    is_right()
    presses(page, "Publish it")
    text = page.inner_text("main")
    assert "It is published." in page.inner_text("body")
    assert "Tell the scrutineer" in text
    assert "1 March 2026" in text
    is_right()
    reader = comes("owner", script=script, width=width)
    assert "Tell the scrutineer" in reader.opens(f"/north/pathways/{key}/").inner_text("main")


def presses_menu(page: Page, words: str) -> None:
    """Open the head's small menu and press one of its links."""
    page.locator("main .gt-head summary", has_text="Other").click()
    goes(page, page.locator("main a", has_text=words).first)


def test_the_days_are_counted_before_anyones_eyes(comes) -> None:
    owner = comes("owner", script=False, width=375)
    page = owner.opens("/north/pathways/serious_incident_notification/")
    fill_day(page, "on", date(2026, 4, 2))
    presses(page, "Count the days")
    page.locator("summary", has_text="How this day came about: Notify the Panel").click()
    text = page.inner_text("main")
    assert "Monday 13 April 2026" in text
    assert "Good Friday" in text
    assert "Easter Monday" in text
