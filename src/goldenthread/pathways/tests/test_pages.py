"""The pages: who gets which, what they show, what a form does, and what bad input gets."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.pathways import operations
from goldenthread.pathways.models import (
    AddedHoliday,
    CourseEvent,
    Edition,
    Hold,
    HoldLift,
    Pathway,
    Relaxation,
    Variation,
)
from goldenthread.pathways.shipped import pathways as shipped
from goldenthread.pathways.tests.conftest import RAPID, begin, source
from goldenthread.testing.world import AT, TODAY

READERS = {"manager", "chair", "owner", "outsider"}
UNIT = {"manager"}
KEEPERS = {"manager", "chair"}
PEOPLE = ["administrator", "chair", "manager", "member", "outsider", "owner", "south_manager"]
SEES = {"manager", "chair", "member"}
ROUTES: dict[str, set[str]] = {
    "/north/pathways/": READERS | {"member"},
    "/north/pathways/rapid_review/": READERS | {"member"},
    "/north/pathways/suicide_cluster_response/": READERS | {"member"},  # not taken in yet
    "/north/pathways/rapid_review/?on_day=2&on_month=4&on_year=2026": READERS | {"member"},
    "/north/pathways/rapid_review/protocol/": READERS | {"member"},
    "/north/pathways/calendar/": READERS | {"member"},
    "/north/pathways/new/": UNIT,
    "/north/pathways/calendar/holiday/": UNIT,
    "/north/pathways/calendar/relaxation/": UNIT,
    "/north/pathways/rapid_review/design/": UNIT,
    "/north/pathways/rapid_review/design/facts/": UNIT,
    "/north/pathways/rapid_review/design/stages/": UNIT,
    "/north/pathways/rapid_review/design/stages/sent/": UNIT,
    "/north/pathways/rapid_review/design/events/notified/": UNIT,
    "/north/pathways/rapid_review/design/parties/unit/": UNIT,
    "/north/pathways/rapid_review/design/tracks/review/": UNIT,
    "/north/pathways/rapid_review/design/publish/": UNIT,
    "/north/pathways/nothing/": set(),
    "/north/pathways/rapid_review/?edition=9": set(),
    "/north/pathways/rapid_review/design/stages/nothing/": set(),
    "/north/pathways/rapid_review/design/nothing/": set(),
    "/north/records/{source}/way/": SEES,
    "/north/records/{source}/way/rapid_review/protocol/": SEES,
    "/north/records/{source}/way/nothing/protocol/": set(),
    "/north/records/{south_action}/way/": set(),
    "/north/records/SO-222222/way/": set(),
    "/south/records/{source}/way/": set(),
}
KEPT = {
    # pages of those who keep a record's pathway: a member who sees it is refused with a reason, whoever does not see it gets 404
    "/north/records/{source}/way/start/",
    "/north/records/{source}/way/rapid_review/hold/",
    "/north/records/{source}/way/rapid_review/happened/sent/",
    "/north/records/{source}/way/rapid_review/happened/withdrawn/",
    "/north/records/{source}/way/rapid_review/not-needed/sent/",
    "/north/records/{source}/way/rapid_review/vary/sent/",
    "/north/records/{source}/way/rapid_review/correct/{event}/",
    "/north/records/{source}/way/rapid_review/strike/{event}/",
    "/north/records/{source}/way/rapid_review/lift/{hold}/",
}


@pytest.fixture
def ways(world, as_viewer) -> dict[str, object]:  # type: ignore[no-untyped-def]
    """The world's rapid review on its way, with a hold, and a draft of the next edition."""
    viewer = as_viewer("manager")
    begin(world, viewer)
    row = operations.hold(
        record=source(world),
        pathway=RAPID,
        reason="Police ask to wait",
        starts_on=date(2026, 2, 27),
        review_on=date(2026, 3, 9),
        stages=["summaries"],
        by=viewer,
        at=AT,
    )
    operations.start_draft(partnership_id=source(world).partnership_id, key=RAPID, by=viewer, at=AT)
    return {**world.references, "event": CourseEvent.objects.get().pk, "hold": row.pk}


