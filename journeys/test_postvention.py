"""A possible suicide cluster from the concern to the step-down, by those who lead; nobody else learns of it. With and without a script."""

from __future__ import annotations

from datetime import date

import pytest

from journeys.pressing import presses
from journeys.test_reviews import WAYS, fill_day

WHY = "Two deaths in one community in a short time are taken seriously."


@pytest.mark.parametrize(("script", "width"), WAYS)
def test_from_the_concern_to_the_step_down(comes, names, script: bool, width: int) -> None:
    manager = comes("manager", script=script, width=width)
    chair = comes("chair", script=script, width=width)

    def is_right() -> None:
        if script:
            manager.finds_nothing_wrong()
            chair.finds_nothing_wrong()

    page = manager.opens("/north/postvention/arrangements/")
    page.get_by_label("Practice Review Group", exact=True).check()
    presses(page, "Store them")
    page = chair.opens("/north/postvention/new/")
    is_right()
    page.fill("input[name=name]", "Larch" if script else "Rowan")
    page.fill("textarea[name=why_noticed]", "A school rang after a second death in one community.")
    fill_day(page, "noticed_on", date(2026, 2, 28))
    presses(page, "Begin it")
    here = "/" + page.url.replace("http://", "").split("/", 1)[1]
    is_right()

    for setting in ("Sixth form", "Youth group next door"):
        page = chair.opens(f"{here}do/death/")
        page.locator("input[name=age_band]").first.check()
        fill_day(page, "happened", date(2026, 2, 27))
        page.fill("input[name=setting]", f"{setting}, by hanging")
        presses(page, "Write it down")
        assert "Leave out how" in page.inner_text("body")
        chair.faults.clear()
        page.fill("input[name=setting]", setting)
        presses(page, "Write it down")
    text = chair.opens(here).inner_text("main")
    assert "Person 1" in text
    assert "Person 2" in text
    is_right()

    def decide(status: str) -> str:
        page = chair.opens(f"{here}do/decide/")
        is_right()
        page.check(f"input[name=status][value={status}]")
        page.fill("textarea[name=why]", WHY)
        page.fill("input[name=by_role]", "Response group")
        presses(page, "Record the decision")
        return page.inner_text("body")

    decide("possible")
    decide("active")
    page = chair.opens(f"{here}do/setting/")
    is_right()
    page.fill("input[name=words]", "Sixth form")
    page.fill("input[name=contact_role]", "Head of year")
    page.fill("textarea[name=offered]", "Somebody to talk to each morning.")
    page.fill("input[name=by_whom]", "Mental health support team")
    fill_day(page, "on")
    presses(page, "Record it")
    page = chair.opens(f"{here}plan/")
    is_right()
    assert "Sixth form" in page.inner_text("main")
    assert "still open" in decide("stepped_down")
    chair.faults.clear()
    page = chair.opens(f"{here}plan/")
    target = page.locator("main a[href*='/do/end/']").first.get_attribute("href")
    page = chair.opens(str(target))
    page.fill("textarea[name=why]", "The school goes on with it by itself.")
    presses(page, "Record it")
    decide("stepped_down")
    for part in ("", "decisions/", "learning/", "history/", "notes/"):
        chair.opens(f"{here}{part}")
        is_right()
    outsider = comes("outsider", script=script, width=width)
    assert outsider.page.goto(here).status == 404
