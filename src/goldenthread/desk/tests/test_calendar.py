"""A person's calendar: what stands in it, that its address is a secret that ends, and that it says nothing of a record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from icalendar import Calendar

from goldenthread.accounts.models import Person
from goldenthread.config.tests.test_query_counts import count, sign_in
from goldenthread.core.dates import PartialDate
from goldenthread.desk import operations, queries
from goldenthread.desk.models import CalendarLink
from goldenthread.history.models import Event
from goldenthread.meetings import operations as meetings
from goldenthread.meetings.calendars import invitation
from goldenthread.meetings.models import Invitee, Meeting
from goldenthread.meetings.terms import MeetingState
from goldenthread.pathways import operations as pathways
from goldenthread.records.models import Exclusion, Record
from goldenthread.testing.world import AT
from goldenthread.thread.models import Action


def made(world, as_viewer, name: str) -> str:
    return operations.make_calendar(by=as_viewer(name), at=AT)


def events(client: Client, token: str) -> dict[str, object]:
    response = client.get(f"/calendar/{token}.ics")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(response.content)
    return {str(event["uid"]).split("@")[0].split(".")[0]: event for event in calendar.walk("VEVENT")}


def test_it_holds_ones_own_days_and_nothing_of_what_a_record_says(client: Client, world, as_viewer) -> None:
    found = events(client, made(world, as_viewer, "owner"))
    references = world.references
    assert {references["action"], references["reported_action"], references["school_return"]} == set(found)
    action = found[references["action"]]
    assert str(action["summary"]) == f"{references['action']} due (Practice Review Group)"  # type: ignore[index]
    assert action.decoded("dtstart") == date(2026, 2, 18)  # type: ignore[attr-defined]
    raw = client.get(f"/calendar/{made(world, as_viewer, 'owner')}.ics").content.decode().replace("\r\n ", "")
    assert "Teach every" not in raw
    assert "Summary of involvement" not in raw


def test_a_meeting_moved_and_cancelled_keeps_its_name_and_counts_on(client: Client, world, as_viewer) -> None:
    token = made(world, as_viewer, "member")
    reference = world.references["meeting"]
    before = events(client, token)[reference]
    as_viewer("manager")
    row = Meeting.objects.get(record=world.records["meeting"])
    Meeting.objects.filter(pk=row.pk).update(meets_on=row.meets_on + timedelta(days=7), sequence=row.sequence + 1)
    moved = events(client, token)[reference]
    assert moved["uid"] == before["uid"]  # type: ignore[index]
    assert int(moved["sequence"]) == int(before["sequence"]) + 1  # type: ignore[index]
    assert moved.decoded("dtstart") != before.decoded("dtstart")  # type: ignore[attr-defined]
    as_viewer("manager")
    Meeting.objects.filter(pk=row.pk).update(state="cancelled", reason="Snow", day=None, sequence=row.sequence + 2)
    cancelled = events(client, token)[reference]
    assert (str(cancelled["status"]), cancelled["uid"]) == ("CANCELLED", before["uid"])  # type: ignore[index]
    assert "Snow" not in str(cancelled)


def test_the_invitation_and_the_feed_are_one_entry_of_a_calendar(client: Client, world, as_viewer) -> None:
    token, reference = made(world, as_viewer, "member"), world.references["meeting"]

    def both() -> list[object]:
        as_viewer("manager")
        meeting = Meeting.objects.select_related("record", "group").get(pk=world.records["meeting"])
        row = Invitee.objects.select_related("person").get(meeting=meeting, person=world.people["member"])
        sent = invitation(meeting, row, address="https://one.example/x/", organiser="us@one.example", at=AT)
        pair = [Calendar.from_ical(sent).walk("VEVENT")[0], events(client, token)[reference]]
        first, second = ((str(e["uid"]), int(e["sequence"]), str(e["status"]), e.decoded("dtstart")) for e in pair)  # type: ignore[index]
        assert first == second
        return list(first)

    key, planned, state, day = both()
    assert state == "CONFIRMED"
    slot = meetings.Slot(day + timedelta(days=7))  # type: ignore[operator]
    meetings.move_meeting(meeting_id=world.records["meeting"], seen=None, slot=slot, by=as_viewer("manager"), at=AT)
    assert both() == [key, planned + 1, "CONFIRMED", slot.meets_on]  # type: ignore[operator]
    meetings.move(
        meeting_id=world.records["meeting"],
        seen=None,
        to=MeetingState.CANCELLED,
        by=as_viewer("manager"),
        at=AT,
        reason="Snow",
    )
    assert both() == [key, planned + 2, "CANCELLED", slot.meets_on]  # type: ignore[operator]


def test_a_name_that_went_out_is_never_another(world, as_viewer) -> None:
    as_viewer("manager")
    row = Invitee.objects.get(meeting=world.records["meeting"], person=world.people["member"])
    (day,) = [day for day in queries.days_of(as_viewer("member")) if day.reference == world.references["meeting"]]
    assert day.uid == f"{world.references['meeting']}.{row.calendar_key}@goldenthread"


def test_whoever_is_kept_out_no_longer_has_the_day(client: Client, world, as_viewer) -> None:
    token = made(world, as_viewer, "owner")
    viewer = as_viewer("owner")
    Exclusion.objects.create(
        person_id=viewer.person_id,
        record_id=world.records["action"],
        reason="r",
        declared_at=AT,
        starts_on=AT.date(),
    )
    assert world.references["action"] not in events(client, token)


@pytest.fixture
def stages(world, as_viewer) -> Record:  # type: ignore[no-untyped-def]
    """The world's rapid review on its way since the day of the notification."""
    manager = as_viewer("manager")
    record = Record.objects.get(pk=world.records["source"])
    told = {"notified": (PartialDate.parse("2026-02-27"), None)}
    pathways.start(record=record, pathway="rapid_review", by=manager, at=AT, events=told)
    return record


