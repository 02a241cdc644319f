"""Keeping records in a browser: a class, a hold and its lifting, a rule; with JavaScript and without."""

from __future__ import annotations

import pytest

from journeys.pressing import presses

PLACE = "/north/administration/retention/"
PAGES = [
    "",
    "holds/",
    "decisions/",
    "rules/",
    "rules/practice_review/",
    "records/{record}/",
    "records/{record}/class/",
    "records/{record}/hold/",
    "records/{record}/dispose/",
]


@pytest.mark.parametrize("width", [1280, 375])
def test_the_pages_are_well_made(comes, names, width: int) -> None:  # type: ignore[no-untyped-def]
    officer = comes("officer", width=width)
    for page in PAGES:
        officer.opens(PLACE + page.format(record=names.references["assured_action"]))
        officer.finds_nothing_wrong()


@pytest.mark.parametrize("script", [True, False])
def test_a_record_is_held_and_let_go(comes, names, script: bool) -> None:  # type: ignore[no-untyped-def]
    officer, reference = comes("officer", script=script), names.references["assured_action"]
    page = officer.opens(f"{PLACE}records/{reference}/hold/")
    presses(page, "Place the hold")
    assert "Enter" in page.inner_text("main") or "There is a problem" in page.inner_text("main")
    page.fill("[name=reason]", "A claim was notified to the council.")
    for part, value in {"day": "1", "month": "6", "year": "2032"}.items():
        page.fill(f"[name=review_on_{part}]", value)
    presses(page, "Place the hold")
    assert "A claim was notified to the council." in page.inner_text("main")
    officer.opens(f"{PLACE}records/{reference}/dispose/")
    page.fill("[name=reason]", "It was kept for six years and nobody asked for it.")
    presses(page, "Decide to dispose of it")
    assert "legal hold stops disposal" in page.inner_text("main")
    officer.opens(f"{PLACE}holds/")
    presses(page, r"Lift.*")
    page.fill("[name=reason]", "The claim was settled.")
    presses(page, "Lift it")
    assert "The claim was settled." in page.inner_text("main")
    officer.opens(f"{PLACE}records/{reference}/")
    assert "Nothing decided" in page.inner_text("main")
