"""A review from the incident to the Panel's reply, by those who do it; and a referral by someone who sees its outcome alone. With and without a script."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page

from journeys.pressing import goes, presses

TODAY = date(2026, 3, 2)
WHY = "Each of the criteria was gone through together."
WAYS = [(True, 1280), (False, 375)]


def fill_day(page: Page, name: str, day: date = TODAY) -> None:
    for part in ("day", "month", "year"):
        page.fill(f"input[name={name}_{part}]", str(getattr(day, part)))


@pytest.mark.parametrize(("script", "width"), WAYS)
def test_from_the_incident_to_the_panels_reply(comes, names, script: bool, width: int) -> None:
    chair = comes("chair", script=script, width=width)

    def is_right() -> None:
        if script:
            chair.finds_nothing_wrong()

    name = "Kestrel" if script else "Merlin"
    page = chair.opens("/north/reviews/")
    is_right()
    presses(page, "Write down a serious incident")
    is_right()
    page.fill("input[name=name]", name)
    presses(page, "Write it down")
    assert "There is a problem" in page.inner_text("main, .govuk-error-summary")
    assert page.input_value("input[name=name]") == name
    chair.faults.clear()
    page.get_by_label("Serious harm").check()
    page.select_option("select[name=incident_type]", "physical")
    fill_day(page, "happened", date(2026, 2, 24))
    fill_day(page, "aware_on", date(2026, 2, 26))
    page.fill("textarea[name=what]", "A child was brought to hospital with an injury.")
    presses(page, "Write it down")
    assert "its clock runs" in page.inner_text("body")
    is_right()
    here = page.url.replace("http://", "").split("/", 1)[1]
    here = f"/{here}"

    presses(page, "Add a child")
    is_right()
    page.check("input[name=outcome][value=harmed]")
    page.fill("input[name=name]", "Fern Fictional")
    fill_day(page, "born", date(2024, 12, 1))
    page.fill("input[name=nhs_number]", "999 000 0042")
    presses(page, "Add the child")
    text = page.inner_text("main")
    assert "14 months" in text
    assert "Fern" not in text
    is_right()

    for partner in ("local_authority", "police", "health"):
        page = chair.opens(f"{here}do/view/")
        page.check(f"input[name=partner][value={partner}]")
        page.check("input[name=opinion][value=notify]")
        page.fill("textarea[name=why]", WHY)
        page.fill("input[name=by_role]", "Head of service")
        presses(page, "Record the view")
    is_right()
    presses(page, "Record the local authority’s decision")
    is_right()
    page.check("input[name=decision][value=notify]")
    page.fill("textarea[name=why]", WHY)
    page.fill("input[name=decided_by]", "Director")
    presses(page, "Record the decision")
    presses(page, "Record the notification")
    is_right()
    page.fill("input[name=moment]", "9am")
    page.fill("input[name=reference]", "SIN-12345")
    page.fill("input[name=sent_by]", "Head of service")
    presses(page, "Record the notification")
    assert "SIN-12345" in page.inner_text("main")
    is_right()

    page = chair.opens(f"{here}agencies/")
    presses(page, "Ask agencies")
    is_right()
    page.locator("input[name=organisations]").first.check()
    presses(page, "Write the request")
    assert "The request is written" in page.inner_text("body")
    assert "Not asked yet" in chair.opens(f"{here}agencies/").inner_text("main")
    is_right()

    page = chair.opens(f"{here}learning/")
    is_right()
    goes(page, page.locator("main a", has_text="Record learning from it"))
    page.fill("textarea[name=text]", f"Ask who lives in the home ({name})")
    page.check("input[name=heading][value=practice_development]")
    fill_day(page, "happened")
    presses(page, "Record it")
    assert f"Ask who lives in the home ({name})" in chair.opens(f"{here}learning/").inner_text("main")

    page = chair.opens(f"{here}report/")
    is_right()
    presses(page, "Write the report")
    is_right()
    for part in ("facts", "context", "analysis", "immediate", "conclusion"):
        page.fill(f"textarea[name={part}]", f"What is known of {part}.")
    presses(page, "Store the report")
    presses(page, "Decide on a further review")
    is_right()
    for criterion in ("improvements", "recurrent", "together", "panel"):
        page.check(f"input[name=criterion_{criterion}][value=no]")
    page.check("input[name=decision][value=no_review]")
    page.fill("textarea[name=why]", WHY)
    page.fill("textarea[name=dissent]", "The school’s member thought otherwise.")
    presses(page, "Record the decision")
    for partner in ("local_authority", "police", "health"):
        page = chair.opens(f"{here}do/sign/")
        page.check(f"input[name=partner][value={partner}]")
        page.fill("input[name=by_role]", "Delegated partner")
        presses(page, "Record the sign-off")
    presses(page, "The report was sent to the Panel")
    is_right()
    page.fill("input[name=sent_by]", "Business manager")
    presses(page, "Record it")
    presses(page, "A letter from the Panel")
    page.check("input[name=reply][value=more]")
    page.fill("textarea[name=text]", "The Panel asks how fathers were included.")
    presses(page, "Record the letter")
    assert "Asks for more" in page.inner_text("main")
    is_right()
    goes(page, page.locator("main a", has_text="Write it down").first)
    page.fill("textarea[name=answer]", "A paragraph on fathers was added and sent.")
    presses(page, "Store it")
    page = chair.opens(here)
    is_right()
    page = chair.opens(f"{here}do/close/")
    page.fill("textarea[name=why]", "Everything is answered; the actions go on.")
    presses(page, "Close it")
    assert "Closed" in page.inner_text("main")
    is_right()
    assert "The Panel replied: asks for more" in chair.opens(f"{here}history/").inner_text("main")
    is_right()
    outsider = comes("outsider", script=script, width=width)
    assert outsider.page.goto(here).status == 404


@pytest.mark.parametrize(("script", "width"), WAYS)
def test_a_referral_is_answered(comes, names, script: bool, width: int) -> None:
    owner = comes("owner", script=script, width=width)

    def is_right(someone) -> None:  # type: ignore[no-untyped-def]
        if script:
            someone.finds_nothing_wrong()

    page = owner.opens("/north/reviews/")
    presses(page, "Refer something for learning")
    assert "This is not a child protection referral" in page.inner_text("main")
    is_right(owner)
    page.check("input[name=grounds][value=good]")
    page.fill("textarea[name=what]", "Two services kept a young person in lessons.")
    page.fill("textarea[name=why_together]", "How they shared what they knew can be copied.")
    page.fill("textarea[name=safety]", "The young person is well.")
    presses(page, "Send the referral")
    is_right(owner)
    mine = "/" + page.url.replace("http://", "").split("/", 1)[1]

    manager = comes("manager", script=script, width=width)
    page = manager.opens(mine)
    presses(page, "Take it up")
    page.fill("input[name=name]", "Wagtail")
    presses(page, "Take it up")
    is_right(manager)
    presses(page, "Record the screening")
    is_right(manager)
    page.check("input[name=outcome][value=appreciative]")
    page.fill("textarea[name=why]", WHY)
    page.fill("input[name=screened_by]", "Business manager")
    presses(page, "Record it")
    page = manager.opens(mine)
    presses(page, "Tell the referrer the outcome")
    page.fill("textarea[name=outcome]", "Thank you: several agencies will look at what went well.")
    presses(page, "Tell them")
    is_right(manager)

    text = owner.opens(mine).inner_text("main")
    assert "several agencies will look at what went well" in text
    assert "Wagtail" not in text
    assert "carried on as" not in text
    is_right(owner)


@pytest.mark.parametrize(("script", "width"), WAYS)
def test_past_reviews_come_in_from_a_spreadsheet(comes, script: bool, width: int) -> None:
    manager = comes("manager", script=script, width=width)

    def is_right() -> None:
        if script:
            manager.finds_nothing_wrong()

    name = "Siskin" if script else "Twite"
    rows = (
        "Code name,Local reference,What happened,Local authority aware on,Children,Ages,Notified on,Panel reference,Report sent on,Stage,Closed on,Colour\r\n"
        f"{name},SI-{name},Serious harm,16/03/2020,2,7 months; not known,20/03/2020,SIN-44,09/04/2020,Closed,Soon,red\r\n"
    )
    page = manager.opens("/north/reviews/import/")
    is_right()

    def choose(text: str) -> None:
        file = {"name": "reviews.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.set_input_files("input[name=file]", file)
        presses(page, "Show how it reads")

    choose(rows)
    text = page.inner_text("main")
    assert "Row 2, column “Closed on”: “Soon” is not a date" in text
    assert "Not brought in: Colour" in text
    is_right()
    page = manager.opens("/north/reviews/import/")
    choose(rows.replace("Soon", "01/06/2020"))
    assert "Nothing is loaded yet" in page.inner_text("main")
    is_right()
    presses(page, "Bring in 1 review")
    assert "1 review brought in." in page.inner_text("body")
    is_right()
    presses(page, name)
    text = page.inner_text("main")
    assert "7 months" in text
    assert "Everything on it is done." in text
    is_right()
    page = manager.opens("/north/reviews/import/")
    choose(rows.replace("Soon", "01/06/2020"))
    presses(page, "Bring in 1 review")
    assert "1 row of the file had been brought in before." in page.inner_text("body")
