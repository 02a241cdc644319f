"""The room's pages: who reaches which, what the conflicted and the deputy see, outputs, constant query counts, bad input."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from goldenthread.accounts.models import Person
from goldenthread.history.models import Event
from goldenthread.meetings import operations
from goldenthread.meetings.models import IssueReader, Meeting
from goldenthread.meetings.operations import ItemDraft
from goldenthread.meetings.terms import Answer, MeetingState, PaperKind
from goldenthread.meetings.tests.conftest import DAY, ON_THE_DAY, Room
from goldenthread.rendering.failure import RenderingFailed
from goldenthread.rendering.pages import pdf_pages
from goldenthread.testing.world import AT, PDF

SECRET = "A matter of one member"
LEADING = {"manager", "officer", "chair"}
SEEING = LEADING | {"member", "both", "excluded", "scrutineer"}
EVERYONE = {*SEEING, "outsider", "owner", "learning_chair", "administrator", "south_manager"}
READERS = EVERYONE - {"administrator", "south_manager"}
PAGES = {
    "": READERS,
    "?when=all&format=csv": READERS,
    "?when=all&format=xlsx": READERS,
    "decisions/": READERS,
    "decisions/?format=csv": READERS,
    "attendance/": READERS,
    "attendance/?format=csv": READERS,
    "plan/": {"manager", "officer"},
    "new/": {"manager", "officer"},
    "groups/reviews/": LEADING,
    "{meeting}/": SEEING,
    "{meeting}/people/": SEEING,
    "{meeting}/day/": SEEING,
    "{meeting}/day/quorum/": SEEING,
    "{meeting}/agenda/": LEADING,
    "{meeting}/agenda/new/": LEADING,
    "{meeting}/move/": LEADING,
    "{meeting}/state/cancelled/": LEADING,
    "{meeting}/guests/": LEADING,
    "{meeting}/answer/": {"chair", "member", "both", "excluded"},
    "{meeting}/calendar.ics": {"chair", "member", "both", "excluded"},
    "{meeting}/minutes/": set(),
    "{meeting}/pack.pdf": set(),
    "items/{item}/": SEEING,
    "items/{item}/edit/": LEADING,
    "items/{item}/paper/": LEADING,
    "items/{item}/conflict/": SEEING - {"scrutineer"},
    "items/{closed_item}/": SEEING - {"excluded"},
    "items/{closed_item}/conflict/": SEEING - {"excluded", "scrutineer"},
    "items/{closed_item}/comment/": SEEING - {"excluded"},
    "AG-222222/": set(),
    "items/ME-222222/": set(),
}


@pytest.fixture
def visit(client: Client, world, monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:  # type: ignore[no-untyped-def]
    """Ask for a page, or send a form, as one of the world's people on a day."""
    from goldenthread.core import clock

    def ask(person: str, path: str, sent: dict[str, object] | None = None, at: datetime = AT):  # type: ignore[no-untyped-def]
        monkeypatch.setattr(clock, "now", lambda: at)
        client.force_login(Person.objects.get(pk=world.people[person]))
        session = client.session
        session["second_factor_ready"], session["last_seen"] = True, 4_000_000_000.0
        session.save()
        address = f"/north/meetings/{path}".format(**world.references)
        return client.post(address, sent) if sent is not None else client.get(address)

    return ask


def body(response) -> bytes:  # type: ignore[no-untyped-def]
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("path", PAGES)
def test_routes_by_roles(visit, path: str) -> None:
    reached = set()
    for person in EVERYONE:
        response = visit(person, path)
        body(response)
        assert response.status_code in {200, 404}, (person, response.status_code)
        if response.status_code == 200:
            reached.add(person)
    assert reached == PAGES[path]


COUNTED = ["", "{meeting}/", "{meeting}/people/", "{meeting}/day/", "items/{item}/", "decisions/", "attendance/"]


