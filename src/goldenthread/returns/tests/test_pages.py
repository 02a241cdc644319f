"""The pages: who gets which, what stands on them, what bad input does, and how many queries they take."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from goldenthread.core import clock
from goldenthread.returns import operations, queries
from goldenthread.returns.models import Answer, QuestionnaireVersion, Request, Return
from goldenthread.returns.rules.answering import NOTHING, Given, fingerprint
from goldenthread.returns.terms import AnswerState, ReturnState
from goldenthread.returns.tests.conftest import SAM, load, said
from goldenthread.returns.tests.test_operations import a_draft, reviews
from goldenthread.testing.world import AT, PDF

WRONG = ["", "x", "99999999999999999999", "-1", "\0", "é" * 500, "<script>", "2026-02-31"]


def form_of(body: str) -> dict[str, str]:
    """The hidden fingerprints of a section's page."""
    return dict(re.findall(r'name="(seen-[a-z0-9_]+)" value="([0-9a-f]*)"', body))


def body_of(response) -> str:  # type: ignore[no-untyped-def]
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


ASKERS, READERS = {"manager", "chair"}, {"manager", "chair", "owner", "outsider"}
ROUTES = {
    "/north/requests/": READERS,
    "/north/returns/": READERS,
    "/north/requests/new/": ASKERS,
    "/north/questionnaires/": ASKERS,
    "/north/questionnaires/new/": {"manager"},
    "/north/questionnaires/shipped/section_11/": ASKERS,
    "/north/questionnaires/{questionnaire}/": ASKERS,
    "/north/questionnaires/{questionnaire}/versions/1/": ASKERS,
    "/north/questionnaires/{questionnaire}/versions/7/": set(),
    "/north/requests/{request}/": ASKERS,
    "/north/requests/{request}/answers/": ASKERS,
    "/north/requests/{request}/answers/?format=csv": ASKERS,
    "/north/requests/{request}/answers/?format=xlsx": ASKERS,
    "/north/requests/{request}/recipients/": ASKERS,
    "/north/requests/{request}/edit/": ASKERS,
    "/north/requests/{request}/send/": ASKERS,
    "/north/returns/{school_return}/": {"manager", "chair", "owner"},
    "/north/returns/{charity_return}/": {"manager", "chair", "outsider"},
    "/north/returns/{school_return}/answer/": {"owner"},
    "/north/returns/{school_return}/answer/section/involvement/": {"owner"},
    "/north/returns/{school_return}/answer/check/": {"owner"},
    "/north/returns/{school_return}/answer/nil/": {"owner"},
    "/north/returns/{school_return}/answer/refuse/": {"owner"},
    "/north/returns/{school_return}/answer/pass/involvement/": {"owner"},
    "/north/returns/{school_return}/answer/copy/": {"owner"},
    "/north/returns/{school_return}/answer/section/nothing/": set(),
    "/north/returns/{school_return}/answer/nothing/": set(),
    "/north/returns/{school_return}/extend/": ASKERS,
    "/north/returns/{school_return}/address/": ASKERS,
    "/north/returns/{school_return}/reopen/": ASKERS,
    "/north/returns/{school_return}/move/withdrawn/": ASKERS,
    "/north/returns/{school_return}/move/returned/": set(),
    "/south/requests/{request}/": set(),
    "/south/returns/{school_return}/": set(),
    "/north/requests/RQ-222222/": set(),
    "/north/returns/RT-222222/": set(),
}


@pytest.mark.parametrize("person", ["manager", "chair", "owner", "outsider", "administrator", "south_manager"])
@pytest.mark.parametrize("address", ROUTES)
def test_routes_by_roles(world, signs_in, address: str, person: str) -> None:
    response = signs_in(person).get(address.format(**world.references))
    if response.streaming:
        b"".join(response.streaming_content)
    assert response.status_code == (200 if person in ROUTES[address] else 404)


