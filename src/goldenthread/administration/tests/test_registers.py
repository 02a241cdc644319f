"""The registers' pages: a preview first, then only what was ticked, with its history; nothing twice, nothing stale."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from goldenthread.administration import operations
from goldenthread.administration.operations import Ticked, compared
from goldenthread.administration.operations.registers import StaleComparison
from goldenthread.history.models import Event
from goldenthread.partnership.models import (
    Organisation,
    PartnershipOrganisation,
    Post,
    RegisterArea,
    RegisterEntry,
    Seat,
)
from goldenthread.partnership.terms import Capacity
from goldenthread.partnership.tests.test_registers import epraccur, gias, practice, read, school
from goldenthread.records.models import Circle
from goldenthread.records.operations import Refused
from goldenthread.testing.world import AT, TODAY

PLACE = "/north/about/organisations/register/"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Kept files lie in a folder of the test's own."""
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, data=tmp_path)


def upload(browser: Client, content: bytes, **area: object) -> tuple[str, str]:
    """Send a file and choose its area; returns the ticket and the page that shows what would change."""
    sent = browser.post(PLACE, {"file": SimpleUploadedFile("register.csv", content)})
    assert sent.status_code == 302, sent.content.decode()[:2000]
    ticket = sent.url.split("ticket=")[1]
    chosen = browser.post(PLACE + "area/", {"ticket": ticket.replace("%3A", ":")} | area)
    assert chosen.status_code == 302, chosen.content.decode()
    page = browser.get(chosen.url)
    assert page.status_code == 200
    return page.wsgi_request.GET["ticket"], page.content.decode()