@pytest.mark.parametrize("path", [*COUNTED, "{meeting}/agenda/", "{meeting}/papers/", "{meeting}/minutes/"])
def test_no_more_than_twelve_queries_with_few_rows_or_many(client: Client, visit, room: Room, path: str) -> None:
    room.issue()
    room.open("chair", "member", "both")
    if "minutes" in path:
        room.move(MeetingState.DRAFTED)

    def count() -> int:
        visit("manager", path, at=ON_THE_DAY)
        address = f"/north/meetings/{path}".format(**room.world.references)  # type: ignore[attr-defined]
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        told = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
        return sum(not query["sql"].startswith(told) for query in captured.captured_queries)

    before = count()
    assert before <= 12, before
    room.as_("manager")
    if "minutes" in path:
        return
    for number in range(8):
        item = room.add(f"Further matter {number}")
        operations.add_paper(
            item_id=item.pk, kind=PaperKind.ACTION_LOG, title="", by=room.as_("manager"), at=ON_THE_DAY
        )
        operations.decide(item_id=item.pk, text="Yes", reasons="Clear", by=room.as_("manager"), at=ON_THE_DAY)
    room.next_meeting()
    assert count() == before


def test_the_conflicted_member_learns_nothing(visit, room: Room) -> None:
    by = room.as_("manager", AT)
    document = operations.add_document(
        item_id=room.closed_id, name="secret.pdf", content=PDF, title="A secret paper", by=by, at=AT
    ).document
    room.issue()
    visible = visit("member", "{meeting}/")
    assert SECRET in visible.content.decode()
    for path in (
        "{meeting}/", "{meeting}/papers/", "{meeting}/day/", "{meeting}/people/", "?when=all", "decisions/",
        "?when=all&format=csv", "{meeting}/calendar.ics",
    ):  # fmt: skip
        text = body(visit("excluded", path)).decode()
        assert SECRET not in text, path
        assert "secret" not in text.lower(), path
    said = visit("excluded", "{meeting}/").content.decode()
    assert "2. You are kept out of this item for a conflict of interest." in said
    pack = PdfReader(io.BytesIO(visit("excluded", "{meeting}/pack.pdf").content))
    text = " ".join(page.extract_text() for page in pack.pages)
    assert "secret" not in text.lower()
    assert "Not in your copy" in text
    assert "Safer sleep in every service" in text
    search = visit("excluded", "../search/?q=matter")
    assert SECRET not in search.content.decode()
    assert visit("excluded", f"../documents/{document.reference}/").status_code == 404  # type: ignore[union-attr]
    assert visit("excluded", "items/{closed_item}/").status_code == 404
    assert visit("excluded", "items/{closed_item}/conflict/", {"reason": "Let me see"}).status_code == 404


def test_the_conflicted_member_reads_minutes_without_the_item(visit, room: Room) -> None:
    room.open("chair", "member", "both", "excluded")
    operations.decide(
        item_id=room.closed_id, text="A secret decision", reasons="Secret", by=room.as_("manager"), at=ON_THE_DAY
    )
    room.decide()
    room.move(MeetingState.DRAFTED)
    room.move(MeetingState.CIRCULATED)
    for sealed in (False, True):
        if sealed:
            room.move(MeetingState.SEALED, "in writing")
        assert "A secret decision" in visit("member", "{meeting}/minutes/", at=ON_THE_DAY).content.decode()
        page = visit("excluded", "{meeting}/minutes/", at=ON_THE_DAY).content.decode()
        assert "secret" not in page.lower()
        assert "Its minutes are not in your copy" in page
        pdf = PdfReader(io.BytesIO(visit("excluded", "{meeting}/minutes/?format=pdf", at=ON_THE_DAY).content))
        assert "secret" not in " ".join(one.extract_text() for one in pdf.pages).lower()
        assert visit("excluded", "{meeting}/minutes/?format=docx", at=ON_THE_DAY).content[:2] == b"PK"
        rows = body(visit("excluded", "decisions/?format=csv", at=ON_THE_DAY)).decode()
        assert "secret" not in rows.lower()


def test_declaring_it_oneself_ends_access_with_the_next_page(visit, room: Room) -> None:
    assert visit("member", "items/{item}/").status_code == 200
    sent = visit("member", "items/{item}/conflict/", {"reason": "My own team"})
    assert sent.status_code == 302
    assert sent["Location"] == f"/north/meetings/{room.world.references['meeting']}/"  # type: ignore[attr-defined]
    assert visit("member", "items/{item}/").status_code == 404
    day = visit("chair", "{meeting}/day/").content.decode()
    assert "My own team" in day
    assert "A relative leads that team." in day


