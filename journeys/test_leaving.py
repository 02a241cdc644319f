"""Someone leaves, in a browser: who takes over is said, a mistake keeps what was chosen, and the plan can be taken back."""

from __future__ import annotations

import pytest

from journeys.pressing import presses


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_leaving_is_planned_and_taken_back(comes, names, script: bool) -> None:
    manager = comes("manager", script=script, width=1280 if script else 375)
    page = manager.opens(f"/north/administration/people/{names.people['owner']}/leaving/")
    if script:
        manager.finds_nothing_wrong()
    page.fill("input[name=on_day]", "30")
    page.fill("input[name=on_month]", "4")
    page.fill("input[name=on_year]", "2026")
    presses(page, "Plan it")
    assert "nothing may be left without anyone" in page.inner_text(".govuk-error-summary")
    assert page.input_value("input[name=on_month]") == "4"
    manager.faults.clear()
    if script:
        manager.finds_nothing_wrong()
        manager.faults.clear()
    page.select_option("select[name=successor]", str(names.people["colleague"]))
    presses(page, "Plan it")
    assert "handed over on 30 April 2026" in page.inner_text("main")
    assert "Colleague takes over" in page.inner_text("main")
    presses(page, "See what is planned")
    assert page.locator("select[name=successor]").input_value() == str(names.people["colleague"])
    presses(page, "They stay after all")
    presses(page, "They stay")
    assert "Nothing is handed over: they stay." in page.inner_text("main")


def test_a_spreadsheet_of_people_is_shown_before_anything_is_done(comes) -> None:
    manager = comes("manager")
    page = manager.opens("/north/administration/people/import/")
    manager.finds_nothing_wrong()
    rows = (
        b"Name,E-mail,Organisation,Role,Group,From,Until\r\nRobin Example,robin.example@north.example,Nowhere,,,,\r\n"
    )
    page.set_input_files("input[name=file]", {"name": "people.csv", "mimeType": "text/csv", "buffer": rows})
    presses(page, "Show what it would do")
    assert "Row 2, column “Organisation”: “Nowhere” is not here under that name." in page.inner_text("main")
    manager.finds_nothing_wrong()
    presses(page, "Choose another file")
    rows = rows.replace(b"Nowhere", b"Lantern Families")
    page.set_input_files("input[name=file]", {"name": "people.csv", "mimeType": "text/csv", "buffer": rows})
    presses(page, "Show what it would do")
    manager.finds_nothing_wrong()
    presses(page, "Do it")
    assert "Robin Example" in page.inner_text("main")
