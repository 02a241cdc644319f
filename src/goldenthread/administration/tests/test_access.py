"""Circles and who sits in them, the access log, and break-glass."""

from __future__ import annotations

import pytest
from django.db import connection

from goldenthread.administration import queries
from goldenthread.administration.queries import LogFilter
from goldenthread.records.models import BreakGlass, Circle, Exclusion
from goldenthread.records.queries import load_viewer
from goldenthread.testing.world import AT

WHY = "A sister of theirs works for the agency under review."
URGENT = "A child in this family was seen in the clinic this morning."


@pytest.fixture
def opened(signed_in, world):  # type: ignore[no-untyped-def]
    """A record that the chair has opened, and that the outsider was not shown."""
    reference = world.references["panel_action"]
    assert signed_in("manager").get(f"/north/actions/{reference}/").status_code == 200
    assert signed_in("outsider").get(f"/north/actions/{reference}/").status_code == 404
    return reference


def test_circles_say_who_sits_in_them_as_the_database_does(as_viewer, world) -> None:  # type: ignore[no-untyped-def]
    viewer = as_viewer("manager")
    partnership = viewer.partnership("north").id
    rows = queries.circles(viewer, partnership)
    for name, pk in world.people.items():
        held = load_viewer(pk, name, AT).circles
        for row in rows:
            assert (row.circle.pk in held) is (pk in {sitter.person_id for sitter in row.inside}), (name, row.name)