def staged(client: Client, token: str) -> dict[str, object]:
    """The stages in a calendar, by their summary."""
    raw = Calendar.from_ical(client.get(f"/calendar/{token}.ics").content)
    return {
        str(e["summary"]): e
        for e in raw.walk("VEVENT")
        if str(e["uid"]).endswith("@calendar.goldenthread") and ".rapid_review." in e["uid"]
    }


def test_it_holds_the_stages_that_wait_for_ones_side(client: Client, world, as_viewer, stages: Record) -> None:
    token = made(world, as_viewer, "manager")
    found = staged(client, token)
    letters = found[f"{stages.reference}: Letters and templates go to agencies"]
    assert letters.decoded("dtstart") == date(2026, 3, 2)  # type: ignore[attr-defined]
    assert str(letters["transp"]) == "TRANSPARENT"  # type: ignore[index]
    assert str(letters["url"]).endswith(f"/north/records/{stages.reference}/way/")  # type: ignore[index]
    raw = client.get(f"/calendar/{token}.ics").content.decode().replace("\r\n ", "")
    assert stages.title not in raw
    assert len({str(event["uid"]) for event in found.values()}) == len(found) > 3  # type: ignore[index]
    pathways.happened(
        record=stages,
        pathway="rapid_review",
        key="set_up",
        on=PartialDate.parse("2026-03-02"),
        by=as_viewer("manager"),
        at=AT,
    )
    after = staged(client, token)
    assert set(found) - set(after) == {f"{stages.reference}: Letters and templates go to agencies"}
    as_viewer("manager")
    Record.objects.filter(pk=stages.pk).update(closed_on=AT.date())
    assert staged(client, token) == {}


def test_a_chair_has_what_waits_for_the_chair_and_others_have_none(
    client: Client, world, as_viewer, stages: Record
) -> None:
    assert set(staged(client, made(world, as_viewer, "chair"))) == {f"{stages.reference}: The group’s panel meets"}
    for name in ("member", "learning_chair", "owner", "outsider", "south_manager", "administrator", "nobody"):
        assert staged(client, made(world, as_viewer, name)) == {}


@pytest.mark.parametrize("name", ["manager", "chair"])
def test_whoever_is_kept_out_of_the_record_has_no_stage(
    client: Client, world, as_viewer, stages: Record, name: str
) -> None:
    token = made(world, as_viewer, name)
    assert staged(client, token)
    as_viewer("officer")
    Exclusion.objects.create(
        person_id=world.people[name], record=stages, reason="r", declared_at=AT, starts_on=AT.date()
    )
    assert staged(client, token) == {}


