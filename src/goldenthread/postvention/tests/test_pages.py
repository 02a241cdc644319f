"""The pages: who gets which, what a form does, what bad input gets, and that no page says how."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from goldenthread.postvention import operations
from goldenthread.postvention.models import Death, Response, StatusDecision, Task
from goldenthread.postvention.rules.response import LEAVE_OUT
from goldenthread.postvention.terms import AgeBand, MindKind, Status
from goldenthread.postvention.tests.conftest import active, death, decide, response
from goldenthread.records.models import Exclusion, Record
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
    row = active(world, manager)
    Exclusion.objects.create(
        person_id=world.people["excluded"], record_id=row.pk, reason="Knew the family.", declared_at=AT,
        starts_on=TODAY - timedelta(days=9),
    )  # fmt: skip
    return row.record.reference


def test_who_gets_which_page(signs_in, reference: str, as_viewer) -> None:
    as_viewer("manager")
    task = Task.objects.filter(response__record__reference=reference).earliest("pk").pk
    led = [*LED, *(f"/north/postvention/{{response}}/do/{key}/{task}/" for key in ("done", "change", "drop"))]
    answered, wanted = {}, {}
    for person in PEOPLE:
        browser = signs_in(person)
        for address in [*ROUTES, *led]:
            answered[person, address] = browser.get(address.format(response=reference)).status_code
            if address in ROUTES:
                wanted[person, address] = 200 if person in ROUTES[address] else 404
            else:
                wanted[person, address] = 200 if person in LEADERS else 403 if person in CIRCLE else 404
    assert answered == wanted


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
    assert StatusDecision.objects.filter(response__record__reference=reference).count() == 2


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


DAY = {"on_day": str(TODAY.day), "on_month": str(TODAY.month), "on_year": str(TODAY.year)}
AHEAD = DAY | {"on_year": str(TODAY.year + 2)}
TEENS = AgeBand.TEENS.value
HOW = "They spoke at length of an overdose."
LONG = "x" * 5000
WRONG: dict[str, list[tuple[dict[str, str], str]]] = {
    # a step's form → what was typed wrongly, and what is said of it
    "death": [
        ({}, "the band of age"), ({"age_band": "nonsense", "happened_year": "2026"}, "the band of age"),
        ({"age_band": TEENS, "happened_day": "31", "happened_month": "2", "happened_year": "2026"}, "real date"),
        ({"age_band": TEENS, "happened_year": "2031"}, "not come yet"),
        ({"age_band": TEENS, "happened_year": "2026", "setting": HOW}, LEAVE_OUT),
        ({"age_band": TEENS, "happened_year": "2026", "neighbouring": "on"}, "Name the neighbouring area"),
    ],
    "area": [({} | DAY, "Name the area"), ({"area": "Southmere"} | AHEAD, "not come yet"), ({"area": HOW} | DAY, LEAVE_OUT)],
    "note": [({"note": " "}, "Write the note"), ({"note": LONG}, "4,000 characters")],
    "decide": [
        ({"status": "stepped_down", "why": "No", "by_role": "Group"} | DAY, "reasons"),
        ({"status": "surveillance", "why": HOW, "by_role": "Group"} | DAY, "what was decided"),
        ({"status": "stepped_down", "why": "It has been quiet since.", "by_role": "Group"} | AHEAD, "not come yet"),
    ],
    "setting": [
        ({} | DAY, "Say what is offered"), ({"contact_role": "Head", "offered": "A room", "by_whom": "A service"} | DAY, "which setting"),
        ({"organisation": "999999", "contact_role": "Head", "offered": "A room", "by_whom": "A service"} | DAY, "the setting"),
        ({"words": "A club", "contact_role": "Head", "offered": HOW, "by_whom": "A service"} | DAY, LEAVE_OUT),
        ({"words": "A club", "contact_role": "Head", "offered": "A room", "by_whom": "A service", "until_day": "1", "until_month": "1", "until_year": "2020"} | DAY, "before it began"),
    ],
    "task": [
        ({}, "Say what is to be done"), ({"phase": "never", "words": "Ring", "owner_role": "Lead"}, "the phase"),
        ({"phase": "week", "words": HOW, "owner_role": "Lead"}, LEAVE_OUT),
        ({"phase": "week", "words": "Ring", "owner_role": "Lead", "due_on_day": "40", "due_on_month": "1", "due_on_year": "2026"}, "a day from 1 to 31"),
    ],
    "change": [({"phase": "week", "words": "", "owner_role": "Lead"}, "Say what is to be done"), ({"phase": "week", "words": HOW, "owner_role": "Lead"}, LEAVE_OUT)],
    "drop": [({} | DAY, "Say why it is dropped"), ({"why": "No"} | DAY, "not done after all"), ({"why": HOW} | DAY, LEAVE_OUT), ({"why": "The school does it now."} | AHEAD, "not come yet")],
    "done": [({}, "the day"), (AHEAD, "not come yet")],
    "mind": [({} | DAY, "what it is"), ({"kind": "funeral", "ready": HOW} | DAY, LEAVE_OUT), ({"kind": "funeral"}, "the day")],
    "voice": [({} | DAY, "Give the role"), ({"voice": "Lead", "lines": HOW} | DAY, LEAVE_OUT), ({"voice": "Lead"} | AHEAD, "not come yet")],
    "stage": [({"stage": "nothing"} | DAY, "what was done"), ({"stage": "facts"} | AHEAD, "not come yet")],
}  # fmt: skip
OF_TASKS = {"change", "drop", "done"}


def test_whatever_is_typed_wrongly_is_said_and_nothing_is_stored(signs_in, world, reference: str, as_viewer) -> None:
    browser = signs_in("manager")
    as_viewer("manager")
    row = Response.objects.select_related("record").get(record__reference=reference)
    task, version = Task.objects.filter(response=row).earliest("pk").pk, row.record.version
    unsaid = []
    for key, wrong in WRONG.items():
        rest = f"{key}/{task}" if key in OF_TASKS else key
        for given, words in wrong:
            answer = browser.post(f"/north/postvention/{reference}/do/{rest}/", given | {"version": str(version)})
            summary = strip_tags(answer.content.decode().partition("There is a problem")[2].partition("<form")[0])
            if answer.status_code != 422 or words.lower() not in summary.lower():
                unsaid.append((key, given, words, answer.status_code, " ".join(summary.split())[:200]))
    assert not unsaid, "\n".join(map(str, unsaid))
    as_viewer("manager")
    assert Record.objects.get(pk=row.pk).version == version


def test_a_task_is_changed_and_another_dropped_on_the_pages(signs_in, reference: str, as_viewer) -> None:
    browser, at = signs_in("chair"), f"/north/postvention/{reference}/"
    as_viewer("manager")
    first, second = Task.objects.filter(response__record__reference=reference).order_by("pk")[:2]
    page = browser.get(f"{at}plan/").content.decode()
    assert "10 tasks to do" in page
    form = browser.get(f"{at}do/change/{first.pk}/").content.decode()
    assert first.words in form
    assert f'value="{first.owner_role}"' in form
    version = Record.objects.get(reference=reference).version
    given = {"phase": "month", "words": "Ring the head teacher", "owner_role": "Lead", "version": str(version)}
    assert browser.post(f"{at}do/change/{first.pk}/", given).status_code == 302
    old = browser.post(f"{at}do/change/{first.pk}/", given | {"words": "Write to the head teacher"})
    assert old.status_code == 409
    assert "Write to the head teacher" in old.content.decode()
    given = {"why": "The school does it now.", "version": str(version + 1)} | DAY
    assert browser.post(f"{at}do/drop/{second.pk}/", given).status_code == 302
    page = browser.get(f"{at}plan/").content.decode()
    for words in ("9 tasks to do", "Ring the head teacher", "Dropped on 2 March 2026", "The school does it now."):
        assert words in page, words
    assert f"do/drop/{second.pk}/" not in page
    history = browser.get(f"{at}history/").content.decode()
    assert "A task of the plan was dropped" in history


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
