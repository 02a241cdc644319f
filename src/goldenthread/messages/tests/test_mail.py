"""Notices are mailed once, late rather than never, and say nothing of a case."""

from __future__ import annotations

import itertools
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from goldenthread.accounts.models import Person
from goldenthread.messages.jobs import BATCH, MOST_TRIES, mail_notices, wait_before
from goldenthread.messages.models import Notice
from goldenthread.messages.operations import notify
from goldenthread.testing.world import AT, World

LOCAL = "django.core.mail.backends.locmem.EmailBackend"
HERE = f"{__name__}."


class Down(BaseEmailBackend):
    """A server that does not answer."""

    tried = 0

    def open(self) -> bool:
        type(self).tried += 1
        raise ConnectionRefusedError("no answer")


class Refuses(BaseEmailBackend):
    """A server that refuses each mail, one way or another."""

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
    while mail_notices(AT):
        pass
    mail.outbox.clear()
    Down.tried = 0


def tell(world: World, *names: str, subject: str = "AC-TEST22: delivered", kind: str = "action.delivered") -> None:
    notify(
        people=[world.people[name] for name in names],
        kind=kind,
        subject=subject,
        partnership_id=1,
        address="/north/actions/AC-TEST22/",
        reference="AC-TEST22",
        at=AT,
    )


def waiting() -> list[int]:
    return list(Notice.objects.filter(mailed_at__isnull=True).order_by("pk").values_list("mail_tries", flat=True))


def test_a_notice_is_mailed_once_and_marked(world: World) -> None:
    tell(world, "member", "owner")
    assert mail_notices(AT) == 2
    assert mail_notices(AT) == 0
    assert sorted(message.to[0] for message in mail.outbox) == ["member@north.example", "owner@north.example"]
    assert set(Notice.objects.order_by("-pk").values_list("mailed_at", flat=True)[:2]) == {AT}


def test_a_mail_holds_the_reference_and_a_link_and_nothing_of_the_case(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    settings.ADDRESS = "https://thread.example"
    tell(world, "member")
    mail_notices(AT)
    (message,) = mail.outbox
    assert message.subject == "AC-TEST22: delivered"
    assert message.body == (
        "AC-TEST22: delivered.\n\nhttps://thread.example/north/actions/AC-TEST22/\n\n"
        "You get this because it concerns your work. Nothing about any child or case is written in mail."
    )


def test_no_notice_of_the_world_holds_words_of_a_record(world: World, owner_connection) -> None:  # type: ignore[no-untyped-def]
    """Every notice that building the world left, against the words of every record in it."""
    subjects = [row[0] for row in owner_connection.execute("select subject from notices_notice")]
    titles = [row[0] for row in owner_connection.execute("select title from records_record")]
    assert len(subjects) > 5
    assert len(titles) == 12
    for title in titles:
        words = title.split()
        runs = {" ".join(words[place : place + 4]) for place in range(len(words) - 3)}
        assert not [subject for subject in subjects if any(run in subject for run in runs)], title


def test_a_server_that_is_down_delays_and_loses_nothing(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    tell(world, "member", "owner")
    settings.EMAIL_BACKEND = HERE + "Down"
    assert mail_notices(AT) == 0
    assert waiting() == [1, 1]
    assert Down.tried == 1, "the server is asked once, not once for each notice"
    assert mail_notices(AT + timedelta(seconds=5)) == 0
    assert waiting() == [1, 1], "it is not asked again at once"
    assert mail_notices(AT + timedelta(seconds=10)) == 0
    assert waiting() == [2, 2]
    settings.EMAIL_BACKEND = LOCAL
    assert mail_notices(AT + timedelta(seconds=30)) == 2
    assert (waiting(), len(mail.outbox)) == ([], 2)


def test_a_server_that_is_down_for_three_days_loses_nothing(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    tell(world, "member")
    settings.EMAIL_BACKEND = HERE + "Down"
    for minutes in range(0, 3 * 24 * 60, 30):
        mail_notices(AT + timedelta(minutes=minutes))
    assert 10 < waiting()[0] < MOST_TRIES
    settings.EMAIL_BACKEND = LOCAL
    assert mail_notices(AT + timedelta(days=3, hours=6)) == 1


def test_tries_come_ever_later_and_reach_five_days() -> None:
    waits = [wait_before(tries) for tries in range(MOST_TRIES + 1)]
    assert waits[:4] == [timedelta(0), timedelta(seconds=10), timedelta(seconds=30), timedelta(seconds=70)]
    steps = [later - earlier for earlier, later in itertools.pairwise(waits)]
    assert steps == sorted(steps)
    assert max(steps) == timedelta(hours=6)
    assert waits[MOST_TRIES - 1] > timedelta(days=4)


@pytest.mark.parametrize(
    "error",
    [
        OSError("broken"),
        smtplib.SMTPRecipientsRefused({}),
        ValueError("Invalid address"),
        UnicodeEncodeError("ascii", "é", 0, 1, "no"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_one_mail_that_cannot_go_keeps_no_other_from_going(world: World, settings, error: Exception) -> None:  # type: ignore[no-untyped-def]
    tell(world, "member", "owner")
    settings.EMAIL_BACKEND = HERE + "Refuses"
    Refuses.error = error
    assert mail_notices(AT) == 1
    assert [message.to for message in mail.outbox] == [["owner@north.example"]]
    assert waiting() == [1]
    settings.EMAIL_BACKEND = LOCAL
    assert mail_notices(AT + timedelta(seconds=10)) == 1


def test_a_subject_is_one_line_whatever_it_was_made_of(world: World) -> None:
    tell(world, "member", subject="AC-TEST22: delivered\r\nBcc: everyone@north.example")
    assert mail_notices(AT) == 1
    (message,) = mail.outbox
    assert message.subject == "AC-TEST22: delivered Bcc: everyone@north.example"
    assert message.recipients() == ["member@north.example"]


def test_a_closed_account_gets_no_mail(world: World) -> None:
    tell(world, "member")
    Person.objects.filter(pk=world.people["member"]).update(is_active=False)
    assert mail_notices(AT) == 0
    assert mail_notices(AT + timedelta(days=1)) == 0
    assert mail.outbox == []


def test_an_invitation_whose_link_is_over_is_not_mailed(world: World) -> None:
    tell(world, "member", kind="invitation", subject="You are invited")
    assert mail_notices(AT) == 0
    assert mail.outbox == []


def test_the_oldest_go_first_a_batch_at_a_time(world: World) -> None:
    for _ in range(BATCH + 3):
        tell(world, "member")
    assert mail_notices(AT) == BATCH
    left = list(Notice.objects.filter(mailed_at__isnull=True).values_list("pk", flat=True))
    assert left == list(Notice.objects.order_by("-pk").values_list("pk", flat=True)[:3][::-1])
    assert mail_notices(AT) == 3


def test_a_person_is_told_once_of_one_thing(world: World) -> None:
    tell(world, "member", "member")
    assert mail_notices(AT) == 1
