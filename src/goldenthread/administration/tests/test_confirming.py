"""The yearly round: every agency is asked, answers, is reminded; the keeper carries out what changes, and each step is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.models import Person
from goldenthread.administration.models import Confirmation, ConfirmationRound
from goldenthread.administration.operations import Said, answer_round, remind_silent, settle_answer, start_round
from goldenthread.administration.queries.confirming import newest_round, places
from goldenthread.administration.rules.confirming import Given, Place, leads, may_answer, standing
from goldenthread.administration.terms import Answer, Standing
from goldenthread.administration.tests.test_about import day
from goldenthread.config.tests.test_query_counts import MOST, count, sign_in
from goldenthread.history.models import Event
from goldenthread.partnership.models import Partnership, Post, Seat
from goldenthread.records.operations import Refused
from goldenthread.testing.world import AT, TODAY

DUE = TODAY + timedelta(days=28)
SEAT = Place("seat:1", "Member of Reviews", 5, "Trust", 9, "Ann", date(2024, 1, 1), "member", "reviews")
POST = Place("post:2", "Agency member", 5, "Trust", 8, "Bo", date(2024, 1, 1), "member")


class TestRules:
    @pytest.mark.parametrize(
        ("place", "stands"),
        [
            (SEAT, Standing.SILENT),
            (replace(SEAT, person=None), Standing.VACANT),
            (replace(SEAT, starts=TODAY), Standing.FRESH),
            (replace(SEAT, given=Given(1, Answer.RIGHT)), Standing.CONFIRMED),
            (replace(SEAT, given=Given(1, Answer.OTHER, "Cy", "cy@x.example")), Standing.CHANGED),
            (replace(SEAT, given=Given(1, Answer.NOBODY, settled=True)), Standing.SETTLED),
        ],
    )
    def test_how_a_place_stands(self, place: Place, stands: Standing) -> None:
        assert standing(place, TODAY) is stands

    def test_who_is_asked(self) -> None:
        partner = replace(POST, key="post:3", person=7, role="safeguarding_partner")
        assert leads([SEAT, POST, partner], 5) == {7}
        assert leads([SEAT, POST], 5) == {8}
        assert leads([SEAT, POST, replace(POST, key="post:4", person=9)], 5) == {9}
        assert leads([SEAT], 5) == {9}
        assert leads([replace(POST, role="administrator")], 5) == frozenset()

    def test_who_may_answer(self) -> None:
        assert may_answer(SEAT, 9, [])
        assert may_answer(SEAT, 1, [5])
        assert not may_answer(SEAT, 1, [6])
        assert not may_answer(replace(SEAT, organisation=None), 1, [5])


@given(
    st.lists(
        st.builds(
            replace,
            st.sampled_from([SEAT, POST]),
            organisation=st.sampled_from([None, 5, 6]),
            person=st.none() | st.integers(1, 4),
            role=st.sampled_from(["member", "safeguarding_partner"]),
        ),
        max_size=8,
    ),
    st.sampled_from([None, 5, 6]),
)
def test_whoever_is_asked_may_answer_and_someone_is_asked_where_anyone_is_there(found, organisation) -> None:  # type: ignore[no-untyped-def]
    asked = leads(found, organisation)
    own = [place for place in found if place.organisation == organisation and place.person]
    assert bool(asked) == bool(own)
    for person in asked:
        assert any(may_answer(place, person, [organisation] if organisation else []) for place in own)


def north() -> int:
    return Partnership.objects.get(key="north").pk


def noticed(person: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select goldenthread_view(%s, %s, %s)", [person, TODAY, AT])
        cursor.execute("select subject from notices_notice where person_id = %s", [person])
        return [row[0] for row in cursor.fetchall()]


def seat_of(world, name: str) -> Seat:  # type: ignore[no-untyped-def]
    return Seat.objects.get(
        person=world.people[name], group=world.groups["reviews"], role="member", ends_on__isnull=True
    )


def test_a_round_asks_every_agency_s_lead_and_is_answered_once(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    row = start_round(partnership_id=north(), due_on=DUE, by=as_viewer("manager"), at=AT)
    assert Event.objects.filter(verb="confirming.started").count() == 1
    assert "Please confirm who sits where for your organisation" in noticed(world.people["member"])
    member = as_viewer("member")
    seat = seat_of(world, "member")
    said = {f"seat:{seat.pk}": Said(Answer.RIGHT)}
    assert answer_round(partnership_id=north(), said=said, by=member, at=AT) == 1
    assert answer_round(partnership_id=north(), said={f"seat:{seat.pk}": Said(Answer.NOBODY)}, by=member, at=AT) == 1
    held = Confirmation.objects.get(round=row, seat=seat)
    assert (held.answer, held.by_id, held.at) == ("nobody", world.people["member"], AT)
    as_viewer("manager")
    assert Event.objects.filter(verb="confirming.answered").count() == 2


def test_another_agency_s_seat_is_not_answered(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    start_round(partnership_id=north(), due_on=DUE, by=as_viewer("manager"), at=AT)
    said = {f"seat:{seat_of(world, 'member').pk}": Said(Answer.NOBODY)}
    with pytest.raises(Refused, match="not your organisation's"):
        answer_round(partnership_id=north(), said=said, by=as_viewer("outsider"), at=AT)


def test_the_keeper_carries_out_what_was_asked(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    start_round(partnership_id=north(), due_on=DUE, by=as_viewer("manager"), at=AT)
    seat, member = seat_of(world, "member"), as_viewer("member")
    other = Said(Answer.OTHER, "Robin Example", "Robin@north.example")
    answer_round(partnership_id=north(), said={f"seat:{seat.pk}": other}, by=member, at=AT)
    pk = Confirmation.objects.get(seat=seat).pk
    with pytest.raises(Refused, match="administrators and the business manager"):
        settle_answer(partnership_id=north(), confirmation_id=pk, by=as_viewer("officer"), at=AT)
    manager = as_viewer("manager")
    assert "Robin Example sits in" in settle_answer(partnership_id=north(), confirmation_id=pk, by=manager, at=AT)
    robin = Person.objects.get(email__iexact="robin@north.example")
    assert robin.seats.get().organisation_id == world.organisations["trust"]
    assert robin.posts.get().organisation_id == world.organisations["trust"]
    assert Event.objects.filter(verb="confirming.settled").count() == 1
    with pytest.raises(Refused, match="settled already"):
        settle_answer(partnership_id=north(), confirmation_id=pk, by=manager, at=AT)


def test_a_post_ends_but_not_that_of_someone_with_open_actions(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    start_round(partnership_id=north(), due_on=DUE, by=as_viewer("manager"), at=AT)
    own = Post.objects.get(person=world.people["owner"])
    colleague = Post.objects.get(person=world.people["colleague"])
    said = {f"post:{own.pk}": Said(Answer.NOBODY), f"post:{colleague.pk}": Said(Answer.NOBODY)}
    answer_round(partnership_id=north(), said=said, by=as_viewer("owner"), at=AT)
    manager = as_viewer("manager")
    pk = Confirmation.objects.get(post=colleague).pk
    assert settle_answer(partnership_id=north(), confirmation_id=pk, by=manager, at=AT) == "The post has ended"
    with pytest.raises(Refused, match="They own 3 open actions"):
        settle_answer(partnership_id=north(), confirmation_id=Confirmation.objects.get(post=own).pk, by=manager, at=AT)


def test_only_the_silent_are_reminded(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    with pytest.raises(Refused, match="No round"):
        remind_silent(partnership_id=north(), by=manager, at=AT)
    start_round(partnership_id=north(), due_on=DUE, by=manager, at=AT)
    outsider = as_viewer("outsider")
    charity = {
        place.key: Said(Answer.RIGHT)
        for place in places(north(), newest_round(north()).pk, TODAY)  # type: ignore[union-attr]
        if may_answer(place, outsider.person_id, outsider.organisations(north()))
    }
    answer_round(partnership_id=north(), said=charity, by=outsider, at=AT)
    assert remind_silent(partnership_id=north(), by=as_viewer("manager"), at=AT) > 0
    reminder = "Reminder: confirm who sits where by 30 March 2026"
    assert reminder in noticed(world.people["member"])
    assert reminder not in noticed(world.people["outsider"])
    as_viewer("manager")
    assert newest_round(north()).reminded_at == AT  # type: ignore[union-attr]


def test_refusals_of_a_round(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused, match="administrators and the business manager"):
        start_round(partnership_id=north(), due_on=DUE, by=as_viewer("chair"), at=AT)
    manager = as_viewer("manager")
    with pytest.raises(Refused, match="lies in the past"):
        start_round(partnership_id=north(), due_on=TODAY - timedelta(days=1), by=manager, at=AT)
    start_round(partnership_id=north(), due_on=DUE, by=manager, at=AT)
    with pytest.raises(Refused, match="started today already"):
        start_round(partnership_id=north(), due_on=DUE, by=manager, at=AT)


def test_the_next_year_begins_anew_and_remembers_when_each_was_confirmed(world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    start_round(partnership_id=north(), due_on=DUE, by=as_viewer("manager"), at=AT)
    seat = seat_of(world, "member")
    key = f"seat:{seat.pk}"
    answer_round(partnership_id=north(), said={key: Said(Answer.RIGHT)}, by=as_viewer("member"), at=AT)
    later = AT + timedelta(days=365)
    row = start_round(
        partnership_id=north(), due_on=DUE + timedelta(days=365), by=as_viewer("manager", later), at=later
    )
    found = {place.key: place for place in places(north(), row.pk, later.date())}
    assert found[key].given is None
    assert (found[key].confirmed_on, found[key].confirmed_by) == (TODAY, "Member")
    assert standing(found[key], row.started_on) is Standing.SILENT


def test_another_partnership_sees_no_answer(world, as_viewer, owner_connection: psycopg.Connection) -> None:  # type: ignore[no-untyped-def]
    start_round(partnership_id=north(), due_on=DUE, by=as_viewer("manager"), at=AT)
    as_viewer("south_manager")
    assert not ConfirmationRound.objects.exists()
    assert not Confirmation.objects.exists()
    as_viewer("both")
    assert ConfirmationRound.objects.exists()


def test_the_pages_from_asking_to_carrying_out(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    keeper, member = signed_in("manager"), signed_in("member")
    assert "No round was started yet" in keeper.get("/north/administration/seats/").content.decode()
    assert "No agency is being asked" in member.get("/north/about/seats/").content.decode()
    page = send(keeper, "/north/administration/seats/start/", **day("due_on", DUE))
    assert "The round is started, and the agencies are asked." in page
    seat = seat_of(world, "member")
    name = f"seat_{seat.pk}"
    page = send(member, "/north/about/seats/", 422, **{name: "other", f"name_{name}": "Robin Example"})
    assert "Enter the e-mail address of whoever should be member of" in page
    assert "Robin Example" in page
    page = send(
        member,
        "/north/about/seats/",
        **{name: "other", f"name_{name}": "Robin Example", f"email_{name}": "r@north.example"},
    )
    assert "1 answer saved" in page.replace("One answer", "1 answer")
    page = keeper.get("/north/administration/seats/").content.decode()
    assert "Robin Example, r@north.example" in page
    pk = Confirmation.objects.get(seat=seat).pk
    assert "They are invited unless" in keeper.get(f"/north/administration/seats/{pk}/").content.decode()
    assert "Robin Example sits in" in send(keeper, f"/north/administration/seats/{pk}/")
    assert keeper.get(f"/north/administration/seats/{pk}/").status_code == 404
    assert "reminded" in send(keeper, "/north/administration/seats/remind/")


def test_the_pages_ask_little(client, world) -> None:  # type: ignore[no-untyped-def]
    sign_in(client, world, "manager")
    assert count(client, "/north/administration/seats/") <= MOST
    assert count(client, "/north/about/seats/") <= MOST