@pytest.mark.parametrize("person", PEOPLE)
def test_routes_by_roles(signs_in, ways, person: str) -> None:
    client = signs_in(person)
    got = {address: client.get(address.format(**ways)).status_code for address in ROUTES}
    assert got == {address: 200 if person in who else 404 for address, who in ROUTES.items()}
    kept = {client.get(address.format(**ways)).status_code for address in KEPT}
    assert kept == {200 if person in KEEPERS else 403 if person in SEES else 404}


def text(response) -> str:  # type: ignore[no-untyped-def]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).strip()


def send(client: Client, address: str, **data: object):  # type: ignore[no-untyped-def]
    return client.post(address, data, follow=True)


def parts(name: str, day: str) -> dict[str, str]:
    return dict(zip((f"{name}_year", f"{name}_month", f"{name}_day"), day.split("-"), strict=True))


def test_a_pathway_is_read_with_its_source_its_picture_and_counted_days(signs_in, ways) -> None:
    page = signs_in("outsider").get("/north/pathways/rapid_review/?on_day=2&on_month=4&on_year=2026")
    said = text(page)
    for words in (
        "Working Together to Safeguard Children 2023, chapter 5",
        "Last checked 24 November 2026",
        "15 working days from: The notification was sent to the Panel",
        "Good Friday",
        "Day 0: the day from which it runs",
        "Easter Monday",
    ):
        assert words in said, words
    body = page.content.decode()
    assert 'role="img" aria-label="Picture of Rapid review: 9 stages on 3 tracks. The list says the same."' in body
    assert " style=" not in body
    assert "Write the next edition" not in said


@pytest.mark.parametrize(
    "asked",
    [
        "on_day=yesterday",
        "on_day=14&on_month=10&on_year=1066",
        "on_day=31&on_month=12&on_year=9999",
        "on_day=30&on_month=2&on_year=2026",
        "on_day=%00&on_month=1&on_year=2026",
    ],
)
def test_a_day_that_is_none_is_said_to_be_none(signs_in, ways, asked: str) -> None:
    page = signs_in("owner").get(f"/north/pathways/rapid_review/?{asked}")
    assert page.status_code == 200
    assert "There is a problem" in text(page)


def test_the_document_is_pdf_ua(signs_in, ways) -> None:
    client = signs_in("member")
    for address in (
        "/north/pathways/rapid_review/protocol/",
        "/north/records/{source}/way/rapid_review/protocol/".format(**ways),
    ):
        response = client.get(address)
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF")
        assert b"pdfuaid" in response.content


@pytest.mark.parametrize("key", sorted(shipped()))
def test_every_shipped_pathway_has_its_page_and_its_document(signs_in, ways, key: str) -> None:
    client = signs_in("owner")
    assert shipped()[key].definition.title in text(client.get(f"/north/pathways/{key}/"))
    assert client.get(f"/north/pathways/{key}/protocol/").content.startswith(b"%PDF")


def test_a_way_says_where_every_stage_stands(signs_in, ways) -> None:
    said = text(signs_in("member").get("/north/records/{source}/way/".format(**ways)))
    for words in (
        "2 late. Next: Progress meeting. Waits for Business unit, due tomorrow",
        "3 working days late",
        "On hold since 27 February 2026: Police ask to wait",
        "Waits for Business unit, due in 10 working days",
        "Starts after: The report goes to the Panel",
    ):
        assert words in said, words
    assert "It is done" not in said  # a member reads it
    assert "It is done" in text(signs_in("chair").get("/north/records/{source}/way/".format(**ways)))


