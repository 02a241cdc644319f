"""A meeting from its schedule to its sealed minutes, by the people who would: officer, chair, member, deputy, whoever is kept out."""

from __future__ import annotations

import pytest

from journeys.pressing import goes, presses


def types_day(page, name: str, day: str, month: str, year: str) -> None:  # type: ignore[no-untyped-def]
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.fill(f"input[name={name}_{part}]", value)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_a_day_to_sealed_minutes(comes, names, script: bool) -> None:
    """Held by another group in each way, so that both can meet on the world's one day."""
    group, title = ("reviews", "Safer sleep leaflet") if script else ("learning", "Safer sleep course")
    officer = comes("manager", script=script)
    page = officer.opens("/north/meetings/new/")
    page.select_option("select[name=group]", group)
    types_day(page, "meets_on", "2", "3", "2026")
    page.fill("input[name=starts_at]", "2pm")
    page.fill("input[name=ends_at]", "4pm")
    page.fill("input[name=place]", "Town Hall")
    presses(page, "Set the meeting")
    meeting = page.url

    goes(page, "text=Draft the agenda")
    for words in (title, "Any other business"):
        presses(page, "Add an item")
        page.fill("input[name=title]", words)
        page.check("input[name=purpose][value=decide]")
        presses(page, "Put it on the agenda")
    goes(page, page.locator(".gt-agenda button", has_text="Up").last)
    text = page.inner_text("main")
    assert text.index("Any other business") < text.index(title)
    goes(page, page.locator(".gt-agenda button", has_text="Down").last)
    if page.locator("input[name=proposal]").count():
        page.locator("input[name=proposal]").first.check()
        presses(page, "Put the chosen ones on the agenda")
    page.goto(meeting)
    goes(page, "text=Issue the agenda and papers")
    goes(page, "main button[type=submit]")
    assert "Agenda issued" in page.inner_text(".gt-head")

    chair = comes("chair" if script else "learning_chair", script=script, width=375)
    page = chair.opens("/")
    assert "Papers ready" in page.inner_text("main")
    page.goto(f"{meeting}answer/")
    page.check("input[name=answer][value=accepted]")
    goes(page, "main button[type=submit]")
    page.goto(f"{meeting}state/in_session/")
    goes(page, "main button[type=submit]")
    goes(page, page.locator(".gt-room button", has_text="Present").first)
    assert "Present" in page.inner_text(".gt-room")
    if script:
        assert "Not quorate" in page.inner_text(".gt-quorum")
        for _ in range(2):
            goes(page, page.locator(".gt-room button[value=present]", has_text="Present").first)
        chair.finds_nothing_wrong()
    goes(page, f"main a:has-text('{title}')")
    goes(page, "text=Record a decision")
    page.fill("textarea[name=text]", "One leaflet for all")
    page.fill("textarea[name=reasons]", "Parents hear one thing")
    presses(page, "Record the decision")
    assert "One leaflet for all" in page.inner_text("main")
    item = page.url
    page.goto(f"{item}action/")
    page.fill("textarea[name=text]", f"Print the leaflet of {group}")
    presses(page, "Write the action")
    assert f"Print the leaflet of {group}" in page.inner_text("main")

    page = officer.opens(f"{meeting}state/drafted/")
    goes(page, "main button[type=submit]")
    for link in page.locator("main a:has-text('Write these minutes')").evaluate_all("all => all.map(one => one.href)"):
        page.goto(link)
        page.fill("textarea[name=text]", "It was talked through.")
        presses(page, "Save the minutes")
    presses(page, "Circulate the draft minutes")
    goes(page, "main button[type=submit]")

    if script:
        member = comes("member", width=375)
        page = member.opens(f"{meeting}minutes/")
        assert "One leaflet for all" in page.inner_text("main")
        member.finds_nothing_wrong()
        presses(page, "Comment.*")
        page.fill("textarea[name=text]", "Fathers too, please")
        presses(page, "Send the comment")
        assert "Fathers too, please" in page.inner_text("main")

    page = officer.opens(f"{meeting}state/sealed/")
    page.fill("input[name=how]", "in writing by every member")
    goes(page, "main button[type=submit]")
    page = officer.opens(f"{meeting}minutes/")
    assert "Approved in writing by every member" in page.inner_text("main")
    if script:
        officer.finds_nothing_wrong()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_year_is_shown_before_it_is_made(comes, script: bool) -> None:
    officer = comes("officer", script=script)
    page = officer.opens("/north/meetings/plan/")
    page.select_option("select[name=group]", "panel")
    page.check("input[name=rhythm][value=monthly_day]")
    page.select_option("select[name=nth]", "2")
    page.select_option("select[name=weekday]", "3" if script else "1")
    types_day(page, "first", "1", "9", "2026")
    types_day(page, "until", "31", "12", "2026")
    page.fill("input[name=starts_at]", "10am")
    presses(page, "See the days")
    assert page.locator("input[name=day]").count() == 4
    if script:
        officer.finds_nothing_wrong()
    page.locator("input[name=day]").first.uncheck()
    presses(page, "Make these meetings")
    rows = page.inner_text("table")
    assert ("8 Oct 2026" if script else "13 Oct 2026") in rows
    assert ("10 Sept 2026" if script else "8 Sept 2026") not in rows


