"""Reminders and escalations: on their days, each exactly once, and nothing for whoever has answered."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goldenthread.database.installation import Role
from goldenthread.database.viewer import set_viewer, working_in
from goldenthread.history.models import Event
from goldenthread.messages.models import Message
from goldenthread.returns import operations
from goldenthread.returns.jobs import send_reminders
from goldenthread.returns.models import Reminder, Return
from goldenthread.returns.permissions import Answerer
from goldenthread.returns.rules.states import Part
from goldenthread.returns.terms import ReturnState
from goldenthread.testing.world import AT

SAM = Answerer("Sam Registrar", frozenset({Part.RECIPIENT}))
DUE = AT + timedelta(days=14)  # Monday 16 March 2026


def reminded(north: int, at: datetime) -> list[tuple[str, int, str]]:
    with working_in(north, at):
        return sorted(Reminder.objects.values_list("kind", "distance", "to_name"))


def test_each_goes_on_its_day_and_once(acting, north: int) -> None:
    acting(Role.WORKER)
    told = {}
    for days in range(30):
        at = AT + timedelta(days=days)
        sent = send_reminders(at)
        assert send_reminders(at) == 0
        if sent:
            told[days] = sent
    assert told == {7: 2, 11: 2, 14: 2, 15: 2, 17: 2, 21: 1}
    assert reminded(north, AT) == sorted(
        [(kind, distance, name) for kind, distance in (("before", 5), ("before", 1), ("on", 0), ("after", 1), ("after", 3)) for name in ("Lee Worker", "Sam Registrar")]
        + [("escalation", 5, "Kim Director")]
    )  # fmt: skip
    with working_in(north, AT):
        assert not Return.objects.filter(next_reminder_on__isnull=False).exists()
        assert Event.objects.filter(verb="return.reminded").count() == 10
        assert Event.objects.filter(verb="return.escalated").count() == 1


def test_after_a_pause_one_goes_and_not_all_at_once(acting, north: int) -> None:
    acting(Role.WORKER)
    assert send_reminders(DUE + timedelta(days=3)) == 2
    assert reminded(north, AT) == [("after", 3, "Lee Worker"), ("after", 3, "Sam Registrar")]


def test_whoever_has_answered_is_left_alone(acting, world, north: int) -> None:
    acting(Role.WEB)
    set_viewer(world.people["owner"], AT)
    operations.move(
        return_id=world.records["school_return"], seen=None, to=ReturnState.NIL, by=SAM, at=AT, reason="None."
    )
    acting(Role.WORKER)
    assert send_reminders(DUE) == 1
    assert reminded(north, AT) == [("on", 0, "Lee Worker")]


def test_they_carry_a_link_and_nothing_of_the_case(acting, world, north: int) -> None:
    acting(Role.WORKER)
    before = Message.objects.count()
    send_reminders(DUE)
    fresh = list(Message.objects.order_by("pk")[before:])
    assert {message.to for message in fresh} == {"registrar@school.example", "worker@charity.example"}
    for message in fresh:
        assert message.address == ""
        for word in ("involvement", "rapid", "baby"):
            assert word not in f"{message.subject} {message.words}"


@pytest.mark.parametrize("role", [Role.WEB])
def test_the_web_process_finds_nobody_to_remind(acting, role: Role) -> None:
    acting(role)
    assert send_reminders(DUE) == 0
