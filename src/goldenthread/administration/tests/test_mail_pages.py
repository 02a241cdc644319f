"""The mail ledger, one's own preference, and the link of a mail, as their readers meet them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, get_connection
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import Person
from goldenthread.messages import operations, queries
from goldenthread.messages.rules import Preference
from goldenthread.testing.world import AT, World


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=world.people[name]))
    session = client.session
    session["second_factor_ready"] = True
    session.save()
    return client


def write(world: World, to: str = "head@school.example", state: str = "waiting", **more: object) -> str:
    given = {"kind": "k", "subject": "RT-TEST22: a request", "words": "", "address": "/x/", "reference": "RT-TEST22"}
    north = 1
    key = operations.mail(to=to, name="Head", partnership_id=north, at=AT, **{**given, **more})  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        cursor.execute("select goldenthread_view(%s, '2026-03-02', now())", [world.people["manager"]])
        cursor.execute("update notices_message set state = %s where key = %s", [state, key])
    return key


@pytest.mark.parametrize(("person", "status"), [("manager", 200), ("officer", 200), ("administrator", 200), ("chair", 404), ("member", 404), ("south_manager", 404)])  # fmt: skip
def test_who_reads_the_ledger(world: World, person: str, status: int) -> None:
    assert signed_in(world, person).get("/north/administration/mail/").status_code == status


def test_the_ledger_says_what_became_of_each_and_offers_what_may_not_have_arrived_again(world: World) -> None:
    write(world)
    lost = write(world, to="lost@school.example", state="uncertain")
    manager = signed_in(world, "manager")
    page = manager.get("/north/administration/mail/").content.decode()
    assert "head@school.example" in page
    assert "1 message may or may not have gone" in page
    assert page.count("/again/") == 1
    narrowed = manager.get("/north/administration/mail/?state=uncertain").content.decode()
    assert "lost@school.example" in narrowed
    assert "head@school.example" not in narrowed
    address = f"/north/administration/mail/{lost}/again/"
    assert "they get it twice" in manager.get(address).content.decode()
    assert manager.post(address).status_code == 302
    assert "Send it to" in manager.get(address).content.decode()
    assert manager.post(address).status_code == 422, "it waits already"


def test_an_address_that_mail_came_back_from_is_said_on_its_persons_page(world: World) -> None:
    page = f"/north/administration/people/{world.people['owner']}/"
    manager = signed_in(world, "manager")
    assert "Came back" not in manager.get(page).content.decode()
    key = write(world, to="Owner@north.example", state="sent")
    with connection.cursor() as cursor:
        cursor.execute("update notices_message set sent_at = now() where key = %s", [key])
    assert operations.came_back(key=key, problem="The recipient's mail server sent it back (5.1.1).", at=AT)
    text = manager.get(page).content.decode()
    assert "Came back" in text
    assert "sent it back (5.1.1)" in text
    ledger = manager.get("/north/administration/mail/?state=bounced").content.decode()
    assert "Owner@north.example" in ledger


def test_the_ledger_comes_as_a_spreadsheet_with_formulas_escaped(world: World) -> None:
    write(world, to="a@school.example", subject="=1+1")
    answer = signed_in(world, "manager").get("/north/administration/mail/?format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "'=1+1" in text


def test_a_page_of_the_ledger_costs_the_same_however_many_there_are(world: World) -> None:
    manager, counts = signed_in(world, "manager"), []
    manager.get("/north/administration/mail/")
    for more in (1, 60):
        for number in range(more):
            write(world, to=f"p{number}@x.example")
        with CaptureQueriesContext(connection) as captured:
            manager.get("/north/administration/mail/")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 14  # savepoints included


def test_a_person_says_when_they_want_mail(world: World) -> None:
    member = signed_in(world, "member")
    assert "Once a day at 7:30am" in member.get("/account/").content.decode()
    wrong = member.post("/account/mail/", {"digest_at": "sometime", "quiet_from": "7pm", "quiet_until": "7am"})
    assert wrong.status_code == 422
    assert "sometime" in wrong.content.decode(), "what was typed is kept"
    given = {"digest_at": "9am", "quiet_from": "8pm", "quiet_until": "8am", "weekends": "yes"}
    assert member.post("/account/mail/", given).status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("select goldenthread_view(%s, '2026-03-02', now())", [world.people["member"]])
    held = queries.preference_of(world.people["member"])
    assert (held.digest_at.hour, held.quiet_from.hour, held.quiet_until.hour, held.weekends) == (9, 20, 8, True)
    assert "9am, every day; quiet from 8pm to 8am" in member.get("/account/").content.decode()
    assert queries.preference_of(world.people["owner"]) == Preference()


def test_the_link_of_a_mail_takes_its_reader_there_and_anyone_else_to_their_own_work(world: World) -> None:
    key = write(world, to="member@north.example", person_id=world.people["member"], address="/north/learning/")
    assert signed_in(world, "owner").get(f"/mail/{key}/")["Location"] == "/"
    assert signed_in(world, "member").get(f"/mail/{key}/")["Location"] == "/north/learning/"
    assert signed_in(world, "member").get("/mail/guessed/")["Location"] == "/"
    assert Client().get(f"/mail/{key}/")["Location"].startswith("/sign-in/")


def test_a_demonstrations_mail_is_read_in_the_browser(world: World, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.DEMONSTRATION = True
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, data=tmp_path)
    assert "Nothing has been mailed yet" in Client().get("/demonstration/mail/").content.decode()
    carrier = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(tmp_path / "mail"))
    carrier.open()
    for name in ("one", "two"):
        body = "Follow http://localhost:8000/respond/abc/ <script>"
        EmailMessage(f"To {name}", body, "x@y.example", [f"{name}@z.example"], connection=carrier).send()
    carrier.close()
    page = Client().get("/demonstration/mail/").content.decode()
    assert page.index("To two") < page.index("To one"), "the newest first"
    assert 'href="http://localhost:8000/respond/abc/"' in page
    assert "<script>" not in page.split("<main", 1)[1].split("</main>")[0]
    assert "To two" not in Client().get("/demonstration/mail/?to=one@z.example").content.decode()
    settings.DEMONSTRATION = False
    assert Client().get("/demonstration/mail/").status_code == 404