def test_a_deputy_reads_this_meeting_and_the_conflicted_member_nothing_of_one_item(comes, names) -> None:
    path = f"/north/meetings/{names.references['meeting']}/"
    member = comes("both", width=375)
    page = member.opens(f"{path}answer/")
    page.check("input[name=answer][value=deputy]")
    page.select_option("select[name=deputy]", label="Outsider")
    member.finds_nothing_wrong()
    goes(page, "main button[type=submit]")

    deputy = comes("outsider", width=375)
    page = deputy.opens(path)
    assert "Safer sleep in every service" in page.inner_text("main")
    deputy.finds_nothing_wrong()

    kept_out = comes("excluded", width=375)
    page = kept_out.opens(path)
    assert "You are kept out of this item for a conflict of interest." in page.inner_text("main")
    assert "A matter of one member" not in page.content()
    goes(page, "text=On the day")
    assert "A matter of one member" not in page.content()
    kept_out.finds_nothing_wrong()

    someone = comes("member", width=375)
    page = someone.opens(f"/north/meetings/items/{names.references['item']}/conflict/")
    page.fill("textarea[name=reason]", "My own team is meant")
    presses(page, "Declare it")
    assert "Safer sleep in every service" not in page.inner_text("main")
    chair = comes("chair")
    page = chair.opens(f"{path}day/")
    assert "My own team is meant" in page.inner_text("main")
    chair.finds_nothing_wrong()


PAGES = [
    "/north/meetings/?when=all", "/north/meetings/plan/", "/north/meetings/decisions/", "/north/meetings/attendance/",
    "/north/meetings/groups/reviews/", "/north/meetings/{meeting}/", "/north/meetings/{meeting}/agenda/",
    "/north/meetings/{meeting}/people/", "/north/meetings/{meeting}/day/", "/north/meetings/{meeting}/move/",
    "/north/meetings/items/{item}/", "/north/meetings/items/{item}/paper/", "/north/oversight/",
    "/north/oversight/highlights/{highlight}/", "/north/oversight/risks/", "/north/oversight/risks/{risk}/",
    "/north/oversight/risks/new/", "/north/oversight/challenges/", "/north/oversight/challenges/{challenge}/",
    "/north/oversight/plan/", "/north/oversight/engagement/{engagement}/",
]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_is_accessible_at_both_widths(comes, names, width: int) -> None:
    comes("manager", width=width).finds_nothing_wrong_on(path.format(**names.references) for path in PAGES)