def test_what_is_half_written_is_not_for_an_organisation_s_peers(world, signs_in, as_viewer) -> None:  # type: ignore[no-untyped-def]
    as_viewer("owner")
    operations.save_answers(
        return_id=world.records["school_return"],
        changes={"involved": said("yes"), "worked_well": said("Head of pastoral care")},
        by=SAM,
        at=AT,
    )
    path = f"/north/returns/{world.references['school_return']}/"
    shown = {who: body_of(signs_in(who).get(path)) for who in ("member", "owner", "chair", "manager")}
    assert "Its answers can be read here once it is returned." in shown.pop("member")
    assert all("Head of pastoral care" in page for page in shown.values())
    as_viewer("owner")
    Return.objects.filter(pk=world.records["school_return"]).update(state="returned", answered_at=AT)
    assert "Head of pastoral care" in body_of(signs_in("member").get(path))


class TestQueries:
    PAGES = [
        "/north/requests/",
        "/north/requests/?standing=all",
        "/north/requests/{request}/",
        "/north/requests/{request}/answers/",
        "/north/requests/{request}/recipients/",
        "/north/returns/{school_return}/",
        "/north/returns/",
        "/north/questionnaires/",
        "/north/questionnaires/{questionnaire}/",
    ]

    def count(self, client, address: str) -> int:  # type: ignore[no-untyped-def]
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        quiet = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
        return sum(not query["sql"].startswith(quiet) for query in captured.captured_queries)

    @pytest.mark.parametrize("address", PAGES)
    def test_twelve_or_fewer_and_no_more_for_many_rows(self, world, signs_in, as_viewer, address: str) -> None:
        client, path = signs_in("manager"), address.format(**world.references)
        before = self.count(client, path)
        manager = as_viewer("manager")
        for number in range(6):
            recipients = [
                operations.Recipient(pk, "A", f"a{number}@x.example") for pk in list(world.organisations.values())
            ]
            row = operations.make_request(
                group=reviews(world), draft=a_draft(world), recipients=recipients, by=manager, at=AT
            )
            operations.send(request_id=row.pk, seen=None, by=manager, at=AT)
        rest = [
            operations.Recipient(pk, "A", "a@x.example")
            for key, pk in world.organisations.items()
            if key not in {"school", "charity"}
        ]
        operations.set_recipients(request_id=world.records["request"], seen=None, recipients=rest, by=manager, at=AT)
        operations.send(request_id=world.records["request"], seen=None, by=manager, at=AT)
        assert self.count(client, path) == before <= 12

    @pytest.mark.parametrize("step", ["", "section/involvement/", "section/practice/", "check/"])
    def test_answering_by_account_takes_few(self, world, signs_in, as_viewer, step: str) -> None:
        as_viewer("owner")
        operations.save_answers(
            return_id=world.records["school_return"], changes={"involved": said("yes")}, by=SAM, at=AT
        )
        path = f"/north/returns/{world.references['school_return']}/answer/{step}"
        assert self.count(signs_in("owner"), path) <= 12


