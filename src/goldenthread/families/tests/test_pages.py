"""Pages, forms and letters: by role, with nothing of another household, and nothing sealed."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from pypdf import PdfReader

from goldenthread.families.models import Contact, FamilyMember, Reply, Restriction, Said, Told
from goldenthread.families.operations import record_effect, record_told
from goldenthread.families.rules.letters import kinds_of
from goldenthread.families.terms import EffectKind, LetterKind, Outcome, Safe, SaidKind, ToldStep
from goldenthread.families.tests.conftest import (
    ROLE,
    add,
    answered,
    contacted,
    named,
    restricted,
    review,
    said,
    two_homes,
)
from goldenthread.history.models import Event as Happened
from goldenthread.partnership.models import Seat
from goldenthread.records.models import Record
from goldenthread.records.rules.retention import GONE_TITLE
from goldenthread.records.terms import Event as Shown
from goldenthread.testing.world import AT, TODAY

SEALED = ("Marigold", "01632 960 011", "Larkspur", "Fergus", "01632 960 022", "Foxglove")
DAY = {"on_day": TODAY.day, "on_month": TODAY.month, "on_year": TODAY.year}


def here(world, *parts: object) -> str:  # type: ignore[no-untyped-def]
    return "/".join(["/north/records", world.references["review"], "family", *map(str, parts), ""])


def whole(world, by: Any) -> tuple[FamilyMember, FamilyMember]:  # type: ignore[no-untyped-def]
    """Two households with something of everything."""
    mother, father = two_homes(world, by)
    for row in (mother, father):
        named(row, world, by, "member" if row is mother else "both", "chair")
        contacted(row, by, what=f"Met the {row.label.lower()}")
    question = said(mother, by, "Why was the letter late?", kind=SaidKind.QUESTION)
    answered(mother, question, by, "It was sent to an address of before.")
    view = said(mother, by, "Nobody asked who else was there.")
    record_effect(
        member_id=mother.pk,
        said_id=view.pk,
        kind=EffectKind.FINDING,
        words="The finding says so now.",
        on=TODAY,
        by=by,
        at=AT,
    )
    other = said(father, by, "I was never told of the meeting.", kind=SaidKind.QUESTION)
    answered(father, other, by, "The invitation went astray.")
    record_told(
        member_id=mother.pk, step=ToldStep.DRAFT_READ, on=TODAY, how="At the centre", support="Jo calls at nine.", by_role=ROLE,
        by=by, at=AT,
    )  # fmt: skip
    return mother, father


def text_of(response: Any) -> str:
    """The words of a document that was taken away."""
    content = response.content
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    held = Document(io.BytesIO(content))
    parts = [paragraph.text for paragraph in held.paragraphs]
    parts += [cell.text for table in held.tables for row in table.rows for cell in row.cells]
    parts += [p.text for section in held.sections for part in (section.header, section.footer) for p in part.paragraphs]
    return " ".join(parts)


FORMS = [
    "new/", "1/edit/", "1/named/", "1/identity/", "1/restrictions/new/", "1/contact/new/", "1/said/new/", "1/told/new/", "1/letter/",
]  # fmt: skip


@pytest.mark.parametrize("path", ["", "1/", *FORMS])
@pytest.mark.parametrize(
    ("person", "status"),
    [("manager", 200), ("chair", 200), ("owner", 404), ("outsider", 404), ("excluded", 404), ("south_manager", 404)],
)
def test_pages_by_role(world, as_viewer, signs_in, path: str, person: str, status: int) -> None:
    add(world, as_viewer("manager"))
    assert signs_in(person).get(here(world) + path).status_code == status


@pytest.mark.parametrize("path", FORMS)
def test_who_sees_the_record_and_does_not_lead_it_reads_and_writes_nothing(
    world, as_viewer, signs_in, path: str
) -> None:
    row = add(world, as_viewer("manager"))
    browser = signs_in("member")
    assert browser.get(here(world)).status_code == 200
    page = browser.get(here(world, 1)).content.decode()
    assert "Record a contact" not in page
    assert browser.get(here(world) + path).status_code == 403
    named(row, world, as_viewer("manager"), "member")
    mine = {"1/identity/", "1/contact/new/", "1/said/new/", "1/told/new/", "1/letter/"}
    assert browser.get(here(world) + path).status_code == (200 if path in mine else 403)
    assert ("Record a contact" in browser.get(here(world, 1)).content.decode()) is True


def test_no_page_holds_what_is_sealed_and_each_household_stands_apart(world, as_viewer, signs_in) -> None:
    whole(world, as_viewer("manager"))
    browser = signs_in("manager")
    pages = {path: browser.get(here(world) + path).content.decode() for path in ("", "1/", "2/", *FORMS)}
    pages["overview"] = browser.get(f"/north/reviews/{world.references['review']}/").content.decode()
    for path, text in pages.items():
        assert not [word for word in SEALED if word in text], path
    assert pages[""].index("Household 1") < pages[""].index("Household 2")
    assert "Households wish opposite things" in pages[""]
    assert "2 people in 2 households" in pages["overview"]
    assert here(world) in pages["overview"]
    for own, other in (("1/", "Alder"), ("2/", "Iris")):
        assert other not in pages[own], "a member’s page says nothing of the others"
    assert "Never after six" not in pages["2/"]


def test_search_finds_nothing_of_a_family(world, as_viewer, signs_in) -> None:
    whole(world, as_viewer("manager"))
    browser = signs_in("manager")
    for word in ("Marigold", "astray", "Foxglove", "telephone", "meeting"):
        text = browser.get(f"/north/search/?q={word}").content.decode()
        assert world.references["review"] not in text, word


def test_the_forms_store_and_say_so(world, signs_in, as_viewer) -> None:
    browser = signs_in("manager")
    member = {
        "label": "Grandmother", "relationship": "grandparent", "household": "1", "safe": "letter", "advocate": "accepted",
        "advocate_from": "A made-up charity", "wants_draft": "yes", "publication": "open", "standing": ["estranged"],
        "name": "Gwen Fictional", "reach": "01632 960 033", "address": "3 Bramble Court",
    }  # fmt: skip
    assert browser.post(here(world, "new"), {**member, "label": ""}).status_code == 422
    answer = browser.post(here(world, "new"), member)
    assert answer["Location"] == here(world, 1)
    wrong = browser.post(here(world, "new"), member)
    assert wrong.status_code == 422
    assert "Somebody else of this family has that label" in wrong.content.decode()
    again = {**member, "version": "1", "name": "", "reach": "", "address": "", "called": "Rowan"}
    assert browser.post(here(world, 1, "edit"), again)["Location"] == here(world, 1)
    assert browser.post(here(world, 1, "edit"), again).status_code == 409
    words = {
        "version": "2",
        "words": "Jo Bright, 01632 960 003",
        "person": str(world.people["member"]),
        "cover": "",
        "cover_words": "",
    }
    assert browser.post(here(world, 1, "named"), words)["Location"] == here(world, 1)
    days = {**DAY, "by_role": ROLE}
    assert (
        browser.post(
            here(world, 1, "contact", "new"), {**days, "method": "phone", "outcome": "took_part", "offers": ["leaflet"]}
        ).status_code
        == 302
    )
    assert (
        browser.post(here(world, 1, "contact", "new"), {**days, "method": "phone", "outcome": "not_safe"}).status_code
        == 422
    )
    question = {**days, "kind": "question", "heard": "met", "words": "When?", "own_words": "on"}
    assert browser.post(here(world, 1, "said", "new"), question).status_code == 302
    as_viewer("manager")
    asked, contact = Said.objects.get().pk, Contact.objects.get().pk
    answer = {**days, "step": "answered", "words": "On the third of March"}
    assert browser.get(here(world, 1, "said", asked, "fed-back")).status_code == 404, "it is not answered yet"
    assert browser.post(here(world, 1, "said", asked, "answer"), answer).status_code == 302
    assert browser.post(here(world, 1, "said", asked, "fed-back"), {**days, "words": ""}).status_code == 302
    assert browser.get(here(world, 1, "said", asked, "answer")).status_code == 404, "they know it"
    effect = {**DAY, "kind": "wording", "words": "It is worded so", "shows_in": "AC-222222"}
    hidden = browser.post(here(world, 1, "said", asked, "effect"), effect)
    assert hidden.status_code == 422
    assert "no record with that reference that you may see" in hidden.content.decode()
    effect["shows_in"] = world.references["action"].lower()
    assert browser.post(here(world, 1, "said", asked, "effect"), effect).status_code == 302
    assert world.references["action"] in browser.get(here(world, 1)).content.decode()
    assert (
        browser.post(
            here(world, 1, "said", asked, "correct"), {**question, "words": "When was it?", "reason": "Her own words"}
        ).status_code
        == 302
    )
    assert (
        browser.post(
            here(world, 1, "contact", contact, "correct"),
            {**days, "method": "phone", "outcome": "declined", "reason": "She declined"},
        ).status_code
        == 302
    )
    told = {**days, "step": "told", "how": "Met at the centre", "support": "Jo calls"}
    assert browser.post(here(world, 1, "told", "new"), told).status_code == 302
    as_viewer("manager")
    note = Told.objects.get().pk
    assert (
        browser.post(
            here(world, 1, "told", note, "correct"), {**told, "how": "By telephone", "reason": "It was by telephone"}
        ).status_code
        == 302
    )
    restriction = {
        "kind": "police", "words": "The officer asks it", "starts_on_day": TODAY.day, "starts_on_month": TODAY.month,
        "starts_on_year": TODAY.year, "review_on_day": 1, "review_on_month": 5, "review_on_year": 2026,
    }  # fmt: skip
    assert browser.post(here(world, 1, "restrictions", "new"), restriction).status_code == 302
    as_viewer("manager")
    held = Restriction.objects.get().pk
    assert browser.post(here(world, 1, "restrictions", held), {**DAY, "words": "The officer agreed"}).status_code == 302
    assert browser.get(here(world, 1, "restrictions", held)).status_code == 404, "it has ended"
    as_viewer("manager")
    last = Told.objects.latest("pk").pk
    assert browser.get(here(world, 1, "effects", last, "strike")).status_code == 404
    assert browser.post(here(world, 1, "told", last, "strike"), {"reason": "It was another person"}).status_code == 302
    page = browser.get(here(world, 1)).content.decode()
    for words_ in (
        "When was it?",
        "Fed back on",
        "What changed: the wording",
        "Struck out: By telephone",
        "She declined",
        "Declined",
    ):
        assert words_ in page, words_
    as_viewer("manager")
    assert Reply.objects.count() == 2


def test_who_someone_is_is_shown_once_the_reason_is_there(world, as_viewer, signs_in) -> None:
    two_homes(world, as_viewer("manager"))
    browser = signs_in("manager")
    assert browser.post(here(world, 1, "identity"), {"why": ""}).status_code == 422
    shown = browser.post(here(world, 1, "identity"), {"why": "To write to her"})
    text = shown.content.decode()
    assert "Marigold Fictional" in text
    assert "Larkspur" in text
    assert not [word for word in SEALED[3:] if word in text], "the other household"
    assert shown["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("kind", kinds_of("review"))
@pytest.mark.parametrize(
    ("number", "own", "others"),
    [
        (
            1,
            ("Marigold", "Larkspur"),
            ("Father", "Fergus", "Foxglove", "022", "Alder", "astray", "His sister", "Southmere", "Household"),
        ),
        (
            2,
            ("Fergus", "Foxglove"),
            (
                "Mother",
                "Marigold",
                "Larkspur",
                "011",
                "Iris",
                "finding says",
                "after six",
                "address of before",
                "Household",
            ),
        ),
    ],
)
def test_a_letter_for_one_parent_holds_nothing_of_the_other_household(
    world, as_viewer, signs_in, form: str, kind: LetterKind, number: int, own: tuple[str, ...], others: tuple[str, ...]
) -> None:
    whole(world, as_viewer("manager"))
    response = signs_in("manager").post(
        here(world, number, "letter"),
        {"kind": kind.value, "format": form, "agreed_by": "", "why": "To send it to them"},
    )
    assert response.status_code == 200, response.content.decode()[:2000]
    assert response["Cache-Control"] == "private, no-store"
    text = " ".join(text_of(response).split())
    assert not [word for word in others if word in text]
    assert not [word for word in own if (word in text) is (kind is LetterKind.LEAFLET)], "a leaflet names nobody"
    assert "Draft for the named contact" in text
    assert "Jo Bright" in text
    assert "made up" in text
    if form == "pdf":
        reader = PdfReader(io.BytesIO(response.content))
        assert b"pdfuaid" in response.content
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]


def test_a_letter_without_a_reason_holds_no_name_and_says_what_is_theirs(world, as_viewer, signs_in) -> None:
    whole(world, as_viewer("manager"))
    browser = signs_in("manager")

    def letter(kind: str) -> str:
        response = browser.post(here(world, 1, "letter"), {"kind": kind, "format": "docx", "agreed_by": "", "why": ""})
        return " ".join(text_of(response).split())

    assert "Dear [name]," in letter("first")
    assert not [word for kind in kinds_of("review") for word in SEALED if word in letter(kind.value)]
    assert "Why was the letter late? It was sent to an address of before." in letter("answers")
    before = letter("before")
    for words in (
        "you are called Iris",
        "you would like to read it first",
        "The finding says so now.",
        "Jo calls at nine.",
    ):
        assert words in before, words


@pytest.mark.parametrize(
    "answer", ["Father has moved.", "Ask Fergus.", "It went to 22 Foxglove Street.", "Ring 01632 960 022."]
)
def test_words_that_speak_of_another_household_are_left_out_of_a_letter(
    world, as_viewer, signs_in, answer: str
) -> None:
    manager = as_viewer("manager")
    mother, _ = whole(world, manager)
    question = said(mother, manager, "Where is he?", kind=SaidKind.QUESTION)
    answered(mother, question, manager, answer)
    response = signs_in("manager").post(
        here(world, 1, "letter"), {"kind": "answers", "format": "pdf", "agreed_by": "", "why": ""}
    )
    text = " ".join(text_of(response).split())
    assert "Something is left out here" in text
    assert answer not in text
    assert "It was sent to an address of before." in text, "the rest stands"


def test_a_letter_that_is_not_safe_is_refused_in_a_sentence(world, as_viewer, signs_in) -> None:
    manager = as_viewer("manager")
    row = add(world, manager, safe=Safe.PHONE)
    named(row, world, manager)
    browser = signs_in("manager")
    sent = {"kind": "first", "format": "pdf", "agreed_by": "", "why": "To send it"}
    response = browser.post(here(world, 1, "letter"), sent)
    assert response.status_code == 422
    assert "A letter is not safe: by telephone alone." in response.content.decode()
    as_viewer("manager")
    assert not Happened.objects.filter(
        record_id=world.records["review"], verb__in=["family.letter", Shown.IDENTITY_SHOWN.value]
    ).exists()
    restricted(row, as_viewer("manager"))
    assert "Say who agreed that a letter goes to them" in browser.post(here(world, 1, "letter"), sent).content.decode()


def test_opening_a_family_is_written_down(world, as_viewer, signs_in) -> None:
    add(world, as_viewer("manager"))
    browser = signs_in("chair")
    browser.get(here(world))
    browser.get(here(world, 1))
    as_viewer("manager")
    sentences = Happened.objects.filter(record_id=world.records["review"], person_id=world.people["chair"]).values_list(
        "sentence", flat=True
    )
    assert [sentence.split(": ")[1] for sentence in sentences] == ["its family", "its family, Mother"]


@pytest.mark.parametrize("path", ["", "1/"])
def test_more_rows_ask_no_more(world, as_viewer, signs_in, path: str) -> None:
    manager = as_viewer("manager")
    row = add(world, manager)
    browsers = {person: signs_in(person) for person in ("manager", "chair", "member")}

    def count(person: str) -> int:
        browsers[person].get(here(world) + path)
        with CaptureQueriesContext(connection) as captured:
            assert browsers[person].get(here(world) + path).status_code == 200
        return sum(
            not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT"))
            for query in captured.captured_queries
        )

    before = {person: count(person) for person in browsers}
    assert max(before.values()) <= 12
    manager = as_viewer("manager")
    for number in range(4):
        contacted(row, manager)
        said(row, manager)
        contacted(add(world, manager, f"Person {number}", household=number + 1), manager)
    assert {person: count(person) for person in browsers} == before
    assert review(world).pk


def test_a_contact_who_sees_the_record_no_more_is_said(world, as_viewer, signs_in) -> None:
    row = add(world, as_viewer("manager"))
    named(row, world, as_viewer("manager"), "member")
    browser = signs_in("manager")
    assert "A contact has left" not in browser.get(here(world)).content.decode()
    as_viewer("manager")
    Seat.objects.filter(person=world.people["member"]).update(ends_on=TODAY)
    page = browser.get(here(world)).content.decode()
    assert "A contact has left" in page
    assert "Mother: whoever is named as contact or cover sees this record no more" in page
    assert signs_in("member").get(here(world, 1)).status_code == 404


def test_the_rooms_page_over_the_years_says_whether_the_offer_was_made(world, as_viewer, signs_in) -> None:
    manager = as_viewer("manager")
    contacted(add(world, manager), manager, Outcome.DECLINED)
    page = " ".join(signs_in("manager").get("/north/reviews/years/").content.decode().split())
    assert "Families all offered to take part" in page
    assert "1 of 1" in page


@pytest.mark.parametrize("path", ["", "1/", *FORMS])
def test_a_record_that_was_disposed_of_takes_nothing_more(world, as_viewer, signs_in, path: str) -> None:
    add(world, as_viewer("manager"))
    Record.objects.filter(pk=world.records["review"]).update(title=GONE_TITLE)
    assert signs_in("manager").get(here(world) + path).status_code == 410
