"""Keeping and disposing, page by page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.records.models import Disposal, LegalHold, Record

PLACE = "/north/administration/retention/"
WHY = "It was kept for six years and nobody asked for it."


@pytest.fixture
def years_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which what was closed in the world falls due."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2032, 3, 3, 9, 30, tzinfo=UTC))


@pytest.mark.parametrize("place", ["", "?months=36", "holds/", "decisions/", "rules/", "rules/practice_review/"])
def test_the_business_unit_enters_and_nobody_else(signed_in, place: str) -> None:  # type: ignore[no-untyped-def]
    for name in ("manager", "officer"):
        assert signed_in(name).get(PLACE + place).status_code == 200
    for name in ("administrator", "chair", "scrutineer", "outsider", "south_manager", "nobody"):
        assert signed_in(name).get(PLACE + place).status_code == 404


@pytest.mark.parametrize("place", ["", "class/", "hold/", "dispose/"])
def test_one_records_keeping(signed_in, world, place: str) -> None:  # type: ignore[no-untyped-def]
    address = f"{PLACE}records/{world.references['assured_action']}/{place}"
    assert signed_in("officer").get(address).status_code == 200
    for name in ("administrator", "chair", "south_manager"):
        assert signed_in(name).get(address).status_code == 404
    assert signed_in("officer").get(f"{PLACE}records/{world.references['south_action']}/{place}").status_code == 404


def test_what_falls_due_is_held_let_go_and_decided_by_two(signed_in, send, world, years_later: None) -> None:  # type: ignore[no-untyped-def]
    reference = world.references["assured_action"]
    officer, manager = signed_in("officer"), signed_in("manager")
    assert reference in officer.get(PLACE).content.decode()
    record = f"{PLACE}records/{reference}/"
    day = {"review_on_day": "1", "review_on_month": "6", "review_on_year": "2032"}
    assert "A claim was notified" in send(officer, f"{record}hold/", reason="A claim was notified.", **day)
    assert "legal hold stops disposal" in send(officer, f"{record}dispose/", 422, reason=WHY)
    hold = LegalHold.objects.get()
    assert "sentence" in send(manager, f"{PLACE}holds/{hold.pk}/lift/", 422, reason="no")
    assert "It is lifted" in send(manager, f"{PLACE}holds/{hold.pk}/lift/", reason="The claim was settled.")
    assert "A second person confirms it" in send(officer, f"{record}dispose/", reason=WHY)
    row = Disposal.objects.get()
    assert "A second person confirms this" in send(officer, f"{PLACE}decisions/{row.pk}/confirm/", 422)
    assert "Confirmed" in send(manager, f"{PLACE}decisions/{row.pk}/confirm/")
    assert "withdrawn" in send(manager, f"{PLACE}decisions/{row.pk}/withdraw/", reason="The coroner may ask for it.")


def test_a_class_and_a_rule_are_changed(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    officer, reference = signed_in("officer"), world.references["learning"]
    closed = {"closed_on_day": "2", "closed_on_month": "3", "closed_on_year": "2026"}
    page = send(officer, f"{PLACE}records/{reference}/class/", retention_class="practice_review", **closed)
    assert "2051" in page
    starts = {"in_force_from_day": "2", "in_force_from_month": "3", "in_force_from_year": "2026"}
    fields = {
        "seen": 0,
        "years": 30,
        "counted_from": "closing",
        "source": "Our own schedule",
        "standing": "local",
        **starts,
    }
    assert "30 years" in send(officer, f"{PLACE}rules/practice_review/", **fields)
    assert "meanwhile" in send(officer, f"{PLACE}rules/practice_review/", 422, **fields)
    assert "2056" in officer.get(f"{PLACE}records/{reference}/").content.decode()


@pytest.mark.parametrize("place", ["", "holds/", "decisions/", "rules/"])
def test_pages_ask_few_questions(signed_in, world, years_later: None, place: str) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    browser.get(PLACE + place)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(PLACE + place).status_code == 200
    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 12


@pytest.mark.parametrize(
    ("name", "place"), [("assured_action", "actions"), ("learning", "thread"), ("source", "thread")]
)
def test_the_page_of_a_record_that_was_disposed_of_says_so(signed_in, as_viewer, world, name: str, place: str) -> None:  # type: ignore[no-untyped-def]
    as_viewer("manager")
    Record.objects.filter(pk=world.records[name]).update(title="Content disposed of")
    answer = signed_in("manager").get(f"/north/{place}/{world.references[name]}/")
    assert answer.status_code == 410
    assert world.references[name] in answer.content.decode()