def test_its_questions_are_as_many_for_one_stage_as_for_all(client: Client, world, as_viewer, stages: Record) -> None:
    """Whoever can have no stage at all is spared the question; nobody is asked for more than four lists."""
    counts, entries = {}, {}
    tokens = {name: made(world, as_viewer, name) for name in ("manager", "chair", "owner", "nobody")}
    for name, token in tokens.items():
        counts[name], entries[name] = count(client, f"/calendar/{token}.ics"), len(staged(client, token))
    assert entries["manager"] > entries["chair"] == 1
    assert counts["manager"] == counts["chair"] == 7, counts
    assert max(counts["owner"], counts["nobody"]) < 7, counts


@pytest.mark.parametrize("token", ["guess", "x" * 5000, "%00", "é", "..", "'", "a b"])
def test_a_guessed_address_is_nothing(client: Client, world, token: str) -> None:
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_a_replaced_or_ended_address_and_that_of_a_closed_account_are_nothing(client: Client, world, as_viewer) -> None:
    first = made(world, as_viewer, "owner")
    second = made(world, as_viewer, "owner")
    assert client.get(f"/calendar/{first}.ics").status_code == 404
    assert client.get(f"/calendar/{second}.ics").status_code == 200
    Person.objects.filter(pk=world.people["owner"]).update(is_active=False)
    assert client.get(f"/calendar/{second}.ics").status_code == 404
    Person.objects.filter(pk=world.people["owner"]).update(is_active=True)
    assert operations.end_calendar(by=as_viewer("owner"), at=AT) is True
    assert client.get(f"/calendar/{second}.ics").status_code == 404
    assert operations.end_calendar(by=as_viewer("owner"), at=AT) is False
    verbs = Event.objects.filter(verb__startswith="calendar.").values_list("verb", flat=True)
    assert list(verbs.order_by("pk")) == ["calendar.made", "calendar.made", "calendar.ended"]


def test_only_a_digest_is_kept_and_only_its_person_sees_that(world, as_viewer) -> None:
    token = made(world, as_viewer, "owner")
    row = CalendarLink.objects.get()
    assert token not in (row.digest, row.content_digest)
    as_viewer("manager")
    assert list(CalendarLink.objects.all()) == []
    assert queries.calendar_of(world.people["owner"]) is None


def test_an_unchanged_calendar_is_not_sent_again(client: Client, world, as_viewer) -> None:
    token = made(world, as_viewer, "owner")
    first = client.get(f"/calendar/{token}.ics")
    assert first["Last-Modified"] == "Mon, 02 Mar 2026 09:30:00 GMT"
    again = client.get(f"/calendar/{token}.ics", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (
        client.get(f"/calendar/{token}.ics", headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    )
    as_viewer("manager")
    Action.objects.filter(record=world.records["action"]).update(due_on=date(2026, 4, 1))
    changed = client.get(f"/calendar/{token}.ics", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_someone_with_no_part_anywhere_has_an_empty_calendar(client: Client, world, as_viewer) -> None:
    assert events(client, made(world, as_viewer, "nobody")) == {}


def test_the_transaction_forgets_who_it_was(client: Client, world, as_viewer) -> None:
    token = made(world, as_viewer, "owner")
    as_viewer("manager")
    assert operations.come_for_calendar(token="guess", at=AT) is None
    with connection.cursor() as cursor:
        cursor.execute("select goldenthread_person()")
        assert cursor.fetchone() == (None,)
    viewer = operations.come_for_calendar(token=token, at=AT)
    assert viewer is not None
    assert viewer.person_id == world.people["owner"]


def test_the_page_makes_it_shows_it_once_and_ends_it(client: Client, world) -> None:
    sign_in(client, world, "owner")
    assert "You have no address yet" in client.get("/account/calendar/").content.decode()
    text = client.post("/account/calendar/", {"do": "make"}).content.decode()
    assert "/calendar/" in text
    address = next(part.split(".ics")[0] for part in text.split("/calendar/") if ".ics" in part)
    assert events(Client(), address)
    again = client.get("/account/calendar/").content.decode()
    assert address not in again
    assert "An address was made on" in again
    assert client.post("/account/calendar/", {"do": "end"}).status_code == 302
    assert Client().get(f"/calendar/{address}.ics").status_code == 404
    assert Client().get("/account/calendar/").status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(client: Client, world, method: str) -> None:
    assert getattr(client, method)("/calendar/guess.ics").status_code == 405
