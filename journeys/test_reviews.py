"""A review from the incident to the Panel's reply, by those who do it; and a referral by someone who sees its outcome alone. With and without a script."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page

from goldenthread.practice_reviews.document import COPY_TEMPLATE as COPY
from goldenthread.rendering.pdf import typeset
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


def _answers(page: Page) -> None:
    """The school's member answers by account: involved, with one row of a chronology, and sends it in."""
    goes(page, page.get_by_role("link", name="Your involvement", exact=True))
    page.locator("input[name^=q-involved][value=yes]").check()
    page.locator("input[name^=q-records_checked][value=child]").check()
    page.fill("[name=q-author_role]", "Designated safeguarding lead")
    presses(page, "Save and go on")
    page.fill("[name=q-chronology-0-day]", "3 February 2026")
    page.fill("[name=q-chronology-0-contact]", "Came to school hungry")
    presses(page, "Save and go on")
    page.fill("textarea[name=q-daily_life]", "Nights alone; proud of her reading.")
    presses(page, "Save and go on")
    page.fill("textarea[name=q-worked_well]", "Breakfast was there each morning.")
    page.fill("textarea[name=q-differently]", "Each morning was written down apart.")
    presses(page, "Save and go on")
    presses(page, "Save and go on")
    page.check("input[name=sure]")
    presses(page, "Send it in")
    assert "Thank you" in page.inner_text("h1")


