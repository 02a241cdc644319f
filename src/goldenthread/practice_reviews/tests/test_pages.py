"""The pages: who gets which, what they show and what they never show, what a form does, and what bad input gets."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta

import pytest
from pypdf import PdfReader

from goldenthread.practice_reviews import operations
from goldenthread.practice_reviews.models import Arrangement, Child, Referral, Review
from goldenthread.practice_reviews.rules.incident import STEPS
from goldenthread.practice_reviews.terms import Reply, ReviewState
from goldenthread.practice_reviews.tests.conftest import WHAT, WHY, child, incident, notified, queries_of, ready
from goldenthread.testing.world import AT, TODAY

PEOPLE = ["administrator", "chair", "excluded", "manager", "member", "outsider", "owner", "scrutineer", "south_manager"]
READERS = {"chair", "excluded", "manager", "member", "outsider", "owner", "scrutineer"}
CIRCLE, LEADERS, UNIT = {"chair", "manager", "member", "scrutineer"}, {"chair", "manager"}, {"manager"}
ROUTES: dict[str, set[str]] = {
    "/north/reviews/": READERS,
    "/north/reviews/?standing=late&state=rapid&door=incident&about=neglect": READERS,
    "/north/reviews/years/": READERS,
    "/north/reviews/log/": READERS,
    "/north/reviews/log/?standing=all&nature=good_practice&theme=Sleep": READERS,
    "/north/reviews/refer/": READERS,
    "/north/reviews/new/": LEADERS,
    "/north/reviews/arrangements/": UNIT,
    "/north/reviews/import/": UNIT,
    "/north/reviews/import/template/": UNIT,
    "/north/reviews/{review}/": CIRCLE,
    "/north/reviews/{review}/notification/": CIRCLE,
    "/north/reviews/{review}/agencies/": CIRCLE,
    "/north/reviews/{review}/agencies/?by=theme": CIRCLE,
    "/north/reviews/{review}/learning/": CIRCLE,
    "/north/reviews/{review}/report/": CIRCLE,
    "/north/reviews/{review}/report/pdf/": CIRCLE,
    "/north/reviews/{review}/report/word/": CIRCLE,
    "/north/reviews/{review}/documents/": CIRCLE,
    "/north/reviews/{review}/history/": CIRCLE,
    "/north/thread/{review}/": CIRCLE,
    "/north/records/{review}/way/": CIRCLE,
    "/north/reviews/referrals/{referral}/": CIRCLE | {"excluded", "outsider"},
    "/north/reviews/referrals/{referral}/agree/": CIRCLE | {"excluded", "outsider"},
    "/south/reviews/{review}/": set(),
    "/south/reviews/": {"south_manager"},
    "/north/reviews/RV-222222/": set(),
    "/north/reviews/{referral}/": set(),
    "/north/reviews/referrals/{review}/": set(),
    "/north/reviews/{review}/children/9/": set(),
    "/north/reviews/{review}/do/nothing/": set(),
}
LED = [
    # a member who sees the review is refused with a reason; whoever does not see it gets 404
    "/north/reviews/{review}/edit/",
    "/north/reviews/{review}/children/new/",
    "/north/reviews/{review}/children/1/",
    "/north/reviews/{review}/children/1/identity/",
    "/north/reviews/{review}/agencies/ask/",
    "/north/reviews/{review}/documents/add/",
    *(f"/north/reviews/{{review}}/do/{key}/" for key in ("area", "withdraw", "report", "further", "sign", "sent")),
]


@pytest.mark.parametrize("person", PEOPLE)
def test_who_gets_which_page(signs_in, world, person: str) -> None:
    browser = signs_in(person)
    for address, allowed in ROUTES.items():
        status = browser.get(address.format(**world.references)).status_code
        refused = 403 if "/children/9/" in address and person in CIRCLE - LEADERS else 404
        assert status == (200 if person in allowed else refused), address


@pytest.mark.parametrize("person", PEOPLE)
def test_those_who_lead_write_and_the_others_are_told(signs_in, world, person: str) -> None:
    browser = signs_in(person)
    wanted = 200 if person in LEADERS else 403 if person in CIRCLE else 404
    for address in LED:
        assert browser.get(address.format(**world.references)).status_code == wanted, address


PAGES_OF_RECORDS = [address for address in ROUTES if "{review}" in address and ROUTES[address] == CIRCLE]


def test_no_more_than_twelve_queries_and_the_same_with_many_rows(signs_in, world, as_viewer) -> None:
    pages = ["/north/reviews/", "/north/reviews/years/", "/north/reviews/log/", *PAGES_OF_RECORDS]

    def count(name: str) -> dict[str, int]:
        browser = signs_in(name)
        return {address: queries_of(browser, address.format(**world.references)) for address in pages}

    before = count("manager")
    assert {address: many for address, many in before.items() if many > 12} == {}
    assert count("chair") == before
    manager = as_viewer("manager")
    for number in range(6):
        row = incident(world, manager, name=f"Bird {number}")
        child(row, manager)
    held = Review.objects.get(pk=world.records["review"])
    for number in range(6):
        child(held, manager, name=f"Child {number}")
        operations.tell_area(review_id=held.pk, area=f"Area {number}", why="", on=TODAY, by=manager, at=AT)
    assert count("manager") == before


def test_no_page_and_no_document_holds_a_name(signs_in, world) -> None:
    browser = signs_in("manager")
    secrets = ("Avery", "Blake", "9990000018", "2023-05-04", "4 May 2023", "August 2026")
    for address in ["/north/reviews/", *PAGES_OF_RECORDS, "/north/search/?q=Avery"]:
        content = browser.get(address.format(**world.references)).content
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                content = b"".join(packed.read(name) for name in packed.namelist())
        text = (
            " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
            if content.startswith(b"%PDF")
            else content.decode("utf-8", "replace")
        )
        for secret in secrets if "search" not in address else secrets[1:]:
            assert secret not in text, (address, secret)


def test_the_report_is_tagged_pdf_ua_and_says_what_is_there(signs_in, world) -> None:
    content = signs_in("chair").get(f"/north/reviews/{world.references['review']}/report/pdf/").content
    reader = PdfReader(io.BytesIO(content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert b"pdfuaid" in content
    text = " ".join(page.extract_text() for page in reader.pages)
    for words in ("Child A", "2 years", "Unborn", "Official – sensitive", "people and casework are made up"):
        assert words in text, words


def test_a_child_is_shown_for_a_reason_that_is_written_down(signs_in, world) -> None:
    browser, here = signs_in("manager"), f"/north/reviews/{world.references['review']}/children/1/identity/"
    assert "Avery" not in browser.get(here).content.decode()
    assert "Say why you need to know" in browser.post(here, {"why": ""}).content.decode()
    shown = browser.post(here, {"why": "To match a hospital record"})
    assert "Avery Fictional" in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"
    history = browser.get(f"/north/reviews/{world.references['review']}/history/").content.decode()
    assert "To match a hospital record" in history


REFERRAL = {
    "grounds": "near_miss",
    "what": "Three agencies each knew a part.",
    "why_together": "Nobody held the whole together.",
    "safety": "The child was seen the same day.",
    "escalated": "no",
}


class TestReferring:
    def test_the_front_door_stands_first(self, signs_in, world) -> None:
        page = signs_in("owner").get("/north/reviews/refer/").content.decode()
        first = page.index("This is not a child protection referral")
        assert first < page.index("01632 960 001") < page.index('<form class="gt-form"') + 2000
        assert page.index("01632 960 001") < page.index("Why do you refer it?")

    def test_anyone_refers_and_reads_the_outcome_and_nothing_else(self, signs_in, world) -> None:
        browser = signs_in("owner")
        sent = browser.post("/north/reviews/refer/", REFERRAL)
        assert sent.status_code == 302
        assert browser.get(sent["Location"]).status_code == 200
        assert "1 review" not in browser.get("/north/reviews/").content.decode()
        reference = sent["Location"].rstrip("/").rsplit("/", 1)[1]
        unit = signs_in("manager")
        assert unit.post(f"/north/reviews/referrals/{reference}/take-up/", {"name": "Wren"}).status_code == 302
        page = browser.get(sent["Location"]).content.decode()
        assert "Wren" not in page
        assert "Being screened" in page
        for place in ("take-up", "tell"):
            assert browser.get(f"/north/reviews/referrals/{reference}/{place}/").status_code == 403

    def test_what_was_typed_is_kept(self, signs_in, world) -> None:
        page = signs_in("owner").post("/north/reviews/refer/", {**REFERRAL, "safety": "", "what": "A long story here."})
        assert page.status_code == 422
        assert "A long story here." in page.content.decode()
        assert "Say what was done for the children" in page.content.decode()

    def test_twice_sent_is_stored_once(self, signs_in, world, as_viewer) -> None:
        browser = signs_in("owner")
        token = {"submission": "6a1b52c2-5a46-4a62-9c4c-1f3c2a7d9e01"}
        for _ in range(2):
            assert browser.post("/north/reviews/refer/", REFERRAL | token).status_code == 302
        as_viewer("manager")
        assert Referral.objects.filter(referrer=world.people["owner"]).count() == 1

    @pytest.mark.parametrize(
        ("given", "problem"),
        [("1", "2 or more"), ("21", "20 or less"), ("few", "whole number"), ("", "Enter the number")],
    )
    def test_a_wrong_least_count_is_said_and_nothing_is_stored(self, signs_in, world, given: str, problem: str) -> None:
        browser = signs_in("manager")
        answer = browser.post("/north/reviews/arrangements/", ARRANGED | {"least_shown": given})
        assert answer.status_code == 422
        assert problem in answer.content.decode()
        assert f'value="{ARRANGED["door_phone"]}"' in answer.content.decode(), "what was typed stays"
        assert Arrangement.objects.get(partnership__key="north").least_shown == 5

    def test_the_partnership_s_own_least_count_holds_on_the_page_and_in_the_spreadsheet(self, signs_in, world) -> None:
        browser = signs_in("manager")
        assert browser.post("/north/reviews/arrangements/", ARRANGED | {"least_shown": "9"}).status_code == 302
        assert "counts of 1 to 8 children are kept back" in browser.get("/north/reviews/years/").content.decode()
        assert Arrangement.objects.get(partnership__key="north").least_shown == 9

    def test_without_arrangements_the_page_says_who_has_to_act(self, signs_in, world) -> None:
        page = signs_in("south_manager").get("/south/reviews/refer/")
        assert page.status_code == 403
        assert "which group holds practice reviews" in page.content.decode()
        assert not Arrangement.objects.filter(partnership__key="south").exists()


ELSEWHERE = {
    "edit", "child", "documents", "ask", "local", "not_notified", "reviewer_ends", "cost", "proceeding_ends", "draft", "copy",
}  # fmt: skip
"""Steps that have a page of another kind, or are part of another step."""
ARRANGED = {
    "group": "reviews", "area": "Northvale", "door_name": "Front door", "door_phone": "01632 960200", "door_hours": "",
    "version": "1",
}  # fmt: skip
INCIDENT = {
    "name": "Kestrel", "nature": "harm", "incident_type": "physical", "what": WHAT, "aware_on_day": "27",
    "aware_on_month": "2", "aware_on_year": "2026",
}  # fmt: skip


class TestWriting:
    def test_an_incident_is_written_and_its_clock_stands_in_the_register(self, signs_in, world) -> None:
        browser = signs_in("chair")
        made = browser.post("/north/reviews/new/", INCIDENT)
        assert made.status_code == 302
        page = browser.get(made["Location"]).content.decode()
        assert "Kestrel" in page
        assert "Each child the review is about" in page
        register = browser.get("/north/reviews/").content.decode()
        assert "Kestrel" in register
        assert "Due in 4 working days" in register

    @pytest.mark.parametrize(
        "bad",
        [
            {"name": ""}, {"nature": "none"}, {"nature": "nonsense"}, {"what": "x"}, {"aware_on_month": "13"},
            {"aware_on_year": "2036"}, {"happened_year": "2036"}, {"happened_until_year": "2020"},
            {"happened_day": "31", "happened_month": "2", "happened_year": "2026"}, {"aware_at": "25:99"},
            {"name": "x" * 500}, {"what": "\0"}, {"place_area": "y" * 999},
        ],
    )  # fmt: skip
    def test_bad_input_is_told_and_kept(self, signs_in, world, bad) -> None:  # type: ignore[no-untyped-def]
        answer = signs_in("manager").post("/north/reviews/new/", INCIDENT | bad)
        assert answer.status_code == 422
        assert "There is a problem" in answer.content.decode()

    @pytest.mark.parametrize(
        "query", ["?page=0", "?page=x", "?page=99999999999", "?standing=<b>", "?state=%00", "?about='--", "?page=²"]
    )
    def test_odd_addresses_are_read_as_they_can(self, signs_in, world, query: str) -> None:
        assert signs_in("manager").get(f"/north/reviews/{query}").status_code == 200

    @pytest.mark.parametrize("number", ["9990000019", "abc", "123"])
    def test_an_nhs_number_has_to_add_up(self, signs_in, world, number: str) -> None:
        here = f"/north/reviews/{world.references['review']}/children/new/"
        given = {"pseudonym": "Child Z", "outcome": "harmed", "sex": "male", "care": "no", "plan": "none"}
        page = signs_in("manager").post(here, given | {"nhs_number": number})
        assert page.status_code == 422
        assert "does not add up" in page.content.decode()

    def test_what_is_sealed_stays_when_it_is_left_empty(self, signs_in, world, as_viewer) -> None:
        here = f"/north/reviews/{world.references['review']}/children/1/"
        given = {"outcome": "died", "sex": "female", "care": "no", "plan": "protection"}
        assert signs_in("manager").post(here, given).status_code == 302
        as_viewer("manager")
        held = Child.objects.select_related("subject").get(review=world.records["review"], number=1)
        assert held.outcome == "died"
        assert held.age_least is not None
        shown = signs_in("manager").post(f"{here}identity/", {"why": "To check it"}).content.decode()
        assert "Avery Fictional" in shown

    def test_a_form_made_from_an_older_version_is_refused_and_keeps_what_was_typed(self, signs_in, world) -> None:
        here = f"/north/reviews/{world.references['review']}/do/withdraw/"
        given = {"why": "The criteria were not met.", "on_day": "2", "on_month": "3", "on_year": "2026", "version": "1"}
        page = signs_in("manager").post(here, given)
        assert page.status_code == 409
        assert "The criteria were not met." in page.content.decode()

    def test_every_step_has_its_page_in_its_turn(self, signs_in, world, as_viewer) -> None:
        manager = as_viewer("manager")
        row = incident(world, manager)
        child(row, manager)
        browser = signs_in("manager")

        def statuses() -> dict[str, int]:
            at = f"/north/reviews/{row.record.reference}/do/"
            return {key: browser.get(f"{at}{key}/").status_code for key in set(STEPS) - ELSEWHERE}

        considered = {key for key, status in statuses().items() if status == 200}
        assert considered == {"view", "decide", "notify", "area", "close"}
        notified(row, manager)
        assert {key for key, status in statuses().items() if status == 200} == {
            "area", "withdraw", "report", "further", "sign", "sent"
        }  # fmt: skip
        ready(row, manager)
        operations.send(review_id=row.pk, seen=None, on=TODAY, sent_by="Manager", late_why="", by=manager, at=AT)
        assert {key for key, status in statuses().items() if status == 200} == {
            "area", "withdraw", "further", "letter", "initiate", "close"
        }  # fmt: skip
        assert Review.objects.get(pk=row.pk).state == ReviewState.FOLLOWED.value
        operations.panel_letter(review_id=row.pk, reply=Reply.AGREES, text=WHY, on=TODAY, by=manager, at=AT)
        operations.close(review_id=row.pk, seen=None, why=WHY, by=manager, at=AT)
        assert browser.get(f"/north/reviews/{row.record.reference}/").status_code == 200

    def test_the_request_to_agencies_is_written_and_opened(self, signs_in, world) -> None:
        here = f"/north/reviews/{world.references['review']}/agencies/ask/"
        due = TODAY + timedelta(days=7)
        given = {
            "organisations": [str(world.organisations["school"])], "due_on_day": str(due.day),
            "due_on_month": str(due.month), "due_on_year": str(due.year), "message": WHY,
        }  # fmt: skip
        browser = signs_in("manager")
        made = browser.post(here, given)
        assert made.status_code == 302
        assert browser.get(made["Location"]).status_code == 200
        assert "Not asked yet" in browser.get(f"/north/reviews/{world.references['review']}/agencies/").content.decode()


class TestYears:
    def test_small_counts_of_children_do_not_leave(self, signs_in, world) -> None:
        browser = signs_in("manager")
        assert "Unborn" in browser.get("/north/reviews/years/").content.decode()
        rows = b"".join(browser.get("/north/reviews/years/?format=csv").streaming_content).decode()
        assert "kept back" in rows
        assert not re.search(r",1\r?$", rows, re.MULTILINE)

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_the_register_is_taken_away_by_the_same_filter(self, signs_in, world, kind: str) -> None:
        answer = signs_in("member").get(f"/north/reviews/?format={kind}")
        assert answer.status_code == 200
        if kind == "csv":
            rows = b"".join(answer.streaming_content).decode()
            assert "Heron" in rows
            assert rows.count("\n") == 2
        assert (
            "Heron" not in b"".join(signs_in("excluded").get("/north/reviews/?format=csv").streaming_content).decode()
        )