def test_a_standing_role_is_taken_out_and_put_back_by_another(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    place = "/north/administration/circles/group-reviews/"
    send(signed_in("manager"), f"{place}business_manager/take-out/", reason=WHY)
    assert signed_in("manager").get(f"/north/actions/{world.references['action']}/").status_code == 404
    assert "You hold this role yourself" in send(
        signed_in("manager"), f"{place}business_manager/put-back/", 422, reason=WHY
    )
    send(signed_in("administrator"), f"{place}business_manager/put-back/", reason=WHY)
    assert signed_in("manager").get(f"/north/actions/{world.references['action']}/").status_code == 200
    assert "Give the reason" in send(signed_in("administrator"), f"{place}scrutineer/take-out/", 422, reason="no")


def test_someone_is_kept_out_of_a_circle_and_let_back(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    place, member = "/north/administration/circles/group-reviews/", world.people["member"]
    address = f"/north/actions/{world.references['draft_action']}/"
    assert signed_in("member").get(address).status_code == 200
    page = send(signed_in("administrator"), f"{place}keep-out/", person=member, reason=WHY)
    assert WHY in page
    assert signed_in("member").get(address).status_code == 404
    send(signed_in("manager"), f"{place}kept-out/{member}/", reason="The sister left the agency in February.")
    assert signed_in("member").get(address).status_code == 200


def test_someone_is_kept_out_of_one_record(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    reference = world.references["draft_action"]
    send(
        signed_in("manager"),
        "/north/administration/conflicts/new/",
        reference=reference.lower(),
        person=world.people["member"],
        reason=WHY,
    )
    assert signed_in("member").get(f"/north/actions/{reference}/").status_code == 404


def test_the_log_answers_who_saw_a_record(signed_in, opened) -> None:  # type: ignore[no-untyped-def]
    page = signed_in("manager").get(f"/north/administration/access-log/?reference={opened}").content.decode()
    assert f"Manager opened {opened}" in page
    assert "Not shown" in page


def test_an_administrator_learns_people_and_references_only(signed_in, opened, world) -> None:  # type: ignore[no-untyped-def]
    page = signed_in("administrator").get(f"/north/administration/access-log/?reference={opened}").content.decode()
    assert "Manager" in page
    assert opened in page
    assert f"Manager opened {opened}" not in page
    assert "A matter of the panel group" not in page


def test_nobody_asks_the_log_of_another_partnership(as_viewer, opened, world) -> None:  # type: ignore[no-untyped-def]
    north = as_viewer("manager").partnership("north").id
    assert queries.access_log(north, LogFilter(reference=opened))
    for name in ("south_manager", "officer", "chair", "nobody"):
        as_viewer(name)
        assert queries.access_log(north, LogFilter()) == []
        with connection.cursor() as cursor:
            cursor.execute(
                "select goldenthread_owned_actions(%s, %s, %s)",
                [north, world.people["owner"], ["draft", "accepted", "agreed", "reported"]],
            )
            assert cursor.fetchone()[0] == 0


def test_the_log_is_narrowed_by_person_and_day(as_viewer, opened) -> None:  # type: ignore[no-untyped-def]
    north = as_viewer("manager").partnership("north").id
    assert {row.person for row in queries.access_log(north, LogFilter(person="manag"))} == {"Manager"}
    assert queries.access_log(north, LogFilter(start="2026-03-03")) == []
    assert queries.access_log(north, LogFilter(end="2026-03-02"))
    assert LogFilter.of({"start": "31 March", "what": "anything"}) == LogFilter()


def _ask(signed_in, send, name: str, reference: str, status: int = 200) -> str:  # type: ignore[no-untyped-def]
    return send(signed_in(name), "/north/break-glass/", status, reference=reference, reason=URGENT)  # type: ignore[no-any-return]


def test_break_glass_is_granted_by_a_second_person_for_a_while(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    reference = world.references["panel_action"]
    _ask(signed_in, send, "outsider", reference)
    as_manager = signed_in("manager")
    page = as_manager.get("/north/break-glass/requests/").content.decode()
    assert URGENT in page
    number = _only(world, "manager").pk
    send(as_manager, f"/north/break-glass/requests/{number}/grant/")
    assert signed_in("outsider").get(f"/north/actions/{reference}/").status_code == 200
    assert "Open now" in signed_in("outsider").get("/north/break-glass/").content.decode()


def _only(world, name: str) -> BreakGlass:  # type: ignore[no-untyped-def]
    from goldenthread.database.viewer import set_viewer

    set_viewer(world.people[name], AT)
    return BreakGlass.objects.get()


def test_break_glass_is_refused_with_a_reason(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    _ask(signed_in, send, "outsider", world.references["panel_action"])
    number = _only(world, "manager").pk
    send(
        signed_in("manager"),
        f"/north/break-glass/requests/{number}/refuse/",
        reason="Ask the panel's chair, who is in the building.",
    )
    assert "Refused" in signed_in("outsider").get("/north/break-glass/").content.decode()
    assert signed_in("manager").get(f"/north/break-glass/requests/{number}/").status_code == 404


def test_break_glass_never_opens_for_a_conflict(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    _ask(signed_in, send, "excluded", world.references["kept_from"])
    number = _only(world, "manager").pk
    assert "conflict of interest" in send(signed_in("manager"), f"/north/break-glass/requests/{number}/grant/", 422)
    assert signed_in("excluded").get(f"/north/actions/{world.references['kept_from']}/").status_code == 404


def test_break_glass_is_not_for_everyone(signed_in, send, world) -> None:  # type: ignore[no-untyped-def]
    assert signed_in("administrator").get("/north/break-glass/").status_code == 404
    assert "You see" in _ask(signed_in, send, "manager", world.references["action"], 422)
    assert "A reference looks like" in _ask(signed_in, send, "outsider", "that child", 422)
    _ask(signed_in, send, "outsider", "AC-222222")  # whether it exists is not said
    assert "asked for AC-222222 already" in _ask(signed_in, send, "outsider", "AC-222222", 422)
    number = _only(world, "manager").pk
    assert signed_in("chair").get(f"/north/break-glass/requests/{number}/").status_code == 404
    assert "can grant this" in send(signed_in("manager"), f"/north/break-glass/requests/{number}/grant/", 422)


def test_a_circle_s_exclusion_hides_from_those_outside(as_viewer, world) -> None:  # type: ignore[no-untyped-def]
    as_viewer("manager")
    circle = Circle.objects.get(group=world.groups["panel"])
    Exclusion.objects.create(
        person_id=world.people["officer"], circle=circle, reason=WHY, declared_at=AT, starts_on=AT.date()
    )
    as_viewer("administrator")
    assert Exclusion.objects.filter(circle=circle).count() == 1
    as_viewer("outsider")
    assert Exclusion.objects.filter(circle=circle).count() == 0


def test_a_page_not_found_offers_break_glass_to_those_who_read_here(signed_in, world) -> None:  # type: ignore[no-untyped-def]
    for name, offered in (("outsider", True), ("both", True), ("administrator", False)):
        answer = signed_in(name).get(f"/north/actions/{world.references['panel_action']}/")
        assert answer.status_code == 404
        assert ('href="/north/break-glass/"' in answer.content.decode()) is offered
