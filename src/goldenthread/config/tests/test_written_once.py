"""A first page that is asked in a statement written once shows what its question, asked anew, answers: for everyone."""

from __future__ import annotations

from collections import Counter

import pytest

from goldenthread.messages.models import Notice
from goldenthread.messages.queries import unread
from goldenthread.oversight import queries as oversight
from goldenthread.oversight.queries import CHALLENGES, ENGAGEMENTS, HIGHLIGHTS, PLAN, RISKS, Register
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.models import Group, Partnership
from goldenthread.returns.models import Request
from goldenthread.returns.queries.asked import STANDINGS, RequestFilter, request_page
from goldenthread.testing.world import AT, PEOPLE, TODAY
from goldenthread.thread import queries as thread
from goldenthread.thread.models import Action
from goldenthread.thread.queries.actions import TIMELESS, ActionFilter, action_page, action_rows
from goldenthread.thread.queries.registers import ImpactRow, LearningRow, ProductRow, page_of, register_page
from goldenthread.thread.rules.states import OPEN, RUNNING

OF_THE_THREAD = [(thread.learning, LearningRow), (thread.products, ProductRow), (thread.impacts, ImpactRow)]
OF_THE_PARTNERS: list[tuple[Register, dict[str, str]]] = [
    (HIGHLIGHTS, {"group": ""}),
    (RISKS, {"group": "", "state": "open"}),
    (CHALLENGES, {"group": "", "state": ""}),
    (PLAN, {"group": "", "state": "planned"}),
    (ENGAGEMENTS, {"group": "", "sector": ""}),
]
SIZE = 50
everyone = pytest.mark.parametrize("person", sorted(PEOPLE))


def north_key() -> int:
    return Partnership.objects.get(key="north").pk


@everyone
@pytest.mark.parametrize(("read", "shape"), OF_THE_THREAD, ids=lambda value: value.__name__)
def test_registers_of_the_thread(as_viewer, world, person: str, read, shape) -> None:
    viewer, north = as_viewer(person), north_key()
    anew = page_of(read(viewer, north), shape, 1, SIZE)
    assert register_page(read, viewer, north, {"q": "", "group": ""}, shape, 1, SIZE) == anew
    assert register_page(read, viewer, north, {"group": ""}, shape, 9, SIZE) == anew, "past the end: the last"


@everyone
@pytest.mark.parametrize(
    ("register", "given"), OF_THE_PARTNERS, ids=lambda value: getattr(value, "model", dict).__name__
)
def test_registers_of_the_partners(as_viewer, world, person: str, register: Register, given: dict[str, str]) -> None:
    viewer, north = as_viewer(person), north_key()
    anew = oversight.page_of(register, viewer, north, given, 1, SIZE)
    assert oversight.page_of(register, viewer, north, given, 1, SIZE, usual=True) == anew
    assert oversight.page_of(register, viewer, north, given, 9, SIZE) == anew, "past the end: the last"
    rows, total, _ = anew
    assert rows == list(oversight.all_of(register, viewer, north, given)), "what is taken away is what is shown"
    assert total == len(rows) == register.model.objects.visible_to(viewer).filter(partnership=north).count()


@everyone
@pytest.mark.parametrize("standing", STANDINGS)
def test_requests(as_viewer, world, person: str, standing: str) -> None:
    viewer, north, chosen = as_viewer(person), north_key(), RequestFilter(standing=standing)
    rows = chosen.apply(Request.objects.visible_to(viewer).filter(partnership=north), viewer.day)
    asked = [(row.record.reference, row.record.title, str(row.record.group), row.due_on) for row in rows]
    shown = request_page(viewer, north, chosen, 1)
    assert [(row.reference, row.title, row.group, row.due_on) for row in shown.rows] == asked
    assert shown.total == len(asked)
    assert request_page(viewer, north, chosen, 9) == shown, "past the end: the last"


@everyone
@pytest.mark.parametrize("standing", sorted(TIMELESS))
def test_the_action_log_and_the_groups(as_viewer, world, person: str, standing: str) -> None:
    viewer, north, chosen = as_viewer(person), north_key(), ActionFilter(standing=standing)
    asked = list(action_rows(viewer, north, chosen).values_list("pk", flat=True))
    shown = action_page(viewer, north, chosen, 1)
    assert [row.pk for row in shown.rows] == asked
    assert shown.total == len(asked)


@everyone
def test_open_actions_of_groups(as_viewer, world, person: str) -> None:
    viewer, north = as_viewer(person, AT), north_key()
    Action.objects.filter(pk=world.records["action"]).update(due_on="2020-01-01")
    seen = Action.objects.visible_to(viewer).filter(partnership=north).select_related("record")
    held = [row for row in seen if row.state in {state.value for state in OPEN}]
    running = {state.value for state in RUNNING}
    late = [row for row in held if row.state in running and row.due_on and row.due_on < viewer.day]
    opened, behind = (Counter(row.record.group_id for row in rows) for rows in (held, late))
    assert thread.open_counts(viewer, north) == {group: (count, behind[group]) for group, count in opened.items()}


def test_groups_are_named_in_their_order_those_that_ended_too(as_viewer, world) -> None:
    as_viewer("manager")
    north = north_key()
    ended = Group.objects.get(pk=world.groups["reviews"])
    Group.objects.filter(pk=ended.pk).update(ends_on=TODAY, short_name="")
    named = partnership.group_names(north)
    rows = Group.objects.filter(partnership=north).order_by("number", "name")
    assert [(one.pk, one.key, one.name) for one in named] == [(row.pk, row.key, str(row)) for row in rows]
    assert [one.pk for one in named if not one.stands(TODAY)] == [ended.pk]


def test_unread_notices_are_the_persons_own_the_newest_first(as_viewer, world) -> None:
    for number, person in enumerate(("manager", "chair", "manager")):
        as_viewer(person)
        Notice.objects.create(
            person_id=world.people[person], partnership_id=north_key(), kind="told",
            subject=f"Notice {number}", address=f"/north/{number}/", made_at=AT.replace(hour=number),
        )  # fmt: skip
    assert [notice.subject for notice in unread(world.people["manager"])] == ["Notice 2", "Notice 0"]
    Notice.objects.filter(subject="Notice 2").update(read_at=AT)
    assert [notice.address for notice in unread(world.people["manager"])] == ["/north/0/"]