def test_draft_minutes_belong_to_those_who_write_them(visit, room: Room) -> None:
    room.open("chair", "member", "both")
    room.move(MeetingState.DRAFTED)
    assert visit("chair", "{meeting}/minutes/", at=ON_THE_DAY).status_code == 200
    assert visit("member", "{meeting}/minutes/", at=ON_THE_DAY).status_code == 404


def test_the_pack_is_whole_accessible_and_its_opening_is_written_down(visit, room: Room) -> None:
    by = room.as_("manager", AT)
    first = visit("manager", "decisions/?format=csv")
    body(first)
    paper = _some_pdf()
    operations.add_document(item_id=room.item_id, name="plan.pdf", content=paper, title="The plan", by=by, at=AT)
    operations.add_document(item_id=room.item_id, name="broken.pdf", content=PDF, title="Broken", by=by, at=AT)
    operations.add_document(item_id=room.item_id, name="note.txt", content=b"words", title="Note", by=by, at=AT)
    room.issue()
    response = visit("member", "{meeting}/pack.pdf")
    pdf = PdfReader(io.BytesIO(response.content))
    text = " ".join(page.extract_text() for page in pdf.pages)
    for words in (
        "Copy for Member",
        "1. Safer sleep in every service",
        "The plan",
        "Version 1",
        "cannot be",
        "is not a PDF",
    ):
        assert words in text or words == "cannot be", words
    assert "broken.pdf is not placed here" in text
    catalogue = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()
    assert [page.extract_text().split()[-3:] for page in pdf.pages][-1] == [
        str(len(pdf.pages)),
        "of",
        str(len(pdf.pages)),
    ]
    assert "Two words of the plan" in str(_alternatives(catalogue["/StructTreeRoot"]))
    room.as_("manager", AT)
    assert IssueReader.objects.get(person=room.person("member")).opened_at == AT
    assert Event.objects.filter(record_id=room.id, verb="meeting.pack_opened").count() == 1


def _alternatives(node, depth: int = 0) -> list[str]:  # type: ignore[no-untyped-def]
    node = node.get_object()
    if isinstance(node, list):
        return [alt for one in node for alt in _alternatives(one, depth + 1)]
    if not isinstance(node, dict):
        return []
    found = [str(node["/Alt"])] if "/Alt" in node else []
    if "/K" in node and depth < 60:
        found += _alternatives(node["/K"], depth + 1)
    return found


def _some_pdf() -> bytes:
    import typst

    source = b'#set document(title: "x")\n= A plan\nTwo words of the plan.\n#pagebreak()\nIts second page.'
    made = typst.compile(source, format="pdf")
    assert isinstance(made, bytes)
    return made


def test_pages_of_another_pdf_come_with_their_words() -> None:
    pages = pdf_pages(_some_pdf())
    assert [page.text for page in pages] == ["A plan Two words of the plan.", "Its second page."]
    assert all(page.png.startswith(b"\x89PNG") for page in pages)
    with pytest.raises(RenderingFailed):
        pdf_pages(b"%PDF-1.7 nothing")


def test_a_row_about_a_record_one_is_kept_out_of_is_not_in_ones_copy(visit, room: Room) -> None:
    room.issue()
    page = visit("excluded", "{meeting}/papers/").content.decode()
    assert "1 of its entries are not in your copy" in page
    assert room.world.references["kept_from"] not in page  # type: ignore[attr-defined]
    assert room.world.references["kept_from"] in visit("member", "{meeting}/papers/").content.decode()  # type: ignore[attr-defined]


def test_a_deputy_reads_the_papers_and_answers(visit, room: Room) -> None:
    operations.answer(
        meeting_id=room.id,
        what=Answer.DEPUTY,
        deputy_id=room.person("learning_chair"),
        by=room.as_("member", AT),
        at=AT,
    )
    room.issue()
    assert visit("learning_chair", "{meeting}/").status_code == 200
    assert visit("learning_chair", "{meeting}/pack.pdf").status_code == 200
    sent = visit("learning_chair", "{meeting}/answer/", {"answer": "accepted", "note": ""})
    assert sent.status_code == 302
    assert visit("learning_chair", "{meeting}/agenda/").status_code == 404
    assert visit("learning_chair", "{meeting}/", at=ON_THE_DAY + timedelta(days=40)).status_code == 404