@pytest.mark.parametrize(("script", "width"), WAYS)
def test_six_people_take_a_rapid_review_from_the_incident_to_the_panels_reply(
    comes, names, script: bool, width: int
) -> None:
    """The chair, the manager, two agencies, a member and the scrutineer; and a seventh, kept out, who learns nothing."""
    people = {
        name: comes(name, script=script, width=width)
        for name in ("chair", "manager", "owner", "outsider", "member", "scrutineer", "excluded")
    }
    bird = "Plover" if script else "Dunlin"

    def is_right(name: str) -> None:
        if script:
            people[name].finds_nothing_wrong()

    # the chair writes it down, with a child, and the partners' views
    page = people["chair"].opens("/north/reviews/new/")
    page.fill("input[name=name]", bird)
    page.get_by_label("Serious harm").check()
    page.select_option("select[name=incident_type]", "neglect")
    fill_day(page, "happened", date(2026, 2, 24))
    fill_day(page, "aware_on", date(2026, 2, 25))
    page.fill("textarea[name=what]", "A child was found alone at night for the third time.")
    presses(page, "Write it down")
    here = "/" + page.url.replace("http://", "").split("/", 1)[1]
    presses(page, "Add a child")
    page.check("input[name=outcome][value=harmed]")
    fill_day(page, "born", date(2019, 6, 1))
    presses(page, "Add the child")
    for partner in ("local_authority", "police", "health"):
        page = people["chair"].opens(f"{here}do/view/")
        page.check(f"input[name=partner][value={partner}]")
        page.check(f"input[name=opinion][value={'not_notify' if partner == 'police' else 'notify'}]")
        page.fill("textarea[name=why]", WHY)
        page.fill("input[name=by_role]", "Head of service")
        presses(page, "Record the view")

    # the manager records the decision and the notification, keeps one member out, and asks two agencies
    page = people["manager"].opens(f"{here}do/decide/")
    page.check("input[name=decision][value=notify]")
    page.fill("textarea[name=why]", WHY)
    page.fill("input[name=decided_by]", "Director")
    presses(page, "Record the decision")
    assert "not shared by police" in people["manager"].opens(f"{here}history/").inner_text("main")
    page = people["manager"].opens(f"{here}do/notify/")
    page.fill("input[name=moment]", "9am")
    page.fill("input[name=reference]", f"SIN-{bird}")
    page.fill("input[name=sent_by]", "Head of service")
    presses(page, "Record the notification")
    page = people["manager"].opens(f"{here}agencies/ask/")
    for organisation in ("Alder Park School", "Lantern Families"):
        page.get_by_label(organisation).check()
    page.uncheck("input[name=sign_off]")
    presses(page, "Write the request")
    address = "/" + page.url.replace("http://", "").split("/", 1)[1]
    page = people["manager"].opens(f"{address}recipients/")
    for organisation, name in (("Alder Park School", "owner"), ("Lantern Families", "outsider")):
        row = page.locator("li.gt-recipient", has_text=organisation)
        row.locator("input[name^=name-]").fill(name.title())
        row.locator("input[name^=email-]").fill(f"{name}@north.example")
    presses(page, "Save the organisations")
    presses(page, "Send it to 2 organisations")
    presses(page, "Send it")
    is_right("manager")

    # the charity was not involved, and says so; the school was, and tells what it knew
    page = people["outsider"].opens("/north/returns/")
    goes(page, page.locator("main a", has_text=re.compile(r"^Information for RV-")).first)
    assert bird not in page.inner_text("main")
    presses(page, "Answer it")
    goes(page, page.get_by_text("declare a nil return"))
    page.fill("textarea[name=reason]", "We do not know this family.")
    presses(page, "Declare a nil return")
    page = people["owner"].opens("/north/returns/")
    goes(page, page.locator("main a", has_text=re.compile(r"^Information for RV-")).first)
    assert bird not in page.inner_text("main")
    presses(page, "Answer it")
    _answers(page)
    is_right("owner")

    # one member is kept out; another reads the merged chronology and records what was learned
    reference = here.rstrip("/").rsplit("/", 1)[1]
    page = people["manager"].opens(f"/north/administration/conflicts/new/?reference={reference}")
    page.select_option(
        "select[name=person]", label=page.locator("select[name=person] option", has_text="Excluded").first.inner_text()
    )
    page.fill("textarea[name=reason]", "Supervised a practitioner who is involved.")
    presses(page, "Keep them out")
    page = people["member"].opens(f"{here}agencies/")
    text = page.inner_text("main")
    assert "Came to school hungry" in text
    assert "Nil return" in text
    assert "2 of 2 agencies have answered" in text
    is_right("member")
    page = people["member"].opens(f"{here}learning/")
    goes(page, page.locator("main a", has_text="Record learning from it"))
    page.fill("textarea[name=text]", f"Look at the mornings together ({bird})")
    page.check("input[name=heading][value=practice_development]")
    fill_day(page, "happened")
    presses(page, "Record it")
    is_right("member")

    # the chair writes the report and the decision; partners sign; the manager sends it, and records the Panel's reply
    page = people["chair"].opens(f"{here}do/report/")
    for part in ("facts", "context", "analysis", "immediate", "conclusion"):
        page.fill(f"textarea[name={part}]", f"What is known of {part}.")
    presses(page, "Store the report")
    page = people["chair"].opens(f"{here}do/further/")
    for criterion in ("improvements", "recurrent", "together", "panel"):
        page.check(f"input[name=criterion_{criterion}][value=no]")
    page.check("input[name=decision][value=no_review]")
    page.fill("textarea[name=why]", WHY)
    presses(page, "Record the decision")
    for partner in ("local_authority", "police", "health"):
        page = people["manager"].opens(f"{here}do/sign/")
        page.check(f"input[name=partner][value={partner}]")
        page.fill("input[name=by_role]", "Delegated partner")
        presses(page, "Record the sign-off")
    page = people["manager"].opens(f"{here}do/sent/")
    page.fill("input[name=sent_by]", "Business manager")
    presses(page, "Record it")
    page = people["manager"].opens(f"{here}do/letter/")
    page.check("input[name=reply][value=agrees]")
    page.fill("textarea[name=text]", "The Panel agrees that no further review is needed.")
    presses(page, "Record the letter")
    is_right("manager")

    # the scrutineer reads all of it, in every part, and may write nothing
    for part, words in (
        ("", bird), ("notification/", "Do not notify"), ("agencies/", "Came to school hungry"),
        ("learning/", "Look at the mornings together"), ("report/", "Agrees with the decision"),
        ("history/", "The Panel replied: agrees"),
    ):  # fmt: skip
        assert words in people["scrutineer"].opens(f"{here}{part}").inner_text("main"), part
        is_right("scrutineer")
    assert people["scrutineer"].page.goto(f"{here}do/close/").status == 403

    # whoever is kept out learns nothing, by any way in
    kept_out = people["excluded"].page
    for part in ("", "agencies/", "report/", "report/pdf/", "learning/", "history/", "edit/"):
        assert kept_out.goto(f"{here}{part}").status == 404, part
    for path in (
        "/north/reviews/",
        "/north/reviews/?standing=all",
        "/north/reviews/log/",
        f"/north/search/?q={bird}",
        "/",
        "/north/groups/reviews/",
        f"/north/search/?q={reference}",
    ):
        kept_out.goto(path)
        text = kept_out.inner_text("main")
        assert bird not in text.replace(f"“{bird}”", ""), path  # the search says again what it was asked
        assert reference not in text.replace(f"“{reference}”", ""), path
        assert "Look at the mornings" not in text, path


