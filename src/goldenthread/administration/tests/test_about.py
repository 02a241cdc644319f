"""The partnership's own pages: every change is kept, nothing of the past is lost."""

from __future__ import annotations

import re
from datetime import date

from goldenthread.indicators.models import Indicator
from goldenthread.partnership.models import (
    AreaOfFocus,
    Group,
    Organisation,
    Partnership,
    Post,
    Priority,
    Seat,
    TermsOfReference,
)
from goldenthread.records.models import Circle


def day(name: str, value: date) -> dict[str, str]:
    """A date as a form sends it."""
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}


TODAY = date(2026, 3, 2)


def seen(browser, address: str) -> str:  # type: ignore[no-untyped-def]
    found = re.search(r'name="(?:seen|version)" value="([^"]+)"', browser.get(address).content.decode())
    assert found
    return found[1]


def test_facts_are_changed_and_a_second_editor_is_told(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    browser, address = signed_in("manager"), "/north/about/change/"
    sign = seen(browser, address)
    facts = {
        "name": "Northvale Safeguarding Children Partnership",
        "area": "Northvale",
        "established": "2019",
        "neighbouring": "Southmere\n\nEastmoor",
        "accent": "#7a1f5c",
    }
    assert "Northvale" in send(browser, address, seen=sign, **facts)
    assert Partnership.objects.get(key="north").neighbouring == ["Southmere", "Eastmoor"]
    assert browser.get("/accent/north.css").content == b":root{--gt-accent:#7a1f5c}\n"
    page = send(signed_in("officer"), address, 422, seen=sign, **(facts | {"area": "Elsewhere"}))
    assert "changed by someone else" in page
    assert "Elsewhere" in page  # what was typed is kept


def test_a_pale_accent_is_refused(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    assert "too pale" in send(
        browser,
        "/north/about/change/",
        422,
        seen=seen(browser, "/north/about/change/"),
        name="Northvale",
        accent="#ffff00",
    )


def test_a_group_is_set_up_with_its_circle_and_ends(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("officer")
    send(
        browser,
        "/north/about/groups/new/",
        name="Sleep Working Group",
        key="sleep",
        kind="working_group",
        parent="learning",
        number="9",
        function="Safer sleep.",
        **day("starts_on", TODAY),
    )
    group = Group.objects.get(key="sleep")
    assert Circle.objects.get(group=group).standing_roles == [
        "business_manager",
        "business_officer",
        "scrutineer",
        "safeguarding_partner",
    ]
    assert browser.get("/north/groups/sleep/").status_code == 200
    assert (
        "another group"
        in send(
            browser, "/north/about/groups/new/", 422, name="Other", key="sleep", kind="sub_group", number="1"
        ).lower()
    )
    assert "still stands" in send(browser, "/north/about/groups/learning/end/", 422, **day("on", TODAY))
    assert "still holds open actions" in send(browser, "/north/about/groups/reviews/end/", 422, **day("on", TODAY))
    send(browser, "/north/about/groups/sleep/end/", **day("on", TODAY))
    assert Group.objects.get(key="sleep").ends_on == TODAY


def test_a_working_group_says_what_it_is_part_of(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    assert "part of another group" in send(
        signed_in("officer"),
        "/north/about/groups/new/",
        422,
        name="Sleep",
        key="sleep",
        kind="working_group",
        number="1",
    )
    browser = signed_in("manager")
    page = send(browser, "/north/about/groups/new/", 422, name="New", key="new", kind="sub_group", number="1")
    assert "cannot be “new”" in page


def test_a_group_changed_meanwhile_is_not_overwritten(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    browser, address = signed_in("manager"), "/north/about/groups/learning/change/"
    sign = seen(browser, address)
    send(browser, address, version=sign, name="Learning Group", kind="sub_group", number="2", function="Learns.")
    assert "changed by someone else" in send(
        browser, address, 422, version=sign, name="Other", kind="sub_group", number="2"
    )


def test_terms_of_reference_have_versions(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    browser, address = signed_in("manager"), "/north/about/groups/reviews/terms/new/"
    page = send(
        browser,
        address,
        text="The group meets six times a year.",
        quorum="Four agencies",
        agreed_by="The partners",
        **day("in_force_from", date(2026, 2, 1)),
    )
    assert "version 2, in force from 1 February 2026" in page
    assert "The group meets and decides." in page  # the first is still there
    assert "cannot begin before it" in send(
        browser, address, 422, text="Older", **day("in_force_from", date(2020, 1, 1))
    )
    assert TermsOfReference.objects.filter(group=world.groups["reviews"]).count() == 2


def test_seats_keep_their_history(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    browser, place = signed_in("manager"), "/north/about/groups/reviews/seats/"
    chair = Seat.objects.get(person=world.people["chair"])
    assert "has a seat for its chair already" in send(
        browser, f"{place}new/", 422, role="chair", organisation="", person="", **day("on", TODAY)
    )
    send(browser, f"{place}{chair.pk}/", person=world.people["member"], **day("on", TODAY))
    chair.refresh_from_db()
    assert chair.ends_on == TODAY
    assert (
        Seat.objects.get(role="chair", group=world.groups["reviews"], ends_on__isnull=True).person_id
        == world.people["member"]
    )
    page = send(
        browser,
        f"{place}new/",
        role="member",
        organisation=world.organisations["charity"],
        person="",
        **day("on", TODAY),
    )
    assert "2 vacant seats" in page
    assert "You cannot give yourself a seat" in send(
        browser, f"{place}new/", 422, role="member", organisation="", person=world.people["manager"], **day("on", TODAY)
    )


def test_meetings_are_set_and_taken_away(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    browser, place = signed_in("manager"), "/north/about/groups/reviews/meetings/"
    page = send(browser, f"{place}new/", place="Town Hall", starts_at="9.30am", **day("meets_on", date(2026, 5, 4)))
    assert "Monday 4 May 2026" in page
    assert "already meets" in send(browser, f"{place}new/", 422, **day("meets_on", date(2026, 5, 4)))
    assert "Monday 4 May 2026" not in send(browser, f"{place}2026-05-04/remove/").replace("does not meet", "")
    assert browser.get(f"{place}soon/remove/").status_code == 404


def test_an_organisation_joins_with_its_circle(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    send(
        signed_in("officer"),
        "/north/about/organisations/new/",
        name="Vale Probation",
        sector="justice",
        capacity="relevant_agency",
        **day("on", TODAY),
    )
    row = Organisation.objects.get(name="Vale Probation")
    assert Circle.objects.filter(organisation=row).count() == 1
    assert "is here already" in send(
        signed_in("officer"),
        "/north/about/organisations/new/",
        422,
        name="vale probation",
        sector="justice",
        capacity="relevant_agency",
        **day("on", TODAY),
    )


def test_a_successor_takes_over_and_the_past_stays(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    trust = world.organisations["trust"]
    place = f"/north/about/organisations/{trust}"
    shared = f"/north/actions/{world.references['action']}/"
    assert signed_in("learning_chair").get(shared).status_code == 200  # their trust has a part in it
    assert "still has seats (3) and posts (2)" in send(signed_in("manager"), f"{place}/close/", 422, **day("on", TODAY))
    page = send(
        signed_in("manager"),
        f"{place}/replace/",
        existing="",
        name="Greater Vale Hospitals",
        short_name="",
        **day("on", TODAY),
    )
    assert "took over 3 seats and 2 posts" in page
    old, new = Organisation.objects.get(pk=trust), Organisation.objects.get(name="Greater Vale Hospitals")
    assert (old.closed_on, old.successor_id) == (TODAY, new.pk)
    assert Post.objects.filter(organisation=old, ends_on=TODAY).count() == 2
    assert Post.objects.filter(organisation=new, ends_on__isnull=True).count() == 2
    assert Seat.objects.get(person=world.people["member"], ends_on__isnull=True).organisation_id == new.pk
    assert signed_in("learning_chair").get(shared).status_code == 200  # and still do
    assert "Followed by" in signed_in("outsider").get("/north/about/organisations/").content.decode()


def test_a_shared_organisation_keeps_its_name(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    browser, address = signed_in("manager"), f"/north/about/organisations/{world.organisations['police']}/change/"
    page = send(browser, address, 422, seen=seen(browser, address), name="Another Force", sector="police")
    assert "works with other partnerships too" in page


def test_priorities_and_areas_of_focus_by_year(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("officer")
    key = Indicator.objects.values_list("key", flat=True).first()
    page = send(
        browser,
        "/north/about/priorities/new/",
        year="2026-27",
        number="1",
        text="Neglect",
        group="learning",
        indicator=key,
    )
    assert "Measured by" in page
    assert "already has a number 1" in send(
        browser, "/north/about/priorities/new/", 422, year="2026/27", number="1", text="Again", group="", indicator=""
    )
    assert "Write the year as" in send(
        browser, "/north/about/priorities/new/", 422, year="2026-29", number="2", text="Again", group="", indicator=""
    )
    row = Priority.objects.get(text="Neglect")
    send(browser, f"/north/about/priorities/{row.pk}/remove/")
    assert not Priority.objects.filter(text="Neglect").exists()
    send(
        browser,
        "/north/about/focus/new/",
        year="2026-27",
        number="1",
        text="Voice of the child",
        parts="In reviews\nIn audits",
    )
    assert AreaOfFocus.objects.get().parts == ["In reviews", "In audits"]


def test_a_form_sent_twice_is_stored_once(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    browser, token = signed_in("officer"), "0a0a0a0a-0000-4000-8000-00000000000a"
    for _ in range(2):
        send(
            browser,
            "/north/about/focus/new/",
            submission=token,
            year="2026-27",
            number="1",
            text="Voice of the child",
            parts="",
        )
    assert AreaOfFocus.objects.filter(text="Voice of the child").count() == 1
