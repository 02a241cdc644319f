"""Every message is a row first, is sent once or shown as uncertain, late rather than never, and says nothing of a case."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

from goldenthread.accounts.models import Person
from goldenthread.history.actor import job
from goldenthread.history.models import Event
from goldenthread.messages import links, operations
from goldenthread.messages.jobs import compose, send
from goldenthread.messages.jobs.sending import BATCH
from goldenthread.messages.models import Message, Notice
from goldenthread.messages.operations import NotAllowed, notify
from goldenthread.messages.rules import MOST_TRIES, Preference
from goldenthread.testing.world import AT, World

LOCAL = "django.core.mail.backends.locmem.EmailBackend"
HERE = f"{__name__}."
SUNDAY = AT - timedelta(days=1)


class Down(BaseEmailBackend):
    """A server that does not answer."""

    tried = 0

    def open(self) -> bool:
        type(self).tried += 1
        raise ConnectionRefusedError("no answer")


class Refuses(BaseEmailBackend):
    """A server that refuses one address, one way or another."""

    error: Exception = OSError()

    def send_messages(self, email_messages: list[mail.EmailMessage]) -> int:
        if email_messages[0].to == ["member@north.example"]:
            raise self.error
        mail.outbox.extend(email_messages)
        return len(email_messages)


@pytest.fixture(autouse=True)
def _empty(worker: None, settings) -> None:  # type: ignore[no-untyped-def]
    """The world's own notices are mailed already."""
    settings.EMAIL_BACKEND = LOCAL
    compose(AT)
    while send(AT):
        pass
    mail.outbox.clear()
    Down.tried = 0


def tell(
    world: World,
    *names: str,
    subject: str = "AC-TEST22: delivered",
    kind: str = "action.delivered",
    urgent: bool = True,
    at=AT,  # type: ignore[no-untyped-def]
) -> None:
    notify(
        people=[world.people[name] for name in names],
        kind=kind,
        subject=subject,
        partnership_id=1,
        address="/north/actions/AC-TEST22/",
        reference="AC-TEST22",
        at=at,
        urgent=urgent,
    )


def mailed(at=AT) -> int:  # type: ignore[no-untyped-def]
    compose(at)
    return send(at)


def tries() -> list[int]:
    return list(Message.objects.filter(state="waiting").order_by("pk").values_list("tries", flat=True))


def newest() -> Message:
    return Message.objects.order_by("-pk")[0]


def test_an_urgent_notice_is_mailed_once_and_its_message_says_so(world: World) -> None:
    tell(world, "member", "owner")
    assert mailed() == 2
    assert mailed() == 0
    assert sorted(message.to[0] for message in mail.outbox) == ["member@north.example", "owner@north.example"]
    assert set(Message.objects.order_by("-pk").values_list("state", "sent_at", "urgent")[:2]) == {("sent", AT, True)}
    assert not Notice.objects.filter(message__isnull=True, urgent=True).exists()


def test_a_mail_holds_the_reference_and_a_link_and_nothing_of_the_case(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    settings.ADDRESS = "https://thread.example"
    tell(world, "member")
    mailed()
    (message,) = mail.outbox
    assert message.subject == "AC-TEST22: delivered"
    assert message.body == (
        f"AC-TEST22: delivered.\n\nhttps://thread.example/mail/{newest().key}/\n\n"
        "You get this because it concerns your work. Nothing about any child or case is written in mail."
    )
    assert message.extra_headers["Message-ID"] == f"<{newest().key}@golden-thread>"


def test_no_notice_of_the_world_holds_words_of_a_record(world: World, owner_connection) -> None:  # type: ignore[no-untyped-def]
    """Every notice that building the world left, against the words of every record in it."""
    subjects = [row[0] for row in owner_connection.execute("select subject from notices_notice")]
    titles = [row[0] for row in owner_connection.execute("select title from records_record")]
    assert len(subjects) > 5
    assert len(titles) == len(world.records)
    for title in titles:
        words = title.split()
        runs = {" ".join(words[place : place + 4]) for place in range(len(words) - 3)}
        assert not [subject for subject in subjects if any(run in subject for run in runs)], title


def test_what_is_not_urgent_comes_once_a_day_in_one_mail(world: World) -> None:
    before = AT.replace(hour=7, minute=0)
    for number in range(3):
        tell(world, "member", subject=f"AC-TEST2{number}: delivered", urgent=False, at=before)
    assert mailed(before.replace(minute=29)) == 0
    assert mailed() == 1
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["member@north.example"], "3 things for you")
    assert all(f"- AC-TEST2{number}: delivered" in message.body for number in range(3))
    rows = Notice.objects.filter(subject__startswith="AC-TEST2", person=world.people["member"])
    assert {row.message_id for row in rows} == {newest().pk}
    tell(world, "member", urgent=False)
    assert mailed(AT + timedelta(minutes=1)) == 0, "the day's digest has gone"
    assert mailed(AT + timedelta(days=1)) == 1


