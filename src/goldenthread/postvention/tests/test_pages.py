"""The pages: who gets which, what a form does, what bad input gets, and that no page says how."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.partnership.models import Group
from goldenthread.postvention import operations
from goldenthread.postvention.models import Death, Response, StatusDecision
from goldenthread.postvention.rules.response import LEAVE_OUT
from goldenthread.postvention.terms import MindKind, Status
from goldenthread.postvention.tests.conftest import active, death, decide, response
from goldenthread.records.models import Exclusion
from goldenthread.testing.world import AT, TODAY

PEOPLE = ["administrator", "chair", "excluded", "manager", "member", "outsider", "owner", "scrutineer", "south_manager"]
READERS = {"chair", "excluded", "manager", "member", "outsider", "owner", "scrutineer"}
CIRCLE, LEADERS, UNIT = {"chair", "manager", "member", "scrutineer"}, {"chair", "manager"}, {"manager"}
TABS = ("", "plan/", "decisions/", "learning/", "history/")
ROUTES: dict[str, set[str]] = {
    "/north/postvention/": READERS,
    "/north/postvention/new/": LEADERS,
    "/north/postvention/arrangements/": UNIT,
    **{f"/north/postvention/{{response}}/{tab}": CIRCLE for tab in TABS},
    "/north/thread/{response}/": CIRCLE,
    "/north/records/{response}/way/": CIRCLE,
    "/south/postvention/{response}/": set(),
    "/north/postvention/SC-222222/": set(),
}
LED = ["/north/postvention/{response}/notes/"] + [
    f"/north/postvention/{{response}}/do/{key}/"
    for key in ("death", "area", "note", "decide", "setting", "task", "mind", "voice", "stage")
]


@pytest.fixture
def reference(world, as_viewer) -> str:  # type: ignore[no-untyped-def]
    """An activated response of the group, which one member is kept out of."""
    manager = as_viewer("manager")
    operations.arrange(group=Group.objects.get(pk=world.groups["reviews"]), by=manager, at=AT)
    row = active(world, manager)
    Exclusion.objects.create(
        person_id=world.people["excluded"], record_id=row.pk, reason="Knew the family.", declared_at=AT,
        starts_on=TODAY - timedelta(days=9),
    )  # fmt: skip
    return row.record.reference


@pytest.mark.parametrize("person", PEOPLE)
def test_who_gets_which_page(signs_in, reference: str, person: str) -> None:
    browser = signs_in(person)
    for address, allowed in ROUTES.items():
        status = browser.get(address.format(response=reference)).status_code
        assert status == (200 if person in allowed else 404), address
    for address in LED:
        status = browser.get(address.format(response=reference)).status_code
        assert status == (200 if person in LEADERS else 403 if person in CIRCLE else 404), address


def test_steps_that_are_none_are_not_found(signs_in, reference: str) -> None:
    browser = signs_in("manager")
    for rest in ("do/nothing/", "do/finding/", "do/death/4/", "do/finding/999999/"):
        assert browser.get(f"/north/postvention/{reference}/{rest}").status_code == 404


def test_a_form_decides_once_and_bad_input_keeps_what_was_typed(signs_in, reference: str, as_viewer) -> None:
    browser, at = signs_in("manager"), f"/north/postvention/{reference}/do/decide/"
    day = {"on_day": TODAY.day, "on_month": TODAY.month, "on_year": TODAY.year, "on": TODAY.isoformat()}
    for bad in ({}, {"status": "nonsense"}, {"status": "stepped_down", "why": "Short", "by_role": "Group", **day}):
        assert browser.post(at, bad).status_code == 422
    how = {"status": "stepped_down", "why": "They spoke at length of an overdose.", "by_role": "Group", **day}
    answer = browser.post(at, how)
    assert answer.status_code == 422
    assert LEAVE_OUT in answer.content.decode()
    as_viewer("manager")
    assert StatusDecision.objects.count() == 2


def test_sealed_notes_are_read_for_a_reason_alone(signs_in, reference: str, as_viewer) -> None:
    manager = as_viewer("manager")
    row = Response.objects.get(record__reference=reference)
    operations.seal(response_id=row.pk, note="For the group alone: overdose.", by=manager, at=AT)
    browser, at = signs_in("manager"), f"/north/postvention/{reference}/notes/"
    assert browser.post(at, {"why": ""}).status_code == 422
    answer = browser.post(at, {"why": "To ready the meeting"})
    assert "For the group alone" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    for address in ["/north/postvention/", "/north/search/?q=overdose", "/north/postvention/?format=csv"] + [
        f"/north/postvention/{reference}/{tab}" for tab in TABS
    ]:
        text = b"".join(browser.get(address)) if "format" in address else browser.get(address).content
        assert b"For the group alone" not in text


def test_a_count_taken_away_is_kept_back_when_it_is_small(signs_in, reference: str) -> None:
    text = b"".join(signs_in("manager").get("/north/postvention/?format=csv")).decode()
    assert "2026-02" in text
    assert "Fewer than 5" in text
    assert "sixth form" not in text


def test_the_same_queries_however_many_rows(signs_in, world, reference: str, as_viewer) -> None:
    browser = signs_in("manager")

    def count(address: str) -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        quiet = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
        return sum(not query["sql"].startswith(quiet) for query in captured.captured_queries)

    addresses = ["/north/postvention/"] + [f"/north/postvention/{reference}/{tab}" for tab in TABS]
    before = [count(address) for address in addresses]
    manager = as_viewer("manager")
    row = Response.objects.get(record__reference=reference)
    for number in range(4):
        death(response(world, manager, name=f"Tree {number}"), manager)
        death(row, manager)
        operations.mind(response_id=row.pk, kind=MindKind.OTHER, on=TODAY, by=manager, at=AT)
    decide(row, Status.STEPPED_DOWN, manager)
    assert [count(address) for address in addresses] == before
    assert Death.objects.filter(response=row).count() == 5


ARRANGED = {"group": "reviews", "refused_words": "", "version": "1"}


@pytest.mark.parametrize(("given", "problem"), [("1", "2 or more"), ("21", "20 or less"), ("few", "whole number")])
def test_a_wrong_least_count_is_said_and_what_was_typed_is_kept(signs_in, reference, given: str, problem: str) -> None:
    answer = signs_in("manager").post("/north/postvention/arrangements/", ARRANGED | {"least_shown": given})
    assert answer.status_code == 422
    assert problem in answer.content.decode()
    assert f'value="{given}"' in answer.content.decode()


def test_the_partnership_s_own_least_count_holds_in_the_spreadsheet(signs_in, reference) -> None:
    browser = signs_in("manager")
    assert browser.post("/north/postvention/arrangements/", ARRANGED | {"least_shown": "9"}).status_code == 302
    rows = b"".join(browser.get("/north/postvention/?format=csv").streaming_content).decode()
    assert "Fewer than 9" in rows
