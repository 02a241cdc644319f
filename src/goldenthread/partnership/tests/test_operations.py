"""Who may change a partnership, and what is refused with a sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from goldenthread.history.actor import Actor, job
from goldenthread.history.models import Event as HistoryEvent
from goldenthread.partnership import operations
from goldenthread.partnership.models import Partnership, Post, Seat
from goldenthread.partnership.operations import Facts, NotAllowed, OrganisationDraft, Plan, Stale
from goldenthread.partnership.terms import Capacity, Event, Role, SeatRole, Sector
from goldenthread.testing.world import AT, STARTED, TODAY

JOB = job("test")


@pytest.fixture
def north(world) -> Partnership:  # type: ignore[no-untyped-def]
    return Partnership.objects.get(key="north")


def actor(world, name: str) -> Actor:  # type: ignore[no-untyped-def]
    return Actor(name, world.people[name])


@pytest.mark.parametrize("name", ["chair", "scrutineer", "administrator", "south_manager", "nobody"])
def test_only_the_business_unit_changes_the_facts(world, north, name: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAllowed, match="The business unit changes this"):
        operations.change_facts(
            partnership_id=north.pk, seen=Facts.of(north).seen, facts=Facts("Other"), by=actor(world, name), at=AT
        )


@pytest.mark.parametrize("name", ["officer", "chair", "south_manager"])
def test_only_those_who_keep_the_partnership_give_posts(world, north, name: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAllowed):
        operations.give_post(
            partnership_id=north.pk,
            person_id=world.people["nobody"],
            role=Role.MEMBER,
            organisation_id=None,
            on=TODAY,
            by=actor(world, name),
            at=AT,
        )


def test_a_change_is_written_into_history(world, north, as_viewer) -> None:  # type: ignore[no-untyped-def]
    as_viewer("manager")
    operations.change_facts(
        partnership_id=north.pk,
        seen=Facts.of(north).seen,
        facts=Facts(north.name, area="Northvale"),
        by=actor(world, "manager"),
        at=AT,
    )
    event = HistoryEvent.objects.filter(verb=Event.FACTS_CHANGED.value).latest("pk")
    assert "area" in event.sentence
    assert event.details["before"]["area"] == "North"
    with pytest.raises(Stale):
        operations.change_facts(
            partnership_id=north.pk, seen=Facts.of(north).seen, facts=Facts("Other"), by=actor(world, "manager"), at=AT
        )


def test_a_partnership_s_word_is_free_and_its_own(world) -> None:  # type: ignore[no-untyped-def]
    for key in ("account", "north", "North Vale", "-north", ""):
        with pytest.raises(NotAllowed):
            operations.make_partnership(key=key, name="Another", by=JOB, at=AT)
    made = operations.make_partnership(key="eastmoor", name="Eastmoor", by=JOB, at=AT)
    assert made.second_factor_roles == ["administrator", "business_manager"]


def test_a_seat_handed_over_keeps_its_past(world, north) -> None:  # type: ignore[no-untyped-def]
    seat = Seat.objects.get(person=world.people["member"])
    follows = operations.hand_over_seat(seat_id=seat.pk, person_id=None, on=TODAY, by=JOB, at=AT)
    seat.refresh_from_db()
    assert (seat.person_id, seat.ends_on, follows.person_id, follows.starts_on) == (
        world.people["member"],
        TODAY,
        None,
        TODAY,
    )
    with pytest.raises(NotAllowed, match="vacant already"):
        operations.hand_over_seat(seat_id=follows.pk, person_id=None, on=TODAY, by=JOB, at=AT)
    with pytest.raises(NotAllowed, match="ended already"):
        operations.end_seat(seat_id=seat.pk, on=TODAY, by=JOB, at=AT)
    with pytest.raises(NotAllowed, match="cannot end before"):
        operations.end_seat(seat_id=follows.pk, on=STARTED, by=JOB, at=AT)


def test_one_does_not_hold_the_same_thing_twice(world, north) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAllowed, match="holds such a seat"):
        operations.add_seat(
            group_id=world.groups["reviews"],
            role=SeatRole.MEMBER,
            organisation_id=None,
            person_id=world.people["member"],
            on=TODAY,
            by=JOB,
            at=AT,
        )
    held = Post.objects.get(person=world.people["chair"])
    with pytest.raises(NotAllowed, match="holds that post"):
        operations.give_post(
            partnership_id=north.pk,
            person_id=held.person_id,
            role=Role(held.role),
            organisation_id=held.organisation_id,
            on=TODAY,
            by=JOB,
            at=AT,
        )


def test_a_successor_named_elsewhere_is_the_successor_here(world, north) -> None:  # type: ignore[no-untyped-def]
    south = Partnership.objects.get(key="south")
    board, draft = world.organisations["board"], OrganisationDraft("Greater Vale Board", Sector.HEALTH_COMMISSIONER)
    first = operations.replace_organisation(
        partnership_id=north.pk, organisation_id=board, on=TODAY, draft=draft, by=JOB, at=AT
    )
    again = operations.replace_organisation(
        partnership_id=south.pk,
        organisation_id=board,
        on=TODAY,
        draft=OrganisationDraft("Another Name", Sector.HEALTH_COMMISSIONER),
        by=JOB,
        at=AT,
    )
    assert first.successor == again.successor
    assert (first.seats, first.people) == (1, frozenset())


def test_an_organisation_leaves_when_nobody_sits_for_it(world, north) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAllowed, match="still has seats"):
        operations.leave(
            partnership_id=north.pk,
            organisation_id=world.organisations["trust"],
            capacity=Capacity.RELEVANT_AGENCY,
            on=TODAY,
            by=JOB,
            at=AT,
        )
    row = operations.add_organisation(
        partnership_id=north.pk,
        draft=OrganisationDraft("Vale Probation", Sector.JUSTICE),
        capacity=Capacity.OTHER,
        on=TODAY,
        by=JOB,
        at=AT,
    )
    with pytest.raises(NotAllowed, match="cannot end before"):
        operations.leave(
            partnership_id=north.pk,
            organisation_id=row.pk,
            capacity=Capacity.OTHER,
            on=TODAY - timedelta(days=1),
            by=JOB,
            at=AT,
        )
    operations.leave(partnership_id=north.pk, organisation_id=row.pk, capacity=Capacity.OTHER, on=TODAY, by=JOB, at=AT)
    operations.add_organisation(
        partnership_id=north.pk,
        draft=OrganisationDraft("Vale Probation", Sector.JUSTICE),
        capacity=Capacity.OTHER,
        on=TODAY,
        by=JOB,
        at=AT,
    )  # and comes back


def test_a_priority_that_actions_serve_stays(world, north, as_viewer) -> None:  # type: ignore[no-untyped-def]
    as_viewer("manager")
    row = operations.set_priority(partnership_id=north.pk, plan=Plan("2026-27", 1, "Neglect"), by=JOB, at=AT)
    with connection.cursor() as cursor:  # an action lies on a floor above: only the database knows of it here
        cursor.execute(
            "update thread_action set priority_id = %s where record_id = %s", [row.pk, world.records["action"]]
        )
        assert cursor.rowcount == 1
    with pytest.raises(NotAllowed, match="Actions serve this priority"):
        operations.remove_priority(partnership_id=north.pk, priority_id=row.pk, by=JOB, at=AT)
