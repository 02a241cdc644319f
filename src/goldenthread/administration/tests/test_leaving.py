"""Someone leaves: everything goes to their successors at once, on their day, or nothing does and the reason stands there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.models import Person
from goldenthread.administration.jobs import leave
from goldenthread.administration.models import Departure
from goldenthread.administration.operations import plan_departure, withdraw_departure
from goldenthread.administration.queries.leaving import held_things
from goldenthread.administration.rules import Thing, Unassigned, hand_over
from goldenthread.administration.tests.test_about import day
from goldenthread.config.tests.test_query_counts import MOST, count, sign_in
from goldenthread.history.models import Event
from goldenthread.partnership.models import Group, Partnership, Post, Seat
from goldenthread.records.models import Exclusion, Record
from goldenthread.records.operations import Refused
from goldenthread.returns.models import Return
from goldenthread.testing.world import AT, TODAY
from goldenthread.thread.models import Action
from goldenthread.thread.rules.states import OPEN

THINGS = st.lists(
    st.builds(
        Thing,
        key=st.integers(1, 20).map("action:{}".format),
        label=st.just("A thing"),
        kind=st.just("Action"),
        needs=st.booleans(),
        asked=st.booleans(),
    ),
    unique_by=lambda thing: thing.key,
)


@given(
    THINGS,
    st.dictionaries(st.integers(1, 20).map("action:{}".format), st.none() | st.integers(1, 4)),
    st.none() | st.integers(1, 4),
)
def test_nothing_that_needs_someone_is_ever_without(things, chosen, successor) -> None:  # type: ignore[no-untyped-def]
    try:
        settled = hand_over(things, chosen, successor, leaver=1)
    except Unassigned as problem:
        lost = problem
    else:
        lost = None
    if lost is not None:
        assert all(thing.needs for thing in lost.things)
        assert "nothing may be left" in str(lost)
        return
    assert set(settled) == {thing.key for thing in things}
    assert 1 not in settled.values()
    assert all(settled[thing.key] is not None for thing in things if thing.needs)


def place_of(key: str = "north") -> int:
    return Partnership.objects.get(key=key).pk


def plan(world, by, name: str, successor: str | None, on=TODAY, **chosen):  # type: ignore[no-untyped-def]
    return plan_departure(
        partnership_id=place_of(),
        person_id=world.people[name],
        on=on,
        successor=world.people[successor] if successor else None,
        chosen=chosen.get("chosen", {}),
        by=by,
        at=AT,
    )


def owned(person: int) -> int:
    return Action.objects.filter(owner_person=person, state__in=[state.value for state in OPEN]).count()


def noticed(person: int) -> list[str]:
    """The notices of a person, read as that person."""
    with connection.cursor() as cursor:
        cursor.execute("select goldenthread_view(%s, %s, %s)", [person, TODAY, AT])
        cursor.execute("select subject from notices_notice where person_id = %s", [person])
        return [row[0] for row in cursor.fetchall()]


def test_the_worker_hands_everything_over_and_tells_the_successors(worker, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    row = plan(world, as_viewer("manager"), "owner", "colleague")
    assert (row.problem, row.done_at) == ("", None)
    assert leave(AT) == 1
    row.refresh_from_db()
    assert (row.problem, row.done_at) == ("", AT)
    as_viewer("manager")
    owner, colleague = world.people["owner"], world.people["colleague"]
    assert (owned(owner), owned(colleague)) == (0, 3)
    assert Action.objects.get(pk=world.records["action"]).owner_organisation_id == world.organisations["school"]
    assert Post.objects.get(person=owner).ends_on == TODAY
    assert not Person.objects.get(pk=owner).is_active
    assert Event.objects.filter(verb="leaving.carried_out").exists()
    assert Event.objects.filter(verb="action.reassigned", sentence__contains="Owner left").count() == 3
    assert "Owner left: you take over 3 things" in noticed(colleague)
    assert leave(AT) == 0


def test_a_chair_leaves_and_each_thing_goes_where_it_was_said(worker, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    seat = Seat.objects.get(person=world.people["chair"], role="chair", ends_on__isnull=True)
    post = Post.objects.get(person=world.people["chair"])
    plan(
        world,
        manager,
        "chair",
        "member",
        chosen={f"seat:{seat.pk}": world.people["learning_chair"], f"post:{post.pk}": world.people["member"]},
    )
    assert leave(AT) == 1
    as_viewer("manager")
    now = Seat.objects.get(group=world.groups["reviews"], role="chair", ends_on__isnull=True)
    assert now.person_id == world.people["learning_chair"]
    assert Post.objects.filter(
        person=world.people["member"], organisation=world.organisations["police"], ends_on__isnull=True
    ).exists()


def test_a_seat_stays_vacant_where_that_was_said_and_where_the_successor_sits_already(worker, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    seat = Seat.objects.get(person=world.people["member"], group=world.groups["reviews"], ends_on__isnull=True)
    plan(world, manager, "member", "both", chosen={f"seat:{seat.pk}": None})
    assert leave(AT) == 1
    as_viewer("manager")
    assert Seat.objects.filter(
        group=world.groups["reviews"],
        organisation=world.organisations["trust"],
        person__isnull=True,
        ends_on__isnull=True,
    ).exists()


def test_on_a_later_day_and_not_before(worker, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    plan(world, as_viewer("manager"), "owner", "colleague", on=TODAY + timedelta(days=10))
    assert leave(AT) == 0
    assert leave(AT + timedelta(days=9)) == 0
    assert leave(AT + timedelta(days=10)) == 1
    as_viewer("manager", AT + timedelta(days=10))
    assert Post.objects.get(person=world.people["owner"]).ends_on == TODAY + timedelta(days=10)


def test_who_stays_after_all_keeps_everything(worker, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    plan(world, manager, "owner", "colleague", on=TODAY + timedelta(days=1))
    withdraw_departure(partnership_id=place_of(), person_id=world.people["owner"], by=manager, at=AT)
    assert leave(AT + timedelta(days=2)) == 0
    with pytest.raises(Refused, match="Nothing is planned"):
        withdraw_departure(partnership_id=place_of(), person_id=world.people["owner"], by=manager, at=AT)


def test_planned_again_the_last_plan_holds(worker, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    plan(world, manager, "owner", "colleague", on=TODAY + timedelta(days=3))
    plan(world, manager, "owner", "outsider")
    assert leave(AT) == 1
    assert leave(AT + timedelta(days=5)) == 0
    as_viewer("manager")
    assert owned(world.people["outsider"]) == 3


def test_what_stands_in_the_way_changes_nothing_and_is_said(worker, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    row = plan(world, manager, "owner", "colleague", on=TODAY + timedelta(days=1))
    Person.objects.filter(pk=world.people["colleague"]).update(is_active=False)
    later = AT + timedelta(days=1)
    assert leave(later) == 0
    row.refresh_from_db()
    assert "Colleague holds no post here" in row.problem
    as_viewer("manager")
    assert owned(world.people["owner"]) == 3
    assert "Owner could not leave yet: see what is in the way" in noticed(world.people["manager"])
    assert leave(later) == 0  # it waits for a person


def test_returns_go_to_the_successor_by_name_and_address(worker, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    row = Return.objects.filter(organisation=world.organisations["school"], state="sent").first()
    assert row
    person = Person.objects.get(pk=world.people["owner"])
    Return.objects.filter(pk=row.pk).update(contact_person=person, contact_name=person.name, contact_email=person.email)
    plan(world, manager, "owner", "colleague")
    assert leave(AT) == 1
    as_viewer("manager")
    row.refresh_from_db()
    assert (row.contact_person_id, row.contact_email) == (world.people["colleague"], world.email("colleague"))


def test_refusals_of_planning(worker, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused, match="administrators and the business manager"):
        plan(world, as_viewer("officer"), "owner", "colleague")
    with pytest.raises(Refused, match="the business manager hands those over"):
        plan(world, as_viewer("administrator"), "owner", "colleague")
    manager = as_viewer("manager")
    with pytest.raises(Refused, match="cannot hand over for yourself"):
        plan(world, manager, "manager", "officer")
    with pytest.raises(Refused, match="nothing may be left without anyone"):
        plan(world, manager, "owner", None)
    with pytest.raises(Refused, match="cannot take over from themselves"):
        plan(world, manager, "owner", "owner")
    with pytest.raises(Refused, match="holds no post here"):
        plan(world, manager, "owner", "south_chair")
    with pytest.raises(Refused, match="lies in the past"):
        plan(world, manager, "owner", "colleague", on=TODAY - timedelta(days=1))
    assert not Departure.objects.exists()


def test_the_web_process_carries_out_nothing(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    plan(world, as_viewer("manager"), "owner", "colleague")
    as_viewer("chair")
    assert not Departure.objects.exists()  # the policy shows it to those who administer alone
    assert leave(AT) == 0


def test_the_page_keeps_what_was_chosen_and_shows_what_is_planned(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    browser, address = signed_in("manager"), f"/north/administration/people/{world.people['owner']}/leaving/"
    page = browser.get(address).content.decode()
    assert "Publish a one page guide to safer sleep" in page
    assert "Agency member, Alder Park School" in page
    page = send(browser, address, 422, **day("on", TODAY), successor="")
    assert "nothing may be left without anyone" in page
    later = TODAY + timedelta(days=30)
    page = send(browser, address, successor=world.people["colleague"], **day("on", later))
    assert "Everything that Owner holds is handed over on 1 April 2026" in page
    assert "Colleague takes over" in page
    page = browser.get(address).content.decode()
    assert "Planned for 1 April 2026 by Manager" in page
    page = send(browser, address + "withdraw/")
    assert "they stay" in page
    assert "takes over" not in page


def test_the_page_asks_little(client, world) -> None:  # type: ignore[no-untyped-def]
    sign_in(client, world, "manager")
    assert count(client, f"/north/administration/people/{world.people['owner']}/leaving/") <= MOST


def test_everything_that_is_held_is_found(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    as_viewer("manager")
    found = held_things(place_of(), world.people["chair"], world.email("chair"), TODAY, AT)
    assert {thing.key.split(":")[0] for thing in found} >= {"seat", "post"}
    assert Group.objects.get(pk=world.groups["reviews"]).name in " ".join(thing.label for thing in found)


def test_whoever_is_kept_out_of_a_record_does_not_take_it_over(worker, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    record = Record.objects.get(pk=world.records["action"])
    Exclusion.objects.create(
        person_id=world.people["colleague"], record=record, reason="A relative", declared_at=AT, starts_on=TODAY
    )
    row = plan(world, manager, "owner", "colleague")
    assert leave(AT) == 0
    row.refresh_from_db()
    assert "Colleague is kept out of one of them for a conflict of interest" in row.problem
    manager = as_viewer("manager")
    assert owned(world.people["owner"]) == 3
    plan(world, manager, "owner", "colleague", chosen={f"action:{record.pk}": world.people["outsider"]})
    assert leave(AT) == 1
    as_viewer("manager")
    assert (owned(world.people["colleague"]), owned(world.people["outsider"])) == (2, 1)


def test_what_the_decider_may_not_see_is_not_given_away_by_them(worker, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    record = Record.objects.get(pk=world.records["action"])
    row = plan(world, manager, "owner", "colleague")
    Exclusion.objects.create(
        person_id=world.people["manager"], record=record, reason="A relative", declared_at=AT, starts_on=TODAY
    )
    assert leave(AT) == 0
    row.refresh_from_db()
    assert "kept from Manager for a conflict of interest" in row.problem