def sign(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    return found[1]


def take(browser: Client, ticket: str, page: str, status: int = 200, **ticked: object) -> str:
    form = {"submission": str(uuid4()), "ticket": ticket, "seen": sign(page), "capacity": "relevant_agency", **ticked}
    answer = browser.post(PLACE + "check/", form, follow=status == 200)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def test_only_what_is_ticked_is_taken_over_and_the_same_file_again_changes_nothing(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("officer")
    content = gias(school(), school(urn="990002", name="Birch School", number="2002"), school(urn="12"))
    ticket, page = upload(browser, content, areas="384", groups="4")
    assert "Row 4: “12” is no URN." in page
    assert Organisation.objects.filter(name="Birch School").count() == 0
    said = take(browser, ticket, page, new="990001")
    assert "1 added" in said
    row = Organisation.objects.get(name="Willow Bank Primary School")
    assert (row.sector, row.opened_on) == ("education", date(1998, 9, 1))
    assert row.register_entry.number == "990001"
    assert row.register_entry.details["postcode"] == "NV1 2AB"
    assert PartnershipOrganisation.objects.get(organisation=row).starts_on == TODAY
    assert Circle.objects.filter(organisation=row).count() == 1
    assert not Organisation.objects.filter(name="Birch School").exists()
    assert Event.objects.filter(verb="register.taken", sentence__contains="1 new").count() == 1
    assert Event.objects.filter(verb="organisation.added", sentence__contains="URN 990001").count() == 1
    ticket, page = upload(browser, content, areas="384", groups="4")
    assert "1 organisation is as the register says" in page
    take(browser, ticket, page, all_new="yes")
    _, page = upload(browser, content, areas="384", groups="4")
    assert "There is nothing to take over" in page
    assert Organisation.objects.filter(name__in=["Birch School", "Willow Bank Primary School"]).count() == 2
    assert "Community school" in browser.get(f"/north/about/organisations/{row.pk}/").content.decode()


def test_the_area_is_chosen_from_the_file_and_remembered(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    content = gias(school(), school(urn="990002", name="Far School", la="999"))
    sent = browser.post(PLACE, {"file": SimpleUploadedFile("register.csv", content)})
    page = browser.get(sent.url).content.decode()
    assert "Northvale (1 row)" in page
    ticket = browser.get(sent.url).wsgi_request.GET["ticket"]
    assert (
        "Select at least one area" in browser.post(PLACE + "area/", {"ticket": ticket, "groups": "4"}).content.decode()
    )
    _, shown = upload(browser, content, areas="384", groups="4")
    assert "Far School" not in shown
    kept = RegisterArea.objects.get(register="gias")
    assert (kept.areas, kept.groups, kept.compared_by_id) == (["384"], ["4"], world.people["manager"])
    page = browser.get(browser.post(PLACE, {"file": SimpleUploadedFile("register.csv", content)}).url).content.decode()
    assert re.search(r'value="384"[^>]*checked', page)
    assert not re.search(r'value="999"[^>]*checked', page)


def test_practices_are_chosen_by_commissioner_or_postcode(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    content = epraccur(
        practice(), practice("Y00002", "FAR SURGERY", c10="ZZ9 9ZZ", c15="00Y"), practice("Y00003", "WALK IN", c26="1")
    )
    _, page = upload(browser, content, areas="00X", groups="4")
    assert "Mill Lane Surgery" in page
    assert "Far Surgery" not in page
    assert "Walk In" not in page
    ticket, page = upload(browser, content, others="zz9", groups="4")
    assert "Far Surgery" in page
    take(browser, ticket, page, new="Y00002")
    assert Organisation.objects.get(name="Far Surgery").sector == "health_provider"
    sent = browser.post(PLACE, {"file": SimpleUploadedFile("register.csv", content)})
    ticket = browser.get(sent.url).wsgi_request.GET["ticket"]
    wrong = browser.post(PLACE + "area/", {"ticket": ticket, "groups": "4", "others": "QQ1"})
    assert wrong.status_code == 422
    assert "“QQ1” is in no row of the file" in wrong.content.decode()
    assert 'value="QQ1"' in wrong.content.decode()


def test_what_is_no_register_gets_one_sentence(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    answer = browser.post(PLACE, {"file": SimpleUploadedFile("people.csv", b"name,email\r\nx,y\r\n")})
    assert answer.status_code == 422
    assert "The columns are of no register that can be read" in answer.content.decode()
    assert "must be a CSV file" in browser.post(PLACE, {"file": SimpleUploadedFile("x.zip", b"PK")}).content.decode()


def test_a_ticket_serves_its_owner_alone(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    ticket, _ = upload(signed_in("manager"), gias(school()), areas="384", groups="4")
    answer = signed_in("officer").get(PLACE + "check/", {"ticket": ticket}, follow=True)
    assert "no longer kept here" in answer.content.decode()


def test_an_organisation_of_nearly_the_name_is_asked_about(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    content = gias(school(name="Alder Park Schools"), school(urn="990002", name="Zebra House", number="2002"))
    ticket, page = upload(browser, content, areas="384", groups="4")
    assert "Perhaps the same" in page
    assert "Tick what to take over" in take(browser, ticket, page, 422)
    take(browser, ticket, page, **{"like-990001": "same"})
    row = Organisation.objects.get(pk=world.organisations["school"])
    assert (row.name, row.register_entry.number) == ("Alder Park Schools", "990001")
    events = Event.objects.filter(verb="organisation.numbered", details__organisation=row.pk)
    assert events.filter(sentence__contains="Alder Park School, now Alder Park Schools, is URN 990001").exists()


def test_another_of_nearly_the_name_is_added_beside_it(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    ticket, page = upload(browser, gias(school(name="Alder Park Schools")), areas="384", groups="4")
    take(browser, ticket, page, **{"like-990001": "another"})
    assert Organisation.objects.get(name="Alder Park Schools").pk != world.organisations["school"]
    assert not RegisterEntry.objects.filter(organisation=world.organisations["school"]).exists()


def numbered(world, name: str = "school", number: str = "990001") -> Organisation:  # type: ignore[no-untyped-def]
    """One of the world's organisations, known by a number."""
    row = Organisation.objects.get(pk=world.organisations[name])
    (entry,) = read(gias(school(urn=number, name=row.name)))
    RegisterEntry.objects.create(organisation=row, register="gias", number=entry.number, taken_at=AT)
    return row


def test_a_school_turned_academy_keeps_its_seats_posts_and_history(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    row = numbered(world)
    browser = signed_in("manager")
    seats = Seat.objects.filter(organisation=row, ends_on__isnull=True, group__partnership__key="north").count()
    posts = Post.objects.filter(organisation=row, ends_on__isnull=True, partnership__key="north").count()
    assert posts
    content = gias(
        school(name=row.name, status="2", closed="31-01-2026"),
        school(urn="990100", name="Alder Park Academy", opened="01-02-2026"),
    )
    ticket, page = upload(browser, content, areas="384", groups="4")
    assert "the same establishment number 384/2001" in page
    take(browser, ticket, page, succeeded="990001")
    row.refresh_from_db()
    academy = Organisation.objects.get(name="Alder Park Academy")
    assert (row.successor_id, row.closed_on) == (academy.pk, date(2026, 2, 1))
    assert row.register_entry.number == "990001"
    assert academy.register_entry.number == "990100"
    held = Seat.objects.filter(organisation=academy, ends_on__isnull=True, group__partnership__key="north")
    assert held.count() == seats
    assert Post.objects.filter(organisation=academy, ends_on__isnull=True, partnership__key="north").count() == posts
    assert Event.objects.filter(verb="organisation.replaced", details__successor=academy.pk).exists()
    _, page = upload(browser, content, areas="384", groups="4")
    assert "There is nothing to take over" in page


def test_one_that_closed_ends_and_one_with_seats_says_why_not(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    row = numbered(world)
    content = gias(school(name=row.name, status="2", closed="31-01-2026"))
    ticket, page = upload(browser, content, areas="384", groups="4")
    assert "It still has seats" in page
    assert "Tick what to take over" in take(browser, ticket, page, 422, all_closed="yes")
    assert "It still has seats" in take(browser, ticket, page, 422, closed="990001")
    ticket, page = upload(browser, gias(school(urn="990002")), areas="384", groups="4")
    take(browser, ticket, page, new="990002")
    content = gias(school(urn="990002", status="2", closed="01-03-2026"))
    ticket, page = upload(browser, content, areas="384", groups="4")
    take(browser, ticket, page, closed="990002")
    assert Organisation.objects.get(name="Willow Bank Primary School").closed_on == TODAY  # not before it was here
    _, page = upload(browser, content, areas="384", groups="4")
    assert "There is nothing to take over" in page


def test_a_change_is_written_into_every_partnership_it_works_with(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    row = numbered(world)
    browser = signed_in("manager")
    ticket, page = upload(browser, gias(school(name="Alder Park High School")), areas="384", groups="4")
    assert "Name: Alder Park School → Alder Park High School" in page
    take(browser, ticket, page, changed="990001")
    row.refresh_from_db()
    assert row.name == "Alder Park High School"
    assert row.register_entry.details["kind"] == "Community school"
    events = Event.objects.filter(verb="organisation.changed", details__organisation=row.pk)
    assert len(set(events.values_list("partnership_id", flat=True))) == 2
    for event in events:
        assert event.details["before"]["Name"] == "Alder Park School"
        assert "kind" in event.sentence


def test_the_other_partnerships_are_told(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    numbered(world)
    browser = signed_in("manager")
    ticket, page = upload(browser, gias(school(name="Alder Park High School")), areas="384", groups="4")
    take(browser, ticket, page, changed="990001")
    with connection.cursor() as cursor:
        cursor.execute("select goldenthread_view(%s, %s, %s)", [world.people["south_manager"], TODAY, AT])
        cursor.execute("select subject from notices_notice where kind = 'organisation.changed'")
        assert [row[0] for row in cursor.fetchall()] == [
            "Alder Park High School: another partnership took its details over from the school register"
        ]


def test_one_that_another_partnership_took_over_is_the_same(as_viewer, world) -> None:  # type: ignore[no-untyped-def]
    row = numbered(world)
    PartnershipOrganisation.objects.filter(organisation=row, partnership__key="north").delete()
    by = as_viewer("manager")
    place = PartnershipOrganisation.objects.filter(partnership__key="north")[0].partnership_id
    entries = read(gias(school(name="Alder Park School")))
    found = compared(place, "gias", entries, TODAY)
    assert found.new[0].known == row.pk
    operations.take_over(
        partnership_id=place,
        register="gias",
        file="x.csv",
        entries=entries,
        seen=found.sign,
        ticked=Ticked(new=frozenset({"990001"})),
        capacity=Capacity.OTHER,
        by=by,
        at=AT,
    )
    assert PartnershipOrganisation.objects.get(organisation=row, partnership=place).capacity == "other"


def test_a_stale_preview_is_refused_and_shown_anew(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    ticket, page = upload(browser, gias(school()), areas="384", groups="4")
    officer = signed_in("officer")
    other, again = upload(officer, gias(school()), areas="384", groups="4")
    take(officer, other, again, new="990001")
    said = take(browser, ticket, page, 409, new="990001")
    assert "were changed by someone else while this page was open" in said
    assert Organisation.objects.filter(name="Willow Bank Primary School").count() == 1


def test_the_operation_refuses_others_and_what_the_file_does_not_hold(as_viewer, world) -> None:  # type: ignore[no-untyped-def]
    entries = read(gias(school()))
    place = PartnershipOrganisation.objects.filter(partnership__key="north")[0].partnership_id

    def attempt(name: str, number: str) -> None:
        by = as_viewer(name)
        operations.take_over(
            partnership_id=place,
            register="gias",
            file="x.csv",
            entries=entries,
            seen=compared(place, "gias", entries, TODAY).sign,
            ticked=Ticked(new=frozenset({number})),
            capacity=Capacity.OTHER,
            by=by,
            at=AT,
        )

    with pytest.raises(Refused, match="business unit"):
        attempt("chair", "990001")
    with pytest.raises(StaleComparison):
        attempt("manager", "990999")
    assert not Organisation.objects.filter(name="Willow Bank Primary School").exists()


def test_the_preview_asks_as_much_for_many_as_for_few(signed_in, world, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    many = [
        school(urn=str(991000 + number), number=str(3000 + number), name=f"School {number}") for number in range(60)
    ]
    ticket, _ = upload(browser, gias(*many), areas="384", groups="4")
    with django_assert_max_num_queries(12):
        assert browser.get(PLACE + "check/", {"ticket": ticket}).status_code == 200