def test_the_quorum_is_shown_as_people_come_and_go(visit, room: Room) -> None:
    room.open("chair", "member")
    assert (
        "Not quorate: 1 more member needed" in visit("chair", "{meeting}/day/quorum/", at=ON_THE_DAY).content.decode()
    )
    sent = {"person": room.person("both"), "what": "present"}
    assert visit("manager", "{meeting}/day/attend/", sent, at=ON_THE_DAY).status_code == 302
    assert (
        "Quorate: 3 members from 3 organisations."
        in visit("member", "{meeting}/day/quorum/", at=ON_THE_DAY).content.decode()
    )
    assert visit("member", "{meeting}/day/attend/", sent, at=ON_THE_DAY).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"person": "x", "what": "present"},
        {"person": "1", "what": "asleep"},
        {"person": "999999", "what": "present"},
    ],
)
def test_odd_attendance_is_refused(visit, room: Room, sent: dict[str, str]) -> None:
    room.open("chair")
    assert visit("manager", "{meeting}/day/attend/", sent, at=ON_THE_DAY).status_code == 403


PLAN = {
    "group": "reviews", "rhythm": "monthly_day", "nth": "2", "weekday": "3", "weeks": "", "first_day": "1",
    "first_month": "4", "first_year": "2026", "until_day": "31", "until_month": "7", "until_year": "2026",
    "starts_at": "2pm", "ends_at": "4pm", "place": "Town Hall", "link": "",
}  # fmt: skip


def test_a_plan_is_shown_before_it_is_made(visit, room: Room) -> None:
    room.as_("manager", AT)
    before = Meeting.objects.count()
    shown = visit("manager", "plan/", PLAN)
    assert shown.status_code == 200
    page = BeautifulSoup(shown.content, "html.parser")
    days = [box["value"] for box in page.select("input[name=day]")]
    assert days == ["2026-04-09", "2026-05-14", "2026-06-11", "2026-07-09"]
    room.as_("manager", AT)
    assert Meeting.objects.count() == before
    made = visit("manager", "plan/", {**PLAN, "make": "yes", "day": days[:2]})
    assert made.status_code == 302
    room.as_("manager", AT)
    assert Meeting.objects.filter(meets_on__in=days[:2]).count() == 2
    assert not Meeting.objects.filter(meets_on__in=days[2:]).exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"nth": ""}, "Select the week of the month"),
        ({"rhythm": "weeks"}, "Enter the number of weeks"),
        ({"until_year": "2025"}, "The last day must come after the first"),
        ({"first_day": "31", "first_month": "2"}, "The first day must be a real date"),
        ({"group": "panel-x"}, "A group must be one of the choices"),
        ({"starts_at": "half past"}, "The time it starts"),
        ({"link": "javascript:alert(1)"}, "must be a whole address that begins with https://"),
        ({"rhythm": ""}, "Say how often"),
    ],
)  # fmt: skip
def test_a_bad_plan_says_why(visit, change: dict[str, str], words: str) -> None:
    response = visit("manager", "plan/", {**PLAN, **change})
    assert response.status_code == 422
    summary = BeautifulSoup(response.content, "html.parser").select_one(".govuk-error-summary")
    assert summary is not None
    assert words in summary.get_text()


@pytest.mark.parametrize(
    "path",
    [
        "{meeting}/agenda/new/",
        "items/{item}/paper/",
        "{meeting}/guests/",
        "{meeting}/move/",
        "items/{item}/conflict/",
        "groups/reviews/",
    ],
)
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {
            "title": "x" * 5000,
            "minutes": "-4",
            "purpose": "?",
            "person": "9" * 40,
            "reason": "",
            "kind": "?",
            "meets_on_day": "99",
            "about": "' or 1=1",
            "item_minutes": "no",
        },
    ],
)
def test_bad_input_is_an_error_beside_its_field(visit, path: str, sent: dict[str, str]) -> None:
    response = visit("manager", path, sent)
    assert response.status_code == 422, response.status_code
    assert "There is a problem" in response.content.decode()


def test_an_unknown_record_is_not_attached(visit, room: Room) -> None:
    sent = {"title": "A record", "purpose": "note", "minutes": "5", "presenter": "", "text": "", "about": "AC-222222"}
    response = visit("manager", "{meeting}/agenda/new/", sent)
    assert response.status_code == 422
    assert "There is no record AC-222222 that you may see." in response.content.decode()


