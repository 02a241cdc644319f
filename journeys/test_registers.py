"""The official registers in a browser: a file, an area, a preview, and only what was ticked."""

from __future__ import annotations

import pytest

from goldenthread.partnership.tests.test_registers import gias, school
from journeys.pressing import presses


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_register_is_compared_and_what_is_ticked_is_taken_over(comes, script: bool) -> None:
    first = 980001 if script else 970001
    name = "Hawthorn Bank" if script else "Rowan Tree"
    content = gias(
        school(urn=str(first), number=str(first)[:4], name=f"{name} Primary School"),
        school(urn=str(first + 1), number=f"{first}"[-4:], name=f"{name} Infant Zoë School"),
        school(urn=str(first + 2), number="9", name=""),
    )
    officer = comes("officer", script=script, width=1280 if script else 375)
    page = officer.opens("/north/about/organisations/register/")
    if script:
        officer.finds_nothing_wrong()
    page.set_input_files(
        "input[name=file]", {"name": "people.csv", "mimeType": "text/csv", "buffer": b"name,email\r\nx,y\r\n"}
    )
    presses(page, "Read it")
    assert "of no register that can be read" in page.inner_text(".govuk-error-summary")
    officer.faults.clear()  # the browser says that the refused file was answered with 422
    page.set_input_files("input[name=file]", {"name": "edubase.csv", "mimeType": "text/csv", "buffer": content})
    presses(page, "Read it")
    if script:
        officer.finds_nothing_wrong()
    page.check("input[name=areas][value='384']")
    presses(page, "Show what it would change")
    assert "Row 4: the name is empty." in page.inner_text("main")
    assert f"{name} Infant Zoë School" in page.inner_text("main")
    if script:
        officer.finds_nothing_wrong()
    presses(page, "Take over what is ticked")
    assert "Tick what to take over" in page.inner_text(".govuk-error-summary")
    page.check(f"input[name=new][value='{first}']")
    presses(page, "Take over what is ticked")
    assert "1 added" in page.inner_text("main")
    assert f"{name} Primary School" in page.inner_text("main")
    assert "Infant" not in page.inner_text("main")
