"""Deaths come in from a spreadsheet, with JavaScript and without, on a desk and on a telephone."""

from __future__ import annotations

import pytest

from journeys.pressing import presses

WAYS = [(True, 1280), (False, 375)]
HEADER = "Local reference,Date of death,Age,Sex,Date notified,Review meeting,Waiting for,CDOP date,Category,Factors,Date closed,Colour\r\n"


@pytest.mark.parametrize(("script", "width"), WAYS)
def test_open_and_past_deaths_come_in_from_a_spreadsheet(comes, script: bool, width: int) -> None:
    manager = comes("manager", script=script, width=width)
    name = "with" if script else "without"
    rows = HEADER + (
        f"A-{name},03/05/2012,7 months,Female,04/05/2012,01/08/2012,,12/11/2012,SIDS,Sleep environment 3,Soon,red\r\n"
        f"B-{name},20/11/2025,14 years,Male,21/11/2025,12/01/2026,Inquest,,,,,blue\r\n"
    )

    def is_right() -> None:
        if script:
            manager.finds_nothing_wrong()

    def choose(text: str):  # type: ignore[no-untyped-def]
        page = manager.opens("/north/child-deaths/import/")
        is_right()
        file = {"name": "deaths.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.set_input_files("input[name=file]", file)
        presses(page, "Show how it reads")
        return page

    text = choose(rows).inner_text("main")
    assert "Row 2, column “Date closed”: “Soon” is not a date" in text
    assert "Not brought in: Colour" in text
    is_right()
    page = choose(rows.replace("Soon", "01/12/2012"))
    text = page.inner_text("main")
    assert "Nothing is loaded yet" in text
    assert "A 3 of the scale before April 2019 comes in as a 2" in text
    is_right()
    presses(page, "Bring in 2 deaths")
    assert "2 deaths brought in." in page.inner_text("body")
    is_right()
    page = choose(rows.replace("Soon", "01/12/2012"))
    presses(page, "Bring in 2 deaths")
    assert "2 rows of the file had been brought in before." in page.inner_text("body")
