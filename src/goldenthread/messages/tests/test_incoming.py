"""Mail that comes back: each once, whatever happens in between, and whatever it holds nothing of it is kept or logged."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.messages import incoming, operations
from goldenthread.messages.incoming import MOST_BYTES, What, read
from goldenthread.messages.jobs import receive, receiving
from goldenthread.messages.mailboxes import LOOKED_AT, Folder, Imap, NotAMailbox, mailbox
from goldenthread.messages.models import Incoming, Message
from goldenthread.messages.queries import came_back_from
from goldenthread.testing.world import AT, World

SECRET = "the family of the child"


def notification(
    key: str, action: str = "failed", status: str = "5.1.1", original: str = "text/rfc822-headers"
) -> bytes:
    return f"""From: MAILER-DAEMON@mail.example
To: no-reply@localhost
Subject: {SECRET}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

{SECRET} could not be reached.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; head@school.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {SECRET}

--b
Content-Type: {original}

Message-ID: <{key}@golden-thread>
Subject: RT-TEST22

--b--
""".encode()


def reply(sender: str = "member@north.example") -> bytes:
    return f"""From: Member <{sender}>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain

{SECRET}
--b
Content-Type: text/calendar; method=REPLY; charset=utf-8

BEGIN:VCALENDAR
METHOD:REPLY
END:VCALENDAR
--b--
""".encode()


@pytest.fixture
def folder(worker: None, tmp_path: Path, settings) -> Path:  # type: ignore[no-untyped-def]
    made = tmp_path / "a folder of mail"
    made.mkdir()
    settings.MAIL_IN_URL = made.as_uri()
    return made


@pytest.fixture
def key(folder: Path, world: World) -> str:
    """A message that was sent."""
    made = operations.mail(
        to="head@school.example", name="Head", kind="k", subject="RT-TEST22: a request", words="", address="/x/",
        partnership_id=1, reference="RT-TEST22", at=AT,
    )  # fmt: skip
    Message.objects.filter(key=made).update(state="sent", sent_at=AT)
    return made


def put(folder: Path, content: bytes, name: str = "1.eml") -> None:
    (folder / name).write_bytes(content)


def state(key: str) -> str:
    return Message.objects.get(key=key).state


@pytest.mark.parametrize("original", ["text/rfc822-headers", "message/rfc822"])
def test_what_came_back_finds_its_row(folder: Path, key: str, original: str) -> None:
    put(folder, notification(key, original=original))
    assert receive(AT) == 1
    row = Message.objects.get(key=key)
    assert (row.state, row.ended_at) == ("bounced", AT)
    assert row.problem == "The recipient's mail server sent it back (5.1.1)."
    assert came_back_from("HEAD@school.example") == row
    assert came_back_from("other@school.example") is None


@pytest.mark.parametrize(
    ("action", "after"), [("delivered", "delivered"), ("delayed", "sent"), ("relayed", "sent"), ("", "sent")]
)
def test_what_arrived_and_what_is_on_its_way(folder: Path, key: str, action: str, after: str) -> None:
    put(folder, notification(key, action, "2.0.0"))
    receive(AT)
    assert state(key) == after


def test_a_notification_about_nothing_of_ours_changes_nothing(folder: Path, key: str) -> None:
    put(folder, notification("x" * 32))
    put(folder, notification("short"), "2.eml")
    assert receive(AT) == 2
    assert state(key) == "sent"


def test_what_was_looked_at_long_ago_is_forgotten_with_the_next_mail(folder: Path) -> None:
    put(folder, notification("x" * 32))
    assert receive(AT) == 1
    put(folder, notification("y" * 32), "2.eml")
    assert receive(AT + timedelta(days=399)) == 1
    assert Incoming.objects.count() == 2
    put(folder, notification("z" * 32), "3.eml")
    assert receive(AT + timedelta(days=401)) == 1
    assert Incoming.objects.count() == 2


def test_a_calendars_answer_goes_to_the_room_that_takes_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[dict[str, object]] = []
    monkeypatch.setattr(incoming, "CALENDAR_HANDLERS", handlers := [lambda **given: taken.append(given)])
    monkeypatch.setattr(receiving, "CALENDAR_HANDLERS", handlers)
    put(folder, reply())
    receive(AT)
    receive(AT)
    (one,) = taken
    assert (one["sender"], one["at"]) == ("member@north.example", AT)
    assert str(one["text"]).startswith("BEGIN:VCALENDAR")


def test_the_meetings_take_them() -> None:
    from goldenthread.meetings.operations import answer_by_calendar

    assert answer_by_calendar in incoming.CALENDAR_HANDLERS


def test_each_is_looked_at_once_even_by_a_worker_killed_before_it_marked_it(folder: Path, key: str) -> None:
    content = notification(key)
    put(folder, content)
    assert receive(AT) == 1
    assert list(folder.glob("*.eml")) == []
    Message.objects.filter(key=key).update(state="sent")
    put(folder, content)  # as if it had been killed before it moved the file
    assert receive(AT) == 0
    assert list(folder.glob("*.eml")) == []
    assert state(key) == "sent"


def test_a_worker_killed_before_it_stored_leaves_the_mail(folder: Path, key: str, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    put(folder, notification(key))

    class Killed(BaseException):
        pass

    def killed(**_: object) -> bool:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(operations, "came_back", killed)
        with pytest.raises(Killed):
            receive(AT)
    assert not Incoming.objects.exists()
    assert len(list(folder.glob("*.eml"))) == 1
    receive(AT)
    assert state(key) == "bounced"


def test_no_mail_stops_the_round_and_nothing_of_it_is_kept_or_logged(
    folder: Path, key: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**given: object) -> None:
        raise ValueError(str(given))

    monkeypatch.setattr(receiving, "CALENDAR_HANDLERS", [fails])
    put(folder, b"x" * (MOST_BYTES + 1), "1.eml")
    put(folder, b"", "2.eml")
    put(folder, b"\xff\x00" * 500, "3.eml")
    put(folder, reply(), "4.eml")
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(400))
    put(folder, nested, "5.eml")
    put(folder, notification(key), "6.eml")
    (folder / "7.eml").symlink_to("/etc/passwd")
    with caplog.at_level(logging.DEBUG):
        assert receive(AT) == 6
    assert state(key) == "bounced"
    kept = set(Incoming.objects.values_list("what", flat=True))
    assert {"too_large", "unreadable", "bounced"} <= kept
    assert SECRET not in caplog.text
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(i::text, '') from notices_incoming i")
        assert SECRET not in cursor.fetchone()[0]
    assert len(list((folder / LOOKED_AT).iterdir())) == 6


@pytest.mark.parametrize(
    "url", ["imap://a:hush@host/INBOX", "imaps://host/INBOX", "file://host/x", "nonsense", "https://a:hush@host"]
)
def test_an_address_that_is_none_is_said_without_its_password(url: str, caplog, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MAIL_IN_URL = url
    with pytest.raises(NotAMailbox) as refused, mailbox(url):
        pass
    assert "hush" not in str(refused.value)


def test_a_server_that_does_not_answer_is_tried_again(settings, caplog: pytest.LogCaptureFixture) -> None:  # type: ignore[no-untyped-def]
    settings.MAIL_IN_URL = "imaps://person:hush@localhost:1/INBOX"
    assert receive(AT) == 0
    assert "could not be read" in caplog.text
    assert "hush" not in caplog.text


def test_where_nothing_is_set_nothing_is_read(settings) -> None:  # type: ignore[no-untyped-def]
    settings.MAIL_IN_URL = ""
    assert receive(AT) == 0


@given(st.binary(max_size=600))
def test_any_bytes_are_something_or_fail_like_an_exception(content: bytes) -> None:
    try:
        found = read(content)
    except Exception:
        return
    assert found.what in What
    assert found.key == ""


def test_files_are_taken_in_order(tmp_path: Path) -> None:
    for name in ("b.eml", "a.eml", "c.txt"):
        (tmp_path / name).write_bytes(name.encode())
    assert [mail.name for mail in Folder(tmp_path).waiting()] == ["a.eml", "b.eml"]


class Line:
    """What imaplib gives back, of a mailbox with one mail, one too large and one that went meanwhile."""

    def __init__(self) -> None:
        self.mails = {"7": b"From: a@b.example\n\nhello", "9": b"x" * (MOST_BYTES + 1)}
        self.seen: list[str] = []

    def uid(self, command: str, *given: str) -> tuple[str, list[object]]:
        """UID SEARCH, FETCH and STORE."""
        if command == "SEARCH":
            return "OK", [" ".join(["7", "8", "9"]).encode()]
        content = self.mails.get(given[0])
        if command == "STORE":
            self.seen.append(given[0])
            return "OK", [None]
        if content is None:
            return "OK", [None]
        if given[1] == "(RFC822.SIZE)":
            return "OK", [f"1 (UID {given[0]} RFC822.SIZE {len(content)})".encode()]
        assert given[1] == "(BODY.PEEK[])", "reading it must not mark it"
        return "OK", [(b"1 (BODY[] {%d}" % len(content), content), b")"]


def test_a_mailbox_is_read_without_marking_and_marked_afterwards() -> None:
    line = Line()
    box = Imap(line, "host/INBOX/1")  # type: ignore[arg-type]
    found = list(box.waiting())
    assert [(mail.name, mail.content) for mail in found] == [
        ("host/INBOX/1:7", line.mails["7"]),
        ("host/INBOX/1:9", None),
    ]
    assert line.seen == []
    for mail in found:
        box.done(mail)
    assert line.seen == ["7", "9"]