@pytest.mark.parametrize(("script", "width"), WAYS)
def test_a_local_child_safeguarding_practice_review_from_its_beginning_to_its_publication(
    comes, names, script: bool, width: int, tmp_path
) -> None:
    chair = comes("chair", script=script, width=width)
    member = comes("member", script=script, width=width)

    def is_right(someone=chair) -> None:  # type: ignore[no-untyped-def]
        if script:
            someone.finds_nothing_wrong()

    def step(key: str) -> Page:
        page = chair.opens(f"{here}do/{key}/")
        is_right()
        return page

    page = chair.opens("/north/reviews/new/")
    page.fill("input[name=name]", "Redstart" if script else "Whinchat")
    page.get_by_label("Serious harm").check()
    page.select_option("select[name=incident_type]", "neglect")
    fill_day(page, "aware_on", date(2026, 2, 25))
    page.fill("textarea[name=what]", "A child was found alone at night for the third time.")
    presses(page, "Write it down")
    here = "/" + page.url.replace("http://", "").split("/", 1)[1]
    page = step("decide")
    page.check("input[name=decision][value=not_notify]")
    page.fill("textarea[name=why]", WHY)
    page.fill("input[name=decided_by]", "Director")
    presses(page, "Record the decision")
    page = step("further")
    for criterion in ("improvements", "recurrent", "together", "panel"):
        page.check(f"input[name=criterion_{criterion}][value=yes]")
    page.check("input[name=decision][value=review]")
    page.fill("textarea[name=why]", WHY)
    presses(page, "Record the decision")
    page = step("initiate")
    page.fill("textarea[name=purpose]", "Why each contact at night was closed by itself.")
    presses(page, "Initiate it")
    assert "No reviewer yet" in page.inner_text("main")
    is_right()

    presses(page, "Appoint a reviewer")
    page.fill("input[name=name]", "Robin Fictional")
    presses(page, "Record the appointment")
    assert "Say how the reviewer is independent" in page.inner_text("body")
    assert page.input_value("input[name=name]") == "Robin Fictional"
    chair.faults.clear()
    page.fill("textarea[name=independence]", "Works for no agency of the area.")
    page.fill("textarea[name=conflicts]", "None: asked on the day.")
    page.fill("input[name=appointed_by]", "The partners’ meeting")
    page.fill("input[name=days]", "12")
    page.fill("input[name=pounds]", "9600")
    presses(page, "Record the appointment")
    assert "12 days, £9,600" in page.inner_text("main")
    presses(page, "Write the terms of reference")
    page.fill("textarea[name=terms]", "What let contacts be closed one by one?")
    fill_day(page, "agreed_on")
    presses(page, "Store the terms")
    page = step("proceeding")
    page.check("input[name=kind][value=criminal]")
    page.fill("textarea[name=words]", "The police ask that nothing is published before the trial ends.")
    page.get_by_label("Publication", exact=True).check()
    fill_day(page, "look_on", date(2026, 4, 1))
    presses(page, "Record it")
    assert "Look again on 1 Apr 2026" in page.inner_text("main")
    is_right()

    draft = tmp_path / "draft.pdf"
    draft.write_bytes(typeset(COPY, {"title": "A draft", "partnership": "x", "mark": "m", "marking": "k", "opened": "o", "demonstration": "", "pages": []}, created=datetime(2026, 3, 2, tzinfo=UTC)))  # fmt: skip
    page = chair.opens(f"{here}publication/")
    is_right()
    presses(page, "Add a draft")
    page.set_input_files("input[name=file]", str(draft))
    presses(page, "Add the draft")
    goes(page, page.locator("main a", has_text="Give a reader a copy"))
    is_right()
    page.select_option("select[name=person]", label=page.locator("select[name=person] option", has_text="Member").first.inner_text())  # fmt: skip
    presses(page, "Give the copy")
    assert "Not opened yet" in page.inner_text("main")
    is_right()

    page = member.opens(f"{here}publication/")
    is_right(member)
    assert "Open the file" not in page.inner_text("main")
    with page.expect_download() as download:
        page.locator("main a", has_text="Read it (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    assert "1 time" in chair.opens(f"{here}publication/").inner_text("main")

    page = step("words")
    page.fill("textarea[name=improvements]", "Whoever is on duty at night sees who rang the night before.")
    presses(page, "Store the words")
    page = step("publication")
    page.check("input[name=what][value=improvements]")
    page.fill("textarea[name=why]", "A surviving child would be known by the report.")
    page.fill("input[name=decided_by]", "The partners’ meeting")
    presses(page, "Record the decision")
    for who in ("panel", "secretary"):
        page = step("told")
        page.check(f"input[name=who][value={who}]")
        page.fill("input[name=by_role]", "Business manager")
        presses(page, "Record it")
    page = step("publish")
    page.fill("input[name=where]", "north.example/reviews")
    page.fill("textarea[name=short_why]", "Agreed with both beforehand.")
    presses(page, "Record it")
    assert "Nothing is published before this ends" in page.inner_text("body")
    assert page.input_value("input[name=where]") == "north.example/reviews"
    chair.faults.clear()
    page = chair.opens(f"{here}practice/")
    goes(page, page.locator("main a", has_text="It ends"))
    page.fill("textarea[name=why]", "The trial ended with a verdict.")
    presses(page, "Record it")
    page = step("publish")
    page.fill("input[name=where]", "north.example/reviews")
    page.fill("textarea[name=short_why]", "Agreed with both beforehand.")
    presses(page, "Record it")
    assert "Public until at least" in page.inner_text("main")
    assert "2 March 2027" in page.inner_text("main")
    is_right()
    page = step("down")
    page.check("input[name=stays][value=no]")
    page.fill("textarea[name=why]", "By order of the High Court of this morning.")
    presses(page, "Record the decision")
    page = step("close")
    page.fill("textarea[name=why]", "Published and taken down; its actions go on.")
    presses(page, "Close it")
    assert "Closed on 2 March 2026" in page.inner_text("main")
    is_right()


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
