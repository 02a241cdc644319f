"""The pages: who gets which, what they show and what they never show, what a form does, and what bad input gets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.child_deaths import operations
from goldenthread.child_deaths.models import Arrangement, Death, Notification
from goldenthread.child_deaths.terms import Domain, Level, Relevance, TrackKind
from goldenthread.child_deaths.tests.conftest import WHY, draft, met, taken_up, told
from goldenthread.testing.deaths import WHAT
from goldenthread.testing.world import AT, TODAY

pytestmark = pytest.mark.django_db

PEOPLE = [
    "administrator", "chair", "colleague", "excluded", "learning_chair", "manager", "member", "outsider", "scrutineer", "south_manager",
]  # fmt: skip
READERS = {"chair", "colleague", "excluded", "learning_chair", "manager", "member", "outsider", "scrutineer"}
CIRCLE, LEADERS, UNIT = (
    {"colleague", "learning_chair", "manager", "scrutineer"},
    {"learning_chair", "manager"},
    {"manager"},
)
CHAIRS = {"chair", "learning_chair", "manager"}
TABS = ("", "first/", "information/", "beside/", "meeting/", "analysis/", "database/", "documents/", "history/")
ROUTES: dict[str, set[str]] = {
    "/north/child-deaths/": READERS,
    "/north/child-deaths/?standing=late&state=gathering": READERS,
    "/north/child-deaths/?standing=ready": READERS,
    "/north/child-deaths/?standing=out&page=9": READERS,
    "/north/child-deaths/?format=csv": READERS,
    "/north/child-deaths/notify/": READERS,
    "/north/child-deaths/new/": CHAIRS,
    "/north/child-deaths/panel/?on=2026-05-12": CHAIRS,
    "/north/child-deaths/arrangements/": UNIT,
    "/north/child-deaths/import/": UNIT,
    "/north/child-deaths/import/template/": UNIT,
    **{f"/north/child-deaths/{{death}}/{tab}": CIRCLE for tab in TABS},
    "/north/thread/{death}/": CIRCLE,
    "/south/child-deaths/{death}/": set(),
    "/south/child-deaths/": {"south_manager"},
    "/north/child-deaths/CD-222222/": set(),
    "/north/child-deaths/{review}/": set(),
    "/north/child-deaths/{death}/do/nothing/": set(),
    "/north/child-deaths/{death}/do/track-end/": set(),
}
LED = [
    # a member who sees the death is refused with a reason; whoever does not see it gets 404
    "/north/child-deaths/{death}/identity/",
    "/north/records/{death}/way/",
    "/north/child-deaths/{death}/again/",
    "/north/child-deaths/{death}/ask/",
    "/north/child-deaths/{death}/compare/",
    "/north/child-deaths/{death}/documents/add/",
    *(f"/north/child-deaths/{{death}}/do/{key}/" for key in ("edit", "child", "name", "scope", "area", "decision", "merge", "related", "concern", "track", "disclose")),
]  # fmt: skip
NAMES = (
    "Robin",
    "Fictional",
    "9990000026",
    "999 000 0026",
    "2025-11-02",
    "2 November 2025",
    "Made-up Row",
    "Sam Made-up",
    "01632 960 003",
)


@pytest.mark.parametrize("person", PEOPLE)
def test_who_gets_which_page(signs_in, world, person: str) -> None:  # type: ignore[no-untyped-def]
    browser = signs_in(person)
    for address, allowed in ROUTES.items():
        assert browser.get(address.format(**world.references)).status_code == (200 if person in allowed else 404), (
            address
        )


@pytest.mark.parametrize("person", PEOPLE)
def test_those_who_lead_write_and_the_others_are_told(signs_in, world, person: str) -> None:  # type: ignore[no-untyped-def]
    browser = signs_in(person)
    wanted = 200 if person in LEADERS else 403 if person in CIRCLE else 404
    for address in LED:
        assert browser.get(address.format(**world.references)).status_code == wanted, address


def test_the_practice_review_circle_learns_nothing_of_a_death(signs_in, world) -> None:  # type: ignore[no-untyped-def]
    reference = world.references["death"]
    for person in ("chair", "member"):
        browser = signs_in(person)
        for address in (
            "/",
            "/north/child-deaths/",
            f"/north/search/?q={reference}",
            "/north/search/?q=breathing",
            "/north/actions/",
            "/north/reviews/",
        ):
            text = browser.get(address).content.decode()
            assert f'/{reference}/"' not in text, (person, address)
            assert "No deaths" in text or address != "/north/child-deaths/"


def test_no_page_holds_a_name_a_birth_or_a_sender(signs_in, world) -> None:  # type: ignore[no-untyped-def]
    browser = signs_in("manager")
    for address in [*ROUTES, "/north/search/?q=Robin"]:
        answer = browser.get(address.format(**world.references))
        text = answer.getvalue().decode("utf-8", "replace")
        for secret in NAMES if "search" not in address else NAMES[1:]:
            assert secret not in text, (address, secret)


def test_members_see_a_month_and_no_day(signs_in, world) -> None:  # type: ignore[no-untyped-def]
    for address in (
        "/north/child-deaths/",
        f"/north/child-deaths/{world.references['death']}/",
        f"/north/child-deaths/{world.references['death']}/first/",
    ):
        member, leader = (signs_in(who).get(address).content.decode() for who in ("colleague", "manager"))
        assert "27 February 2026" in leader, address
        assert "27 February 2026" not in member, address
    assert "Under 1 year" in signs_in("colleague").get("/north/child-deaths/").content.decode()


def test_who_the_child_was_is_shown_for_a_reason(signs_in, world) -> None:  # type: ignore[no-untyped-def]
    browser, here = signs_in("manager"), f"/north/child-deaths/{world.references['death']}/"
    assert "Robin" not in browser.get(f"{here}identity/").content.decode()
    assert "Say why you need to know" in browser.post(f"{here}identity/", {"why": ""}).content.decode()
    shown = browser.post(f"{here}identity/", {"why": "To ring the key worker"})
    assert "Robin Fictional" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert "To ring the key worker" in browser.get(f"{here}history/").content.decode()
    notification = Notification.objects.values_list("pk", flat=True).first()
    original = browser.post(
        f"{here}original/{notification}/", {"why": "The hospital asked what it wrote"}
    ).content.decode()
    assert "sam@trust.example" in original
    assert "Robin Fictional" in original
    assert browser.get(f"{here}original/999999/").status_code == 404


# --- The door ---------------------------------------------------------------------------------------------------------

GIVEN: dict[str, Any] = {
    "died_on_day": "1", "died_on_month": "3", "died_on_year": "2026", "name": "Kit Fictional", "sex": "male", "place": "home",
    "what": "Found in the morning, and nothing could be done.", "expected": "no", "agency": "Ambulance service", "role": "Paramedic",
    "sender": "Jo Made-up", "phone": "01632 960 004",
}  # fmt: skip


def sent(browser: Client, address: str, status: int = 302, **given: Any) -> str:
    """Send a form; what the answer says, or where it leads."""
    answer = browser.post(address, GIVEN | given)
    text = str(answer.content.decode())
    assert answer.status_code == status, text[:2000]
    return str(answer["Location"]) if status == 302 else text


class TestNotifying:
    def test_by_account_and_the_sender_sees_nothing_of_it(self, signs_in, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
        assert sent(signs_in("outsider"), "/north/child-deaths/notify/") == "/north/child-deaths/"
        as_viewer("manager")
        row = Death.objects.exclude(pk=world.records["death"]).get()
        assert signs_in("outsider").get(f"/north/child-deaths/{row.record.reference}/").status_code == 404
        assert sent(signs_in("manager"), "/north/child-deaths/notify/", name="Other Fictional").startswith(
            "/north/child-deaths/CD-"
        )

    def test_by_the_public_page_with_a_receipt(self, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
        browser = Client()
        page = browser.get("/notify/north/").content.decode()
        assert "01632 960 010" in page
        assert "on-call consultant" in page
        receipt = sent(browser, "/notify/north/", 200)
        as_viewer("manager")
        row = Death.objects.exclude(pk=world.records["death"]).get()
        assert row.record.reference in receipt
        assert "Kit" not in receipt
        assert row.record.reference in sent(browser, "/notify/north/", 200), "the same again is the same"
        as_viewer("manager")
        assert Death.objects.count() == 2

    @pytest.mark.parametrize("place", ["/notify/south/", "/notify/nowhere/"])
    def test_not_where_it_is_not_taken(self, world, place: str) -> None:  # type: ignore[no-untyped-def]
        assert Client().get(place).status_code == 404

    def test_not_where_it_is_taken_with_an_account_alone(self, world) -> None:  # type: ignore[no-untyped-def]
        Arrangement.objects.update(is_public=False)
        assert Client().get("/notify/north/").status_code == 404

    def test_a_machine_gets_a_receipt_and_is_not_heard(self, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
        text = sent(Client(), "/notify/north/", 200, website="https://spam.example")
        assert "CD-" not in text
        as_viewer("manager")
        assert Death.objects.count() == 1

    def test_few_from_one_place(self, world) -> None:  # type: ignore[no-untyped-def]
        browser = Client()
        answers = [browser.post("/notify/north/", {}).status_code for _ in range(11)]
        assert answers[:10] == [422] * 10
        assert answers[10] == 429

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"what": ""}, "Say in a sentence or more what is known"),
            ({"what": "Died"}, "Say in a sentence or more what is known"),
            ({"died_on_day": "31", "died_on_month": "2"}, "day of death must be a real date"),
            ({"died_on_year": "2027"}, "The day of death has not come yet"),
            ({"name": ""}, "Give the child’s name"),
            ({"phone": ""}, "Give a number on which you can be reached"),
            (
                {"born_year": "2026", "born_month": "3", "born_day": "2"},
                "The date of birth comes after the day of death",
            ),
            ({"died_on_day": "\x00"}, "day of death"),
        ],
    )
    def test_what_was_typed_is_kept(self, signs_in, world, given: dict[str, str], said: str) -> None:  # type: ignore[no-untyped-def]
        page = sent(signs_in("outsider"), "/north/child-deaths/notify/", 422, **given)
        assert said in page
        assert "Ambulance service" in page

    def test_told_to_the_office_and_written_down_later(self, signs_in, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
        where = sent(
            signs_in("manager"), "/north/child-deaths/new/", channel="registrar", received_on_day="2", received_on_month="3",
            received_on_year="2026", received_time="09:00", died_on_month="1", died_on_day="5",
        )  # fmt: skip
        as_viewer("manager")
        row = Death.objects.get(record__reference=where.split("/")[-2])
        assert Notification.objects.get(death=row).channel == "registrar"
        assert row.known_at.isoformat() == "2026-03-02T09:00:00+00:00"


# --- Steps ------------------------------------------------------------------------------------------------------------


def worked(by: Any) -> Death:
    """A death with something in every table."""
    row = taken_up(by, name="Kit Fictional", nhs_number="9990000034")
    track = operations.begin_track(
        death_id=row.pk,
        kind=TrackKind.INQUEST,
        who="Coroner",
        note="",
        began_on=TODAY,
        holds=True,
        look_again_on=TODAY + timedelta(days=30),
        **told(by),
    )
    operations.add_result(
        track_id=track.pk, name="Histology", says="Nothing found", came_on=TODAY, narrow=True, **told(by)
    )
    operations.claim(death_id=row.pk, about="Time found", says="06:10", source="Ambulance service", **told(by))
    met(row, by)
    operations.write_analysis(death_id=row.pk, draft=draft(modifiable=None), **told(by))
    factor = operations.put_factor(
        death_id=row.pk,
        domain=Domain.SOCIAL,
        name="Smoking in the household",
        relevance=Relevance.CONTRIBUTED,
        modifiable=True,
        words="",
        **told(by),
    )
    operations.recommend(
        death_id=row.pk,
        words="Offer help to stop smoking.",
        addressee="Midwifery",
        level=Level.LOCAL,
        factor_id=factor.pk,
        **told(by),
    )
    return row


ALL_STEPS = (
    "edit", "child", "name", "merge", "part", "scope", "area", "decision", "related", "concern", "claim", "track", "met", "ready",
    "not-ready", "put", "defer", "draft", "factor", "conclude", "recommend", "reopen", "disclose", "close",
)  # fmt: skip


def test_every_step_has_a_page_or_says_that_its_turn_has_not_come(signs_in, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    row = worked(as_viewer("manager"))
    browser = signs_in("manager")
    for key in ALL_STEPS:
        page = browser.get(f"/north/child-deaths/{row.record.reference}/do/{key}/")
        assert page.status_code in {200, 403}, key
        assert page.status_code == 200 or "has no place here" in page.content.decode(), key


def test_an_empty_form_says_what_is_missing_and_changes_nothing(signs_in, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    row = worked(as_viewer("manager"))
    browser = signs_in("manager")
    before = Death.objects.get(pk=row.pk).record.version
    optional = {"child", "put"}  # these may be sent with nothing changed
    for key in ALL_STEPS:
        here = f"/north/child-deaths/{row.record.reference}/do/{key}/"
        if key in optional or browser.get(here).status_code != 200:
            continue
        answer = browser.post(here, {})
        assert answer.status_code == 422, key
        assert "There is a problem" in answer.content.decode(), key
    as_viewer("manager")
    assert Death.objects.get(pk=row.pk).record.version == before


def test_a_step_by_form_from_scope_to_conclusion(signs_in, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    browser, here = signs_in("learning_chair"), f"/north/child-deaths/{world.references['death']}/"
    day = {"on_day": "2", "on_month": "3", "on_year": "2026"}

    def do(key: str, **given: Any) -> None:
        answer = browser.post(f"{here}do/{key}/", day | given)
        assert answer.status_code == 302, (key, answer.content.decode()[:3000])

    do("scope", in_scope="yes", reason="child", why=WHY, by_role="Designated doctor")
    do("area", lead="here", why=WHY)
    do(
        "decision",
        question="jar",
        answer="yes",
        limbs=["sudden_no_cause"],
        why=WHY,
        by_role="Consultant",
        moment="08:00",
    )
    do("track", kind="post_mortem", who="Coroner", began_on_day="2", began_on_month="3", began_on_year="2026")
    do("claim", about="Time found", says="06:10", source="Ambulance service")
    do("met", kind="joint", convened_by="Trust", present="Consultant, police", said=WHY)
    do("draft", summary=WHAT, cause="Unascertained", primary="10", sudden_explained="unexplained")
    do("factor", domain="physical", name="Sleep environment", relevance="2", modifiable="yes")
    do("ready")
    do(
        "conclude",
        summary=WHAT,
        cause="Unascertained",
        primary="10",
        sudden_explained="unexplained",
        modifiable="yes",
        panel_name="Panel",
        quorate="yes",
        final="final",
    )
    as_viewer("manager")
    assert Death.objects.get(pk=world.records["death"]).state == "reviewed"
    page = browser.get(f"{here}analysis/").content.decode()
    assert "Concluded by Panel on 2 March 2026" in page
    assert "Sleep environment" in page


def test_what_another_changed_meanwhile_is_said_and_what_was_typed_is_kept(signs_in, world) -> None:  # type: ignore[no-untyped-def]
    browser, here = signs_in("manager"), f"/north/child-deaths/{world.references['death']}/do/name/"
    answer = browser.post(here, {"version": "0", "name": "Bobbin", "why": "Used by the family"})
    assert answer.status_code == 409
    assert "Bobbin" in answer.content.decode()


def test_twice_sent_is_stored_once(signs_in, world, as_viewer) -> None:  # type: ignore[no-untyped-def]
    browser, here = signs_in("manager"), f"/north/child-deaths/{world.references['death']}/do/name/"
    for _ in range(2):
        given = {"name": "Bobbin", "why": "Used by the family", "submission": "6a1b52c2-5a46-4a62-9c4c-1f3c2a7d9e02"}
        assert browser.post(here, given).status_code == 302
    as_viewer("manager")
    assert Death.objects.get(pk=world.records["death"]).names.count() == 1


def test_a_hand_over_is_refused_for_a_demonstration(signs_in, world) -> None:  # type: ignore[no-untyped-def]
    answer = signs_in("manager").post(
        f"/north/child-deaths/{world.references['death']}/database/", {"stream": "notification"}
    )
    assert answer.status_code == 403
    assert "nothing of it may be sent" in answer.content.decode()


PAGES_OF_DEATHS = ["/north/child-deaths/", *(f"/north/child-deaths/{{reference}}/{tab}" for tab in TABS)]


@pytest.mark.parametrize("address", PAGES_OF_DEATHS)
def test_no_more_than_twelve_queries_and_the_same_with_many_rows(signs_in, world, as_viewer, address: str) -> None:  # type: ignore[no-untyped-def]
    row = worked(as_viewer("manager"))
    here = address.format(reference=row.record.reference)

    def count(name: str) -> int:
        browser = signs_in(name)
        browser.get(here)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(here).status_code == 200
        quiet = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
        return sum(not query["sql"].startswith(quiet) for query in captured.captured_queries)

    before = count("manager")
    assert before <= 14, "a record’s page"
    assert count("learning_chair") == before
    manager = as_viewer("manager")
    for number in range(4):
        taken_up(manager, name=f"Kit {number}", nhs_number="")
        operations.claim(death_id=row.pk, about=f"Fact {number}", says="So", source="Police", **told(manager))
        met(row, manager)
        operations.begin_track(
            death_id=row.pk, kind=TrackKind.OTHER, who=f"Body {number}", note="", began_on=TODAY, **told(manager, AT)
        )
        operations.put_factor(
            death_id=row.pk,
            domain=Domain.SERVICE,
            name=f"Factor {number}",
            relevance=Relevance.NONE,
            modifiable=False,
            words="",
            **told(manager),
        )
    assert count("manager") == before
