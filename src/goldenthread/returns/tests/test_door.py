"""The door for people without an account: what a link shows, whom it lets in, and what the database lets them touch."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection, transaction
from django.test import Client

from goldenthread.core import clock
from goldenthread.database.installation import Role
from goldenthread.database.viewer import working_in
from goldenthread.messages.jobs import send
from goldenthread.messages.models import Message
from goldenthread.records.models import Record
from goldenthread.returns import links, operations
from goldenthread.returns.jobs import mail_codes
from goldenthread.returns.models import AnswerCode, AnswerLink, Knock, Return
from goldenthread.returns.operations.door import link_of
from goldenthread.returns.tests.conftest import SAM, WayIn, said
from goldenthread.testing.world import AT

GUESSED = "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyMDA"


def bodies(client: Client, token: str) -> list[tuple[int, str]]:
    """Everything a stranger with a link and no code is shown, without the link itself and the form's own secret."""
    shown = []
    for answer in (
        client.get(f"/respond/{token}/"),
        client.post(f"/respond/{token}/"),
        client.get(f"/respond/{token}/code/"),
        client.post(f"/respond/{token}/code/", {"code": "000000"}),
        client.get(f"/respond/{token}/return/"),
        client.get(f"/respond/{token}/return/section/involvement/"),
    ):
        body = answer.content.decode().replace(token, "TOKEN")
        shown.append((answer.status_code, body.split("csrfmiddlewaretoken")[0] + body[-400:]))
    return shown


class TestEveryLinkLooksTheSame:
    def test_guessed_expired_revoked_and_working(self, way_in, acting, north: int) -> None:
        working, expired, revoked = way_in(), way_in(), way_in()
        acting(Role.WORKER)
        with working_in(north, AT):
            AnswerLink.objects.filter(pk=expired.link_id).update(expires_at=AT - timedelta(days=1))
            AnswerLink.objects.filter(pk=revoked.link_id).update(revoked_at=AT)
        acting(Role.WEB)
        shown = [bodies(Client(), token) for token in (GUESSED, expired.token, revoked.token, working.token)]
        assert shown[0] == shown[1] == shown[2] == shown[3]
        text = str(shown[0])
        for secret in ("Alder Park", "Northvale", "Summary of involvement", "RT-", "Sam Registrar", "school.example"):
            assert secret not in text

    @pytest.mark.parametrize("which", ["expired", "revoked"])
    def test_the_right_code_of_a_link_that_is_over_opens_nothing(self, way_in, acting, north: int, which: str) -> None:
        way: WayIn = way_in()
        change = {"expires_at": AT - timedelta(days=1)} if which == "expired" else {"revoked_at": AT}
        acting(Role.WORKER)
        with working_in(north, AT):
            AnswerLink.objects.filter(pk=way.link_id).update(**change)
        acting(Role.WEB)
        assert Client().post(f"/respond/{way.token}/code/", {"code": way.code}).status_code == 422

    def test_opening_a_link_does_nothing(self, way_in, world) -> None:
        way: WayIn = way_in()
        for _ in range(3):
            assert Client().get(f"/respond/{way.token}/").status_code == 200
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from history_event where verb = 'return.opened'")
            assert cursor.fetchone() == (0,)

    def test_a_press_leaves_one_row_whatever_the_link_is(self, way_in, acting) -> None:
        way: WayIn = way_in()
        for token in (way.token, GUESSED, "x"):
            Client().post(f"/respond/{token}/")
        acting(Role.WORKER)
        assert Knock.objects.count() == 3

    def test_one_address_on_the_network_tries_so_often_and_no_more(self, world, acting) -> None:
        stranger = Client()
        answers = [stranger.post(f"/respond/{GUESSED}/code/", {"code": "000000"}).status_code for _ in range(62)]
        assert set(answers[:60]) == {422}
        assert set(answers[60:]) == {429}