def test_what_happened_is_recorded_by_a_form(signs_in, ways) -> None:
    client, base = signs_in("chair"), "/north/records/{source}/way/rapid_review/".format(**ways)
    answer = send(
        client,
        f"{base}happened/set_up/",
        **parts("on", "2026-02-24"),
        note="By secure mail",
        submission="5f3c7d62-93a4-4c1a-9d1e-1b0b6f8d0a11",
    )
    assert "It is recorded." in text(answer)
    assert "Done 24 February 2026, by its day" in text(answer)
    again = send(
        client,
        f"{base}happened/set_up/",
        **parts("on", "2026-02-24"),
        submission="5f3c7d62-93a4-4c1a-9d1e-1b0b6f8d0a11",
    )
    assert "stored already" in text(again)
    other = send(client, f"{base}happened/set_up/", **parts("on", "2026-02-25"))
    assert other.status_code == 422
    assert "recorded already" in text(other)
    later = send(client, f"{base}happened/progress/", **parts("on", "2026-03-09"))
    assert "still to come" in text(later)
    nothing = send(client, f"{base}happened/progress/")
    assert (nothing.status_code, CourseEvent.objects.filter(key="progress").exists()) == (422, False)


def test_corrections_strikes_and_what_is_not_needed(signs_in, ways) -> None:
    client, base = signs_in("manager"), "/north/records/{source}/way/rapid_review/".format(**ways)
    answer = send(
        client, f"{base}correct/{ways['event']}/", **parts("on", "2026-02-24"), reason="The form says the 24th"
    )
    assert "23 February 2026 (a later row took its place)" in text(answer)
    assert client.get(f"{base}correct/{ways['event']}/").status_code == 404
    fresh = CourseEvent.objects.latest("pk")
    assert send(client, f"{base}strike/{fresh.pk}/", reason="no").status_code == 422
    assert "struck out" in text(send(client, f"{base}strike/{fresh.pk}/", reason="It was never sent"))
    assert "Not needed. Every summary was in" in text(
        send(client, f"{base}not-needed/progress/", reason="Every summary was in")
    )


def test_holds_and_variations_by_form(signs_in, ways) -> None:
    client, base = signs_in("manager"), "/north/records/{source}/way/rapid_review/".format(**ways)
    answer = send(
        client,
        f"{base}hold/",
        stages=["sent"],
        reason="Police ask to wait for it",
        **parts("starts_on", "2026-03-02"),
        **parts("review_on", "2026-03-20"),
    )
    assert "to be looked at again on 20 March 2026" in text(answer)
    assert Hold.objects.count() == 2
    assert (
        send(
            client,
            f"{base}hold/",
            stages=["nothing"],
            reason="Police ask to wait",
            **parts("starts_on", "2026-03-02"),
            **parts("review_on", "2026-03-20"),
        ).status_code
        == 422
    )
    lifted = send(
        client, f"{base}lift/{ways['hold']}/", reason="They agree to go on", **parts("lifted_on", "2026-03-02")
    )
    assert "On hold from 27 February 2026 until 2 March 2026: 1 working day not counted" in text(lifted)
    assert HoldLift.objects.count() == 1
    assert client.get(f"{base}lift/{ways['hold']}/").status_code == 404
    varied = send(
        client,
        f"{base}vary/sent/",
        more="5",
        reason="A report is awaited",
        authority="National Panel",
        **parts("agreed_on", "2026-03-02"),
    )
    assert "Extended by 5 working days, agreed by National Panel on 2 March 2026" in text(varied)
    both = send(
        client,
        f"{base}vary/sent/",
        more="5",
        **parts("until", "2026-04-02"),
        reason="A report is awaited",
        authority="Panel",
        **parts("agreed_on", "2026-03-02"),
    )
    assert both.status_code == 422
    assert (
        send(
            client,
            f"{base}vary/sent/",
            more="many",
            reason="A report is awaited",
            authority="Panel",
            **parts("agreed_on", "2026-03-02"),
        ).status_code
        == 422
    )
    assert Variation.objects.count() == 1
    assert client.get(f"{base}vary/response/").status_code == 404