class TestAnsweringByLink:
    def test_from_the_first_page_to_the_receipt(self, enters, world, as_viewer) -> None:
        client, base = enters()
        first = client.get(base).content.decode()
        assert "Summary of involvement for a rapid review" in first
        assert "Northvale Safeguarding Children Partnership" in first
        for hidden in (
            "Rapid review of a young baby",
            "Lantern",
            world.references["request"],
            world.references["source"],
        ):
            assert hidden not in first
        page = client.get(f"{base}section/involvement/").content.decode()
        answer = client.post(
            f"{base}section/involvement/",
            form_of(page)
            | {
                "q-involved": "no",
                "q-records_checked": ["child", "adults"],
                "q-author_role": "Deputy head",
                "why-last_contact": "not_known",
            },
        )
        assert answer["Location"] == f"{base}section/alongside/", "the sections that are not asked are passed over"
        check = client.get(f"{base}check/").content.decode()
        assert "Deputy head" in check
        version = re.search(r'name="version" value="(\d+)"', check)
        assert version
        assert client.post(f"{base}check/", {"version": version[1]}).status_code == 422
        sent = client.post(f"{base}check/", {"version": version[1], "sure": "yes"})
        assert sent["Location"] == f"{base}receipt/"
        receipt = client.get(f"{base}receipt/").content.decode()
        assert f"{world.references['school_return']}/1" in receipt
        copy = client.get(f"{base}copy/")
        assert copy["Content-Type"] == "application/pdf"
        assert copy.content.startswith(b"%PDF-")
        assert b"pdfuaid" in copy.content or len(copy.content) > 5000
        assert client.get(f"{base}section/involvement/").status_code == 404
        assert client.post(f"{base}section/involvement/", {}).status_code == 403
        as_viewer("manager")
        assert load(world).state == "returned"
        assert load(world).answered_by == "Sam Registrar"

    def test_what_does_not_fit_is_said_next_to_it_and_the_rest_is_kept(self, enters, world, as_viewer) -> None:
        client, base = enters()
        page = client.get(f"{base}section/involvement/").content.decode()
        answer = client.post(
            f"{base}section/involvement/",
            form_of(page) | {"q-involved": "yes", "q-author_role": "x" * 500, "q-first_contact_year": "soon"},
        )
        body = answer.content.decode()
        assert answer.status_code == 422
        assert "400 characters or fewer" in body
        assert "x" * 500 in body
        assert 'value="soon"' in body
        as_viewer("manager")
        assert set(queries.answers_in(load(world))) == {"involved"}

    def test_saved_as_typed_and_told_of_what_another_answered(self, enters, world) -> None:
        first, base = enters()
        second, other = enters()
        typed = {"X-Saved-As-Typed": "yes"}
        seen = form_of(first.get(f"{base}section/involvement/").content.decode())
        told = first.post(f"{base}section/involvement/", seen | {"q-author_role": "Head"}, headers=typed).json()
        assert (told["stored"], told["meanwhile"], told["problems"]) == (1, {}, {})
        assert told["seen"]["author_role"] == fingerprint(Given(AnswerState.VALUE, "Head"))
        clash = second.post(f"{other}section/involvement/", seen | {"q-author_role": "Deputy"}, headers=typed)
        assert clash.status_code == 409
        assert "author_role" in clash.json()["meanwhile"]
        page = second.post(f"{other}section/involvement/", seen | {"q-author_role": "Deputy"})
        body = page.content.decode()
        assert page.status_code == 409
        assert "answered meanwhile: Head" in body
        assert 'value="Deputy"' in body
        again = second.post(f"{other}section/involvement/", form_of(body) | {"q-author_role": "Deputy", "stay": "yes"})
        assert again.status_code == 302
        assert "Deputy" in first.get(f"{base}check/").content.decode()

    def test_why_there_is_no_answer_and_taking_an_answer_away(self, enters, world, as_viewer) -> None:
        client, base = enters()
        path = f"{base}section/involvement/"

        def send(**fields: str) -> int:
            return client.post(path, form_of(client.get(path).content.decode()) | {"stay": "yes"} | fields).status_code

        def held() -> dict[str, Given]:
            as_viewer("manager")
            return queries.answers_in(load(world))

        assert send(**{"q-involved": "yes", "why-involved": "not_known"}) == 422
        assert held() == {}
        assert send(**{"q-involved": "yes"}) == 302
        assert send(**{"q-involved": "yes", "why-involved": "refused"}) == 302, "the radio was there already"
        assert held() == {"involved": Given(AnswerState.REFUSED)}
        assert send(**{"q-involved": "no", "why-involved": "refused"}) == 302, "the reason was there already"
        assert held() == {"involved": Given(AnswerState.VALUE, "no")}
        assert send(**{"q-involved": "no", "why-involved": "clear"}) == 302
        assert held() == {}

    def test_tables_and_files(self, enters, world, as_viewer) -> None:
        client, base = enters()
        path = f"{base}section/involvement/"
        client.post(path, form_of(client.get(path).content.decode()) | {"q-involved": "yes"})
        path = f"{base}section/contacts/"
        rows = {
            "q-chronology-0-day": "2026-01",
            "q-chronology-0-contact": "Seen at home",
            "q-chronology-2-contact": "Called",
        }
        assert client.post(path, form_of(client.get(path).content.decode()) | rows).status_code == 302
        assert (
            client.post(
                path, form_of(client.get(path).content.decode()) | rows | {"q-chronology-0-day": "soon"}
            ).status_code
            == 422
        )
        path = f"{base}section/practice/"
        file = SimpleUploadedFile("Log.pdf", PDF, "application/pdf")
        answer = client.post(path, form_of(client.get(path).content.decode()) | {"q-evidence": file, "stay": "yes"})
        assert answer.status_code == 302
        as_viewer("manager")
        answers = queries.answers_in(load(world))
        assert [row.get("contact") for row in answers["chronology"].value] == ["Seen at home", "Called"]
        (reference,) = answers["evidence"].value
        assert body_of(client.get(f"{base}file/{reference}/")).startswith("%PDF")
        bad = SimpleUploadedFile("x.pdf", b"MZ not a pdf", "application/pdf")
        assert client.post(path, form_of(client.get(path).content.decode()) | {"q-evidence": bad}).status_code == 422
        other, elsewhere = enters("charity_return")
        assert other.get(f"{elsewhere}file/{reference}/").status_code == 404
        colleague, section = enters(kind="delegate", section="contacts")
        assert colleague.get(f"{section}file/{reference}/").status_code == 404
        gone = client.post(
            path, form_of(client.get(path).content.decode()) | {"drop-evidence": reference, "stay": "yes"}
        )
        assert gone.status_code == 302
        as_viewer("manager")
        assert "evidence" not in queries.answers_in(load(world))

    def test_a_colleague_sees_their_section_and_no_more(self, enters, world) -> None:
        client, base = enters(kind="delegate", section="practice")
        first = client.get(base).content.decode()
        assert "Practice and learning" in first
        for hidden in ("Your involvement", "Please tell the review", "nil return", "Check the answers"):
            assert hidden not in first
        for step in (
            "check/",
            "nil/",
            "refuse/",
            "copy/",
            "receipt/",
            "pass/practice/",
            "section/involvement/",
            "back/",
        ):
            assert client.get(f"{base}{step}").status_code == 404, step
        page = client.get(f"{base}section/practice/").content.decode()
        answer = client.post(
            f"{base}section/practice/", form_of(page) | {"q-worked_well": "The school nurse kept visiting."}
        )
        assert answer["Location"] == base

    @pytest.mark.parametrize(("step", "state"), [("nil", "nil_return"), ("refuse", "refused")])
    def test_nil_and_refused(self, enters, world, as_viewer, step: str, state: str) -> None:
        client, base = enters()
        client.get(base)
        as_viewer("manager")
        version = load(world).record.version
        assert client.post(f"{base}{step}/", {"version": version, "reason": " "}).status_code == 422
        answer = client.post(f"{base}{step}/", {"version": version, "reason": "We do not know the child."})
        assert answer["Location"] == f"{base}receipt/"
        as_viewer("manager")
        assert load(world).state == state

    def test_a_form_sent_twice_is_stored_once(self, enters, world, as_viewer) -> None:
        client, base = enters()
        client.get(base)
        as_viewer("manager")
        token = {"submission": "7b0f8a52-41b5-4f4e-9d5b-0f7f4f1b3a11", "version": load(world).record.version}
        for _ in range(2):
            assert client.post(f"{base}nil/", token | {"reason": "Nothing."}).status_code == 302
        as_viewer("manager")
        assert load(world).submissions.count() == 1

    def test_passing_on_and_taking_back(self, enters, world, as_viewer) -> None:
        client, base = enters()
        assert client.post(f"{base}pass/alongside/", {"name": "Ash", "email": "nowhere"}).status_code == 422
        assert client.post(f"{base}pass/alongside/", {"name": "Ash", "email": "ash@school.example"}).status_code == 302
        page = client.get(base).content.decode()
        assert "ash@school.example" in page
        path = re.search(r'action="([^"]+take-back/\d+/)"', page)
        assert path
        assert client.post(path[1]).status_code == 302
        assert "ash@school.example" not in client.get(base).content.decode()

    def test_pages_carry_a_strict_policy_and_do_not_tell_where_they_are(self, enters) -> None:
        client, base = enters()
        for path in (base, f"{base}section/involvement/"):
            response = client.get(path)
            assert "unsafe" not in response["Content-Security-Policy"]
            assert response["Referrer-Policy"] in {"same-origin", "no-referrer"}
            assert "no-store" in response["Cache-Control"]
            body = response.content.decode()
            assert " style=" not in body
            assert "<script>" not in body

    @pytest.mark.parametrize("wrong", WRONG)
    def test_bad_input_breaks_nothing(self, enters, wrong: str) -> None:
        client, base = enters()
        names = [
            "q-involved", "q-records_checked", "q-first_contact_day", "q-first_contact_month", "q-first_contact_year", "q-author_role",
            "why-involved", "why-author_role", "seen-involved", "version", "submission", "reason", "sure", "name", "email",
        ]  # fmt: skip
        for step in ("section/involvement/", "check/", "nil/", "pass/alongside/", "take-back/x/", "take-back/999/"):
            assert client.post(f"{base}{step}", dict.fromkeys(names, wrong)).status_code in {200, 302, 403, 404, 422}


