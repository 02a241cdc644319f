"""A family from the first label to a letter: by those who lead, and by the named contact for one person alone. With and without a script."""

from __future__ import annotations

import pytest

from journeys.pressing import presses

WAYS = [(True, 1280), (True, 375), (False, 375)]


@pytest.mark.parametrize(("script", "width"), WAYS)
def test_from_a_label_to_a_letter(comes, names, script: bool, width: int) -> None:
    chair = comes("chair", script=script, width=width)
    reference = names.references["review"]
    label = f"Aunt {'abc'[WAYS.index((script, width))]}"

    def is_right() -> None:
        if script:
            chair.finds_nothing_wrong()

    page = chair.opens(f"/north/reviews/{reference}/")
    is_right()
    page = chair.opens(f"/north/records/{reference}/family/")
    presses(page, "Add a family member")
    is_right()
    presses(page, "Write them down")
    assert "There is a problem" in page.inner_text("main, .govuk-error-summary")
    chair.faults.clear()
    page.fill("input[name=label]", label)
    page.select_option("select[name=relationship]", "relative")
    page.fill("input[name=name]", "Petra Fictional")
    page.fill("textarea[name=address]", "5 Fable Lane\nNorthvale")
    page.check("input[name=safe][value=letter]")
    page.check("input[name=standing][value=estranged]")
    presses(page, "Write them down")
    here = "/" + page.url.split("//", 1)[1].split("/", 1)[1]
    assert "Petra" not in page.inner_text("main")
    is_right()

    page = chair.opens(f"{here}named/")
    is_right()
    page.select_option("select[name=person]", str(names.people["member"]))
    page.fill("input[name=words]", "Jo Bright, family liaison, 01632 960 003")
    presses(page, "Name them")
    page = chair.opens(f"{here}restrictions/new/")
    is_right()
    page.check("input[name=kind][value=no_contact]")
    page.fill("textarea[name=words]", "A bail condition forbids it")
    for name, day in (("starts_on", 1), ("review_on", 20)):
        for part, value in (("day", day), ("month", 3), ("year", 2026)):
            page.fill(f"input[name={name}_{part}]", str(value))
    presses(page, "Write it down")
    is_right()
    chair.faults.clear()

    someone = comes("member", script=script, width=width)
    page = someone.opens(here)
    assert "Change what is known" not in page.inner_text("main")
    presses(page, "Record a contact")
    page.fill("input[name=by_role]", "Family liaison officer")
    page.check("input[name=method][value=phone]")
    page.check("input[name=outcome][value=declined]")
    presses(page, "Record it")
    assert "A restriction was in force on that day" in page.inner_text("main")
    if script:
        someone.faults.clear()
        someone.finds_nothing_wrong()
    page.fill("input[name=agreed_by]", "The officer in the case, on 1 March")
    presses(page, "Record it")
    assert "Declined" in page.inner_text("main")
    page = someone.opens(f"{here}said/new/")
    page.check("input[name=kind][value=question]")
    page.fill("textarea[name=words]", "Who will tell me?")
    page.check("input[name=heard][value=met]")
    page.fill("input[name=by_role]", "Family liaison officer")
    presses(page, "Write it down")
    assert "Waits for an answer" in page.inner_text("main")
    assert "Answer it" not in page.inner_text("main")
    if script:
        someone.finds_nothing_wrong()

    page = chair.opens(here)
    presses(page, "Answer it.*")
    is_right()
    page.check("input[name=step][value=answered]")
    page.fill("textarea[name=words]", "Jo Bright will, before anyone else.")
    page.fill("input[name=by_role]", "Chair")
    presses(page, "Record the answer")
    is_right()
    page = someone.opens(f"{here}letter/")
    page.check("input[name=kind][value=answers]")
    page.check("input[name=format][value=docx]")
    page.fill("input[name=agreed_by]", "The officer in the case, on 1 March")
    with page.expect_download() as taken:
        page.locator("main form button[type=submit]").first.click()
    assert taken.value.suggested_filename.endswith("-answers.docx")
