"""People are invited, hold posts and seats, and leave; nothing they own stays unassigned."""

from __future__ import annotations

import re

import pytest

from goldenthread.accounts.models import Person
from goldenthread.messages.models import Notice
from goldenthread.partnership.models import Partnership, Post, Seat
from goldenthread.records.operations import Refused


def test_a_person_is_invited_and_signs_in(signed_in, send, client, world) -> None:  # type: ignore[no-untyped-def]
    page = send(
        signed_in("administrator"),
        "/north/administration/people/invite/",
        name="Robin Example",
        email="robin@north.example",
        organisation=world.organisations["trust"],
        role="member",
        groups=["reviews"],
    )
    path = re.search(r"/invitation/[\w-]+/", page)
    assert path, page
    person = Person.objects.get(email="robin@north.example")
    assert (person.posts.get().role, person.seats.get().group.key) == ("member", "reviews")
    assert "Set my password" in client.get(path[0]).content.decode()
    assert "You will sign in with" in client.post(path[0]).content.decode()
    assert client.post(path[0], {"new": "three odd teapots", "again": "three odd teapots"}).url == "/sign-in/"
    assert "used already" in client.get(path[0]).content.decode()
    assert client.post("/sign-in/", {"login": "Robin@North.example", "password": "three odd teapots"}).url == "/"


