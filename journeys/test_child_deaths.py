"""A child's death, from a notification at night to what the family hears: eight people, with and without scripts; every page of it is right."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from goldenthread.testing.world import TODAY
from journeys.conftest import Someone
from journeys.pressing import presses

WHY = "It was gone through with those who were there, and all were of one mind."
PARTS = ("", "first/", "information/", "beside/", "meeting/", "analysis/", "database/", "documents/", "history/")
BOTH = pytest.mark.parametrize(("script", "width"), [(True, 1280), (False, 375)], ids=["scripted", "plain"])


def fill_day(page: Page, name: str, day: date = TODAY) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"input[name={name}_{part}]", str(value))


class Visitor(Someone):
    """Somebody without an account."""

    def __init__(self, browser: Browser, address: str, *, script: bool, width: int) -> None:
        self.context = browser.new_context(
            base_url=address, java_script_enabled=script, viewport={"width": width, "height": 900}
        )
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.script, self.faults = script, []


@BOTH
def test_eight_people_from_the_night_to_what_the_family_hears(
    comes, browser: Browser, served: str, names, script: bool, width: int
) -> None:
    """A paramedic without an account, a charity's worker, the office, the chair, a member, the scrutineer, the key worker; and one of the reviews' circle, who learns nothing."""
    people = {
        name: comes(name, script=script, width=width)
        for name in ("manager", "officer", "learning_chair", "colleague", "scrutineer", "outsider", "chair")
    }
    child = "Kit" if script else "Kat"
    paramedic = Visitor(browser, served, script=script, width=width)

    def is_right(someone: Someone) -> None:
        if script:
            someone.faults.clear()  # a refusal is an answer that a browser notes as a fault
            someone.finds_nothing_wrong()

    # at night, without an account: a day, a name and a sentence
    page = paramedic.opens("/notify/north/")
    is_right(paramedic)
    presses(page, "Notify")
    assert "Give the day of death" in page.inner_text("main") or "day of death" in page.inner_text("main")
    fill_day(page, "died_on", date(2026, 3, 1))
    page.fill("input[name=died_at]", "2:10am")
    page.fill("textarea[name=what]", "Found not breathing at home; resuscitated, and died in the emergency department.")
    page.fill("input[name=name]", f"{child} Fictional")
    page.select_option("select[name=place]", "emergency")
    page.fill("input[name=agency]", "Ambulance service")
    page.fill("input[name=role]", "Paramedic")
    page.fill("input[name=sender]", "Jo Made-up")
    page.fill("input[name=phone]", "01632 960 004")
    presses(page, "Notify")
    assert "The death is notified" in page.inner_text("main")
    assert child not in page.inner_text("main")
    reference = page.locator("main strong").inner_text()
    is_right(paramedic)
    paramedic.leaves()

    # in the morning the charity notifies the same death, spelt otherwise, and sees nothing of it afterwards
    page = people["outsider"].opens("/north/child-deaths/notify/")
    fill_day(page, "died_on", date(2026, 3, 1))
    page.fill("textarea[name=what]", "A family we support told us that their baby died in the night.")
    page.fill("input[name=name]", f"{child} Fictional")
    page.fill("input[name=agency]", "Lantern Families")
    page.fill("input[name=role]", "Family worker")
    page.fill("input[name=phone]", "01632 960 005")
    presses(page, "Notify")
    second = page.inner_text("main").split("reference is ")[1].split(".")[0]
    assert people["outsider"].page.goto(f"/north/child-deaths/{second}/").status == 404

    # the office sees that they may be one, joins them, and decides the scope
    page = people["manager"].opens(f"/north/child-deaths/{second}/")
    assert f"as {reference}. Is it the same death?" in page.inner_text("main")
    is_right(people["manager"])
    page = people["manager"].opens(f"/north/child-deaths/{second}/do/merge/")
    page.fill("input[name=into]", reference)
    page.fill("textarea[name=why]", WHY)
    presses(page, "Join them")
    here = f"/north/child-deaths/{reference}/"
    page = people["officer"].opens(f"{here}do/scope/")
    page.check("input[name=in_scope][value=yes]")
    page.check("input[name=reason][value=child]")
    page.fill("textarea[name=why]", "Born alive, by the birth record.")
    page.fill("input[name=by_role]", "Designated doctor")
    presses(page, "Record the decision")
    page = people["officer"].opens(f"{here}do/area/")
    page.check("input[name=lead][value=here]")
    page.fill("textarea[name=why]", "The family’s home is in the area.")
    presses(page, "Record the decision")
    is_right(people["officer"])

    # the chair records the first decisions: police, health and social care respond together
    page = people["learning_chair"].opens(f"{here}do/decision/")
    page.check("input[name=question][value=jar]")
    page.check("input[name=answer][value=yes]")
    page.check("input[name=limbs][value=sudden_no_cause]")
    page.fill("textarea[name=why]", WHY)
    page.fill("input[name=by_role]", "Consultant and police lead")
    fill_day(page, "on", date(2026, 3, 1))
    page.fill("input[name=moment]", "4am")
    presses(page, "Record it")
    assert "Joint Agency Response" in people["learning_chair"].opens(here).inner_text("body")

    # who the child was is shown for a reason; the family is written down apart
    page = people["officer"].opens(f"{here}identity/")
    page.fill("input[name=why]", "To name a key worker for the family")
    presses(page, "Show who it was")
    assert f"{child} Fictional" in page.inner_text("main")
    page = people["officer"].opens(f"/north/records/{reference}/family/")
    is_right(people["officer"])

    # the inquest holds the panel; agencies differ; the meeting is held; the inquest ends
    page = people["officer"].opens(f"{here}do/track/")
    page.select_option("select[name=kind]", "inquest")
    page.fill("input[name=who]", "Coroner")
    fill_day(page, "began_on")
    page.check("input[name=holds]")
    fill_day(page, "look_again_on", date(2026, 6, 1))
    presses(page, "Write it down")
    for says, source in (("On the back", "Ambulance service"), ("On the front", "Police")):
        page = people["officer"].opens(f"{here}do/claim/")
        page.fill("input[name=about]", "Position found")
        page.fill("textarea[name=says]", says)
        page.fill("input[name=source]", source)
        presses(page, "Write it down")
    page = people["learning_chair"].opens(f"{here}do/met/")
    page.check("input[name=kind][value=joint]")
    page.fill("input[name=convened_by]", "Northvale Hospitals Trust")
    page.fill("textarea[name=present]", "Consultant, police lead, social worker, health visitor")
    page.fill("textarea[name=said]", WHY)
    page.fill("textarea[name=family_questions]", "Whether it could have been seen.")
    presses(page, "Record it")
    page = people["learning_chair"].opens(f"{here}do/ready/")
    presses(page, "It is ready")
    assert "Waits for: coroner" in page.inner_text("main")
    page = people["officer"].opens(f"{here}beside/")
    page.get_by_role("link", name="End of the coroner").click()
    page.fill("textarea[name=outcome]", "Narrative conclusion; cause unascertained")
    presses(page, "Record it")
    is_right(people["officer"])

    # the analysis, what could be changed for other children, and the panel's conclusion
    page = people["learning_chair"].opens(f"{here}do/draft/")
    page.fill("textarea[name=summary]", "A baby slept on a sofa beside an adult and was found not breathing.")
    page.fill("textarea[name=cause]", "Unascertained")
    page.select_option("select[name=primary]", "10")
    page.check("input[name=sudden_explained][value=unexplained]")
    presses(page, "Store it")
    page = people["learning_chair"].opens(f"{here}do/factor/")
    page.check("input[name=domain][value=physical]")
    page.fill("input[name=name]", "Sleep environment")
    page.check("input[name=relevance][value='2']")
    page.check("input[name=modifiable]")
    presses(page, "Store it")
    page = people["learning_chair"].opens(f"{here}do/conclude/")
    page.check("input[name=modifiable][value=yes]")
    presses(page, "Record the conclusion")
    assert "Concluded by" in page.inner_text("main")
    page.get_by_role("link", name="Learn from: sleep environment").click()
    page.fill("textarea[name=text]", f"Ask after every move where the baby sleeps now ({child})")
    page.check("input[name=heading][value=practice_development]")
    presses(page, "Record the learning")
    page = people["learning_chair"].opens(f"{here}do/recommend/")
    page.fill("textarea[name=words]", "Ask at every contact after a move where the baby sleeps.")
    page.fill("input[name=addressee]", "Health visiting service")
    page.check("input[name=level][value=local]")
    presses(page, "Add it")
    is_right(people["learning_chair"])

    # nothing of a demonstration goes to the national database
    page = people["officer"].opens(f"{here}database/")
    page.get_by_role("button", name="Notification").click()
    assert "nothing of it may be sent" in page.inner_text("main")

    # a member and the scrutineer read all of it, without a name or a day, and may write nothing
    for name in ("colleague", "scrutineer"):
        for part in PARTS:
            text = people[name].opens(f"{here}{part}").inner_text("main")
            assert child not in text.replace(f"({child})", ""), (name, part)
            if name == "colleague":
                is_right(people[name])
        assert people[name].page.goto(f"{here}do/edit/").status == 403
    assert "1 March 2026" not in people["colleague"].opens(here).inner_text("#main-content")

    # whoever reviews serious incidents and sits in no panel learns nothing, by any way in
    apart = people["chair"].page
    for part in PARTS:
        assert apart.goto(f"{here}{part}").status == 404, part
    for path in (
        "/",
        "/north/child-deaths/",
        f"/north/search/?q={reference}",
        "/north/search/?q=sofa",
        "/north/reviews/",
    ):
        apart.goto(path)
        assert reference not in apart.inner_text("main").replace(f"“{reference}”", ""), path


PAGES = (
    "/north/child-deaths/", "/north/child-deaths/?standing=all", "/north/child-deaths/panel/", "/north/child-deaths/new/",
    "/north/child-deaths/arrangements/", "/north/child-deaths/database/",
    *(f"/north/child-deaths/{{death}}/{part}" for part in PARTS),
    *(f"/north/child-deaths/{{death}}/do/{key}/" for key in ("edit", "child", "name", "area", "merge", "related", "concern", "track", "disclose")),
    "/north/child-deaths/{death}/ask/", "/north/child-deaths/{death}/again/",
)  # fmt: skip


@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_of_the_room(comes, names, width: int) -> None:
    comes("manager", width=width).finds_nothing_wrong_on(path.format(**names.references) for path in PAGES)
