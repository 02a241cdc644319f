"""An action's life, by the people who would live it: on a phone, with JavaScript and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.testing.world import PDF
from journeys.pressing import goes


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_draft_to_delivered_by_three_people(comes, tmp_path: Path, script: bool) -> None:
    evidence = tmp_path / "Attendance.pdf"
    evidence.write_bytes(PDF)
    text = f"Teach twenty school staff the safer sleep standard {'by script' if script else 'by hand'}"

    manager = comes("manager", script=script)
    page = manager.opens("/north/actions/new/")
    page.fill("textarea[name=text]", text)
    page.fill("textarea[name=measure]", "20 attend; asked before and after")
    page.select_option("select[name=group]", "reviews")
    page.select_option("select[name=owner_organisation]", label="Alder Park School")
    page.select_option("select[name=owner_person]", label="Owner (Alder Park School)")
    for part, value in (("day", "20"), ("month", "4"), ("year", "2026")):
        page.fill(f"input[name=due_on_{part}]", value)
    goes(page, "main button[type=submit]")
    assert text in page.inner_text("h1")
    address = page.url
    goes(page, "text=Agree it")
    goes(page, "main button[type=submit]")
    assert "Waiting for its owner" in page.inner_text(".gt-head")

    owner = comes("owner", script=script, width=375)
    page = owner.opens("/")
    assert text in page.inner_text("main")
    page.goto(address)
    goes(page, "text=Accept it for your organisation")
    goes(page, "main button[type=submit]")
    page.fill("textarea[name=text]", "Twelve have been taught so far.")
    page.check("input[name=brag][value=green]")
    page.set_input_files("input[type=file]", str(evidence))
    goes(page, "text=Save the update")
    assert "Twelve have been taught so far." in page.inner_text("main")
    assert "Attendance.pdf" in page.inner_text("main")
    goes(page, "text=Report it done")
    goes(page, "main button[type=submit]")

    chair = comes("chair", script=script)
    page = chair.opens("/")
    assert text in page.inner_text("main")
    page.goto(address)
    goes(page, "text=Sign it off as delivered")
    goes(page, "main button[type=submit]")
    assert "Delivered" in page.inner_text(".gt-head")


def test_what_was_typed_is_kept_and_each_fault_is_named(comes) -> None:
    page = comes("manager").opens("/north/actions/new/")
    page.fill("textarea[name=measure]", "A count that must not be lost")
    page.fill("input[name=due_on_day]", "31")
    page.fill("input[name=due_on_month]", "2")
    page.fill("input[name=due_on_year]", "2026")
    goes(page, "main button[type=submit]")
    summary = page.inner_text(".govuk-error-summary")
    assert "Say what will be done" in summary
    assert page.input_value("textarea[name=measure]") == "A count that must not be lost"
    assert page.input_value("input[name=due_on_day]") == "31"


def test_two_editors_at_once_are_told_and_lose_nothing(comes, names) -> None:
    path = f"/north/actions/{names.references['draft_action']}/edit/"
    first, second = comes("manager"), comes("officer")
    first.opens(path)
    second.opens(path)
    first.page.fill("textarea[name=measure]", "The manager's measure")
    goes(first.page, "main button[type=submit]")
    second.page.fill("textarea[name=measure]", "The officer's measure")
    goes(second.page, "main button[type=submit]")
    assert "changed by someone else" in second.page.inner_text(".govuk-error-summary")
    assert second.page.input_value("textarea[name=measure]") == "The officer's measure"


def test_a_double_click_stores_one_action(comes) -> None:
    someone = comes("manager", script=False)
    page = someone.opens("/north/actions/new/")
    page.fill("textarea[name=text]", "An action sent twice by an impatient hand")
    token = page.get_attribute("input[name=submission]", "value")
    goes(page, "main button[type=submit]")
    first = page.url
    page.goto("/north/actions/new/")
    csrf = page.get_attribute("main form input[name=csrfmiddlewaretoken]", "value")
    page.context.request.post(
        f"{page.url}",
        form={
            "csrfmiddlewaretoken": csrf or "",
            "submission": token or "",
            "text": "An action sent twice by an impatient hand",
            "group": "reviews",
            "measure": "",
            "themes": "",
        },
    )
    page.goto("/north/actions/?standing=all&q=impatient")
    assert page.locator("tbody tr").count() == 1
    assert first


def test_a_member_of_two_partnerships_sees_their_work_in_both_and_nothing_else(comes, names) -> None:
    someone = comes("both")
    someone.opens("/")
    someone.opens("/north/actions/")
    someone.opens("/south/actions/")
    answer = someone.page.goto(f"/north/actions/{names.references['panel_action']}/")
    assert answer is not None
    assert answer.status == 404
    assert "Practice Review" not in someone.page.inner_text("main")