class TestCodes:
    def test_a_press_mails_a_code_to_the_bound_address_and_nobody_else(self, way_in, acting) -> None:
        way: WayIn = way_in()
        acting(Role.WORKER)
        while send(AT):
            pass
        mail.outbox.clear()
        acting(Role.WEB)
        for token in (way.token, GUESSED):
            Client().post(f"/respond/{token}/")
        acting(Role.WORKER)
        assert mail_codes(AT) == 1
        assert Knock.objects.count() == 0
        send(AT)
        (letter,) = mail.outbox
        assert letter.to == ["registrar@school.example"]
        code = letter.body.split("Your code is ")[1][:6]
        assert code.isdigit()
        for word in ("involvement", "Alder", "rapid", "http"):
            assert word not in letter.body
        held = Message.objects.get(kind=links.CODE_MAIL)
        assert code not in f"{held.words} {held.subject} {held.address}"
        acting(Role.WEB)
        assert Client().post(f"/respond/{way.token}/code/", {"code": code}).status_code == 302

    def test_a_few_an_hour_and_no_more(self, way_in, acting) -> None:
        way: WayIn = way_in()
        for _ in range(9):
            Client().post(f"/respond/{way.token}/")
        acting(Role.WORKER)
        assert mail_codes(AT) == links.CODES_AN_HOUR - 1  # the way in took one
        acting(Role.WEB)
        Client().post(f"/respond/{way.token}/")
        acting(Role.WORKER)
        assert mail_codes(AT + timedelta(hours=1, minutes=1)) == 1

    def test_after_a_few_wrong_tries_the_right_code_is_wrong_too(self, way_in) -> None:
        way: WayIn = way_in()
        for number in range(links.CODE_TRIES):
            assert Client().post(f"/respond/{way.token}/code/", {"code": f"00000{number}"}).status_code == 422
        assert Client().post(f"/respond/{way.token}/code/", {"code": way.code}).status_code == 422

    def test_a_code_works_once(self, way_in) -> None:
        way: WayIn = way_in()
        assert Client().post(f"/respond/{way.token}/code/", {"code": way.code}).status_code == 302
        assert Client().post(f"/respond/{way.token}/code/", {"code": way.code}).status_code == 422

    def test_a_code_ends(self, way_in, monkeypatch) -> None:
        way: WayIn = way_in()
        monkeypatch.setattr(clock, "now", lambda: AT + links.CODE_LASTS)
        assert Client().post(f"/respond/{way.token}/code/", {"code": way.code}).status_code == 422

    @pytest.mark.parametrize("typed", ["123 456", "123-456", " 123456 "])
    def test_a_code_is_forgiving_of_how_it_is_typed(self, way_in, typed: str) -> None:
        way: WayIn = way_in()
        assert Client().post(f"/respond/{way.token}/code/", {"code": typed}).status_code == 302

    @pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "12345٣", "0" * 5000, "\0"])
    def test_what_is_no_code_is_said_so(self, way_in, typed: str) -> None:
        way: WayIn = way_in()
        assert Client().post(f"/respond/{way.token}/code/", {"code": typed}).status_code == 422

    def test_the_web_process_reads_no_code_and_no_press(self, way_in) -> None:
        way_in()
        for table in ("returns_answercode", "returns_knock"):
            with (
                pytest.raises(Exception, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"select * from {table}")


class TestTokens:
    def test_a_token_stands_in_its_mail_and_nowhere_else(self, world, acting, as_viewer, north: int) -> None:
        both = [world.records["school_return"], world.records["charity_return"]]
        operations.chase(return_ids=both, by=as_viewer("manager"), at=AT)
        acting(Role.WORKER)
        while send(AT):
            pass
        letters = [letter for letter in mail.outbox if "/respond/" in letter.body]
        assert {letter.to[0] for letter in letters} == {"registrar@school.example", "worker@charity.example"}
        with working_in(north, AT):
            digests = set(AnswerLink.objects.values_list("digest", flat=True))
            for letter in letters:
                token = letter.body.split("/respond/")[1].split("/")[0]
                assert len(token) >= 43
                assert links.digest_of(token) in digests
                assert not Message.objects.filter(words__contains=token).exists()
                assert not Message.objects.filter(address__contains=token).exists()
                assert not Message.objects.filter(key=token).exists()

    def test_a_message_sent_twice_carries_two_links_that_work(self, acting, world, north: int) -> None:
        acting(Role.WORKER)
        with working_in(north, AT):
            key = AnswerLink.objects.filter(answer_to=world.records["school_return"]).get().message_key
        paths = [link_of(key=key, partnership_id=north, at=AT) for _ in range(2)]
        assert paths[0] != paths[1]
        with working_in(north, AT):
            digests = set(AnswerLink.objects.exclude(digest=None).values_list("digest", flat=True))
        assert {links.digest_of(path.split("/")[2]) for path in paths} <= digests

    def test_a_link_that_was_ended_before_its_mail_went_is_not_mailed(self, acting, world, north: int) -> None:
        acting(Role.WORKER)
        with working_in(north, AT):
            row = AnswerLink.objects.get(answer_to=world.records["school_return"])
            AnswerLink.objects.filter(pk=row.pk).update(revoked_at=AT)
        assert link_of(key=row.message_key, partnership_id=north, at=AT) is None


def counts() -> dict[str, int]:
    """How many rows of every protected table this transaction sees."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_policies where schemaname = 'public' group by tablename order by 1")
        for (table,) in cursor.fetchall():
            if table in {"returns_answercode"}:
                continue
            cursor.execute(f"select count(*) from {table}")
            found[table] = cursor.fetchone()[0]
    return {table: count for table, count in found.items() if count}


class TestWhatTheDatabaseLetsThemTouch:
    def let_in(self, way: WayIn):  # type: ignore[no-untyped-def]
        key = operations.try_code(token=way.token, code=way.code, at=AT)
        assert key
        return operations.let_in(token=way.token, key=key, at=AT), key

    def test_table_by_table_it_is_one_return_and_what_hangs_from_it(self, way_in, world) -> None:
        came, _ = self.let_in(way_in())
        assert came.return_id == world.records["school_return"]
        assert counts() == {
            "records_record": 1,
            "records_recordevent": counts()["records_recordevent"],
            "returns_return": 1,
            "returns_returnevent": counts()["returns_returnevent"],
            "returns_questionnaireversion": 1,
            "returns_answerlink": 2,  # the one mailed, and this one
        }
        assert [row.pk for row in Record.objects.all()] == [came.return_id]
        assert [row.pk for row in Return.objects.all()] == [came.return_id]
        with connection.cursor() as cursor:
            for table in ("records_recordevent", "returns_returnevent"):
                cursor.execute(f"select distinct pgh_obj_id from {table}")
                assert cursor.fetchall() == [(came.return_id,)]

    @pytest.mark.parametrize("at", [AT + links.SESSION_LASTS, AT + links.LINK_LASTS_AFTER_DUE])
    def test_it_ends_with_the_session_and_with_the_link(self, way_in, at) -> None:
        way = way_in()
        _, key = self.let_in(way)
        assert operations.let_in(token=way.token, key=key, at=at) is None
        assert counts() == {}

    def test_it_ends_when_the_link_is_ended(self, way_in, acting, north: int) -> None:
        way = way_in()
        _, key = self.let_in(way)
        acting(Role.WORKER)
        with working_in(north, AT):
            AnswerLink.objects.filter(pk=way.link_id).update(revoked_at=AT)
        acting(Role.WEB)
        assert operations.let_in(token=way.token, key=key, at=AT) is None
        assert counts() == {}

    @pytest.mark.parametrize("key", ["", "guessed"])
    def test_without_a_code_there_is_nothing(self, way_in, key: str) -> None:
        assert operations.let_in(token=way_in().token, key=key, at=AT) is None
        assert counts() == {}

    def test_one_links_session_does_not_open_another(self, way_in) -> None:
        _, key = self.let_in(way_in())
        other = way_in("charity_return")
        assert operations.let_in(token=other.token, key=key, at=AT) is None
        assert counts() == {}

    def test_a_colleague_sees_the_answers_of_one_section(self, way_in, world, as_viewer) -> None:
        as_viewer("owner")
        for key, value in (("involved", "yes"), ("author_role", "Head teacher")):
            operations.save_answers(return_id=world.records["school_return"], changes={key: said(value)}, by=SAM, at=AT)
        operations.save_answers(
            return_id=world.records["school_return"], changes={"worked_well": said("Much")}, by=SAM, at=AT
        )
        self.let_in(way_in(kind="delegate", section="practice"))
        with connection.cursor() as cursor:
            for table in ("returns_answer", "returns_answerevent"):
                cursor.execute(f"select distinct question from {table}")
                assert cursor.fetchall() == [("worked_well",)]
            cursor.execute("select count(*) from returns_answerlink")
            assert cursor.fetchone() == (0,)
            with pytest.raises(Exception, match="row-level security"), transaction.atomic():
                cursor.execute(
                    "insert into returns_answer (record_id, question, section, narrow, state, value, by_name, at) values (%s, 'voice', 'experience', false, 'value', '\"x\"', 'x', now())",
                    [world.records["school_return"]],
                )

    def test_nothing_can_be_written_to_another_return(self, way_in, world) -> None:
        self.let_in(way_in())
        other = world.records["charity_return"]
        with connection.cursor() as cursor:
            cursor.execute("update returns_return set reason = 'x' where record_id = %s", [other])
            assert cursor.rowcount == 0
            cursor.execute("update records_record set title = 'x' where id <> %s", [world.records["school_return"]])
            assert cursor.rowcount == 0
            with pytest.raises(Exception, match="row-level security"), transaction.atomic():
                cursor.execute(
                    "insert into returns_answer (record_id, question, section, narrow, state, value, by_name, at) values (%s, 'voice', 'experience', false, 'value', '\"x\"', 'x', now())",
                    [other],
                )

    def test_whoever_is_let_in_is_forgotten_with_the_transaction_and_replaced_by_the_next_viewer(
        self, way_in, as_viewer
    ) -> None:
        with transaction.atomic():
            self.let_in(way_in())
            as_viewer("nobody")
            assert counts() == {}

    def test_every_model_of_the_room_was_looked_at(self, world) -> None:
        tables = {model._meta.db_table for model in apps.get_app_config("returns").get_models()}
        with connection.cursor() as cursor:
            cursor.execute("select relname from pg_class where relrowsecurity")
            secured = {row[0] for row in cursor.fetchall()}
        assert tables - secured == {"returns_knock"}, "a press names no return, and only the worker reads it"

    def test_codes_are_the_workers_alone(self, way_in, acting, as_viewer) -> None:
        way_in()
        acting(Role.WORKER)
        assert AnswerCode.objects.count() == 0, "without a partnership there is nothing"