class TestSigningOff:
    def test_the_senior_reads_it_all_and_signs(self, enters, world, as_viewer) -> None:
        manager = as_viewer("manager")
        Return.objects.filter(pk=world.records["charity_return"]).update(sign_off=True)
        client, base = enters("charity_return")
        page = client.get(f"{base}section/involvement/").content.decode()
        client.post(
            f"{base}section/involvement/",
            form_of(page) | {"q-involved": "no", "q-records_checked": "child", "q-author_role": "Lead"},
        )
        as_viewer("manager")
        version = load(world, "charity_return").record.version
        assert client.post(f"{base}check/", {"version": version, "sure": "yes"})["Location"] == base
        senior, desk = enters("charity_return", kind="senior")
        check = senior.get(f"{desk}check/").content.decode()
        assert "Sign it off and send it in" in check
        assert senior.get(f"{desk}section/involvement/").status_code == 404
        sent = senior.post(f"{desk}check/", {"version": version + 1, "sure": "yes"})
        assert sent["Location"] == f"{desk}receipt/"
        as_viewer("manager")
        assert load(world, "charity_return").submissions.get().signed_off_by == "Sam Registrar"
        assert manager


class TestOfficers:
    def test_counts_silence_chasing_and_filters(self, world, signs_in, as_viewer, monkeypatch) -> None:
        later = AT + timedelta(days=20)
        monkeypatch.setattr(clock, "now", lambda: later)
        client, address = signs_in("manager"), f"/north/requests/{world.references['request']}/"
        page = client.get(address).content.decode()
        assert "Alder Park School and Lantern Families are silent" in page
        assert "Remind the 2 organisations that are silent" in page
        assert client.post(f"{address}chase/", {"whom": "silent"}).status_code == 302
        as_viewer("manager", later)
        assert load(world).links.count() == 2
        only = client.get(f"{address}?standing=returned").content.decode()
        assert "No organisation stands here" in only
        ticked = client.post(f"{address}chase/", {"returns": [world.references["school_return"]]}, follow=True)
        assert "1 organisation reminded" in ticked.content.decode()
        nothing = client.post(f"{address}chase/", {}, follow=True)
        assert "Tick at least one" in nothing.content.decode()

    def test_side_by_side_and_taken_away_with_formulas_escaped(self, world, signs_in, as_viewer) -> None:
        as_viewer("owner")
        changes = {
            "involved": said("yes"),
            "author_role": said('=HYPERLINK("http://x")'),
            "voice": said(Given(AnswerState.NOT_KNOWN)),
        }
        operations.save_answers(return_id=world.records["school_return"], changes=changes, by=SAM, at=AT)
        client, address = signs_in("manager"), f"/north/requests/{world.references['request']}/answers/"
        page = client.get(address).content.decode()
        assert "Not answered: Lantern Families." in page
        assert "Not known" in page
        rows = list(csv.reader(io.StringIO(body_of(client.get(f"{address}?format=csv")).removeprefix("\ufeff"))))
        row = next(dict(zip(rows[0], each, strict=True)) for each in rows[1:] if each[1] == "Alder Park School")
        assert row["Was your agency involved with the child or the family in the period asked about?"] == "Yes"
        assert row["What is the role of whoever writes this?"].startswith("'=")
        assert row["What did the child say or show, and what was done about it?"] == "Not known"
        sheet = load_workbook(io.BytesIO(b"".join(client.get(f"{address}?format=xlsx").streaming_content))).active
        assert sheet is not None
        assert sheet.max_row == 3

    def test_write_name_and_send(self, world, signs_in, as_viewer) -> None:
        client = signs_in("manager")
        as_viewer("manager")
        version = QuestionnaireVersion.objects.get(questionnaire__reference=world.references["questionnaire"])
        form = {
            "group": "reviews", "title": "Summary", "questionnaire": str(version.pk), "theme": "Neglect", "message": "Please answer.",
            "basis": "information_16h", "due_on_day": "20", "due_on_month": "4", "due_on_year": "2026", "sign_off": "yes",
            "remind_before": "5, 1", "remind_on_day": "yes", "remind_after": "1", "escalate_after": "3",
        }  # fmt: skip
        wrong = client.post("/north/requests/new/", form | {"remind_before": "five", "theme": ""})
        assert wrong.status_code == 422
        made = client.post("/north/requests/new/", form)
        address = made["Location"].removesuffix("recipients/")
        school, charity = world.organisations["school"], world.organisations["charity"]
        chosen = {
            f"ask-{school}": "yes",
            f"name-{school}": "Sam",
            f"email-{school}": "sam@school.example",
            "version": "1",
        }
        missing = client.post(made["Location"], chosen)
        assert missing.status_code == 422
        assert "Enter the senior who signs it off at Alder Park School" in missing.content.decode()
        chosen |= {f"senior_name-{school}": "Kim", f"senior_email-{school}": "kim@school.example"}
        assert client.post(made["Location"], chosen | {f"ask-{charity}": "yes"}).status_code == 422
        assert client.post(made["Location"], chosen)["Location"] == address
        version_now = Request.objects.get(record__reference=address.split("/")[3]).record.version
        assert "by link" in client.get(f"{address}send/").content.decode()
        assert client.post(f"{address}send/", {"version": version_now})["Location"] == address
        row = Return.objects.get(request__record__reference=address.split("/")[3])
        assert (row.state, row.sign_off, row.statutory_basis[:4]) == ("sent", True, "The ")

    @pytest.mark.parametrize("wrong", WRONG)
    def test_bad_input_breaks_nothing(self, world, signs_in, wrong: str) -> None:
        client, at = signs_in("manager"), world.references
        names = [
            "group", "title", "questionnaire", "about", "theme", "message", "basis", "due_on_day", "due_on_month", "due_on_year", "remind_before",
            "remind_after", "escalate_after", "version", "reason", "name", "email", "senior_email", "returns", "whom", "submission", "what", "type",
            "text", "options", "columns", "only_if", "what_changed", *(f"{part}-{pk}" for part in ("ask", "name", "email") for pk in world.organisations.values()),
        ]  # fmt: skip
        for path in (
            "/north/requests/new/", f"/north/requests/{at['request']}/recipients/", f"/north/requests/{at['request']}/chase/",
            f"/north/requests/{at['request']}/send/", f"/north/returns/{at['school_return']}/extend/", f"/north/returns/{at['school_return']}/address/",
            f"/north/returns/{at['school_return']}/reopen/", f"/north/returns/{at['school_return']}/now/remind/", "/north/questionnaires/new/",
            f"/north/questionnaires/{at['questionnaire']}/versions/1/", "/north/questionnaires/shipped/agency_summary/",
        ):  # fmt: skip
            assert client.post(path, dict.fromkeys(names, wrong)).status_code in {200, 302, 404, 422}, path
        for query in ("standing", "group", "q", "page", "format"):
            assert client.get("/north/requests/", {query: wrong}).status_code == 200

    def test_each_thing_an_officer_does_with_a_return(self, world, signs_in, as_viewer) -> None:
        client, address = signs_in("manager"), f"/north/returns/{world.references['school_return']}/"

        def version() -> int:
            as_viewer("manager")
            return load(world).record.version

        day = {"due_on_day": "1", "due_on_month": "5", "due_on_year": "2026"}
        assert client.post(f"{address}extend/", day | {"reason": "Half-term", "version": version()}).status_code == 302
        assert client.post(f"{address}now/remind/").status_code == 302
        assert client.post(f"{address}now/send-link/").status_code == 302
        assert client.post(f"{address}now/end-links/").status_code == 302
        new = {"name": "Jo", "email": "jo@school.example", "version": version()}
        assert client.post(f"{address}address/", new).status_code == 302
        assert (
            client.post(f"{address}move/withdrawn/", {"reason": "Not needed", "version": version()}).status_code == 302
        )
        assert client.post(f"{address}move/sent/", {"reason": "Needed", "version": version()}).status_code == 302
        with transaction.atomic():
            as_viewer("owner")
            operations.move(
                return_id=world.records["school_return"], seen=None, to=ReturnState.NIL, by=SAM, at=AT, reason="None."
            )
        assert client.post(f"{address}reopen/", {"reason": "Look again", "version": version()}).status_code == 302
        assert load(world).state == "reopened"
        page = client.get(address).content.decode()
        assert "Reopened: Look again" in page