def test_a_record_is_set_on_a_pathway_by_form(signs_in, ways) -> None:
    client, address = signs_in("chair"), "/north/records/{source}/way/start/".format(**ways)
    assert "Rapid review" not in text(client.get(address)).partition("Begin a pathway")[2].partition("Begin it")[
        0
    ].replace("Rapid review of a young baby", "")
    assert send(client, address, pathway="nothing").status_code == 422
    answer = send(client, address, pathway="below_threshold_review")
    assert "It waits for what starts it." in text(answer)


def test_an_edition_is_written_without_a_script(signs_in, ways) -> None:
    client, base = signs_in("manager"), "/north/pathways/rapid_review/"
    outline = client.get(f"{base}design/")
    assert "Publish it" in text(outline)
    stage = {
        "name": "Tell the scrutineer",
        "about": "",
        "track": "review",
        "after": ["notified"],
        "leads": "unit",
        "produces": "A note\nAn answer",
        "count": "3",
        "unit": "working_days",
        "runs_from": "notified",
        "first": "next",
        "on_hold": "runs_on",
        "standing": "local",
    }
    added = send(client, f"{base}design/stages/", version="1", **stage)
    assert "Tell the scrutineer" in text(added)
    stale = send(client, f"{base}design/stages/", version="1", **stage)
    assert stale.status_code == 409
    removed = send(client, f"{base}design/arrange/", what="remove parties unit", version="2")
    assert "There is no party “unit”." in text(removed)
    refused = send(client, f"{base}design/publish/", version="3", what_changed="The scrutineer is told")
    assert refused.status_code == 422
    put_back = send(client, f"{base}design/parties/", version="3", name="Unit", side="unit")
    assert "Unit" in text(put_back)
    assert Edition.objects.get(published_at__isnull=True).content["stages"][-1]["produces"] == ["A note", "An answer"]
    for what in ("remove", "remove nothing unit", "explode stages sent", "up stages nothing"):
        assert send(client, f"{base}design/arrange/", what=what, version="4").status_code in {200, 404}
    moved = send(client, f"{base}design/arrange/", what="up stages response", version="4")
    assert moved.status_code == 200
    facts = send(
        client,
        f"{base}design/facts/",
        version="5",
        title="Rapid review",
        source="Practice",
        **parts("checked_on", "2026-03-01"),
    )
    assert facts.status_code == 200
    law = send(
        client, f"{base}design/stages/sent/", version="6", **{**stage, "name": "Sent", "standing": "law", "source": ""}
    )
    assert "quoted with their source" in text(law)
    changed = send(
        client, f"{base}design/events/notified/", version="7", name="Sent to the Panel", about="", effect="starts"
    )
    assert changed.status_code == 200
    track = send(client, f"{base}design/tracks/", version="8", name="Scrutiny")
    assert "Scrutiny" in text(track)


def test_an_edition_is_published_by_form(signs_in, ways) -> None:
    client, base = signs_in("manager"), "/north/pathways/rapid_review/"
    assert send(client, f"{base}design/publish/", version="1", what_changed="").status_code == 422
    answer = send(client, f"{base}design/publish/", version="1", what_changed="Checked again")
    assert "It is published." in text(answer)
    assert "Edition 2" in text(answer)
    assert client.get(f"{base}design/").status_code == 404
    assert "An earlier edition" in text(client.get(f"{base}?edition=1"))
    drafted = send(client, f"{base}now/draft/")
    assert "Draft of edition 3" in text(drafted)
    assert send(client, f"{base}now/explode/").status_code == 404
    send(client, f"{base}now/retire/")
    assert Pathway.objects.get(key=RAPID).retired_on == TODAY
    assert "Let records begin it again" in text(client.get(base))