def test_the_link_shows_once(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    send(
        browser,
        "/north/administration/people/invite/",
        name="Robin Example",
        email="robin@north.example",
        organisation="",
        role="member",
    )
    person = Person.objects.get(email="robin@north.example").pk
    assert browser.get(f"/north/administration/people/{person}/invited/").status_code == 302


def test_someone_who_signs_in_already_gets_no_link(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    page = send(
        signed_in("manager"),
        "/north/administration/people/invite/",
        name="Whoever",
        email="SOUTH_CHAIR@north.example",
        organisation="",
        role="member",
    )
    assert "signs in here already" in page
    assert Person.objects.get(pk=world.people["south_chair"]).name == "South Chair"


def test_nobody_gives_themselves_sight(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    me = world.people["administrator"]
    page = send(
        signed_in("administrator"),
        f"/north/administration/people/{me}/posts/new/",
        422,
        role="business_manager",
        organisation="",
        title="",
    )
    assert "You cannot give yourself a post" in page
    page = send(
        signed_in("administrator"),
        f"/north/administration/people/{me}/seats/new/",
        422,
        role="member",
        organisation="",
        group="reviews",
    )
    assert "You cannot give yourself a seat" in page


def test_a_vacant_seat_is_filled_first(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    send(
        signed_in("manager"),
        f"/north/administration/people/{world.people['outsider']}/seats/new/",
        role="member",
        organisation=world.organisations["board"],
        group="reviews",
    )
    assert (
        Seat.objects.filter(
            group=world.groups["reviews"], organisation=world.organisations["board"], ends_on__isnull=True
        )
        .get()
        .person_id
        == world.people["outsider"]
    )


def test_who_owns_open_actions_cannot_leave(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    owner = world.people["owner"]
    place = f"/north/administration/people/{owner}"
    for name in ("manager", "administrator"):
        assert "They own 3 open actions here" in signed_in(name).get(f"{place}/close/").content.decode()
        assert "They own 3 open actions here" in send(signed_in(name), f"{place}/close/", 422)
    assert f"/north/actions/?owner={owner}" in signed_in("manager").get(f"{place}/close/").content.decode()
    post = Post.objects.get(person=owner)
    assert "They own 3 open actions here" in send(signed_in("manager"), f"{place}/posts/{post.pk}/end/", 422)


def test_leaving_one_partnership_keeps_the_account_for_the_other(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    page = send(signed_in("manager"), f"/north/administration/people/{world.people['both']}/close/")
    assert "still work with another partnership" in page
    assert Person.objects.get(pk=world.people["both"]).is_active
    page = send(signed_in("manager"), f"/north/administration/people/{world.people['colleague']}/close/")
    assert "Their account is closed" in page
    assert not Person.objects.get(pk=world.people["colleague"]).is_active


def test_a_closed_account_ends_its_sessions(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("colleague")
    assert browser.get("/").status_code == 200
    send(signed_in("manager"), f"/north/administration/people/{world.people['colleague']}/close/")
    assert browser.get("/").status_code == 302


def test_the_last_who_can_invite_stays(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    post = Post.objects.get(person=world.people["manager"])
    send(signed_in("administrator"), f"/north/administration/people/{world.people['manager']}/posts/{post.pk}/end/")
    last = Post.objects.get(person=world.people["administrator"])
    page = send(
        signed_in("administrator"),
        f"/north/administration/people/{world.people['administrator']}/posts/{last.pk}/end/",
        422,
    )
    assert "is the last who can invite people here" in page


def test_a_new_link_for_someone_with_a_password_goes_to_them_alone(signed_in, send, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    page = send(signed_in("administrator"), f"/north/administration/people/{world.people['chair']}/link/")
    assert "/invitation/" not in page
    as_viewer("chair")
    assert Notice.objects.filter(person=world.people["chair"], kind="invitation").count() == 1


def test_an_address_someone_signs_in_with_stays(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    place = f"/north/administration/people/{world.people['chair']}/change/"
    assert "They sign in with this address already" in send(
        signed_in("administrator"), place, 422, name="Chair", email="other@north.example"
    )
    send(signed_in("administrator"), place, name="Chair Example", email="chair@north.example")
    assert Person.objects.get(pk=world.people["chair"]).name == "Chair Example"


def test_the_second_factor_is_required_by_role(signed_in, send, client, world) -> None:  # type: ignore[no-untyped-def]
    send(
        signed_in("administrator"), "/north/administration/second-factor/", roles=["administrator", "business_officer"]
    )
    assert Partnership.objects.get(key="north").second_factor_roles == ["business_officer", "administrator"]
    client.force_login(Person.objects.get(pk=world.people["officer"]))
    assert client.get("/north/actions/").url == "/account/second-factor/app/"


def test_the_list_is_narrowed(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in("manager")
    page = browser.get("/north/administration/people/?role=scrutineer").content.decode()
    assert "scrutineer@north.example" in page
    assert "chair@north.example" not in page
    assert "13 people" in browser.get("/north/administration/people/?factor=off").content.decode()
    assert "Nobody matches" in browser.get("/north/administration/people/?q=zzz").content.decode()


def test_the_first_administrator(owner_connection, world) -> None:  # type: ignore[no-untyped-def]
    from goldenthread.administration.operations import first_administrator
    from goldenthread.testing.world import AT

    eastmoor = "Eastmoor Safeguarding Children Partnership"
    address = first_administrator(
        partnership=eastmoor,
        key="eastmoor",
        email="first@eastmoor.example",
        name="First Example",
        at=AT,
    )
    assert address
    assert "/invitation/" in address
    person = Person.objects.get(email="first@eastmoor.example")
    assert person.posts.get().role == "administrator"
    given = {"key": "eastmoor", "email": world.email("chair"), "name": "Chair", "at": AT}
    assert first_administrator(partnership=eastmoor, **given) is None
    with pytest.raises(Refused, match="that of Eastmoor Safeguarding Children Partnership already"):
        first_administrator(partnership="Westmoor", **given)
    assert Partnership.objects.filter(key="eastmoor").count() == 1


def test_the_invitation_is_mailed_with_its_link(signed_in, send, world, mailoutbox, settings) -> None:  # type: ignore[no-untyped-def]
    from goldenthread.database.viewer import set_viewer
    from goldenthread.messages.jobs import compose
    from goldenthread.messages.jobs import send as send_mail
    from goldenthread.testing.world import AT

    page = send(
        signed_in("administrator"),
        "/north/administration/people/invite/",
        name="Robin Example",
        email="robin@north.example",
        organisation="",
        role="member",
    )
    path = re.search(r"/invitation/[\w-]+/", page)[0]  # type: ignore[index]
    set_viewer(
        Person.objects.get(email="robin@north.example").pk, AT
    )  # the worker's role sees every notice; this one its own
    assert not Notice.objects.filter(address__contains="invitation/").exists()  # the link lies in no row
    compose(AT)
    send_mail(AT)
    (mail,) = mailoutbox
    assert mail.to == ["robin@north.example"]
    assert f"{settings.ADDRESS}{path}" in mail.body