class TestDesigner:
    def test_designed_in_the_browser_tried_and_published(self, world, signs_in, as_viewer) -> None:
        client = signs_in("manager")
        made = client.post("/north/questionnaires/new/", {"name": "School survey"})
        design = made["Location"]

        def edits() -> dict[str, str]:
            found = re.search(r'name="version" value="(\d+)"', client.get(design).content.decode())
            assert found
            return {"version": found[1]}

        assert "Add at least one section" in client.get(design).content.decode()
        assert client.post(f"{design}section/", edits() | {"title": "First", "readers": "group"}).status_code == 302
        assert (
            client.post(f"{design}section/", edits() | {"title": "Second", "readers": "unit_and_chair"}).status_code
            == 302
        )
        first, second = f"{design}section/first/question/", f"{design}section/second/question/"
        assert (
            client.post(
                first, edits() | {"text": "Do you have a lead?", "type": "yes_no", "required": "yes"}
            ).status_code
            == 302
        )
        assert client.post(first, edits() | {"text": "Which?", "type": "choice", "options": "One"}).status_code == 422
        assert (
            client.post(first, edits() | {"text": "Which?", "type": "choice", "options": "One\nTwo"}).status_code == 302
        )
        table = {"text": "When?", "type": "table", "columns": "Day | date\nSeen? | choice: Yes, No"}
        assert client.post(second, edits() | table | {"only_if": "do_you_have_a_lead=yes"}).status_code == 302
        assert client.post(f"{design}arrange/", edits() | {"what": "up first which"}).status_code == 302
        stale = client.post(f"{design}arrange/", {"version": "1", "what": "remove first which"}, follow=True)
        assert "changed by someone else" in stale.content.decode()
        tried = client.post(f"{design}preview/", {"q-do_you_have_a_lead": "yes", "seen-do_you_have_a_lead": ""})
        assert "nothing is stored" in tried.content.decode()
        assert "3 questions would be asked, 1 answer given" in tried.content.decode()
        as_viewer("manager")
        assert Answer.objects.count() == 0
        published = client.post(f"{design}publish/", edits() | {"what_changed": "First"})
        assert published.status_code == 302
        assert client.get(design).status_code == 404
        above = design.removesuffix("design/")
        assert client.post(f"{above}draft/")["Location"] == design
        assert client.post(f"{above}retire/").status_code == 302
        as_viewer("manager")
        version = QuestionnaireVersion.objects.get(questionnaire__name="School survey", number=1)
        assert [each["key"] for each in version.content["sections"][0]["questions"]] == ["which", "do_you_have_a_lead"]
        assert version.content["sections"][1]["questions"][0]["condition"] == {
            "question": "do_you_have_a_lead",
            "one_of": ["yes"],
        }

    def test_one_that_comes_with_the_program_is_taken_in(self, signs_in) -> None:
        client = signs_in("chair")
        made = client.post("/north/questionnaires/shipped/gp_information/take/")
        assert "GP information" in client.get(made["Location"]).content.decode()
        assert client.post("/north/questionnaires/shipped/nothing/take/").status_code == 404


def test_nothing_is_not_an_answer() -> None:
    assert NOTHING.state is AnswerState.NOT_ANSWERED