def test_a_pathway_of_ones_own_begins_empty_and_is_seen_by_others_once_published(signs_in, ways) -> None:
    client = signs_in("manager")
    answer = send(client, "/north/pathways/new/", title="Private fostering")
    assert "Add at least one stage." in text(answer)
    assert signs_in("owner").get("/north/pathways/private_fostering/").status_code == 404
    assert client.get("/north/pathways/private_fostering/").status_code == 200
    assert "Private fostering" not in text(signs_in("owner").get("/north/pathways/"))


def test_bank_holidays_and_relaxations_by_form(signs_in, ways) -> None:
    client, base = signs_in("manager"), "/north/pathways/calendar/"
    day = {**parts("known_on", "2026-03-01"), **parts("checked_on", "2026-03-02"), "source": "GOV.UK"}
    answer = send(client, f"{base}holiday/", title="A royal wedding", **parts("day", "2026-06-12"), **day)
    assert "A royal wedding" in text(answer)
    assert send(client, f"{base}holiday/", title="Christmas", **parts("day", "2026-12-25"), **day).status_code == 422
    relaxed = {
        "stage": "rapid_review/sent",
        "more": "",
        "words": "Times relaxed",
        "source": "The Panel",
        **parts("starts_on", "2026-03-01"),
        **parts("ends_on", "2026-06-01"),
        **parts("checked_on", "2026-03-02"),
    }
    assert "No day expected" in text(send(client, f"{base}relaxation/", **relaxed))
    assert send(client, f"{base}relaxation/", **{**relaxed, "stage": "rapid_review/nothing"}).status_code == 422
    holiday, relaxation = AddedHoliday.objects.get(), Relaxation.objects.get()
    assert send(client, f"{base}holiday/{holiday.pk}/withdraw/", why="no").status_code == 422
    assert "Taken back" in text(send(client, f"{base}holiday/{holiday.pk}/withdraw/", why="It was cancelled"))
    assert "Taken back" in text(send(client, f"{base}relaxation/{relaxation.pk}/withdraw/", why="It was for others"))
    for address in (f"{base}relaxation/0/withdraw/", f"{base}nothing/1/withdraw/"):
        assert client.get(address).status_code == 404


def test_whoever_does_not_keep_it_changes_nothing(signs_in, ways) -> None:
    base = "/north/records/{source}/way/rapid_review/".format(**ways)
    before = CourseEvent.objects.count()
    for person, status in (("member", 403), ("outsider", 404), ("south_manager", 404)):
        client = signs_in(person)
        for address, data in (
            (f"{base}happened/set_up/", parts("on", "2026-02-24")),
            (f"{base}strike/{ways['event']}/", {"reason": "It was never sent"}),
        ):
            assert client.post(address, data).status_code == status
        assert client.post("/north/pathways/rapid_review/now/draft/").status_code == 404
    assert CourseEvent.objects.count() == before


def test_the_same_number_of_queries_for_every_reader(signs_in, ways) -> None:
    for address, people in (
        ("/north/pathways/", ("manager", "owner")),
        ("/north/pathways/rapid_review/", ("manager", "owner")),
        ("/north/records/{source}/way/".format(**ways), ("manager", "chair", "member")),
    ):
        counts = set()
        for person in people:
            client = signs_in(person)
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counts.add(
                sum(
                    not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
                    for query in captured.captured_queries
                )
            )
        assert len(counts) == 1, (address, counts)
        assert max(counts) <= 12


def test_a_source_of_learning_shows_its_way_on_its_own_page(signs_in, ways) -> None:
    address = "/north/thread/{source}/".format(**ways)
    said = text(signs_in("member").get(address))
    assert "2 late. Next: Progress meeting" in said
    assert "Its whole way" in said
    assert "Begin a pathway" not in text(signs_in("chair").get(address))
    counts = set()
    for person in ("manager", "chair", "member"):
        client = signs_in(person)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.add(
            sum(
                not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
                for query in captured.captured_queries
            )
        )
    assert len(counts) == 1
    assert max(counts) <= 12