def test_what_was_read_already_is_not_mailed(world: World) -> None:
    tell(world, "member")
    Notice.objects.filter(person=world.people["member"]).update(read_at=AT)
    assert mailed() == 0


def test_urgent_mail_waits_for_the_end_of_quiet_hours(world: World) -> None:
    tell(world, "member", at=SUNDAY)
    assert mailed(SUNDAY) == 0
    operations.set_preference(person_id=world.people["member"], preference=Preference(weekends=True))
    assert mailed(SUNDAY) == 1


def test_an_invitation_waits_for_nothing_and_leads_where_no_row_says(world: World, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setitem(links.LINKS, "invitation", lambda message, at: "/invitation/a-secret/")
    tell(world, "member", kind="invitation", subject="You are invited", at=SUNDAY)
    assert mailed(SUNDAY) == 1
    assert "/invitation/a-secret/" in mail.outbox[0].body
    assert "a-secret" not in newest().address


def test_an_invitation_whose_link_is_over_is_withdrawn(world: World) -> None:
    tell(world, "member", kind="invitation", subject="You are invited")
    assert mailed() == 0
    assert (newest().state, mail.outbox) == ("withdrawn", [])


def test_someone_without_an_account_is_mailed_where_they_are_to_go(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    settings.ADDRESS = "https://thread.example"
    key = operations.mail(
        to="head@school.example",
        name="The head teacher",
        kind="request",
        subject="A request from Northvale",
        words="It is due on Friday.",
        address="/respond/abc/",
        partnership_id=1,
        reference="RT-TEST22",
        at=SUNDAY,
        calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    )
    assert send(SUNDAY) == 1
    (message,) = mail.outbox
    assert message.to == ["head@school.example"]
    assert "It is due on Friday." in message.body
    assert "https://thread.example/respond/abc/" in message.body
    assert message.attachments[0].filename == "meeting.ics"
    assert Message.objects.get(key=key).state == "sent"


def test_a_server_that_is_down_delays_and_loses_nothing(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    tell(world, "member", "owner")
    settings.EMAIL_BACKEND = HERE + "Down"
    assert mailed() == 0
    assert tries() == [1, 1]
    assert Down.tried == 1, "the server is asked once, not once for each message"
    assert mailed(AT + timedelta(seconds=5)) == 0
    assert tries() == [1, 1], "it is not asked again at once"
    assert mailed(AT + timedelta(seconds=10)) == 0
    assert tries() == [2, 2]
    settings.EMAIL_BACKEND = LOCAL
    assert mailed(AT + timedelta(seconds=30)) == 2
    assert (tries(), len(mail.outbox)) == ([], 2)


def test_a_server_that_is_down_for_three_days_loses_nothing(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    tell(world, "member")
    compose(AT)
    settings.EMAIL_BACKEND = HERE + "Down"
    for minutes in range(0, 3 * 24 * 60, 30):
        send(AT + timedelta(minutes=minutes))
    assert 10 < tries()[0] < MOST_TRIES
    settings.EMAIL_BACKEND = LOCAL
    assert send(AT + timedelta(days=3, hours=6)) == 1


def test_after_thirty_tries_it_is_shown_as_not_sent(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    tell(world, "member")
    compose(AT)
    settings.EMAIL_BACKEND = HERE + "Down"
    for hours in range(0, 24 * 8):
        send(AT + timedelta(hours=hours))
    assert (newest().state, newest().tries) == ("failed", MOST_TRIES)


@pytest.mark.parametrize(
    "error",
    [
        OSError("broken"),
        smtplib.SMTPRecipientsRefused({"member@north.example": (450, b"try later")}),
        ValueError("Invalid address"),
        UnicodeEncodeError("ascii", "é", 0, 1, "no"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_one_mail_that_cannot_go_keeps_no_other_from_going(world: World, settings, error: Exception) -> None:  # type: ignore[no-untyped-def]
    tell(world, "member", "owner")
    settings.EMAIL_BACKEND = HERE + "Refuses"
    Refuses.error = error
    assert mailed() == 1
    assert [message.to for message in mail.outbox] == [["owner@north.example"]]
    assert tries() == [1]
    settings.EMAIL_BACKEND = LOCAL
    assert mailed(AT + timedelta(seconds=10)) == 1


def test_an_address_refused_for_good_is_shown_as_returned(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    tell(world, "member")
    settings.EMAIL_BACKEND = HERE + "Refuses"
    Refuses.error = smtplib.SMTPRecipientsRefused({"member@north.example": (550, b"no such user")})
    assert mailed() == 0
    assert (newest().state, tries()) == ("bounced", [])


def test_a_line_that_breaks_leaves_one_uncertain_and_the_others_for_the_next_round(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    tell(world, "member")
    tell(world, "owner", at=AT + timedelta(seconds=1))
    later = AT + timedelta(seconds=1)
    settings.EMAIL_BACKEND = HERE + "Refuses"
    Refuses.error = smtplib.SMTPServerDisconnected("gone")
    compose(AT)
    compose(later)
    send(later)
    assert Message.objects.get(to="member@north.example", state="uncertain").problem
    settings.EMAIL_BACKEND = LOCAL
    send(later)
    assert [message.to for message in mail.outbox] == [["owner@north.example"]], "and no second mail to the first"


def test_what_a_stopped_worker_had_taken_is_uncertain_and_sent_again_by_a_person_alone(world: World) -> None:
    tell(world, "member")
    compose(AT)
    Message.objects.filter(state="waiting").update(state="sending", taken_at=AT)
    assert send(AT + timedelta(minutes=9)) == 0
    assert newest().state == "sending"
    assert send(AT + timedelta(minutes=11)) == 0
    assert newest().state == "uncertain"
    operations.send_again(key=newest().key, partnership_id=1, by=job("The unit"), at=AT + timedelta(hours=1))
    assert send(AT + timedelta(hours=1)) == 1
    assert Event.objects.order_by("-pk")[0].verb == "message.sent_again"
    with pytest.raises(NotAllowed, match="uncertain"):
        operations.send_again(key=newest().key, partnership_id=1, by=job("The unit"), at=AT)


def test_a_subject_is_one_line_whatever_it_was_made_of(world: World) -> None:
    tell(world, "member", subject="AC-TEST22: delivered\r\nBcc: everyone@north.example")
    assert mailed() == 1
    (message,) = mail.outbox
    assert message.subject == "AC-TEST22: delivered Bcc: everyone@north.example"
    assert message.recipients() == ["member@north.example"]


def test_a_closed_account_gets_no_mail(world: World) -> None:
    tell(world, "member")
    compose(AT)
    Person.objects.filter(pk=world.people["member"]).update(is_active=False)
    assert send(AT) == 0
    assert (newest().state, mail.outbox) == ("withdrawn", [])


def test_urgent_ones_go_first_and_then_the_oldest_a_batch_at_a_time(world: World) -> None:
    for number in range(BATCH + 3):
        operations.mail(
            to=f"p{number}@x.example", name="", kind="k", subject=f"{number}", words="", address="/", partnership_id=1, reference="", at=AT, urgent=number == BATCH + 2,
        )  # fmt: skip
    assert send(AT) == BATCH
    assert mail.outbox[0].to == [f"p{BATCH + 2}@x.example"]
    assert mail.outbox[1].to == ["p0@x.example"]
    assert send(AT) == 3


def test_a_person_is_told_once_of_one_thing(world: World) -> None:
    tell(world, "member", "member")
    assert mailed() == 1


def test_a_followed_link_is_written_down_for_whoever_it_was_for_alone(world: World) -> None:
    tell(world, "member")
    mailed()
    key = newest().key
    assert operations.opened(key=key, at=AT, person_id=world.people["owner"]) is None
    assert newest().opened_at is None
    assert operations.opened(key=key, at=AT, person_id=world.people["member"]) == "/north/actions/AC-TEST22/"
    assert operations.opened(key=key, at=AT + timedelta(days=1), person_id=world.people["member"])
    assert (newest().state, newest().opened_at) == ("opened", AT)


def test_what_other_servers_say_is_written_down(world: World) -> None:
    tell(world, "member", "owner")
    mailed()
    first, second = Message.objects.order_by("-pk")[:2]
    assert operations.came_back(key=first.key, problem="No such\nmailbox", at=AT)
    assert operations.arrived(key=second.key, at=AT)
    assert not operations.arrived(key=first.key, at=AT), "what came back did not arrive"
    assert not operations.came_back(key="nobody's", problem="x", at=AT)
    first.refresh_from_db()
    assert (first.state, first.problem) == ("bounced", "No such mailbox")


@pytest.mark.parametrize(("reader", "sees"), [("manager", True), ("officer", True), ("administrator", True), ("member", True), ("chair", False), ("south_manager", False), ("nobody", False)])  # fmt: skip
def test_the_ledger_is_for_the_unit_the_administrator_and_whom_it_was_for(
    world: World, as_viewer, reader: str, sees: bool
) -> None:  # type: ignore[no-untyped-def]
    tell(world, "member")
    mailed()
    key = newest().key
    with connection.cursor() as cursor:
        cursor.execute("select session_user")
        before = cursor.fetchone()[0]
        cursor.execute(f"set session authorization {before.replace('worker', 'web')}")
        as_viewer(reader)
        cursor.execute("select count(*) from notices_message where key = %s", [key])
        assert cursor.fetchone() == (int(sees),)
