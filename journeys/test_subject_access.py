"""Someone asks for their data: written down, looked for, decided, approved by a second person, given; with JavaScript and without."""

from __future__ import annotations

import re

import pytest

from journeys.pressing import presses

PLACE = "/north/administration/subject-access/"
DAY = {"day": "2", "month": "3", "year": "2026"}


def fill(page, name: str) -> None:  # type: ignore[no-untyped-def]
    for part, value in DAY.items():
        page.fill(f"[name={name}_{part}]", value)


@pytest.mark.parametrize(("script", "width"), [(True, 1280), (False, 375)])
def test_from_the_letter_to_the_answer(comes, names, script: bool, width: int) -> None:  # type: ignore[no-untyped-def]
    officer = comes("officer", script=script, width=width)
    for part in ("", "withheld/", "law/", "law/third_party/", "new/"):
        page = officer.opens(PLACE + part)
        if script:
            officer.finds_nothing_wrong()
    page.check("[name=kind][value=access]")
    page.check("[name=about][value=staff]")
    page.fill("[name=name]", "Sleep Standard")
    fill(page, "received_on")
    presses(page, "Write it down")
    place = re.search(r"/north/administration/subject-access/SA-\w+/", page.url)
    assert place is not None
    one = place.group()
    if script:
        officer.finds_nothing_wrong()
    for step, button in (("identity/", "Write it down"), ("pause/", "Stop the time"), ("resume/", "Time runs again")):
        officer.opens(one + step)
        if script:
            officer.finds_nothing_wrong()
        if step == "identity/":
            page.fill("[name=how]", "Passport seen in person")
        if step == "pause/":
            page.check("[name=kind][value=clarification]")
        presses(page, button)
    presses(page, "Look for what is held")
    if script:
        officer.finds_nothing_wrong()
    for _ in range(page.locator("main a", has_text=re.compile(r"^\s*Decide")).count()):
        presses(page, r"Decide.*")
        page.check("[name=mark][value=withhold]")
        if not script:
            presses(page, "Decide it")
            assert "Choose the exemption" in page.inner_text("main")
        page.check("[name=exemptions][value=third_party]")
        page.fill("[name=reason]", "It is about the work of others.")
        presses(page, "Decide it")
    officer.opens(f"{one}submit/")
    presses(page, "Give it on")
    assert "Waits for a second person" in page.inner_text("main")
    manager = comes("manager", script=script, width=width)
    page = manager.opens(f"{one}approve/")
    if script:
        manager.finds_nothing_wrong()
    page.check("[name=read]")
    presses(page, "Approve and seal it")
    assert "Approved" in page.inner_text("main")
    if script:
        manager.finds_nothing_wrong()
    manager.opens(f"{one}close/")
    page.fill("[name=how]", "Given by hand")
    presses(page, "Write it down")
    assert "Given by hand" in page.inner_text("main")