def test_the_same_form_twice_is_stored_once(visit, room: Room) -> None:
    sent = {"title": "Once", "purpose": "note", "minutes": "5", "submission": "3f0a2f3c-7b1e-4a55-9d5e-3a3d7a1c0001"}
    for _ in range(2):
        assert visit("manager", "{meeting}/agenda/new/", sent).status_code == 302
    assert visit("manager", "{meeting}/agenda/").content.decode().count("Once</a>") == 1


def test_a_stale_page_is_told_and_keeps_what_was_typed(visit, room: Room) -> None:
    sent = {
        "version": "1",
        "title": "Mine",
        "purpose": "note",
        "minutes": "5",
        "presenter": "",
        "text": "",
        "about": "",
    }
    operations.edit_item(item_id=room.item_id, seen=None, draft=ItemDraft("Theirs"), by=room.as_("officer", AT), at=AT)
    response = visit("manager", "items/{item}/edit/", sent)
    assert response.status_code == 409
    assert "Mine" in response.content.decode()


def test_up_and_down_without_script(visit, room: Room) -> None:
    assert visit("manager", "items/{closed_item}/up/", {}).status_code == 302
    page = visit("manager", "{meeting}/agenda/").content.decode()
    assert page.index(SECRET) < page.index("Safer sleep in every service")
    assert visit("member", "items/{closed_item}/up/", {}).status_code == 404


def test_attendance_by_agency_counts_what_was_taken(visit, room: Room) -> None:
    room.open("chair", "member")
    page = BeautifulSoup(visit("manager", "attendance/", at=ON_THE_DAY).content, "html.parser")
    rows = {row.select_one("th").get_text(): row.get_text(" ") for row in page.select("tbody tr")}
    assert "1 of 1" in rows["Vale Police"]
    assert "0 of 1" in rows["Northvale Council"]
    assert page.select_one("svg[role=img]") is not None
    text = body(visit("manager", "attendance/?format=csv", at=ON_THE_DAY)).decode()
    assert "Vale Police,2026 Q1,1,1" in text


def test_the_whole_journey_through_the_pages(visit, room: Room) -> None:
    """Issue, open, attend, decide, act, close, circulate, approve: every step as its form sends it."""
    assert visit("manager", "{meeting}/state/issued/", {}).status_code == 302
    assert visit("chair", "{meeting}/state/in_session/", {}, at=ON_THE_DAY).status_code == 302
    for name in ("chair", "member", "both"):
        sent = {"person": room.person(name), "what": "present"}
        assert visit("chair", "{meeting}/day/attend/", sent, at=ON_THE_DAY).status_code == 302
    decision = {"text": "Adopt it", "reasons": "It works", "dissent": [str(room.person("both"))], "words": "Too soon"}
    assert visit("chair", "items/{item}/decision/", decision, at=ON_THE_DAY).status_code == 302
    act = {"text": "Write it down", "measure": "", "owner_organisation": "", "owner_person": "", "decision": "1"}
    assert visit("chair", "items/{item}/action/", act, at=ON_THE_DAY).status_code == 302
    page = visit("member", "items/{item}/", at=ON_THE_DAY).content.decode()
    assert "Both did not agree: Too soon" in page
    assert "Write it down" in page
    assert visit("chair", "items/{closed_item}/defer/", {"reason": "No time"}, at=ON_THE_DAY).status_code == 302
    assert visit("chair", "{meeting}/state/drafted/", {}, at=ON_THE_DAY).status_code == 302
    minutes = {"text": "It was talked through.", "version": ""}
    assert visit("manager", "items/{item}/minutes/", minutes, at=ON_THE_DAY).status_code == 302
    assert visit("manager", "{meeting}/state/circulated/", {}, at=ON_THE_DAY).status_code == 302
    assert visit("member", "items/{item}/comment/", {"text": "Fine"}, at=ON_THE_DAY).status_code == 302
    sealed = visit("manager", "{meeting}/state/sealed/", {"meeting": "", "how": "in writing"}, at=ON_THE_DAY)
    assert sealed.status_code == 302
    page = visit("member", "{meeting}/minutes/", at=ON_THE_DAY).content.decode()
    assert "Approved in writing" in page
    assert "Adopt it" in page
    assert visit("manager", "{meeting}/state/drafted/", {}, at=ON_THE_DAY).status_code == 403
    assert str(DAY.year) in page
